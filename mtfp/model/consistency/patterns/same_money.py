"""Check of the same money under two sections of a plan, whatever the words: both may state one change."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan

SAME_PLACE, OVERLAPPING = 2, 3
"""Least number of digits of equal amounts that are no chance: on the same lines, or on some of the same lines.

The lesser number is enough only for amounts of the same year.
"""
COMPARED = (
    {"commitments", "savings"}, {"commitments", "risk_events"}, {"investments", "risk_events"},
    {"savings", "funding"}, {"commitments", "funding"}, {"risk_events", "funding"}, {"risk_events", "lines"},
    {"commitments", "investments"}, {"commitments", "reserves"}, {"funding", "reserves"},
)  # fmt: skip
"""Pairs of sections that other checks don't compare by amount."""
FEW = 4
"""Largest number of entries with the same amount; more have it by chance."""
ANY = ""
"""Year of an amount that may fall in any year."""
ANY_SIDE = frozenset({"council", "nhs", "plan"})
"""Sides on which the money of a reserve may fall."""
FIX = "take one of the two out; if they are two things, say so in `note:`"


class Change(NamedTuple):
    """Change of cost by an entry: its amounts by year, positive is a cost, on lines or on partners' sides."""

    section: str
    name: str
    amounts: Mapping[str, float]
    lines: frozenset[str]
    sides: frozenset[str]


def check_same_money(plan: Plan) -> Iterator[Complaint]:
    """Warn of two entries of different sections with the same amount in the same year, on the same lines or side."""
    holders: dict[float, dict[tuple[str, str], Change]] = {}
    for change in _changes(plan):
        for amount in change.amounts.values():
            if digits(amount) >= SAME_PLACE:
                holders.setdefault(amount, {})[change[:2]] = change
    reported: set[tuple[str, str]] = set()
    for amount, alike in holders.items():
        if len(alike) > FEW:
            continue
        for first, second in combinations(alike.values(), 2):
            year = _same_year(first, second, amount)
            if {first.section, second.section} not in COMPARED or second[:2] in reported or year is None:
                continue
            if digits(amount) >= _needed(
                first, second, by_year=bool(year) and ANY not in {*first.amounts, *second.amounts}
            ):
                reported.add(second[:2])
                yield _complaint(plan, first, second, amount, year)


def _needed(first: Change, second: Change, *, by_year: bool) -> float:
    """Return the least number of digits that two changes must share; infinite if they fall on different places."""
    if by_year and first.lines and first.lines == second.lines:
        return SAME_PLACE
    both_lines = first.lines and second.lines
    overlap = first.lines & second.lines if both_lines else first.sides & second.sides
    return OVERLAPPING if overlap else float("inf")


def _same_year(first: Change, second: Change, amount: float) -> str | None:
    """Return the year in which both have an amount, empty for any year; None if there is none."""
    years = [{year for year, each in of.amounts.items() if each == amount} for of in (first, second)]
    both = years[0] & years[1]
    if both:
        return min(both)
    dated = sorted(year for year in years[0] | years[1] if year != ANY)
    return next(iter(dated), ANY) if ANY in years[0] | years[1] else None


def _complaint(plan: Plan, first: Change, second: Change, amount: float, year: str) -> Complaint:
    label, other = (plan.label(each.section, each.name) for each in (second, first))
    when = f" in {year}" if year else ""
    message = (
        f"{label} under `{second.section}` has the same {planned_money(abs(amount), plan.unit)}{when} as {other} under "
        f"`{first.section}`: is it one change, counted twice?"
    )
    return Complaint("W669", second[:2], message, FIX, True, (first[:2],))


def _changes(plan: Plan) -> Iterator[Change]:
    for name, commitment in plan.commitments.items():
        yield _of(plan, "commitments", name, commitment, commitment.amount)
    for name, investment in plan.investments.items():
        yield _of(plan, "investments", name, investment, investment.spend)
        if investment.saves:
            yield _of(plan, "investments", name, investment, {ANY: -investment.saves.amount})
    for name, saving in plan.savings.items():
        yield _of(plan, "savings", name, saving, {year: -amount for year, amount in saving.planned.items()})
    for name, stream in plan.funding.items():
        if stream.kind == "reduction" and stream.stated:
            steps = {year: amount for year, amount in stream.stated.root.years.items() if amount}
            steps |= {ANY: stream.stated.root.then} if stream.stated.root.then else {}
            yield Change("funding", name, steps, frozenset(), frozenset({stream.partner}))
    for name, stream in plan.funding.items():
        once = {year: -amount for year, amount in stream.one_off.items() if amount and stream.kind == "funding"}
        yield Change("funding", name, once, frozenset(), frozenset({stream.partner}))
    for name, reserve in plan.all_reserves.items():
        used = {year: -amount for year, amount in reserve.planned_use.items()}
        yield Change("reserves", name, {**used, **reserve.planned_contributions}, frozenset(), ANY_SIDE)
    for name, event in plan.risk_events.items():
        if event.status != "closed":
            yield _of(plan, "risk_events", name, event, {ANY: event.impact.money})
    for name, line in plan.lines.items():
        for adjustment in line.adjust:
            amounts = {ANY: adjustment.of(line.budget or 0.0)}
            yield Change("lines", name, amounts, frozenset({name}), frozenset({line.partner}))


def _of(plan: Plan, section: str, name: str, item: Target, amounts: Mapping[str, float | None]) -> Change:
    named = frozenset(item.targets(plan.lines)) if item.line or item.lines else frozenset[str]()
    sides: set[str] = {plan.lines[line].partner for line in named if line in plan.lines} or {item.partner or "plan"}
    given = {year: amount for year, amount in amounts.items() if amount}
    return Change(section, name, given, named, frozenset(sides))


SAME_MONEY = (check_same_money,)
