"""Write annotations that GitHub shows next to the lines of a plan: the most severe first, up to GitHub's limit."""

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
"""Maximum number of errors, and of warnings, that GitHub shows for one step. GitHub drops others without a message."""
NO_RESULTS = 2.0
"""Severity of a plan without results, the highest. A failed check has its miss (at most 1), plus 1 if it is new."""


class Annotation(NamedTuple):
    """One finding to show, with its plan, a title and a severity; the highest severity comes first."""

    plan: str
    title: str
    finding: Finding
    severity: float = 0.0


@dataclass(frozen=True)
class Annotations:
    """Annotations as commands for GitHub, one per line, and the total numbers of errors and of warnings."""

    lines: tuple[str, ...]
    errors: int
    warnings: int

    @property
    def left_out(self) -> str:
        """Return a sentence about the annotations that GitHub does not show; empty if GitHub shows all of them."""
        kinds = (("errors", self.errors), ("warnings", self.warnings))
        cut = [f"{MOST} of {number} {kind}" for kind, number in kinds if number > MOST]
        return f"GitHub shows only {' and '.join(cut)} next to the lines; this summary lists them all." if cut else ""


def write(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the annotations of a document's checks and findings, one per line."""
    send((f"{line}\n" for line in annotations_of(document, page).lines), page, to)


def annotations_of(document: Document, page: Page) -> Annotations:
    """Return the annotations of a document's checks and findings."""
    warnings = [(plan, finding) for plan, finding in document.findings() if finding.severity is Severity.WARNING]
    return annotations(document.cases(), warnings, Path(page.root).absolute())


def annotations(cases: Iterable[CheckCase], warnings: Iterable[tuple[str, Finding]], root: Path) -> Annotations:
    """Return annotations: plans without results first, then failed checks from the largest miss to the smallest.

    The most severe finding of every plan comes before the second of any plan. A finding that several plans share is
    shown once. Names of files in the folder `root` are relative to that folder, as GitHub requires.
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
    """Return each finding once: the most severe of every plan, then the second of every plan, and so on."""
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
