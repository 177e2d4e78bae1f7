"""Write a document as one accessible HTML page, without scripts and without files from elsewhere."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import count
from string import ascii_letters, digits
from typing import Any, BinaryIO, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

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
from mtfp.documents.checks import Outcome
from mtfp.documents.document import Document
from mtfp.documents.tree import Tree
from mtfp.findings.show import printable
from mtfp.reports.page import Page, send
from mtfp.reports.shown import WORDS, check_records, finding_records, shown
from mtfp.reports.svg.picture import svg_of
from mtfp.results.table import Table

TEMPLATE, STYLE = "document.html.jinja", "style.css"
PART = "part-"
FEWEST = 3
"""Fewest sections for which a page has links to them at the top."""
PLAIN = ascii_letters + digits + " "
"""Letters that a style may have in a text unescaped."""


class Names:
    """Names of a page's tables: a number for each, and how often its title has been given so far."""

    def __init__(self, numbers: Iterator[object]) -> None:
        self._numbers, self._titles = numbers, Counter[str]()

    def of(self, title: str) -> tuple[object, int]:
        self._titles[title] += 1
        return next(self._numbers), self._titles[title]


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the page one block at a time."""
    send(_parts(document), page, to)


def _parts(document: Document) -> Iterator[str]:
    macros, style = _macros(), _style(printable(document.mark))
    yield macros.begin(printable(document.title), document.mark, _contents(document), style, _policy(style))
    yield from _blocks(document, macros, count(1), PART)
    yield macros.end()


def fragment(document: Document) -> str:
    """Return the blocks of a document as HTML inside another page, such as a notebook, without a style of its own."""
    key = hashlib.sha256("\n".join((document.title, *(table.title for table in document.tables()))).encode())
    numbers = (f"{key.hexdigest()[:8]}-{number}" for number in count(1))
    return "".join(_blocks(document, _macros(), numbers, ""))


def _contents(document: Document) -> list[tuple[str, str]]:
    """Return the identifier and text of each section, for links at the top; nothing if there are only a few."""
    found = [(at, block) for at, block in enumerate(document.body) if isinstance(block, Heading) and block.level == 2]
    return [(f"{PART}{at}", block.text) for at, block in found] if len(found) >= FEWEST else []


def _blocks(document: Document, macros: Any, numbers: Iterator[object], part: str) -> Iterator[str]:
    """Yield the blocks. No level of headings is left out, and titles of tables are one level below the last heading."""
    names, level = Names(numbers), 1
    for at, block in enumerate(document.body):
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
        yield from _of_block(block, macros, names, level, f"{part}{at}" if part else "")


def _of_block(block: Block, macros: Any, names: Names, level: int, part: str) -> Iterator[str]:
    """Yield the parts of a block. `part` is the identifier of a heading; it is empty if no link leads there."""
    match block:
        case Heading():
            yield macros.heading(block.text, level, part)
        case Prose():
            yield macros.prose([block.text])
        case Notice():
            yield macros.notice(block.text)
        case KeyFigures():
            yield macros.key_figures(block.figures)
        case Listing():
            yield macros.listing(block.items, block.mono)
        case Tables():
            yield from (_table(table, macros, names, level + 1) for table in block.for_people)
        case Chart():
            yield _chart(block, macros, names, level + 1)
        case Tree():
            yield _table(block.as_table(), macros, names, level + 1)
        case Checks():
            checks = check_records(block)
            yield macros.records("Checks", *checks, *names.of("Checks")) if checks.rows else ""
            yield macros.prose((block.summary, *block.notes))
        case Findings():
            found = finding_records(block)
            yield macros.records("Warnings", *found, *names.of("Warnings")) if found.rows else ""
        case Sources():
            yield macros.small(block.lines)
        case Manifest():
            yield macros.small([line for line in (block.attribution, block.line) if line])
        case _:
            assert_never(block)


def _table(table: Table, macros: Any, names: Names, level: int) -> str:
    rendered: str = macros.table(shown(table), level, *names.of(table.title))
    return rendered


def _chart(chart: AnyChart, macros: Any, names: Names, level: int) -> str:
    """Return the picture of a chart, its sentence, and its figures as a table that opens and that is printed."""
    number, again = names.of(chart.heading)
    picture = Markup(svg_of(chart, str(number), with_title=False))  # noqa: S704 - every text in it is escaped
    rendered: str = macros.chart(shown(chart.as_table()), level, number, again, picture, chart.sentence)
    return rendered


@cache
def _macros() -> Any:
    """Return the template's macros, which write control characters in any text as codes."""
    environment = Environment(
        loader=PackageLoader("mtfp.reports.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters["code"] = _with_code
    environment.globals["wrong"] = (WORDS[Outcome.FAILED], WORDS[Outcome.ERROR])
    return environment.get_template(TEMPLATE).module


def _with_code(text: str) -> Markup:
    """Return a text as HTML, with text between backticks as code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:  # an odd number of backticks: show them all unchanged
        return escape(printable(text))
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))


@cache
def _style(mark: str) -> str:
    """Return the page's style, with a rule that prints the mark at the head of every page if there is one."""
    style = (files("mtfp.reports.html") / STYLE).read_text(encoding="utf-8")
    letters = "".join(letter if letter in PLAIN else f"\\{ord(letter):x} " for letter in mark)
    return (
        f'{style}@page {{ @top-right {{ content: "{letters}"; font: 8pt Arial, sans-serif; }} }}\n' if mark else style
    )


def _policy(style: str) -> str:
    """Return the content security policy: the page's own style, pictures within the page, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
