"""Answer to the question: how sure are we?"""

from collections.abc import Iterator

from mtfp.analysis.average_and_plan import AverageAndPlan
from mtfp.analysis.sensitivity.drivers import Group
from mtfp.findings.short import in_list
from mtfp.views.paper.amounts import gap, gap_range, is_zero
from mtfp.views.paper.case import Evidence
from mtfp.views.paper.likelihood import likely

QUESTION = "How sure are we?"
GROUPS: dict[Group, str] = {
    "pay": "pay",
    "prices": "prices",
    "demand": "demand for care",
    "funding": "funding",
    "savings": "savings",
    "events": "risk events",
}
"""Groups of drivers inside a sentence."""


def how_sure(evidence: Evidence) -> Iterator[str]:
    """Yield sentences on the range of the last year's gap, the chance of the plan's own, and why the two differ."""
    if evidence.is_certain:
        yield "We can't say: nothing in the plan is marked as uncertain, so it shows a single future."
        return
    found = evidence.base.range("gap")
    if found is None:
        yield "This paper shows the plan's own figures alone. It was written without trying other futures."
        return
    last, unit = evidence.plan.timeline.last, evidence.plan.unit
    yield f"In 8 of 10 possible futures, before partners pay more, {last} ends between {gap_range(found, unit)}."
    planned = evidence.base.central("gap")
    chance = float((evidence.base.values("gap") <= planned).mean())
    yield f"{_as_good(planned, unit)} is {likely(chance)}."
    reasons = main_reasons(evidence.average, unit) if evidence.average else ""
    yield f"The middle future has {gap(found.middle, unit)}{reasons}."


def _as_good(planned: float, unit: str) -> str:
    if is_zero(planned, unit):
        return "No gap, as in the plan,"
    return "The plan's result or better"


def main_reasons(found: AverageAndPlan, unit: str) -> str:
    """Return the end of a sentence: the main reasons for which the average differs from the plan, or nothing.

    The reasons explain the average. They are left out if the middle of the draws does not differ in the same direction.
    """
    difference, moved = found.average - found.plan, found.middle - found.plan
    if is_zero(difference, unit) or is_zero(moved, unit) or difference * moved < 0 or not found.main:
        return ""
    way = "worse" if difference > 0 else "better"
    return f": {in_list([GROUPS[group] for group in found.main])} may turn out {way} than planned"
