"""Table of the amounts of a plan in pounds, the largest of each section first, for programs; people read lists."""

from collections.abc import Iterator

from mtfp.documents.read_back.sections import Section, sections
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.consistency.scale.size import percent
from mtfp.model.plan import Plan
from mtfp.results.table import POUNDS, SHARE, Column, Row, Table

NAME, TITLE = "amounts", "Amounts and shares of expenditure, the largest of each section first"
"""Name and title of the table."""


def amounts(plan: Plan, expenditure: float) -> Table:
    """Return the amounts of each section in pounds and as shares of expenditure. People read each amount in a list."""
    rows = tuple(row for section in sections(plan) for row in _section(section, UNITS[plan.unit], expenditure))
    return Table(NAME, TITLE, plan.name, plan.unit, (Column("Amount"),), rows)


def _section(section: Section, pounds: float, expenditure: float) -> Iterator[Row]:
    """Yield a section's total, then its amounts from the largest to the smallest, each with its share."""
    title = f"{section.title} {section.says}"
    yield from _amount(section.key, title, section.total, pounds, expenditure, depth=0)
    for name, label, amount in sorted(section.amounts, key=lambda item: -abs(item.amount)):
        yield from _amount(f"{section.key}.{name}", label, amount, pounds, expenditure, depth=1)


def _amount(row: str, label: str, amount: float, pounds: float, expenditure: float, *, depth: int) -> Iterator[Row]:
    strong = not depth
    share = f" ({percent(abs(amount) / expenditure)})" if expenditure > 0 else ""
    yield Row(row, f"{label}{share}", (amount * pounds,), POUNDS, strong=strong, depth=depth, for_machines=True)
    if expenditure > 0:
        says = "share of expenditure" if depth else f"{label}, share of expenditure"
        yield Row(f"{row}.share", says, (amount / expenditure,), SHARE, depth=depth + 1, for_machines=True)
