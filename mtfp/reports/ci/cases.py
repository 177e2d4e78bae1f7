"""What was tried of many plans and how it came out, as plain values from which reports for CI are made.

Knows findings and places; must not know where they come from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place


class Came(StrEnum):
    """How a case came out: `failed` is a check that doesn't hold, `error` what kept it from being tried."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Case:
    """One thing that was tried of one plan, and what is said if it isn't as it should be.

    `path` is the plan's file; `by` is how far a failed check misses, by which the worst come first.
    """

    plan: str
    path: str
    name: str
    came: Came
    findings: tuple[Finding, ...] = ()
    by: float = 0.0

    @property
    def place(self) -> Place:
        """Where to look first."""
        return self.findings[0].place if self.findings else Place(self.path)


def count(cases: Iterable[Case], came: Came) -> int:
    """How many came out so."""
    return sum(case.came is came for case in cases)
