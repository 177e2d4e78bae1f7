"""Answer to the question: how sure are we?"""

from collections.abc import Iterator

from mtfp.analysis.average_and_plan import AverageAndPlan
from mtfp.analysis.sensitivity.drivers import Group
from mtfp.findings.short import in_list
from mtfp.model.base.money_in_words import in_money
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
    plan, last, unit = evidence.plan, evidence.plan.timeline.last, evidence.plan.unit
    yield f"We tried {evidence.draws:,} possible futures of pay, prices and demand."
    yield f"In 8 of 10 of them, {last} ends between {gap_range(found, unit)}, before partners pay more."
    planned = evidence.base.central("gap")
    chance = float((evidence.base.values("gap") <= planned).mean())
    yield f"{_as_good(planned, unit)} is {likely(chance)}."
    yield f"The middle future has {gap(found.middle, unit)}."
    if evidence.average:
        yield from why_the_average_differs(evidence.average, unit)


def _as_good(planned: float, unit: str) -> str:
    if is_zero(planned, unit):
        return "No gap, as in the plan,"
    better = "A surplus at least as large as" if planned < 0 else "A gap no larger than"
    return f"{better} the plan's"


def why_the_average_differs(found: AverageAndPlan, unit: str) -> Iterator[str]:
    """Yield a sentence on the main reasons for the average's distance from the plan, unless it is next to nothing."""
    difference = found.average - found.plan
    if is_zero(difference, unit) or not found.main:
        return
    way = "worse" if difference > 0 else "better"
    reasons = [f"{GROUPS[group]} ({in_money(abs(found.groups[group]), unit)})" for group in found.main]
    yield f"On average futures are {in_money(abs(difference), unit)} {way} than the plan, mainly for {in_list(reasons)}."
