"""Result of a projection.

Arrays have shape (year, draw), or (item, year, draw) with items in the order of the plan; (…, 1) if all draws are the
same. Year 0 is the base year. Money is in the plan's money unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.engine.allocation import Allocation
from mtfp.engine.arms import Arms
from mtfp.engine.ledger import NO_MOVEMENT, Ledger, ReserveYears
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
    """Cost besides the lines' own, in the plan's money unit, positive adds to cost. By name, shape (year, draw)."""

    commitments: Mapping[str, Array]
    """Commitments, with their index."""
    investments: Mapping[str, Array]
    """Spend of each investment, without what it saves."""
    events: Mapping[str, Array]
    """Money of each risk event; zero for an event that changes an assumption."""
    transfers: Mapping[str, Array]
    """Change that each transfer makes to the cost of set-aside lines; negative."""
    recurring: Allocation
    """Recurring part of all four, where it falls."""
    placed: Allocation
    """All four, where they fall."""


@dataclass(frozen=True)
class Gap:
    """Funding gap of the integrated budget, section 10 of the model: shape (year, draw), in the plan's money unit.

    Base-year funding, and what follows from it, is NaN if the plan does not state it.
    """

    expenditure: Array
    """Cost of lines, commitments, investments and risk events, before savings."""
    funding: Array
    """Usable funding, after repayments to partners."""
    before_savings: Array
    """Expenditure less funding; positive is a shortfall."""
    savings_recurring: Array
    """Recurring savings achieved; positive lowers the gap."""
    savings_non_recurring: Array
    """Non-recurring savings achieved; positive lowers the gap."""
    savings_planned: Array
    """Savings planned, recurring or not; positive."""
    savings: Array
    """Savings achieved, recurring or not; positive lowers the gap."""
    gap: Array
    """Expenditure less funding less savings achieved; positive is a shortfall."""
    recurring_gap: Array
    """Recurring cost less recurring funding less recurring savings at full-year effect; positive is a shortfall."""


@dataclass(frozen=True)
class SetAside:
    """Set-aside budget for large hospitals, separate from the gap: shape (year, draw), in the plan's money unit."""

    cost: Array
    """Cost of set-aside lines after the savings on them."""
    funding: Array
    """Set-aside funding."""
    gap: Array
    """Cost less funding; positive is a shortfall."""


@dataclass(frozen=True)
class StepYears:
    """One closing step over the years, in the plan's money unit; zero in the base year.

    `closed` and `partners` have shape (partner, year, draw), the rest (year, draw); (…, 1) if all draws are the same.
    `recovered`, `carried`, `reserves` and `partners` state whose money closed the gap and add up to `closed` over both
    arms. `offset` is money between the arms and adds nothing. Years are joined only when a figure is read.
    """

    results: tuple[StepResult, ...]
    """Result of each projected year."""

    @cached_property
    def closed(self) -> Array:
        """Money that the step takes off each arm's position; negative where it adds to an overspend."""
        return _join_by_partner([result.closed for result in self.results])

    @cached_property
    def partners(self) -> Array:
        """Additional contributions by partner; negative where a partner takes money back."""
        return _join_by_partner([result.partners for result in self.results])

    @cached_property
    def offset(self) -> Array:
        """Underspend of one arm that meets the other's overspend, zero or more."""
        return _join([result.offset for result in self.results])

    @cached_property
    def recovered(self) -> Array:
        """Spending avoided by a recovery plan, zero or more."""
        return _join([result.recovered for result in self.results])

    @cached_property
    def carried(self) -> Array:
        """Deficit carried into later years, zero or more."""
        return _join([result.carried for result in self.results])

    @cached_property
    def reserves(self) -> dict[str, Array]:
        """Money from each reserve, zero or more."""
        names = dict.fromkeys(reserve for result in self.results for reserve in result.reserves)
        return {reserve: _join([result.reserves.get(reserve) for result in self.results]) for reserve in names}

    @property
    def from_reserves(self) -> Array:
        """Money from all reserves together, shape (year, draw)."""
        return sum_of(self.reserves.values(), (len(self.results) + 1, 1))


@dataclass(frozen=True)
class ClosedYear:
    """One year once it is closed, shape (draw,) unless stated, in the plan's money unit."""

    position: Array
    """Overspend of each arm before the closing steps, shape (partner, draw); positive is over, negative under."""
    net_use: Array
    """Planned use of reserves less planned contributions; negative if more is paid in."""
    repaid: Array
    """Earlier additional contributions repaid to each partner, shape (partner, draw); zero or more."""
    steps: Mapping[str, StepResult]
    """Result of each closing step by key, in order."""
    left: Array
    """Overspend of each arm after the steps: unfunded, shape (partner, draw); zero or more."""
    spare: Array
    """Underspend of each arm after the steps: the surplus, shape (partner, draw); zero or more."""
    put_back: Array
    """Surplus that puts back planned use of the year; zero or more."""
    cleared: Array
    """Surplus that clears a deficit of earlier years; zero or more."""
    into_reserves: Array
    """Surplus paid into reserves; zero or more."""
    returned: Array
    """Surplus returned to each partner, shape (partner, draw); zero or more."""
    deficit: Array
    """Carried deficit at the end of the year; zero or more, to be met by later years."""
    ledger: Ledger
    """Movements and balances of the reserves."""

    @property
    def owed(self) -> Array:
        """Change of the amount owed to each partner, shape (partner, draw): lent this year less repaid this year."""
        due = [amount for result in self.steps.values() for amount in result.due]
        return sum_of(due, (len(PARTNERS), 1)) - self.repaid


@dataclass(frozen=True)
class Closing:
    """Closing of the gap by planned use, the scheme's steps and the surplus: sections 11 and 12 of the model.

    Arrays are in the plan's money unit and zero in the base year; (…, 1) if all draws are the same. Years are joined
    only when a figure is read.
    """

    years: tuple[ClosedYear, ...]
    """Each projected year, closed."""
    drawn_by_lines: Array
    """Money that lines draw from ring-fenced reserves, (year, draw); zero or more."""

    @cached_property
    def steps(self) -> dict[str, StepYears]:
        """Closing steps by key, in order."""
        return {key: StepYears(tuple(year.steps[key] for year in self.years)) for key in self.years[0].steps}

    @cached_property
    def planned_use(self) -> Array:
        """Planned use of reserves less planned contributions, (year, draw); negative if more is paid in."""
        return _join([year.net_use for year in self.years])

    @cached_property
    def position(self) -> Array:
        """Overspend of each arm before the steps, (partner, year, draw); positive is over, negative under."""
        return _join_by_partner([year.position for year in self.years])

    @cached_property
    def left(self) -> Array:
        """Overspend of each arm after the steps: unfunded, (partner, year, draw); zero or more."""
        return _join_by_partner([year.left for year in self.years])

    @cached_property
    def spare(self) -> Array:
        """Underspend of each arm after the steps: the surplus, (partner, year, draw); zero or more."""
        return _join_by_partner([year.spare for year in self.years])

    @cached_property
    def put_back(self) -> Array:
        """Surplus that puts back planned use of the year, (year, draw); zero or more."""
        return _join([year.put_back for year in self.years])

    @cached_property
    def deficit_cleared(self) -> Array:
        """Surplus that clears a deficit of earlier years, (year, draw); zero or more."""
        return _join([year.cleared for year in self.years])

    @cached_property
    def surplus_into_reserves(self) -> Array:
        """Surplus paid into reserves, (year, draw); zero or more."""
        return _join([year.into_reserves for year in self.years])

    @cached_property
    def returned(self) -> Array:
        """Surplus returned to each partner, (partner, year, draw); zero or more."""
        return _join_by_partner([year.returned for year in self.years])

    @cached_property
    def deficit(self) -> Array:
        """Carried deficit at the end of each year, (year, draw); zero or more."""
        return _join([year.deficit for year in self.years])

    @cached_property
    def repayments(self) -> Array:
        """Earlier additional contributions repaid to each partner, (partner, year, draw); zero or more."""
        return _join_by_partner([year.repaid for year in self.years])

    @cached_property
    def outstanding(self) -> Array:
        """Additional contributions still owed to each partner at the end of each year, (partner, year, draw)."""
        return np.cumsum(_join_by_partner([year.owed for year in self.years]), axis=1)

    @cached_property
    def to_close(self) -> Array:
        """Gap left for the steps, both arms together, (year, draw); positive is a shortfall, negative a surplus."""
        return _join([total_over_items(year.position) for year in self.years])

    @cached_property
    def unmet(self) -> Array:
        """Unfunded: overspend of both arms that no step closes, (year, draw); zero or more."""
        return _join([total_over_items(year.left) for year in self.years])

    @cached_property
    def surplus(self) -> Array:
        """Surplus: underspend of both arms after the steps, (year, draw); zero or more."""
        return _join([total_over_items(year.spare) for year in self.years])

    @cached_property
    def offset(self) -> Array:
        """Underspend of one arm that meets the other's overspend, (year, draw); zero or more."""
        return self._sum([step.offset for step in self.steps.values()])

    @cached_property
    def recovery_plan(self) -> Array:
        """Spending avoided by recovery plans, (year, draw); zero or more."""
        return self._sum([step.recovered for step in self.steps.values()])

    @cached_property
    def reserves_used(self) -> Array:
        """Money that steps take from reserves, (year, draw); zero or more. Planned use is not in it."""
        return self._sum([step.from_reserves for step in self.steps.values()])

    @cached_property
    def carried(self) -> Array:
        """Deficit that the year adds to later years, (year, draw); zero or more."""
        return self._sum([step.carried for step in self.steps.values()])

    @cached_property
    def additional_payments(self) -> Array:
        """Additional contributions by partner, (partner, year, draw); negative where a partner takes money back."""
        every = [step.partners for step in self.steps.values()]
        return sum_of(every, (len(PARTNERS), len(self.years) + 1, 1))

    def _sum(self, by_step: list[Array]) -> Array:
        return sum_of(by_step, (len(self.years) + 1, 1))


def _join(years: Sequence[Array | None]) -> Array:
    """Join the projected years, (draw,) each, after a base year of zero: (year, draw). None counts as zero."""
    return by_year([NO_MOVEMENT, *(NO_MOVEMENT if array is None else array for array in years)])


def _join_by_partner(years: Sequence[Array | None]) -> Array:
    """Do the same by partner or arm, (partner, draw) each: (partner, year, draw)."""
    zero = np.zeros((len(PARTNERS), 1))
    return by_year([zero, *(zero if array is None else array for array in years)])


@dataclass(frozen=True)
class Projection:
    """Result of `project`: one plan, projected in one or many draws.

    Arrays have shape (year, draw), or (item, year, draw) with partners in the order council, NHS board; the last
    dimension is 1 if all draws are the same. Year 0 is the base year, and figures of the closing are zero in it. Money
    is in the plan's money unit. Cost, funding, savings and balances are positive; a positive gap is a shortfall. The
    equations are in sections 5 to 12 of the model.

    Read named figures with `mtfp.figures(projection)`; attributes below may change with any version.

    >>> import mtfp
    >>> still = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 110, "components": {"still": "100%"}}
    >>> payment = {"partner": "council", "type": "payment", "base": 100, "uplift": "still"}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"still": still}, "lines": {"home": home}, "funding": {"council": payment},
    ...     "reserves": {"general": {"class": "contingency", "opening": 15}},
    ...     "scheme": {"steps": [{"reserves": {"order": ["general"]}}]}})
    >>> projection = mtfp.project(plan, mtfp.central_draws(plan))
    >>> projection.gap.gap.ravel().tolist()  # 110 less 100 in every year
    [10.0, 10.0, 10.0, 10.0]
    >>> projection.reserves["general"].closing.ravel().tolist()
    [15.0, 5.0, 0.0, 0.0]
    >>> projection.closing.unmet.ravel().tolist()
    [0.0, 0.0, 5.0, 10.0]
    """

    plan: Plan
    """The plan, under the levers of a scenario if one was applied."""
    draws: Draws
    """Sampled values of everything uncertain; one draw in the central case."""
    ageing: Mapping[str, Ageing]
    """Demand factors of ageing by age profile, 1 in the base year."""
    costs: Costs
    """Cost of lines before savings, positive; an income line's is negative."""
    spending: Spending
    """Commitments, investments, risk events and transfers, positive adds to cost."""
    savings: Mapping[str, Yield]
    """Savings by scheme, planned and achieved, positive lowers cost; those of investments included."""
    receipts: Mapping[str, Receipt]
    """Payments of each stream, positive; after transfers, before ring-fences and repayments."""
    usable: Mapping[str, Array]
    """Usable payments of each stream, (year, draw), positive; without set-aside streams and reserves."""
    gap: Gap
    """Funding gap of the integrated budget, positive is a shortfall."""
    set_aside: SetAside
    """Set-aside budget, with its own gap."""
    arms: Arms
    """Integrated budget by arm, before planned use of reserves and repayments."""
    closing: Closing
    """Closing of the gap, year by year."""
    reserves: Mapping[str, ReserveYears]
    """Movements and balances of each reserve."""

    @cached_property
    def largest(self) -> float:
        """Largest amount of money in the projection, whatever its sign: the scale for rounding errors."""
        spending, arms, gap = self.spending, self.arms, self.gap
        money = [self.costs.cost, arms.cost, arms.saved, arms.money, gap.funding, self.set_aside.cost]
        for items in (spending.commitments, spending.investments, spending.events, spending.transfers):
            money += items.values()
        money += [receipt.total for receipt in self.receipts.values()]
        money += [saving.planned for saving in self.savings.values()]
        for year in self.closing.years:
            money += [year.position, *year.ledger.balance.values()]
            money += [step.partners for step in year.steps.values() if step.partners is not None]
        return max(largest(each) for each in money)
