"""Places of keys and values in the files that people write.

Knows files, lines and columns; must not know what a plan is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mtfp.findings.short import Short, counted

Path = tuple[str | int, ...]
"""Keys and list positions that lead from a document's root to a value."""

Spot = tuple[int, int, int]
"""Line and column, both counted from 1, and the number of characters to underline."""


@dataclass(frozen=True, slots=True, repr=False)
class Place(Short):
    """Place in a file: line and column, both counted from 1. Line 0 means the whole file.

    In a workbook, `sheet` is the name of the sheet, and the line is the row.

    >>> str(Place("plan.yaml", 41, 9)), str(Place("plan.xlsx", 7, 3, sheet="Savings"))
    ('plan.yaml:41:9', 'plan.xlsx:Savings!C7')
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = field(default="", compare=False)
    sheet: str = ""

    @property
    def cell(self) -> str:
        """Return the cell of a workbook as spreadsheets write it."""
        return f"{self.sheet}!{column_letters(self.column - 1)}{self.line}"

    def in_short(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.cell}" if self.sheet else f"{self.file}:{self.line}:{self.column}"


def column_letters(number: int) -> str:
    """Return the letters of a column as spreadsheets show them, by its number from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


@dataclass(frozen=True, repr=False)
class Document(Short):
    """Document: the values in a file, with the place of every key and every value.

    `value` holds mappings (keys are always text), lists, and scalars: text, int, float, bool or None.
    `keys[path]` is the spot of the path's last key, `values[path]` the spot where its value begins. `comments` holds
    the words of comments by the number of their line, without the sign that begins them.
    """

    file: str
    lines: tuple[str, ...]
    value: object
    keys: Mapping[Path, Spot]
    values: Mapping[Path, Spot]
    comments: Mapping[int, str] = field(default_factory=dict, kw_only=True)

    def in_short(self) -> str:
        return f"{self.file}, {counted(len(self.lines), 'line')}"

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return the place of a path's value, or of its key. If the file lacks it, return the nearest outer group.

        Steps that the file doesn't contain, such as the name of a missing key, are skipped. A last step in braces, such
        as `{gap in 2027/28}`, is a piece of the text at the other steps: the place is where the text has it.
        """
        found: Path = ()
        for step in path:
            if (*found, step) in self.values:
                found = (*found, step)
        spots = self.keys if of_key and found in self.keys else self.values
        line, column, length = spots.get(found, (0, 0, 1))
        if line and path != found == path[:-1] and str(path[-1]).startswith("{"):
            line, column, length = self._inside((line, column, length), str(path[-1]))
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, length, source)

    def _inside(self, spot: Spot, words: str) -> Spot:
        """Return the spot of words inside the text that begins at a spot; that of the text if they aren't there."""
        line, column, _ = spot
        rest = "\n".join((self.lines[line - 1][column - 1 :], *self.lines[line:]))
        found = re.search(r"\s+".join(map(re.escape, words.split())), rest)
        if found is None:
            return spot
        before = rest[: found.start()].split("\n")
        start = len(before[-1]) + (column if len(before) == 1 else 1)
        return line + len(before) - 1, start, len(found.group().split("\n")[0])
