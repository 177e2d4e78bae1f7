"""Check of costs that recur although their words give a sum over some years, such as “£305k over two years”."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.stated.amounts import amounts
from mtfp.model.consistency.words.dates import NUMBERS
from mtfp.model.consistency.words.texts import Entry, Remarks, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.plan import Plan

OVER = Form(
    rf"\b(?:over|across) (?:the )?(?P<years>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d) years\b",
    re.IGNORECASE,
)
"""Form of the number of years of a sum."""
LASTS = Form(
    r"\b(?:recurring|recurrent|permanent\w*|ongoing|phased|phases|rising|rises|build\w*|grow\w*|increas\w*|further"
    r"|then|later|after(?:wards)?|a year|per year|per annum|each year|every year|full[- ]year)\b",
    re.IGNORECASE,
)
"""Words of a cost that stays, and of one that is built up over the years."""
LEAST = 2
"""Least number of years of a sum."""
FIX = "write `recurring: false`, or correct the words; if both are right, say so in `note:`, with the word “checked”"


def check_over_years(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about recurring costs whose amounts are, year by year, the parts of a sum over as many years."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Commitment) and entry.item.recurring:
            yield from _of_cost(entry, entry.item, plan.unit)


def _of_cost(entry: Entry, item: Commitment, unit: str) -> Iterator[Complaint]:
    given = [amount for amount in item.amount.values() if amount]
    whole = sum(given)
    for text in entry.texts:
        found = OVER.search(text.words)
        if len(given) < LEAST or not found or LASTS.search(text.words):
            continue
        years = NUMBERS.get(found["years"].lower()) or int(found["years"])
        told = [each for each in amounts(text, entry.label) if each.kind == "all" and each.fits([whole * UNITS[unit]])]
        if told and years == len(given):
            counts = f"counts {planned_money(whole, unit)} in every later year"
            message = f"{entry.label} {counts}, but {quoted(text, told[0].words)}: is it `recurring: false`?"
            yield Complaint("W598", (*entry.path, "recurring"), message, FIX)
            return
