"""Table of moves of activity: units that leave, arrive or are bought elsewhere, and the money that goes with them."""

from collections.abc import Iterator

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import sum_of
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.moves import MoveYears, moves
from mtfp.results.services import bought_elsewhere, spent_elsewhere
from mtfp.results.table import Row, Table


def moves_of_activity(projection: Projection, scenario: str) -> Table:
    """Return the effect of each move of activity by year, the net effect of all, and the care bought elsewhere."""
    found = moves(projection)
    rows = [row for name, move in found.items() for row in _move(projection, name, move)]
    if found:
        net = sum_of([move.net for move in found.values()], projection.draws.shape)
        rows.append(Row("net", "All moves: net effect on cost", first_draw(net), strong=True, signed=True))
    rows += _elsewhere(projection)
    notes = NOTES if rows else ("No activity moves from one line to another, and no care is bought elsewhere.",)
    return table_by_year("moves", "Moves of activity", projection, scenario, rows, notes)


NOTES = (
    "Money released is what the lines that people leave would cost without the moves, less what they cost with them. "
    "All money is in the prices and at the demand of its year.",
    "A net effect above zero adds to cost. It counts set-aside services too, whose money isn't cash.",
    "Care bought elsewhere is part of the care that a lower service level no longer provides. It costs what the line "
    "pays for the same units, without its fixed cost. Below zero, less care is bought elsewhere than today.",
)


def _elsewhere(projection: Projection) -> Iterator[Row]:
    """Yield the units and the money of care bought elsewhere, for each line that buys some."""
    plan, units, spent = projection.plan, bought_elsewhere(projection), spent_elsewhere(projection)
    if spent:
        yield heading("Care bought elsewhere", len(plan.timeline))
    for line, money in spent.items():
        label = plan.label("lines", line)
        if line in units:
            unit = plan.lines[line].activity.unit  # type: ignore[union-attr]
            row, what = f"{line}.bought_elsewhere", f"{label}: bought elsewhere, {unit}"
            yield Row(row, what, first_draw(units[line]), unit, depth=1)
        yield Row(f"{line}.spent_elsewhere", f"{label}: spent elsewhere", first_draw(money), depth=1)


def _move(projection: Projection, name: str, move: MoveYears) -> Iterator[Row]:
    plan = projection.plan
    yield heading(plan.label("moves", name), len(plan.timeline))
    for key, what, by_line in (("leaves", "that leave", move.leaves), ("added", "added", move.added)):
        for line, units in by_line.items():
            unit = plan.lines[line].activity.unit  # type: ignore[union-attr]
            label = f"{plan.label('lines', line)}: {unit} {what}"
            yield Row(f"{name}.{key}.{line}", label, first_draw(units), unit, depth=1)
    yield Row(f"{name}.released", "Money released", first_draw(move.released), depth=1)
    yield Row(f"{name}.reinvested", "Money re-invested", first_draw(move.reinvested), depth=1)
    label = "Income lost with the people, less income gained"
    yield Row(f"{name}.income_lost", label, first_draw(move.income_lost), depth=1, signed=True, quiet=True)
    label = "Cost of other lines that follow the people"
    yield Row(f"{name}.followers", label, first_draw(move.followers), depth=1, signed=True, quiet=True)
    yield Row(f"{name}.net", "Net effect on cost", first_draw(move.net), depth=1, signed=True, strong=True)
