"""The integration scheme as data: the steps that close what the plan leaves open, in the order it gives.

To add a step: one class here with its `take(...)`, one field and one entry in `choices` of `Step`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from pydantic import RootModel

from mtfp.model.arrays import Array
from mtfp.model.part import OneOf, Part
from mtfp.model.refers import PotName
from mtfp.model.reserve import Threshold
from mtfp.model.values import Flag


@dataclass(frozen=True)
class YearEnd:
    """What the steps of one year know. Arrays have shape (draw,), or (partner, draw) with council first.

    `spare` is what underspent arms have left; `above_floor` what a step may take from each pot that serves the gap;
    `payments` each partner's contributions of the year, before repayments, `set_aside` their set-aside amounts.
    """

    spare: Array
    above_floor: Mapping[str, Array]
    payments: Array
    set_aside: Array


@dataclass(frozen=True)
class Taken:
    """What one step closes: `by_arm` shape (partner, draw), and whose money did it."""

    by_arm: Array
    offset: Array | None = None
    pots: Mapping[str, Array] = field(default_factory=dict)
    partners: Array | None = None
    carried: Array | None = None


def in_proportion(left: Array, amount: Array) -> Array:
    """An amount, shape (draw,), taken off what is left on both arms in proportion, shape (partner, draw)."""
    total = left.sum(axis=0)
    shares = np.divide(left, total, out=np.zeros_like(left), where=total > 0)
    return np.multiply(shares, amount)


class Offset(RootModel[Literal["arms", "none"]]):
    """An underspend on one arm meets an overspend on the other, the smaller of the two; `none` forbids it."""

    model_config = {"frozen": True}

    def take(self, left: Array, year: YearEnd) -> Taken:
        met = np.minimum(left, year.spare[::-1]) if self.root == "arms" else np.zeros_like(left)
        return Taken(met, offset=met.sum(axis=0))


class UseReserves(Part):
    """Pots in order, each down to its floor."""

    order: tuple[PotName, ...]
    """The pots, first one first."""

    def take(self, left: Array, year: YearEnd) -> Taken:
        still = left.sum(axis=0)
        pots: dict[str, Array] = {}
        for pot in dict.fromkeys(self.order):
            pots[pot] = np.minimum(still, year.above_floor[pot])
            still = still - pots[pot]
        return Taken(in_proportion(left, left.sum(axis=0) - still), pots=pots)


class AdditionalPayments(Part):
    """Partners pay what is left, beyond their agreed contributions."""

    who: Literal["by_contribution"]
    """`by_contribution`: in proportion to the year's payments; one below zero counts as none."""
    set_aside: Flag = False
    """Whether the set-aside counts as a contribution."""

    def take(self, left: Array, year: YearEnd) -> Taken:
        basis = np.maximum(year.payments + year.set_aside if self.set_aside else year.payments, 0.0)
        total = basis.sum(axis=0)
        shares = np.divide(basis, total, out=np.full_like(basis, 1 / len(basis)), where=total > 0)
        return Taken(left, partners=shares * left.sum(axis=0))


class Carry(Part):
    """What remains is a deficit carried in the board's balance, flagged in every report."""

    def take(self, left: Array, year: YearEnd) -> Taken:
        return Taken(left, carried=left.sum(axis=0))


class Step(OneOf):
    """One step of the scheme."""

    choices: ClassVar = ("offset", "reserves", "additional_payments", "carry")

    offset: Offset | None = None
    """An underspend on one arm meets an overspend on the other: `arms`, or `none`."""
    reserves: UseReserves | None = None
    """Pots in order, each down to its floor."""
    additional_payments: AdditionalPayments | None = None
    """Partners pay more."""
    carry: Carry | None = None
    """A deficit is carried."""

    @property
    def rule(self) -> Offset | UseReserves | AdditionalPayments | Carry:
        return getattr(self, self.chosen)


class Surplus(Part):
    """Where a surplus goes once the year's planned use is put back and a carried deficit cleared."""

    to: PotName
    """The pot it goes into."""
    cap: Threshold | None = None
    """The balance up to which it goes there; what is above returns to the partners."""


class Scheme(Part):
    """Who pays when the plan doesn't balance, step by step. What no step closes stays unmet."""

    steps: tuple[Step, ...] = ()
    """The steps, in order."""
    surplus: Surplus | None = None
    """Where a surplus goes; left out, it returns to the partners."""

    @property
    def order(self) -> tuple[Step, ...]:
        """The steps with the offset that is assumed unless one is listed."""
        assumed = () if any(step.offset for step in self.steps) else (Step(offset=Offset("arms")),)
        return assumed + self.steps
