"""Report checks that name an unknown figure or year, with their places in the plan's file."""

from collections.abc import Callable, Iterator

from mtfp.engine import Projection
from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.results.checks import unsound_checks


def unsound(projection: Projection, place: Callable[[Path], Place], under: str = "") -> Iterator[Finding]:
    """Yield a finding for each unsound check of a plan, which names an unknown figure, year or minimum level.

    `under` is the scenario of the projection; it is empty for the plan as it stands.
    """
    where = f" under {under}" if under else ""
    for complaint in unsound_checks(projection):
        yield Finding(complaint.code, complaint.message + where, place(complaint.path), complaint.fix)
