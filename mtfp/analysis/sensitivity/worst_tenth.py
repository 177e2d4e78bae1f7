"""Worst tenth of draws: the few conditions on drivers under which most of them lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mtfp.analysis.sensitivity.drivers import GROUPS
from mtfp.analysis.sensitivity.features import Feature, features_of, numbers_of
from mtfp.analysis.sensitivity.prim import Box, Condition, coverage, density, found_box
from mtfp.analysis.sensitivity.question import Question
from mtfp.draws.chance import central_chance
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, Flags
from mtfp.simulation.statistics import WORST_SHARE, describe

FEWEST_COVERED = 0.3
"""Smallest share of the worst draws that conditions must hold in; fewer would explain too little."""
TIMES = 3.0
"""Smallest ratio between the share of worst draws among those that meet the conditions, and among all draws."""
SHIFT = 0.65
"""Smallest difference of a driver between the worst draws and all, in standard deviations, that counts as clear."""
TIED = 2.0
"""Largest number of tenths of the draws that may count as worst because they are equal."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Limit(Short):
    """Condition on a driver: a number over `low` and under `high`, in the driver's unit."""

    feature: Feature
    low: float
    high: float
    coverage: float
    """Share of the worst draws that meet this condition."""
    share: float
    """Share of all draws that meet this condition."""
    planned: float
    """Number in the central case."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Sign(Short):
    """Driver that differs in the worst draws: its mean in them, and its number in the central case."""

    feature: Feature
    mean: float
    planned: float

    def in_short(self) -> str:
        return f"{self.feature.driver.label}, {self.mean:.6g}"


@dataclass(frozen=True, kw_only=True, repr=False)
class WorstTenth(Short):
    """Conditions under which most of the worst draws of a figure lie. Shares come from draws that didn't find them."""

    question: Question
    limits: tuple[Limit, ...]
    """Conditions, the one that most of all draws fail first; empty if no few conditions describe the worst draws."""
    coverage: float
    """Share of the worst draws that meet all conditions."""
    density: float
    """Share of worst draws among those that meet all conditions."""
    share: float
    """Share of all draws that meet all conditions."""
    average: float
    """Mean of the figure in the worst tenth of draws."""
    signs: tuple[Sign, ...] = ()
    """Driver of each group that differs most in the worst draws, for groups with one that differs clearly."""
    varies: bool = True
    """False if a tenth of the draws can't be separated from the others, because their values are equal."""

    def in_short(self) -> str:
        return f"{self.question.in_short()}, {counted(len(self.limits), 'condition')}"


def worst_tenth(question: Question) -> WorstTenth:
    """Return the conditions, three at most, under which most of the worst draws of a figure lie.

    Conditions are found by PRIM on the mean of each driver over the projected years to the question's year. They count
    only if three independent sets of draws give conditions on the same sides of the same drivers, since another seed
    shouldn't change the answer; otherwise the drivers that differ most in the worst draws are returned, by group.
    Limits are those of the first and third set together. Coverage, density and shares are those of the second, because
    conditions always fit best the draws in which they were found.
    """
    estimates = describe(question.values, low_is_worse=question.figure.low_is_worse)
    average = estimates["es90"].value if estimates else np.nan
    nothing = WorstTenth(question=question, limits=(), coverage=0.0, density=0.0, share=0.0, average=average)
    worst = [_worst(question, values) for values in (question.values, question.other_values, question.third_values)]
    own, fresh, third = worst
    if own is None or fresh is None or third is None:
        return replace(nothing, varies=False)
    features = features_of(question.plan, question.drivers, question.year)
    sets = [numbers_of(question.plan, features, chances) for chances in question.sets]
    planned = numbers_of(question.plan, features, [central_chance(question.plan)])[:, 0]
    pooled, of_interest = np.concatenate([sets[0], sets[2]], axis=1), np.concatenate([own, third])
    box = _lasting(zip(sets, (own, fresh, third), strict=True), pooled, of_interest)
    inside = box.holds(sets[1])
    covered, dense = coverage(inside, fresh), density(inside, fresh)
    if not box.conditions or covered < FEWEST_COVERED or not dense >= TIMES * WORST_SHARE:
        every = np.concatenate(sets, axis=1), np.concatenate([own, fresh, third])
        return replace(nothing, signs=_signs(features, *every, planned))
    limits = sorted((_limit(each, features, sets[1], fresh, planned) for each in box.conditions), key=lambda e: e.share)
    return replace(nothing, limits=tuple(limits), coverage=covered, density=dense, share=float(inside.mean()))


def _lasting(sets: Iterable[tuple[Array, Flags]], pooled: Array, interest: Flags) -> Box:
    """Return the box in pooled draws if all sets of draws have conditions on the same sides of the same columns."""
    first, *others = ({_side(each) for each in found_box(*one).conditions} for one in sets)
    if any(each != first for each in others):
        return Box(())
    columns = sorted({column for column, *_ in first})
    found = found_box(pooled[columns], interest).conditions if columns else ()
    return Box(tuple(replace(each, column=columns[each.column]) for each in found))


def _side(condition: Condition) -> tuple[int, bool, bool]:
    return condition.column, np.isfinite(condition.low), np.isfinite(condition.high)


def _signs(features: Sequence[Feature], numbers: Array, worst: Flags, planned: Array) -> tuple[Sign, ...]:
    """Return the driver of each group that differs most between the worst draws and all, if it differs clearly."""
    mean, spread = numbers[:, worst].mean(axis=1), numbers.std(axis=1)
    shift = np.abs(mean - numbers.mean(axis=1)) / np.where(spread > 0, spread, np.inf)
    found = []
    for group in GROUPS:
        members = [at for at, each in enumerate(features) if each.driver.group == group]
        most = max(members, key=lambda at: shift[at], default=None)
        if most is not None and shift[most] >= SHIFT:
            found.append(Sign(feature=features[most], mean=float(mean[most]), planned=float(planned[most])))
    return tuple(found)


def _worst(question: Question, values: Array) -> Flags | None:
    """Return True for each of the worst tenth of draws; None if equal values make them many more, or none."""
    worse = np.where(np.isfinite(values), -values if question.figure.low_is_worse else values, -np.inf)
    number = max(1, round(WORST_SHARE * worse.size))
    worst = worse >= np.sort(worse)[-number]
    return worst if np.count_nonzero(worst) <= TIED * number else None


def _limit(condition: Condition, features: Sequence[Feature], numbers: Array, worst: Flags, planned: Array) -> Limit:
    inside = condition.holds(numbers)
    return Limit(
        feature=features[condition.column],
        low=condition.low,
        high=condition.high,
        coverage=float(inside[worst].mean()),
        share=float(inside.mean()),
        planned=float(planned[condition.column]),
    )
