"""Worst tenth of draws: the few conditions on drivers under which most of them lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.sensitivity.features import Feature, features_of, numbers_of
from mtfp.analysis.sensitivity.prim import Condition, coverage, density, found_box
from mtfp.analysis.sensitivity.question import Question
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, Flags
from mtfp.simulation.statistics import WORST_SHARE

FEWEST_COVERED = 0.3
"""Smallest share of the worst draws that conditions must hold in; fewer would explain too little."""
TIMES = 3.0
"""Smallest ratio between the share of worst draws among those that meet the conditions, and among all draws."""
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
    varies: bool = True
    """False if a tenth of the draws can't be separated from the others, because their values are equal."""

    def in_short(self) -> str:
        return f"{self.question.in_short()}, {counted(len(self.limits), 'condition')}"


def worst_tenth(question: Question) -> WorstTenth:
    """Return the conditions, three at most, under which most of the worst draws of a figure lie.

    The conditions are found by PRIM in the draws of the question, on the mean of each driver over the projected years
    to the question's year. Coverage, density and shares are those of independent draws of the same number, since
    conditions always fit best the draws in which they were found.
    """
    nothing = WorstTenth(question=question, limits=(), coverage=0.0, density=0.0, share=0.0)
    worst, fresh = (_worst(question, values) for values in (question.values, question.other_values))
    if worst is None or fresh is None:
        return WorstTenth(question=question, limits=(), coverage=0.0, density=0.0, share=0.0, varies=False)
    plan, copies = question.plan, question.copies
    features = features_of(plan, question.drivers, question.year)
    box = found_box(numbers_of(plan, features, copies.own), worst)
    numbers = numbers_of(plan, features, copies.other)
    inside = box.holds(numbers)
    covered, dense = coverage(inside, fresh), density(inside, fresh)
    if not box.conditions or covered < FEWEST_COVERED or not dense >= TIMES * WORST_SHARE:
        return nothing
    limits = sorted((_limit(each, features, numbers, fresh) for each in box.conditions), key=lambda each: each.share)
    return WorstTenth(
        question=question, limits=tuple(limits), coverage=covered, density=dense, share=float(inside.mean())
    )


def _worst(question: Question, values: Array) -> Flags | None:
    """Return True for each of the worst tenth of draws; None if equal values make them many more, or none."""
    worse = np.where(np.isfinite(values), -values if question.figure.low_is_worse else values, -np.inf)
    number = max(1, round(WORST_SHARE * worse.size))
    worst = worse >= np.sort(worse)[-number]
    return worst if np.count_nonzero(worst) <= TIED * number else None


def _limit(condition: Condition, features: Sequence[Feature], numbers: Array, worst: Flags) -> Limit:
    inside = condition.holds(numbers)
    return Limit(
        feature=features[condition.column],
        low=condition.low,
        high=condition.high,
        coverage=float(inside[worst].mean()),
        share=float(inside.mean()),
    )
