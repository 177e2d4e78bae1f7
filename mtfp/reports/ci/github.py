"""Annotations that GitHub shows next to the lines of a plan: the worst first, no more than GitHub shows."""

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
"""Errors, and warnings, that GitHub shows for one step of a workflow; it drops the others without a message."""
NO_RESULTS = 2.0
"""Severity of a plan without results: higher than that of any failed check, which misses by 1 at most."""


class Annotation(NamedTuple):
    """One finding with its plan, its title and its severity; a higher severity comes first."""

    plan: str
    title: str
    finding: Finding
    severity: float = 0.0


@dataclass(frozen=True)
class Annotations:
    """Workflow commands that GitHub shows, one per line, and the number of all errors and all warnings."""

    lines: tuple[str, ...]
    errors: int
    warnings: int

    @property
    def left_out(self) -> str:
        """Return a sentence about the annotations that GitHub does not show; empty if it shows all."""
        kinds = (("errors", self.errors), ("warnings", self.warnings))
        cut = [f"{MOST} of {number} {kind}" for kind, number in kinds if number > MOST]
        return f"GitHub shows only {' and '.join(cut)} next to the lines; this summary lists all." if cut else ""


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the annotations of a document's checks and findings, one per line."""
    send((f"{line}\n" for line in annotations_of(document, page).lines), page, to)


def annotations_of(document: Document, page: Page) -> Annotations:
    """Return the annotations of a document's checks and findings."""
    warnings = [(plan, finding) for plan, finding in document.findings() if finding.severity is Severity.WARNING]
    return annotations(document.cases(), warnings, Path(page.root).absolute())


def annotations(cases: Iterable[CheckCase], warnings: Iterable[tuple[str, Finding]], root: Path) -> Annotations:
    """Return annotations: plans without results first, then failed checks, the furthest from their bound first.

    Each plan's worst finding comes before any plan's second. Each finding is shown once, however many plans have it.
    Files below `root` are named relative to it, as GitHub needs them.
    """
    errors = _in_turn(list(_errors(cases)))
    others = _in_turn([Annotation(plan, plan, finding) for plan, finding in warnings])
    shown = [(each, Severity.ERROR) for each in errors[:MOST]]
    shown += [(each, Severity.WARNING) for each in others[:MOST]]
    lines = tuple(as_github(_relative(root, each.finding), each.title, severity) for each, severity in shown)
    return Annotations(lines, len(errors), len(others))


def _errors(cases: Iterable[CheckCase]) -> Iterator[Annotation]:
    for case in cases:
        if case.outcome in (Outcome.ERROR, Outcome.FAILED):
            severity, title = (
                NO_RESULTS if case.outcome is Outcome.ERROR else case.missed_by,
                f"{case.plan}: {case.name}",
            )
            yield from (Annotation(case.plan, title, finding, severity) for finding in case.findings)


def _in_turn(found: Sequence[Annotation]) -> list[Annotation]:
    """Return each finding once: every plan's worst, then every plan's second, and so on."""
    first = dict[Finding, Annotation]()
    for each in found:
        first.setdefault(each.finding, each)
    turns, before = list[tuple[int, Annotation]](), Counter[str]()
    for each in sorted(first.values(), key=lambda each: -each.severity):
        turns.append((before[each.plan], each))
        before[each.plan] += 1
    return [each for _, each in sorted(turns, key=lambda turn: (turn[0], -turn[1].severity))]


def _relative(root: Path, finding: Finding) -> Finding:
    file = Path(finding.place.file)
    if not file.is_absolute() or not file.is_relative_to(root):
        return finding
    return finding.at(replace(finding.place, file=file.relative_to(root).as_posix()))
