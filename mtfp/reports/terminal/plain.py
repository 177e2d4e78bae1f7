"""Write tables for `cut`, `awk` and screen readers: tab separated, without wrapped lines, rules or colours."""

from collections.abc import Iterable, Iterator
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
from mtfp.reports.files.letters import clean
from mtfp.reports.money import Form, as_planned
from mtfp.reports.page import Page, send
from mtfp.reports.shown import check_records, shown
from mtfp.results.table import Row, Table

SHARP = "# "
"""Mark of lines that are neither column headings nor rows."""


def plain(table: Table, encoding: str = "utf-8") -> str:
    r"""Return a title, a line of headings, a line for each row of figures, and notes; tabs separate the fields.

    Money is in the plan's own unit, shown above the labels, and rounded as in other tables. A minus is a hyphen, and
    there are no thousands separators, so that every program reads the figures; a share has its percent sign.

    >>> from mtfp.results.table import Column, Row
    >>> rows = (Row("gap", "Gap", (-12_300.0,)), Row("share", "Share of budget", (0.0184,), "share"))
    >>> plain(Table("gap", "The gap", "plan", "£k", (Column("2026/27"),), rows))
    '# The gap\n£k\t2026/27\nGap\t-12300\nShare of budget\t1.8%\n'
    """
    seen = shown(table, as_planned, _digits)
    records = [(seen.corner or "Row", *seen.heads)]
    records += [(row.full_label, *row.cells) for row in seen.rows if not row.is_heading]
    lines = ["\t".join(clean(field, encoding) for field in record) for record in records]
    title, *below = (SHARP + clean(text, encoding) for text in (seen.title, *seen.notes))
    return "\n".join([title, *lines, *below]) + "\n"


def _digits(form: Form, row: Row, value: float) -> str:
    return form.sign(value).strip("+") + form.digits(value, "")


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write tables as tab separated lines, charts as their tables, and all other text as comments."""
    parts = (text for block in document.blocks for text in _texts(block, page))
    send((("\n" if number else "") + text for number, text in enumerate(parts)), page, to)


def _texts(block: Block, page: Page) -> Iterator[str]:
    match block:
        case Tables():
            yield from (plain(table, page.encoding) for table in block.for_people)
        case KeyFigures() | Chart() | Tree():
            yield plain(block.as_table(), page.encoding)
        case Heading() | Prose() | Notice():
            yield _comments([block.text], page)
        case Listing():
            yield _comments(block.items, page)
        case Checks():
            heads, rows = check_records(block)
            lines = ["\t".join(clean(text, page.encoding) for text in row) + "\n" for row in (heads, *rows)]
            yield "".join([*(lines if rows else ()), _comments((block.summary, *block.notes), page)])
        case Sources():
            yield _comments(block.lines, page)
        case Manifest():
            yield _comments([block.line], page)
        case Findings():
            return
        case _:
            assert_never(block)


def _comments(texts: Iterable[str], page: Page) -> str:
    return "".join(f"{SHARP}{clean(text, page.encoding)}\n" for text in texts)
