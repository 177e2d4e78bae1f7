"""Work out the formulas of a book as a spreadsheet does, to compare them with the engine before they are written."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from mtfp.findings.place import Path
from mtfp.workbook.formulas.terms import Call, Chosen, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import Book, Row, Sheet

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
    "ABS": abs,
    "LN": math.log,
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
}
NONE: Mapping[Path, float] = {}


class Circle(Exception):
    """A formula needs its own cell."""


class Evaluated:
    """Values of the cells of a book. `inputs` are other numbers by path; `scenario` is the position of the switch."""

    def __init__(self, book: Book, scenario: int = 0, inputs: Mapping[Path, float] = NONE) -> None:
        self.book, self.scenario, self.inputs = book, scenario, inputs
        self._known: dict[tuple[int, int], Any] = {}

    def value(self, row: Row, column: int) -> Any:
        """Return the value of a cell; an empty cell is zero."""
        key = (id(row), column)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._cell(row, column)
        if self._known[key] is None:
            raise Circle(f"{row.label} on {row.sheet.title}")
        return self._known[key]

    def _cell(self, row: Row, column: int) -> Any:
        node = row.cells.get(column)
        if node is None:
            return 0.0
        if column in row.formulas:
            return self._term(row.formulas[column], column)
        return self.inputs.get(node.path, node.value) if node.path else node.value

    def _term(self, term: Term, column: int) -> Any:
        match term:
            case Number(value):
                return value
            case Ref():
                return self.value(term.row, term.at(column))
            case Sum(parts):
                return sum(sign * self._term(part, column) for sign, part in parts)
            case Product(parts):
                return self._product(parts, column)
            case Call("IF", (condition, one, other)):
                return self._term(one if self._term(condition, column) else other, column)
            case Call(name, args):
                return FUNCTIONS[name](*(self._term(arg, column) for arg in args))
            case Comparison(sign, one, other):
                return COMPARISONS[sign](self._term(one, column), self._term(other, column))
            case Chosen(first, last):
                rows = self.book.sheets[Sheet.SCENARIOS]
                return self.value(rows[rows.index(first) : rows.index(last) + 1][self.scenario], column)

    def _product(self, parts: tuple[tuple[int, Term], ...], column: int) -> float:
        found = 1.0
        for sign, part in parts:
            value = self._term(part, column)
            found = found * value if sign > 0 else found / value if value else float("nan")
        return found
