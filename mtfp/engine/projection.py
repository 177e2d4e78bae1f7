"""Result of a projection.

Arrays have shape (year, draw), or (item, year, draw) with items in the order of the plan. The last dimension is 1 if
all draws are the same. Year 0 is the base year. Money is in the plan's money unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from mtfp.engine.allocation import Allocation
from mtfp.engine.arms import Arms
from mtfp.engine.ledger import NO_MOVEMENT, Ledger, ReserveYears
from mtfp.engine.year_end_inputs import YearEndInputs
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, by_year, largest_by_draw, sum_of, total_over_items
from mtfp.model.base.draws import Draws
from mtfp.model.costs.cost import Costs
from mtfp.model.costs.drivers import Ageing
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.saving import Yield
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.scheme.year_end import StepResult


@dataclass(frozen=True, repr=False)
class Spending(Short):
    """Cost that is not part of a budget line: commitments, investments, risk events and transfers.

    Each mapping has amounts by the item's name, shape (year, draw), in the plan's money unit. A positive amount adds to
    cost.
    """

    commitments: Mapping[str, Array]
    """Cost of each commitment, uprated by its index."""
    investments: Mapping[str, Array]
    """Money spent on each investment, before the savings that it brings."""
    events: Mapping[str, Array]
    """Cost of each risk event; zero for an event that changes an assumption."""
    transfers: Mapping[str, Array]
    """Change in the cost of set-aside lines due to each transfer; zero or negative."""
    recurring: Allocation
    """Recurring commitments, investments, events and transfers, placed on lines, on arms or on the whole plan."""
    placed: Allocation
    """All commitments, investments, events and transfers, placed on lines, on arms or on the whole plan."""


@dataclass(frozen=True, repr=False)
class Gap(Short):
    """Funding gap of the integrated budget, and the amounts behind the gap. Section 10 of the model.

    Arrays have shape (year, draw), in the plan's money unit. Funding and gaps of the base year are NaN if the plan does
    not state its funding.
    """

    expenditure: Array
    """Cost of budget lines, commitments, investments and risk events, before savings."""
    funding: Array
    """Usable funding, less repayments to partners."""
    before_savings: Array
    """Expenditure less funding; positive is a shortfall."""
    savings_recurring: Array
    """Recurring savings achieved; a positive amount lowers the gap."""
    savings_non_recurring: Array
    """Non-recurring savings achieved; a positive amount lowers the gap."""
    savings_planned: Array
    """Savings planned, recurring and non-recurring together; positive."""
    to_identify: Array
    """Savings that the budget has still to identify, zero or more; neither planned nor achieved."""
    savings: Array
    """Savings achieved, recurring and non-recurring together; a positive amount lowers the gap."""
    gap: Array
    """Expenditure less funding less savings achieved; positive is a shortfall."""
    recurring_gap: Array
    """Recurring cost, less recurring funding and the full-year effect of recurring savings; positive is a shortfall."""
    cost_after_funding_ends: Array
    """Cost that time-limited money paid and that stays after the money has ended; zero or more, zero before."""


@dataclass(frozen=True, repr=False)
class SetAside(Short):
    """Set-aside budget for large hospitals. It is separate from the integrated budget and the funding gap.

    Arrays have shape (year, draw), in the plan's money unit.
    """

    cost: Array
    """Cost of set-aside lines, less the savings on them."""
    funding: Array
    """Funding of the set-aside budget."""
    gap: Array
    """Cost less funding of the set-aside budget; positive is a shortfall."""


@dataclass(frozen=True, repr=False)
class StepYears(Short):
    """One closing step over the years, in the plan's money unit; zero in the base year.

    `closed` and `partners` have shape (partner, year, draw), the other arrays (year, draw). The last dimension is 1 if
    all draws are the same. `recovered`, `carried`, `reserves` and `partners` are the sources of the money that closes
    the gap. They add up to `closed` of both arms together. `offset` is money that passes between the arms, so it adds
    nothing to that sum. The array of all years is built when a figure is first read.
    """

    results: tuple[StepResult, ...]
    """Result of each projected year."""

    @cached_property
    def closed(self) -> Array:
        """Reduction of each arm's overspend by the step; negative for an arm whose underspend the step lowers."""
        return _join_by_partner([result.closed for result in self.results])

    @cached_property
    def partners(self) -> Array:
        """Additional contributions of each partner; negative where a partner takes money back."""
        return _join_by_partner([result.partners for result in self.results])

    @cached_property
    def offset(self) -> Array:
        """Underspend of one arm that meets the overspend of the other, zero or more."""
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
        """Money that the step takes from each reserve, zero or more."""
        names = dict.fromkeys(reserve for result in self.results for reserve in result.reserves)
        return {reserve: _join([result.reserves.get(reserve) for result in self.results]) for reserve in names}

    @property
    def from_reserves(self) -> Array:
        """Money that the step takes from all reserves together, shape (year, draw)."""
        return sum_of(self.reserves.values(), (len(self.results) + 1, 1))


@dataclass(frozen=True, repr=False)
class ClosedYear(Short):
    """One closed year. Arrays have shape (draw,) unless stated, and are in the plan's money unit."""

    position: Array
    """Overspend of each arm before the closing steps, shape (partner, draw); negative is an underspend."""
    net_use: Array
    """Planned use of reserves less planned contributions; negative if contributions are larger."""
    repaid: Array
    """Additional contributions of earlier years repaid to each partner, shape (partner, draw); zero or more."""
    steps: Mapping[str, StepResult]
    """Result of each closing step by the step's key, in the order of the steps."""
    left: Array
    """Unfunded overspend of each arm after the closing steps, shape (partner, draw); zero or more."""
    spare: Array
    """Surplus of each arm: its underspend after the closing steps, shape (partner, draw); zero or more."""
    put_back: Array
    """Surplus put back into reserves, because planned use of the year was not needed; zero or more."""
    cleared: Array
    """Surplus that clears a carried deficit of earlier years; zero or more."""
    into_reserves: Array
    """Surplus paid into reserves; zero or more."""
    returned: Array
    """Surplus returned to each partner, shape (partner, draw); zero or more."""
    deficit: Array
    """Deficit carried at the end of the year, which later years must meet; zero or more."""
    ledger: Ledger
    """Movements and balances of the reserves in the year."""

    @property
    def owed(self) -> Array:
        """Change in the amount owed to each partner: money lent less money repaid in the year, (partner, draw)."""
        due = [amount for result in self.steps.values() for amount in result.due]
        return sum_of(due, (len(PARTNERS), 1)) - self.repaid


@dataclass(frozen=True, repr=False)
class Closing(Short):
    """Closing of the gap by planned use of reserves and the closing steps, and the uses of a surplus.

    Arrays are in the plan's money unit and zero in the base year. The last dimension is 1 if all draws are the same.
    The array of all years is built when a figure is first read. Sections 11 and 12 of the model.
    """

    years: tuple[ClosedYear, ...]
    """Result of closing each projected year, in order."""
    drawn_by_lines: Array
    """Money that ring-fenced reserves pay towards the cost of their lines, (year, draw); zero or more."""

    @cached_property
    def steps(self) -> dict[str, StepYears]:
        """Result of each closing step over all years by the step's key, in the order of the steps."""
        return {key: StepYears(tuple(year.steps[key] for year in self.years)) for key in self.years[0].steps}

    @cached_property
    def planned_use(self) -> Array:
        """Planned use of reserves less planned contributions, (year, draw); negative if contributions are larger."""
        return _join([year.net_use for year in self.years])

    @cached_property
    def position(self) -> Array:
        """Overspend of each arm before the closing steps, (partner, year, draw); negative is an underspend."""
        return _join_by_partner([year.position for year in self.years])

    @cached_property
    def left(self) -> Array:
        """Unfunded overspend of each arm after the closing steps, (partner, year, draw); zero or more."""
        return _join_by_partner([year.left for year in self.years])

    @cached_property
    def spare(self) -> Array:
        """Surplus of each arm: its underspend after the closing steps, (partner, year, draw); zero or more."""
        return _join_by_partner([year.spare for year in self.years])

    @cached_property
    def put_back(self) -> Array:
        """Surplus put back into reserves, because planned use was not needed, (year, draw); zero or more."""
        return _join([year.put_back for year in self.years])

    @cached_property
    def deficit_cleared(self) -> Array:
        """Surplus that clears a carried deficit of earlier years, (year, draw); zero or more."""
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
        """Deficit carried at the end of each year, (year, draw); zero or more."""
        return _join([year.deficit for year in self.years])

    @cached_property
    def repayments(self) -> Array:
        """Additional contributions of earlier years repaid to each partner, (partner, year, draw); zero or more."""
        return _join_by_partner([year.repaid for year in self.years])

    @cached_property
    def outstanding(self) -> Array:
        """Additional contributions still owed to each partner at the end of each year, (partner, year, draw)."""
        return np.cumsum(_join_by_partner([year.owed for year in self.years]), axis=1)

    @cached_property
    def to_close(self) -> Array:
        """Gap left for the closing steps, both arms together, (year, draw); positive is a shortfall."""
        return _join([total_over_items(year.position) for year in self.years])

    @cached_property
    def unmet(self) -> Array:
        """Unfunded gap: overspend of both arms that no closing step closes, (year, draw); zero or more."""
        return _join([total_over_items(year.left) for year in self.years])

    @cached_property
    def surplus(self) -> Array:
        """Surplus: underspend of both arms after the closing steps, (year, draw); zero or more."""
        return _join([total_over_items(year.spare) for year in self.years])

    @cached_property
    def offset(self) -> Array:
        """Underspend of one arm that meets the overspend of the other, (year, draw); zero or more."""
        return self._sum([step.offset for step in self.steps.values()])

    @cached_property
    def recovery_plan(self) -> Array:
        """Spending avoided by recovery plans, (year, draw); zero or more."""
        return self._sum([step.recovered for step in self.steps.values()])

    @cached_property
    def reserves_used(self) -> Array:
        """Money that closing steps take from reserves, without planned use, (year, draw); zero or more."""
        return self._sum([step.from_reserves for step in self.steps.values()])

    @cached_property
    def carried(self) -> Array:
        """Deficit that each year carries forward into later years, (year, draw); zero or more."""
        return self._sum([step.carried for step in self.steps.values()])

    @cached_property
    def additional_payments(self) -> Array:
        """Additional contributions of each partner, (partner, year, draw); negative if taken back."""
        every = [step.partners for step in self.steps.values()]
        return sum_of(every, (len(PARTNERS), len(self.years) + 1, 1))

    def _sum(self, by_step: list[Array]) -> Array:
        return sum_of(by_step, (len(self.years) + 1, 1))


def _join(years: Sequence[Array | None]) -> Array:
    """Join one array for each projected year, shape (draw,), into one array, shape (year, draw). The base year is zero.

    None stands for an array of zeros.
    """
    return by_year([NO_MOVEMENT, *(NO_MOVEMENT if array is None else array for array in years)])


def _join_by_partner(years: Sequence[Array | None]) -> Array:
    """Join one array for each projected year, shape (partner, draw), into one array, shape (partner, year, draw).

    The base year is zero. None stands for an array of zeros.
    """
    zero = np.zeros((len(PARTNERS), 1))
    return by_year([zero, *(zero if array is None else array for array in years)])


@dataclass(frozen=True, repr=False)
class Projection(Short):
    """Result of `project`: one plan, projected in one or many draws.

    Arrays have shape (year, draw), or (item, year, draw) with partners in the order council, NHS board. The last
    dimension is 1 if all draws are the same. Year 0 is the base year; figures of `closing` are zero in it. Money is in
    the plan's money unit. Cost, funding, savings and balances are positive; a positive gap is a shortfall. Sections 5
    to 12 of the model have the equations. `mtfp.project` makes it, and raises what is wrong with its arguments.

    Read named figures with `mtfp.figures(projection)`, since the attributes below may change with any version.

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
    """The projected plan, after the levers of a scenario if one was applied."""
    draws: Draws
    """Values of the plan's uncertain inputs in each draw; one draw in the central case."""
    ageing: Mapping[str, Ageing]
    """Factors by which ageing raises demand, for each age profile; 1 in the base year."""
    costs: Costs
    """Cost of budget lines before savings, positive; negative for income lines."""
    spending: Spending
    """Commitments, investments, risk events and transfers; a positive amount adds to cost."""
    savings: Mapping[str, Yield]
    """Planned and achieved savings of each savings scheme and investment; a positive amount lowers cost."""
    receipts: Mapping[str, Receipt]
    """Payments of each funding source, positive, after transfers and before the limits of ring-fenced funding."""
    usable: Mapping[str, Array]
    """Usable payments of each funding source of the integrated budget, (year, draw); positive, without reserves."""
    gap: Gap
    """Funding gap of the integrated budget; positive is a shortfall."""
    set_aside: SetAside
    """Set-aside budget, with its separate gap."""
    arms: Arms
    """Integrated budget of each arm, before planned use of reserves and repayments to partners."""
    year_end_inputs: YearEndInputs
    """Inputs of the year-ends, from which the years can be closed again with other opening balances."""
    closing: Closing
    """Closing of the gap in each year."""
    reserves: Mapping[str, ReserveYears]
    """Movements and balances of each reserve, by its name."""

    def in_short(self) -> str:
        plan, draws = self.plan, counted(self.draws.size, "draw")
        return f"{plan.name}, {plan.base_year} to {plan.timeline.last} in {plan.unit}, {draws}"

    @cached_property
    def largest(self) -> Array:
        """Largest amount of money in each draw, ignoring its sign, (draw,); it sets the scale of rounding errors."""
        spending, arms, gap = self.spending, self.arms, self.gap
        money = [self.costs.cost, arms.cost, arms.saved, arms.money, gap.funding, self.set_aside.cost]
        for items in (spending.commitments, spending.investments, spending.events, spending.transfers):
            money += items.values()
        money += [receipt.total for receipt in self.receipts.values()]
        money += [saving.planned for saving in self.savings.values()]
        for year in self.closing.years:
            money += [year.position, *year.ledger.balance.values()]
            money += [step.partners for step in year.steps.values() if step.partners is not None]
        return reduce(np.maximum, map(largest_by_draw, money))
