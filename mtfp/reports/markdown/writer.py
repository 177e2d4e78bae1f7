"""A document as Markdown: tables that paste into a paper, a comment or a job's summary."""

from collections.abc import Iterator
from typing import BinaryIO, assert_never

from mtfp.documents.blocks import Block, Checks, Findings, Heading, Listing, Manifest, Prose, Sources, Tables
from mtfp.documents.charts import FanChart, SCurve
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.finding import Finding
from mtfp.reports.markdown.parts import Part, escaped, fitted, size, table_part
from mtfp.reports.page import COMMENTED, Page, send
from mtfp.reports.shown import ShownRow, shown
from mtfp.results.table import Table

WORDS = {Outcome.PASSED: "holds", Outcome.FAILED: "**fails**", Outcome.ERROR: "**error**", Outcome.SKIPPED: "not tried"}


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the title and the blocks; with `most_bytes`, only as many rows of tables as there is room for."""
    begins = f"## {escaped(document.title)}\n"
    parts = (part for block in document.blocks for part in _parts(block))
    if page.most_bytes is None:
        send((text for texts in ([begins], *(part.lines() for part in parts)) for text in texts), page, to)
    else:
        send(fitted(begins, list(parts), page.most_bytes - len(COMMENTED) - size("\n")), page, to)
    to.write(b"\n")


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Heading():
            yield Part((f"### {escaped(block.text)}",))
        case Prose():
            yield Part((escaped(block.text),))
        case Listing():
            yield Part(items=tuple(_item(item, mono=block.mono) for item in block.items), all_in=escaped(block.all_in))
        case Tables():
            yield from (of_table(table, block.all_in) for table in block.tables)
        case FanChart() | SCurve():
            yield of_table(block.as_table())
        case Checks():
            yield from _checks(block)
        case Findings():
            yield from _findings(block)
        case Sources():
            yield Part(tuple(escaped(line) for line in block.lines))
        case Manifest():
            attribution = block.values.get("attribution", "")
            yield Part(tuple(escaped(str(line)) for line in (attribution, block.line) if line))
        case _:
            assert_never(block)


def of_table(table: Table, all_in: str = "") -> Part:
    """Return a table of figures as people see it, its title above and its notes below."""
    seen = shown(table)
    heads = [escaped(head) for head in (seen.corner, *seen.heads)]
    rows = ((_label(row), *row.cells) for row in seen.rows)
    title, below = (f"**{escaped(seen.title)}**",), tuple(escaped(note) for note in seen.notes)
    return table_part(title, heads, rows, figures=len(seen.heads), below=below, all_in=escaped(all_in))


def _label(row: ShownRow) -> str:
    return f"**{escaped(row.label)}**" if row.strong else escaped(row.label)


def _item(text: str, *, mono: bool) -> str:
    return f"    {' '.join(text.splitlines())}\n" if mono else f"- {escaped(text)}\n"


def _checks(block: Checks) -> Iterator[Part]:
    """What could not be read, then what fails; of one plan the checks that hold too."""
    wrong = [(case, finding) for case in block.cases if case.outcome is Outcome.ERROR for finding in case.findings]
    if wrong:
        rows = [_row(case, finding) for case, finding in wrong]
        yield table_part(("### Errors",), ("Plan", "Error", "Place", "Repair"), rows, all_in=block.all_in)
    failed = sorted((case for case in block.cases if case.outcome is Outcome.FAILED), key=lambda case: -case.missed_by)
    others = [case for case in block.cases if case.outcome not in (Outcome.FAILED, Outcome.ERROR) and case.findings]
    cases = [*failed, *(others if block.of_one_plan else [])]
    if cases:
        rows = [_of_case(case, finding) for case in cases for finding in case.findings]
        yield table_part(("### Checks",), ("Plan", "Check", "Outcome", "Reason", "Place"), rows, all_in=block.all_in)
    yield Part(tuple(escaped(text) for text in (block.summary, *block.notes)))


def _row(case: CheckCase, finding: Finding) -> tuple[str, ...]:
    texts = (case.plan, f"{finding.code}: {finding.message}", str(finding.place), finding.fix)
    return tuple(escaped(text) for text in texts)


def _of_case(case: CheckCase, finding: Finding) -> tuple[str, ...]:
    plan, name, message, place = (escaped(text) for text in (case.plan, case.name, finding.message, str(finding.place)))
    return plan, name, WORDS[case.outcome], message, place


def _findings(block: Findings) -> Iterator[Part]:
    rows = [
        [escaped(text) for text in (plan, f"{finding.code}: {finding.message}", str(finding.place), finding.fix)]
        for plan, finding in block.findings
    ]
    if rows:
        heads, all_in = ("Plan", "Finding", "Place", "Repair"), "`mtfp check` shows those of a plan."
        yield table_part(("### Worth knowing",), heads, rows, all_in=all_in)
