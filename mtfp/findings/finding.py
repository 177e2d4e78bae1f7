"""Findings: errors and warnings about a file, as plain values that are collected and shown together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from mtfp.findings.place import Place
from mtfp.findings.short import Short, counted, short


class Severity(StrEnum):
    """Severity of a finding. A file with an error is refused; a warning is shown with every result."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Short):
    """Finding about a file: a code, a message, the place of the mistake, and a repair (`fix`).

    `via` is the place of the lever that caused the finding, if a scenario changed the plan.

    >>> finding = Finding("E203", "budget must be zero or more, found -5", Place("plan.yaml", 36, 15))
    >>> finding.severity.value, str(finding.place)
    ('error', 'plan.yaml:36:15')
    """

    code: str
    message: str
    place: Place
    fix: str = ""
    via: Place | None = None

    def in_short(self) -> str:
        return f"{self.severity} {self.code} at {self.place}, {self.message}"

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR

    def at(self, place: Place) -> "Finding":
        """Return the same finding at another place."""
        return replace(self, place=place)


class Refused(Exception):
    """Raised when input can't be used. `findings` holds every error and warning in the files read.

    >>> raise Refused([Finding("E203", "budget must be zero or more, found -5", Place("plan.yaml", 36, 15))])
    Traceback (most recent call last):
    mtfp.findings.finding.Refused: plan.yaml:36:15: error[E203]: budget must be zero or more, found -5
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("\n".join(map(_line, self.findings)))

    def __repr__(self) -> str:
        errors = sum(each.severity is Severity.ERROR for each in self.findings)
        warnings = len(self.findings) - errors
        first = f": {self.findings[0].place}, {self.findings[0].message}" if self.findings else ""
        return short("Refused", f"{counted(errors, 'error')}, {counted(warnings, 'warning')}{first}")


def _line(finding: Finding) -> str:
    fix = f"; {finding.fix}" if finding.fix else ""
    return f"{finding.place}: {finding.severity}[{finding.code}]: {finding.message}{fix}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings sorted by file, sheet, line and column, without duplicates."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.place.file, f.place.sheet, f.place.line, f.place.column, f.code)))
