"""Check of the years that a path of yearly rates names, against the other paths of the plan."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

LEAST = 2
"""Least number of other paths that show which years a plan names."""
NEARER = 0.5
"""Largest difference of a path moved by a year from a path of its kind, as a share of the difference as it is."""


class NamedRates(NamedTuple):
    """Rates by year that an assumption states, with the rate of all later years."""

    path: Path
    years: Mapping[str, float]
    then: float
    kind: str

    @property
    def last(self) -> str:
        return max(self.years)


def check_path_years(plan: Plan) -> Iterator[Complaint]:
    """Warn of a path of rates that seems to be a year early or late."""
    paths = list(_paths(plan))
    for path in paths:
        others = [each for each in paths if each.path[:2] != path.path[:2]]
        if _is_early(plan, path, others):
            yield _asked(plan, path, "early", 1, f"every other rate by year goes on to {plan.timeline.projected[0]}")
        elif like := _late_by(plan, path, others):
            label = plan.label("assumptions", str(like.path[1]))
            yield _asked(plan, path, "late", -1, f"{label} has such rates from {min(like.years)} to {like.last}")


def _paths(plan: Plan) -> Iterator[NamedRates]:
    for name, assumption in plan.assumptions.items():
        stated = [("central", assumption.central), ("plus", assumption.tracks.plus if assumption.tracks else None)]
        for key, by_year in stated:
            if assumption.unit == "rate" and by_year and by_year.years and by_year.then is not None:
                at: Path = ("assumptions", name, *(("tracks",) if key == "plus" else ()), key)
                kind = key if key == "plus" or not is_pay(name, assumption) else "pay"
                yield NamedRates(at, _known(by_year), float(by_year.then), kind)


def _known(by_year: ByYear[float]) -> Mapping[str, float]:
    return {year: float(rate) for year, rate in by_year.years.items()}


def _is_early(plan: Plan, path: NamedRates, others: Sequence[NamedRates]) -> bool:
    """Return True if a path ends in the base year with another rate than it has then, and every other path goes on."""
    first = plan.timeline.projected[0]
    if path.last != plan.base_year or path.years[path.last] == path.then:
        return False
    return len(others) >= LEAST and all(other.last >= first for other in others)


def _late_by(plan: Plan, path: NamedRates, others: Sequence[NamedRates]) -> NamedRates | None:
    """Return a path of the same kind that is much nearer to a path if this is moved a year earlier; None without one.

    The path begins with the first projected year, and every other one that names as many years begins before.
    """
    if len(path.years) < LEAST or min(path.years) != plan.timeline.projected[0]:
        return None
    moved = {_year_before(year): rate for year, rate in path.years.items()}
    for other in others:
        if other.kind == path.kind == "pay" and set(other.years) == set(moved):
            near = _distance(moved, path.then, other)
            if near <= NEARER * _distance(path.years, path.then, other):
                return other
    return None


def _distance(years: Mapping[str, float], then: float, other: NamedRates) -> float:
    """Return the largest difference between two paths in the years that either names, from the later beginning on."""
    since = max(min(years), min(other.years))
    named = {year for year in {*years, *other.years} if year >= since}
    return max(abs(years.get(year, then) - other.years.get(year, other.then)) for year in named)


def _year_before(year: str) -> str:
    return financial_year(first_calendar_year(year) - 1)


def _asked(plan: Plan, path: NamedRates, how: str, by: int, because: str) -> Complaint:
    first = min(path.years)
    right = financial_year(first_calendar_year(first) + by)
    rates = [f"{in_percent(rate)} in {year}" for year, rate in sorted(path.years.items())]
    says = f"{', '.join(rates)}, then {in_percent(path.then)}"
    message = (
        f"{plan.label('assumptions', str(path.path[1]))} is {says}, but {because}: is the path a year {how}, and does "
        f"it begin in {right}?"
    )
    fix = (
        f"move the rates one year {'later' if by > 0 else 'earlier'}; if they are right, say why in `note:`, with the "
        "word “checked”"
    )
    return Complaint("W668", (*path.path, first), message, fix)


PATH_YEARS = (check_path_years,)
