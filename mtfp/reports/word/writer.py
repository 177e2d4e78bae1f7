"""Write a document as a Word file: headings, lists and tables that Word and screen readers know as such."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, assert_never

from docx.document import Document as WordDocument

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
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.document import Document
from mtfp.documents.tree import Tree
from mtfp.reports.page import Page
from mtfp.reports.shown import Records, check_records, finding_records, shown
from mtfp.reports.svg.png import png_of
from mtfp.reports.svg.words import description
from mtfp.reports.word import tables
from mtfp.reports.word.elements import Element, element, paragraph, run, runs
from mtfp.reports.word.package import describe, save
from mtfp.reports.word.pages import head_and_foot, room_of, turn
from mtfp.reports.word.pictures import picture
from mtfp.reports.word.template import opened, style_ids
from mtfp.reports.word.widths import Room
from mtfp.results.table import Table


@dataclass(frozen=True)
class Paper:
    """Word file that is written, identifiers of its styles by name, and the width of its text."""

    word: WordDocument
    ids: dict[str, str]
    room: Room

    def text(self, style: str, text: str, *properties: Element) -> Element:
        """Return a paragraph in which words between backticks are code."""
        return paragraph(self.ids[style], *runs(text, self.ids["Code Text"]), properties=properties)


@dataclass(frozen=True)
class Piece:
    """Elements that stand together on a page; True if the page must be on its side."""

    elements: tuple[Element, ...]
    on_its_side: bool = False


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the title and the blocks, in mtfp's own styles or in those of the page's template."""
    word = opened(page.template)
    paper, body = Paper(word, style_ids(word), room_of(word)), word.element.body
    plan = document.manifest().get("plan")
    name = plan if isinstance(plan, str) else document.title
    head_and_foot(word, name, document.mark, paper.ids)
    describe(word, document.title, name)
    on_its_side = False
    for number, piece in enumerate(_pieces(document, paper)):
        if piece.on_its_side != on_its_side:
            turn(word, new_page=number > 0)
            on_its_side = piece.on_its_side
        for each in piece.elements:
            body.sectPr.addprevious(each)
    save(word, to)


def _pieces(document: Document, paper: Paper) -> Iterator[Piece]:
    """Yield the pieces of every block. The title stands on the page of the first, whichever side that is on."""
    pieces = (piece for block in document.body for piece in _of_block(block, paper))
    first = next(pieces, Piece(()))
    title = paragraph(paper.ids["Heading 1"], run(document.title))
    yield Piece((title, *first.elements), first.on_its_side)
    yield from pieces
    yield from _behind_charts(document, paper)


def _of_block(block: Block, paper: Paper) -> Iterator[Piece]:
    match block:
        case Heading():
            yield Piece((paragraph(paper.ids[f"Heading {block.level}"], run(block.text)),))
        case Prose():
            yield _texts("Normal", [block.text], paper)
        case Notice():
            yield _texts("Notice", [block.text], paper)
        case Listing():
            yield _listing(block, paper)
        case KeyFigures():
            table = tables.of_key_figures(block.title, block.figures, paper.ids, paper.room)
            yield Piece((_caption(block.title, paper), table, paragraph(paper.ids["Table Note"])))
        case Tables():
            yield from (_table(table, paper) for table in block.for_people)
        case Chart():
            yield _chart(block, paper)
        case Tree():
            yield _table(block.as_table(), paper)
        case Checks():
            yield from _records("Checks", check_records(block), paper)
            yield _texts("Normal", (block.summary, *block.notes), paper)
        case Findings():
            yield from _records("Warnings", finding_records(block), paper)
        case Sources():
            yield _texts("Table Note", block.lines, paper)
        case Manifest():
            yield _texts("Table Note", [line for line in (block.attribution, block.line) if line], paper)
        case _:
            assert_never(block)


def _texts(style: str, texts: Iterable[str], paper: Paper) -> Piece:
    return Piece(tuple(paper.text(style, text) for text in texts))


def _listing(block: Listing, paper: Paper) -> Piece:
    if block.mono:
        return Piece(tuple(paragraph(paper.ids["File Text"], run(item)) for item in block.items))
    return _texts("List Bullet", block.items, paper)


def _table(table: Table, paper: Paper) -> Piece:
    """Return a table under its title, with its notes below."""
    seen = shown(table)
    notes = [paper.text("Table Note", note) for note in seen.notes]
    if not seen.rows:
        return Piece((_caption(seen.title, paper), *notes))
    drawn, layout = tables.of_figures(seen, paper.ids, paper.room)
    below = notes or [paragraph(paper.ids["Table Note"])]
    return Piece((_caption(seen.title, paper), drawn, *below), layout.on_its_side)


def _chart(chart: AnyChart, paper: Paper) -> Piece:
    """Return the picture of a chart under its title. Its description has every figure, for screen readers."""
    drawn = picture(png_of(chart, with_title=False), f"{chart.heading}. {description(chart)}", paper.word, "Normal")
    return Piece((_caption(chart.heading, paper), drawn, paper.text("Table Note", chart.sentence)))


def _behind_charts(document: Document, paper: Paper) -> Iterator[Piece]:
    """Yield the tables of all charts, after everything else."""
    charts = [block for block in document.body if isinstance(block, Chart)]
    if charts:
        yield Piece((paragraph(paper.ids["Heading 2"], run(BEHIND)),))
    yield from (_table(chart.as_table(), paper) for chart in charts)


BEHIND = "Figures behind the charts"
"""Heading of the tables of all charts."""


def _records(title: str, records: Records, paper: Paper) -> Iterator[Piece]:
    if records.rows:
        table = tables.of_records(title, records, paper.ids, paper.room)
        yield Piece((_caption(title, paper), table, paragraph(paper.ids["Table Note"])))


def _caption(title: str, paper: Paper) -> Element:
    """Return the caption of a table, which stays with the table and is an entry of Word's navigation pane."""
    properties = (element("keepNext"), element("outlineLvl", val=2))
    return paragraph(paper.ids["Caption"], run(title), properties=properties)
