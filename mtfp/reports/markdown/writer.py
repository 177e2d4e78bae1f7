"""Write a document as Markdown: tables for a paper, a comment or a job summary on GitHub."""

from collections.abc import Iterator
from typing import BinaryIO, assert_never

from mtfp.documents.blocks import (
    Block,
    Checks,
    Findings,
    Heading,
    KeyFigure,
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
from mtfp.reports.markdown.parts import Part, escaped, fitted, in_cell, table_part
from mtfp.reports.page import COMMENTED, Page, send
from mtfp.reports.shown import Records, ShownRow, check_records, finding_records, shown
from mtfp.results.table import Table

ALL_FINDINGS = "`mtfp check` shows all warnings of a plan."


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the title and the blocks; with `most_bytes`, as many rows of tables as fit."""
    begins = f"## {escaped(document.title)}\n"
    parts = (part for block in document.body for part in _parts(block))
    if page.most_bytes is None:
        send((text for texts in ([begins], *(part.lines() for part in parts)) for text in texts), page, to)
    else:
        send(fitted(begins, list(parts), page.most_bytes - len(COMMENTED)), page, to)


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Heading():
            yield Part((f"{'#' * (block.level + 1)} {escaped(block.text)}",))
        case Prose():
            yield Part((escaped(block.text),))
        case Notice():
            yield Part((f"> **{escaped(block.text)}**",))
        case KeyFigures():
            yield Part(items=tuple(_key_figure(figure) for figure in block.figures))
        case Listing():
            yield Part(items=tuple(_item(item, mono=block.mono) for item in block.items), all_in=escaped(block.all_in))
        case Tables():
            yield from (of_table(table, block.all_in) for table in block.for_people)
        case Chart() | Tree():
            yield of_table(block.as_table())
        case Checks():
            yield from _records("Checks", check_records(block), block.all_in)
            yield Part(tuple(escaped(text) for text in (block.summary, *block.notes)))
        case Findings():
            yield from _records("Warnings", finding_records(block), ALL_FINDINGS)
        case Sources():
            yield Part(tuple(escaped(line) for line in block.lines))
        case Manifest():
            yield Part(tuple(escaped(line) for line in (block.attribution, block.line) if line))
        case _:
            assert_never(block)


def of_table(table: Table, all_in: str = "") -> Part:
    """Return a table of figures as people see it, with its title above and its notes below."""
    seen = shown(table)
    heads = [in_cell(head) for head in (seen.corner, *seen.heads)]
    rows = ((_label(row), *row.cells) for row in seen.rows)
    title, below = (f"**{escaped(seen.title)}**",), tuple(escaped(note) for note in seen.notes)
    return table_part(title, heads, rows, figures=len(seen.heads), below=below, all_in=escaped(all_in))


def _label(row: ShownRow) -> str:
    return f"**{in_cell(row.label)}**" if row.strong else in_cell(row.label)


def _key_figure(figure: KeyFigure) -> str:
    words = f"{escaped(figure.label)}. {escaped(figure.note)}" if figure.note else escaped(figure.label)
    return f"- **{escaped(figure.text)}** {words}\n"


def _item(text: str, *, mono: bool) -> str:
    return f"    {' '.join(text.splitlines())}\n" if mono else f"- {escaped(text)}\n"


def _records(title: str, records: Records, all_in: str) -> Iterator[Part]:
    if records.rows:
        cells = ([in_cell(text) for text in row] for row in records.rows)
        yield table_part((f"### {title}",), records.heads, cells, all_in=escaped(all_in))
