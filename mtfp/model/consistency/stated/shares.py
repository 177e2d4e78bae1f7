"""Check of percentages in words: each is looked for among the shares and rates of its entry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.values import Percent
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.stated.budgets import of_budget
from mtfp.model.consistency.stated.figures import paid_by_year
from mtfp.model.consistency.stated.money import FIX
from mtfp.model.consistency.stated.numbers import ABOUT, Stated, is_elsewhere
from mtfp.model.consistency.words.percentages import FRACTIONS, RATE, percent, shares_in
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.move import Move
from mtfp.model.costs.saving import Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.by_status import is_stated_with_saving
from mtfp.model.uncertainty.risk import RiskEvent

PERCENTAGE = Form(
    RATE + r"(?P<yearly>\s(?:a|per|each|every)\s(?:year|annum)\b|\s(?:yearly|annually)\b)?"
    r"(?:\s(?:in|for)\s(?P<year>20\d\d/\d\d))?"
    r"(?P<budget>\sof\s(?:the|its|this|our|that|their|annual|net|gross)?\s?"
    r"(?:[\w-]+\s){0,3}?(?:budget|cost|spend|line)\b)?",
    re.IGNORECASE,
)
"""Form of a percentage, of a yearly one, of one in a year, and of one of a budget."""
IN_TEN = Form(
    r"\b(?P<of_these>one|two|three|four|five|six|seven|eight|nine) (?:\w+ )?in "
    r"(?P<ones>three|four|five|six|seven|eight|ten|twelve|twenty|thirty|forty|fifty|\d\d?)\b(?![/,]?\d)",
    re.IGNORECASE,
)
"""Form of a share in words."""
FRACTION_OF = Form(
    rf"\b(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True)).replace(' ', '[ -]')}) of"
    r" (?!them\b|us\b|a\b|an\b|one\b|each\b)(?=\w+)",
    re.IGNORECASE,
)
"""Form of a fraction of something."""
FRACTION = "fraction"
_MONTH = r"(?:the year to |(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]* )*"
_MONTH_OF, _YEAR_OF = rf"{_MONTH}(?P<month>20\d\d)(?!\s?[/–\d])", r"(?P<year>20\d\d/\d\d)"
PAST_AFTER = Form(rf"^,?\s(?:in|for|of|to)\s(?:{_MONTH_OF}|{_YEAR_OF})", re.IGNORECASE)
PAST_BEFORE = Form(
    rf"\b(?:in\s{_MONTH_OF}|(?:in|for|of)\s{_YEAR_OF})(?: (?:is|came to|stood at))?[:,]?\s$", re.IGNORECASE
)
"""Words straight after and before a percentage that make it one of a month or a year."""
MONEY_OF = Form(r"\S+(?: \S+){0,2}? of (?:the|its|their|this|that) (?:money|cost|savings?|sum)\b", re.IGNORECASE)
"""Form of a share of the money that a move releases."""
UP = Form(r"\b(?:up|ris\w+|rose|increas\w+|grow\w*|uplift\w*)\b", re.IGNORECASE)
"""Words of a text whose percentages are rises."""
SEVERAL = Form(r"\b(?:then|from|until|first|later|after|before|by 20\d\d)\b", re.IGNORECASE)
"""Words of a text that gives more than one rate, or a rate of some years."""
COMPARED = Form(
    r"\b(?:above|below|than|over|plus|minus|less|more|higher|lower|point|points|unlike|half|compared|together"
    r"|rounded|growth of|share of|of total|of which|to \d)\b",
    re.IGNORECASE,
)
"""Words of a text whose percentages must be worked out with others."""
ENDS = Form(
    r"\b(?:high(?:est)?|low(?:est)?|best|worst|upper|optimistic|pessimistic|most|least)(?: (?:\w+ )?"
    r"(?:case|end|estimate|forecast|scenario|variant|projection)s?)\b",
    re.IGNORECASE,
)
"""Words that name an end of a range, such as a high case."""
RANGE = Form(r"\d\s?(?:%|per cent)?\s?(?:to|and|–|-)\s?\d+(?:\.\d+)?\s?(?:%|per cent\b)", re.IGNORECASE)
"""Form of a range of percentages, such as “from 71% to 93%”."""
RATE_SLACK, SHARE_SLACK, ROUND, ROUND_SLACK, NEAR_SHARE = 0.0006, 0.0051, 0.05, 0.026, 0.0151
"""Most that rounding leaves in a rate, in a share, and in a share with a word like “about” that is a multiple of 5%;
and in a share that is judged from the one in words."""
THEN = Form(r"\b(?:then|later years|afterwards|thereafter)\b[^%]*$")
"""Words of a clause for the rate of the later years."""


def check_stated_shares(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about entries of which no share or rate is that of their words; one question an entry."""
    for entry in entries(plan, remarks):
        stated = [each for text in entry.texts for each in percentages(text, _since(entry.item, plan))]
        asked = next((each for each in _odd(entry, stated, plan)), None) if stated else None
        if asked:
            share, has = asked
            message = f"{entry.label} {has}, but {quoted(share.text, share.words)}: which is right?"
            yield Complaint("W661", entry.path, message, FIX.replace("amounts", "percentage"), True)


def _since(item: Any, plan: Plan) -> str:
    """Return the first year of which an item has a rate: the base year only if the item names it."""
    named = isinstance(item, Assumption) and item.central and plan.base_year in item.central.years
    return plan.base_year if named else plan.timeline.projected[0]


def percentages(text: Text, since: str) -> Iterator[Stated]:
    """Yield the percentages of a text that are of its entry; `kind` is `yearly`, `budget` or a year if words say so.

    Those of years before `since` are left out.

    >>> text = Text("note", "About 2% a year; 8% less than last year; 3.8% in September 2025")
    >>> [(each.value, each.kind) for each in percentages(text, "2026/27")]
    [(0.02, 'yearly')]
    """
    for match in PERCENTAGE.finditer(text.words):
        if match["number"] is None or is_elsewhere(text, match.start(), match.end()) or _is_past(text, match, since):
            continue
        value, about = float(match["number"]) / 100, bool(ABOUT.search(text.words[: match.start()]))
        decimals = len(match["number"].partition(".")[2])
        near = SHARE_SLACK * 10.0**-decimals
        if about and abs(value / ROUND - round(value / ROUND)) < 1e-9:
            near = ROUND_SLACK
        kind = "budget" if match["budget"] else "yearly" if match["yearly"] else match["year"] or ""
        yield Stated(value, near, match.group(), text, kind)
    yield from (Stated(share.value, SHARE_SLACK, share.words, text) for share in shares_in(text, IN_TEN))
    for share in shares_in(text, FRACTION_OF):
        at = text.words.find(share.words)
        if not is_elsewhere(text, at, at + len(share.words)):
            yield Stated(share.value, SHARE_SLACK, share.words.strip().removesuffix(" of"), text, FRACTION)


def _is_past(text: Text, match: re.Match[str], since: str) -> bool:
    """Return True if a percentage is an outturn, an index or a forecast of a year before `since`."""
    near = PAST_AFTER.match(text.words[match.end() :]) or PAST_BEFORE.search(text.words[: match.start()])
    if match["year"]:
        return match["year"] < since
    if near is None:
        return False
    return near["year"] < since if near["year"] else int(near["month"]) < first_calendar_year(since)


Odd = Iterator[tuple[Stated, str]]


def _odd(entry: Entry, stated: Sequence[Stated], plan: Plan) -> Odd:
    """Yield the percentages in words that the entry doesn't have, each with what the entry has."""
    item = entry.item
    yield from _at_keys(item, stated)
    if isinstance(item, Stream):
        yield from _of_stream(item, stated, plan)
    elif isinstance(item, Assumption):
        yield from _of_assumption(item, stated, entry, plan)
    elif isinstance(item, Commitment | Saving | RiskEvent):
        yield from of_budget(entry, item, plan)
    elif isinstance(item, Move):
        own = [item.activity, item.released, item.reinvested or item.activity]
        units = [each for each in stated if re.search(r"\w in \w", each.words)]
        if units and not any(each.fits([float(item.activity)]) for each in units):
            yield units[0], f"moves {percent(item.activity)} of activity"
        elif asked := _share_of_money(item, stated):
            yield asked
        elif not any(each.fits(map(float, own)) for each in stated):
            yield stated[0], f"moves {percent(item.activity)} of activity"


def _share_of_money(item: Move, stated: Sequence[Stated]) -> tuple[Stated, str] | None:
    """Return a share of the money in words that isn't spent again, and what is."""
    if item.reinvested is None:
        return None
    money = [each for each in stated if MONEY_OF.match(each.text.words[each.text.words.find(each.words) :])]
    known = [float(item.reinvested), float(item.released)]
    if money and not any(each.fits(known) for each in money):
        return money[0], f"spends {percent(float(item.reinvested))} of the money again"
    return None


def _at_keys(item: Any, stated: Sequence[Stated]) -> Odd:
    """Yield the percentages of comments on a key whose value is another percentage."""
    for at in dict.fromkeys(each.text.at for each in stated if each.text.at):
        value: Any = item
        for step in at:
            value = value.get(step) if isinstance(value, dict) else getattr(value, str(step), None)
        told = [each for each in stated if each.text.at == at]
        if isinstance(value, Percent) and not any(each.fits([value]) for each in told):
            yield told[0], f"has {percent(value)} under `{at[-1]}`"


def _of_stream(item: Stream, every: Sequence[Stated], plan: Plan) -> Odd:
    stated = [each for each in every if each.kind != FRACTION]
    if item.follows:
        rate = plan.assumptions.get(item.follows.assumption or "")
        known = [float(item.follows.share), *(_values(rate, plan) if rate else ())]
        if stated and not any(each.fits(known) for each in stated):
            yield stated[0], f"pays {percent(item.follows.share)} of the rise"
        return
    paid = list(zip(plan.timeline.labels, paid_by_year(item, plan), strict=False))
    growth = {year: after / before - 1 for (_, before), (year, after) in pairwise(paid) if before}
    for each in (each for each in stated if growth and not COMPARED.search(each.text.words)):
        if each.kind == "yearly" and not SEVERAL.search(each.text.words):
            yield from _every_year(each, growth)
        elif each.kind in growth and UP.search(each.text.words) and not each.fits([growth[each.kind]]):
            yield each, f"changes by {percent(round(growth[each.kind], 4))} in {each.kind}"


def _every_year(stated: Stated, growth: Mapping[str, float]) -> Odd:
    """Yield a yearly rise in words that isn't that of every year."""
    odd = next((year for year, rate in growth.items() if not stated.fits([rate]) or rate < 0 < stated.value), None)
    if odd and any(stated.fits([rate]) for rate in growth.values()):
        yield stated, f"changes by {percent(round(growth[odd], 4))} in {odd}"
    elif odd:
        low, high = (percent(round(each, 4)) for each in (min(growth.values()), max(growth.values())))
        yield stated, f"changes by {low} to {high} a year"


def _values(item: Assumption, plan: Plan) -> list[float]:
    """Return the central values of an assumption, also of one that follows another."""
    if item.central:
        return [*item.central.years.values(), *([] if item.central.then is None else [item.central.then])]
    return [value for year in plan.timeline.projected if (value := followed(item, plan, year)) is not None]


def followed(item: Assumption, plan: Plan, year: str) -> float | None:
    """Return the value in a year of an assumption that follows one with central values; None if it has none."""
    if item.central:
        return item.central.at(year)
    of = plan.assumptions.get(item.tracks.of) if item.tracks else None
    at = plan.timeline.at(year) - (item.tracks.lag if item.tracks else 0)
    if of is None or of.central is None or item.tracks is None:
        return None
    first = int(plan.base_year[:4]) + at
    value, plus = of.central.at(f"{first}/{(first + 1) % 100:02d}"), item.tracks.plus.at(year)
    return None if value is None else value * item.tracks.weight + (plus or 0.0)


def _of_assumption(item: Assumption, stated: Sequence[Stated], entry: Entry, plan: Plan) -> Odd:
    """Yield the first percentage that no year has, in words that only name rates."""
    if item.unit not in ("rate", "share") or is_stated_with_saving(item):
        return
    values = _values(item, plan)
    spreads = [each for each in (*item.spread.years.values(), item.spread.then) if each] if item.spread else []
    known = [*values, 1 - sum(values[:1]), *(number for each in spreads for _, number in each.shape.numbers())]
    if item.tracks:
        known += [*item.tracks.plus.years.values(), item.tracks.plus.then or 0.0]
    told = [
        each for each in stated if not COMPARED.search(each.text.words) and not _are_ends(each.text, stated, values)
    ]
    told = [each for each in told if item.unit == "share" or each.kind != FRACTION]
    fits = any(_near(each, known, item) for each in told)
    for each in told:
        if values and not _near(each, known, item) and (not fits or THEN.search(_before(each))):
            followed_one = plan.assumptions.get(item.tracks.of) if item.tracks else None
            of = (
                f", worked out from {plan.label('assumptions', item.tracks.of)}" if item.tracks and followed_one else ""
            )
            yield each, f"has {' and '.join(dict.fromkeys(percent(round(value, 6)) for value in values))}{of}"
            return


def _are_ends(text: Text, stated: Sequence[Stated], values: Sequence[float]) -> bool:
    """Return True if a text gives a range, or a high and a low case, and a value of the assumption lies in it."""
    told = [each.value for each in stated if each.text == text]
    return bool(ENDS.search(text.words) or RANGE.search(text.words)) and any(
        min(told) <= value <= max(told) for value in values
    )


def _before(stated: Stated) -> str:
    return stated.text.before(stated.text.words.find(stated.words))


def _near(stated: Stated, known: Sequence[float], item: Assumption) -> bool:
    near = RATE_SLACK if item.unit == "rate" else NEAR_SHARE
    return any(abs(abs(value) - stated.value) < near for value in known)
