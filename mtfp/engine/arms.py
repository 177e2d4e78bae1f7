"""Money by arm: what each partner's organisation spends, saves and is given. Council first, then NHS."""

from dataclasses import dataclass

from mtfp.engine.allocation import Allocation
from mtfp.model.base.arrays import Array, side_by_side
from mtfp.model.costs.cost import Costs
from mtfp.model.scheme.year_end import shares_of


@dataclass(frozen=True)
class Arms:
    """The integrated budget by arm, before planned use of reserves and repayments. Each shape (partner, year, draw).

    `cost` has commitments, investments and events in it; `money` is what is put through the arm; `shares` is how the
    arms share what has no arm.
    """

    cost: Array
    saved: Array
    money: Array
    shares: Array

    @property
    def position(self) -> Array:
        """What each arm is over by, shape (partner, year, draw)."""
        return self.cost - self.saved - self.money


def arms(cost: Costs, placed: Allocation, saved: Allocation, money: Array) -> Arms:
    """The arms of a plan: its lines with what falls on them and beside them, what is saved, and their money."""
    own = by_arm(cost, placed)
    shares = shares_of(own)
    off = side_by_side([saved.of(held) + saved.arm(p) for p, held in enumerate(cost.rows.held)])
    return Arms(own + shares * placed.plan, off + shares * saved.plan, money, shares)


def by_arm(cost: Costs, placed: Allocation) -> Array:
    """Cost of the integrated budget's lines by arm, with what falls on them and on the arm, (partner, year, draw)."""
    return side_by_side([cost.of(held) + (placed.of(held) + placed.arm(p)) for p, held in enumerate(cost.rows.held)])
