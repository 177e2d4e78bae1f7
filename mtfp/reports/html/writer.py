"""Write a document as one accessible HTML page, without scripts and without files from elsewhere."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import count
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


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the page one block at a time."""
    send(_parts(document), page, to)


def _parts(document: Document) -> Iterator[str]:
    macros, numbers = _macros(), count(1)
    yield macros.begin(printable(document.title), _style(), _policy())
    for block in document.body:
        yield from _of_block(block, macros, numbers)
    yield macros.end()


def fragment(document: Document) -> str:
    """Return the blocks of a document as HTML inside another page, such as a notebook, without a style of its own."""
    macros = _macros()
    key = hashlib.sha256("\n".join((document.title, *(table.title for table in document.tables()))).encode())
    numbers = (f"{key.hexdigest()[:8]}-{number}" for number in count(1))
    return "".join(part for block in document.body for part in _of_block(block, macros, numbers))


def _of_block(block: Block, macros: Any, numbers: Iterator[object]) -> Iterator[str]:
    match block:
        case Heading():
            yield macros.heading(block.text, block.level)
        case Prose():
            yield macros.prose([block.text])
        case Notice():
            yield macros.notice(block.text)
        case KeyFigures():
            yield macros.key_figures(block.figures)
        case Listing():
            yield macros.listing(block.items, block.mono)
        case Tables():
            yield from (_table(table, macros, numbers) for table in block.for_people)
        case Chart():
            yield _chart(block, macros, numbers)
        case Tree():
            yield _table(block.as_table(), macros, numbers)
        case Checks():
            checks = check_records(block)
            yield macros.records("Checks", *checks, next(numbers)) if checks.rows else ""
            yield macros.prose((block.summary, *block.notes))
        case Findings():
            found = finding_records(block)
            yield macros.records("Warnings", *found, next(numbers)) if found.rows else ""
        case Sources():
            yield macros.small(block.lines)
        case Manifest():
            yield macros.small([line for line in (block.attribution, block.line) if line])
        case _:
            assert_never(block)


def _table(table: Table, macros: Any, numbers: Iterator[object]) -> str:
    rendered: str = macros.table(shown(table), next(numbers))
    return rendered


def _chart(chart: AnyChart, macros: Any, numbers: Iterator[object]) -> str:
    """Return the picture of a chart, its sentence, and its figures as a table that opens and that is printed."""
    number = next(numbers)
    picture = Markup(svg_of(chart, str(number), with_title=False))  # noqa: S704 - every text in it is escaped
    rendered: str = macros.chart(shown(chart.as_table()), number, picture, chart.sentence)
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
def _style() -> str:
    return (files("mtfp.reports.html") / STYLE).read_text(encoding="utf-8")


def _policy() -> str:
    """Return the content security policy: a browser may use the page's own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"
