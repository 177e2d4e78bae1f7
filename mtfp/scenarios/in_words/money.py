"""Questions about money of levers that isn't the amount of their words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import UNITS, in_money
from mtfp.model.consistency.stated.amounts import amounts
from mtfp.model.consistency.stated.money import about_stated_money
from mtfp.model.consistency.words.texts import Text, quoted
from mtfp.model.plan import Plan
from mtfp.scenarios.in_words.added import added
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.reserves import ChangeReserve

FIX = "correct the amounts or the words"


def about_money(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about an item that a lever adds, or about money by year, of which no amount is in its words."""
    if entry := added(lever, texts, plan):
        told = [each for text in entry.texts for each in amounts(text, entry.label)]
        yield from (replace(each, fix=FIX) for each in about_stated_money(entry, told, plan))
        return
    key, given = _by_year(lever.change)
    stated = [each for text in texts for each in amounts(text)]
    sums = [each * UNITS[plan.unit] for each in (*given, *accumulate(given))]
    if given and stated and not any(each.fits(sums) for each in stated):
        has = in_money(sum(given), plan.unit)
        message = f"this lever has {has} under `{key}`, but {quoted(stated[0].text, stated[0].words)}: which is right?"
        yield Complaint("W599", (lever.chosen, key), message, FIX)


def _by_year(change: Any) -> tuple[str, list[float]]:
    """Return the key and the amounts of money that a change adds by year."""
    if isinstance(change, ChangeFunding):
        return "add", [amount for amount in change.add.values() if amount]
    if isinstance(change, ChangeReserve):
        key = "add_use" if change.add_use else "planned_use"
        return key, [amount for amount in (getattr(change, key) or {}).values() if amount]
    return "", []
