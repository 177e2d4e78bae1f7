"""Phrases of the read-back about amounts by year."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from mtfp.model.base.money_in_words import in_full, planned_money
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan

SIDE = {"council": "the council's side", "nhs": "the NHS board's side"}
LONGEST = 120
"""Most characters of a note that are read back."""
FEW = 2
"""Largest number of lines that are all named."""


def joined(texts: Sequence[str]) -> str:
    """Join texts as a sentence lists them.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def signed(amount: float, unit: str) -> str:
    """Return an amount with its sign.

    >>> signed(30.0, "£k"), signed(-30.0, "£k")
    ('+£30,000', '−£30,000')
    """
    return f"{'+' if amount > 0 else ''}{planned_money(amount, unit)}"


def late(years: int) -> str:
    """Return a delay in words, with a space before it; nothing if there is none.

    >>> late(0), late(1), late(2)
    ('', ' a year late', ' 2 years late')
    """
    return "" if not years else " a year late" if years == 1 else f" {years} years late"


def called(plan: Plan, section: str, name: str) -> str:
    """Return an item's label with the lines or the side on which its money falls, such as `Skill mix (Day care)`."""
    item: Target = getattr(plan, section)[name]
    lines = item.targets(plan.lines)
    if lines and len(lines) <= FEW:
        where = joined([plan.label("lines", line) for line in lines])
    elif lines:
        where = f"{len(lines)} lines"
    else:
        where = SIDE[item.partner] if item.partner else "the whole plan"
    return f"{plan.label(section, name)} ({where})"


def noted(item: Any) -> str:
    """Return the beginning of an item's note in quotation marks, with a space before it; nothing if it has none.

    >>> from types import SimpleNamespace
    >>> noted(SimpleNamespace(note="Opens in October 2027.")), noted(SimpleNamespace(note=""))
    (' Note: “Opens in October 2027.”', '')
    """
    words = " ".join(str(getattr(item, "note", "") or "").split())
    return f" Note: “{shorten(words, LONGEST, placeholder=' …')}”" if words else ""


def grows(plan: Plan, rate: str | None) -> str:
    """Return the rate that an amount follows, with a space before it; nothing if it follows none."""
    return f" It grows with {plan.label('assumptions', rate)}." if rate else ""


def by_year(amounts: Mapping[str, float | None], unit: str, *, recurring: bool) -> str:
    """Return amounts by year in words, with what a recurring cost adds up to.

    >>> by_year({"2026/27": 3.0, "2027/28": 4.0}, "£", recurring=True)
    '£3 in 2026/27 and £4 in 2027/28, each in every later year too; from 2027/28 £7 a year'
    >>> by_year({"2026/27": 3.0}, "£", recurring=False)
    '£3 in 2026/27, that year only'
    """
    given = {year: amount for year, amount in sorted(amounts.items()) if amount}
    if not given:
        return "no amount"
    years = joined([f"{in_full(amount, unit)} in {year}" for year, amount in given.items()])
    several = len(given) > 1
    if not recurring:
        return f"{years}, {'each in its own year' if several else 'that year'} only"
    if not several:
        return f"{years} and in every later year"
    return f"{years}, each in every later year too; from {max(given)} {in_full(sum(given.values()), unit)} a year"
