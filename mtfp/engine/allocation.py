"""Place amounts of money on rows of budget lines, on the partners' arms, or on the whole plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags, named, sum_of, zeros
from mtfp.model.base.once import once_per_part
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Shares, Target
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan

Item = tuple[str, str]
"""Section and name of an item of the plan."""
WHOLE_PLAN = 0
"""Key of the only entry of `Allocation.on_plan`."""


@dataclass(frozen=True, repr=False)
class Allocation(Short):
    """Money placed on rows of budget lines, on arms and on the whole plan, in the plan's money unit.

    Each mapping has an array of money by position of the row or arm, shape (year, draw) or (year, 1). A row or arm
    without money has no entry; this saves additions over many draws.
    """

    shape: tuple[int, int, int]
    """Number of rows of lines, of years and of draws."""
    on_rows: Mapping[int, Array] = field(default_factory=dict)
    """Money on budget lines, by position of the row."""
    on_arms: Mapping[int, Array] = field(default_factory=dict)
    """Money on an arm but on no single line of it, by position of the partner: council 0, NHS board 1."""
    on_plan: Mapping[int, Array] = field(default_factory=dict)
    """Money on the plan but on no single arm or line. The only key is `WHOLE_PLAN`."""

    def __add__(self, other: "Allocation") -> "Allocation":
        pairs = ((self.on_rows, other.on_rows), (self.on_arms, other.on_arms), (self.on_plan, other.on_plan))
        return Allocation(self.shape, *(_sum_by_position(one, another) for one, another in pairs))

    def __neg__(self) -> "Allocation":
        return Allocation(
            self.shape, *({at: -a for at, a in on.items()} for on in (self.on_rows, self.on_arms, self.on_plan))
        )

    def of(self, rows: Flags) -> Array:
        """Return the sum of the money on the flagged rows, shape (year, draw) or (year, 1)."""
        return sum_of([money for row, money in self.on_rows.items() if rows[row]], (self.shape[1], 1))

    def arm(self, number: int) -> Array:
        """Return the money on an arm but on no single line of it, shape (year, draw) or (year, 1)."""
        return self.on_arms.get(number, np.zeros((self.shape[1], 1)))

    @property
    def plan(self) -> Array:
        """Money on the plan but on no single arm or line, shape (year, draw) or (year, 1)."""
        return self.on_plan.get(WHOLE_PLAN, np.zeros((self.shape[1], 1)))

    def total(self, rows: Flags) -> Array:
        """Return the sum of the money on the flagged rows, on both arms and on the whole plan, shape (year, draw)."""
        return sum_of([self.of(rows), *self.on_arms.values(), *self.on_plan.values()], self.shape[1:])

    @cached_property
    def lines(self) -> Array:
        """Money on budget lines, shape (row, year, draw); zero for a row without money."""
        return self._filled(self.shape[0], self.on_rows)

    @cached_property
    def arms(self) -> Array:
        """Money on each arm but on no single line of it, shape (partner, year, draw)."""
        return self._filled(len(PARTNERS), self.on_arms)

    def _filled(self, positions: int, on: Mapping[int, Array]) -> Array:
        filled = zeros((positions, *self.shape[1:]), like=next(iter(on.values()), None))
        for at, money in on.items():
            filled[at] = money
        return filled


def place(
    plan: Plan,
    rows: Rows,
    items: Iterable[tuple[Item, Array]],
    shape: tuple[int, int],
    words: str = "amount",
) -> Allocation:
    """Place the money of each item on the lines or arm that the item names; if it names neither, on the whole plan.

    `items` are the section and name of an item, and its money, shape (year, draw) or (year, 1). An item names its place
    with the keys `line`, `lines` or `partner`. `shape` is the number of years and of draws in the projection. `words`
    are the name of the money in workbooks.
    """
    on_rows: dict[int, list[Array]] = {}
    on_arms: dict[int, list[Array]] = {}
    on_plan: dict[int, list[Array]] = {}
    for of, money in items:
        landing = landings(plan)[of]
        for row in rows.holding(landing.names):
            share, line = rows.share_of(row, landing.lines), plan.label("lines", rows.names[row][0])
            part = named(share, f"share on {line}", "share", of) * money
            on_rows.setdefault(row, []).append(named(part, f"{words} on {line}", of=of))
        for on, shares in ((on_arms, landing.arms), (on_plan, [landing.plan])):
            for at in np.flatnonzero(shares):
                on.setdefault(int(at), []).append(shares[at] * money)
    added = ({at: sum_of(parts, shape) for at, parts in on.items()} for on in (on_rows, on_arms, on_plan))
    return Allocation((len(rows), *shape), *added)


@once_per_part
def landings(plan: Plan) -> Mapping[Item, Shares]:
    """Return the split of one pound of each item between lines, arms and the whole plan, by section and name."""
    sections: Mapping[str, Mapping[str, Target | Transfer]] = {
        "savings": plan.all_savings,
        "commitments": plan.commitments,
        "investments": plan.investments,
        "risk_events": plan.risk_events,
        "transfers": plan.transfers,
    }
    return {
        (section, name): item.landing(plan.lines, plan.base_year)
        for section, items in sections.items()
        for name, item in items.items()
    }


def _sum_by_position(one: Mapping[int, Array], other: Mapping[int, Array]) -> dict[int, Array]:
    return {at: sum_of([on[at] for on in (one, other) if at in on], ()) for at in sorted({*one, *other})}
