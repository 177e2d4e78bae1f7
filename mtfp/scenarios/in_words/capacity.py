"""Questions about units that close or open: their number, the money for each, and the share that is spent again."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.stated.counts import is_whole, numbers_in, numbers_of
from mtfp.model.consistency.stated.numbers import ABOUT, Stated, is_elsewhere, slack
from mtfp.model.consistency.words.amounts import MONEY
from mtfp.model.consistency.words.percentages import RATE, percent, shares_in
from mtfp.model.consistency.words.texts import Text, quoted
from mtfp.model.consistency.words.unit_prices import SIZES
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.lever import Lever

AGAIN = Form(rf"{RATE} of (?:it|this|that|the (?:money|savings?|release|sum|total))\b", re.IGNORECASE)
"""Form of the share of the money that is spent again."""
SPENT = Form(r"\b(?:pays? for|re-?invest\w*|spent|goes (?:to|into)|buys?|funds?)\b", re.IGNORECASE)
FIX = "correct the number or the words"


def about_capacity(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about the first number of a change of capacity that isn't that of its words."""
    change = lever.change
    if isinstance(change, Capacity):
        found = (*_units(lever, change, texts), *_price(lever, change, texts, plan), *_again(lever, change, texts))
        yield from found[:1]


def _units(lever: Lever, change: Capacity, texts: Sequence[Text]) -> Iterator[Complaint]:
    number, key = (change.close, "close") if change.close else (change.open, "open")
    stated = [each for text in texts for each, match in numbers_of(text, change.unit) if is_whole(text, match)]
    made = {one * other for text in texts for one, other in combinations(numbers_in(text), 2)}
    if number and stated and not any(each.fits([number]) for each in stated) and number not in made:
        message = (
            f"this lever has {number:g} {change.unit} under `{key}`, but {quoted(stated[0].text, stated[0].words)}"
        )
        yield Complaint("W662", (lever.chosen, key), f"{message}: which is right?", FIX)


def _price(lever: Lever, change: Capacity, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about the money for each unit."""
    amount, key = (change.release, "release") if change.release else (change.cost, "cost")
    stated = [each for text in texts for each in _prices(text, change.unit)]
    if amount and stated and not any(each.fits([amount * UNITS[plan.unit]]) for each in stated):
        message = f"this lever has {planned_money(amount, plan.unit)} for each of its {change.unit} under `{key}`"
        says = quoted(stated[0].text, stated[0].words)
        yield Complaint(
            "W599", (lever.chosen, key), f"{message}, but {says}: which is right?", FIX.replace("number", "amount")
        )


def _prices(text: Text, unit: str) -> Iterator[Stated]:
    for match in MONEY.finditer(text.words):
        of = (match["unit"] or "").lower().split()[-1:]
        if of and unit.lower().startswith(of[0]) and not is_elsewhere(text, match.start(), match.end()):
            scale = SIZES.get((match["size"] or "").lower(), 1.0)
            about = bool(ABOUT.search(text.words[: match.start()]))
            value = float(match["number"].replace(",", "")) * scale
            yield Stated(value, slack(match["number"], scale, about=about), match.group(), text)


def _again(lever: Lever, change: Capacity, texts: Sequence[Text]) -> Iterator[Complaint]:
    """Ask about the share of the money that is spent again."""
    if change.reinvested is None:
        return
    stated = [each for text in texts for each in shares_in(text, AGAIN) if SPENT.search(text.words)]
    share = float(change.reinvested.share)
    if stated and not any(abs(each.value - share) < 0.006 for each in stated):
        message = f"this lever has {percent(share)} under `reinvested`, but {quoted(stated[0].text, stated[0].words)}"
        fix = FIX.replace("number", "percentage")
        yield Complaint("W661", (lever.chosen, "reinvested", "share"), f"{message}: which is right?", fix)
