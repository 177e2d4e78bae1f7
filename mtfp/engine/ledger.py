"""Ledger of the reserves: a record of every change of a balance as a movement."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, by_year

INS = ("contributions", "unspent", "put_back", "surplus_in")
"""Movements that raise the balance of a reserve."""
OUTS = ("planned_use", "drawn_by_lines", "used_by_steps", "clawed_back")
"""Movements that lower the balance of a reserve. The ledger records their amounts as positive."""
NO_MOVEMENT = np.zeros(1)
"""Amount of a movement that doesn't happen: zero in every draw."""


class Ledger:
    """Ledger of one year, with the balance and the movements of every reserve.

    Amounts have shape (draw,) or (1,) and are in the plan's money unit.
    """

    def __init__(self, opening: Mapping[str, Array]) -> None:
        self.opening = opening
        self.balance = dict(opening)
        self.moved = {reserve: dict.fromkeys((*INS, *OUTS), NO_MOVEMENT) for reserve in opening}

    def move(self, reserve: str, movement: str, amount: Array) -> None:
        """Record a movement of a reserve, and change its balance.

        `movement` is a name in `INS` or `OUTS`; `amount` is positive for both.
        """
        before = self.moved[reserve][movement]
        self.moved[reserve][movement] = amount if before is NO_MOVEMENT else before + amount
        self.balance[reserve] = self.balance[reserve] + (amount if movement in INS else -amount)

    def above_floors(self, floors: Mapping[str, Array]) -> dict[str, Array]:
        """Return the money above the floor of each reserve in `floors`, shape (draw,).

        The amount is zero for a reserve below its floor, so closing steps leave this reserve alone. Planned use may
        lower a balance below the floor.
        """
        return {reserve: np.maximum(self.balance[reserve] - floor, 0.0) for reserve, floor in floors.items()}


@dataclass(frozen=True, repr=False)
class ReserveYears(Short):
    """One reserve over the years. Its closing balance is the opening balance, plus money in, less money out.

    Arrays have shape (year, draw), or (year, 1) if all draws are the same, in the plan's money unit. Every movement is
    zero or more, and zero in the base year. The array of all years is built when a figure is read.
    """

    name: str
    """Name of the reserve."""
    ledgers: tuple[Ledger, ...]
    """Ledger of each projected year."""
    floor: Array
    """Minimum level of the reserve, zero or more."""

    def moved(self, movement: str) -> Array:
        """Return the amounts of one movement, named in `INS` or `OUTS`, in every year."""
        return by_year([NO_MOVEMENT, *(ledger.moved[self.name][movement] for ledger in self.ledgers)])

    @cached_property
    def closing(self) -> Array:
        """Balance at the end of each year, never negative. The base year has the plan's opening balance."""
        return by_year([self.ledgers[0].opening[self.name], *(ledger.balance[self.name] for ledger in self.ledgers)])

    @property
    def contributions(self) -> Array:
        """Planned contributions paid into the reserve."""
        return self.moved("contributions")

    @property
    def planned_use(self) -> Array:
        """Planned use of the reserve, at most the balance after the year's planned contribution."""
        return self.moved("planned_use")

    @property
    def unspent(self) -> Array:
        """Ring-fenced funding of the year that its budget lines did not need, paid into the reserve."""
        return self.moved("unspent")

    @property
    def drawn_by_lines(self) -> Array:
        """Ring-fenced money that the reserve pays towards the cost of its budget lines."""
        return self.moved("drawn_by_lines")

    @property
    def used_by_steps(self) -> Array:
        """Money that closing steps take from the reserve, at most down to its floor."""
        return self.moved("used_by_steps")

    @property
    def put_back(self) -> Array:
        """Planned use of the year that was not needed, put back into the reserve."""
        return self.moved("put_back")

    @property
    def surplus_in(self) -> Array:
        """Surplus paid into the reserve under the scheme's rule."""
        return self.moved("surplus_in")

    @property
    def clawed_back(self) -> Array:
        """Money clawed back from the reserve at the end of the year."""
        return self.moved("clawed_back")
