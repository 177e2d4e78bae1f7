"""Check of amounts in words: each is looked for among the amounts that can be worked out from its entry."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, in_money
from mtfp.model.consistency.stated.amounts import amounts
from mtfp.model.consistency.stated.figures import derived, sums, tranches
from mtfp.model.consistency.stated.numbers import Stated
from mtfp.model.consistency.words.texts import Entry, Remarks, entries, quoted
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve

WHOLE = Form(r"\b(?:costs?|budget|in (?:all|total)|whole|totals?|net|gross|spend|stated|a year)\b", re.IGNORECASE)
INSIDE = Form(r"\b(?:includ\w+|of which|of the budget|part of|with|less|plus|after|each)\b", re.IGNORECASE)
"""Words of a line for its whole cost, and for a part of it."""
WITHIN = Form(
    r"%|\b(?:per cent|of which|shares?|split|tenth|half of|range|between|times|out of|divided|pro rata)\b",
    re.IGNORECASE,
)
"""Words of a text that make its amounts the whole of which a figure is a part."""
MINIMUM = Form(
    r"\b(?:minimum|floor|policy|expenditure|target|level|topp\w+ up|paid in|added|released|returned|uncommitted)\b|%",
    re.IGNORECASE,
)
"""Words of a reserve for the money that it must hold, or that is paid into it."""
TO_SAVE = Form(
    r"\b(?:needs?|requires?|redundanc\w+|set-?up|start-?up|exit|invest\w*|double[- ]running|fund)\b", re.IGNORECASE
)
"""Words for the cost of making a saving, which is not the saving itself."""
SENTENCE = Form(r"[.;](?=\s|$)")
FIX = "correct the amounts or the words; if both are right, say so in `note:`, with the word “checked”"


def check_stated_money(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about entries whose words state an amount that can't be worked out from them; one question an entry."""
    for entry in entries(plan, remarks):
        stated = [each for text in entry.texts for each in amounts(text, entry.label)]
        if stated:
            yield from about_stated_money(entry, stated, plan)


def about_stated_money(entry: Entry, stated: list[Stated], plan: Plan) -> Iterator[Complaint]:
    """Ask about one entry, if a sum of its words isn't that of its amounts, or none of its amounts is in its words."""
    unit = UNITS[plan.unit]
    for each in stated:
        of_sum = [amount * unit for amount in sums(entry.item, each.kind)] if each.kind not in ("", "product") else []
        if of_sum and not each.fits(of_sum):
            yield _asked(entry, each, plan)
            return
    told = [each for each in stated if _is_of_entry(entry, each)]
    numbers = [amount * unit for amount in derived(entry.item, plan) if amount]
    if told and numbers and not any(each.fits(numbers) for each in (*stated, *_together(stated))):
        yield _asked(entry, told[0], plan)


def states_sum(entry: Entry, unit: str) -> bool:
    """Return True if words state what an entry's amounts come to in a full year, or as units at a price each."""
    whole = sum((tranches(entry.item) or {}).values()) * UNITS[unit]
    stated = (each for text in entry.texts for each in amounts(text, entry.label))
    return any(each.kind in ("full", "product") and each.fits([whole]) for each in stated)


def _together(stated: list[Stated]) -> Iterator[Stated]:
    """Yield the sum of the amounts of each text, which may be the parts of a whole."""
    for text in dict.fromkeys(each.text for each in stated):
        parts = [each for each in stated if each.text == text]
        yield parts[0]._replace(value=sum(each.value for each in parts), slack=sum(each.slack for each in parts))


def _is_of_entry(entry: Entry, stated: Stated) -> bool:
    """Return True if words state an amount of the entry itself, and not of a part or of something else."""
    words = stated.text.words
    at = words.find(stated.words)
    clause = f"{stated.text.before(at)} {stated.words} {stated.text.after(at + len(stated.words))}"
    sentence = next((each for each in SENTENCE.split(words) if stated.words in each), words)
    if isinstance(entry.item, Line):
        return stated.kind == "product" or bool(WHOLE.search(clause) and not INSIDE.search(clause))
    if isinstance(entry.item, Reserve):
        return not MINIMUM.search(sentence)
    if isinstance(entry.item, Saving) and TO_SAVE.search(sentence):
        return False
    return stated.kind == "product" or not WITHIN.search(words)


def _asked(entry: Entry, stated: Stated, plan: Plan) -> Complaint:
    says = f"{quoted(stated.text, stated.words)}"
    if stated.kind == "product":
        says += f", which is {in_money(stated.value, '£')}"
    return Complaint(
        "W599", entry.path, f"{entry.label} {_is(entry, stated, plan)}, but {says}: which is right?", FIX, True
    )


def _is(entry: Entry, stated: Stated, plan: Plan) -> str:
    """Return what the entry has in place of the amount of its words."""
    item, kind = entry.item, stated.kind
    by_year = tranches(item)
    if by_year is None:
        return f"has {in_money(next(each for each in derived(item, plan) if each), plan.unit)}"
    amount = sums(item, kind)[0] if kind.startswith("by ") else sum(by_year.values())
    when = f" {kind}" if kind.startswith("by ") else " in a full year" if getattr(item, "recurring", False) else ""
    return f"comes to {in_money(amount, plan.unit)}{when}"
