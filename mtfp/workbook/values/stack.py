"""Charts and tables below each other on one sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from xlsxwriter.worksheet import Worksheet

from mtfp.documents.charts.kinds import AnyChart
from mtfp.reports.excel.book import Book
from mtfp.reports.excel.charts import put_chart
from mtfp.reports.excel.tables import Spot, put_table, set_widths, write_title
from mtfp.results.table import Table

LINE = 110
"""Width of a line of text, in digits."""
BETWEEN = 2
"""Empty rows below a chart or a table."""


@dataclass(repr=False)
class Stack:
    """Sheet that is filled from above: a title, texts, charts and tables, each below the one before."""

    book: Book
    sheet: Worksheet
    row: int = 0
    widths: list[float] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """Rows at which a section begins. Each but the first begins a printed page."""

    def title(self, text: str) -> None:
        self.row = write_title(self.book, self.sheet, text, LINE) + 1

    def lines(self, texts: Iterable[str], look: str = "line") -> None:
        for text in texts:
            self.row = self.book.write_lines(self.sheet, self.row, text, look, LINE)

    def section(self, text: str) -> None:
        self.breaks.append(self.row)
        self.lines([text], "section")

    def chart(self, chart: AnyChart) -> None:
        self.section(chart.title)
        self._after(put_chart(self.book, self.sheet, chart, top=self.row))

    def table(self, table: Table) -> None:
        self.section(table.title)
        self._after(put_table(self.book, self.sheet, table, top=self.row))

    def _after(self, spot: Spot) -> None:
        self.row = spot.free + BETWEEN
        self.widths = [max(pair) for pair in zip_longest(self.widths, spot.widths, fillvalue=0.0)]

    def close(self) -> None:
        """Give every column the width that the widest of the tables needs, and begin a page at every section."""
        set_widths(self.sheet, self.widths)
        self.sheet.set_h_pagebreaks(self.breaks[1:])
        self.sheet.fit_to_pages(1, 0)
