"""Write a document as an Excel workbook: its texts on the first sheet, then each table and chart on its own."""

import io
from collections.abc import Iterable
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
from mtfp.reports.archive import save
from mtfp.reports.excel.about import write_about, write_chart_figures
from mtfp.reports.excel.book import Book, Text, open_book
from mtfp.reports.excel.charts import write_chart
from mtfp.reports.excel.tables import write_records, write_table
from mtfp.reports.page import Page
from mtfp.reports.shown import check_records, finding_records


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the sheets in the order of the blocks, as the same bytes on every run."""
    plan = document.manifest().get("plan")
    written = io.BytesIO()
    author = plan if isinstance(plan, str) else document.title
    book, first = open_book(written, document.title, author, document.mark)
    for block in document.body:
        _write_block(book, block)
    write_about(book, first, document.title)
    write_chart_figures(book)
    book.workbook.close()
    save(written.getvalue(), to)


def _write_block(book: Book, block: Block) -> None:
    match block:
        case Heading():
            _say(book, "section", [block.text])
        case Prose() | Notice():
            _say(book, "notice" if isinstance(block, Notice) else "line", [block.text])
        case Listing():
            _say(book, "file text" if block.mono else "line", block.items if block.mono else _dashed(block.items))
        case KeyFigures():
            _say(book, "line", (figure.line for figure in block.figures))
            write_table(book, block.as_table())
        case Tables():
            for table in block.for_people:
                write_table(book, table)
        case Chart():
            write_chart(book, block)
        case Tree():
            write_table(book, block.as_table())
        case Checks():
            write_records(book, "Checks", check_records(block))
            _say(book, "line", (block.summary, *block.notes))
        case Findings():
            write_records(book, "Warnings", finding_records(block))
        case Sources():
            _say(book, "note", block.lines)
        case Manifest():
            _say(book, "note", (line for line in (block.attribution, block.line) if line))
        case _:
            assert_never(block)


def _say(book: Book, look: str, texts: Iterable[str]) -> None:
    book.texts.extend(Text(look, text) for text in texts)


def _dashed(items: Iterable[str]) -> Iterable[str]:
    return (f"• {item}" for item in items)
