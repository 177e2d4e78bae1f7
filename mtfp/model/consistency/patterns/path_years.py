"""Check of the years that a path of yearly rates names, against the other paths of the plan."""

from collections.abc import Iterator, Mapping
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
EXACT = 1e-9
"""Largest difference between equal steps, as a share."""
LEAST_STEP = 0.005
"""Least step from one rate of an earlier year to that of all later years that may be a slip: a rate often falls by
less to a steady level."""
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
    paths, first = list(_paths(plan)), plan.timeline.projected[0]
    behind = [path for path in paths if path.last < first]
    if len(behind) == 1 and len(paths) > LEAST and _ends_with_base_year(plan, behind[0]):
        yield _asked(plan, behind[0], "early", 1, f"every other rate by year goes on to {first}")
    pay: dict[frozenset[str], NamedRates] = {}
    for path in paths:
        if path.kind == "pay":
            pay.setdefault(frozenset(path.years), path)
    for path in paths:
        like = pay.get(frozenset(map(_year_before, path.years))) if path.kind == "pay" else None
        if like and _is_late(plan, path, like):
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


def _ends_with_base_year(plan: Plan, path: NamedRates) -> bool:
    """Return True if a path names no later year than the base year, another rate then, and a year that nothing uses.

    An assumption that follows another a year later uses its rate of the base year.
    """
    step = abs(path.years[path.last] - path.then)
    least = LEAST_STEP * (1 - EXACT) if len(path.years) == 1 else 0.0
    return path.last == plan.base_year and step > least and min(path.years) < _first_used(plan, str(path.path[1]))


def _first_used(plan: Plan, name: str) -> str:
    """Return the first year of which an assumption's rate is used: earlier ones by assumptions that follow it later."""
    lags = [each.tracks.lag for each in plan.assumptions.values() if each.tracks and each.tracks.of == name]
    return financial_year(first_calendar_year(plan.timeline.projected[0]) - max(lags, default=0))


def _is_late(plan: Plan, path: NamedRates, like: NamedRates) -> bool:
    """Return True if a path that begins with the first projected year is nearer to a like one if moved a year."""
    if len(path.years) < LEAST or min(path.years) != plan.timeline.projected[0]:
        return False
    moved = {_year_before(year): rate for year, rate in path.years.items()}
    return _distance(moved, path.then, like) <= NEARER * _distance(path.years, path.then, like)


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
