"""Commitments, investments and risk events one by one, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import by_year, called
from mtfp.model.base.money_in_words import in_full
from mtfp.model.consistency.scale.size import percent
from mtfp.model.plan import Plan


def costs_one_by_one(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back each commitment, investment and risk event."""
    items = (*_commitments(plan), *_investments(plan), *_events(plan))
    return (Prose("Other costs one by one, without growth:"), Listing(items)) if items else ()


def _commitments(plan: Plan) -> Iterator[str]:
    for name, item in plan.commitments.items():
        yield f"{called(plan, 'commitments', name)}: {by_year(item.amount, plan.unit, recurring=item.recurring)}."


def _investments(plan: Plan) -> Iterator[str]:
    for name, item in plan.investments.items():
        spends = by_year(item.spend, plan.unit, recurring=item.recurring)
        saves = f". It saves {in_full(item.saves.amount, plan.unit)} a year if all is achieved" if item.saves else ""
        yield f"{called(plan, 'investments', name)}: {spends}{saves}."


def _events(plan: Plan) -> Iterator[str]:
    for name, event in plan.risk_events.items():
        when = (
            "once, " if event.once else "in each year, " if not event.recurring else "in each year until it happens, "
        )
        money = in_full(event.impact.money, plan.unit) if event.impact.money else ""
        costs = (
            f"it costs {money}{' in every later year too' if event.recurring else ''}" if money else "it moves a rate"
        )
        closed = " The risk is closed, and counts for nothing." if event.status == "closed" else ""
        yield f"{called(plan, 'risk_events', name)}: a chance of {percent(event.probability)} {when}{costs}.{closed}"
