"""Cost, savings and funding by arm: the council's first, then the NHS board's."""

from dataclasses import dataclass

from mtfp.engine.allocation import Allocation
from mtfp.model.base.arrays import Array, side_by_side
from mtfp.model.costs.cost import Costs
from mtfp.model.scheme.year_end import shares_of


@dataclass(frozen=True)
class Arms:
    """Integrated budget by arm, before planned use of reserves and repayments.

    Arrays have shape (partner, year, draw) and are in the plan's money unit, except `shares`.
    """

    cost: Array
    """Cost before savings, with commitments, investments and risk events."""
    saved: Array
    """Savings achieved, positive lowers cost."""
    money: Array
    """Usable funding put through the arm."""
    shares: Array
    """Split of amounts that belong to no arm: each arm's part of cost; the two add up to 1."""

    @property
    def position(self) -> Array:
        """Overspend of each arm, shape (partner, year, draw): positive is over its funding, negative under."""
        return self.cost - self.saved - self.money


def budget_by_arm(cost: Costs, placed: Allocation, saved: Allocation, money: Array) -> Arms:
    """Split the integrated budget by arm.

    `placed` holds commitments, investments, events and transfers, `saved` the savings achieved, `money` the usable
    funding put through each arm, shape (partner, year, draw).
    """
    own = cost_by_arm(cost, placed)
    shares = shares_of(own)
    own_savings = side_by_side([saved.of(held) + saved.arm(p) for p, held in enumerate(cost.rows.held)])
    return Arms(own + shares * placed.plan, own_savings + shares * saved.plan, money, shares)


def cost_by_arm(cost: Costs, placed: Allocation) -> Array:
    """Return the cost of each arm, shape (partner, year, draw): its lines, and the money placed on them or on the arm.

    Money placed on the whole plan is left out.
    """
    return side_by_side([cost.of(held) + (placed.of(held) + placed.arm(p)) for p, held in enumerate(cost.rows.held)])
