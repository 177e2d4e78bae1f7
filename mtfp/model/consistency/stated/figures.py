"""Amounts of money that can be worked out from an entry, and the sums of which words say that they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatch
from itertools import accumulate, pairwise
from typing import Any

from mtfp.model.consistency.in_words.money import figures_of
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.risk import RiskEvent


def tranches(item: Any) -> Mapping[str, float] | None:
    """Return the amounts by year of an item whose amounts add up; None for other items."""
    if isinstance(item, Commitment):
        return {year: amount for year, amount in sorted(item.amount.items()) if amount}
    if isinstance(item, Saving):
        return {year: amount for year, amount in sorted(item.planned.items()) if amount}
    if isinstance(item, Investment):
        return {year: amount for year, amount in sorted(item.spend.items()) if amount}
    return None


def sums(item: Any, kind: str) -> list[float]:
    """Return the sums of an item's amounts that words of a kind can mean: all, a full year, or by a year."""
    if isinstance(item, Stream):
        return _paid_in_all(item) if kind == "all" else []
    by_year = tranches(item)
    if by_year is None:
        return []
    totals = list(accumulate(by_year.values()))
    if kind.startswith("by "):
        upto = [amount for year, amount in by_year.items() if year <= kind[3:]]
        return [sum(upto), *(totals[-1:] if not upto else ()), sum(accumulate(upto)), *_saves(item)]
    if kind == "full":
        return [totals[-1], max(totals, key=abs), *_saves(item), *item_parts(item)] if totals else []
    cumulated = list(accumulate(totals))
    return [*totals, *cumulated[-1:], sum(map(abs, by_year.values())), *_saves(item)]


def _paid_in_all(item: Stream) -> list[float]:
    """Return what a source pays in all years together, if it states an amount for each and ends."""
    if item.one_off and not item.stated:
        return [sum(item.one_off.values())]
    stated = item.stated.root if item.stated else None
    if stated is None or (stated.then and not item.ends):
        return []
    paid = [amount for year, amount in sorted(stated.years.items()) if amount and not (item.ends and year > item.ends)]
    return [*accumulate(paid), sum(paid) + (item.base or 0.0), sum(paid) - paid[0] if paid else 0.0]


def item_parts(item: Any) -> list[float]:
    """Return the recurring amounts of single years, which a full year can be if an item has one amount alone."""
    by_year = tranches(item) or {}
    return list(by_year.values()) if len(by_year) == 1 else []


def _saves(item: Any) -> list[float]:
    saves = item.saves if isinstance(item, Investment) else None
    return [saves.amount, saves.amount * float(saves.cashable)] if saves else []


@singledispatch
def derived(item: Any, plan: Plan) -> Iterable[float]:
    """Return the amounts that can be worked out from an item, in the plan's unit; none where too little is stated."""
    return ()


@derived.register(Commitment)
@derived.register(Saving)
@derived.register(Investment)
def _(item: Commitment | Saving | Investment, plan: Plan) -> Iterable[float]:
    by_year = list((tranches(item) or {}).values())
    part = float(item.part_year) if isinstance(item, Saving) else 1.0
    whole = [*_series(by_year), *figures_of(item), *sums(item, "all")]
    return [*whole, *(each * part for each in whole), *(each * (1 - part) for each in whole)]


@derived.register
def _(item: RiskEvent, plan: Plan) -> Iterable[float]:
    years = range(1, plan.years + 1)
    return [*figures_of(item), *(item.impact.money * year for year in years)]


@derived.register
def _(item: Reserve, plan: Plan) -> Iterable[float]:
    used, paid = ([by[year] for year in sorted(by)] for by in (item.planned_use, item.planned_contributions))
    left = accumulate(used, lambda left, use: left - use, initial=item.opening)
    floors = (
        [each.amount or 0.0 for each in (*item.floor.years.values(), item.floor.then) if each] if item.floor else []
    )
    return [item.opening, *_series(used), *_series(paid), *left, *floors]


@derived.register
def _(item: Stream, plan: Plan) -> Iterable[float]:
    """Return what is paid by year, its changes and sums; none for money that follows a cost."""
    paid = paid_by_year(item, plan)
    moved = list(item.movements.root.values()) if item.movements else []
    return [*_series(paid), *_series(moved), *figures_of(item)] if paid else []


def paid_by_year(item: Stream, plan: Plan) -> list[float]:
    """Return what a funding source pays in each year; empty for money that follows a cost or an uncertain index."""
    years = plan.timeline.labels
    if item.stated:
        amounts = [item.base or 0.0, *(item.stated.root.at(year) or 0.0 for year in years[1:])]
        return amounts if item.base is not None else [item.stated.root.at(years[0]) or 0.0, *amounts[1:]]
    if item.movements:
        return list(accumulate((item.movements.root.get(year) or 0.0 for year in years[1:]), initial=item.start))
    rate = plan.assumptions.get(item.uplift.root) if item.uplift else None
    if rate is None or rate.central is None or rate.unit != "rate":
        return []
    return list(
        accumulate((1 + (rate.central.at(year) or 0.0) for year in years[1:]), lambda a, b: a * b, initial=item.start)
    )


@derived.register
def _(item: Line, plan: Plan) -> Iterable[float]:
    budget = item.budget or 0.0
    adjusted = budget + sum(each.of(budget) for each in item.adjust)
    whole = [*figures_of(item), adjusted, adjusted - item.one_off, budget - item.one_off]
    shares = [float(part.share) for part in item.components.values()]
    return [*whole, *(each * (1 - item.our_share) for each in whole), *(adjusted * share for share in shares)]


def _series(amounts: Sequence[float]) -> Iterator[float]:
    """Yield amounts by year, their running totals, their steps, their mean and sums of neighbours."""
    yield from amounts
    yield from accumulate(amounts)
    yield from (after - before for before, after in pairwise(amounts))
    yield from (after - amounts[0] for after in amounts)
    if amounts:
        yield sum(amounts) / len(amounts)
