"""Checks for impossible values, such as growth of -100%, a correlation of 8 or the base year 1925/26."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.risk import RiskEvent

FIRST_YEAR, LAST_YEAR = 1990, 2090
"""First and last plausible base year; any other base year is taken for a typing error."""


def check_base_year(plan: Plan) -> Iterator[Complaint]:
    """Require a plausible base year."""
    if not FIRST_YEAR <= first_calendar_year(plan.base_year) <= LAST_YEAR:
        yield Complaint(
            "E213", ("base_year",), f"{plan.base_year} is not plausible as the base year", "correct the year"
        )


def check_one_offs(plan: Plan) -> Iterator[Complaint]:
    """Require that the one-off part of a budget is no more than the budget."""
    for name, line in plan.lines.items():
        if line.budget is not None and line.one_off > line.budget:
            message = f"the one-off part, {line.one_off:,.15g}, is more than the budget, {line.budget:,.15g}"
            yield Complaint(
                "E213",
                ("lines", name, "one_off"),
                message,
                "write only the part of the budget that ends with the base year",
            )


def check_population_source(plan: Plan) -> Iterator[Complaint]:
    """Require that the population has a value for `area` or `file`; a key without a value isn't enough."""
    if plan.population and not plan.population.area and not plan.population.file:
        message = "the population needs an `area` or a `file`"
        yield Complaint("E215", ("population",), message, "write for example `area: Shetland Islands`", True)


def check_assumption_values(plan: Plan) -> Iterator[Complaint]:
    """Require possible values: growth above -100%, indexes above zero, shares within limits, floors below caps."""
    for name, assumption in plan.assumptions.items():
        at: Path = ("assumptions", name)
        for path, value in _central(assumption):
            if (complaint := _impossible_value(assumption, value, (*at, *path))) is not None:
                yield complaint
        for key in ("persistence", "within_partner"):
            value = getattr(assumption, key)
            if not 0 <= value <= 1:
                yield Complaint(
                    "E213", (*at, key), f"`{key}` must lie between 0 and 1, found {value:g}", "write for example 0.5"
                )
        if assumption.floor is not None and assumption.cap is not None and assumption.floor > assumption.cap:
            yield Complaint("E213", (*at, "floor"), "the floor is above the cap", "swap the two values, or correct one")


def _central(assumption: Assumption) -> Iterator[tuple[Path, float]]:
    """Yield an assumption's central values, and the amounts that `tracks` adds to a rate, each with its path."""
    if assumption.central:
        yield from _by_year(assumption.central, ("central",))
    if assumption.tracks and assumption.unit == "rate":
        yield from _by_year(assumption.tracks.plus, ("tracks", "plus"))


def _by_year(path: ByYear[float], at: Path) -> Iterator[tuple[Path, float]]:
    yield from (((*at, year), value) for year, value in path.years.items())
    if path.then is not None:
        yield (*at, "then"), path.then


def _impossible_value(assumption: Assumption, value: float, path: Path) -> Complaint | None:
    """Return a complaint if a value is impossible; `meaning.check_units` reports values in the wrong unit."""
    written, unit = isinstance(value, Percent), assumption.unit
    if unit == "rate" and written and value <= -1:
        return Complaint(
            "E213",
            path,
            f"a rate of {value * 100:g}% would reduce the amount to zero or less",
            "write a rate above -100%",
        )
    if unit == "index" and value <= 0 and not (written and value):
        return Complaint(
            "E213", path, f"an index must be above zero, found {value:g}", "write the index as a level, such as 104.5"
        )
    highest = max(1.0, assumption.cap or 0.0)
    if unit == "share" and written and not 0 <= value <= highest:
        message = f"a share must lie between 0% and {highest * 100:g}%, found {value * 100:g}%"
        fix = "correct the percentage" if value < 0 else "correct the percentage, or set a higher `cap:`"
        return Complaint("E207", path, message, fix)
    return None


def check_correlations(plan: Plan) -> Iterator[Complaint]:
    """Require that each correlation is between two assumptions, is stated once, and lies between -1 and 1."""
    seen: set[frozenset[str]] = set()
    for number, (one, other, strength) in enumerate(plan.correlations):
        pair = frozenset((one, other))
        if one == other:
            fix = "name two different assumptions"
            yield Complaint("E319", ("correlations", number), f"`{one}` is correlated with itself", fix)
        elif pair in seen:
            message = f"the correlation of `{one}` and `{other}` is given twice"
            yield Complaint("E319", ("correlations", number), message, "keep one of the two")
        seen.add(pair)
        if not isinstance(strength, str) and not -1 <= strength <= 1:
            fix = "write for example 0.8, or `strong`, `moderate`, `weak` or `none`"
            yield Complaint(
                "E213", ("correlations", number, 2), f"a correlation must lie between -1 and 1, found {strength:g}", fix
            )


def check_risk_events(plan: Plan) -> Iterator[Complaint]:
    """Require that a risk event has `each` or `once`, projected years, and an impact in the right unit."""
    for name, event in plan.risk_events.items():
        at: Path = ("risk_events", name)
        if event.each and event.once:
            message = f"`{name}` has both `each` and `once`"
            yield Complaint("E215", at, message, "keep the one that is right, and delete the other", True)
        start, end = (event.once.from_, event.once.to) if event.once else (None, None)
        for key, year in {"from": start, "to": end}.items():
            if year and year not in plan.timeline.projected:
                message = f"{year} is not a projected year of this plan ({plan.timeline.span})"
                yield Complaint("E306", (*at, "once", key), message, "name a projected year")
        if start and end and start > end:
            yield Complaint("E306", (*at, "once", "to"), "`to` comes before `from`", "swap the two years")
        yield from _impact(plan, event, (*at, "impact"))


def _impact(plan: Plan, event: RiskEvent, at: Path) -> Iterator[Complaint]:
    impact = event.impact
    assumption = plan.assumptions.get(impact.assumption or "")
    if assumption is None or impact.by is None:
        return
    wants_percent = assumption.unit in ("rate", "share")
    if impact.by and isinstance(impact.by, Percent) != wants_percent:
        sign = "with" if wants_percent else "without"
        message = (
            f"`{impact.assumption}` has the unit `{assumption.unit}`, so a change is written {sign} a percent sign"
        )
        yield Complaint("E315", (*at, "by"), message, "write the change in the assumption's unit")
    elif assumption.unit == "rate" and impact.by <= -1:
        yield Complaint(
            "E213",
            (*at, "by"),
            "a fall of 100% or more would reduce the assumption to zero or less",
            "write a smaller fall",
        )


def check_funding_ends(plan: Plan) -> Iterator[Complaint]:
    """Require that funding ends in the base year or later."""
    for name, stream in plan.funding.items():
        if stream.ends and plan.timeline.at(stream.ends) < 0:
            message = f"`{name}` ended in {stream.ends}, before the base year"
            yield Complaint(
                "E306", ("funding", name, "ends"), message, "correct the year, or take the funding source out"
            )


BOUNDS = (
    check_base_year,
    check_one_offs,
    check_population_source,
    check_assumption_values,
    check_correlations,
    check_risk_events,
    check_funding_ends,
)
