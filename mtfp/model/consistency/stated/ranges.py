"""Check of ranges of money in words, such as “from £50k to £150k”, against the spread of a risk."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.stated.money import FIX
from mtfp.model.consistency.stated.numbers import Stated, slack
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.consistency.words.unit_prices import SIZES, pounds
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent

_MONEY = r"£\s?(?P<{0}>\d[\d,]*(?:\.\d+)?)\s?(?P<{0}_size>k|m|bn|thousand|million|billion)?\b"
RANGE = Form(rf"{_MONEY.format('low')}\s?(?:to|and|–|-|or)\s?{_MONEY.format('high')}", re.IGNORECASE)
"""Form of a range of money."""


def check_stated_ranges(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about risks whose spread doesn't end where their words say."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, RiskEvent) and entry.item.impact.spread and entry.item.impact.money:
            yield from _of_event(entry, entry.item, plan.unit)


def _of_event(entry: Entry, event: RiskEvent, unit: str) -> Iterator[Complaint]:
    spread = event.impact.spread
    low, high = spread.shape.span if spread else (0.0, 0.0)
    if spread and spread.around:
        low, high = (event.impact.money + each for each in (low, high))
    for text in entry.texts:
        for match in RANGE.finditer(text.words):
            ends = [_end(match, key, text) for key in ("low", "high")]
            if not all(end.fits([own * UNITS[unit]]) for end, own in zip(ends, (low, high), strict=True)):
                message = (
                    f"the spread of {entry.label} is from {planned_money(low, unit)} to {planned_money(high, unit)}, "
                    f"but {quoted(text, match.group())}: which is right?"
                )
                yield Complaint("W599", (*entry.path, "impact", "spread"), message, FIX.replace("amounts", "spread"))
                return


def _end(match: re.Match[str], key: str, text: Text) -> Stated:
    size = match[f"{key}_size"] or match["high_size"]
    scale = SIZES.get((size or "").lower(), 1.0)
    return Stated(pounds(match[key], size), slack(match[key], scale, about=True), match.group(), text)
