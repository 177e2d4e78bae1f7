"""Ledger of the reserves: every change of a balance is recorded as a movement."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.model.base.arrays import Array, by_year

INS = ("contributions", "unspent", "put_back", "surplus_in")
"""Movements that raise a balance."""
OUTS = ("planned_use", "drawn_by_lines", "used_by_steps", "clawed_back")
"""Movements that lower a balance. Their amounts are recorded as positive."""
NO_MOVEMENT = np.zeros(1)
"""Zero in every draw: the amount of a movement that has not been made."""


class Ledger:
    """Ledger of one year: balances and movements of every reserve, shape (draw,) or (1,), in the plan's money unit."""

    def __init__(self, opening: Mapping[str, Array]) -> None:
        self.opening = opening
        self.balance = dict(opening)
        self.moved = {reserve: dict.fromkeys((*INS, *OUTS), NO_MOVEMENT) for reserve in opening}

    def move(self, reserve: str, movement: str, amount: Array) -> None:
        """Record a movement of `INS` or `OUTS`, amount positive, and change the balance."""
        before = self.moved[reserve][movement]
        self.moved[reserve][movement] = amount if before is NO_MOVEMENT else before + amount
        self.balance[reserve] = self.balance[reserve] + (amount if movement in INS else -amount)

    def above_floors(self, floors: Mapping[str, Array]) -> dict[str, Array]:
        """Return the money above the floor of each reserve in `floors`, shape (draw,).

        A reserve below its floor, which planned use may cause, counts as zero: no step may take from it.
        """
        return {reserve: np.maximum(self.balance[reserve] - floor, 0.0) for reserve, floor in floors.items()}


@dataclass(frozen=True)
class ReserveYears:
    """One reserve over the years: closing = opening + ins - outs.

    Arrays have shape (year, draw), or (year, 1) if all draws are the same, in the plan's money unit. Movements are
    positive, and zero in the base year. Years are joined only when a figure is read.
    """

    name: str
    """Name of the reserve."""
    ledgers: tuple[Ledger, ...]
    """Ledger of each projected year."""
    floor: Array
    """Minimum level of the reserve, zero or more."""

    def moved(self, movement: str) -> Array:
        """Return one movement of `INS` or `OUTS` by year."""
        return by_year([NO_MOVEMENT, *(ledger.moved[self.name][movement] for ledger in self.ledgers)])

    @cached_property
    def closing(self) -> Array:
        """Balance at the end of each year, never negative; for the base year, the opening balance of the plan."""
        return by_year([self.ledgers[0].opening[self.name], *(ledger.balance[self.name] for ledger in self.ledgers)])

    @property
    def contributions(self) -> Array:
        """Planned contributions paid in."""
        return self.moved("contributions")

    @property
    def planned_use(self) -> Array:
        """Planned use, no more than the balance after the year's contribution."""
        return self.moved("planned_use")

    @property
    def unspent(self) -> Array:
        """Ring-fenced funding of the year that its lines did not need, paid in."""
        return self.moved("unspent")

    @property
    def drawn_by_lines(self) -> Array:
        """Ring-fenced money taken out for the lines that it pays for."""
        return self.moved("drawn_by_lines")

    @property
    def used_by_steps(self) -> Array:
        """Money taken by closing steps, down to the floor."""
        return self.moved("used_by_steps")

    @property
    def put_back(self) -> Array:
        """Planned use of the year that was not needed, put back."""
        return self.moved("put_back")

    @property
    def surplus_in(self) -> Array:
        """Surplus paid in under the scheme's rule."""
        return self.moved("surplus_in")

    @property
    def clawed_back(self) -> Array:
        """Money clawed back at the end of the year."""
        return self.moved("clawed_back")
