"""Likely slips in the changes of one item: years shifted, values swapped, digits in another order."""

from collections.abc import Mapping, Sequence

from mtfp.model.base.years import first_calendar_year
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import NONE

FEWEST_DIGITS = 2


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
        old, new = (_digits(value) for value in (changes[0].old, changes[0].new))
        return "the same digits in another order" if old != new and sorted(old) == sorted(new) else ""
    old_values, new_values = (sorted(getattr(change, key) for change in changes) for key in ("old", "new"))
    return "the same values the other way round" if old_values == new_values and len(parents) == 1 else ""


def _digits(text: str) -> list[str]:
    digits = [letter for letter in text if letter.isdigit()]
    return digits if len(digits) >= FEWEST_DIGITS else []


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
