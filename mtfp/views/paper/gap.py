"""Answer to the question: how big is the gap?"""

from collections.abc import Iterator

from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import Spare, gap, is_zero, pence
from mtfp.views.paper.case import Case

QUESTION = "How big is the gap?"


def how_big(case: Case) -> Iterator[str]:
    """Yield sentences on the gap of the plan's own case: in the last year and in the first."""
    plan, labels, unit = case.plan, case.plan.timeline.labels, case.plan.unit
    if all(is_zero(case.central("gap", year), unit) for year in range(1, plan.years + 1)):
        yield "The plan has no gap in any year: the money expected meets the cost."
        return
    last, saved = case.central("gap"), case.central("savings")
    after = "" if is_zero(saved, unit) else f", after savings of {in_money(saved, unit)},"
    yield f"In {labels[-1]}{after} the plan has {gap(last, unit)}{_pence(case)}."
    if plan.years > 1:
        yield Spare(f"In {labels[1]} it has {gap(case.central('gap', 1), unit)}.")


def _pence(case: Case) -> str:
    last, spent = case.central("gap"), case.central("expenditure")
    if last <= 0 or spent <= 0 or is_zero(last, case.plan.unit):
        return ""
    return f": {pence(last / spent)}"
