"""Central paths and spreads of assumptions, with the values of some years changed.

When a central value changes, its spread moves with it and keeps its width. Otherwise the draws would stay around the
old value.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.values import Percent
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, Path, Timeline, first_calendar_year
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, Unit
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear

PERCENT_UNITS = ("rate", "share")
NOISE = 12
"""Decimals to which differences are rounded, because later decimals are floating-point noise."""
AnyPath = TypeVar("AnyPath", bound=ByYear[Any])


def written(number: float, unit: Unit) -> float:
    """Return a number in the type of its unit: a percentage for rates and shares, else a plain number."""
    return Percent(number) if unit in PERCENT_UNITS else float(number)


def years_that_count(plan: Plan) -> tuple[str, ...]:
    """Return the plan's years and, before them, the earlier years that an assumption with a lag refers to."""
    lags = [lag for assumption in plan.assumptions.values() for _, lag in assumption.links()]
    first = first_calendar_year(plan.base_year) - max(lags, default=0)
    past = tuple(financial_year(year) for year in range(first, first_calendar_year(plan.base_year)))
    return past + plan.timeline.labels


def central_path(name: str, plan: Plan) -> Path:
    """Return an assumption's central values; for one that follows another, those that follow from its link."""
    assumption = plan.assumptions[name]
    if assumption.central:
        return assumption.central
    values = central_draws(plan).values[name][:, 0]
    by_year = zip(plan.timeline.labels, values, strict=True)
    years = {year: written(float(value), assumption.unit) for year, value in by_year if value == value}
    return Path().with_fields(years=years)


def rewritten(path: AnyPath, years: Iterable[str], value: Callable[[str, Any], Any]) -> AnyPath:
    """Return a path with a new value for each year: `value(year, old)`, with None for a year without an old value.

    >>> later = lambda year, old: old + 1 if year >= "2027/28" else old
    >>> rewritten(ByYear(then=2), ["2026/27", "2027/28"], later).years
    {'2026/27': 2, '2027/28': 3}
    """
    values = {year: value(year, path.at(year)) for year in sorted({*path.years, *years})}
    return path.with_fields(years={y: v for y, v in values.items() if v is not None}, then=None)


def moved_by(old: ByYear[float], new: ByYear[float], timeline: Timeline) -> dict[str, float]:
    """Return the new value less the old one in each year; zero in the base year, and in a year without both values."""
    moves = {timeline.base_year: 0.0}
    for year in timeline.projected:
        before, after = old.at(year), new.at(year)
        moves[year] = round(after - before, NOISE) if before is not None and after is not None else 0.0
    return moves


def moved_with(spread: SpreadByYear | None, moves: Mapping[str, float]) -> SpreadByYear | None:
    """Return a spread shifted with its central value, year by year. A spread `around: central` doesn't change."""
    if spread is None or not any(moves.values()):
        return spread
    _, *projected = moves.values()
    if not spread.years and spread.then and len(set(projected)) == 1:
        return spread.with_fields(then=shifted(spread.then, projected[0]))
    if all(each.around for each in (*spread.years.values(), spread.then) if each):
        return spread
    return rewritten(spread, moves, lambda year, old: shifted(old, moves.get(year, 0.0)) if old else None)


def shifted(spread: Spread, by: float) -> Spread:
    """Return a spread moved up or down, with the same width.

    >>> shifted(Spread.model_validate({"interval": ["1%", "4%"]}), 0.01).interval.root
    (0.02, 0.05)
    """
    return spread if spread.around or not by else spread.with_choice(spread.shape.shifted(by))


def out_of_range(spread: SpreadByYear | None, years: Iterable[str]) -> bool:
    """Return True if a moved spread is impossible in one of the years, such as a share whose mean is 100%."""
    found = [spread.at(year) for year in years] if spread else []
    return any(each is not None and not each.shape.has_room for each in found)


def with_path(assumption: Assumption, path: Path, timeline: Timeline) -> Assumption:
    """Return an assumption with another central path, and with its spread shifted by the same amounts."""
    moves = moved_by(assumption.central, path, timeline) if assumption.central else {}
    return assumption.with_fields(central=path, tracks=None, spread=moved_with(assumption.spread, moves))
