"""Works out the formulas of a model in Python, as a spreadsheet does, from other inputs."""

import math
import operator
import sys

from mtfp.workbook.rows import Sheet
from mtfp.workbook.terms import Call, Chosen, Comparison, Number, Product, Ref, Sum

FUNCTIONS = {
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
    "ABS": abs,
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
}
COMPARISONS = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


class Evaluated:
    """Values of a model's cells: `inputs` has other numbers by path, and `scenario` the position of the switch."""

    def __init__(self, model, inputs=None, scenario=0):
        self.model, self.inputs, self.scenario, self.known = model, inputs or {}, scenario, {}
        sys.setrecursionlimit(20_000)

    def __call__(self, row, column):
        key = id(row), column
        if key not in self.known:
            self.known[key] = None  # a circle would read it
            self.known[key] = self._cell(row, column)
        assert self.known[key] is not None, f"circle at {row}"
        return self.known[key]

    def _cell(self, row, column):
        node = row.cells.get(column)
        if node is None:
            return 0.0
        if column in row.formulas:
            return self.term(row.formulas[column], column)
        return self.inputs.get(node.path, node.value) if node.path else node.value

    def term(self, term, column):
        match term:
            case Number(value):
                return value
            case Ref():
                return self(term.row, term.at(column))
            case Sum(parts):
                return sum(sign * self.term(part, column) for sign, part in parts)
            case Product(parts):
                found = 1.0
                for sign, part in parts:
                    value = self.term(part, column)
                    found = found * value if sign > 0 else found / value if value else math.inf
                return found
            case Call("IF", (condition, one, other)):
                return self.term(one if self.term(condition, column) else other, column)
            case Call(name, args):
                return FUNCTIONS[name](*(self.term(arg, column) for arg in args))
            case Comparison(sign, one, other):
                return COMPARISONS[sign](self.term(one, column), self.term(other, column))
            case Chosen(first, last):
                rows = self.model.book.sheets[Sheet.SCENARIOS]
                block = rows[rows.index(first) : rows.index(last) + 1]
                return self(block[self.scenario], column)
