"""One table on a sheet of its own: title, unit, header that stays in view and repeats on paper, figures, notes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from mtfp.reports.excel.book import Book, high_enough, letters
from mtfp.reports.excel.styles import number_format
from mtfp.reports.money import ROUNDED, as_planned, form
from mtfp.reports.shown import WRONG, Records, ShownRow, ShownTable, for_people, shown
from mtfp.results.table import NOISE, Row, Table

MOST_ROWS = 1_000_000
"""Maximum number of rows of a table on one sheet, below the limit of Excel. More rows go to further sheets."""
NARROWEST, WIDEST_HEAD, NARROWEST_LABEL, WIDEST_LABEL, WIDEST_TEXT = 11, 20, 24, 60, 50
"""Widths of columns, in digits."""
NARROWEST_TEXT = 95
"""Width of a line of text above or below a narrow table."""
ITEM = "Item"
"""Heading of the first column of a table whose figures have different units."""
EXACT = "Figures are shown rounded; the cells hold them unrounded."


class Spot(NamedTuple):
    """Place of a table on its sheet: the row of its header, its last row, the next free row, its columns' widths."""

    head: int
    last: int
    free: int
    widths: Sequence[float]


def write_table(book: Book, table: Table, name: str = "") -> None:
    """Write a table on a sheet of its own, or on several if it has more rows than a sheet.

    The sheet has the table's name, unless another one is given.
    """
    seen, rows = shown(table, as_planned), for_people(table).rows
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        sheet = book.sheet(name or table.name, seen.title)
        top = title_lines(book, sheet, seen)
        spot = put_table(book, sheet, table, slice(start, start + MOST_ROWS), top=top)
        set_widths(sheet, spot.widths)
        if spot.last > spot.head:
            sheet.freeze_panes(spot.head + 1, 1)
            sheet.repeat_rows(spot.head)


def title_lines(book: Book, sheet: Worksheet, seen: ShownTable) -> int:
    """Write the title and a line with the mark and the unit, and return the next free row."""
    row = write_title(book, sheet, seen.title, _room(seen))
    unit = f"Amounts in {seen.corner}." if seen.corner.startswith("£") else ""
    below = "Notes are below the table." if seen.notes and seen.rows else ""
    book.write(sheet, row, 0, " ".join(filter(None, (book.mark and f"{book.mark}.", unit, below))), "note")
    return row + 1


def write_title(book: Book, sheet: Worksheet, title: str, width: float) -> int:
    """Write the title of a sheet and the sentence below it, if there is one, and return the next free row."""
    row = book.write_lines(sheet, 0, title, "title", width)
    if book.below_titles:
        sheet.write_formula(row, 0, book.below_titles.formula, book.styles.of("notice"), book.below_titles.text)
        row += 1
    return row


def _room(seen: ShownTable) -> float:
    """Return the width of a line of text: that of the table, unless the table is narrow."""
    return max(NARROWEST_TEXT, sum(_widths(seen)))


def put_table(book: Book, sheet: Worksheet, table: Table, part: slice = slice(None), *, top: int) -> Spot:
    """Write header, rows and notes below each other, and return where they are."""
    seen, rows = shown(table, as_planned), for_people(table).rows[part]
    last, widths = top + len(rows), _widths(seen)
    if rows:
        _head(book, sheet, seen, top, last)
        high_enough(sheet, top, zip(seen.heads, widths[1:], strict=True))
        unit = as_planned(table)
        for at, (words, row) in enumerate(zip(seen.rows[part], rows, strict=True), top + 1):
            _row(book, sheet, at, words, row, number_format(form(row, table, unit)))
            if not words.is_heading:
                high_enough(sheet, at, [(words.label, widths[0] - 2 * words.depth)])
    free = last + 2 if rows else top
    for note in seen.notes:
        free = book.write_lines(sheet, free, EXACT if note == ROUNDED else note, "note", _room(seen))
    return Spot(top, last, free, widths if rows else ())


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _head(book: Book, sheet: Worksheet, seen: ShownTable, top: int, last: int) -> None:
    """Write the header, and say to Excel and to screen readers that the rows are a table."""
    heads = unique([letters(each) for each in (seen.corner or ITEM, *seen.heads)], ["", *seen.scenarios])
    looks = [("head",), *[("head", "figure head")] * len(seen.heads)]
    columns = [
        {"header": head, "header_format": book.styles.of_text(head, *look)}
        for head, look in zip(heads, looks, strict=True)
    ]
    words = {"title": letters(seen.title)[:255], "description": letters(" ".join(seen.notes))[:255]}
    sheet.add_table(top, 0, last, len(seen.heads), {"columns": columns, "autofilter": False, "style": None, **words})


def unique(heads: Sequence[str], scenarios: Sequence[str]) -> list[str]:
    """Return headings that differ, as Excel requires: with their scenario if need be, and numbered if that is the same.

    >>> unique(["£k", "Gap", "Gap", "Gap"], ["", "base", "step-down", "step-down"])
    ['£k', 'Gap, base', 'Gap, step-down', 'Gap, step-down (2)']
    """
    twice = {head for head, count in Counter(map(str.casefold, heads)).items() if count > 1}
    named = [
        f"{head}, {letters(scenario)}" if scenario and head.casefold() in twice else head or " "
        for head, scenario in zip(heads, scenarios, strict=True)
    ]
    return list(_numbered(named))


def _numbered(heads: Sequence[str]) -> Iterator[str]:
    met: Counter[str] = Counter()
    for head in heads:
        met[head.casefold()] += 1
        yield head if met[head.casefold()] == 1 else f"{head} ({met[head.casefold()]})"


def _row(book: Book, sheet: Worksheet, at: int, words: ShownRow, row: Row, number: str) -> None:
    look = ("group",) if words.is_heading else ("total",) if words.strong else ()
    book.write(sheet, at, 0, words.label, "cell", "label", *look, indent=words.depth)
    style = book.styles.of("cell", *look, number=number)
    for column, value in enumerate(row.values, 1):
        if value is None:
            sheet.write_blank(at, column, None, style)
        else:
            sheet.write_number(at, column, 0.0 if abs(value) <= NOISE else value, style)


def _widths(seen: ShownTable) -> list[float]:
    """Return the widths of the columns in digits: all of a figure, and the longest word of a heading."""
    labels = [len(row.label) + 2 * row.depth + 2 for row in seen.rows if not row.is_heading]
    widths: list[float] = [min(WIDEST_LABEL, max([NARROWEST_LABEL, *labels]))]
    for column, head in enumerate(seen.heads):
        widest = max((len(row.cells[column]) + 3 for row in seen.rows if not row.is_heading), default=0)
        longest = max(map(len, head.split()), default=0) + 2
        widths.append(max(NARROWEST, widest, min(longest, WIDEST_HEAD)))
    return widths


def write_records(book: Book, title: str, records: Records) -> None:
    """Write a table of texts on a sheet of its own."""
    if not records.rows:
        return
    sheet = book.sheet(title, title)
    book.write(sheet, 0, 0, title, "title")
    heads = [{"header": head, "header_format": book.styles.of("head")} for head in records.heads]
    table = {"columns": heads, "autofilter": False, "style": None, "title": title}
    sheet.add_table(1, 0, 1 + len(records.rows), len(heads) - 1, table)
    columns = zip(records.heads, *records.rows, strict=True)
    widths = [min(WIDEST_TEXT, max(map(len, texts)) + 2) for texts in columns]
    set_widths(sheet, widths)
    for at, texts in enumerate(records.rows, 2):
        for column, text in enumerate(texts):
            book.write(sheet, at, column, text, "cell", "label", *(("wrong",) if text in WRONG else ()))
        high_enough(sheet, at, zip(texts, widths, strict=True))
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
