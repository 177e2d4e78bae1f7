"""Formulas as terms: references, sums, products and functions. Each prints itself for a column."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mtfp.workbook.rows import Row, Sheet

FIRST = 4
"""Position of the base year's column on every sheet; the constant's is before it."""
FEW = 3
"""Least number of cells in a column that a sum names as a range."""
NAMES = [f"{sheet.title}!" if sheet.title.isalpha() else f"'{sheet.title}'!" for sheet in Sheet]
"""Names of sheets in formulas, in order."""
RELATIVE = "\0"
"""Mark on both sides of a distance between columns."""
CELL = re.compile(rf"(.*(?:{RELATIVE}|[A-Z]))(\d+)")
LOOSE, ADDED, MULTIPLIED, TIGHT = range(4)
"""Strength with which operations bind, the weakest first."""


@dataclass(frozen=True)
class Number:
    """Number 0 or 1 in a formula; NaN is an empty text."""

    value: float


@dataclass(frozen=True)
class Ref:
    """Reference to a cell of a row: in a fixed column, or at a distance from the formula's own column."""

    row: Row
    column: int
    fixed: bool = False

    def at(self, column: int) -> int:
        return self.column if self.fixed else column + self.column


@dataclass(frozen=True)
class Sum:
    """Sum of terms, each with its sign."""

    parts: tuple[tuple[int, "Term"], ...]


@dataclass(frozen=True)
class Product:
    """Product of factors; a factor of the sign -1 divides."""

    parts: tuple[tuple[int, "Term"], ...]


@dataclass(frozen=True)
class Call:
    """Function of a spreadsheet."""

    name: str
    args: tuple["Term", ...]


@dataclass(frozen=True)
class Comparison:
    """Comparison of two terms."""

    sign: str
    one: "Term"
    other: "Term"


@dataclass(frozen=True)
class Chosen:
    """Value of an input in the scenario that the switch names, from a block of rows."""

    first: Row
    last: Row


Term = Number | Ref | Sum | Product | Call | Comparison | Chosen


def references(term: Term) -> Iterator[Ref]:
    """Yield the references of a term."""
    match term:
        case Ref():
            yield term
        case Sum(parts) | Product(parts):
            for _, part in parts:
                yield from references(part)
        case Call(_, args):
            for arg in args:
                yield from references(arg)
        case Comparison(_, one, other):
            yield from references(one)
            yield from references(other)
        case Number() | Chosen():
            return


@cache
def letters(column: int) -> str:
    """Return the letters of a column of the sheet.

    >>> letters(-1), letters(0), letters(30)
    ('D', 'E', 'AI')
    """
    position, text = column + FIRST, ""
    while position >= 0:
        text, position = chr(65 + position % 26) + text, position // 26 - 1
    return text


Pattern = tuple[str, ...]
"""Formula of a row for any of its columns: texts at even places, and distances from its own column at odd ones."""


def formula(term: Term, column: int, sheet: Sheet) -> str:
    """Return the formula of a cell: a term as text, for a column of a sheet."""
    return in_column(pattern_of(term, sheet), column)


def pattern_of(term: Term, sheet: Sheet) -> Pattern:
    """Return the pattern of a term, from which the formulas of all columns are made."""
    return tuple(f"={_text(term, sheet)}".split(RELATIVE))


def in_column(pattern: Pattern, column: int) -> str:
    """Return the formula of a pattern in a column.

    >>> in_column(("=SUM(", "-1", "5:", "-1", "8)*$D9"), 2)
    '=SUM(F5:F8)*$D9'
    """
    return "".join([letters(column + int(part)) if at % 2 else part for at, part in enumerate(pattern)])


def _text(term: Term, sheet: Sheet, bind: int = LOOSE) -> str:
    """Return a term as text, in which the columns of relative references are distances between marks."""
    match term:
        case Number(value):
            return '""' if math.isnan(value) else f"{value:.0f}"
        case Ref(row, column, fixed):
            return _cell(row, f"${letters(column)}" if fixed else f"{RELATIVE}{column}{RELATIVE}", sheet)
        case Sum(parts):
            return _sum(parts, sheet, bind)
        case Product(parts):
            return _product(parts, sheet, bind)
        case Call(name, args):
            return f"{name}({','.join([_text(arg, sheet) for arg in args])})"
        case Comparison(sign, one, other):
            text = f"{_text(one, sheet, ADDED)}{sign}{_text(other, sheet, ADDED)}"
            return f"({text})" if bind > LOOSE else text
        case Chosen(first, last):
            of, to = (_text(Ref(row, 0), sheet) for row in (first, last))
            return f"INDEX({of}:{to.rpartition('!')[2]},Scenario)"


def address(row: Row, column: int, sheet: Sheet, *, fixed: bool = False) -> str:
    """Return the address of a cell, with the name of its sheet if it is another one."""
    return _cell(row, f"{'$' if fixed else ''}{letters(column)}", sheet)


def _cell(row: Row, column: str, sheet: Sheet) -> str:
    cell = f"{column}{row.number + 1}"
    return cell if row.sheet is sheet else f"{NAMES[row.sheet]}{cell}"


def _sum(parts: tuple[tuple[int, Term], ...], sheet: Sheet, bind: int) -> str:
    plain = [(sign, _text(part, sheet, MULTIPLIED if sign < 0 else ADDED)) for sign, part in parts]
    added = [text for sign, text in plain if sign > 0]
    ranges = list(_ranges(added))
    if len(ranges) < len(added):
        added = [f"SUM({','.join(ranges)})"]
    text = "+".join(added) + "".join([f"-{text}" for sign, text in plain if sign < 0])
    return f"({text})" if bind >= MULTIPLIED else text


def _ranges(cells: list[str]) -> Iterator[str]:
    """Yield cells of a sum, those below each other as one range."""
    run: list[str] = []
    for cell in cells:
        if run and _below(run[-1]) != cell:
            yield from _joined(run)
            run = []
        run.append(cell)
    yield from _joined(run)


def _joined(run: list[str]) -> list[str]:
    return [f"{run[0]}:{run[-1].rpartition('!')[2]}"] if len(run) >= FEW else run


def _below(cell: str) -> str:
    match = CELL.fullmatch(cell)
    return f"{match[1]}{int(match[2]) + 1}" if match else ""


def _product(parts: tuple[tuple[int, Term], ...], sheet: Sheet, bind: int) -> str:
    text = ""
    for sign, part in parts:
        if sign < 0:
            text = f"{text or '1'}/{_text(part, sheet, TIGHT)}"
        else:
            factor = _text(part, sheet, MULTIPLIED)
            text = f"{text}*{factor}" if text else factor
    return f"({text})" if bind >= TIGHT else text
