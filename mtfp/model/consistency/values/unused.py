"""Checks of values that no figure uses as they are written: years outside the plan, delays beyond it, limits passed."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import parts_in
from mtfp.model.base.values import Percent
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, Timeline, first_calendar_year
from mtfp.model.costs.move import Move
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.uncertainty.assumption import Assumption

SLIPS = (10, -10, 100, -100, 1, -1)
"""Errors in a year, in years, that one wrong digit causes; the likeliest comes first."""
LONG_RAMP = 5
"""Most years after the plan's last one in which a change may end without a question."""
LONG_RUN_OFF = 20
"""Most years over which stranded cost may run off without a question."""


def check_unused_years(plan: Plan) -> Iterator[Complaint]:
    """Warn of values by year of a year outside the plan's, unless years between them have values too."""
    for section in (*SECTIONS, "scheme"):
        for path, by_year in parts_in(getattr(plan, section), ByYear, (section,)):
            yield from _outside(plan, path, [*_apart(by_year.years, plan.timeline)], by_year.years)
    for name, stream in plan.funding.items():
        outside = [year for year in stream.status if year not in plan.timeline]
        yield from _outside(plan, ("funding", name, "status"), outside, stream.status)
    for name, assumption in plan.assumptions.items():
        years = assumption.at_least.years or () if assumption.at_least else ()
        for number, year in enumerate(years):
            if year not in plan.timeline:
                yield _unused(plan, ("assumptions", name, "at_least", "years", number), year, years)


def _apart(years: Collection[str], timeline: Timeline) -> Iterator[str]:
    """Yield years outside a timeline that other years without a value separate from it.

    >>> list(_apart(["2014/15", "2023/24", "2024/25"], Timeline("2025/26", 3)))
    ['2014/15']
    """
    given = {first_calendar_year(year) for year in (*years, *timeline.labels)}
    first, last = first_calendar_year(timeline.base_year), first_calendar_year(timeline.last)
    for year in years:
        at = first_calendar_year(year)
        between = range(at, first) if at < first else range(last, at)
        if not given.issuperset(between):
            yield year


def _outside(plan: Plan, path: Path, outside: Iterable[str], years: Collection[str]) -> Iterator[Complaint]:
    yield from (_unused(plan, (*path, year), year, years, of_key=True) for year in outside)


def _unused(plan: Plan, path: Path, year: str, years: Collection[str], *, of_key: bool = False) -> Complaint:
    """Return the complaint about a year that nothing uses, with the year of the plan that is probably meant."""
    first = first_calendar_year(year)
    near = (financial_year(first + by) for by in SLIPS if first + by > 0)
    meant = next((each for each in near if each in plan.timeline and each not in years), None)
    message = f"no figure uses {year}: the plan has {plan.base_year} to {plan.timeline.last}"
    fix = f"write {meant} if that is meant, or take {year} out" if meant else f"correct the year, or take {year} out"
    return Complaint("W583", path, message, fix, of_key)


def check_late_changes(plan: Plan) -> Iterator[Complaint]:
    """Warn of changes that begin after the plan's last year, or that end years after it."""
    changes: list[tuple[Path, ServiceLevel | Move]] = [
        *((("lines", name, "service_level", at), each) for name, line in plan.lines.items()
          for at, each in enumerate(line.service_level)),
        *((("moves", name), move) for name, move in plan.moves.items()),
    ]  # fmt: skip
    for path, change in changes:
        label, last = plan.label(str(path[0]), str(path[1])), plan.timeline.last
        if change.from_ > last:
            message = f"the change of {label} begins in {change.from_}, after the plan's last year, {last}"
            yield Complaint("W583", (*path, "from"), message, f"write {last} or earlier, or take the change out")
        elif change.to and plan.timeline.at(change.to) > plan.years + LONG_RAMP:
            message = f"the change of {label} ends in {change.to}, long after the plan's last year, {last}"
            yield Complaint("W583", (*path, "to"), message, "check the year: the change is spread evenly until then")
        if change.stranded and change.stranded.years > LONG_RUN_OFF:
            message = f"cost that {label} no longer needs would run off over {change.stranded.years} years"
            fix = "check the number of years; leave `stranded:` out if the cost stays for good"
            yield Complaint("W583", (*path, "stranded", "years"), message, fix)


def check_delays(plan: Plan) -> Iterator[Complaint]:
    """Warn of delays and lags that are longer than the plan."""
    for name, stream in plan.funding.items():
        if stream.delay >= plan.years:
            message = f"{plan.label('funding', name)} changes {_years(stream.delay)} late, after the plan's last year"
            fix = "write the number of years by which payments are late, such as 1"
            yield Complaint("W583", ("funding", name, "delay"), message, fix)
    for name, investment in plan.investments.items():
        paid = min((year for year, amount in investment.spend.items() if amount), default=plan.base_year)
        if investment.saves and plan.timeline.at(paid) + investment.saves.lag > plan.years:
            label, lag = plan.label("investments", name), _years(investment.saves.lag)
            message = f"{label} saves nothing within the plan: it saves from {lag} after {paid}"
            yield Complaint("W583", ("investments", name, "saves", "lag"), message, "check `lag:`, a number of years")


def _years(number: int) -> str:
    return f"{number} year" if number == 1 else f"{number:,} years"


def check_limits(plan: Plan) -> Iterator[Complaint]:
    """Warn of a central value above its own cap or below its own floor, because the limit is used instead."""
    for name, assumption in plan.assumptions.items():
        floor, cap = assumption.floor, assumption.cap
        if floor is None or cap is None or floor <= cap:  # else E213
            yield from islice(_beyond(plan, name, assumption), 1)


def _beyond(plan: Plan, name: str, assumption: Assumption) -> Iterator[Complaint]:
    """Yield a complaint about each projected year's central value that is beyond a limit."""
    for year in plan.timeline.projected if assumption.central else ():
        value = assumption.central.at(year) if assumption.central else None
        if assumption.unit == "share" and value is not None and not 0 <= value <= max(1.0, assumption.cap or 0.0):
            continue  # E207
        for key, limit, sign in (("cap", assumption.cap, 1), ("floor", assumption.floor, -1)):
            if value is not None and limit is not None and sign * value > sign * limit:
                message = (
                    f"the central value of {plan.label('assumptions', name)} in {year}, {_shown(value)}, lies "
                    f"{'above' if sign > 0 else 'below'} its `{key}` of {_shown(limit)}, which is used instead"
                )
                yield Complaint("W585", ("assumptions", name, key), message, "correct one of the two")


def _shown(value: float) -> str:
    return f"{value * 100:.6g}%" if isinstance(value, Percent) else f"{value:,.6g}"


UNUSED = (check_unused_years, check_late_changes, check_delays, check_limits)
