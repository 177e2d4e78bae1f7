"""Check of the on-costs and vacancies of a line, against those of the other lines with the same pay."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mtfp.model.base.complaint import Complaint
from mtfp.model.plan import Plan

LEAST = 2
"""Least number of other lines that show which on-costs or vacancies go with a pay award."""
KEYS = ("on_costs", "vacancy")
FIX = "correct the name; if it is right, say why in the line's `note:`, with the word “checked”"


class Use(NamedTuple):
    """Use of an assumption by a component of a line."""

    line: str
    pay: str
    name: str


def check_staffing(plan: Plan) -> Iterator[Complaint]:
    """Ask about a line with on-costs or vacancies that otherwise only lines with another pay award have."""
    for key in KEYS:
        uses = [
            Use(line, pay, name)
            for line, of in plan.lines.items()
            for pay, part in of.components.items()
            if (name := getattr(part, key))
        ]
        for use in uses:
            if usual := _usual(use, [each for each in uses if each != use]):
                yield _asked(plan, key, use, usual)


def _usual(use: Use, others: list[Use]) -> str | None:
    """Return the assumption of all other lines with the same pay, if the line's own is one of lines with other pay."""
    with_pay = Counter(each.name for each in others if each.pay == use.pay)
    elsewhere = sum(each.name == use.name and each.pay != use.pay for each in others)
    if len(with_pay) != 1 or use.name in with_pay or elsewhere < LEAST:
        return None
    ((usual, times),) = with_pay.items()
    return usual if times >= LEAST else None


def _asked(plan: Plan, key: str, use: Use, usual: str) -> Complaint:
    message = (
        f"{plan.label('lines', use.line)} has {plan.label('assumptions', use.name)}, but every other line that follows "
        f"{plan.label('assumptions', use.pay)} has {plan.label('assumptions', usual)}: is that meant?"
    )
    return Complaint("W714", ("lines", use.line, "components", use.pay, key), message, FIX)
