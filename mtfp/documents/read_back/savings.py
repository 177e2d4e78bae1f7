"""Savings one by one, for the read-back: what each plans, what it brings by year, and in a full year."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import called, grows, noted
from mtfp.model.base.money_in_words import in_full, planned_money
from mtfp.model.consistency.scale.items import full_year
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.scenarios.words import Meaning, PlanWords

RUNNING_TOTALS = "If these amounts are running totals, write `cumulative: true`."
RISING = 3
"""Least number of amounts, each above the one before, that may be running totals."""


def savings_one_by_one(plan: Plan, amount: Callable[[float], str]) -> tuple[Block, ...]:
    """Return the blocks that read back each saving. `amount` returns a full-year amount in words."""
    items = tuple(
        f"{called(plan, 'savings', name)}: {_saving(plan, each, amount)}" for name, each in plan.savings.items()
    )
    years = plan.timeline.projected
    title = f"Savings one by one, before growth, and what part-year effects bring in {years[0]} to {years[-1]}:"
    return (Prose(title), Listing(items)) if items else ()


def _saving(plan: Plan, saving: Saving, amount: Callable[[float], str]) -> str:
    planned = {year: in_full(tranche, plan.unit) for year, tranche in sorted(saving.planned.items()) if tranche}
    if not planned:
        return "no amount."
    years, several = PlanWords(plan).value(planned, Meaning(money=True)), len(planned) > 1
    if not saving.recurring:
        only = "each in its own year" if several else "that year"
        whole = f"{years}, {only} only; over the plan {amount(sum(saving.planned.values()))}."
    else:
        new = f"{years}, adding up to" if several else f"{years}, in a full year"
        whole = f"{new} {amount(full_year(saving))}{' in a full year' if several else ''}."
    says = " ".join([whole, *_achieved(plan, saving), *([RUNNING_TOTALS] if _rises(saving) else [])])
    return f"{says}{grows(plan, saving.indexed) if saving.recurring else ''}{noted(saving)}"


def _achieved(plan: Plan, saving: Saving) -> Iterator[str]:
    """Yield what the saving brings by year if all is achieved, what is delivered of it, and what comes late."""
    brought = _brought(plan, saving)
    if saving.recurring and brought:
        yield f"It brings {', '.join(brought)} ({in_percent(saving.part_year)} in each first year)."
    if saving.delivered:
        yield f"Delivered: {PlanWords(plan).value(saving.delivered, Meaning(money=True))}."
    if saving.slips:
        yield f"Late: {in_percent(saving.slips)} a year later."


def _brought(plan: Plan, saving: Saving) -> list[str]:
    """Return what a recurring saving brings in each year before growth; nothing if each amount saves at once."""
    if saving.part_year == 1:
        return []
    total, brought = 0.0, list[str]()
    for year in plan.timeline.projected:
        tranche = saving.planned.get(year, 0.0)
        total += tranche
        brought.append(planned_money(total - (1 - saving.part_year) * tranche, plan.unit))
    return brought


def _rises(saving: Saving) -> bool:
    """Return True if a saving has three or more amounts, each above the one of the year before."""
    amounts = [amount for _, amount in sorted(saving.planned.items()) if amount]
    return saving.recurring and len(amounts) >= RISING and all(after > before for before, after in pairwise(amounts))
