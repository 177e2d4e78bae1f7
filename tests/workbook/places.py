"""Cells of a live workbook by the place in the plan and the year, as an auditor would look for them."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CONSTANT = "Constant"


def cell(book: Workbook, place: str, year: str = CONSTANT, scenario: str = ""):
    """The cell of an input on the sheet Inputs, or in the row of a scenario on the sheet Scenarios."""
    sheet = book["Scenarios" if scenario else "Inputs"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Item")
    column = next(each.column for each in head if each.value == year)
    name = next(each.column for each in head if each.value == "Place in the plan")
    return next(
        sheet.cell(row, column)
        for row in range(head[0].row, sheet.max_row + 1)
        if sheet.cell(row, name).value == place and scenario in ("", sheet.cell(row, 1).value)
    )


def formula_cell(sheet: Worksheet):
    """The first formula below the headings of a sheet."""
    return next(each for row in sheet.iter_rows(min_row=5) for each in row if str(each.value).startswith("="))
