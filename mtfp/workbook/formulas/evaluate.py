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


Worked = Callable[["Evaluated", int], Any]
"""Function that works out a term in a column."""


class Evaluated:
    """Values of the cells of a book. `inputs` are other numbers by path; `scenario` is the position of the switch.

    `worked` has the functions of terms, which several of these may share.
    """

    def __init__(
        self,
        book: Book,
        scenario: int = 0,
        inputs: Mapping[Path, float] = NONE,
        worked: dict[int, Worked] | None = None,
    ) -> None:
        self.book, self.scenario, self.inputs = book, scenario, inputs
        self._worked = {} if worked is None else worked
        self.known: dict[tuple[int, int], Any] = {}

    def value(self, row: Row, column: int) -> Any:
        """Return the value of a cell; an empty cell is zero."""
        key = (id(row), column)
        known = self.known.get(key, self)
        if known is self:
            self.known[key] = None
            known = self.known[key] = self._cell(row, column)
        if known is None:
            raise Circle(f"{row.label} on {row.sheet.title}")
        return known

    def _cell(self, row: Row, column: int) -> Any:
        node = row.cells.get(column)
        if node is None:
            return 0.0
        term = row.formulas.get(column)
        if term is None:
            return self.inputs.get(node.path, node.value) if node.path else node.value
        work = self._worked.get(id(term))
        if work is None:
            work = self._worked[id(term)] = worked_out(term)
        return work(self, column)

    def chosen(self, first: Row, last: Row, column: int) -> Any:
        """Return the value of the scenario's row in a block of rows."""
        rows = self.book.sheets[Sheet.SCENARIOS]
        return self.value(rows[rows.index(first) : rows.index(last) + 1][self.scenario], column)


def worked_out(term: Term) -> Worked:
    """Return the function of a term. It is made once for a row, which is quicker than to look at the term each time."""
    match term:
        case Number(value):
            return lambda cells, column: value
        case Ref(row, at, fixed):
            key = id(row)
            if fixed:
                there = (key, at)
                return lambda cells, column: cells.value(row, at) if (v := cells.known.get(there)) is None else v
            return lambda cells, column: (
                cells.value(row, column + at) if (v := cells.known.get((key, column + at))) is None else v
            )
        case Sum(parts):
            added = [(sign, worked_out(part)) for sign, part in parts]
            return lambda cells, column: sum([sign * work(cells, column) for sign, work in added])
        case Product(parts):
            factors = [(sign, worked_out(part)) for sign, part in parts]
            return lambda cells, column: _product([(sign, work(cells, column)) for sign, work in factors])
        case Call("IF", (condition, one, other)):
            test, yes, no = worked_out(condition), worked_out(one), worked_out(other)
            return lambda cells, column: (yes if test(cells, column) else no)(cells, column)
        case Call(name, args):
            function, given = FUNCTIONS[name], [worked_out(arg) for arg in args]
            return lambda cells, column: function(*[work(cells, column) for work in given])
        case Comparison(sign, one, other):
            compare, left, right = COMPARISONS[sign], worked_out(one), worked_out(other)
            return lambda cells, column: compare(left(cells, column), right(cells, column))
        case Chosen(first, last):
            return lambda cells, column: cells.chosen(first, last, column)


def _product(factors: list[tuple[int, float]]) -> float:
    found = 1.0
    for sign, value in factors:
        found = found * value if sign > 0 else found / value if value else float("nan")
    return found
