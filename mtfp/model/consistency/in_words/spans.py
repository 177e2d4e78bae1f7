"""Spans of figures: the years in which the money of an entry starts, changes and ends."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any, NamedTuple

from mtfp.model.base.arrays import NOISE
from mtfp.model.base.years import Timeline, first_calendar_year
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.move import Move
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.risk import RiskEvent


class Span(NamedTuple):
    """Years of an entry's money, each by the calendar year in which it begins.

    `starts` are the years in which something begins, `last` is the last year; None if the money doesn't end.
    `lengths` are the numbers of years for which it can be said to last, `key` is where it says so. A change that
    comes gradually is complete in the year `to`; an end in words isn't its own if it `lasts`.
    """

    starts: tuple[int, ...]
    last: int | None
    lengths: frozenset[int] = frozenset()
    key: tuple[str, ...] = ()
    to: int | None = None
    lasts: bool = False
    after: frozenset[int] = frozenset()
    """Years after a start in which something more of it comes, or after an end in which it is gone."""

    over: frozenset[int] = frozenset(range(100))
    """Numbers of years over which words can say that it is spread."""

    @property
    def first(self) -> int:
        return self.starts[0]


@singledispatch
def span_of(item: Any, timeline: Timeline) -> Span | None:
    """Return the span of an item's money; None for an item that has no years of its own."""
    return None


def _given(amounts: Mapping[str, float | None]) -> dict[int, float]:
    return {first_calendar_year(year): amount for year, amount in sorted(amounts.items()) if amount}


def _of_amounts(amounts: Mapping[str, float | None], *, recurring: bool, timeline: Timeline, key: str) -> Span | None:
    """Return the span of amounts by year: if they recur, they last until their sum is back at zero."""
    given = _given(amounts)
    if not given:
        return None
    years, end = list(given), first_calendar_year(timeline.last)
    if not recurring:
        numbers = frozenset({len(years), years[-1] - years[0] + 1})
        return Span(tuple(years), years[-1], numbers, (key,), over=numbers)
    left, size = sum(given.values()), max(abs(each) for each in given.values())
    if abs(left) <= NOISE * size:
        return Span(tuple(years), years[-1] - 1, frozenset({years[-1] - years[0]}), (key,))
    return Span(tuple(years), None, frozenset(range(end - years[0] + 1, end + 100)), (key,))


@span_of.register
def _(item: Commitment, timeline: Timeline) -> Span | None:
    return _of_amounts(item.amount, recurring=item.recurring, timeline=timeline, key="amount")


@span_of.register
def _(item: Saving, timeline: Timeline) -> Span | None:
    span = _of_amounts(item.planned, recurring=item.recurring, timeline=timeline, key="planned")
    rest = frozenset(year + 1 for year in span.starts) if span and item.part_year < 1 else frozenset()
    return span and span._replace(after=rest)


@span_of.register
def _(item: Investment, timeline: Timeline) -> Span | None:
    span = _of_amounts(item.spend, recurring=item.recurring, timeline=timeline, key="spend")
    if span is None or item.saves is None:
        return span
    return Span((*span.starts, span.first + item.saves.lag), span.last, span.lengths, span.key)


@span_of.register
def _(item: RiskEvent, timeline: Timeline) -> Span | None:
    if item.once is None or item.once.from_ is None:
        return None
    first, last = (first_calendar_year(timeline.base_year) + at for at in item.window(timeline))
    return Span(tuple(range(first, last + 1)), None, frozenset(range(100)), ("once", "from"))


@span_of.register
def _(item: Move, timeline: Timeline) -> Span | None:
    to = first_calendar_year(item.to) if item.to else None
    first = first_calendar_year(item.from_)
    over = frozenset(range(100)) if to is None else frozenset({to - first, to - first + 1})
    return Span((first,), None, frozenset(range(100)), ("from",), to, lasts=True, over=over)


@span_of.register
def _(item: Reserve, timeline: Timeline) -> Span | None:
    return _of_amounts(item.planned_use, recurring=False, timeline=timeline, key="planned_use")


@span_of.register
def _(item: Stream, timeline: Timeline) -> Span | None:
    """Return the years in which a payment changes, and its last year."""
    years = [first_calendar_year(year) for year in timeline.labels]
    changes, last, key = _changes(item, timeline), None, item.chosen
    if item.ends:
        last, key = first_calendar_year(item.ends), "ends"
    elif item.stated and (paid := [year for year in years if item.stated.root.at(timeline.labels[year - years[0]])]):
        last = paid[-1] if paid[-1] < years[-1] else None
    while_paid = {year for year in changes if last is None or year <= last}
    starts = tuple(sorted({*while_paid, *_given(item.one_off)}))
    if not starts and last is None:
        return None
    paid_from = years[0] if item.base else starts[0] if starts else years[0]
    if item.of_base_year(timeline.base_year):
        lengths = frozenset(range(100))
    elif last is None:
        lengths = frozenset(range(years[-1] - paid_from + 1, 100))
    else:
        lengths = frozenset({last - paid_from + 1})
    return Span(starts or (years[0],), last, lengths, (key,))


def _changes(item: Stream, timeline: Timeline) -> tuple[int, ...]:
    """Return the years in which a payment isn't that of the year before, for the rules that state amounts by year."""
    if item.movements:
        return tuple(_given(item.movements.root))
    if item.stated is None:
        return ()
    paid = [item.stated.root.at(year) or 0.0 for year in timeline.labels]
    before = [item.base or 0.0, *paid]
    return tuple(
        first_calendar_year(year)
        for year, old, new in zip(timeline.labels, before, paid, strict=False)
        if abs(new - old) > NOISE * max(abs(new), abs(old))
    )
