"""Tables of each driver moved alone: "each 1% costs £x"."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mtfp.analysis.moves.each import ASKED, RESERVES, UNFUNDED, EachAlone, Effect
from mtfp.analysis.moves.guarantees import held_above_zero
from mtfp.findings.short import counted, in_list
from mtfp.model.base.arrays import Array
from mtfp.results.table import MONEY, POINTS, Column, Row, Table
from mtfp.views.sensitivity import names
from mtfp.views.sensitivity.amounts import amount_of
from mtfp.views.sensitivity.words import within

ALL = "all"
"""Year of the sum over all projected years."""
SHOWN = 8
"""Number of drivers that people see if they don't name the table."""
MIRRORED = 0.1
"""Largest difference between a move and its opposite, as a part of the larger, for which only one of them is shown."""
NOTE = (
    "Each row moves one driver by the same amount in every projected year; assumptions that follow it move with it, "
    "and all others stay at their central values."
)
OPPOSITE = "The opposite move has about the opposite effect, unless it has a row."
HEADS = {
    "additional_payments.council": "From the council",
    "additional_payments.nhs": "From the NHS board",
    UNFUNDED: "Unfunded",
    RESERVES: "Reserves at the end",
}


def each(found: EachAlone, most: int | None = None, scenario: str = "base") -> Table:
    """Return the change of the figure in each year, with one driver moved at a time; the largest in the year first.

    `most` is the number of drivers that people see; all of them by default.
    """
    columns = _years(found, scenario)
    title = f"Change of {found.figure.in_sentence} with one driver moved, largest in {found.year} first"
    rows = tuple(
        _row(found, effect, _changes(found, effect.change), hidden=hidden) for effect, hidden in _ordered(found, most)
    )
    notes = (NOTE, OPPOSITE, *_rest(found, most), *_idle(found))
    return Table(names.EACH, title, found.plan.name, found.plan.unit, columns, rows, notes)


def asked(found: EachAlone, most: int | None = None, scenario: str = "base") -> Table:
    """Return what each move would ask of the partners over all projected years, and take from reserves by the end.

    Positive is more money asked for, or left unfunded; for reserves, negative is less money.
    """
    shown = [figure for figure in (*ASKED, UNFUNDED, RESERVES) if figure in found.base]
    last = found.plan.timeline.last
    columns = tuple(Column(HEADS[name], last if name == RESERVES else ALL, scenario, name) for name in shown)
    rows = list[Row]()
    for effect, hidden in _ordered(found, most):
        values = tuple(float(_at_end(name, effect.change[name])) for name in shown)
        rows.append(_row(found, effect, values, unit=MONEY, hidden=hidden))
    span = found.plan.timeline.span
    title = f"Who would be asked for it, {span} together, and reserves at the end of {last}"
    notes = (NOTE, *_rest(found, most))
    return Table(names.ASKED, title, found.plan.name, found.plan.unit, columns, tuple(rows), notes)


def _at_end(name: str, change: Array) -> float:
    return float(change[-1] if name == RESERVES else np.nansum(change[1:]))


def _ordered(found: EachAlone, most: int | None) -> Iterator[tuple[Effect, bool]]:
    """Yield the effects by size of their drivers, each with True if only programs see it."""
    for number, moves in enumerate(found.by_driver()):
        beyond = most is not None and number >= most
        for effect in moves:
            mirrored = effect is not moves[0] and _is_mirror(found, moves)
            yield effect, beyond or mirrored


def _is_mirror(found: EachAlone, moves: Sequence[Effect]) -> bool:
    """Return True if two moves of a driver, up and down, have opposite effects of about the same size."""
    first, last = (found.of(each) for each in (moves[0], moves[-1]))
    return len(moves) == 2 and abs(first + last) <= MIRRORED * max(abs(first), abs(last))


def _row(
    found: EachAlone, effect: Effect, values: tuple[float | None, ...], unit: str = "", *, hidden: bool = False
) -> Row:
    label = f"{effect.move.label}, {effect.move.words}"
    unit = unit or (POINTS if found.figure.is_share else MONEY)
    return Row(effect.move.id, label, values, unit, signed=True, for_machines=hidden)


def _years(found: EachAlone, scenario: str) -> tuple[Column, ...]:
    """Return a column for each projected year, and one for all of them together if their sum is a figure."""
    columns = [Column(year, year, scenario) for year in found.plan.timeline.projected]
    return (*columns, Column("Together", ALL, scenario)) if _has_sum(found) else tuple(columns)


def _has_sum(found: EachAlone) -> bool:
    return found.figure.sums and found.plan.years > 1


def _changes(found: EachAlone, change: Mapping[str, Array]) -> tuple[float | None, ...]:
    """Return the changes of the projected years, in money or in points, and their sum if it is a figure."""
    by_year = (100.0 if found.figure.is_share else 1.0) * change[found.figure.id][1:]
    values = tuple(None if np.isnan(value) else float(value) for value in by_year)
    return (*values, float(np.nansum(by_year))) if _has_sum(found) else values


def _rest(found: EachAlone, most: int | None) -> Iterator[str]:
    drivers = found.by_driver()
    if most is not None and len(drivers) > most:
        largest = amount_of(found.figure, max(abs(found.of(each)) for each in drivers[most]), found.plan.unit)
        more = counted(len(drivers) - most, "more driver")
        tables = f"`--table {names.EACH}` and `--table {names.ASKED}`"
        yield f"{more} would move the figure in {found.year} by at most {largest}; {tables} list them."


def _idle(found: EachAlone) -> Iterator[str]:
    if idle := found.idle():
        yield f"No effect on {found.figure.in_sentence} in any year: {in_list(idle)}."


def values(found: EachAlone, scenario: str = "base") -> Table:
    """Return the change of the figure against the plan for each listed value of a driver, in the listed order."""
    title = f"Change of {found.figure.in_sentence} against the plan, by value"
    rows = tuple(_row(found, effect, _changes(found, effect.change)) for effect in found.effects)
    return Table(names.VALUES, title, found.plan.name, found.plan.unit, _years(found, scenario), rows)


def from_zero(found: EachAlone, scenario: str = "base") -> Table:
    """Return the effect on the figure of each listed value of a rate, against a value of zero in the same years."""
    title = f"Effect on {found.figure.in_sentence} of each value, against a value of zero"
    effects = [(each, each.from_zero) for each in found.effects if each.from_zero is not None]
    rows = tuple(_row(found, effect, _changes(found, zero)) for effect, zero in effects)
    notes = tuple(_held(found))
    return Table(names.FROM_ZERO, title, found.plan.name, found.plan.unit, _years(found, scenario), rows, notes)


def _held(found: EachAlone) -> Iterator[str]:
    """Yield a note for each rate that a guarantee keeps above zero, so that the effect lacks a part."""
    drivers = {each.move.driver: each.move for each in found.effects if each.from_zero is not None}
    for name, year, rate in dict.fromkeys(held for move in drivers.values() for held in held_above_zero(move)):
        label = within(found.plan.label("assumptions", name))
        yield f"A guarantee (`at_least`) holds {label} at {100 * rate:.2f}% in {year}, also for the value of zero."
