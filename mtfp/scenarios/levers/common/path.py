"""Central paths and spreads with some years changed.

A spread travels with its central value and keeps its width, or a plan's draws would stay where they were.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear, Path, Timeline, financial_year, first_calendar_year
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, Unit
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear

PERCENT_UNITS = ("rate", "share")
NOISE = 12
"""Decimals up to which a difference of two numbers is more than what floating point leaves."""
AnyPath = TypeVar("AnyPath", bound=ByYear[Any])


def written(number: float, unit: Unit) -> float:
    """A number as its unit has it written: with a percent sign or without."""
    return Percent(number) if unit in PERCENT_UNITS else float(number)


def years_that_count(plan: Plan) -> tuple[str, ...]:
    """The plan's years, and those before it that a lag looks back to."""
    lags = [lag for assumption in plan.assumptions.values() for _, lag in assumption.links()]
    first = first_calendar_year(plan.base_year) - max(lags, default=0)
    past = tuple(financial_year(year) for year in range(first, first_calendar_year(plan.base_year)))
    return past + plan.timeline.labels


def rewritten(path: AnyPath, years: Iterable[str], value: Callable[[str, Any], Any]) -> AnyPath:
    """A path, year by year, with each year's value made from the year and its old value (none: the path says nothing).

    >>> later = lambda year, old: old + 1 if year >= "2027/28" else old
    >>> rewritten(ByYear(then=2), ["2026/27", "2027/28"], later).years
    {'2026/27': 2, '2027/28': 3}
    """
    every = sorted({*path.years, *years})
    said = {year: value(year, path.at(year)) for year in every}
    return path.but(years={y: v for y, v in said.items() if v is not None}, then=None)


def moved_by(old: ByYear[float], new: ByYear[float], timeline: Timeline) -> dict[str, float]:
    """How far a path has moved in each projected year that has a value before and after; nil in the base year."""
    moves = {timeline.base_year: 0.0}
    for year in timeline.projected:
        before, after = old.at(year), new.at(year)
        moves[year] = round(after - before, NOISE) if before is not None and after is not None else 0.0
    return moves


def travelled(spread: SpreadByYear | None, moves: Mapping[str, float]) -> SpreadByYear | None:
    """A spread that has moved with its central value, by as much as that in each year; deviations stay as they are."""
    if spread is None or not any(moves.values()):
        return spread
    _, *projected = moves.values()
    if not spread.years and spread.then and len(set(projected)) == 1:
        return spread.but(then=shifted(spread.then, projected[0]))
    if all(each.around for each in (*spread.years.values(), spread.then) if each):
        return spread
    return rewritten(spread, moves, lambda year, old: shifted(old, moves.get(year, 0.0)) if old else None)


def shifted(spread: Spread, by: float) -> Spread:
    """A spread moved up or down with its width kept.

    >>> shifted(Spread.model_validate({"interval": ["1%", "4%"]}), 0.01).interval.root
    (0.02, 0.05)
    """
    return spread if spread.around or not by else spread.with_choice(spread.shape.shifted(by))


def out_of_range(spread: SpreadByYear | None, years: Iterable[str]) -> bool:
    """Whether a spread has moved to where its shape has no room: a share's mean to 0% or 100%, say."""
    found = [spread.at(year) for year in years] if spread else []
    return any(each is not None and not each.shape.has_room for each in found)


def with_path(assumption: Assumption, path: Path, timeline: Timeline) -> Assumption:
    """An assumption with another central path, its spread moved along."""
    moves = moved_by(assumption.central, path, timeline) if assumption.central else {}
    return assumption.but(central=path, tracks=None, spread=travelled(assumption.spread, moves))
