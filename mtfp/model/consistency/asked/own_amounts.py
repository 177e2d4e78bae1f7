"""Amounts of a plan that are just the difference of its base year, because a budget contains them already."""

from collections.abc import Iterator
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.one_slip import PLAIN, TELLING, digits
from mtfp.model.consistency.scale.size import integrated_lines
from mtfp.model.plan import Plan

CHANGES = (("commitments", "amount"), ("savings", "planned"), ("investments", "spend"))
"""Sections whose amounts a budget or a payment may contain already, each with the key of its amounts."""


class Own(NamedTuple):
    """Amount of an entry that is just a difference, and the question about it."""

    path: Path
    asks: str


def own_amount(plan: Plan, gap: float, near: float) -> Own | None:
    """Return the one correction of a line that is just the gap, else the one cost or saving; None without one."""
    found = list(_adjustments(plan, gap, near)) or list(_changes(plan, gap, near))
    return found[0] if len(found) == 1 else None


def _adjustments(plan: Plan, gap: float, near: float) -> Iterator[Own]:
    for name in integrated_lines(plan):
        line = plan.lines[name]
        for each in line.adjust if line.budget is not None else ():
            amount = each.of(line.budget or 0.0) * line.our_share * line.sign
            if _is(amount, gap, near, PLAIN):
                of = f"the `adjust` of {plan.label('lines', name)}, {each.reason.rstrip('.')}"
                yield Own(("lines", name, "budget"), f"that is just {of}: is it in the budget already?")


def _changes(plan: Plan, gap: float, near: float) -> Iterator[Own]:
    """Yield amounts of the first year; they need more digits, because a plan has many of them."""
    for section, key in CHANGES:
        for name, item in getattr(plan, section).items():
            given = sorted((year, amount) for year, amount in getattr(item, key).items() if amount)
            if given and _is(given[0][1], gap, near, TELLING):
                year, amount = given[0]
                of = f"{plan.label(section, name)} of {planned_money(amount, plan.unit)} in {year}"
                yield Own((section, name, key, year), f"that is just {of}: is it in a budget or a payment already?")


def _is(amount: float, gap: float, near: float, least: int) -> bool:
    return abs(abs(amount) - abs(gap)) <= near and digits(amount) >= least
