"""Write CSV for Excel, laid out as a spreadsheet: a row for each figure and a column for each year.

The file is in the form that Microsoft documents for Excel: UTF-8 with a byte order mark, commas, lines that end in
CR LF. Figures have no thousands separators; money is to the penny. Shares are written as per cent, with % in the label
of the row and not next to the figure, because LibreOffice reads a figure with a percent sign as text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, assert_never

from mtfp.documents.blocks import (
    Block,
    Checks,
    Findings,
    Heading,
    KeyFigures,
    Listing,
    Manifest,
    Notice,
    Prose,
    Sources,
    Tables,
)
from mtfp.documents.charts.chart import Chart
from mtfp.documents.document import Document
from mtfp.documents.tree import Tree
from mtfp.reports.data.tidy import as_written
from mtfp.reports.money import POUNDS, ROUNDED, Form, Unit
from mtfp.reports.page import Page, send
from mtfp.reports.shown import Records, ShownRow, check_records, finding_records, shown
from mtfp.results.table import MONEY, Row, Table

MARK = "\ufeff"
"""Byte order mark, by which Excel recognises UTF-8."""
TO_THE_PENNY = {name: 2 + pounds.adjusted() for name, pounds in POUNDS.items()}
"""Number of decimals that show money to the penny, by unit."""
FINEST = 6
"""Maximum number of decimals of figures that are not money."""
Record = Sequence[str]


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write tables below each other with an empty line between them, each under its title and unit."""
    send(_lines(document, page), page, to)


def _lines(document: Document, page: Page) -> Iterator[str]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    yield MARK
    for number, record in enumerate(_parts(document)):
        for line in ([()] if number else []) + [*record]:
            writer.writerow(line)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _parts(document: Document) -> Iterator[Iterable[Record]]:
    yield [_words([document.title])[0]]
    for block in document.body:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Iterable[Record]]:
    match block:
        case Tables():
            yield from (_table(table) for table in block.for_people)
        case KeyFigures() | Chart() | Tree():
            yield _table(block.as_table())
        case Heading() | Prose() | Notice():
            yield _words([block.text])
        case Listing():
            yield _words(block.items)
        case Checks():
            yield from _records(check_records(block))
            yield _words((block.summary, *block.notes))
        case Findings():
            yield from _records(finding_records(block))
        case Sources():
            yield _words(block.lines)
        case Manifest():
            yield _words([line for line in (block.attribution, block.line) if line])
        case _:
            assert_never(block)


def _table(table: Table) -> list[Record]:
    """Return title, headings, one record per row, and notes. Each label includes the labels of the rows above."""
    seen = shown(table, _as_planned, _number)
    title = f"{seen.title}, {seen.corner}" if seen.corner else seen.title
    rows = [(_label(row), *row.cells) for row in seen.rows if not row.is_heading]
    return [
        (as_written(title),),
        ("", *(as_written(head) for head in seen.heads)),
        *rows,
        *_words(note for note in seen.notes if note != ROUNDED),
    ]


def _label(row: ShownRow) -> str:
    return as_written(f"{row.full_label}, %" if row.is_share else row.full_label)


def _as_planned(table: Table) -> Unit:
    """Return the plan's own unit, to the penny, so that amounts add up in the spreadsheet."""
    return Unit(table.money, TO_THE_PENNY.get(table.money, 0))


def _number(form: Form, row: Row, value: float) -> str:
    """Return a figure that a spreadsheet reads as a number, without trailing zeros."""
    decimals = form.decimals if row.unit == MONEY else FINEST
    return f"{form._replace(decimals=decimals).rounded(value).normalize() + 0:f}"


def _records(records: Records) -> Iterator[Iterable[Record]]:
    if records.rows:
        yield [records.heads, *(tuple(as_written(text) for text in row) for row in records.rows)]


def _words(texts: Iterable[str]) -> list[Record]:
    return [(as_written(text),) for text in texts]
