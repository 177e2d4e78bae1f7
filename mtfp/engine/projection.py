"""What a projection holds. Arrays have shape (year, draw), or (item, year, draw) in the order of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.engine.allocation import Allocation
from mtfp.engine.arms import Arms
from mtfp.engine.ledger import NIL, Ledger, ReserveYears
from mtfp.model.base.arrays import Array, by_year, largest, sum_of, total_over_items
from mtfp.model.base.draws import Draws
from mtfp.model.costs.cost import Ageing, Costs
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.saving import Yield
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.scheme.year_end import StepResult


@dataclass(frozen=True)
class Spending:
    """What adds to cost beside the lines, each by name, shape (year, draw); where it falls, in all and what recurs.

    `transfers` are below zero: what each takes off the cost of set-aside lines.
    """

    commitments: Mapping[str, Array]
    investments: Mapping[str, Array]
    events: Mapping[str, Array]
    transfers: Mapping[str, Array]
    recurring: Allocation
    placed: Allocation


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
class StepYears:
    """What one step of the scheme did, put together from its years where it is asked for.

    `closed` and `partners` have shape (partner, year, draw), the rest (year, draw); (…, 1) where no draw differs.
    `closed` is taken off each arm's position; the others say whose money did it and add up to it, `offset` apart.
    """

    taken: tuple[StepResult, ...]

    @cached_property
    def closed(self) -> Array:
        return _arms([taken.closed for taken in self.taken])

    @cached_property
    def partners(self) -> Array:
        return _arms([taken.partners for taken in self.taken])

    @cached_property
    def offset(self) -> Array:
        return _rows([taken.offset for taken in self.taken])

    @cached_property
    def recovered(self) -> Array:
        return _rows([taken.recovered for taken in self.taken])

    @cached_property
    def carried(self) -> Array:
        return _rows([taken.carried for taken in self.taken])

    @cached_property
    def reserves(self) -> dict[str, Array]:
        names = dict.fromkeys(reserve for taken in self.taken for reserve in taken.reserves)
        return {reserve: _rows([taken.reserves.get(reserve) for taken in self.taken]) for reserve in names}

    @property
    def from_reserves(self) -> Array:
        """What all reserves give, shape (year, draw)."""
        return sum_of(self.reserves.values(), (len(self.taken) + 1, 1))


@dataclass(frozen=True)
class YearClosed:
    """One year once it is closed.

    By arm or partner, shape (partner, draw): `position` before the steps, `left` and `spare` after them, what is
    `returned` and `repaid`; the rest (draw,). `net_use` is planned use of reserves less planned contributions.
    """

    position: Array
    net_use: Array
    repaid: Array
    steps: Mapping[str, StepResult]
    left: Array
    spare: Array
    put_back: Array
    cleared: Array
    into_reserves: Array
    returned: Array
    deficit: Array
    book: Ledger

    @property
    def owed(self) -> Array:
        """What the year adds to what is owed to the partners, shape (partner, draw)."""
        due = [amount for taken in self.steps.values() for amount in taken.due]
        return sum_of(due, (len(PARTNERS), 1)) - self.repaid


@dataclass(frozen=True)
class Closing:
    """What the scheme did with what the plan leaves open, put together from its years where it is asked for.

    By arm or partner, shape (partner, year, draw): `position`, what each arm is over by before the steps, `left` and
    `spare`, what it is over and under by after them; what is `returned`; `repayments` of earlier additional payments,
    and what is still `outstanding`. All else (year, draw). The base year is nil.
    """

    years: tuple[YearClosed, ...]
    drawn_by_lines: Array

    @cached_property
    def steps(self) -> dict[str, StepYears]:
        return {key: StepYears(tuple(year.steps[key] for year in self.years)) for key in self.years[0].steps}

    @cached_property
    def planned_use(self) -> Array:
        return _rows([year.net_use for year in self.years])

    @cached_property
    def position(self) -> Array:
        return _arms([year.position for year in self.years])

    @cached_property
    def left(self) -> Array:
        return _arms([year.left for year in self.years])

    @cached_property
    def spare(self) -> Array:
        return _arms([year.spare for year in self.years])

    @cached_property
    def put_back(self) -> Array:
        return _rows([year.put_back for year in self.years])

    @cached_property
    def deficit_cleared(self) -> Array:
        return _rows([year.cleared for year in self.years])

    @cached_property
    def surplus_into_reserves(self) -> Array:
        return _rows([year.into_reserves for year in self.years])

    @cached_property
    def returned(self) -> Array:
        return _arms([year.returned for year in self.years])

    @cached_property
    def deficit(self) -> Array:
        return _rows([year.deficit for year in self.years])

    @cached_property
    def repayments(self) -> Array:
        return _arms([year.repaid for year in self.years])

    @cached_property
    def outstanding(self) -> Array:
        return np.cumsum(_arms([year.owed for year in self.years]), axis=1)

    @cached_property
    def to_close(self) -> Array:
        return _rows([total_over_items(year.position) for year in self.years])

    @cached_property
    def unmet(self) -> Array:
        return _rows([total_over_items(year.left) for year in self.years])

    @cached_property
    def surplus(self) -> Array:
        return _rows([total_over_items(year.spare) for year in self.years])

    @cached_property
    def offset(self) -> Array:
        return self._sum([step.offset for step in self.steps.values()])

    @cached_property
    def recovery_plan(self) -> Array:
        return self._sum([step.recovered for step in self.steps.values()])

    @cached_property
    def reserves_used(self) -> Array:
        return self._sum([step.from_reserves for step in self.steps.values()])

    @cached_property
    def carried(self) -> Array:
        return self._sum([step.carried for step in self.steps.values()])

    @cached_property
    def additional_payments(self) -> Array:
        """By partner, shape (partner, year, draw)."""
        every = [step.partners for step in self.steps.values()]
        return sum_of(every, (len(PARTNERS), len(self.years) + 1, 1))

    def _sum(self, by_step: list[Array]) -> Array:
        return sum_of(by_step, (len(self.years) + 1, 1))


def _rows(years: Sequence[Array | None]) -> Array:
    """Years side by side after a base year of nil, (draw,) each: (year, draw); what isn't there is nil."""
    return by_year([NIL, *(NIL if array is None else array for array in years)])


def _arms(years: Sequence[Array | None]) -> Array:
    """The same by arm or partner, (partner, draw) each: (partner, year, draw)."""
    nobody = np.zeros((len(PARTNERS), 1))
    return by_year([nobody, *(nobody if array is None else array for array in years)])


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
    reserves: Mapping[str, ReserveYears]

    @cached_property
    def largest(self) -> float:
        """The largest amount of money there is, for telling what is no more than rounding."""
        spending, arms, gap = self.spending, self.arms, self.gap
        money = [self.costs.cost, arms.cost, arms.saved, arms.money, gap.funding, self.set_aside.cost]
        for items in (spending.commitments, spending.investments, spending.events, spending.transfers):
            money += items.values()
        money += [receipt.total for receipt in self.receipts.values()]
        money += [brought.planned for brought in self.savings.values()]
        for year in self.closing.years:
            money += [year.position, *year.book.balance.values()]
            money += [step.partners for step in year.steps.values() if step.partners is not None]
        return max(largest(each) for each in money)
