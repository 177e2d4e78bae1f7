"""Split cost, savings and funding between the two arms of the budget: the council's first, then the NHS board's."""

from dataclasses import dataclass
from functools import cached_property

from mtfp.engine.allocation import Allocation
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, side_by_side
from mtfp.model.costs.cost import Costs
from mtfp.model.scheme.year_end import shares_of


@dataclass(frozen=True, repr=False)
class Arms(Short):
    """Integrated budget of each arm, before planned use of reserves and repayments to the partners.

    Arrays have shape (partner, year, draw) and are in the plan's money unit, except `shares`.
    """

    cost: Array
    """Cost of each arm before savings, including commitments, investments and risk events."""
    saved: Array
    """Savings achieved on each arm; a positive amount lowers cost."""
    money: Array
    """Usable funding that each arm receives."""
    shares: Array
    """Cost of each arm as a share of the cost of both arms. These shares split amounts that belong to no arm."""

    @cached_property
    def position(self) -> Array:
        """Overspend of each arm: cost less savings and funding. Positive is an overspend, negative an underspend."""
        return self.cost - self.saved - self.money


def budget_by_arm(cost: Costs, placed: Allocation, saved: Allocation, money: Array) -> Arms:
    """Return the cost, savings and usable funding of each arm of the integrated budget.

    `cost` is the cost of lines. `placed` holds commitments, investments, risk events and transfers, and `saved` the
    savings achieved. `money` is the usable funding that each arm receives, shape (partner, year, draw).
    """
    own = cost_by_arm(cost, placed)
    shares = shares_of(own)
    own_savings = side_by_side([saved.of(held) + saved.arm(p) for p, held in enumerate(cost.rows.held)])
    return Arms(_with_plan(own, shares, placed), _with_plan(own_savings, shares, saved), money, shares)


def _with_plan(own: Array, shares: Array, on: Allocation) -> Array:
    """Add the arms' shares of money on the whole plan, if there is any."""
    return own + shares * on.plan if on.on_plan else own


def cost_by_arm(cost: Costs, placed: Allocation) -> Array:
    """Return the cost of each arm, shape (partner, year, draw), without any money on the whole plan.

    The cost of an arm is the cost of its lines, plus the money in `placed` that falls on these lines or on the arm.
    """
    return side_by_side([cost.of(held) + (placed.of(held) + placed.arm(p)) for p, held in enumerate(cost.rows.held)])
