"""Cells of one sheet with the kind of each and the formula behind it, for readers that must know what was typed."""

from dataclasses import dataclass, field
from enum import Enum

from mtfp.text.xlsx.cells import Cells

LONGEST = 40
"""Largest number of characters of a formula that are kept."""


class CellKind(Enum):
    """Kind of a cell's content."""

    NUMBER = "n"
    TEXT = "t"
    DATE = "d"
    TRUTH = "b"
    ERROR = "e"


@dataclass
class TypedCells(Cells):
    """Reader of a sheet. `others`: kinds of cells that hold no number; `formulas`: the beginnings of formulas."""

    others: dict[tuple[int, int], CellKind] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    _of_formula: list[str] | None = None

    def kind(self, row: int, column: int) -> CellKind | None:
        """Return the kind of what a cell holds; None for an empty cell."""
        if column not in self.rows.get(row, {}):
            return None
        return self.others.get((row, column), CellKind.NUMBER)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == "f":
            self._of_formula = []

    def text(self, text: str) -> None:
        super().text(text)
        if self._of_formula is not None:
            self._of_formula.append(text)

    def end(self, name: str) -> None:
        super().end(name)
        at = (self._row, self._column)
        if name == "f" and self._of_formula is not None:
            self.formulas[at] = "".join(self._of_formula)[:LONGEST]
            self._of_formula = None
        elif name == "c" and (kind := self._cell_kind()) is not CellKind.NUMBER:
            self.others[at] = kind

    def _cell_kind(self) -> CellKind:
        kinds = {"n": CellKind.NUMBER, "b": CellKind.TRUTH, "e": CellKind.ERROR, "d": CellKind.DATE}
        kind = kinds.get(self._kind, CellKind.TEXT)
        shows_date = self._style < len(self.shared.styles.date) and self.shared.styles.date[self._style]
        return CellKind.DATE if kind is CellKind.NUMBER and shows_date else kind
