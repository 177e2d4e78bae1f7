"""Report unsound checks: those that name an unknown figure, an unknown year or a missing minimum level."""

from collections.abc import Callable, Iterator

from mtfp.engine import Projection
from mtfp.findings.finding import Finding
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Path, Place
from mtfp.results.checks import unsound_checks


def unsound(projection: Projection, place: Callable[[Path], Place], under: str = "") -> Iterator[Finding]:
    """Yield findings about the faults of unsound checks, up to a limit, with the place of the check in the plan's file.

    `under` is the scenario of the projection; it is empty for the plan as it stands.
    """
    where = f" under {under}" if under else ""
    yield from first_errors(
        Finding(complaint.code, complaint.message + where, place(complaint.path), complaint.fix)
        for complaint in unsound_checks(projection)
    )
