"""Check of the same thing in two sections: the same amount and a shared uncommon word, or the same words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, combinations
from typing import Any, NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.limits import OF_SAME_THING, UNCOMMON
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.consistency.scale.size import Size
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan

FIX = "take one of the two out; if they are two things, say so in `note:`"
TELLING = 2
"""Least number of digits of an equal amount, and of shared words that say the same without an equal amount."""
PLAIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an all and any as at by for from in into is it its new no not of off on or other others our out
        than that the their then this to until up via what where which who will with without year years
        annual plan plans cost costs fund funding funds funded budget budgets money saving savings service
        services care health social council councils nhs board boards national scottish scotland government
        partnership increase increases uplift additional extra more less fewer reduction reductions reduce
        review change changes people person payment payments pay share team staff support community local
        programme project scheme investment pressure pressures commitment commitments income charge charges
        recurring part full
        """,
    )
)
"""Words that many labels have, whatever they name."""


class Entry(NamedTuple):
    """Entry of a section: its side of the plan, the words of its label, and its amounts by year.

    An amount of the year `""` is of every year. `place` is what two entries of one section must share.
    """

    section: str
    name: str
    side: str
    words: frozenset[str]
    amounts: dict[str, float]
    place: Any


def check_same_thing(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of two entries, of two sections or of one, that seem to be the same thing."""
    entries = list(_entries(plan))
    often = Counter(word for words in {entry[:2]: entry.words for entry in entries}.values() for word in words)
    reported: set[tuple[str, str]] = set()
    for first, second in _sharing_words(entries, often):
        if first.side != second.side or second[:2] in reported or not _comparable(first, second):
            continue
        if found := _same(first, second, often):
            reported.add(second[:2])
            yield _complaint(plan, first, second, *found)


def _sharing_words(entries: Sequence[Entry], often: Counter[str]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the pairs of entries with a shared uncommon word, in the order of the plan."""
    holders: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        for word in entry.words:
            if often[word] <= UNCOMMON:
                holders.setdefault(word, []).append(at)
    pairs = {pair for places in holders.values() for pair in combinations(places, 2)}
    yield from ((entries[one], entries[other]) for one, other in sorted(pairs))


def _comparable(first: Entry, second: Entry) -> bool:
    """Return True for entries of two sections, and for those of one section that have the same words and place."""
    if first.section != second.section:
        return True
    return first.name != second.name and first.words == second.words and first.place == second.place is not None


def _same(first: Entry, second: Entry, often: Counter[str]) -> tuple[str, float, float] | None:
    """Return a year and its two amounts if two entries seem to be the same thing."""
    shared = [word for word in first.words & second.words if often[word] <= UNCOMMON]
    if not shared:
        return None
    within = len(shared) >= TELLING and (first.words <= second.words or second.words <= first.words)
    for year, one, other in _both(first, second):
        if one == other and digits(one) >= TELLING:
            return year, one, other
        if within and OF_SAME_THING.holds(other / one):
            return year, one, other
    return None


def _both(first: Entry, second: Entry) -> Iterator[tuple[str, float, float]]:
    """Yield the amounts of two entries in the same year; an amount without a year is compared with every year."""
    for year, one in first.amounts.items():
        for other_year, other in second.amounts.items():
            if year == other_year or "" in (year, other_year):
                yield year or other_year, one, other


def _complaint(plan: Plan, first: Entry, second: Entry, year: str, one: float, other: float) -> Complaint:
    labels = [plan.label(each.section, each.name) for each in (first, second)]
    money = [planned_money(amount, plan.unit) for amount in (one, other)]
    when = f" in {year}" if year else ""
    where = "" if first.section == second.section else f" under `{first.section}`"
    same = f"both {money[0]}" if one == other else f"{money[1]} and {money[0]}"
    message = (
        f"{labels[1]} under `{second.section}` seems to be {labels[0]}{where} once more, {same}{when}: "
        "is it counted twice?"
    )
    return Complaint("W590", (second.section, second.name), message, FIX, True, (first[:2],))


@cache
def words_of(text: str) -> frozenset[str]:
    """Return the words of a label that say what it names, in the singular.

    >>> sorted(words_of("Digital telecare: switch-over of the service"))
    ['digital', 'over', 'switch', 'telecare']
    """
    found = re.findall(r"\d+|[^\W\d_]{3,}", text.lower())
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in found if word not in PLAIN_WORDS)


def _entries(plan: Plan) -> Iterator[Entry]:
    def entry(section: str, name: str, side: str, amounts: dict[str, float | None]) -> Entry:
        given = {year: amount for year, amount in amounts.items() if amount and amount > 0}
        item = getattr(plan, section)[name]
        place = (
            (item.line, item.lines, item.partner)
            if isinstance(item, Target)
            else section
            if section == "funding"
            else None
        )
        return Entry(section, name, side, words_of(plan.label(section, name)), given, place)

    for name, line in plan.lines.items():
        side = "money" if line.kind == "income" else "cost"
        yield entry("lines", name, side, {"": line.opening(plan.base_year)})
    for name, item in plan.commitments.items():
        yield entry("commitments", name, "cost", {**item.amount})
        if item.recurring and len(item.amount) > 1:
            whole = accumulate(amount or 0.0 for _, amount in sorted(item.amount.items()))
            yield entry("commitments", name, "cost", dict(zip(sorted(item.amount), whole, strict=True)))
        yield entry("commitments", name, "saving", {year: -amount for year, amount in item.amount.items() if amount})
    for name, investment in plan.investments.items():
        yield entry("investments", name, "cost", {**investment.spend})
        if investment.saves:
            yield entry("investments", name, "saving", {"": investment.saves.amount})
    for name, event in plan.risk_events.items():
        if event.status != "closed":
            yield entry("risk_events", name, "cost", {"": event.impact.money})
    for name, saving in plan.savings.items():
        yield entry("savings", name, "saving", {**saving.planned})
    for name, stream in plan.funding.items():
        stated = stream.stated.root if stream.stated else None
        years = {**(stated.years if stated else {}), plan.base_year: stream.of_base_year(plan.base_year)}
        if stream.kind == "funding":
            yield entry("funding", name, "money", years | {"": stream.of_base_year(plan.base_year)})
        else:  # less money is as good as a cost
            yield entry("funding", name, "cost", years | {"": stated.then if stated else None})


def check_price_again(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a commitment or an investment with the name of a price or a growth that its lines already follow."""
    for section in ("commitments", "investments"):
        for name, item in getattr(plan, section).items():
            words = words_of(plan.label(section, name))
            for line in item.targets(plan.lines):
                if line in plan.lines and (used := _named_like(plan, line, words)):
                    yield _again(plan, section, name, line, used)
                    break


def _named_like(plan: Plan, line: str, words: frozenset[str]) -> str | None:
    """Return the assumption of a line that shares its words with a label; None if none does."""
    of = plan.lines[line]
    on_costs = [part.on_costs for part in of.components.values() if part.on_costs]
    used = [*of.components, *on_costs, *([of.demand.growth] if of.demand.growth else [])]
    for name in used:
        for own in (words_of(plan.label("assumptions", name)), words_of(name.replace("_", " "))):
            if len(own & words) >= TELLING or (own and own == words):
                return name
    return None


def _again(plan: Plan, section: str, name: str, line: str, used: str) -> Complaint:
    message = (
        f"{plan.label(section, name)} is a cost of {plan.label('lines', line)}, whose cost already follows "
        f"{plan.label('assumptions', used)}: is the rise counted twice?"
    )
    fix = "take the cost out if the assumption covers it; if it comes on top, say so in `note:`"
    return Complaint("W591", (section, name), message, fix, True)


SAME_THING = (check_same_thing, check_price_again)
