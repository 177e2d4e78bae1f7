"""Check of investments: what is spent and what is saved, from when, and in how many years it pays for itself."""

import re
from collections.abc import Iterator
from itertools import accumulate

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.in_words.when import SAVES, SPENDS
from mtfp.model.consistency.stated.amounts import amounts
from mtfp.model.consistency.stated.money import FIX
from mtfp.model.consistency.stated.numbers import Stated
from mtfp.model.consistency.words.dates import NUMBERS, dates_in
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.costs.saving import Investment, Returns
from mtfp.model.plan import Plan

CASH = Form(r"£[\d.,]+\s?(?:k|m|million)?(?: a year)? (?:of it |of that )?(?:(?:is |comes out )?in cash|cash)", re.I)
"""Form of an amount that is released in cash."""
_NUMBER = rf"(?P<years>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d)"
LATER = Form(
    rf"\b(?:sav\w+|benefits?|returns?)\b[^.;,]{{0,40}}?\b{_NUMBER} years? (?:later|after(?:wards)?|on)\b", re.IGNORECASE
)
"""Form of the number of years from the spend to the saving."""
PAYS_BACK = Form(
    rf"\b(?:pays? (?:for itself|back|off)|pay-?back(?: period| time)?|recoups?|is repaid)\b"
    rf"(?: (?:is|of|its cost|the cost|over|in|within|after|about|under|less than)){{0,3}} {_NUMBER} years?\b",
    re.IGNORECASE,
)
"""Form of the number of years in which an investment pays for itself."""


def check_returns(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about investments of which words state another spend, saving, first year or time to pay back."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Investment) and entry.item.saves:
            found = (
                *_amounts(entry, entry.item, entry.item.saves, plan),
                *_first_year(entry, entry.item, entry.item.saves, plan),
                *_pays_back(entry, entry.item, entry.item.saves, plan),
            )
            yield from found[:1]


def _amounts(entry: Entry, item: Investment, saves: Returns, plan: Plan) -> Iterator[Complaint]:
    """Ask about a saving or a spend of which no amount in words is that of the investment."""
    unit = UNITS[plan.unit]
    by_year = [amount for _, amount in sorted(item.spend.items()) if amount]
    spent = [each * unit for each in (*by_year, *accumulate(by_year))]
    stated = [each for text in entry.texts for each in amounts(text, entry.label)]
    of_saving = [each for each in stated if _speaks(each, SAVES, SPENDS)]
    of_spend = [each for each in stated if _speaks(each, SPENDS, SAVES)]
    cash = float(saves.cashable) if any(CASH.search(each.text.words) for each in of_saving) else 1.0
    saved = [saves.amount * unit * share for share in {1.0, cash}]
    for told, have, does, key in (
        (of_saving, saved, f"saves {planned_money(saves.amount, plan.unit)}", ("saves", "amount")),
        (of_spend, spent, f"costs {planned_money(sum(by_year), plan.unit)}", ("spend",)),
    ):
        if told and not any(each.fits(have) for each in told):
            message = f"{entry.label} {does}, but {quoted(told[0].text, told[0].words)}: which is right?"
            yield Complaint("W599", (*entry.path, *key), message, FIX)


def _speaks(stated: Stated, about: Form, other: Form) -> bool:
    """Return True if the clause of an amount speaks of one thing and not of the other."""
    at = stated.text.words.find(stated.words)
    clause = f"{stated.text.before(at)} {stated.text.after(at + len(stated.words))}"
    return bool(about.search(clause)) and not other.search(clause)


def _first_year(entry: Entry, item: Investment, saves: Returns, plan: Plan) -> Iterator[Complaint]:
    """Ask about a saving that begins in another year than its words say."""
    first = min((first_calendar_year(year) for year, amount in item.spend.items() if amount), default=None)
    if first is None:
        return
    begins = first + saves.lag
    for text in entry.texts:
        for date in dates_in(text, plan.timeline):
            before = text.before(text.words.find(date.words))
            if date.kind == "start" and SAVES.search(before) and not SPENDS.search(before) and begins not in date.years:
                yield _late(entry, begins, text, date.words)
        for match in LATER.finditer(text.words):
            if (NUMBERS.get(match["years"].lower()) or int(match["years"])) != saves.lag:
                yield _late(entry, begins, text, match.group())


def _late(entry: Entry, begins: int, text: Text, words: str) -> Complaint:
    message = f"{entry.label} saves from {financial_year(begins)} on, but {quoted(text, words)}: is its `lag` right?"
    return Complaint("W593", (*entry.path, "saves"), message, "correct the years or the words")


def _pays_back(entry: Entry, item: Investment, saves: Returns, plan: Plan) -> Iterator[Complaint]:
    """Ask about an investment that needs another number of years to pay for itself."""
    spent = sum(item.spend.values())
    if not saves.amount or item.recurring or not saves.recurring:
        return
    needs = [spent / (saves.amount * share) for share in {1.0, float(saves.cashable) or 1.0}]
    for text in entry.texts:
        for match in PAYS_BACK.finditer(text.words):
            years = NUMBERS.get(match["years"].lower()) or int(match["years"])
            within = re.search(r"\b(?:within|under|less than)\b", match.group(), re.IGNORECASE)
            fits = [need <= years if within else abs(need - years) <= 0.5 for need in needs]
            if not any(fits) and years not in {round(need + saves.lag) for need in needs}:
                message = (
                    f"{entry.label} costs {planned_money(spent, plan.unit)} and saves "
                    f"{planned_money(saves.amount, plan.unit)} a year, so that it needs {min(needs):.1f} years to pay "
                    f"for itself, but {quoted(text, match.group())}: which is right?"
                )
                yield Complaint("W599", (*entry.path, "saves", "amount"), message, FIX)
