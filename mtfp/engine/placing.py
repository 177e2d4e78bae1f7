"""Money placed where it falls: on lines, on the partners' arms, the rest on the whole plan."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.model.arrays import Array, Flags
from mtfp.model.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.model.target import Target
from mtfp.model.transfer import Transfer


@dataclass(frozen=True)
class Placed:
    """`lines` (line, year, draw), `arms` (partner, year, draw), `plan` (year, draw)."""

    lines: Array
    arms: Array
    plan: Array

    def __add__(self, other: "Placed") -> "Placed":
        return Placed(self.lines + other.lines, self.arms + other.arms, self.plan + other.plan)

    def total(self, lines: Flags) -> Array:
        """All of it, counting only some of the lines, shape (year, draw)."""
        return self.lines[lines].sum(axis=0) + self.arms.sum(axis=0) + self.plan


def nowhere(plan: Plan, shape: tuple[int, int]) -> Placed:
    """Nothing, to add to."""
    return Placed(np.zeros((len(plan.lines), *shape)), np.zeros((len(PARTNERS), *shape)), np.zeros(shape))


def place(
    plan: Plan, items: Mapping[str, Target | Transfer], money: Mapping[str, Array], shape: tuple[int, int]
) -> Placed:
    """The sum of some items' money, shape (year, draw) each, where each says it falls."""
    placed = nowhere(plan, shape)
    for name, item in items.items():
        landing = item.landing(plan.lines, plan.base_year)
        for row in np.flatnonzero(landing.lines):
            placed.lines[row] += landing.lines[row] * money[name]
        for arm in np.flatnonzero(landing.arms):
            placed.arms[arm] += landing.arms[arm] * money[name]
        if landing.plan:
            placed.plan[:] += landing.plan * money[name]
    return placed
