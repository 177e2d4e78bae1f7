"""Formulas of a row as they are written, each with its mark. The years of a row that share a term share its pattern."""

from collections.abc import Mapping
from typing import NamedTuple

from mtfp.reading.workbooks.live.marks import Grid, mark_of
from mtfp.workbook.build import Model
from mtfp.workbook.formulas.terms import FIRST, Pattern, in_column, pattern_of
from mtfp.workbook.rows import CONSTANT, Row


class Written(NamedTuple):
    """Formula of a cell as it is written, and its mark."""

    text: str
    mark: str


def written(row: Row, grids: Mapping[str, Grid]) -> dict[int, Written]:
    """Return the formulas of a row's cells by column. Cells with one term have one pattern, and so one mark."""
    found: dict[int, Written] = {}
    known: dict[int, tuple[Pattern, str]] = {}

    def mark(text: str, column: int) -> str:
        return mark_of(text, FIRST + column, grids[row.sheet.title], grids)

    for column in sorted(row.cells):
        if (text := row.texts.get(column)) is not None:
            found[column] = Written(text, mark(text, column))
        elif (term := row.formulas.get(column)) is not None:
            if id(term) not in known:
                pattern = pattern_of(term, row.sheet)
                known[id(term)] = pattern, mark(in_column(pattern, column), column)
            pattern, same = known[id(term)]
            found[column] = Written(in_column(pattern, column), same)
    return found


def grids_of(model: Model) -> dict[str, Grid]:
    """Return the rows and columns that each sheet fills, by the sheet's name."""
    columns = range(FIRST + CONSTANT, FIRST + len(model.plan.timeline))
    return {
        sheet.title: Grid(sheet.title, [row.number for row in rows if not row.is_heading], columns)
        for sheet, rows in model.book.sheets.items()
    }
