"""Whether a plan's checks of its own results name what there is, told with their places."""

from collections.abc import Iterator

from mtfp.analysis.checks import unsound_checks
from mtfp.engine import Projection
from mtfp.reading.plan import ReadPlan
from mtfp.text.finding import Finding


def unsound(projection: Projection, read: ReadPlan, under: str = "") -> Iterator[Finding]:
    """Checks that name what there isn't, in the plan as it stands or `under` a scenario."""
    where = f" under {under}" if under else ""
    for complaint in unsound_checks(projection):
        yield Finding(complaint.code, complaint.message + where, read.document.place(complaint.path), complaint.fix)
