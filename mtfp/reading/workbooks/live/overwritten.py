"""Find cells of a live workbook that are no inputs, and whose formula or fixed number was overwritten."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import quoted
from mtfp.reading.workbooks.live.cells import INPUTS, SCENARIOS, Cell, LiveRow
from mtfp.reading.workbooks.live.marks import Grid, is_number_of, mark_of
from mtfp.reading.workbooks.live.notation import FIXED, FORMULAS
from mtfp.text.xlsx import CellKind

UNDO = "undo the change, or write the workbook again and change the inputs behind the figure"
Rows = Mapping[str, Sequence[LiveRow]]
"""Rows of the sheets, by the sheet's title."""


def formulas_gone(rows: Iterable[LiveRow]) -> Iterator[Finding]:
    """Yield a finding for each formula of a sheet without inputs in whose place something else stands."""
    for cell in (cell for row in rows for cell in row.cells.values()):
        if cell.is_meant == FORMULAS and cell.formula is None:
            message = f"the formula in {quoted(cell.place.cell)} is gone: {_instead(cell)} in its place"
            yield Finding("E695", message, cell.place, UNDO)


def formulas_changed(sheets: Rows, grids: Mapping[str, Grid]) -> Iterator[Finding]:
    """Yield a finding for each cell with another formula. An input may refer to what its user likes."""
    chosen = {row.name for row in sheets.get(SCENARIOS, ())}
    for row in (row for rows in sheets.values() for row in rows if row.sheet != INPUTS or row.name in chosen):
        for cell in row.cells.values():
            if cell.mark and cell.is_meant == FORMULAS and cell.formula is not None:
                grid = grids[cell.place.sheet]
                if mark_of(cell.formula, cell.place.column - 1, grid, grids) != cell.mark:
                    shown = quoted(f"={cell.formula}")
                    message = f"the formula in {quoted(cell.place.cell)} was changed: it is now {shown}"
                    yield Finding("E695", message, cell.place, UNDO)


def numbers_gone(sheets: Rows) -> Iterator[Finding]:
    """Yield a finding for each fixed number that differs. Those with a place in the plan are compared with the plan."""
    for row in (row for rows in sheets.values() for row in rows if not (row.sheet == INPUTS and row.name)):
        for cell in row.cells.values():
            if cell.is_meant == FIXED and cell.mark and _differs(cell):
                message = f"the fixed number in {quoted(cell.place.cell)} is gone: {_instead(cell)} in its place"
                yield Finding("E695", message, cell.place, UNDO)


def _differs(cell: Cell) -> bool:
    if cell.kind is not CellKind.NUMBER or cell.formula is not None:
        return True
    value = float(cell.text.removesuffix("%")) / (100 if cell.text.endswith("%") else 1)
    return not is_number_of(cell.mark, value)


def _instead(cell: Cell) -> str:
    """Return what stands in a cell, in words."""
    if cell.formula is not None:
        return f"the formula {quoted(f'={cell.formula}')} is"
    if not cell.text:
        return "nothing is left"
    return f"the number {cell.text} was typed" if cell.kind is CellKind.NUMBER else f"{quoted(cell.text)} was typed"
