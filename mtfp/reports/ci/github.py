"""Annotations that GitHub shows beside the lines of a plan: no more than it shows, the worst first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.finding import Finding, Severity
from mtfp.findings.show import as_github
from mtfp.reports.page import Page, send

MOST = 10
"""GitHub shows so many errors and so many warnings of a step, and drops further ones without a word."""
WORST = 2.0
"""How bad it is that a plan has no results: worse than a check that misses by all there is."""


class Annotation(NamedTuple):
    """A finding, the plan it concerns, the title it is shown under, and how bad it is."""

    plan: str
    title: str
    finding: Finding
    by: float = 0.0


@dataclass(frozen=True)
class Annotations:
    """What GitHub is to show, a workflow command a line; and how many errors and warnings there are in all."""

    lines: tuple[str, ...]
    errors: int
    warnings: int

    @property
    def left_out(self) -> str:
        """What isn't beside the lines, in a sentence; nothing if everything is."""
        kinds = (("errors", self.errors), ("warnings", self.warnings))
        cut = [f"{MOST} of {number} {kind}" for kind, number in kinds if number > MOST]
        return f"GitHub shows no more than {' and '.join(cut)} beside the lines; this summary has all." if cut else ""


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the annotations of a document's checks and findings, a line each."""
    send((f"{line}\n" for line in annotations_of(document, page).lines), page, to)


def annotations_of(document: Document, page: Page) -> Annotations:
    """Return what GitHub is to show of a document's checks and findings."""
    warnings = [(plan, finding) for plan, finding in document.findings() if finding.severity is Severity.WARNING]
    return annotations(document.cases(), warnings, Path(page.root).absolute())


def annotations(cases: Iterable[CheckCase], warnings: Iterable[tuple[str, Finding]], root: Path) -> Annotations:
    """First what keeps plans from results, then checks, by how far they miss; every plan's worst before any's second.

    Each finding is told once, however many plans have it. Files below `root` are named from there, as GitHub has them.
    """
    errors = _in_turn(list(_errors(cases)))
    worth_knowing = _in_turn([Annotation(plan, plan, finding) for plan, finding in warnings])
    shown = [(told, Severity.ERROR) for told in errors[:MOST]]
    shown += [(told, Severity.WARNING) for told in worth_knowing[:MOST]]
    lines = tuple(as_github(_from(root, told.finding), told.title, how) for told, how in shown)
    return Annotations(lines, len(errors), len(worth_knowing))


def _errors(cases: Iterable[CheckCase]) -> Iterator[Annotation]:
    for case in cases:
        if case.outcome in (Outcome.ERROR, Outcome.FAILED):
            by = WORST if case.outcome is Outcome.ERROR else case.missed_by
            yield from (Annotation(case.plan, f"{case.plan}: {case.name}", finding, by) for finding in case.findings)


def _in_turn(found: Sequence[Annotation]) -> list[Annotation]:
    """Each finding once: every plan's worst, then every plan's second, and so on."""
    first = dict[Finding, Annotation]()
    for told in found:
        first.setdefault(told.finding, told)
    turns, before = list[tuple[int, Annotation]](), Counter[str]()
    for told in sorted(first.values(), key=lambda told: -told.by):
        turns.append((before[told.plan], told))
        before[told.plan] += 1
    return [told for _, told in sorted(turns, key=lambda turn: (turn[0], -turn[1].by))]


def _from(root: Path, finding: Finding) -> Finding:
    file = Path(finding.place.file)
    if not file.is_absolute() or not file.is_relative_to(root):
        return finding
    return finding.at(replace(finding.place, file=file.relative_to(root).as_posix()))
