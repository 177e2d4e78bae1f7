"""Cells of one sheet with the kind of each and the formula behind it, for readers that must know what was typed."""

import re
from dataclasses import dataclass, field
from enum import Enum

from mtfp.findings.place import column_letters
from mtfp.text.xlsx.cells import Cells

LONGEST = 8_192
"""Largest number of characters of a formula that are kept: Excel takes no longer one."""
_CELL = re.compile(r"""("[^"]*"|'[^']*'!)|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)(?![\w(.])""")


class CellKind(Enum):
    """Kind of a cell's content."""

    NUMBER = "n"
    TEXT = "t"
    DATE = "d"
    TRUTH = "b"
    ERROR = "e"


@dataclass
class TypedCells(Cells):
    """Reader of a sheet. `others`: kinds of cells that hold no number; `formulas`: the formulas."""

    others: dict[tuple[int, int], CellKind] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    _of_formula: list[str] | None = None
    _shared: str | None = None
    _bases: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Formulas that several cells share, with the place of the first of them, by their number."""

    def kind(self, row: int, column: int) -> CellKind | None:
        """Return the kind of what a cell holds; None for an empty cell."""
        if column not in self.rows.get(row, {}):
            return None
        return self.others.get((row, column), CellKind.NUMBER)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == "f":
            self._of_formula = []
            self._shared = attributes.get("si") if attributes.get("t") == "shared" else None

    def text(self, text: str) -> None:
        super().text(text)
        if self._of_formula is not None:
            self._of_formula.append(text)

    def end(self, name: str) -> None:
        super().end(name)
        at = (self._row, self._column)
        if name == "f" and self._of_formula is not None:
            self.formulas[at] = self._whole("".join(self._of_formula)[:LONGEST])
            self._of_formula = None
        elif name == "c" and (kind := self._cell_kind()) is not CellKind.NUMBER:
            self.others[at] = kind

    def _whole(self, text: str) -> str:
        """Return a formula; one that the cell shares with others is written once in the file, for the first of them."""
        if self._shared is None:
            return text
        if text:
            self._bases[self._shared] = (self._row, self._column, text)
            return text
        row, column, base = self._bases.get(self._shared, (self._row, self._column, ""))
        return moved(base, self._row - row, self._column - column)

    def _cell_kind(self) -> CellKind:
        kinds = {"n": CellKind.NUMBER, "b": CellKind.TRUTH, "e": CellKind.ERROR, "d": CellKind.DATE}
        kind = kinds.get(self._kind, CellKind.TEXT)
        shows_date = self._style < len(self.shared.styles.date) and self.shared.styles.date[self._style]
        return CellKind.DATE if kind is CellKind.NUMBER and shows_date else kind


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it is in a cell that is some rows below and some columns to the right.

    >>> moved('A1*$B1+SUM(Inputs!C$2:C9)&"D4"', 1, 2)
    'C2*$B2+SUM(Inputs!E$2:E10)&"D4"'
    """

    def there(found: re.Match[str]) -> str:
        text, fixed, letters, still, number = found.groups()
        if text:
            return text
        position = 0
        for letter in letters.upper():
            position = position * 26 + ord(letter) - ord("A") + 1
        column = letters if fixed else column_letters(position + columns - 1)
        return f"{fixed}{column}{still}{int(number) + (0 if still else rows)}"

    return _CELL.sub(there, formula)
