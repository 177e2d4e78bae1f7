"""Size of a plan: its expenditure in the base year, and the amount that seems to be in another unit, if any."""

from collections.abc import Iterator, Mapping
from math import inf, log10
from statistics import median
from typing import NamedTuple

from mtfp.model.base.money_in_words import UNITS
from mtfp.model.consistency.scale.limits import FELLOWS, IMBALANCE, OF_MEDIAN_LINE, OF_NEXT_LINE
from mtfp.model.plan import Plan

FACTORS = (1e3, 1e-3, 1e6, 1e-6)
"""Factors between two units of money."""
EXPLAINED = 0.1
"""Largest share of an imbalance that may be left if a slip explains it."""
NOTICED = 0.002
"""Smallest imbalance for which a slip is looked for, as a share of cost."""
ALL = ""
"""Name in place of an item's own, for all items of a section."""


class Slip(NamedTuple):
    """Amount that seems to be in another unit. `factor` puts it right; `of_line`: it is out of line with its fellows.

    A slip with the name `ALL` is of every item of its section.
    """

    section: str
    name: str
    factor: float
    of_line: bool = False


class Size(NamedTuple):
    """Size of a plan in its base year, in the plan's unit, with a slip put right.

    `costs` has the cost of each line, below zero for income, and `payments` the base-year payment of each funding
    source, where the plan gives it.
    """

    costs: Mapping[str, float]
    payments: Mapping[str, float | None]
    slip: Slip | None
    expenditure: float

    def share(self, amount: float) -> float:
        """Return an amount as a share of expenditure; zero in a plan without expenditure."""
        return amount / self.expenditure if self.expenditure > 0 else 0.0


def size_of(plan: Plan) -> Size:
    """Return the size of a plan."""
    costs = {name: line.sign * line.opening(plan.base_year) for name, line in plan.lines.items()}
    payments = {name: stream.of_base_year(plan.base_year) for name, stream in plan.funding.items()}
    slip = next(_out_of_line(plan, costs), None) or _unbalancing(plan, costs, payments)
    right = _put_right(slip, costs, payments) if slip else (costs, payments)
    return Size(*right, slip, sum(right[0][name] for name in integrated_lines(plan)))


def integrated_lines(plan: Plan) -> list[str]:
    """Return the names of the lines of the integrated budget."""
    return [name for name, line in plan.lines.items() if not line.set_aside]


def integrated_funding(plan: Plan) -> list[str]:
    """Return the names of the funding sources of the integrated budget."""
    return [name for name, stream in plan.funding.items() if stream.type != "set_aside"]


def gap_of(plan: Plan, costs: Mapping[str, float], payments: Mapping[str, float | None]) -> tuple[float, float]:
    """Return the integrated budget's cost in the base year, and that cost less its funding and its `opening_gap`."""
    cost = sum(costs[name] for name in integrated_lines(plan))
    funding = sum(payments[name] or 0.0 for name in integrated_funding(plan))
    return cost, cost - funding - (plan.opening_gap.amount if plan.opening_gap else 0.0)


def _out_of_line(plan: Plan, costs: Mapping[str, float]) -> Iterator[Slip]:
    """Yield the smallest and the largest line if they are far out of line with their fellows."""
    ordered = sorted((abs(cost), name) for name, cost in costs.items() if cost)
    if len(ordered) < FELLOWS:
        return
    (least, smallest), (next_least, _) = ordered[:2]
    (next_most, _), (most, largest) = ordered[-2:]
    middle = median(amount for amount, _ in ordered)
    if most > OF_NEXT_LINE.high * next_most:
        yield Slip("lines", largest, unit_factor(next_most / most), of_line=True)
    if least < OF_NEXT_LINE.low * next_least and least < OF_MEDIAN_LINE.low * middle:
        yield Slip("lines", smallest, unit_factor(next_least / least), of_line=True)


def unit_factor(ratio: float) -> float:
    """Return the factor between two units of money that is nearest to a ratio.

    >>> unit_factor(2_300.0), unit_factor(0.02), unit_factor(400_000.0)
    (1000.0, 0.001, 1000000.0)
    """
    return min(FACTORS, key=lambda factor: abs(log10(factor) - log10(ratio)))


def _unbalancing(plan: Plan, costs: Mapping[str, float], payments: Mapping[str, float | None]) -> Slip | None:
    """Return the slip that would explain nearly all of the base year's imbalance; None if no slip would."""
    cost, gap = gap_of(plan, costs, payments)
    if any(payments[name] is None for name in integrated_funding(plan)) or abs(gap) <= NOTICED * max(cost, 0.0):
        return None
    possible = _possible(plan, costs, payments)
    funding = sum(payments[name] or 0.0 for name in integrated_funding(plan))
    amounts: dict[str, Mapping[str, float | None]] = {"lines": costs, "funding": {ALL: funding, **payments}}

    def left(slip: Slip) -> float:
        """Return the imbalance that is left once an amount is put right; infinite if the plan can't be so."""
        change = (amounts[slip.section][slip.name] or 0.0) * (slip.factor - 1)
        cost_then, gap_then = (cost + change, gap + change) if slip.section == "lines" else (cost, gap - change)
        return abs(gap_then) if cost_then > 0 and abs(gap_then) <= IMBALANCE.high * cost_then else inf

    explain = [slip for slip in possible if left(slip) <= EXPLAINED * abs(gap)]
    usual = median([abs(cost) for cost in costs.values() if cost] or [1.0])

    def unusual(slip: Slip) -> float:
        """Return the distance of an amount from the usual line once it is put right; a single amount comes first."""
        amount = amounts[slip.section][slip.name] if slip.name != ALL else None
        return abs(log10(abs(amount * slip.factor / usual))) if amount else inf

    return min(explain, key=unusual, default=None)


def _possible(plan: Plan, costs: Mapping[str, float], payments: Mapping[str, float | None]) -> Iterator[Slip]:
    """Yield slips that the amounts allow: too large, more than all others together; too small, the smallest."""
    funding = {name: payments[name] or 0.0 for name in integrated_funding(plan)}
    lines = {name: costs[name] for name in integrated_lines(plan)}
    for section, amounts in (("funding", funding), ("lines", lines)):
        sizes = {name: abs(amount) for name, amount in amounts.items() if amount}
        total, least = sum(sizes.values()), min(sizes.values(), default=0.0)
        large = [name for name, amount in sizes.items() if 2 * amount > total]
        small = [name for name, amount in sizes.items() if amount <= least]
        yield from (Slip(section, name, factor) for factor in FACTORS for name in (large if factor < 1 else small))
    if sum(1 for amount in funding.values() if amount) > 1:
        yield from (Slip("funding", ALL, factor) for factor in FACTORS)


def _put_right(
    slip: Slip, costs: Mapping[str, float], payments: Mapping[str, float | None]
) -> tuple[Mapping[str, float], Mapping[str, float | None]]:
    def right(section: str, name: str, amount: float) -> float:
        return amount * slip.factor if slip.section == section and slip.name in (ALL, name) else amount

    return (
        {name: right("lines", name, cost) for name, cost in costs.items()},
        {name: None if paid is None else right("funding", name, paid) for name, paid in payments.items()},
    )


def asks(plan: Plan, factor: float) -> str:
    """Return the likely question about an amount that `factor` would put right."""
    units = list(UNITS)
    steps = round(log10(factor) / 3)
    other = units.index(plan.unit) + steps
    if 0 <= other < len(units):
        return f"is it in {units[other]} where the plan is in {plan.unit}?"
    return "are its digits right?"


def percent(share: float) -> str:
    """Return a share as a percentage with two significant digits, and none of them lost below 1%.

    >>> percent(0.008), percent(0.0000123), percent(1_538.2)
    ('0.8%', '0.0012%', '153,820%')
    """
    if share >= 0.1:
        return f"{share * 100:,.0f}%"
    return f"{float(f'{share * 100:.2g}'):.10f}".rstrip("0").rstrip(".") + "%"
