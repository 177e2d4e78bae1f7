"""Check of a budget against a number of units and the cost of each in words: a slip in the budget explains the rest."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, in_money
from mtfp.model.consistency.stated.counts import noun_of
from mtfp.model.consistency.stated.figures import derived
from mtfp.model.consistency.stated.money import FIX
from mtfp.model.consistency.stated.numbers import ABOUT, Stated, is_elsewhere, slack
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.consistency.words.unit_prices import SIZES, TIMES, pounds, times
from mtfp.model.costs.line import Line
from mtfp.model.plan import Plan

_PRICE = r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<size>k|thousand)\b)?"
COUNT_AT = Form(
    r"(?<![£\d,.])(?P<count>\d[\d,]*)\s(?:[\w-]+\s){1,2}?(?:at|each|costing|averaging)\s"
    rf"(?:(?:an |the )?average (?:(?:cost|price) )?of\s)?{_PRICE}"
    rf"(?:\s(?:a|per|each|every)\s(?P<per>{'|'.join(sorted(TIMES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
"""Form of a number of units at a cost each."""
WEEKS_IN_YEAR = 0.004
"""Largest difference between 52 weeks and a year, as a share."""
MISSES = 0.01
"""Least difference of a budget from the cost of its units that matters, as a share."""
NOUGHTS = (10.0, 0.1, 100.0, 0.01)
"""Factors that put right noughts added or lost."""


def check_unit_costs(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about budgets that miss the cost of their units by two swapped digits or by noughts."""
    for entry in entries(plan, remarks):
        line = entry.item
        if isinstance(line, Line) and line.budget:
            wholes = [each * UNITS[plan.unit] for each in derived(line, plan)]
            stated = [each for text in entry.texts for each in _costs(text, line)]
            odd = next((each for each in stated if _explains(each, line.budget, UNITS[plan.unit])), None)
            if odd and not any(each.fits(wholes) for each in stated):
                yield _asked(entry, line.budget, odd, plan)


def _costs(text: Text, line: Line) -> Iterator[Stated]:
    """Yield the costs of all units: of the number in words, or of the line's activity at a price for each unit."""
    for match in COUNT_AT.finditer(text.words):
        yield from _cost(text, match, float(match["count"].replace(",", "")), times(match["per"]))
    if line.activity:
        of_unit = rf"\s(?:a|an|per|each|for (?:each|every))\s(?:{noun_of(line.activity.unit)})\b"
        for match in re.finditer(_PRICE + of_unit, text.words, re.IGNORECASE):
            yield from _cost(text, match, float(line.activity.base), 1)


def _cost(text: Text, match: re.Match[str], units: float, often: int) -> Iterator[Stated]:
    price = pounds(match["number"], match["size"])
    near = slack(match["number"], SIZES.get((match["size"] or "").lower(), 1.0), about=False)
    weeks = WEEKS_IN_YEAR * price if often > 1 else 0.0
    about = ABOUT.search(text.words[: match.start()]) or is_elsewhere(text, match.start(), match.end())
    if units and price and not about:
        yield Stated(units * price * often, units * often * (near + weeks), match.group(), text)


def _explains(stated: Stated, budget: float, unit: float) -> bool:
    """Return True if a budget that misses a cost in words is that cost with two digits swapped, or other noughts."""
    put_right = [*(budget * factor for factor in NOUGHTS), *_swapped(budget)]
    return abs(stated.value - budget * unit) > MISSES * stated.value and stated.fits(each * unit for each in put_right)


def _swapped(amount: float) -> Iterator[float]:
    """Yield the amounts that have two digits next to each other in another order.

    >>> list(_swapped(386.0))
    [836.0, 368.0]
    """
    digits = f"{amount:.15g}"
    for at in range(len(digits) - 1):
        if "." not in digits[at : at + 2] and digits[at] != digits[at + 1]:
            yield float(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _asked(entry: Entry, budget: float, stated: Stated, plan: Plan) -> Complaint:
    right = in_money(stated.value, "£")
    message = (
        f"{entry.label} has {in_money(budget, plan.unit)}, but {quoted(stated.text, stated.words)}, which is {right}: "
        "are two digits swapped, or is a nought wrong?"
    )
    return Complaint("W599", entry.path, message, FIX, True)
