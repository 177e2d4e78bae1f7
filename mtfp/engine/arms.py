"""Money by arm: what each partner's organisation spends, saves and is given. Council first, then NHS."""

from dataclasses import dataclass

import numpy as np

from mtfp.engine.placing import Placed
from mtfp.model.arrays import Array, Flags
from mtfp.model.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.model.year_end import shares_of


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


def arms(plan: Plan, lines: Array, beside: Placed, saved: Placed, money: Array) -> Arms:
    """The arms of a plan: its `lines` with what falls on them (line, year, draw), and what falls beside them."""
    own = by_arm(plan, lines) + beside.arms
    shares = shares_of(own)
    return Arms(own + shares * beside.plan, placed_by_arm(plan, saved, shares), money, shares)


def integrated(plan: Plan) -> Flags:
    """Which lines belong to the integrated budget, shape (line,); the others are set aside."""
    return np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)


def by_arm(plan: Plan, lines: Array) -> Array:
    """Lines of the integrated budget added up by arm: (line, year, draw) to (partner, year, draw)."""
    mine = integrated(plan)
    held = np.array([[line.partner == partner for line in plan.lines.values()] for partner in PARTNERS], dtype=bool)
    return np.stack([lines[arm & mine].sum(axis=0) for arm in held])


def placed_by_arm(plan: Plan, placed: Placed, shares: Array) -> Array:
    """Placed money by arm, shape (partner, year, draw); what falls on the whole plan goes by `shares`."""
    return by_arm(plan, placed.lines) + placed.arms + shares * placed.plan
