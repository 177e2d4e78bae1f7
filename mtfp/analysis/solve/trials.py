"""Trials of a sought number: by how much a plan misses a target with each, in the central case and in every draw."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil

import numpy as np

from mtfp.analysis.target.chance import chance_of
from mtfp.analysis.target.target import Target
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.balance import PENNY
from mtfp.results.figures import figures_of
from mtfp.simulation.sample import Sample, central_figures
from mtfp.simulation.statistics import Estimate

Progress = Callable[[int, int], None]
"""Function that takes the number of projections done and the number expected."""


@dataclass
class Effort:
    """Count of projections of all draws, for the progress."""

    expected: int
    progress: Progress | None = None
    done: int = 0

    def more(self) -> None:
        """Count a projection, and report it."""
        self.done += 1
        if self.progress:
            self.progress(self.done, max(self.expected, self.done))


@dataclass(frozen=True, repr=False)
class Trials(Short):
    """Projections of a plan with numbers in it. The projections of a number are made once."""

    plan_with: Callable[[float], Plan]
    """Function that returns the plan with a number in it."""
    target: Target
    sample: Sample
    effort: Effort
    slack: float
    """Largest rounding error of a figure, which is no miss."""
    _central: dict[float, Array] = field(default_factory=dict)
    _drawn: dict[float, Array] = field(default_factory=dict)

    def in_short(self) -> str:
        return f"{self.target.in_words}, {counted(len(self._drawn), 'number')} in {self.sample.in_short()}"

    def fresh(self) -> "Trials":
        """Return the trials of the same plans on fresh draws."""
        return replace(self, sample=self.sample.fresh(), _central={}, _drawn={})

    def of(self, plan_with: Callable[[float], Plan]) -> "Trials":
        """Return the trials of other plans with a number in them, for the same target in the same draws."""
        return replace(self, plan_with=plan_with, _central={}, _drawn={})

    def tried(self, confidence: float | None) -> tuple[float, ...]:
        """Return the numbers tried so far, which cost nothing to try again."""
        return tuple(self._central if confidence is None else self._drawn)

    def central(self, value: float) -> Array:
        """Return by how much each condition is missed in the central case, shape (condition,)."""
        if value not in self._central:
            figures = central_figures(self.plan_with(value), self.target.figures)
            self._central[value] = self.target.excess(figures)[:, 0] - self.slack
        return self._central[value]

    def drawn(self, value: float) -> Array:
        """Return by how much each condition is missed in every draw, shape (condition, draw)."""
        if value not in self._drawn:
            self.effort.more()
            figures = self.sample.figures(self.plan_with(value), self.target.figures)
            self._drawn[value] = self.target.excess(figures) - self.slack
        return self._drawn[value]

    def by_condition(self, value: float, confidence: float | None) -> Array:
        """Return the miss of each condition on its own, shape (condition,)."""
        return self.central(value) if confidence is None else within(self.drawn(value), confidence)

    def miss(self, confidence: float | None, *, each: bool) -> Callable[[float], float]:
        """Return the function of a number whose zero is an answer.

        It is the worst miss of the central case; or the amount that the worst miss of a draw stays within in a share
        of the draws, `confidence`. If `each`, it is the largest such amount of single conditions.
        """
        if confidence is None or each:
            return lambda value: float(self.by_condition(value, confidence).max())
        return lambda value: float(within(self.drawn(value).max(axis=0), confidence))

    def share(self, value: float, *, each: bool) -> Estimate:
        """Return the share of draws in which the target holds; if `each`, in the year in which it holds least often."""
        return chance_of(self.drawn(value), each=each)

    def chance(self, value: float, *, each: bool) -> float:
        """Return that share without its standard error."""
        return self.share(value, each=each).value

    def error(self, value: float, confidence: float, away: float, *, each: bool) -> float | None:
        """Return the standard error of an answer, from that of the chance; None if the miss doesn't depend on it.

        It is the change of the miss by standard error of the chance, divided by the change of the miss by number. The
        first is that between two standard errors less of the draws and two more. If the miss is cut off at its least
        amount below, as that of a gap at zero, it is that from the answer on. The second is that from the answer to
        `away`, a number further from meeting the target, where a figure is not cut off.
        """
        distance, spread = abs(away - value), (confidence * (1 - confidence) / self.sample.draws) ** 0.5
        less, more = (min(max(confidence + errors * spread, 0.0), 1.0) for errors in (-2, 2))
        if self.miss(less, each=each)(value) <= self.miss(0.0, each=each)(value):
            less = confidence
        high, low = (self.miss(share, each=each) for share in (more, less))
        slope = (high(away) - high(value)) / distance if distance else 0.0
        return (high(value) - low(value)) * spread / (more - less) / slope if slope > 0 else None


def within(excess: Array, confidence: float) -> Array:
    """Return the least amount that a share of the draws stays within, along the last axis.

    >>> float(within(np.array([5.0, 1.0, 3.0, 2.0]), 0.75))
    3.0
    """
    draws = excess.shape[-1]
    at = max(1, min(draws, ceil(confidence * draws - 1e-9)))
    found: Array = np.partition(excess, at - 1, axis=-1)[..., at - 1]
    return found


def trials_of(plan_with: Callable[[float], Plan], target: Target, plan: Plan, sample: Sample, effort: Effort) -> Trials:
    """Return the trials of a target. `plan` is any version of the plan, for the size of rounding errors."""
    share = figures_of(plan)[target.figures[0]].is_share
    size = 1.0 if share else float(np.abs(central_figures(plan, ["expenditure"])["expenditure"]).max())
    return Trials(plan_with, target, sample, effort, PENNY * max(size, PENNY))
