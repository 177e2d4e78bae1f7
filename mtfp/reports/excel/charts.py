"""Charts that Excel draws, each from the cells of its own sheet, with a description for people who don't see it."""

from typing import assert_never

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.worksheet import Worksheet

from mtfp.documents.charts.bars import Bars, Tornado, Waterfall
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.reports.excel.book import Book, letters
from mtfp.reports.excel.drawn import Cells, band_chart, curve, floating, line_chart, range_chart, stacked, styled
from mtfp.reports.excel.tables import Spot, put_table, set_widths, title_lines
from mtfp.reports.money import as_planned
from mtfp.reports.shown import shown
from mtfp.reports.svg.palette import DARK_BLUE, ORANGE, TEAL
from mtfp.reports.svg.words import description

ROWS, ROW_PIXELS, WIDTH = 22, 20, 960
"""Height of a chart in rows of the sheet, height of a row, and width of a chart in pixels."""
LONGEST = 8_000
"""Maximum number of letters of a chart's description."""


def write_chart(book: Book, chart: AnyChart) -> None:
    """Write a chart on a sheet of its own: title, picture, and below it the table of its figures."""
    sheet = book.sheet(chart.name, chart.heading)
    top = title_lines(book, sheet, shown(chart.as_table(), as_planned))
    spot = put_chart(book, sheet, chart, top=top)
    set_widths(sheet, spot.widths)
    if spot.last > spot.head:
        sheet.repeat_rows(spot.head)
        sheet.fit_to_pages(1, 1)


def put_chart(book: Book, sheet: Worksheet, chart: AnyChart, *, top: int) -> Spot:
    """Write a picture, and below it the table of its figures; return where the table is."""
    spot = put_table(book, sheet, chart.as_table(), top=top + ROWS + 1)
    if spot.last == spot.head:
        return spot
    cells = Cells(sheet.get_name(), spot.head, spot.head + 1, spot.last)
    native = styled(_drawn(book, chart, cells), chart, cells)
    words = letters(f"{chart.heading}. {description(chart)}")[:LONGEST]
    native.set_size({"width": WIDTH, "height": ROWS * ROW_PIXELS})
    sheet.insert_chart(top, 0, native, {"x_offset": 4, "y_offset": 6, "description": words, "object_position": 2})
    return spot


def _drawn(book: Book, chart: AnyChart, cells: Cells) -> NativeChart:
    match chart:
        case StackedBars():
            return stacked(book, cells, [part.label for part in chart.parts], len(chart.years))
        case Lines():
            return line_chart(book, cells, len(chart.lines), len(chart.years))
        case Bars():
            spans = [(bar.label, 0.0, bar.value) for bar in chart.bars]
            return floating(book, cells, chart.heading, spans, [(TEAL, DARK_BLUE)] * len(spans))
        case Tornado():
            spans = [(bar.label, bar.low, bar.high) for bar in chart.bars]
            return floating(book, cells, chart.heading, spans, [(TEAL, ORANGE)] * len(spans))
        case Waterfall():
            spans = [(step.amount.label, step.begin, step.end) for step in chart.steps]
            colours = [
                (DARK_BLUE,) * 2 if step.is_total else (TEAL,) * 2 if step.amount.value < 0 else (ORANGE,) * 2
                for step in chart.steps
            ]
            return floating(book, cells, chart.heading, spans, colours)
        case FanChart():
            return band_chart(book, cells, chart) if chart.is_by_year else range_chart(book, cells, chart)
        case SCurve():
            return curve(book, cells, chart)
        case _:
            assert_never(chart)
