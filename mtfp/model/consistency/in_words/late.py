"""Checks of money that seems to begin a year late: left from the base year, delivered, or a column late."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.words.texts import Entry, Text, entries, quoted
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

EARLIER = Form(
    r"\b(?:undelivered|unachieved|not (?:delivered|achieved|made)|(?:brought|carried|rolled) forward|b/fwd?|c/fwd?"
    r"|(?<!the )(?<!its )(?<!['’]s )last year(?:'s|’s)?(?! (?:is|of|in)\b)|(?:previous|prior) year(?:'s|’s)?|overhang"
    r"|shortfall (?:in|of) savings)\b",
    re.IGNORECASE,
)
"""Words for what is left from the base year, and so weighs on the first projected year."""
LATER = Form(r"\b(?:until|after|from 20|begins?|starts?|repaid|repay\w*|phased|reserves?|delay\w*|later)\b", re.I)
COMES = Form(r"\b(?:ends?|ending|expir\w+|leases?|contracts?|clos\w+|full[- ]year|from 20\d\d)\b", re.IGNORECASE)
"""Words of a saving that is certain, but comes by itself in a later year."""
FLAT = Form(
    r"\b(?:flat|frozen|freeze|held|unchanged|no (?:uplift|increase|rise)|same (?:as|in)|standstill|from the second year"
    r"|(?:starts?|begins?|rises?|grows?) (?:only )?(?:from|in) 20)\b",
    re.IGNORECASE,
)
"""Words of a row that stands still for its first year on purpose."""
STEPS, ALIKE = 3, 1.25
"""Least number of steps that are nearly equal, and the most by which the largest exceeds the smallest."""
FIX = "move the amounts one year earlier; if they are right, say why in `note:`, with the word “checked”"


def check_late(plan: Plan) -> Iterator[Complaint]:
    """Ask about money that begins a year after the year of its words, its status, or the rest of its row."""
    for entry in entries(plan):
        item = entry.item
        if isinstance(item, Commitment | Saving):
            yield from _after_its_words(plan, entry, item)
        elif isinstance(item, Stream) and item.stated:
            years = item.stated.root
            paid = [years.at(year) for year in plan.timeline.labels]
            yield from _moved(plan, entry, "stated", [item.base or paid[0], *paid[1:]])
        elif isinstance(item, Line) and item.cost:
            yield from _moved(plan, entry, "cost", [item.cost.at(year) for year in plan.timeline.labels])


def _after_its_words(plan: Plan, entry: Entry, item: Commitment | Saving) -> Iterator[Complaint]:
    key, by_year = ("planned", item.planned) if isinstance(item, Saving) else ("amount", item.amount)
    begins, first = min((year for year, amount in by_year.items() if amount), default=""), plan.timeline.projected[0]
    if begins <= first:
        return
    about = ""
    done = isinstance(item, Saving) and item.status == "delivered" and not item.delivered
    if done and not COMES.search(entry.label):
        about = "its status says that it is delivered already"
    elif found := _left_from(entry.texts, plan.base_year):
        about = quoted(*found)
    if about:
        message = f"{entry.label} begins in {begins}, but {about}: does it begin in {first}?"
        yield Complaint("W592", (*entry.path, key, begins), message, FIX)


def _left_from(texts: Sequence[Text], base_year: str) -> tuple[Text, str] | None:
    """Return the words of a text for what is left from the base year."""
    of_base = Form(rf"\bof {base_year}(?! (?:prices|budget))", re.IGNORECASE)
    if any(LATER.search(text.words) for text in texts):
        return None
    for text in texts:
        if text.key == "source":
            continue
        if found := EARLIER.search(text.words) or (of_base.search(text.words) if text.key == "label" else None):
            return text, found.group()
    return None


def _moved(plan: Plan, entry: Entry, key: str, amounts: Sequence[float | None]) -> Iterator[Complaint]:
    """Ask about a row that stands still for its first year alone, and then rises by nearly equal steps."""
    given = [amount for amount in amounts if amount]
    if len(given) < len(amounts) or len(given) < STEPS + 2 or given[0] != given[1]:
        return
    if any(FLAT.search(text.words) for text in entry.texts):
        return
    steps = [after - before for before, after in pairwise(given[1:])]
    if min(steps) * max(steps) <= 0 or max(map(abs, steps)) > ALIKE * min(map(abs, steps)):
        return
    first, then = plan.timeline.labels[1:3]
    message = (
        f"{entry.label} is {planned_money(given[0], plan.unit)} in {plan.base_year} and in {first}, and "
        f"then changes by "
        f"about {planned_money(steps[0], plan.unit)} in every year from {then}: is the row a year late?"
    )
    yield Complaint("W592", (*entry.path, key), message, FIX, True)
