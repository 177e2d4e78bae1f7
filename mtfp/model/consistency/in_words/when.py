"""Check of dates: an entry's words name another year than the one in which its money starts or ends."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import Timeline, first_calendar_year
from mtfp.model.consistency.in_words.spans import Span, span_of
from mtfp.model.consistency.words.dates import Dated, dates_in
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

SAVES = Form(r"\b(?:sav(?:es?|ings?|ed)|frees|releases?d?|returns?|benefits?)\b", re.IGNORECASE)
SPENDS = Form(r"\b(?:costs?|spen[dt]s?|invest\w*|outlay|paid|pays)\b", re.IGNORECASE)
"""Words of what an investment saves, and of what is spent on it."""
FIX = "correct the year or the words"


def check_years(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about money that starts or ends in another year than its words say."""
    for entry in entries(plan, remarks):
        yield from about_years(entry, plan.timeline)


def about_years(entry: Entry, timeline: Timeline) -> Iterator[Complaint]:
    """Ask about one entry, if its words name one year and its figures another."""
    span = span_of(entry.item, timeline)
    if span is None:
        return
    dated = [_of_item(date, entry.item) for text in entry.texts for date in dates_in(text, timeline)]
    dated = [date for date in dated if not (isinstance(entry.item, Investment) and _of_saving(date))]
    asked = question(dated, span, timeline)
    if asked:
        yield Complaint("W593", (*entry.path, *span.key), f"{entry.label} {asked}", FIX)


def _of_item(date: Dated, item: object) -> Dated:
    """Return a date of closing as the end of a cost or a payment; something else may begin when a place closes."""
    return date._replace(kind="end") if date.kind == "closes" and isinstance(item, Commitment | Stream) else date


def _of_saving(date: Dated) -> bool:
    """Return True if a date is that of what is saved, and not of what is spent."""
    before = date.text.before(date.text.words.find(date.words))
    return date.kind == "start" and bool(SAVES.search(before)) and not SPENDS.search(before)


def question(dated: list[Dated], span: Span, timeline: Timeline) -> str:
    """Return the question about dates in words of which none is that of the figures; empty if there is none."""
    starts = [date for date in dated if date.kind in ("start", "only")]
    if _wrong_start(starts, span, timeline):
        return _started(starts[0], span)
    ends = [date for date in dated if date.kind in ("end", "only")]
    if _wrong_end(ends, span, timeline):
        return _ended(ends[0], span)
    by = [date for date in dated if date.kind == "by"]
    if span.to is not None and len(by) == 1 and not by[0].years & {span.to, *span.starts}:
        return _complete(by[0], span.to)
    lengths = [date for date in dated if date.kind == "length"]
    if len(lengths) == 1 and not ends and not lengths[0].years & span.lengths:
        return _lasted(lengths[0], span)
    spread = [date for date in dated if date.kind == "over"]
    if len(spread) == 1 and not spread[0].years & span.over:
        return _spread(spread[0], span)
    upto = [date for date in dated if date.kind == "to"]
    if upto and not ends and _wrong_last(upto, span, timeline):
        return _ended(upto[0], span)
    months = [date for date in dated if date.kind == "month"]
    if months and not (starts or ends or by) and _wrong_month(months, span, timeline):
        return _started(months[0], span)
    named = [date for date in dated if date.kind == "in"]
    if len(named) == 1 and not starts and not ends and _other_years(named[0].years, span, timeline):
        return _named(named[0], span)
    return ""


def _wrong_last(dated: list[Dated], span: Span, timeline: Timeline) -> bool:
    """Return True if no year up to which words say that money is paid is the last one of its amounts."""
    own = {span.last, span.to, max(span.starts)}
    first, end = first_calendar_year(timeline.base_year), first_calendar_year(timeline.last)
    inside = all(first <= min(date.years) < end and span.first <= max(date.years) for date in dated)
    return inside and not span.lasts and not any(date.years & own for date in dated)


def _wrong_month(dated: list[Dated], span: Span, timeline: Timeline) -> bool:
    """Return True if the amounts neither start, change nor end in a month that words name."""
    own = {*span.starts, *span.after, span.last, span.to, *([] if span.last is None else [span.last + 1])}
    first = first_calendar_year(timeline.base_year)
    if any(min(date.years) <= first for date in dated):
        return False
    named = {max(date.years) for date in dated}
    moved = len(named) > 1 and len(named) == len(span.starts) and named != set(span.starts)
    return moved or not any(date.years & own for date in dated)


def _other_years(named: frozenset[int], span: Span, timeline: Timeline) -> bool:
    """Return True if words name as many projected years as the figures begin in, and other ones."""
    starts, first = set(span.starts), first_calendar_year(timeline.base_year)
    return min(named) > first and len(named) == len(starts) and named != starts and span.to is None


def _named(date: Dated, span: Span) -> str:
    years = " and ".join(financial_year(year) for year in sorted(span.starts))
    return f"is of {years}, but {quoted(date.text, date.words)}: is the year right?"


def _wrong_start(dated: list[Dated], span: Span, timeline: Timeline) -> bool:
    if len({date.years for date in dated}) != 1:
        return False
    (years, *_) = (date.years for date in dated)
    return min(years) > first_calendar_year(timeline.base_year) and not years & set(span.starts)


def _wrong_end(dated: list[Dated], span: Span, timeline: Timeline) -> bool:
    """Return True if money that has begun by an end in words goes on after it, or ends before it.

    Money that begins in the year after an end, such as a new contract, comes after something else that ends.
    """
    if span.lasts or len({date.years for date in dated}) != 1 or span.first > max(dated[0].years):
        return False
    years, end = dated[0].years, first_calendar_year(timeline.last)
    if min(years) >= end:
        return span.key == ("ends",) and span.last is not None and span.last < end
    if min(years) < first_calendar_year(timeline.base_year):
        return False
    return span.last not in years and set(span.starts) != years


def _started(date: Dated, span: Span) -> str:
    near = min(date.years, key=lambda year: abs(year - span.first))
    apart = span.first - near
    return (
        f"starts in {financial_year(span.first)}, but {quoted(date.text, date.words)}, which is "
        f"{financial_year(near)}: is it {_years(abs(apart))} too {'late' if apart > 0 else 'early'}?"
    )


def _ended(date: Dated, span: Span) -> str:
    ends = "doesn't end" if span.last is None else f"ends in {financial_year(span.last)}"
    return (
        f"{ends}, but {quoted(date.text, date.words)}, so that its last year is {financial_year(max(date.years))}: "
        "is the end missing or wrong?"
    )


def _complete(date: Dated, to: int) -> str:
    return (
        f"is complete in {financial_year(to)}, but {quoted(date.text, date.words)}, which is "
        f"{financial_year(max(date.years))}: is its last year right?"
    )


def _lasted(date: Dated, span: Span) -> str:
    (years,) = date.years
    lasts = "goes on" if span.last is None else f"lasts to {financial_year(span.last)}"
    starts = f"starts in {financial_year(span.first)} and {lasts}"
    return f"{starts}, but {quoted(date.text, date.words)}: is it {_years(years)}?"


def _spread(date: Dated, span: Span) -> str:
    to = financial_year(max(span.to or span.starts[-1], span.first))
    return (
        f"is spread from {financial_year(span.first)} to {to}, but {quoted(date.text, date.words)}: is its end right?"
    )


def _years(number: int) -> str:
    return "a year" if number == 1 else f"{number} years"
