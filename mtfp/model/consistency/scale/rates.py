"""Checks of yearly rates and indexes, by their use: pay, prices, growth of demand, funding, error of the population."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import Reference
from mtfp.model.base.values import Percent
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.consistency.scale.likely import in_percent, likely, usual
from mtfp.model.consistency.scale.limits import (
    ADDED_RATE,
    CHANGED_RATE,
    LASTING_ADDED,
    PAST_RATE,
    RATE_BY_YEAR,
    RATES,
    SMALL_STEP_OF_RATE,
    TOGETHER,
    WITHIN_RISE,
    Limit,
)
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, AtLeast, Tracks, is_pay

NOTED = "check the figure; if it is right, say why in `note:`, with the word “checked”"
MANY = ("prices", "growth", "funding")
"""Uses of a rate of which no part of the plan says the use."""


def check_rates(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of yearly rates and indexes that grow more or less than those of other plans; one warning each."""
    limits = _limits(plan)
    for name, assumption in plan.assumptions.items():
        limit = limits.get(name) or _widest(MANY)
        path = assumption.central
        if assumption.unit == "rate" and path:
            yield from _first(_rates(plan, name, path, limit))
        elif assumption.unit == "index" and path:
            yield from _first(_growth(plan, name, path, limit))
        yield from _first(_added(plan, name, assumption))


def is_asked_about(plan: Plan, name: str) -> bool:
    """Return True if a rate of the plan is far from those of other plans, so that it is asked about (W506)."""
    path = plan.assumptions[name].central
    limit = _limits(plan).get(name) or _widest(MANY)
    return path is not None and next(_rates(plan, name, path, limit), None) is not None


def _first(found: Iterator[Complaint]) -> Iterator[Complaint]:
    yield from [complaint for complaint in [next(found, None)] if complaint]


def _limits(plan: Plan) -> Mapping[str, Limit]:
    """Return the limits of each assumption that the plan uses, over all its uses."""
    uses: dict[str, list[str]] = {}
    for reference in plan.references:
        if reference.to.section == "assumptions" and (use := _use(plan, reference)):
            uses.setdefault(reference.name, []).append(use)
    return {name: _widest(tuple(used)) for name, used in uses.items()}


def _use(plan: Plan, reference: Reference) -> str | None:
    """Return the use of an assumption at one place; None if the place doesn't say how large the rate may be."""
    assumption = plan.assumptions.get(reference.name)
    if assumption is None or reference.path[0] in ("assumptions", "correlations"):
        return None
    if reference.path[0] == "population":
        return "error"
    if reference.path[-1] in ("uplift", "growth"):
        return "funding" if reference.path[-1] == "uplift" else "growth"
    return "pay" if is_pay(reference.name, assumption) else "prices"


def _widest(uses: tuple[str, ...]) -> Limit:
    limits = [RATES[use] for use in dict.fromkeys(uses)]
    seen = min(each.seen[0] for each in limits), max(each.seen[1] for each in limits)
    low, high = min(each.low for each in limits), max(each.high for each in limits)
    return Limit(low, high, seen, min(each.least for each in limits))


def _rates(plan: Plan, name: str, path: ByYear[float], limit: Limit) -> Iterator[Complaint]:
    """Yield a complaint about each rate out of its limits, then about each step too large or across zero."""
    past = {year: rate for year, rate in path.years.items() if year <= plan.base_year and isinstance(rate, Percent)}
    for year, then in past.items():
        if then > -1 and not PAST_RATE.holds(then):
            yield _odd(plan, name, path, year, f"is {in_percent(then)} in {year}", then, PAST_RATE)
    rates = {year: rate for year in plan.timeline.projected if isinstance(rate := path.at(year), Percent) and rate > -1}
    for year, rate in rates.items():
        if not limit.holds(rate):
            yield _odd(plan, name, path, year, f"is {in_percent(rate)} in {year}", rate, limit)
    for (before, earlier), (year, later) in pairwise(rates.items()):
        small, large = sorted((abs(earlier), abs(later)))
        if small and large - small > SMALL_STEP_OF_RATE and not RATE_BY_YEAR.holds(large / small):
            says = f"is {in_percent(later)} in {year}, after {in_percent(earlier)} in {before}"
            other = year if abs(later) == large else before
            yield _odd(plan, name, path, other, says, rates[other], Limit(0, 0.75 * large, limit.seen))
        elif earlier * later < 0 and large + small > SMALL_STEP_OF_RATE:
            says = f"is {in_percent(later)} in {year}, after {in_percent(earlier)} in {before}"
            below = year if later < 0 else before
            yield _odd(plan, name, path, below, says, rates[below], Limit(0, limit.high, limit.seen, limit.least))


def _growth(plan: Plan, name: str, path: ByYear[float], limit: Limit) -> Iterator[Complaint]:
    levels = [(year, level) for year in plan.timeline.labels if (level := path.at(year)) and level > 0]
    for (before, earlier), (year, later) in pairwise(levels):
        growth = later / earlier - 1
        # an index may stand still or nearly so
        if not limit.low <= growth <= limit.high:
            says = f"is {later:,g} in {year}, after {earlier:,g} in {before}: growth of {in_percent(growth)}"
            yield _odd(plan, name, path, year, says, 0.0, limit)


def _odd(plan: Plan, name: str, path: ByYear[float], year: str, says: str, rate: float, limit: Limit) -> Complaint:
    message = f"{plan.label('assumptions', name)} {says}; {usual(limit)}: {likely(rate, limit)}"
    return Complaint("W506", ("assumptions", name, "central", year if year in path.years else "then"), message, NOTED)


def _added(plan: Plan, name: str, assumption: Assumption) -> Iterator[Complaint]:
    """Yield a complaint about each rate that is added to a followed one, and is too large or too small."""
    links = {"tracks": assumption.tracks, "at_least": assumption.at_least}
    for key, plus in ((key, link.plus) for key, link in links.items() if link and assumption.unit == "rate"):
        for year in (*plus.years, "then"):
            rate = plus.then if year == "then" else plus.years[year]
            odd = isinstance(rate, Percent) and not (LASTING_ADDED if year == "then" else ADDED_RATE).holds(rate)
            if isinstance(rate, Percent) and (odd or _is_too_much(plan, links[key], year, rate)):
                asked = _whole_rise(plan, links[key], year, rate) or f"{usual(ADDED_RATE)}: {likely(rate, ADDED_RATE)}"
                message = f"{plan.label('assumptions', name)} adds {in_percent(rate)} to the rate it follows; {asked}"
                yield Complaint("W506", ("assumptions", name, key, "plus", year), message, NOTED)


def _is_too_much(plan: Plan, link: Tracks | AtLeast | None, year: str, rate: float) -> bool:
    """Return True if an addition may contain the rate that it follows: both together are more than any rise seen."""
    part = _followed(plan, link, year)
    return part is not None and 0 < part < rate and not TOGETHER.holds(part + rate)


def _whole_rise(plan: Plan, link: Tracks | AtLeast | None, year: str, rate: float) -> str:
    """Return the question whether an addition is a whole rise, of which the followed rate is a part; empty if not."""
    part, then = _followed(plan, link, year), _year_followed(plan, link, year)
    if not link or part is None or part <= 0 or not WITHIN_RISE.holds(rate - part):
        return ""
    label, right = plan.label("assumptions", link.of), Percent(round(rate - part, 12))
    return (
        f"if {in_percent(rate)} is the whole rise, {label} of {in_percent(part)} in {then} is a part of it: "
        f"is it {in_percent(right)}?"
    )


def _followed(plan: Plan, link: Tracks | AtLeast | None, year: str) -> float | None:
    """Return the central rate that an addition comes on top of."""
    followed = plan.assumptions.get(link.of) if link else None
    return followed.central.at(_year_followed(plan, link, year)) if followed and followed.central else None


def _year_followed(plan: Plan, link: Tracks | AtLeast | None, year: str) -> str:
    lag = link.lag if isinstance(link, Tracks) else 0
    return plan.timeline.last if year == "then" else financial_year(first_calendar_year(year) - lag)


def check_changed_rates(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of risk events that change a rate by too much or too little."""
    for name, event in plan.risk_events.items():
        path: Path = ("risk_events", name, "impact", "by")
        rate = event.impact.by
        if isinstance(rate, Percent) and rate > -1 and not CHANGED_RATE.holds(rate):
            changed = plan.label("assumptions", event.impact.assumption or "")
            asked = f"{usual(CHANGED_RATE)}: {likely(rate, CHANGED_RATE)}"
            yield Complaint("W506", path, f"the event changes {changed} by {in_percent(rate)}; {asked}", NOTED)


RATES_OF_PLAN = (check_rates, check_changed_rates)
