"""Cells to which a formula may refer, and values that it has there whatever the inputs are."""

from mtfp.workbook.formulas.terms import Call, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import CONSTANT, Place, Row, Sheet

CALCULATED = tuple(sheet for sheet in Sheet if sheet > Sheet.INPUTS)


def holds(term: Term, column: int, value: float, row: Row) -> bool:
    """Return True if a formula gives 0 or 1 in a column, whatever the inputs are."""
    match term:
        case Ref():
            return is_value_at(term, column, value, row)
        case Product(parts) if value == 0:
            zero = any(sign > 0 and holds(part, column, value, row) for sign, part in parts)
            return zero and (row.sheet is not Sheet.YEAR_END or has_value(term, column, row, blank=True))
        case Product(parts) | Sum(parts) if value == 0 or isinstance(term, Product):
            return all(holds(part, column, value, row) for _, part in parts)
        case _:
            return False


def may_refer(at: Place, home: Place) -> bool:
    """Return True if a cell may refer to another: on its own sheet, on an earlier one, or last year's reserves.

    No cell refers to a later year, except of an input.
    """
    sheet, other = at[0].sheet, home[0].sheet
    if home[1] > max(at[1], 0) and other in CALCULATED:
        return False
    return other <= sheet or (sheet is Sheet.YEAR_END and other is Sheet.RESERVES and 0 <= home[1] < at[1])


def has_value(term: Term, column: int, row: Row, *, blank: bool = False) -> bool:
    """Return True if a formula has a number in a column, whatever the inputs are, and doesn't need its own cell.

    `blank`: empty cells count as zero, as they do in a spreadsheet.
    """
    match term:
        case Ref():
            at = term.at(column)
            safe = at == CONSTANT or term.row.sheet < row.sheet or 0 <= at < column
            return safe and (at in term.row.cells or blank)
        case Sum(parts) | Product(parts):
            held = all(has_value(part, column, row, blank=blank) for _, part in parts)
            return held and (isinstance(term, Sum) or all(sign > 0 for sign, _ in parts))
        case Call(_, args):
            return all(has_value(arg, column, row, blank=blank) for arg in args)
        case Number(value):
            return value == value
        case _:
            return False


def is_value_at(ref: Ref, column: int, value: float, row: Row) -> bool:
    """Return True if the cell of a reference holds a fixed number; an empty cell of the same years counts as zero."""
    at = ref.at(column)
    if at < 0 or (ref.row is row and at >= column):
        return False
    held = ref.row.cells.get(at)
    return value == 0 if held is None else held.is_fixed and held.value == value
