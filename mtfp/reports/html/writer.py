"""A document as one accessible page: no script, nothing fetched, no style but its own."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, BinaryIO, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined

from mtfp.documents.blocks import Block, Checks, Findings, Heading, Listing, Manifest, Prose, Sources, Tables
from mtfp.documents.charts import FanChart, SCurve
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.show import printable
from mtfp.reports.page import Page, send
from mtfp.reports.shown import shown
from mtfp.results.table import Table

TEMPLATE, STYLE = "document.html.jinja", "style.css"
CHECK_HEADS = ("Plan", "Check", "Outcome", "Reason", "Place")
FINDING_HEADS = ("Plan", "Finding", "Place", "Repair")
WORDS = {Outcome.PASSED: "holds", Outcome.FAILED: "fails", Outcome.ERROR: "error", Outcome.SKIPPED: "not tried"}


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the page a block at a time."""
    send(_pieces(document), page, to)


def _pieces(document: Document) -> Iterator[str]:
    macros, numbers = _macros(), count(1)
    yield macros.begin(printable(document.title), _style(), _policy())
    for block in document.blocks:
        yield from _of_block(block, macros, numbers)
    yield macros.end()


def _of_block(block: Block, macros: Any, numbers: Iterator[int]) -> Iterator[str]:
    match block:
        case Heading():
            yield macros.heading(block.text)
        case Prose():
            yield macros.prose([block.text])
        case Listing():
            yield macros.listing(block.items, block.mono)
        case Tables():
            yield from (_table(table, macros, numbers) for table in block.tables)
        case FanChart() | SCurve():
            yield _table(block.as_table(), macros, numbers)
        case Checks():
            rows = [_of_case(case) for case in block.cases]
            yield macros.records("Checks", CHECK_HEADS, rows, next(numbers)) if rows else ""
            yield macros.prose((block.summary, *block.notes))
        case Findings():
            found = [(plan, f"{each.code}: {each.message}", str(each.place), each.fix) for plan, each in block.findings]
            yield macros.records("Worth knowing", FINDING_HEADS, found, next(numbers)) if found else ""
        case Sources():
            yield macros.small(block.lines)
        case Manifest():
            attribution = block.values.get("attribution", "")
            yield macros.small([line for line in (attribution, block.line) if line])
        case _:
            assert_never(block)


def _table(table: Table, macros: Any, numbers: Iterator[int]) -> str:
    rendered: str = macros.table(shown(table), next(numbers))
    return rendered


def _of_case(case: CheckCase) -> tuple[str, ...]:
    reason = "; ".join(finding.message for finding in case.findings)
    return case.plan, case.name, WORDS[case.outcome], reason, str(case.place)


@cache
def _macros() -> Any:
    """The template's macros. Control characters in texts are spelled out, whatever a plan says."""
    environment = Environment(
        loader=PackageLoader("mtfp.reports.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    return environment.get_template(TEMPLATE).module


@cache
def _style() -> str:
    return (files("mtfp.reports.html") / STYLE).read_text(encoding="utf-8")


def _policy() -> str:
    """The page's own style is all that a browser may use."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"
