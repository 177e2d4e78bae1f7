"""Whether a plan's checks of its own results name what there is, told with their places."""

from collections.abc import Callable, Iterator

from mtfp.engine import Projection
from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.results.checks import unsound_checks


def unsound(projection: Projection, place: Callable[[Path], Place], under: str = "") -> Iterator[Finding]:
    """Checks that name what there isn't, in the plan as it stands or `under` a scenario, each at its path's place."""
    where = f" under {under}" if under else ""
    for complaint in unsound_checks(projection):
        yield Finding(complaint.code, complaint.message + where, place(complaint.path), complaint.fix)
