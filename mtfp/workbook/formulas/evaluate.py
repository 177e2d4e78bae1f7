"""Work out the formulas of a book as a spreadsheet does, to compare them with the engine before they are written."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from mtfp.findings.place import Path
from mtfp.workbook.formulas.terms import Call, Chosen, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import CONSTANT, Book, Row, Sheet

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "MIN": min,
    "MAX": max,
    "ABS": lambda values: abs(*values),
    "LN": lambda values: math.log(*values),
    "AND": all,
    "OR": any,
}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
}
WIDTH = 64
"""Places of a row's values, more than a plan has years."""
NONE: Mapping[Path, float] = {}


class Circle(Exception):
    """A formula needs its own cell."""


Worked = Callable[["Evaluated", int], Any]
"""Function that works out a term in a column."""


class Evaluated:
    """Values of the cells of a book. `inputs` are other numbers by path; `scenario` is the position of the switch.

    `worked` has the functions of terms, which several of these of one book may share.
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
        rows = [*book.rows()]
        self._starts = {id(row): number * WIDTH - CONSTANT for number, row in enumerate(rows)}
        self.known: list[Any] = [None] * (len(rows) * WIDTH)
        """Values of cells, row by row; None for one that isn't worked out yet."""
        self._begun: set[int] = set()

    def value(self, row: Row, column: int) -> Any:
        """Return the value of a cell; an empty cell is zero."""
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
        """Return the value of the scenario's row in a block of rows."""
        rows = self.book.sheets[Sheet.SCENARIOS]
        return self.value(rows[rows.index(first) : rows.index(last) + 1][self.scenario], column)

    def _function_of(self, term: Term) -> Worked:
        """Return the function of a term. It is made once for a row, which is quicker than to look at it each time."""
        match term:
            case Number(value):
                return lambda cells, column: value
            case Ref(row, at, fixed):
                start = self._starts[id(row)] + at
                if fixed:
                    return lambda cells, column: (
                        cells.value(row, at) if (known := cells.known[start]) is None else known
                    )
                return lambda cells, column: (
                    cells.value(row, column + at) if (known := cells.known[start + column]) is None else known
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
            case Call("IF", (condition, one, other)):
                test, yes, no = (self._function_of(each) for each in (condition, one, other))
                return lambda cells, column: (yes if test(cells, column) else no)(cells, column)
            case Call(name, args):
                function, given = FUNCTIONS[name], [self._function_of(arg) for arg in args]
                return lambda cells, column: function([work(cells, column) for work in given])
            case Comparison(sign, one, other):
                compare, left, right = COMPARISONS[sign], self._function_of(one), self._function_of(other)
                return lambda cells, column: compare(left(cells, column), right(cells, column))
            case Chosen(first, last):
                return lambda cells, column: cells._chosen(first, last, column)


def _product(factors: list[tuple[int, float]]) -> float:
    found = 1.0
    for sign, value in factors:
        found = found * value if sign > 0 else found / value if value else float("nan")
    return found
