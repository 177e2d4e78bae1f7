"""The pots through one year: every movement is written down, so that a balance is never changed in silence."""

from collections.abc import Mapping, Sequence

import numpy as np

from mtfp.engine.projection import PotYears
from mtfp.model.arrays import Array
from mtfp.model.draws import Draws

INS = ("contributions", "unspent", "put_back", "surplus_in")
OUTS = ("planned_use", "drawn_by_lines", "used_by_steps", "clawed_back")


class Book:
    """The pots' balances as a year goes on, each shape (draw,), and what has moved them."""

    def __init__(self, opening: Mapping[str, Array]) -> None:
        self.balance = dict(opening)
        self.moved = {pot: {row: np.zeros_like(held) for row in (*INS, *OUTS)} for pot, held in opening.items()}

    def move(self, pot: str, row: str, amount: Array) -> None:
        """Put an amount into a pot or take it out, as the row says."""
        self.moved[pot][row] = self.moved[pot][row] + amount
        self.balance[pot] = self.balance[pot] + (amount if row in INS else -amount)

    def above(self, floors: Mapping[str, Array]) -> dict[str, Array]:
        """What the pots hold above their floors, of those that have an entry in `floors`."""
        return {pot: np.maximum(self.balance[pot] - floor, 0.0) for pot, floor in floors.items()}


def pot_years(
    books: Sequence[Book], opening: Mapping[str, Array], floors: Mapping[str, Array], draws: Draws
) -> dict[str, PotYears]:
    """What each pot did in every year, from the books of the projected years."""
    found = {}
    for pot, held in opening.items():
        nil = np.zeros(draws.size)
        rows = {row: np.stack([nil, *(book.moved[pot][row] for book in books)]) for row in (*INS, *OUTS)}
        closing = np.stack([held, *(book.balance[pot] for book in books)])
        found[pot] = PotYears(**rows, closing=closing, floor=floors[pot])
    return found
