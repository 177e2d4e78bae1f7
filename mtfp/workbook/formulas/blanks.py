"""Zeros in cells that functions read and that would be empty: MIN, MAX, AND and OR pass over an empty cell."""

from collections.abc import Iterator

from mtfp.traced import Node
from mtfp.workbook.formulas.terms import Call, Chosen, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import Book

PASS_OVER = ("MIN", "MAX", "AND", "OR")
"""Functions of a spreadsheet that do not count an empty cell as zero."""


def fill_blanks(book: Book) -> None:
    """Write a zero into each empty cell that is an argument of such a function. The zero is no input."""
    read = [
        (ref.row, ref.at(column))
        for row in book.rows()
        for column, term in row.formulas.items()
        for ref in _arguments(term)
    ]
    for row, column in read:
        if column not in row.cells:
            row.cells[column] = Node(None, (), 0.0)
            row.zeros.add(column)


def _arguments(term: Term) -> Iterator[Ref]:
    """Yield the references that are arguments of functions that pass over empty cells."""
    match term:
        case Call(name, args):
            if name in PASS_OVER:
                yield from (arg for arg in args if isinstance(arg, Ref))
            for arg in args:
                yield from _arguments(arg)
        case Sum(parts) | Product(parts):
            for _, part in parts:
                yield from _arguments(part)
        case Comparison(_, one, other):
            yield from _arguments(one)
            yield from _arguments(other)
        case Number() | Ref() | Chosen():
            return
