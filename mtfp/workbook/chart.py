"""Chart of the sheet Why the gap: a column of causes for each year, which follows every edit."""

from collections.abc import Sequence

from xlsxwriter.chart import Chart
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
ROWS_BETWEEN, ROWS = 2, 26
"""Rows between the causes and the chart, and rows that both take on paper."""
FONT = {"name": "Arial", "size": 9}
ABOUT = (
    "A column for each year has a part for each cause: parts above zero add to the gap, parts below take from it. "
    "The line is the gap."
)
BLACK, NEUTRAL = "#000000", "#8A8A8A"
"""Colour of the gap, and of the smallest causes if there are more causes than colours."""


def insert_chart(book: Workbook, page: Worksheet, model: Model) -> None:
    """Insert the chart below the rows: all changes of the last bridge as stacked columns, and the gap as a line."""
    rows = model.book.sheets[Sheet.WHY]
    if not rows:
        return
    since = rows[max(at for at, row in enumerate(rows) if row.is_heading) :]
    heading, begin = since[:2]
    gap = next(row for row in since if row.label == GAP)
    chart = _columns(book, model, [begin, *(row for row in since if row.depth and row.label != OTHER)])
    line = book.add_chart({"type": "line"})
    marker = {"type": "diamond", "size": 8, "fill": {"color": BLACK}, "border": {"color": BLACK}}
    line.add_series({**_cells(gap, model), "line": {"color": BLACK, "width": 2.5}, "marker": marker})
    chart.combine(line)
    chart.set_title({"name": heading.label, "name_font": {**FONT, "size": 11}, "overlay": False})
    chart.set_x_axis({"num_font": FONT, "label_position": "low"})
    axis = {"name": model.plan.unit, "name_font": FONT, "num_font": FONT, "num_format": "#,##0"}
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": GRID}}})
    chart.set_legend({"position": "right", "font": FONT})
    chart.set_size(SIZE)
    words = letters(f"{heading.label}. {ABOUT} Figures: rows {since[0].number + 1} to {since[-1].number + 1}.")
    options = {"x_offset": 4, "description": words, "object_position": 2}
    page.insert_chart(since[-1].number + ROWS_BETWEEN, 0, chart, options)


def _columns(book: Workbook, model: Model, rows: Sequence[Row]) -> Chart:
    """Return stacked columns with a part for each row. The largest have colours of their own."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    largest = sorted(rows, key=lambda row: -max(abs(node.value) for node in row.cells.values()))
    colours = {id(row): each.colour for row, each in zip(largest, SERIES, strict=False)}
    for row in rows:
        fill = {"color": colours.get(id(row), NEUTRAL)}
        chart.add_series({**_cells(row, model), "fill": fill, "border": {"color": "#FFFFFF"}, "gap": 60})
    return chart


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
