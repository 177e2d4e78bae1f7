"""Likely slips in changes: years shifted, values swapped, a point or a nought moved, digits in another order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from mtfp.analysis.one_by_one.entries import Entry
from mtfp.model.base.years import first_calendar_year
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import NONE

FEWEST_DIGITS = 2
NUMBER = re.compile(r"−?(£?)(\d[\d,]*(?:\.\d+)?)( million|k|m|%)?")
"""Number in the words of a change, with its currency and its unit."""
POUNDS = {" million": 1_000_000, "m": 1_000_000, "k": 1_000}
TIMES = {
    Decimal(10): "ten times what it was",
    Decimal(100): "a hundred times what it was",
    Decimal(1_000): "a thousand times what it was",
    Decimal("0.1"): "a tenth of what it was",
    Decimal("0.01"): "a hundredth of what it was",
    Decimal("0.001"): "a thousandth of what it was",
}
"""Words for a number whose decimal point moved, by what it is of the number before."""


def likely_slip(changes: Sequence[Change]) -> str:
    """Return words for the slip that the changes of one item look like; empty if they look like none.

    >>> award = Change(("assumptions", "pay"), "Pay", "2.75%", "2.57%")
    >>> likely_slip([award]), likely_slip([Change(("lines", "home"), "Home, budget", "£270", "£280")])
    ('the same digits in another order', '')
    """
    parents = {change.path[:-1] for change in changes}
    if not changes:
        return ""
    if len(parents) == 1 and all(change.years for change in changes) and (by := _years_later(changes)):
        return f"the same amounts a year {by}"
    if len(changes) == 1:
        return _of_number(changes[0])
    old_values, new_values = (sorted(getattr(change, key) for change in changes) for key in ("old", "new"))
    return "the same values the other way round" if old_values == new_values and len(parents) == 1 else ""


def swapped(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return the label of the other item by identifier, for items of one section that swapped their values."""
    found, waiting = dict[str, str](), dict[object, Entry]()
    for entry in entries:
        if not entry.values or entry.items > 1:
            continue
        section = entry.values[0].path[0]
        was, now = _values(entry, "old"), _values(entry, "new")
        other = waiting.pop((section, now, was), None)
        if other is None:
            waiting[section, was, now] = entry
        else:
            found |= {entry.id: other.label, other.id: entry.label}
    return found


def _values(entry: Entry, key: str) -> frozenset[object]:
    """Return the old or the new values of an item with their keys."""
    return frozenset((change.path[2:], change.years, getattr(change, key)) for change in entry.values)


def _of_number(change: Change) -> str:
    """Return words for a number whose point moved, or whose digits are in another order."""
    old, new = (_number(value) for value in (change.old, change.new))
    if old and new and (times := TIMES.get(new / old)):
        return f"{times} (was the point moved?)" if _has_point(change) else f"{times} (a nought too many or too few?)"
    before, after = (
        _digits(value if number is None else f"{number:f}") for value, number in ((change.old, old), (change.new, new))
    )
    alike = before != after and before[1] == after[1] and sorted(before[0]) == sorted(after[0])
    return "the same digits in another order" if alike and len(before[0]) >= FEWEST_DIGITS else ""


def _number(text: str) -> Decimal | None:
    """Return the size of a number in words, money in pounds; None for other words.

    >>> _number("£1.42 million"), _number("3.0%"), _number("none")
    (Decimal('1420000'), Decimal('3'), None)
    """
    found = NUMBER.fullmatch(text)
    if not found:
        return None
    number = Decimal(found[2].replace(",", "")) * POUNDS.get(found[3] if found[1] else "", 1)
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _has_point(change: Change) -> bool:
    """Return True if the number isn't money and has a decimal point in one of the versions."""
    return "£" not in change.old and "." in change.old + change.new


def _digits(text: str) -> tuple[str, int]:
    """Return the digits of a text, without the noughts that only a decimal point adds, and the number of decimals.

    >>> _digits("0.35"), _digits("3.05")
    (('35', 2), ('305', 2))
    """
    digits = "".join(letter for letter in text if letter.isdigit())
    decimals = len(text.partition(".")[2])
    return digits.lstrip("0") if decimals else digits, decimals


def _years_later(changes: Sequence[Change]) -> str:
    """Return `later` or `earlier` if amounts by year moved by one year; years that didn't change are left out."""
    old, new = (
        {first_calendar_year(year): getattr(change, key) for change in changes for year in change.years}
        for key in ("old", "new")
    )
    return "later" if _follows(old, new) else "earlier" if _follows(new, old) else ""


def _follows(first: Mapping[int, str], second: Mapping[int, str]) -> bool:
    """Return True if the second amounts are the first ones a year later."""
    ends = first[max(first)], second[min(second)]
    both = [(first[year - 1], value) for year, value in second.items() if year - 1 in first]
    return ends == (NONE, NONE) and bool(both) and all(was == value for was, value in both)
