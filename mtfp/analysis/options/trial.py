"""Trial of a package on the engine: first in the draws of the search, then in fresh draws."""

from dataclasses import dataclass

import numpy as np

from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.target.chance import chance_of, holds_up
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array

SMALL = 1e-6
"""Largest amount, in the plan's unit, that counts as no gap."""


@dataclass(frozen=True, repr=False)
class Money(Short):
    """Money that options take off the gap, by year with the base year, in the plan's unit; negative adds to the gap."""

    central: Array
    """Money in the plan's own case, shape (year,)."""
    low: Array
    """Money that is exceeded in 9 of 10 draws."""
    high: Array
    """Money that is exceeded in 1 of 10 draws."""


@dataclass(frozen=True, repr=False)
class Trial(Short):
    """Outcome of a trial of one package."""

    package: Package
    searched: float
    """Share of the draws of the search in which the target holds."""
    chance: float
    """Share of fresh draws in which the target holds."""
    error: float
    """Standard error of that share."""
    passes: bool
    """True if the share is at least the confidence in the search, and not clearly less in fresh draws."""
    short_by: float
    """Amount that would have to be added in each year of the target, in its unit; zero or less if none."""
    central: bool
    """True if the target holds in the plan's own case."""
    gap: Array
    """Gap by year with the base year, in the plan's own case, positive is a shortfall."""
    gap_chance: Array
    """Share of fresh draws with a gap, by year with the base year."""

    def in_short(self) -> str:
        return f"{', '.join(sorted(self.package))}, {self.chance:.1%}"

    @property
    def points(self) -> float:
        """Chance in points: draws of 100."""
        return self.chance * 100


def tried(question: Question, package: Package) -> Trial:
    """Return the outcome of a package on the engine. Every option's levers apply, in the order of the file."""
    searched = question.chance(question.excess(package, question.search))
    fresh = question.excess(package, question.fresh)
    chance = chance_of(fresh, each=question.target.each)
    assert chance.error is not None  # a share always has one
    central, drawn = question.central(package), question.values(package, question.fresh)
    return Trial(
        package,
        searched,
        chance.value,
        chance.error,
        passes(question, searched, chance.value, chance.error),
        _short_by(question, fresh),
        bool((question.target.excess(central) <= 0).all()),
        central["gap"][:, 0],
        (drawn["gap"] > SMALL).mean(axis=1),
    )


def passes(question: Question, searched: float, chance: float, error: float) -> bool:
    """Return True if a package meets the target at the confidence."""
    return searched >= question.at and holds_up(chance, error, question.at)


def _short_by(question: Question, excess: Array) -> float:
    """Return the amount that, taken off the excess in every draw, makes the target hold at the confidence."""
    by_draw = excess if question.target.each else excess.max(axis=0, keepdims=True)
    return float(np.quantile(by_draw, question.at, axis=1, method="inverted_cdf").max())


def money_of(question: Question, package: Package, without: Package = frozenset()) -> Money:
    """Return the money that a package takes off the gap, compared with a smaller one, draw by draw."""
    off = question.values(without, question.fresh)["gap"] - question.values(package, question.fresh)["gap"]
    central = question.central(without)["gap"] - question.central(package)["gap"]
    low, high = np.quantile(off, [0.1, 0.9], axis=1)
    return Money(central[:, 0], low, high)
