"""Likely slips in one figure that explain exactly why the base year doesn't balance."""

from collections.abc import Iterator
from math import isclose
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.limits import ROUNDED, ROUNDED_LARGE, ROUNDED_SMALL
from mtfp.model.consistency.scale.size import Size, integrated_funding, integrated_lines
from mtfp.model.plan import Plan

EXACT = 1e-6
"""Largest difference that is only rounding, as a share of cost."""
MONTHS = 12.0
"""Factor of a month's amount, which may be rounded."""
FACTORS = {
    10.0: "has a nought been lost?",
    100.0: "have two noughts been lost?",
    0.1: "is there a nought too many?",
    0.01: "are there two noughts too many?",
    MONTHS: "is it for a month?",
    1 / 12: "is it twelve times a year's amount?",
    2.0: "is it for half a year?",
    0.5: "is it for two years, or counted twice?",
}
"""Factors that put right a slip of noughts or of the period, each with its question. Noughts come first."""
PERIODS = {
    **{12 / months: f"is it for {months} months?" for months in (11, 10, 9, 8, 7, 5, 4, 2)},
    4.0: "is it for a quarter?",
    52.0: "is it for a week?",
    13 / 12: "is it for 12 of 13 periods of four weeks?",
    12 / 13: "is it for 13 months?",
    1 / 4: "is it four times a year's amount?",
}
"""Factors that put right an amount of some months or weeks, each with its question."""
TELLING, PLAIN = 3, 2
"""Least number of digits of a difference that one amount explains as a whole, or by a slip of its digits."""


class Explained(NamedTuple):
    """Figure that would balance the base year if it were put right, with a short form of that and its question."""

    section: str
    name: str
    says: str
    asks: str
    whole: bool = False
    """True if the figure as a whole is the difference."""

    @property
    def sentence(self) -> str:
        """Return the figure and its question, for a figure that alone explains the difference."""
        return f"{self.says}: {self.asks}"


Said = tuple[str, str] | None


def explained(plan: Plan, size: Size, gap: float, cost: float) -> list[Explained]:
    """Return the figures of which one slip explains a gap, by kind of slip; those of the first kind that fits."""
    amounts = tuple(_amounts(plan, size))
    for kind in (_noughts, _sign, _too_many, _swapped, _period):
        found: list[Explained] = []
        for section, name, amount in amounts:
            if words := kind(plan, section, name, amount, amount - gap, EXACT * abs(cost)):
                found.append(Explained(section, name, *words, whole=kind is _too_many))
        # an amount is rounded, so that a period is likely only if it explains one figure alone
        # and a round amount may be as large as a difference by chance, but not two equal ones
        alone = len(found) == 1 and (kind is not _too_many or digits(gap) >= PLAIN)
        if alone or (found and kind is not _period and (kind is not _too_many or len(found) > 1)):
            return found
    return []


def _amounts(plan: Plan, size: Size) -> Iterator[tuple[str, str, float]]:
    """Yield each amount of the base year with its effect on the gap: funding and income lower it."""
    yield from (("lines", name, size.costs[name]) for name in integrated_lines(plan) if size.costs[name])
    for name in integrated_funding(plan):
        if paid := size.payments[name]:
            yield "funding", name, -paid


def place_of(plan: Plan, section: str, name: str) -> Path:
    """Return the path of the amount of a line or funding source in the base year."""
    if section == "lines":
        return ("lines", name, "cost" if plan.lines[name].budget is None else "budget")
    return ("funding", name, "stated" if plan.funding[name].base is None else "base")


def _written(amount: float) -> str:
    """Return an amount as it is typed, without its sign and without zeros behind the point."""
    return f"{abs(amount):.6f}".rstrip("0").rstrip(".")


def digits(amount: float) -> int:
    """Return the number of digits of an amount, without zeros at its ends.

    >>> digits(7_210.0), digits(-6_000.0), digits(0.25)
    (3, 1, 2)
    """
    return len(_written(amount).replace(".", "").strip("0"))


def _last_place(amount: float) -> float:
    """Return the value of the last digit of an amount, at most one.

    >>> _last_place(1_238.0), _last_place(1.25)
    (1.0, 0.01)
    """
    decimals = _written(amount).partition(".")[2]
    return float(10 ** -len(decimals))


def _noughts(plan: Plan, section: str, name: str, amount: float, right: float, near: float) -> Said:
    for factor, asked in FACTORS.items():
        telling = PLAIN if factor in (10.0, 0.1, 100.0, 0.01) else TELLING
        rounded = factor / 2 * _last_place(amount) if factor == MONTHS else 0.0
        if abs(amount * factor - right) <= near + rounded and digits(right - amount) >= telling:
            return f"{_of(plan, section, name, amount)} would balance it as {_money(plan, right)}", asked
    return None


def _sign(plan: Plan, section: str, name: str, amount: float, right: float, near: float) -> Said:
    if abs(amount + right) > near or digits(amount) < PLAIN:
        return None
    if section == "lines":
        other = "a cost" if plan.lines[name].kind == "income" else "income"
    else:
        other = "funding" if plan.funding[name].kind == "reduction" else "a reduction"
    return f"{_of(plan, section, name, amount)} would balance it as {other}", "is its `kind:` right?"


def _too_many(plan: Plan, section: str, name: str, amount: float, right: float, near: float) -> Said:
    # a difference that is more than rounding, or has two digits, is hardly one amount by chance
    least = 1 if abs(amount) * EXACT > ROUNDED.high * near else PLAIN
    if abs(right) <= near and digits(amount) >= least:
        missing = "the money" if section == "lines" else "the cost"
        return (
            f"that is just {_of(plan, section, name, amount)}",
            f"is it counted twice, or is {missing} for it missing?",
        )
    return None


def _swapped(plan: Plan, section: str, name: str, amount: float, right: float, near: float) -> Said:
    text = _written(amount)
    for at in range(len(text) - 1):
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if "." in text[at : at + 2] or swapped == text or swapped[0] == "0":
            continue
        if amount * right > 0 and isclose(float(swapped), abs(right), abs_tol=near) and digits(amount) >= PLAIN:
            asked = "are two of its digits swapped?"
            return f"{_of(plan, section, name, amount)} would balance it as {_money(plan, right)}", asked
    return None


def _period(plan: Plan, section: str, name: str, amount: float, right: float, near: float) -> Said:
    """Return the words for an amount of another period. A small difference must fit more exactly than a large one."""
    small = abs(amount - right) * EXACT <= ROUNDED.high * near
    for factor, asked in PERIODS.items():
        rounded = min(
            factor * min(_rounding(amount), _rounding(right)), (ROUNDED_SMALL if small else ROUNDED_LARGE) * abs(right)
        )
        if abs(amount * factor - right) <= near + rounded and digits(right - amount) >= TELLING:
            return f"{_of(plan, section, name, amount)} would balance it as {_money(plan, right)}", asked
    return None


def _rounding(amount: float) -> float:
    """Return half the value of the last digit of an amount that isn't zero.

    >>> _rounding(18_442_100.0), _rounding(9_200.0), _rounding(1.25)
    (50.0, 50.0, 0.005)
    """
    whole, _, decimals = _written(amount).partition(".")
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10 ** -len(decimals) if decimals else 10**zeros) / 2


def _of(plan: Plan, section: str, name: str, amount: float) -> str:
    return f"{plan.label(section, name)} of {_money(plan, amount)}"


def _money(plan: Plan, amount: float) -> str:
    return planned_money(abs(amount), plan.unit)
