"""Notices at the head of a paper: its status, and that its figures are illustrative."""

from collections.abc import Iterator

from mtfp.documents.blocks import Notice
from mtfp.documents.charts.chart import is_illustrative
from mtfp.model.plan import Plan
from mtfp.views.paper.deciding import day

STAGES = {
    "draft": ("Draft", ": not yet recommended or approved"),
    "recommended": ("Recommended", ": not yet approved"),
    "approved": ("Approved", ""),
}
"""Beginning and end of a paper's line on each stage; who and when stand between them."""
NOT_RECORDED = "Status not recorded: the plan does not say if it is a draft, recommended or approved."


def title_of(plan: Plan, kind: str) -> str:
    """Return the title of a paper; it says that the figures are illustrative where the plan's source does."""
    says_so = "illustrative" in plan.name.casefold() or not is_illustrative(plan)
    return f"{plan.name}: {kind}{'' if says_so else ' (illustrative figures)'}"


def notices(plan: Plan) -> Iterator[Notice]:
    """Yield the status of the plan, and a warning if its figures are illustrative."""
    yield Notice(_status(plan))
    if is_illustrative(plan):
        yield Notice("Illustrative: the figures are invented and are no budget of any body.")


def _status(plan: Plan) -> str:
    status = plan.status
    if status is None:
        return NOT_RECORDED
    stage, end = STAGES[status.stage]
    return f"{stage}{f' by {status.by}' if status.by else ''}{f', {day(status.date)}' if status.date else ''}{end}."
