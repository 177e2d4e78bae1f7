"""Work out the formulas of a book as a spreadsheet does, to compare them with the engine before they are written."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from mtfp.findings.place import Path
from mtfp.workbook.formulas.terms import Call, Chosen, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import CONSTANT, Book, Row, Sheet

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "MIN": np.minimum,
    "MAX": np.maximum,
    "ABS": np.absolute,
    "LN": np.log,
    "AND": np.logical_and,
    "OR": np.logical_or,
    "IF": np.where,
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    ">": np.greater,
    ">=": np.greater_equal,
    "<": np.less,
    "<=": np.less_equal,
    "=": np.equal,
    "<>": np.not_equal,
}
OF_ANY_NUMBER = ("MIN", "MAX", "AND", "OR")
"""Functions of any number of arguments."""
WIDTH = 64
"""Places of a row's values, more than a plan has years."""
NONE: Mapping[Path, float] = {}


class Circle(Exception):
    """A formula needs its own cell."""


Worked = Callable[["Evaluated", int], Any]
"""Function that works out a term in a column."""


class Evaluated:
    """Values of the cells of a book at each position of the switch. `inputs` are other numbers by path.

    A value is one number if it is the same at all positions, or else an array of one number for each.
    """

    def __init__(self, book: Book, positions: int = 1, inputs: Mapping[Path, float] = NONE) -> None:
        self.book, self.positions, self.inputs = book, positions, inputs
        self._worked: dict[int, Worked] = {}
        rows = [*book.rows()]
        self._starts = {id(row): number * WIDTH - CONSTANT for number, row in enumerate(rows)}
        self.known: list[Any] = [None] * (len(rows) * WIDTH)
        """Values of cells, row by row; None for one that isn't worked out yet."""
        self._begun: set[int] = set()

    def value(self, row: Row, column: int) -> Any:
        """Return the value of a cell; an empty cell is zero."""
        with np.errstate(all="ignore"):  # both values of an IF are worked out, also the one that doesn't count
            return self._value(row, column)

    def _value(self, row: Row, column: int) -> Any:
        at = self._starts[id(row)] + column
        known = self.known[at]
        if known is None:
            if at in self._begun:
                raise Circle(f"{row.label} on {row.sheet.title}")
            self._begun.add(at)
            known = self.known[at] = self._cell(row, column)
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
            work = self._worked[id(term)] = self._function_of(term)
        return work(self, column)

    def _chosen(self, first: Row, last: Row, column: int) -> Any:
        """Return the values of a block of rows, that of each scenario at its position of the switch."""
        rows = self.book.sheets[Sheet.SCENARIOS]
        block = rows[rows.index(first) : rows.index(last) + 1]
        return np.array([self._value(row, column) for row in block[: self.positions]])

    def _function_of(self, term: Term) -> Worked:
        """Return the function of a term. It is made once for a row, which is quicker than to look at it each time."""
        match term:
            case Number(value):
                return lambda cells, column: value
            case Ref(row, at, fixed):
                start = self._starts[id(row)] + at
                if fixed:
                    return lambda cells, column: (
                        cells._value(row, at) if (known := cells.known[start]) is None else known
                    )
                return lambda cells, column: (
                    cells._value(row, column + at) if (known := cells.known[start + column]) is None else known
                )
            case Sum(parts):
                added = [self._function_of(part) for sign, part in parts if sign > 0]
                taken = [self._function_of(part) for sign, part in parts if sign < 0]
                if not taken:
                    return lambda cells, column: sum([work(cells, column) for work in added])
                return lambda cells, column: (
                    sum([work(cells, column) for work in added]) - sum([work(cells, column) for work in taken])
                )
            case Product(((1, one), (1, other))):
                left, right = self._function_of(one), self._function_of(other)
                return lambda cells, column: left(cells, column) * right(cells, column)
            case Product(parts):
                factors = [(sign, self._function_of(part)) for sign, part in parts]
                return lambda cells, column: _product([(sign, work(cells, column)) for sign, work in factors])
            case Call(name, args):
                function, given = FUNCTIONS[name], [self._function_of(arg) for arg in args]
                if name in OF_ANY_NUMBER:
                    return lambda cells, column: reduce(function, [work(cells, column) for work in given])
                return lambda cells, column: function(*[work(cells, column) for work in given])
            case Comparison(sign, one, other):
                compare, left, right = COMPARISONS[sign], self._function_of(one), self._function_of(other)
                return lambda cells, column: compare(left(cells, column), right(cells, column))
            case Chosen(first, last):
                return lambda cells, column: cells._chosen(first, last, column)


def _product(factors: list[tuple[int, Any]]) -> Any:
    found: Any = 1.0
    for sign, value in factors:
        found = found * value if sign > 0 else np.divide(found, value)
    return found
