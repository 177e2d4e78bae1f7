"""Workbook that is being written: its sheets, the texts of its first sheet, and the figures behind its charts."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from mtfp.findings.show import printable
from mtfp.reports.archive import LONGEST
from mtfp.reports.excel.names import sheet_name
from mtfp.reports.excel.styles import Styles
from mtfp.reports.files.letters import valid_xml

MOST_LETTERS = 32_767
"""Maximum number of letters in a cell of Excel, counted as Excel counts them."""
ABOUT, CHART_FIGURES = "About", "Chart data"
"""Names of the first sheet, and of the sheet with the figures that only charts need."""
A4 = 9
LETTERS, TITLE_LETTERS = 1.3, 0.85
"""Letters of a text and of a title in the width of one digit, which is the unit of a column's width."""
LINE_POINTS, MOST_LINES = 13, 30
"""Height of a line of text, in points, and lines of the highest row that Excel allows."""
MOST_OF_TEXT = 4_000
"""Letters of a text that are looked at to make its row high enough."""


class Text(NamedTuple):
    """One text of the first sheet, and its look."""

    look: str
    text: str


class Listed(NamedTuple):
    """One entry of the first sheet's list: a sheet's name, and the title of its table."""

    sheet: str
    title: str


class Live(NamedTuple):
    """Formula that works out a sentence, and its text when the workbook is written."""

    formula: str
    text: str


@dataclass(frozen=True)
class Book:
    """Workbook, its styles, and what its first and its last sheet will say."""

    workbook: Workbook
    styles: Styles
    mark: str
    taken: tuple[str, ...] = (ABOUT, CHART_FIGURES)
    """Names of sheets that no table or chart may have."""
    below_titles: Live | None = None
    """Sentence below the title of every sheet."""
    texts: list[Text] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    figures: list[tuple[object, ...]] = field(default_factory=list)

    def sheet(self, name: str, title: str) -> Worksheet:
        """Return a new sheet, which the first sheet lists with this title."""
        found = sheet_name(letters(name), [*self.taken, *(each.sheet for each in self.listed)])
        self.listed.append(Listed(found, title))
        return ready_to_print(self.workbook.add_worksheet(found), self.mark)

    def write(
        self, sheet: Worksheet, row: int, column: int, text: str, *looks: str, indent: int = 0, number: str = ""
    ) -> None:
        """Write a text, which stays a text whatever its first letters are."""
        written = letters(text)
        sheet.write_string(row, column, written, self.styles.of_text(written, *looks, indent=indent, number=number))

    def write_lines(self, sheet: Worksheet, row: int, text: str, look: str, width: float) -> int:
        """Write a text in as many rows as its lines need in a width, and return the next free row.

        A line runs over the cells to its right, so that a long text makes no column wide.
        """
        for line in wrap(text, int(width * (TITLE_LETTERS if look == "title" else LETTERS))) or [""]:
            self.write(sheet, row, 0, line, look)
            row += 1
        return row


def high_enough(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for its wrapped texts, each with the width of its column; not every program does that."""
    widths = ((text[:MOST_OF_TEXT], int(width * LETTERS)) for text, width in cells)
    lines = max((len(wrap(text, width)) for text, width in widths if len(text) > width), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines, MOST_LINES) * LINE_POINTS + 2)


def open_book(to: io.BytesIO, title: str, author: str, mark: str, first: str = ABOUT) -> tuple[Book, Worksheet]:
    """Return a workbook that will be written to a stream, without dates, and its first sheet."""
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = Workbook(to, options)
    workbook.calc_on_load = False
    workbook.set_properties({"title": letters(title)[:LONGEST], "author": letters(author)[:LONGEST]})
    return Book(workbook, Styles(workbook), mark), ready_to_print(workbook.add_worksheet(first), mark)


def ready_to_print(sheet: Worksheet, mark: str) -> Worksheet:
    """Set a sheet's pages: A4 on its side, as wide as the table, with the sheet's name, the mark and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer(f"&L&9&A{' · ' + mark.replace('&', '&&') if mark else ''}&R&9Page &P of &N")
    sheet.hide_gridlines(2)
    return sheet


def letters(text: str) -> str:
    """Return a text as XML allows it, and as long as a cell may be."""
    found = valid_xml(printable(text))
    return found if len(found) * 2 <= MOST_LETTERS else _cut(found)


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (MOST_LETTERS - 1)].decode("utf-16-le", "ignore")
    return text if kept == text else f"{kept}…"
