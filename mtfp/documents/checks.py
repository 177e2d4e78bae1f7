"""Checks as plain values, from which terminal, Markdown, JSON, JUnit and annotations are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

BROKEN = "check"
"""The code of a finding that is about a check of the plan."""


class Outcome(StrEnum):
    """The outcome of a case: `failed` is a check that does not hold, `error` is what kept it from being tried."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class CheckCase:
    """One check of one plan: its outcome, and findings that say why.

    `path` is the plan's file; `missed_by` is how far a failed check misses, by which the worst come first; `details`
    are facts for programs, by name.
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
        """The first place to look at."""
        return self.findings[0].place if self.findings else Place(self.path)

    @property
    def message(self) -> str:
        """The first finding's message, with the number of further ones."""
        if not self.findings:
            return ""
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return f"{self.findings[0].message}{more}"

    @property
    def is_wrong(self) -> bool:
        """Return True for a check that fails or could not be tried."""
        return self.outcome in (Outcome.FAILED, Outcome.ERROR)


def count(cases: Iterable[CheckCase], outcome: Outcome) -> int:
    """Count the cases with an outcome."""
    return sum(case.outcome is outcome for case in cases)
