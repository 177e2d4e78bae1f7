"""Table of movements between two versions of a plan: the old gap, what each change did to it, and the new gap."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.plan_difference import PlanDifference, beyond
from mtfp.findings.short import in_list
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures import figure_named
from mtfp.results.table import Column, Row, Table

NAMED = 3
"""Most changes named in the sentence on the last year; those that move the gap most."""
SMALL = 0.005
"""Part of the largest bar below which a change is not named."""
FOR_PROGRAMS = (
    "expenditure",
    "funding",
    "savings",
    "recurring_gap",
    "additional_payments.council",
    "additional_payments.nhs",
)
"""Figures whose movements are given to programs, next to the gap."""
NOTE = (
    "Each part is the average of what a change moves over all orders in which the changes may be made. The parts add "
    "up to the movement of each year's gap. Above zero, the change adds to the gap."
)
FIRST = "The roll-forward comes before the other changes, because budgets and payments belong to their base year."


def movement(difference: PlanDifference) -> Table:
    """Return the movement of the gap from the old plan to the new one, by year and by group of changes."""
    old, new = difference.value("gap", after=False), difference.value("gap", after=True)
    rows = [Row("old", "Gap in the old plan", _values(old))]
    rows += [
        _signed(f"gap.{player.id}", player.label, bar)
        for player, bar in zip(difference.players, difference.of("gap"), strict=True)
    ]
    rows.append(_signed("gap", "Movement of the gap", new - old, quiet=False))
    rows.append(Row("new", "Gap in the new plan", _values(new), strong=True))
    rows += [row for figure in FOR_PROGRAMS for row in _for_programs(difference, figure)]
    columns = tuple(Column(year, year) for year in difference.years)
    title, plan = "Movement of the gap between the two plans", difference.new
    return Table("movement", title, plan.name, plan.unit, columns, tuple(rows), tuple(_notes(difference)))


def _values(by_year: Array) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in by_year)


def _signed(id: str, label: str, by_year: Array, *, quiet: bool = True, for_machines: bool = False) -> Row:
    return Row(id, label, _values(by_year), depth=1, signed=True, quiet=quiet, for_machines=for_machines)


def _for_programs(difference: PlanDifference, figure: str) -> Iterator[Row]:
    label = figure_named(figure).label
    for player, bar in zip(difference.players, difference.of(figure), strict=True):
        yield _signed(f"{figure}.{player.id}", f"{player.label}: {label}", bar, for_machines=True)


def _notes(difference: PlanDifference) -> Iterator[str]:
    if difference.players:
        yield NOTE
    if difference.rolls_forward:
        yield FIRST
    if difference.split.orders:
        yield (
            f"With {len(difference.players)} changes, {len(difference.split.orders)} of their orders were tried. The "
            f"standard error of a part is at most {difference.error:.1%} of the largest part or movement."
        )
    for which, year, gap in beyond(difference):
        yield f"Only the {which} plan projects {year}: a gap of {in_money(gap, difference.new.unit)}."


def movement_in_words(difference: PlanDifference) -> str:
    """Return a sentence on the movement of the last common year's gap, with the changes that moved it most."""
    last, unit = difference.years[-1], difference.new.unit
    old, new = (float(difference.value("gap", after=after)[-1]) for after in (False, True))
    if in_money(abs(new - old), unit) == "£0":
        moved = f"The gap of {last} stays at {in_money(new, unit)}"
    else:
        way = "rises" if new > old else "falls"
        amounts = (in_money(amount, unit) for amount in (abs(new - old), old, new))
        moved = "The gap of {} {} by {}, from {} to {}".format(last, way, *amounts)
    parts = list(_largest(difference))
    return f"{moved}{f', mostly through {in_list(parts)}' if parts else ''}."


def _largest(difference: PlanDifference) -> Iterator[str]:
    """Yield the changes that move the last common year's gap most, in words."""
    bars = {n: float(bar[-1]) for n, bar in enumerate(difference.of("gap"))}
    ordered = sorted(bars, key=lambda n: -abs(bars[n]))[:NAMED]
    for n in ordered:
        if abs(bars[n]) > max(SMALL * abs(bars[ordered[0]]), 1e-9):
            amount = in_money(bars[n], difference.new.unit)
            yield f"{difference.players[n].label} ({'+' if bars[n] > 0 else ''}{amount})"
