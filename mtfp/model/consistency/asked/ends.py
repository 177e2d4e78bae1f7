"""Checks of money around an end: stated after it, funded twice, or begun a second time where it was to end."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.consistency.scale.limits import FUNDED
from mtfp.model.consistency.scale.size import Size
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan

ENDING = Form(r"\b(until|till|ends?|ending|expires?|temporary|time-limited|fixed[- ]term|lease)\b", re.IGNORECASE)
"""Words of a cost that ends."""

LEVEL = 2
"""Largest number of equal amounts of which the second may be an end without its minus."""


def check_after_end(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of money of a funding source that is stated for a year after its end, and of savings without their plan."""
    for name, stream in plan.funding.items():
        for key, year, amount in _of_stream(stream):
            if stream.ends and plan.base_year <= stream.ends < year and amount:
                money, label = planned_money(amount, plan.unit), plan.label("funding", name)
                counts = "is still paid" if key == "one_off" else "counts for nothing"
                message = (
                    f"{label} ends after {stream.ends}, so {money} in {year} {counts}: is the end a year too early?"
                )
                fix = f"correct `ends:`, or take {year} out"
                yield Complaint("W586", ("funding", name, key, year), message, fix)
                break
    for name, saving in plan.savings.items():
        first = min((year for year, amount in saving.planned.items() if amount), default="")
        early = [year for year, amount in saving.delivered.items() if amount and year < first]
        for year in early[:1]:
            label = plan.label("savings", name)
            message = f"{label} delivers in {year}, before its first planned saving in {first}"
            yield Complaint("W586", ("savings", name, "delivered", year), message, "correct the year of one of the two")


def _of_stream(stream: Stream) -> Iterator[tuple[str, str, float]]:
    """Yield the key, the year and the amount of what a funding source states by year."""
    stated = stream.stated.root.years if stream.stated else {}
    moves = stream.movements.root if stream.movements else {}
    for key, amounts in (("stated", stated), ("movements", moves), ("one_off", stream.one_off)):
        yield from ((key, year, amount) for year, amount in sorted(amounts.items()))


def check_follows(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of funding sources that together fund more than the whole of a rise in cost."""
    reported: set[tuple[str, ...]] = set()
    for line, of in plan.lines.items():
        for price in (*of.components, ""):
            shares = dict(_followers(plan, line, price))
            names = tuple(shares)
            if not FUNDED.holds(sum(shares.values())) and names not in reported:
                reported.add(names)
                yield _funded_twice(plan, names, price, line, sum(shares.values()))


def _followers(plan: Plan, line: str, price: str) -> Iterator[tuple[str, float]]:
    """Yield the funding sources that follow a price of a line, or the line itself, each with its share."""
    set_aside = plan.lines[line].set_aside
    for name, stream in plan.funding.items():
        rule = stream.follows
        if rule is None or (stream.type == "set_aside") != set_aside:
            continue
        if price == rule.assumption or (rule.lines and line in rule.lines.of(plan.lines)):
            yield name, stream.sign * float(rule.share)


def _funded_twice(plan: Plan, names: tuple[str, ...], price: str, line: str, total: float) -> Complaint:
    rules = [plan.funding[name].follows for name in names]
    by_price = any(rule and rule.assumption for rule in rules)
    of = plan.label("assumptions", price) if by_price else f"the cost of {plan.label('lines', line)}"
    labels = " and ".join(plan.label("funding", name) for name in names)
    message = f"{labels} together fund {in_percent(total)} of the rise in {of}: is one of them in the plan twice?"
    fix = (
        "take one of them out, or lower a `share:`; if more than the rise is funded, say why in "
        "`note:`, with the word “checked”"
    )
    return Complaint("W587", ("funding", names[-1], "follows"), message, fix, True)


def check_second_start(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a lasting amount that comes again after a gap, where the minus of its end may be missing."""
    for name, item in plan.commitments.items():
        text = f"{item.label} {item.note}"
        if (
            item.recurring
            and not _is_level(item.amount)
            and (years := _again(item.amount, ends=bool(ENDING.search(text))))
        ):
            yield _again_complaint(plan, ("commitments", name, "amount"), years, item.amount[years[1]] or 0.0)
    for name, stream in plan.funding.items():
        moves = stream.movements.root if stream.movements else {}
        # the same rise in several years is usual, unless words say that it ends
        ends = bool(ENDING.search(f"{stream.label} {stream.note}"))
        if ends and (years := _again(moves, ends=True)):
            yield _again_complaint(plan, ("funding", name, "movements"), years, moves[years[1]])


def _is_level(amounts: Mapping[str, float | None]) -> bool:
    """Return True if three or more amounts are all equal: another question asks if they are one (W569)."""
    given = [amount for amount in amounts.values() if amount]
    return len(given) > LEVEL and len(set(given)) == 1


def _again(amounts: Mapping[str, float | None], *, ends: bool) -> tuple[str, str] | None:
    """Return the years of two equal amounts with a year between them, or next to each other if a word says it ends."""
    given = [(year, amount) for year, amount in sorted(amounts.items()) if amount]
    gap = 1 if ends else 2
    for (first, one), (second, other) in pairwise(given):
        if one == other and first_calendar_year(second) - first_calendar_year(first) >= gap:
            return first, second
    return None


def _again_complaint(plan: Plan, at: Path, years: tuple[str, str], amount: float) -> Complaint:
    label, money = plan.label(str(at[0]), str(at[1])), planned_money(amount, plan.unit)
    message = (
        f"{label} begins at {money} a year in {years[0]} and adds {money} a year again in {years[1]}: does it end "
        f"then, and is the minus missing?"
    )
    fix = f"write {-amount:.15g} in {years[1]} if it ends; if the second amount is new, say so in `note:`"
    return Complaint("W588", (*at, years[1]), message, fix)


ENDS = (check_after_end, check_follows, check_second_start)
