"""Money by arm: what each partner's organisation spends, saves and is given. Council first, then NHS."""

import numpy as np

from mtfp.engine.placing import Placed
from mtfp.model.arrays import Array, Flags
from mtfp.model.line import PARTNERS
from mtfp.model.plan import Plan


def integrated(plan: Plan) -> Flags:
    """Which lines belong to the integrated budget, shape (line,); the others are set aside."""
    return np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)


def by_arm(plan: Plan, lines: Array) -> Array:
    """Lines of the integrated budget added up by arm: (line, year, draw) to (partner, year, draw)."""
    mine = integrated(plan)
    held = np.array([[line.partner == partner for line in plan.lines.values()] for partner in PARTNERS], dtype=bool)
    return np.stack([lines[arm & mine].sum(axis=0) for arm in held])


def shares_by_cost(cost: Array) -> Array:
    """How the arms share what has no arm: by their cost, equally if they have none. Shape (partner, year, draw)."""
    costs = np.maximum(cost, 0.0)
    total = costs.sum(axis=0)
    return np.divide(costs, total, out=np.full_like(costs, 1 / len(PARTNERS)), where=total > 0)


def placed_by_arm(plan: Plan, placed: Placed, shares: Array) -> Array:
    """Placed money by arm, shape (partner, year, draw); what falls on the whole plan goes by `shares`."""
    return by_arm(plan, placed.lines) + placed.arms + shares * placed.plan
