"""Answer to the question: how big is the gap?"""

from collections.abc import Iterator

from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import gap, is_zero, pence
from mtfp.views.paper.case import Case

QUESTION = "How big is the gap?"


def how_big(case: Case) -> Iterator[str]:
    """Yield sentences on the gap of the plan's own case: the first year, the last, and all years together."""
    plan, labels, unit = case.plan, case.plan.timeline.labels, case.plan.unit
    last = case.central("gap")
    if all(is_zero(case.central("gap", year), unit) for year in range(1, plan.years + 1)):
        yield "The plan has no gap in any year: the money expected meets the cost."
        return
    if plan.years == 1:
        yield f"In {labels[1]} the plan has {gap(last, unit)}{_pence(case)}."
    else:
        first = case.central("gap", 1)
        yield f"The plan has {gap(first, unit)} in {labels[1]} and {gap(last, unit)} in {labels[-1]}{_pence(case)}."
        yield _together(case)
    if not is_zero(saved := case.central("savings"), unit):
        yield f"That counts on savings of {in_money(saved, unit)} in {labels[-1]}."


def _pence(case: Case) -> str:
    last = case.central("gap")
    if last <= 0 or is_zero(last, case.plan.unit):
        return ""
    return f", {pence(last / case.central('expenditure'))}"


def _together(case: Case) -> str:
    plan, total = case.plan, case.total("gap")
    signs = {case.central("gap", year) > 0 for year in range(1, plan.years + 1)}
    if is_zero(total, plan.unit):
        return "Over all years, gaps and surpluses balance."
    mixed = ", surpluses taken off" if len(signs) > 1 and total > 0 else ""
    kind = "gaps add" if total > 0 else "surpluses, less gaps, add" if len(signs) > 1 else "surpluses add"
    return f"Over {plan.years} years the {kind} up to {in_money(abs(total), plan.unit)}{mixed}."
