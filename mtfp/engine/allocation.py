"""Money placed where it falls: on rows of lines, on the partners' arms, the rest on the whole plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mtfp.model.base.arrays import Array, Flags, sum_of, zeros
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Target
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan

WHOLE = 0
"""The one place of the whole plan."""


@dataclass(frozen=True)
class Allocation:
    """Money by row of lines, by arm, and on the whole plan: what is there by position, (year, draw) or (year, 1) each.

    `shape` is that of an array by row. Where nothing falls there is nothing, so that little is added up for many draws.
    """

    shape: tuple[int, int, int]
    on_rows: Mapping[int, Array] = field(default_factory=dict)
    on_arms: Mapping[int, Array] = field(default_factory=dict)
    on_plan: Mapping[int, Array] = field(default_factory=dict)

    def __add__(self, other: "Allocation") -> "Allocation":
        pairs = ((self.on_rows, other.on_rows), (self.on_arms, other.on_arms), (self.on_plan, other.on_plan))
        return Allocation(self.shape, *(_together(one, another) for one, another in pairs))

    def __neg__(self) -> "Allocation":
        return Allocation(
            self.shape, *({at: -a for at, a in on.items()} for on in (self.on_rows, self.on_arms, self.on_plan))
        )

    def of(self, rows: Flags) -> Array:
        """What falls on some rows, shape (year, draw) or (year, 1)."""
        return sum_of([money for row, money in self.on_rows.items() if rows[row]], (self.shape[1], 1))

    def arm(self, number: int) -> Array:
        """What falls on an arm and on no line of it, shape (year, draw) or (year, 1)."""
        return self.on_arms.get(number, np.zeros((self.shape[1], 1)))

    @property
    def plan(self) -> Array:
        """What falls on the whole plan, shape (year, draw) or (year, 1)."""
        return self.on_plan.get(WHOLE, np.zeros((self.shape[1], 1)))

    def total(self, rows: Flags) -> Array:
        """All of it, counting only some of the rows, shape (year, draw) or (year, 1)."""
        return sum_of([self.of(rows), *self.on_arms.values(), *self.on_plan.values()], self.shape[1:])

    @cached_property
    def lines(self) -> Array:
        """What falls on lines, shape (row, year, draw)."""
        return self._whole(self.shape[0], self.on_rows)

    @cached_property
    def arms(self) -> Array:
        """What falls on arms and on no line, shape (partner, year, draw)."""
        return self._whole(len(PARTNERS), self.on_arms)

    def _whole(self, places: int, on: Mapping[int, Array]) -> Array:
        whole = zeros((places, *self.shape[1:]), like=next(iter(on.values()), None))
        for at, money in on.items():
            whole[at] = money
        return whole


def place(
    plan: Plan, rows: Rows, items: Iterable[tuple[Target | Transfer, Array]], shape: tuple[int, int]
) -> Allocation:
    """Items' money, shape (year, draw) or (year, 1) each, where each says it falls."""
    on_rows: dict[int, list[Array]] = {}
    on_arms: dict[int, list[Array]] = {}
    on_plan: dict[int, list[Array]] = {}
    for item, money in items:
        landing = item.landing(plan.lines, plan.base_year)
        by_row = rows.add_up(landing.lines)
        for row in rows.holding(landing.names):
            on_rows.setdefault(row, []).append(by_row[row] * money)
        for on, shares in ((on_arms, landing.arms), (on_plan, [landing.plan])):
            for at in np.flatnonzero(shares):
                on.setdefault(int(at), []).append(shares[at] * money)
    added = ({at: sum_of(parts, shape) for at, parts in on.items()} for on in (on_rows, on_arms, on_plan))
    return Allocation((len(rows), *shape), *added)


def _together(one: Mapping[int, Array], other: Mapping[int, Array]) -> dict[int, Array]:
    return {at: sum_of([on[at] for on in (one, other) if at in on], ()) for at in sorted({*one, *other})}
