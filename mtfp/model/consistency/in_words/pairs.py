"""Amounts in words with their year, such as “£600k in 2026/27”, and in a full year, against the figures by year."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.base.year_forms import financial_year
from mtfp.model.consistency.words.percentages import percent
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, Text, entries, quoted
from mtfp.model.consistency.words.unit_prices import pounds
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.assumption import Assumption

_MONEY = r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<size>k|m|bn|thousand|million|billion)?\b"
_VALUE = rf"(?:{_MONEY}|(?P<rate>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b))"
_YEAR = (
    r"(?:(?P<year>20\d\d)\s?[/–-]\s?(?:20)?\d\d(?!\d)"
    r"|(?:\d{1,2}(?:st)?\s)?(?P<month>apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\s(?P<of>20\d\d)(?![/\d]))"
)
_WHEN = r"(?:in|for|of|from|with effect from|as of)(?:\seach\sof)?"
PAIR = Form(rf"{_VALUE}\s+{_WHEN}\s+{_YEAR}", re.IGNORECASE)
PRICES = Form(
    r"£\s?(?P<old>\d+(?:\.\d+)?)\s*(?:to|→|–|-)\s*£\s?(?P<new>\d+(?:\.\d+)?)(?:\s(?:an|a|per)\s\w+)?"
    rf"(?:,?\s\(?\d+(?:\.\d+)?%\)?)?(?:,?\s{_WHEN}\s{_YEAR})?",
    re.IGNORECASE,
)
"""Form of a price before and after a rise, with the year in which it rises."""
FULL = Form(
    rf"(?:{_MONEY}\s+(?:in\s+a|a|for\s+a|per)?\s*full[- ]year\b"
    rf"|full[- ]year\s+(?:cost|effect|saving|value|amount)?\s*(?:of|is|:)?\s*{_MONEY.replace('?P<', '?P<f_')})",
    re.IGNORECASE,
)
EQUAL = 0.005
"""Difference, as a share, that rounding leaves in an amount in words."""
RATE_EQUAL = 0.0006
"""Difference that rounding leaves in a rate."""
MONTHS = 12


class Pair(NamedTuple):
    """Amount in pounds, or rate, that a text gives for a financial year. `year` is the year in which it begins."""

    value: float
    year: int
    words: str
    text: Text
    is_rate: bool = False


def check_pairs(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about figures that stand a year before or after the year of their words, and about parts of a full year."""
    for entry in entries(plan, remarks):
        yield from about_pairs(entry, plan.unit)


def about_pairs(entry: Entry, unit: str) -> Iterator[Complaint]:
    """Ask about one entry, if its figures stand a year before or after its words, or are parts of a full year."""
    scale = 1.0 if isinstance(entry.item, Assumption) else UNITS[unit]
    for key, by_year in _by_year(entry.item):
        found = {int(year[:4]): value * scale for year, value in by_year.items() if value is not None}
        yield from _moved(entry, key, found, is_rate=isinstance(entry.item, Assumption), unit=unit)
    yield from _full_year(entry, unit)


def pairs_in(text: Text) -> Iterator[Pair]:
    """Yield the amounts and rates of a text that have their year.

    >>> [(pair.value, pair.year) for pair in pairs_in(Text("source", "£600k in 2026/27, £0.9m in 2027/28"))]
    [(600000.0, 2026), (900000.0, 2027)]
    """
    for match in PAIR.finditer(text.words):
        rate = match["rate"]
        value = float(rate) / 100 if rate else pounds(match["number"], match["size"])
        yield Pair(value, int(match["year"] or match["of"]), match.group(), text, is_rate=bool(rate))
    for value, match in rises_in(text):
        if match["year"] or match["of"]:
            yield Pair(value, int(match["year"] or match["of"]), match.group(), text, is_rate=True)


def rises_in(text: Text) -> Iterator[tuple[float, re.Match[str]]]:
    """Yield the rises of a price from one amount to another, as rates.

    >>> [round(rise, 4) for rise, _ in rises_in(Text("source", "£12.60 to £13.45 an hour from April 2026"))]
    [0.0675]
    """
    for match in PRICES.finditer(text.words):
        if float(match["old"]):
            yield float(match["new"]) / float(match["old"]) - 1, match


def _moved(entry: Entry, key: str, by_year: Mapping[int, float], *, is_rate: bool, unit: str) -> Iterator[Complaint]:
    """Ask once, if no amount of the words stands in its year, and one stands a year before or after it."""
    stated = [pair for text in entry.texts for pair in pairs_in(text) if pair.is_rate == is_rate]
    if len(stated) == 1 and isinstance(entry.item, Commitment | Saving | Investment):
        return  # `check_years` reads the one year of a text
    if not stated or any(_equal(by_year.get(pair.year), pair.value) for pair in stated):
        return
    for pair in stated:
        for beside in (pair.year + 1, pair.year - 1):
            if _equal(by_year.get(beside), pair.value):
                amount = percent(round(by_year[beside], 6)) if is_rate else planned_money(pair.value, "£")
                year = financial_year(beside)
                when = "late" if beside > pair.year else "early"
                message = (
                    f"{entry.label} has {amount} in {year}, but {quoted(pair.text, pair.words)}: is it a year {when}?"
                )
                yield Complaint("W593", (*entry.path, key), message, "correct the year or the words")
                return


def _equal(one: float | None, other: float) -> bool:
    return one is not None and abs(abs(one) - other) <= (EQUAL * other if other > 1 else RATE_EQUAL)


def _by_year(item: Any) -> Iterator[tuple[str, Mapping[str, float | None]]]:
    """Yield the keys of an item that hold figures by year, and these."""
    if isinstance(item, Commitment):
        yield "amount", item.amount
    elif isinstance(item, Saving):
        yield "planned", item.planned
    elif isinstance(item, Investment):
        yield "spend", item.spend
    elif isinstance(item, Reserve):
        yield "planned_use", item.planned_use
    elif isinstance(item, Assumption) and item.central:
        yield "central", item.central.years
    elif isinstance(item, Stream):
        yield "stated", item.stated.root.years if item.stated else {}
        yield "movements", item.movements.root if item.movements else {}
        yield "one_off", item.one_off


def _full_year(entry: Entry, unit: str) -> Iterator[Complaint]:
    """Ask about a recurring item that comes to a part of the amount that its words give for a full year."""
    item = entry.item
    if not isinstance(item, Commitment | Saving) or not item.recurring:
        return
    key = "amount" if isinstance(item, Commitment) else "planned"
    total = sum(amount or 0.0 for amount in getattr(item, key).values()) * UNITS[unit]
    part_year = [float(item.part_year)] if isinstance(item, Saving) and item.part_year < 1 else []
    for text in entry.texts:
        for match in FULL.finditer(text.words):
            groups = {name.removeprefix("f_"): value for name, value in match.groupdict().items() if value}
            whole = pounds(groups["number"], groups.get("size"))
            parts = [*part_year, *(months / MONTHS for months in range(1, MONTHS))]
            if any(_equal(total, whole * part) for part in parts):
                amount, full = planned_money(total, "£"), planned_money(whole, "£")
                message = f"{entry.label} comes to {amount} a year, but {quoted(text, match.group())}: is it {full}?"
                yield Complaint(
                    "W594", (*entry.path, key), message, "write the amounts of a full year, or correct the words"
                )
                return
