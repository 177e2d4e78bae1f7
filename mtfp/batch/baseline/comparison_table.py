"""What moved since a baseline: as a table, of which people see the largest moves and machines all; as plain values."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mtfp.batch.baseline.comparison import CENTRAL, SURE, Comparison, Move
from mtfp.batch.plans.canonical import BASE
from mtfp.findings.place import Place
from mtfp.results.amounts import UNITS
from mtfp.results.table import POUNDS, Cell, Column, Row, Table
from mtfp.scenarios.words import in_words

MOST = 24
"""Moves that people see of all plans together, each plan's own share of them."""
COLUMNS = (Column("Was", statistic="was"), Column("Now", statistic="now"), Column("Change", statistic="change"))
ALL_YEARS = "all"


@dataclass(frozen=True)
class ComparisonTable(Table):
    """The largest moves as rows, in pounds; as cells every move, in its plan's own unit."""

    moves: Sequence[Move] = ()

    def cells(self) -> Iterator[Cell]:
        """Of each move three: then, now and the change, with the figure's table and statistic in the row."""
        for move in self.moves:
            row = f"{move.key.table}.{move.key.row}.{move.key.statistic}"
            label, values = label_of(move), (move.was, move.now, move.by)
            for column, value in zip(COLUMNS, values, strict=True):
                scenario, year = move.key.scenario, move.key.year
                yield Cell(move.plan, scenario, self.name, row, year, column.statistic, value, move.unit, label)


def moved_table(moved: Comparison) -> Table:
    """Each plan's largest moves, plans with the largest first; and what else is otherwise than in the baseline."""
    shown = _largest(moved.figures)
    rows = tuple(row for plan, moves in groupby(shown, lambda move: move.plan) for row in _rows(plan, list(moves)))
    title, notes = _in_words(moved), tuple(_notes(moved, len(shown)))
    return ComparisonTable("moved", title, "", POUNDS, COLUMNS, rows, notes, "", moved.figures)


def as_value(moved: Comparison) -> dict[str, Any]:
    """For manifests: which baseline, how it was compared, and all that no table of figures can say."""
    return {
        "run_digest": moved.baseline.manifest["run_digest"],
        "tolerance": moved.tolerance.text or "to the penny",
        "differs": moved.differs,
        "moved": len(moved.figures),
        "not_compared": moved.untold,
        "new": moved.new,
        "removed": moved.gone,
        "inputs": [
            {"document": each.whose, "key": each.key, "old": each.old, "new": each.new, **_at(each.place)}
            for each in moved.inputs
        ],
    }


def inputs_that_changed(moved: Comparison) -> tuple[str, ...]:
    """Return the inputs that changed since the baseline, no more of them than people see of anything."""
    more = [f"… and {len(moved.inputs) - MOST} more."] if len(moved.inputs) > MOST else []
    return (*(str(each) for each in moved.inputs[:MOST]), *more)


def _at(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None}


def _largest(moves: Sequence[Move]) -> list[Move]:
    """Of each plan as many as its share; of a figure only its largest move, in the central case if it moved there."""
    plans = list(dict.fromkeys(move.plan for move in moves))
    share, taken = max(1, MOST // max(1, len(plans))), Counter[str]()
    seen, shown = set[tuple[str, str]](), dict[str, list[Move]]()
    for move in sorted(moves, key=lambda move: (move.key.statistic != CENTRAL, move.size)):
        figure = (move.plan, move.key.row)
        if figure not in seen and taken[move.plan] < share:
            seen.add(figure)
            taken[move.plan] += 1
            shown.setdefault(move.plan, []).append(move)
    return [move for plan in plans[:MOST] for move in shown[plan]]


def _rows(plan: str, moves: Sequence[Move]) -> Iterator[Row]:
    yield Row("", plan, (None,) * len(COLUMNS), strong=True)
    for move in moves:
        factor = UNITS.get(move.unit, 1.0)
        unit = POUNDS if move.unit in UNITS else move.unit
        yield Row(
            move.key.row,
            label_of(move),
            tuple(factor * value for value in (move.was, move.now, move.by)),
            unit,
            depth=1,
        )


def label_of(move: Move) -> str:
    """A figure as a person would say it: `gap, 2030/31, P90, under step-down`.

    >>> from mtfp.batch.baseline.baseline import Key
    >>> label_of(Move("Fife", Key("step-down", "distribution", "gap", "all", "p90"), 1.0, 2.0, "£k"))
    'Gap, all years together, P90, under step-down'
    """
    scenario, _, row, year, statistic = move.key
    words = in_words(row.replace(".", ", "))
    when = "all years together" if year == ALL_YEARS else year
    which = "" if statistic == CENTRAL else statistic.upper() if statistic[1:].isdigit() else in_words(statistic)
    under = "" if scenario == BASE else f"under {scenario}"
    return ", ".join(part for part in (words[:1].upper() + words[1:], when, which, under) if part)


def _in_words(moved: Comparison) -> str:
    if not moved.figures:
        return "No figure moved since the baseline"
    plans = len({move.plan for move in moved.figures})
    many = len(moved.figures)
    figures = "1 figure" if many == 1 else f"{many:,} figures"
    return f"{figures} of {plans} plan{'s' if plans > 1 else ''} moved since the baseline"


def _notes(moved: Comparison, shown: int) -> Iterator[str]:
    if left := len(moved.figures) - shown:
        yield (
            f"Each plan's largest, {shown} in all, the central case's first. {left:,} more are in moved.csv, "
            "if -o names a folder, and in --format csv and json."
        )
    for words, names in (("New", moved.new), ("Gone", moved.gone)):
        if names:
            yield f"{words} since the baseline: {'; '.join(names[:MOST])}{_more(len(names))}."
    if moved.differs:
        yield (
            f"The baseline was made otherwise: {', '.join(moved.differs)}. So other futures may have been drawn: a "
            f"statistic counts as moved if it differs by more than {SURE:.0f} standard errors; the central case is "
            "compared exactly."
        )
    if moved.untold:
        yield f"{moved.untold:,} statistics have no standard error, and couldn't be compared."


def _more(count: int) -> str:
    return f"; and {count - MOST} more" if count > MOST else ""
