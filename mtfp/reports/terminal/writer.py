"""Write a document for a terminal: in tables and charts, or one line per figure for screen readers.

Findings are not written here: commands show them on standard error.
"""

from collections.abc import Iterator
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
from mtfp.documents.checks import Outcome
from mtfp.documents.document import Document
from mtfp.documents.tree import Tree
from mtfp.reports.files.letters import clean
from mtfp.reports.page import LIST, Page, send
from mtfp.reports.shown import WORDS, shown_checks
from mtfp.reports.terminal.lines import prose, width_of
from mtfp.reports.terminal.table import BOLD, list_layout, render
from mtfp.reports.terminal.tree import draw_tree
from mtfp.results.table import Table

LOUD = {WORDS[Outcome.FAILED]: "FAILS", WORDS[Outcome.ERROR]: "ERROR"}
MOST_CHECKS = 20
"""Maximum number of checks shown for several plans: more would push the results off the screen."""
HANGING = "      "
"""Indent of an item's second and later lines, deeper than the indent of its first line."""


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the blocks below each other, with more space above tables and charts."""
    send(_parts(document, page), page, to)


def _parts(document: Document, page: Page) -> Iterator[str]:
    before: Block | None = None
    for block in document.blocks:
        for text in _texts(block, page):
            yield _gap(before, block, page) + text
            before = block
    yield "\n"


def _gap(before: "Block | None", block: Block, page: Page) -> str:
    """Return the empty lines between two texts: more above a table or chart, unless a heading is above it."""
    if before is None:
        return ""
    is_large = page.layout != LIST and isinstance(block, Tables | Chart | Tree)
    return "\n\n\n" if is_large and not isinstance(before, Heading) else "\n\n"


def _texts(block: Block, page: Page) -> Iterator[str]:
    """Yield the block's texts without their last line ends; a block of findings has no texts here."""
    match block:
        case Heading():
            yield "\n".join(_bold(line, page) for line in _prose(block.text, page))
        case Prose():
            yield "\n".join(_prose(block.text, page))
        case Notice():
            yield "\n".join(_bold(line, page) for line in _prose(f"— {block.text} —", page))
        case KeyFigures():
            yield "\n".join(line for figure in block.figures for line in _item(figure.line, page))
        case Listing():
            yield "\n".join(line for item in block.items for line in _item(item, page, mono=block.mono))
        case Tables():
            yield from (_table_text(table, page) for table in block.for_people)
        case Chart() | Tree() if page.layout == LIST:
            yield list_layout(block.as_table(), page.encoding).rstrip("\n")
        case Chart():
            from mtfp.reports.terminal.charts import draw_chart

            yield draw_chart(block, page.width, page.encoding)
        case Tree():
            drawn = draw_tree(block, page.width, page.encoding)
            fits = all(width_of(line) <= page.width for line in drawn.split("\n"))
            yield drawn if fits else _table_text(block.as_table(), page)
        case Checks():
            lines = [line for text in _checks(block) for line in _item(text, page)]
            yield "\n".join(
                [*lines, *_prose(block.summary, page), *(each for n in block.notes for each in _prose(n, page))]
            )
        case Sources():
            yield "\n".join(line for text in block.lines for line in _prose(text, page))
        case Manifest():
            yield "\n".join(_prose(block.line, page))
        case Findings():
            return
        case _:
            assert_never(block)


def _table_text(table: Table, page: Page) -> str:
    if page.layout == LIST:
        return list_layout(table, page.encoding).rstrip("\n")
    return render(table, page.width, page.styled, page.encoding).rstrip("\n")


def _checks(block: Checks) -> Iterator[str]:
    """Yield one line per check; for several plans at most MOST_CHECKS."""
    rows = shown_checks(block)
    shown = rows if block.of_one_plan else rows[:MOST_CHECKS]
    for plan, name, word, reason, *_ in shown:
        check = "" if word == WORDS[Outcome.ERROR] else f"{name}: "
        yield f"{LOUD.get(word, word)}  {'' if block.of_one_plan else f'{plan}: '}{check}{reason}"
    if len(rows) > len(shown):
        yield f"... and {len(rows) - len(shown):,} more checks. {block.all_in}".rstrip()


def _item(text: str, page: Page, *, mono: bool = False) -> list[str]:
    """Return an item's lines, indented; a `mono` item stays one line."""
    if mono:
        return [f"  {clean(text, page.encoding)}"]
    return prose(text, page.width, page.encoding, "  ", HANGING)


def _prose(text: str, page: Page) -> list[str]:
    return prose(text, page.width, page.encoding)


def _bold(line: str, page: Page) -> str:
    return f"{BOLD[0]}{line}{BOLD[1]}" if page.styled else line
