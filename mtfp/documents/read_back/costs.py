"""Commitments, investments and risk events one by one, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import by_year, called, grows, late, noted
from mtfp.model.base.money_in_words import in_full, planned_money
from mtfp.model.consistency.scale.likely import in_figures, in_percent
from mtfp.model.consistency.scale.size import percent
from mtfp.model.costs.saving import Returns
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.impact import Impact


def costs_one_by_one(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back each commitment, investment and risk event."""
    items = (*_commitments(plan), *_investments(plan), *_events(plan))
    return (Prose("Other costs one by one, without growth:"), Listing(items)) if items else ()


def _commitments(plan: Plan) -> Iterator[str]:
    for name, item in plan.commitments.items():
        years = by_year(item.amount, plan.unit, recurring=item.recurring)
        yield f"{called(plan, 'commitments', name)}: {years}.{grows(plan, item.indexed)}{noted(item)}"


def _investments(plan: Plan) -> Iterator[str]:
    for name, item in plan.investments.items():
        spends = by_year(item.spend, plan.unit, recurring=item.recurring)
        saves = _saves(plan, item.saves) if item.saves else ""
        yield f"{called(plan, 'investments', name)}: {spends}{saves}.{noted(item)}"


def _saves(plan: Plan, saves: Returns) -> str:
    """Return what an investment saves if all is achieved, and from when."""
    when = "each year" if saves.recurring else "once"
    lag = (
        "from its first year"
        if not saves.lag
        else f"{late(saves.lag).strip().removesuffix('late')}after the first spend"
    )
    cash = "" if saves.cashable == 1 else f", {in_percent(saves.cashable)} of it in cash"
    return f". It saves {in_full(saves.amount, plan.unit)} {when} if all is achieved, {lag}{cash}"


def _events(plan: Plan) -> Iterator[str]:
    for name, event in plan.risk_events.items():
        when = (
            "once, " if event.once else "in each year, " if not event.recurring else "in each year until it happens, "
        )
        money = _impact(plan, event.impact) if event.impact.money else ""
        costs = (
            f"it costs {money}{' in every later year too' if event.recurring else ''}"
            if money
            else f"it moves {_moved(plan, event.impact)}"
        )
        closed = " The risk is closed, and counts for nothing." if event.status == "closed" else ""
        chance = f"a chance of {percent(event.probability)} {when}{costs}."
        yield f"{called(plan, 'risk_events', name)}: {chance}{closed}{noted(event)}"


def _impact(plan: Plan, impact: Impact) -> str:
    """Return the cost of an event, with the numbers of its spread."""
    numbers = [number for _, number in impact.spread.shape.numbers()] if impact.spread else []
    spread = f" ({' to '.join(planned_money(number, plan.unit) for number in numbers)})" if numbers else ""
    return f"{in_full(impact.money, plan.unit)}{spread}"


def _moved(plan: Plan, impact: Impact) -> str:
    return f"{plan.label('assumptions', impact.assumption or '')} by {in_figures(impact.change)}"
