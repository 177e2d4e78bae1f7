"""Drawing of each kind of chart: its series, as ranges of cells."""

from collections.abc import Sequence
from typing import Any, NamedTuple, assert_never

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from mtfp.documents.charts.bars import Bars, Tornado, Waterfall
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.reports.data.tidy import as_written
from mtfp.reports.excel.book import CHART_FIGURES, Book
from mtfp.reports.excel.styles import FONT
from mtfp.reports.svg.palette import AXIS, BAND, DARK_BLUE, GRID, MIDDLE_BLUE, ORANGE, SERIES, TEXT
from mtfp.results.table import MONEY, SHARE

NONE = {"none": True}
_FORMS = {MONEY: "#,##0", SHARE: "0%"}
"""Formats of the scale by unit of the figures."""
MARKS = ("circle", "diamond", "square", "triangle")
LINE_COLOURS = (DARK_BLUE, ORANGE)
BANDS = {"P5 to P10": BAND, "P10 to P90": "#9dcbef", "P90 to P95": BAND}
"""Bands of a fan chart from the lowest up, with their colours."""
PLAN, P10, P50, P90 = 1, 3, 4, 5
"""Columns of the table of a fan chart."""
Span = tuple[str, float, float]
"""Label of a bar, and the amounts at which it begins and ends."""


class Cells(NamedTuple):
    """Cells of a chart's table: its sheet, the row of its header, and its first and last row of figures."""

    sheet: str
    head: int
    first: int
    last: int

    def down(self, column: int) -> list[object]:
        """Return the cells of a column."""
        return [self.sheet, self.first, column, self.last, column]

    def named(self, column: int) -> str:
        """Return the cells of a column as a formula."""
        return f"={quote_sheetname(self.sheet)}!{xl_range_abs(self.first, column, self.last, column)}"

    def across(self, row: int, columns: int) -> list[object]:
        """Return the cells of a row from its first figure on."""
        return [self.sheet, row, 1, row, columns]

    def cell(self, row: int, column: int) -> list[object]:
        return [self.sheet, row, column]


def stacked(book: Book, cells: Cells, parts: Sequence[str], years: int) -> NativeChart:
    """Return a column for each year, with a part for each row of the table but the last, which is the total."""
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for at, _ in enumerate(parts):
        row, fill = cells.first + at, SERIES[at % len(SERIES)]
        _add(chart, cells.cell(row, 0), cells.across(cells.head, years), cells.across(row, years), _fill(fill.colour))
    return chart


def line_chart(book: Book, cells: Cells, lines: int, years: int) -> NativeChart:
    """Return a line for each row of the table."""
    chart = book.workbook.add_chart({"type": "line"})
    for at in range(lines):
        row, colour = cells.first + at, LINE_COLOURS[at % len(LINE_COLOURS)]
        look = {"line": {"color": colour, "width": 2.25}, "marker": _marker(MARKS[at % len(MARKS)], colour)}
        _add(chart, cells.cell(row, 0), cells.across(cells.head, years), cells.across(row, years), look)
    return chart


def floating(
    book: Book, cells: Cells, title: str, spans: Sequence[Span], colours: Sequence[tuple[str, str]]
) -> NativeChart:
    """Return a bar from one amount to another for each row; `colours` of what is below zero or less, and above."""
    rows = [_parts_of_bar(*span) for span in spans]
    data = _behind(book, title, ("Before the bar", "Below zero", "Above zero"), rows)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    points = [[{"fill": {"color": pair[side]}} for pair in colours] for side in (0, 1)]
    looks: tuple[dict[str, Any], ...] = ({"fill": NONE, "border": NONE}, {"points": points[0]}, {"points": points[1]})
    for column, look in enumerate(looks, 1):
        _add(chart, data.cell(data.head, column), cells.down(0), data.down(column), {"gap": 45, **look})
    return chart


def _parts_of_bar(label: str, begin: float, end: float) -> tuple[str, float, float, float]:
    """Return the label, the way from zero to the bar, and what of the bar is below and above zero."""
    low, high = sorted((begin, end))
    before = low if low > 0 else high if high < 0 else 0.0
    return label, before, min(low - min(before, 0.0), 0.0), max(high - max(before, 0.0), 0.0)


def band_chart(book: Book, cells: Cells, chart: FanChart) -> NativeChart:
    """Return bands of the draws of each year, with lines of the middle draw and of the plan."""
    ends = [(band.label, band.outer[0], band.inner[0], band.inner[1], band.outer[1]) for band in chart.bands]
    rows = [(label, low, lower - low, higher - lower, high - higher) for label, low, lower, higher, high in ends]
    data = _behind(book, chart.heading, ("Below the bands", *BANDS), rows)
    bands = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    looks = ({"fill": NONE, "border": NONE}, *(_fill(colour) for colour in BANDS.values()))
    for column, look in enumerate(looks, 1):
        _add(bands, data.cell(data.head, column), cells.down(0), data.down(column), look)
    lines = book.workbook.add_chart({"type": "line"})
    for column, colour, dash in ((P50, MIDDLE_BLUE, "solid"), (PLAN, ORANGE, "dash")):
        look = {"line": {"color": colour, "width": 2.25, "dash_type": dash}}
        _add(lines, cells.cell(cells.head, column), cells.down(0), cells.down(column), look)
    bands.combine(lines)
    return bands


def range_chart(book: Book, cells: Cells, chart: FanChart) -> NativeChart:
    """Return the middle draw of each scenario with a line from P10 to P90, and the plan.

    The line is an error bar, because LibreOffice does not draw the lines of a chart from high to low.
    """
    rows = [(band.label, band.inner[1] - band.middle, band.middle - band.inner[0]) for band in chart.bands]
    data = _behind(book, chart.heading, ("Above the middle", "Below the middle"), rows)
    bar = {
        "type": "custom",
        "plus_values": data.named(1),
        "minus_values": data.named(2),
        "line": {"color": MIDDLE_BLUE, "width": 2},
    }
    native = book.workbook.add_chart({"type": "line"})
    looks = ((P10, "long_dash", MIDDLE_BLUE), (P50, "circle", DARK_BLUE), (P90, "long_dash", MIDDLE_BLUE))
    for column, mark, colour in (*looks, (PLAN, "diamond", ORANGE)):
        look = {"line": NONE, "marker": _marker(mark, colour, 9), **({"y_error_bars": bar} if column == P50 else {})}
        _add(native, cells.cell(cells.head, column), cells.down(0), cells.down(column), look)
    return native


def curve(book: Book, cells: Cells, chart: SCurve) -> NativeChart:
    """Return the share of draws at each amount as a line, and the plan as a mark on it."""
    central = [("Plan", *chart.central)] if chart.central else []
    rows = [*(("", *step) for step in chart.steps), *central]
    data = _behind(book, chart.heading, ("Amount", "Share of draws"), rows)
    last = data.first + len(chart.steps) - 1
    native = book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    amounts = data._replace(last=last).down(1)
    _add(native, cells.cell(cells.head, 1), amounts, cells.down(1), {"line": {"color": MIDDLE_BLUE, "width": 2.25}})
    if central:
        look = {"line": NONE, "marker": _marker("diamond", ORANGE, 10)}
        point = data._replace(first=data.last)
        _add(native, data.cell(data.last, 0), point.down(1), point.down(2), look)
    return native


def styled(native: NativeChart, chart: AnyChart, cells: Cells) -> NativeChart:
    """Return the chart with its title and key, and with axes that have the unit of the figures."""
    of = SHARE if isinstance(chart, SCurve) else getattr(chart, "of", MONEY)
    native.set_title({"name": as_written(chart.heading), "name_font": _font(11, bold=True), "overlay": False})
    grid = {"visible": True, "line": {"color": GRID}}
    figures: dict[str, Any] = {
        "num_format": _FORMS.get(of, "#,##0.###"),
        "num_font": _font(9),
        "line": NONE,
        "major_gridlines": grid,
    }
    if of != SHARE:
        figures |= {"name": [cells.sheet, cells.head, 0], "name_font": _font(9)}
    items = {"num_font": _font(9), "line": {"color": AXIS}, "label_position": "low"}
    match chart:
        case Bars() | Tornado() | Waterfall():
            native.set_x_axis(figures)
            native.set_y_axis({**items, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
            native.set_legend(NONE)
        case SCurve():
            native.set_x_axis({**items, "num_format": "#,##0", "name": chart.unit, "name_font": _font(9)})
            native.set_y_axis({**figures, "min": 0, "max": 1, "label_position": "low"})
            native.set_legend({"position": "bottom"})
        case FanChart() | StackedBars() | Lines():
            native.set_x_axis(items)
            native.set_y_axis(figures)
            hidden = {"delete_series": [0]} if isinstance(chart, FanChart) and chart.is_by_year else {}
            native.set_legend({"position": "bottom", **hidden})
        case _:
            assert_never(chart)
    return native


def _add(chart: NativeChart, name: list[object], categories: list[object], values: list[object], look: Any) -> None:
    chart.add_series({"name": name, "categories": categories, "values": values, **look})


def _behind(book: Book, title: str, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Cells:
    """Add figures to the sheet of those that only charts need, and return their cells."""
    head = len(book.figures) + 2
    book.figures.extend([(), (title, *heads), *rows])
    return Cells(CHART_FIGURES, head, head + 1, head + len(rows))


def _fill(colour: str) -> dict[str, Any]:
    return {"fill": {"color": colour}, "border": NONE}


def _marker(kind: str, colour: str, size: int = 7) -> dict[str, Any]:
    return {"type": kind, "size": size, "fill": {"color": colour}, "border": {"color": colour}}


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": TEXT}
