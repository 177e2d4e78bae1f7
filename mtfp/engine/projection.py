"""What a projection holds. Arrays have shape (year, draw), or (item, year, draw) in the order of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.engine.arms import Arms
from mtfp.engine.placing import Placed
from mtfp.model.arrays import Array, sum_of
from mtfp.model.cost import Ageing, Costs
from mtfp.model.draws import Draws
from mtfp.model.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.saving import Yield


@dataclass(frozen=True)
class Spending:
    """What adds to cost beside the lines, each by name, shape (year, draw); where it falls, in all and what recurs.

    `transfers` are below zero: what each takes off the cost of set-aside lines.
    """

    commitments: Mapping[str, Array]
    investments: Mapping[str, Array]
    events: Mapping[str, Array]
    transfers: Mapping[str, Array]
    recurring: Placed
    placed: Placed


@dataclass(frozen=True)
class Gap:
    """Section 10 of the model, over the integrated budget. Each shape (year, draw); NaN where funding isn't known.

    `funding` is after repayments.
    """

    expenditure: Array
    funding: Array
    before_savings: Array
    savings_recurring: Array
    savings_non_recurring: Array
    savings_planned: Array
    savings: Array
    gap: Array
    recurring_gap: Array


@dataclass(frozen=True)
class SetAside:
    """The hospital block, apart: cost after its savings, funding, and the gap between them."""

    cost: Array
    funding: Array
    gap: Array


@dataclass(frozen=True)
class PotYears:
    """One reserve, each shape (year, draw). Closing = opening + ins - outs; the base year shows its closing balance."""

    contributions: Array
    planned_use: Array
    unspent: Array
    drawn_by_lines: Array
    used_by_steps: Array
    put_back: Array
    surplus_in: Array
    clawed_back: Array
    closing: Array
    floor: Array


@dataclass(frozen=True)
class StepYears:
    """What one step of the scheme did. `closed` and `partners` have shape (partner, year, draw), the rest (year, draw).

    `closed` is taken off each arm's position; the others say whose money did it and add up to it, `offset` apart.
    """

    closed: Array
    offset: Array
    recovered: Array
    carried: Array
    partners: Array
    pots: Mapping[str, Array]

    @property
    def from_pots(self) -> Array:
        """What all pots give, shape (year, draw)."""
        return sum_of(self.pots.values(), self.offset.shape)


@dataclass(frozen=True)
class Closing:
    """What the scheme did with what the plan leaves open.

    By arm or partner, shape (partner, year, draw): `position`, what each arm is over by before the steps, `left` and
    `spare`, what it is over and under by after them; what is `returned`; `repayments` of earlier additional payments,
    and what is still `outstanding`. All else (year, draw).
    """

    planned_use: Array
    position: Array
    steps: Mapping[str, StepYears]
    left: Array
    spare: Array
    put_back: Array
    deficit_cleared: Array
    surplus_into_pots: Array
    returned: Array
    deficit: Array
    repayments: Array
    outstanding: Array
    drawn_by_lines: Array

    @property
    def to_close(self) -> Array:
        return self.position.sum(axis=0)

    @property
    def unmet(self) -> Array:
        return self.left.sum(axis=0)

    @property
    def surplus(self) -> Array:
        return self.spare.sum(axis=0)

    @property
    def offset(self) -> Array:
        return self._sum([step.offset for step in self.steps.values()])

    @property
    def recovery_plan(self) -> Array:
        return self._sum([step.recovered for step in self.steps.values()])

    @property
    def reserves_used(self) -> Array:
        return self._sum([step.from_pots for step in self.steps.values()])

    @property
    def carried(self) -> Array:
        return self._sum([step.carried for step in self.steps.values()])

    @property
    def additional_payments(self) -> Array:
        """By partner, shape (partner, year, draw)."""
        return sum_of([step.partners for step in self.steps.values()], self.position.shape)

    def _sum(self, by_step: list[Array]) -> Array:
        return sum_of(by_step, self.planned_use.shape)


@dataclass(frozen=True)
class Projection:
    """Everything that `project` works out, for tables to read."""

    plan: Plan
    draws: Draws
    ageing: Mapping[str, Ageing]
    costs: Costs
    spending: Spending
    savings: Mapping[str, Yield]
    receipts: Mapping[str, Receipt]
    usable: Mapping[str, Array]
    gap: Gap
    set_aside: SetAside
    arms: Arms
    closing: Closing
    pots: Mapping[str, PotYears]
