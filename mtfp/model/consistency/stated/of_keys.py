"""Check of amounts in words of one key: corrections of a budget, and movements of funding in their year."""

import re
from collections.abc import Iterator, Mapping

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, in_money, planned_money
from mtfp.model.consistency.patterns.swapped_digits import in_other_orders
from mtfp.model.consistency.stated.amounts import amounts
from mtfp.model.consistency.stated.figures import derived
from mtfp.model.consistency.stated.money import FIX, INSIDE, WITHIN
from mtfp.model.consistency.stated.numbers import Stated
from mtfp.model.consistency.words.texts import Entry, Remarks, entries, quoted
from mtfp.model.costs.line import Line
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

YEAR = Form(r"\b20\d\d/\d\d\b")
SENTENCE = Form(r"[.;](?=\s|$)")
MONEY = Form(r"£\s?\d")
LONG = 5
"""Least length of a word of a reason that names the same correction."""
NOUGHTS = (10.0, 0.1, 100.0, 0.01, 1_000.0, 0.001)
"""Factors that put right noughts added or lost."""


def check_amounts_of_keys(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about corrections and movements that aren't the amount which words give for them."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Line):
            yield from _of_corrections(entry, entry.item, plan)
        elif isinstance(entry.item, Stream) and entry.item.movements:
            yield from _of_movements(entry, entry.item.movements.root, plan)


def _of_corrections(entry: Entry, line: Line, plan: Plan) -> Iterator[Complaint]:
    """Ask about a correction that words with its reason give with other noughts, or with digits in another order."""
    unit = UNITS[plan.unit]
    held = [each.of(line.budget or 0.0) for each in line.adjust]
    known = [each * unit for each in (*held, sum(held), *derived(line, plan))]
    for number, correction in enumerate(line.adjust):
        stated = list(_about(entry, correction.reason))
        right = [each * unit for each in _slips(held[number])]
        told = next((each for each in stated if each.fits(right)), None)
        if told and not any(each.fits(known) for each in stated):
            path = ("adjust", number) if len(line.adjust) > 1 else ("adjust",)
            has = f"{entry.label} has a correction of {planned_money(held[number], plan.unit)}"
            yield _asked(entry, path, has, told)
            return


def _about(entry: Entry, reason: str) -> Iterator[Stated]:
    """Yield the amounts of clauses that share a word with the reason of a correction."""
    words = {each for each in re.findall(r"\w+", reason.lower()) if len(each) >= LONG and not each.isdigit()}
    for text in entry.texts:
        for each in amounts(text, f"{entry.label} {reason}"):
            at = text.words.find(each.words)
            if words & set(re.findall(r"\w+", f"{text.before(at)} {text.after(at)}")):
                yield each


def _slips(amount: float) -> Iterator[float]:
    yield from (amount * factor for factor in NOUGHTS)
    yield from in_other_orders(amount)


def _of_movements(entry: Entry, moved: Mapping[str, float], plan: Plan) -> Iterator[Complaint]:
    """Ask about a movement of the one year of a sentence whose one amount the entry hasn't."""
    unit = UNITS[plan.unit]
    known = [each * unit for each in (*derived(entry.item, plan), *moved.values()) if each]
    for text in entry.texts:
        told = list(amounts(text, entry.label))
        for sentence in SENTENCE.split(text.words):
            years = YEAR.findall(sentence)
            stated = [each for each in told if each.words in sentence]
            amount = moved.get(years[0]) if len(years) == 1 else None
            alone = len(stated) == 1 and len(MONEY.findall(sentence)) == 1 and not _is_of_parts(sentence)
            if amount and alone and not stated[0].fits(known):
                has = f"{entry.label} moves by {planned_money(amount, plan.unit)} in {years[0]}"
                yield _asked(entry, ("movements", years[0]), has, stated[0])
                return


def _is_of_parts(sentence: str) -> bool:
    return bool(WITHIN.search(sentence) or INSIDE.search(sentence))


def _asked(entry: Entry, key: Path, has: str, told: Stated) -> Complaint:
    says = f"but {quoted(told.text, told.words)}: is it {in_money(told.value, '£')}?"
    return Complaint("W599", (*entry.path, *key), f"{has}, {says}", FIX)
