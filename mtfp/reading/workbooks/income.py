"""Income that a finance team's sheet shows below zero, as the lines of a plan have it: above zero, with its kind."""

from dataclasses import replace

from mtfp.reading.sheets.amounts import amount
from mtfp.reading.sheets.headings import Known
from mtfp.reading.sheets.sheet import sheet_of
from mtfp.text.csv_table import CsvRow
from mtfp.text.xlsx import SheetRows

BUDGET, KIND = ("budget",), ("kind",)


def with_income(rows: SheetRows, known: Known) -> SheetRows:
    """Return a section of lines whose budgets below zero are income: budgets above zero, with `kind: income`."""
    sheet = sheet_of(rows, known)
    if BUDGET not in sheet.at or KIND in sheet.at:
        return rows
    column = sheet.at[BUDGET]
    head = replace(sheet.head, cells=(*sheet.head.cells, *KIND))
    body = (_turned(row, column) for row in sheet.body)
    return replace(rows, rows=(*sheet.titles, head, *body), numbers=(*rows.numbers, rows.numbers[column]))


def _turned(row: CsvRow, column: int) -> CsvRow:
    budget = amount(row.cells[column], percentage=False) or ""
    if not budget.startswith("-"):
        return replace(row, cells=(*row.cells, ""))
    cells = (*row.cells[:column], budget.removeprefix("-"), *row.cells[column + 1 :])
    return replace(row, cells=(*cells, "income"))
