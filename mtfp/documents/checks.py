"""Outcomes of checks as plain values, for the terminal, Markdown, JSON, JUnit and annotations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

BROKEN = "check"
"""Code of the finding for a failed check of a plan."""


class Outcome(StrEnum):
    """Outcome of a check: `failed` if the check does not hold, `error` if it could not be tested."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class CheckCase:
    """One check of one plan: its outcome, and findings that give the reasons.

    `path` is the plan's file. `missed_by` is the distance between the figure and the bound of a failed check; failures
    are sorted by this distance. `details` are facts for programs, by name.
    """

    plan: str
    path: str
    name: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    missed_by: float = 0.0
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Return the place of the first finding, or the plan's file if there is no finding."""
        return self.findings[0].place if self.findings else Place(self.path)

    @property
    def message(self) -> str:
        """Return the message of the first finding, with the number of further findings."""
        if not self.findings:
            return ""
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return f"{self.findings[0].message}{more}"

    @property
    def is_wrong(self) -> bool:
        """Return True if the check fails or could not be tested."""
        return self.outcome in (Outcome.FAILED, Outcome.ERROR)


def count(cases: Iterable[CheckCase], outcome: Outcome) -> int:
    """Return the number of checks with an outcome."""
    return sum(case.outcome is outcome for case in cases)
