"""Chart of the sheet Why the gap: a column of causes for each year, which follows every edit."""

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mtfp.reports.excel.book import letters
from mtfp.reports.svg.palette import GRID, SERIES
from mtfp.workbook.build import Model
from mtfp.workbook.formulas.terms import FIRST
from mtfp.workbook.rows import Row, Sheet
from mtfp.workbook.sheets.causes import OTHER
from mtfp.workbook.sheets.why import GAP

SIZE = {"width": 1120, "height": 460}
ROWS_BETWEEN = 2
FONT = {"name": "Arial", "size": 9}
NEUTRAL = "#8A8A8A"
"""Colour of the smallest causes, if there are more causes than colours."""


def insert_chart(book: Workbook, page: Worksheet, model: Model) -> None:
    """Insert the chart below the rows: the changes since the base year as stacked columns, and the gap as a line."""
    rows = model.book.sheets[Sheet.WHY]
    since = rows[max(at for at, row in enumerate(rows) if row.is_heading) :]
    heading, begin, *steps = (row for row in since if row.is_heading or row.depth or row is since[1])
    gap = next(row for row in since if row.label == GAP)
    shown = [row for row in (begin, *steps) if row.label != OTHER and any(node.value for node in row.cells.values())]
    if not shown:
        return
    columns = book.add_chart({"type": "column", "subtype": "stacked"})
    largest = sorted(shown, key=lambda row: -max(abs(node.value) for node in row.cells.values()))
    colours = {id(row): each.colour for row, each in zip(largest, SERIES, strict=False)}
    for row in shown:
        colour = colours.get(id(row), NEUTRAL)
        columns.add_series({**_cells(row, model), "fill": {"color": colour}, "border": {"color": "#FFFFFF"}, "gap": 60})
    line = book.add_chart({"type": "line"})
    marker = {"type": "diamond", "size": 8, "fill": {"color": "#000000"}, "border": {"color": "#000000"}}
    line.add_series({**_cells(gap, model), "line": {"color": "#000000", "width": 2.5}, "marker": marker})
    columns.combine(line)
    columns.set_title({"name": heading.label, "name_font": {**FONT, "size": 11}, "overlay": False})
    columns.set_x_axis({"num_font": FONT, "label_position": "low"})
    axis = {"name": model.plan.unit, "name_font": FONT, "num_font": FONT, "num_format": "#,##0"}
    columns.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": GRID}}})
    columns.set_legend({"position": "right", "font": FONT})
    columns.set_size(SIZE)
    words = (
        f"{heading.label}. A column for each year has a part for each cause: parts above zero add to the gap, "
        f"parts below take from it. The line is the gap. Figures: rows {since[0].number + 1} to {since[-1].number + 1}."
    )
    options = {"x_offset": 4, "description": letters(words), "object_position": 2}
    page.insert_chart(since[-1].number + ROWS_BETWEEN, 0, columns, options)


def _cells(row: Row, model: Model) -> dict[str, str]:
    """Return the cells of a row as a series: its label, the years, and its amounts from the first projected year on."""
    sheet, first, last = f"'{Sheet.WHY.title}'", FIRST + 1, FIRST + len(model.plan.timeline) - 1
    years = xl_range_abs(model.top(Sheet.WHY) - 1, first, model.top(Sheet.WHY) - 1, last)
    values = xl_range_abs(row.number, first, row.number, last)
    return {
        "name": f"={sheet}!$A${row.number + 1}",
        "categories": f"={sheet}!{years}",
        "values": f"={sheet}!{values}",
    }
