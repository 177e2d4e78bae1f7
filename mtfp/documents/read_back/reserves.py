"""Reserves by year, and the figures of the funding scheme, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.plan import Plan
from mtfp.scenarios.words import PlanWords


def reserves_by_year(plan: Plan, expenditure: float) -> tuple[Block, ...]:
    """Return the blocks that read back each reserve, and each closing step.

    A minimum level that is a share of expenditure is also shown in money of the base year.
    """
    items = (*_reserves(plan, expenditure), *_scheme(plan))
    return (Prose("Reserves and closing steps:"), Listing(items)) if items else ()


def _reserves(plan: Plan, expenditure: float) -> Iterator[str]:
    for name, reserve in plan.all_reserves.items():
        share = reserve.floor.in_year(plan.base_year).share if reserve.floor else None
        words, least = PlanWords(plan).value(reserve), PlanWords(plan).value(reserve.floor) if share else ""
        money = planned_money((share or 0.0) * expenditure, plan.unit)
        if least:
            words = words.replace(f"{least}", f"{least} ({money} in {plan.base_year})", 1)
        yield f"{plan.label('reserves', name)}: {words}."


def _scheme(plan: Plan) -> Iterator[str]:
    words = [PlanWords(plan).value(step) for step in plan.scheme.steps]
    yield from (f"Closing step {number}, {each}." for number, each in enumerate(words, 1))
    if plan.scheme.surplus:
        yield f"Surplus: {PlanWords(plan).value(plan.scheme.surplus)}."
