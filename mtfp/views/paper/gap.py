"""Answer to the question: how big is the gap?"""

from collections.abc import Iterator

from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import Spare, gap, is_zero, pence
from mtfp.views.paper.case import Case

QUESTION = "How big is the gap?"


def how_big(case: Case) -> Iterator[str]:
    """Yield sentences on the gap of the plan's own case: in the last year, in the first, and all years together."""
    plan, labels, unit = case.plan, case.plan.timeline.labels, case.plan.unit
    if all(is_zero(case.central("gap", year), unit) for year in range(1, plan.years + 1)):
        yield "The plan has no gap in any year: the money expected meets the cost."
        return
    last, saved = case.central("gap"), case.central("savings")
    after = "" if is_zero(saved, unit) else f", after savings of {in_money(saved, unit)},"
    yield f"In {labels[-1]}{after} the plan has {gap(last, unit)}{_pence(case)}."
    if plan.years > 1:
        yield Spare(f"In {labels[1]} it has {gap(case.central('gap', 1), unit)}.")
        yield Spare(_together(case))


def _pence(case: Case) -> str:
    last, spent = case.central("gap"), case.central("expenditure")
    if last <= 0 or spent <= 0 or is_zero(last, case.plan.unit):
        return ""
    return f": {pence(last / spent)}"


def _together(case: Case) -> str:
    plan, total = case.plan, case.total("gap")
    if is_zero(total, plan.unit):
        return f"Over {plan.years} years, gaps and surpluses balance."
    gaps = [case.central("gap", year) for year in range(1, plan.years + 1)]
    signs = {each > 0 for each in gaps if not is_zero(each, plan.unit)}
    kind = "gaps" if total > 0 else "surpluses"
    less = f"{kind}, less {'surpluses' if total > 0 else 'gaps'}," if len(signs) > 1 else kind
    return f"Over {plan.years} years the {less} add up to {in_money(abs(total), plan.unit)}."
