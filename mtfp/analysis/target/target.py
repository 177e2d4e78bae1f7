"""Target of a plan: a limit on a figure in some years, or that the plan balances from a year on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.base.money_in_words import stated_money
from mtfp.model.plan import Plan
from mtfp.results.balance import PENNY
from mtfp.results.figures import Figure

Values = Mapping[str, Array]
"""Figures of a plan by identifier, shape (year, draw), the base year first."""


class Target(Protocol):
    """Condition on the figures of a plan."""

    @property
    def figures(self) -> tuple[str, ...]:
        """Identifiers of the figures that the target reads."""

    @property
    def last(self) -> str:
        """Last year that the target names."""

    @property
    def in_words(self) -> str:
        """Words that can follow `needed for`, such as `the gap to be at most £0 in 2028/29`."""

    @property
    def each(self) -> bool:
        """True if the chance is asked of each year on its own, not of all years in one draw."""

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """Figure, as its identifier, and year of each condition, in the order of `excess`."""

    def excess(self, values: Values) -> Array:
        """Return by how much a year misses the target, in the figure's unit, shape (condition, draw).

        Positive is a miss. A condition is a year of a figure.
        """


@dataclass(frozen=True, kw_only=True, repr=False)
class Limit(Short):
    """Limit on one figure: at most, or at least, an amount in each of some years."""

    figure: Figure
    plan: Plan
    amount: float
    """Limit in the figure's unit: money in the plan's unit, or a share."""
    at_least: bool
    """True if the figure must be the amount or more, False if it must be the amount or less."""
    years: tuple[str, ...]
    """Years in which the limit holds, in order."""
    each: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.figure.id,)

    @property
    def last(self) -> str:
        return self.years[-1]

    @property
    def in_words(self) -> str:
        least = "least" if self.at_least else "most"
        return f"{self.figure.in_sentence} to be at {least} {self.stated} {self.when}"

    @property
    def stated(self) -> str:
        """Amount in words."""
        return f"{self.amount * 100:.6g}%" if self.figure.is_share else stated_money(self.amount, self.plan.unit)

    @property
    def when(self) -> str:
        """Years in words."""
        every = "each year" if self.each else "every year"
        if len(self.years) == 1:
            return f"in {self.years[0]}"
        if self.years == self.plan.timeline.projected:
            return f"in {every}"
        return f"in {every} from {self.years[0]} to {self.years[-1]}"

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        return tuple((self.figure.id, year) for year in self.years)

    def excess(self, values: Values) -> Array:
        positions = [self.plan.timeline.position(year) for year in self.years]
        over = values[self.figure.id][positions] - self.amount
        return -over if self.at_least else over


NEEDED = ("recurring_gap", "to_close", "expenditure")
"""Figures that decide if a plan balances."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Balance(Short):
    """Balance from a year on: no recurring gap in this and every later year, and nothing left to close in any year."""

    plan: Plan
    year: str
    """First year in which the plan must have no recurring gap."""
    earlier: bool = True
    """True if nothing may be left to close in earlier years either."""

    each = False
    figures = NEEDED

    @property
    def last(self) -> str:
        return self.year

    @property
    def in_words(self) -> str:
        projected = self.plan.timeline.projected
        words = f"the plan to balance {f'in {self.year}' if self.year == projected[-1] else f'from {self.year} on'}"
        return f"{words}, with nothing left to close before" if self.earlier and self.year > projected[0] else words

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        projected = self.plan.timeline.projected
        lasting = tuple(("recurring_gap", year) for year in projected if year >= self.year)
        return (*lasting, *(("to_close", year) for year in projected if self.earlier or year >= self.year))

    def excess(self, values: Values) -> Array:
        """Return by how much each condition is missed. Amounts up to rounding error are no miss."""
        first = self.plan.timeline.position(self.year)
        slack = PENNY * np.abs(values["expenditure"])
        closed = 1 if self.earlier else first
        return np.concatenate([(values["recurring_gap"] - slack)[first:], (values["to_close"] - slack)[closed:]])


def worst(target: Target, values: Values) -> Array:
    """Return by how much each draw misses a target in its worst condition, shape (draw,); zero or less is no miss."""
    found: Array = target.excess(values).max(axis=0)
    return found


def meets(target: Target, values: Values) -> Flags:
    """Return True for each draw that meets a target in all its conditions, shape (draw,)."""
    return worst(target, values) <= 0
