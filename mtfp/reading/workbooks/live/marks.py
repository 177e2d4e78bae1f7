"""Marks of formulas: a short checksum of each, by which a formula that was changed is found.

In a mark, a cell is named by the order of the rows and columns of mtfp, so rows and columns that are added, and
other names of sheets, don't change it.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]+(?![\w(.])"
_PART = re.compile(rf"""("[^"]*")|(?<![\w.$])(?:('[^']+'|[A-Za-z_][\w.]*)!)?({_CELL})(?::({_CELL}))?|(\s+)""")
_ADDRESS = re.compile(r"(\$?)([A-Z]+)\$?([0-9]+)")
LAST_DIGIT = 1e-12
"""Relative difference between a number and the same number as programs store it."""
BYTES = 3
"""Length of a mark: one changed formula in 16 million has the same."""


@dataclass(frozen=True)
class Grid:
    """Title of a sheet, and the positions of its rows and of its columns of numbers, in order."""

    title: str
    rows: Sequence[int]
    columns: Sequence[int]

    def column(self, position: int) -> int:
        """Return the number of columns up to a position, which stays the same if others are added."""
        return bisect_right(self.columns, position)

    def row(self, position: int) -> int:
        """Return the number of rows up to a position."""
        return bisect_right(self.rows, position)


def mark_of(formula: str, column: int, own: Grid, grids: Mapping[str, Grid]) -> str:
    """Return the mark of a formula in a column of a sheet; `grids` has all sheets by name.

    >>> lines, inputs = Grid("Lines", [5, 6], [3, 4, 5]), Grid("Inputs", [5], [3, 4, 5])
    >>> mark_of("E7*Inputs!$D6", 4, lines, {"Lines": lines, "Inputs": inputs})
    'e17c23'
    >>> moved = Grid("Inputs", [8], [4, 5, 6])
    >>> mark_of("E7 * 'Our inputs'!$E9", 4, lines, {"Lines": lines, "Our inputs": moved})
    'e17c23'
    """
    here = own.column(column)

    def named(found: re.Match[str]) -> str:
        text, sheet, first, last, blank = found.groups()
        if text or blank:
            return text or ""
        name = (sheet or "").strip("'")
        grid = grids.get(name) if name else own
        if grid is None:
            return found[0]
        cells = ":".join(_cell(each, here, grid) for each in (first, last) if each)
        return f"{grid.title}!{cells}"

    return blake2b(_PART.sub(named, formula.removeprefix("=")).encode(), digest_size=BYTES).hexdigest()


def mark_of_number(value: float) -> str:
    """Return the mark of a number that is fixed, to nine digits.

    >>> mark_of_number(0.1 + 0.2) == mark_of_number(0.3), mark_of_number(1) == mark_of_number(1.1)
    (True, False)
    """
    return blake2b(f"{value + 0.0:.9g}".encode(), digest_size=BYTES).hexdigest()


def is_number_of(mark: str, value: float) -> bool:
    """Return True if a mark is that of a number, which a program may have stored with another last digit.

    >>> is_number_of(mark_of_number(2022.0835049999998), 2022.083505), is_number_of(mark_of_number(3), 3.1)
    (True, False)
    """
    return mark in {mark_of_number(value * (1 + slack)) for slack in (-LAST_DIGIT, 0.0, LAST_DIGIT)}


def _cell(address: str, here: int, grid: Grid) -> str:
    """Return a cell by the order of rows and columns: a column at its distance, or a fixed one by its number."""
    found = _ADDRESS.fullmatch(address.upper())
    assert found is not None
    position = 0
    for letter in found[2]:
        position = position * 26 + ord(letter) - ord("A") + 1
    column = grid.column(position - 1)
    return f"[{column if found[1] else f'{column - here:+d}'},{grid.row(int(found[3]) - 1)}]"
