"""Report unsound checks, texts and actions: those that name an unknown figure, year or minimum level."""

from collections.abc import Callable, Iterator

from mtfp.engine import Projection
from mtfp.findings.finding import Finding
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Path, Place
from mtfp.results.checks import unsound_checks
from mtfp.results.effects import unsound_effects
from mtfp.results.filled import unknown_names


def unsound(projection: Projection, place: Callable[[Path], Place], under: str = "") -> Iterator[Finding]:
    """Yield findings about the faults of unsound checks, up to a limit, with the place of the check in the plan's file.

    Texts and actions of a board paper that name unknown figures follow.

    `under` is the scenario of the projection; it is empty for the plan as it stands.
    """
    where = f" under {under}" if under else ""
    yield from first_errors(
        Finding(complaint.code, complaint.message + where, place(complaint.path), complaint.fix)
        for complaint in unsound_checks(projection)
    )
    yield from unsound_names(projection, place, under)


def unsound_names(projection: Projection, place: Callable[[Path], Place], under: str = "") -> Iterator[Finding]:
    """Yield findings about figures and years that texts and actions name and the plan doesn't have, up to a limit."""
    where = f" under {under}" if under else ""
    yield from first_errors(
        Finding(complaint.code, complaint.message + where, place(complaint.path), complaint.fix)
        for complaint in (*unknown_names(projection), *unsound_effects(projection))
    )
