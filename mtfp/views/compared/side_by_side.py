"""Tables of `project` under several scenarios, side by side: a column for each scenario, one table for each year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mtfp.results.table import Column, Row, Table
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.real_terms import in_real_terms
from mtfp.views.plan.tables import TABLES
from mtfp.views.scenario_columns import scenario_columns

Key = tuple[str, str, int]
"""Identifier of a row, its label if it has no identifier, and a number that counts such rows."""


def side_by_side(name: str, runs: Sequence[ScenarioRun], years: Sequence[str]) -> Iterator[Table]:
    """Yield a table of one projection under every scenario, for each of the years that the table has.

    The first of `runs` is the plan as it stands. A row that a scenario lacks is blank there. A row that only some
    scenarios have comes after the row that it follows under the first of them. Only notes of all scenarios are kept.
    """
    tables = [_table(name, run) for run in runs]
    rows = [dict(_with_keys(table)) for table in tables]
    order = _in_order([list(of_table) for of_table in rows])
    first = {key: next(of_table[key] for of_table in rows if key in of_table) for key in order}
    labels = {run.name: run.label for run in runs}
    for year in years:
        at = [_position(table.columns, year) for table in tables]
        if None not in at:
            yield replace(
                tables[0],
                title=f"{tables[0].title}: {year} under each scenario",
                columns=scenario_columns(labels, year),
                rows=tuple(replace(first[key], values=_values(key, rows, at)) for key in order),
                notes=tuple(note for note in tables[0].notes if all(note in each.notes for each in tables)),
            )


def _table(name: str, run: ScenarioRun) -> Table:
    table = TABLES[name](run.projection, run.name)
    return in_real_terms(table, run.projection) if run.real else table


def _position(columns: Sequence[Column], year: str) -> int | None:
    """Return the position of the plan's own column of a year; None if there is none."""
    return next((at for at, each in enumerate(columns) if (each.year, each.statistic) == (year, "central")), None)


def _with_keys(table: Table) -> Iterator[tuple[Key, Row]]:
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        name = (row.id, "" if row.id else row.label)
        seen[name] = seen.get(name, 0) + 1
        yield (*name, seen[name]), row


def _in_order(tables: Sequence[Sequence[Key]]) -> list[Key]:
    """Merge the rows of all tables: those of the first, and each other row after the row that it follows."""
    order: list[Key] = []
    for keys in tables:
        at = 0
        for key in keys:
            if key not in order:
                order.insert(at, key)
            at = order.index(key) + 1
    return order


def _values(key: Key, tables: Sequence[Mapping[Key, Row]], at: Sequence[int | None]) -> tuple[float | None, ...]:
    pairs = zip(tables, at, strict=True)
    return tuple(rows[key].values[column] if key in rows and column is not None else None for rows, column in pairs)
