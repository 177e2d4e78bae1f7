"""Table of the amounts of a plan in pounds, the largest of each section first, for a person to compare and to sign."""

from collections.abc import Iterator

from mtfp.documents.read_back.sections import Section, sections
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.scale.size import percent
from mtfp.model.plan import Plan
from mtfp.results.table import POUNDS, SHARE, Column, Row, Table

NAME, TITLE = "amounts", "Amounts and shares of expenditure, the largest of each section first"
"""Name and title of the table."""
ONE_BY_ONE = ("commitments", "savings", "investments", "risk_events", "reserves")
"""Sections whose amounts people read one by one before the table."""
MOST, LEAST = 8, 3
"""Number of the largest and of the smallest amounts of a section that people see."""


def amounts(plan: Plan, expenditure: float) -> Table:
    """Return the amounts of each section in pounds and as shares of expenditure; programs read every amount."""
    rows = tuple(row for section in sections(plan) for row in _section(section, UNITS[plan.unit], expenditure))
    return Table(NAME, TITLE, plan.name, plan.unit, (Column("Amount"),), rows)


def _section(section: Section, pounds: float, expenditure: float) -> Iterator[Row]:
    """Yield a section's total, then its amounts from the largest to the smallest, each with its share."""
    items = sorted(section.amounts, key=lambda item: -abs(item.amount))
    read = section.key in ONE_BY_ONE
    title = f"{section.title} {section.says}"
    yield from _amount(section.key, title, section.total, pounds, expenditure, depth=0, hidden=read)
    hidden = range(MOST, len(items) - LEAST) if len(items) > MOST + LEAST + 1 else range(0)
    for position, (name, label, amount) in enumerate(items):
        yield from _amount(
            f"{section.key}.{name}", label, amount, pounds, expenditure, depth=1, hidden=read or position in hidden
        )


def left_out(plan: Plan) -> Iterator[str]:
    """Yield the amounts that people don't see in the table, each section in one sentence."""
    for section in sections(plan):
        items = sorted(section.amounts, key=lambda item: -abs(item.amount))
        if section.key not in ONE_BY_ONE and len(items) > MOST + LEAST + 1:
            between = (
                f"{item.label} {planned_money(item.amount, plan.unit)}" for item in items[MOST : len(items) - LEAST]
            )
            yield f"{section.title} between the largest and the smallest of the table: {'; '.join(between)}."


def _amount(
    row: str, label: str, amount: float, pounds: float, expenditure: float, *, depth: int, hidden: bool = False
) -> Iterator[Row]:
    strong = not depth
    share = f" ({percent(abs(amount) / expenditure)})" if expenditure > 0 else ""
    yield Row(row, f"{label}{share}", (amount * pounds,), POUNDS, strong=strong, depth=depth, for_machines=hidden)
    if expenditure > 0:
        says = "share of expenditure" if depth else f"{label}, share of expenditure"
        yield Row(f"{row}.share", says, (amount / expenditure,), SHARE, depth=depth + 1, for_machines=True)
