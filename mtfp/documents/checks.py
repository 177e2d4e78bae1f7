"""Checks as plain values, for the terminal, Markdown, JSON, JUnit and annotations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

BROKEN = "check"
"""Code of a finding about a check of the plan."""


class Outcome(StrEnum):
    """Outcome of a case: `failed` if the check does not hold, `error` if it could not be tested."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class CheckCase:
    """One check of one plan: its outcome, and findings that give the reasons.

    `path` is the plan's file; `missed_by` is the distance by which a failed check misses, by which failures are sorted;
    `details` are facts for programs, by name.
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
        """Return the first place to look at."""
        return self.findings[0].place if self.findings else Place(self.path)

    @property
    def message(self) -> str:
        """Return the first finding's message, with the number of further findings."""
        if not self.findings:
            return ""
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return f"{self.findings[0].message}{more}"

    @property
    def is_wrong(self) -> bool:
        """Return True for a check that fails or could not be tested."""
        return self.outcome in (Outcome.FAILED, Outcome.ERROR)


def count(cases: Iterable[CheckCase], outcome: Outcome) -> int:
    """Count the cases with an outcome."""
    return sum(case.outcome is outcome for case in cases)
