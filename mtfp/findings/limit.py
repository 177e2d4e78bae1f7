"""Limit on the mistakes of one file that are worked out. A finding states that there are more.

A repair takes time to work out, so that a file with thousands of mistakes would take minutes.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place

MOST_ERRORS = 200
"""Most places of a file with errors, and most errors of one rule, that are worked out."""
MORE = "E137"
"""Code of the finding that there are more errors."""
MORE_MESSAGE = f"there are more errors from here on: only the first {MOST_ERRORS} are worked out"
MORE_FIX = "correct the errors before this one, and check the file again"


class Coded(Protocol):
    """Finding or complaint: it has a code."""

    @property
    def code(self) -> str: ...


Found = TypeVar("Found", bound=Coded)


def more_errors(place: Place) -> Finding:
    """Return the finding that a file has more errors; `place` is the first of them."""
    return Finding(MORE, MORE_MESSAGE, place, MORE_FIX)


def more_places(count: int, place: Place) -> Finding:
    """Return the finding that a file has errors at further places; `place` is the first of them."""
    places = "1 more place has an error" if count == 1 else f"{count:,} more places have errors"
    return Finding(MORE, f"{places} from here on: only the first {MOST_ERRORS} are worked out", place, MORE_FIX)


def first_errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first errors with all warnings up to there, and the finding that there are more if there are."""
    found, next_error = until_limit(findings)
    return [*found, more_errors(next_error.place)] if next_error else found


def until_limit(found: Iterable[Found]) -> tuple[list[Found], Found | None]:
    """Return what comes before the first error over the limit, and that error; what follows isn't worked out."""
    kept, errors = list[Found](), 0
    for each in found:
        errors += each.code.startswith("E")
        if errors > MOST_ERRORS:
            return kept, each
        kept.append(each)
    return kept, None


def has_more(findings: Iterable[Coded]) -> bool:
    """Return True if a finding states that there are more errors."""
    return any(finding.code == MORE for finding in findings)
