"""Questions about levers that begin or end in another year than their words say."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.years import Timeline, first_calendar_year
from mtfp.model.consistency.in_words.spans import Span, span_of
from mtfp.model.consistency.in_words.when import FIX, question
from mtfp.model.consistency.words.dates import Dated, dates_in
from mtfp.model.consistency.words.plan_years import NUMBERS, ORDINALS
from mtfp.model.consistency.words.texts import Text, texts_of
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import Set
from mtfp.scenarios.levers.common.years import in_plan
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.reserves import ChangeReserve

CLOSES = Form(r"\b(?:clos\w+|shuts?|open\w*)\b")
"""Words of the year in which units close or open, and not of that in which money comes free."""
NUMBERED = Form(
    r"\b(?:from|starts? in|begins? in|starting in|beginning in) "
    rf"(?:the (?P<ordinal>{'|'.join(ORDINALS[1:])}) year\b(?! of)|year (?P<number>[2-9]|two|three|four|five)\b)",
    re.IGNORECASE,
)
"""Form of the year of the plan in which a change begins, by its number."""
ANY_LENGTH = frozenset(range(100))


def about_years(
    lever: Lever, own: Sequence[Text], shared: Sequence[Text], others: Sequence[Lever], timeline: Timeline
) -> Iterator[Complaint]:
    """Ask about a lever, if its words name one year and its keys another, and no other lever has that year."""
    span = _span(lever, timeline)
    if span is None:
        return
    inner = texts_of(getattr(lever.change, "add", None))
    taken = {year for other in others if (held := _span(other, timeline)) for year in (*held.starts, held.last)}
    dated = [date for text in (*inner, *own) for date in dates_in(text, timeline)]
    told = [date for text in shared for date in dates_in(text, timeline)]
    # a length may be that of another lever, whose years don't say so
    dated += [date for date in told if not date.years & taken and not (others and date.kind == "length")]
    dated += _counted((*own, *shared), timeline)
    if span.key == ("ends",):
        dated = [date for date in dated if date.kind == "end"]
    asked = question(dated, span, timeline)
    if not asked and isinstance(lever.change, Capacity):
        asked = question([date for date in dated if CLOSES.search(_before(date))], _closing(span), timeline)
    if asked:
        yield Complaint("W593", (lever.chosen, *span.key), f"this lever {asked}", FIX)


def _counted(texts: Sequence[Text], timeline: Timeline) -> Iterator[Dated]:
    """Yield the years of the plan in which words say that a change begins, by their number."""
    for text in texts:
        for match in NUMBERED.finditer(text.words):
            word = match["ordinal"] or match["number"]
            number = ORDINALS.index(word.lower()) if match["ordinal"] else (NUMBERS.get(word.lower()) or int(word)) - 1
            first = first_calendar_year(timeline.projected[0])
            yield Dated("start", frozenset({first + number}), match.group(), text)


def _span(lever: Lever, timeline: Timeline) -> Span | None:
    """Return the years of a lever: those of the item that it adds, of its money, or from its first year to its last."""
    change: Any = lever.change
    if isinstance(change, ChangeFunding):
        return _of_funding(change, timeline)
    if isinstance(change, ChangeReserve) and change.add_use:
        used = tuple(
            sorted(first_calendar_year(in_plan(year, timeline)) for year, each in change.add_use.items() if each)
        )
        return Span(used, used[-1], frozenset({len(used)}), ("add_use",)) if used else None
    if item := getattr(change, "add", None):
        span = span_of(item.on(timeline), timeline) if hasattr(item, "on") else None
        return span and Span(span.starts, span.last, span.lengths, ("add", *span.key))
    if isinstance(change, Set) and "from_" not in change.model_fields_set and change.central.then is None:
        named = tuple(sorted(first_calendar_year(in_plan(year, timeline)) for year in change.central.years))
        return Span(named, None, ANY_LENGTH, ("central",), lasts=True)
    if not getattr(change, "from_", None) or "from_" not in change.model_fields_set:
        return None
    first = first_calendar_year(in_plan(change.from_, timeline))
    starts = (first, first + getattr(change, "lag", 0), first - getattr(change, "double_running", 0))
    to = first_calendar_year(in_plan(change.to, timeline)) if getattr(change, "to", None) else None
    return Span(starts, None, ANY_LENGTH, ("from",), to, lasts=True)


def _before(date: Dated) -> str:
    return date.text.before(date.text.words.find(date.words))


def _closing(span: Span) -> Span:
    """Return the year in which units close, without those in which teams start or money comes free."""
    return Span(span.starts[:1], span.last, span.lengths, span.key, span.to, lasts=True)


def _of_funding(change: ChangeFunding, timeline: Timeline) -> Span | None:
    years = tuple(sorted(first_calendar_year(in_plan(year, timeline)) for year, each in change.add.items() if each))
    if change.ends and not years:
        last = first_calendar_year(in_plan(change.ends, timeline))
        return Span((first_calendar_year(timeline.base_year),), last, ANY_LENGTH, ("ends",))
    return Span(years, years[-1], frozenset({len(years)}), ("add",)) if years and not change.ends else None
