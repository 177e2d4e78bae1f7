"""Check of one grant that is in the plan twice, under two names or two rules."""

from collections.abc import Iterator, Mapping
from itertools import accumulate, combinations
from typing import NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.asked.same_thing import FIX, TELLING, words_of
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.consistency.scale.size import Size
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

FEW = 4
"""Largest number of sources with the same amount in a year; more have it by chance."""
PATH = 2
"""Least number of years in which two sources pay the same, and of different amounts that are no chance."""
CLEARLY = 3
"""Least number of digits of a level amount that two sources of a partner without a word in common have by no chance."""


class Grant(NamedTuple):
    """Funding source: the words of its name and of its source and note, and what it pays by year."""

    name: str
    stream: Stream
    words: frozenset[str]
    origin: frozenset[str]
    paid: Mapping[str, float]
    base_year: str


def check_same_grant(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of two payments that pay the same in some years and that have words or most of their years in common."""
    holders: dict[tuple[str, float], list[Grant]] = {}
    for name, stream in plan.funding.items():
        grant = _grant(plan, name, stream)
        for year, amount in grant.paid.items():
            if digits(amount) >= TELLING:
                holders.setdefault((year, amount), []).append(grant)
    reported: set[str] = set()
    for (year, amount), alike in holders.items():
        for first, second in combinations(alike, 2) if len(alike) <= FEW else ():
            if second.name not in reported and first.stream.kind == second.stream.kind and _is_one(first, second):
                reported.add(second.name)
                message = (
                    f"{plan.label('funding', second.name)} seems to be {plan.label('funding', first.name)} once more, "
                    f"both {planned_money(amount, plan.unit)} in {year}: is it counted twice?"
                )
                yield Complaint("W590", ("funding", second.name), message, FIX, True, (("funding", first.name),))


def _grant(plan: Plan, name: str, stream: Stream) -> Grant:
    origin = words_of(f"{stream.source} {stream.note}") - words_of(plan.source)
    return Grant(name, stream, words_of(plan.label("funding", name)), origin, _paid(stream, plan), plan.base_year)


def _is_one(first: Grant, second: Grant) -> bool:
    """Return True if two sources with the same amount in a year are likely to be one.

    Sources with the same words are compared as entries of one section.
    """
    if first.words == second.words:
        return False
    same_partner = first.stream.partner == second.stream.partner
    within = first.words <= second.words or second.words <= first.words
    if same_partner and within and len(first.words & second.words) >= TELLING:
        return True
    if same_partner and len(first.origin & second.origin) >= TELLING:
        return True
    return _same_path(first, second, same_partner=same_partner)


def _same_path(first: Grant, second: Grant, *, same_partner: bool) -> bool:
    """Return True if two sources pay the same in every year in which both pay, and this is no chance."""
    both = set(first.paid) & set(second.paid) - {first.base_year}
    amounts = {first.paid[year] for year in both}
    if len(both) < PATH or any(first.paid[year] != second.paid[year] or digits(first.paid[year]) < TELLING
                               for year in both):  # fmt: skip
        return False
    named = bool(first.words & second.words) or digits(min(amounts)) >= CLEARLY
    return len(amounts) >= PATH or (same_partner and named)


def _paid(stream: Stream, plan: Plan) -> Mapping[str, float]:
    """Return what a source states for each year, the base year and one-off money too."""
    years = plan.timeline.labels
    whole: dict[str, float | None] = {plan.base_year: stream.base}
    if stream.stated:
        whole |= {year: stream.stated.root.at(year) for year in years if year != years[0] or stream.base is None}
    elif stream.movements:
        moved = (stream.movements.root.get(year) or 0.0 for year in plan.timeline.projected)
        whole = dict(zip(years, accumulate(moved, initial=stream.start), strict=True))
    elif stream.base and not stream.one_off:
        whole |= dict.fromkeys(plan.timeline.projected, stream.base)
    whole |= stream.one_off
    return {year: amount for year, amount in whole.items() if amount and not (stream.ends and year > stream.ends)}


SAME_GRANT = (check_same_grant,)
