"""Check of a correction among those of other lines: a month's amount, or a nought too many or too few."""

from collections.abc import Iterator
from math import log

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.limits import ALIKE, NEARLY, OF_OTHERS
from mtfp.model.consistency.scale.size import percent
from mtfp.model.plan import Plan

LEAST = 3
"""Least number of other corrections that show their usual size."""
MONTHS = 12.0
RIGHT = (MONTHS, 10.0, 0.1)
"""Factors that put right a correction: that of a month, and a nought too few or too many."""


def check_corrections(plan: Plan) -> Iterator[Complaint]:
    """Ask about the one correction that is far from those of other lines, which are much alike as shares of budgets."""
    shares = {
        (name, number): each.of(line.budget) / line.budget
        for name, line in plan.lines.items()
        if line.budget
        for number, each in enumerate(line.adjust)
        if each.amount
    }
    ordered = sorted(shares.values())
    if len(ordered) <= LEAST or ordered[0] <= 0:
        return
    for at, others in ((min(shares, key=lambda each: shares[each]), ordered[1:]),
                       (max(shares, key=lambda each: shares[each]), ordered[:-1])):  # fmt: skip
        share = shares[at]
        if others[-1] / others[0] > ALIKE.high:
            continue
        middle = others[len(others) // 2]
        factor = min(RIGHT, key=lambda each: abs(log(share * each / middle)))
        if not OF_OTHERS.holds(share / middle) and NEARLY.holds(share * factor / middle):
            yield _asked(plan, *at, factor, (others[0], others[-1]))
            return


def _asked(plan: Plan, name: str, number: int, factor: float, others: tuple[float, float]) -> Complaint:
    line = plan.lines[name]
    amount, (low, high) = line.adjust[number].amount or 0.0, map(percent, others)
    typed, right = (planned_money(each, plan.unit) for each in (amount, amount * factor))
    asked = f"is {typed} the amount of a month, and is it {right} a year?" if factor == MONTHS else f"is it {right}?"
    message = (
        f"{plan.label('lines', name)} is corrected by {typed}, {percent(amount / (line.budget or 1.0))} of its budget, "
        f"and other lines by {low} to {high}: {asked}"
    )
    fix = "check the amount; if it is right, say why in `note:`, with the word “checked”"
    at = ("adjust", number, "amount") if len(line.adjust) > 1 else ("adjust",)
    return Complaint("W663", ("lines", name, *at), message, fix)


CORRECTIONS = (check_corrections,)
