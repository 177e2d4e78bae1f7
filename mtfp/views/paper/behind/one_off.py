"""Sentences on one-off money that pays for recurring cost, and on cost that stays when time-limited money ends."""

from collections.abc import Iterator

from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import is_zero
from mtfp.views.paper.case import Case
from mtfp.views.plan.services.mix import ways_to_close


def one_off_money(case: Case) -> Iterator[str]:
    """Yield sentences on one-off money and the recurring gap in the first and last year, and on money that ends."""
    plan, unit = case.plan, case.plan.unit
    used = ways_to_close(case.projection)["one_off"][:, 0]
    for year in sorted({1, plan.years}):
        amount, gap, label = float(used[year]), case.central("recurring_gap", year), plan.timeline.labels[year]
        lasting = f"a recurring gap of {in_money(gap, unit)}" if gap > 0 else "no recurring gap"
        if not is_zero(amount, unit):
            yield f"In {label}, money that comes once closes {in_money(amount, unit)}; the plan has {lasting}."
        else:
            yield f"In {label}, no money that comes once is used; the plan has {lasting}."
    stays = case.figures["cost_after_funding_ends"][:, 0]
    years = [year for year in range(1, plan.years + 1) if not is_zero(float(stays[year]), unit)]
    if years:
        cost = in_money(float(stays[years[0]]), unit)
        yield f"From {plan.timeline.labels[years[0]]}, {cost} of cost stays after the money that paid it has ended."
