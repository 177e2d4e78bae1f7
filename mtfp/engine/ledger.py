"""The reserves through the years: every movement is written down, so that a balance is never changed in silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.model.base.arrays import Array, by_year

INS = ("contributions", "unspent", "put_back", "surplus_in")
OUTS = ("planned_use", "drawn_by_lines", "used_by_steps", "clawed_back")
NIL = np.zeros(1)
"""Nothing, in every draw."""


class Ledger:
    """The reserves' balances as a year goes on, shape (draw,) or (1,), and what has moved them."""

    def __init__(self, opening: Mapping[str, Array]) -> None:
        self.opening = opening
        self.balance = dict(opening)
        self.moved = {reserve: dict.fromkeys((*INS, *OUTS), NIL) for reserve in opening}

    def move(self, reserve: str, row: str, amount: Array) -> None:
        """Put an amount into a reserve or take it out, as the row says."""
        before = self.moved[reserve][row]
        self.moved[reserve][row] = amount if before is NIL else before + amount
        self.balance[reserve] = self.balance[reserve] + (amount if row in INS else -amount)

    def above(self, floors: Mapping[str, Array]) -> dict[str, Array]:
        """What the reserves hold above their floors, of those that have an entry in `floors`."""
        return {reserve: np.maximum(self.balance[reserve] - floor, 0.0) for reserve, floor in floors.items()}


@dataclass(frozen=True)
class ReserveYears:
    """One reserve, each shape (year, draw) or (year, 1): closing = opening + ins - outs.

    Put together from the years' books only where it is asked for.
    """

    name: str
    books: tuple[Ledger, ...]
    floor: Array

    def moved(self, row: str) -> Array:
        """One of `INS` or `OUTS`; nil in the base year."""
        return by_year([NIL, *(book.moved[self.name][row] for book in self.books)])

    @cached_property
    def closing(self) -> Array:
        return by_year([self.books[0].opening[self.name], *(book.balance[self.name] for book in self.books)])

    @property
    def contributions(self) -> Array:
        return self.moved("contributions")

    @property
    def planned_use(self) -> Array:
        return self.moved("planned_use")

    @property
    def unspent(self) -> Array:
        return self.moved("unspent")

    @property
    def drawn_by_lines(self) -> Array:
        return self.moved("drawn_by_lines")

    @property
    def used_by_steps(self) -> Array:
        return self.moved("used_by_steps")

    @property
    def put_back(self) -> Array:
        return self.moved("put_back")

    @property
    def surplus_in(self) -> Array:
        return self.moved("surplus_in")

    @property
    def clawed_back(self) -> Array:
        return self.moved("clawed_back")
