"""One cause of many errors about years: a base year or a number of years that is wrong."""

from collections.abc import Callable, Iterable, Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import first_calendar_year
from mtfp.model.plan import Plan

OF_YEARS = frozenset(("E303", "E306", "E314"))
"""Errors about years that the plan doesn't have, or values that it lacks for its years."""
LEAST = 3
"""Least number of errors that may have one cause."""
SLIPS = (-1, 1, -10, 10, -100, 100)
"""Years by which a slip moves the base year, the likeliest first."""
MOST_YEARS = 10
"""Largest number of years of a plan."""


def with_one_cause(plan: Plan, found: list[Complaint], find: Callable[[Plan], Iterable[Complaint]]) -> list[Complaint]:
    """Return complaints about a plan, with one in place of many that a wrong base year or number of years explains.

    `find` returns the complaints about another plan.
    """
    errors = [each for each in found if each.code in OF_YEARS]
    if len(errors) < LEAST or any(each.path == ("base_year",) for each in found):
        return found
    for key, right in _possible(plan):
        others = {(each.code, each.path) for each in find(plan.with_fields(**{key: right}))}
        if not any(code in OF_YEARS for code, _ in others):
            kept = [each for each in found if (each.code, each.path) in others]
            return [_cause(plan, key, right, errors), *kept]
    return found


def _possible(plan: Plan) -> Iterator[tuple[str, object]]:
    """Yield the key and the value of each slip that may explain the errors."""
    first = first_calendar_year(plan.base_year)
    yield from (("base_year", financial_year(first + by)) for by in SLIPS if first + by > 0)
    yield from (("years", years) for years in range(1, MOST_YEARS + 1) if years != plan.years)


def _cause(plan: Plan, key: str, right: object, errors: list[Complaint]) -> Complaint:
    given = getattr(plan, key)
    what = "base year" if key == "base_year" else "number of years"
    message = (
        f"{len(errors)} values don't fit the plan's years, {plan.base_year} to {plan.timeline.last}, and all would fit "
        f"if the {what} were {right}: is it {right}, not {given}?"
    )
    return Complaint("E213", (key,), message, f"write `{key}: {right}`, or correct the years of the values")
