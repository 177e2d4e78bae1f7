"""Tables and draws as pandas DataFrames."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mtfp.results.table import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame

    from mtfp.simulation.simulation import Simulation

OPTIONAL = ("table", "scenario", "statistic")
"""Levels of the index of a wide frame that are there only if they differ."""


def tidy(tables: Iterable[Table]) -> "DataFrame":
    """Return tables in the tidy long form, with the position of each row in its table.

    >>> from mtfp.results.table import Column, Row
    >>> table = Table("gap", "Gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
    >>> print(tidy([table])[["row", "year", "value", "order"]].to_string(index=False))
    row    year  value  order
    gap 2026/27  310.0      0
    """
    from pandas import DataFrame

    return DataFrame(list(_records(tables)), columns=[*Cell._fields, "order"])


def _records(tables: Iterable[Table]) -> Iterator[tuple[Any, ...]]:
    for table in tables:
        order: dict[tuple[str, str], int] = {}
        for cell in table.cells():
            yield (*cell, order.setdefault((cell.row, cell.label), len(order)))


def wide(tables: Iterable[Table]) -> "DataFrame":
    """Return tables with a row for each label and a column for each year, without rows that are only for programs."""
    from pandas import DataFrame, Index, MultiIndex

    rows: dict[tuple[Any, ...], dict[str, float]] = {}
    for *cell, order in _records(map(_for_people, tables)):
        found = Cell(*cell)
        key = (*(getattr(found, level) for level in OPTIONAL), found.label, order)
        rows.setdefault(key, {})[found.year] = np.nan if found.value is None else found.value + 0.0  # no -0.0
    years = sorted({year for values in rows.values() for year in values})
    differ = [at for at in range(len(OPTIONAL)) if len({key[at] for key in rows}) > 1]
    names = [*(OPTIONAL[at] for at in differ), "label"]
    keys = [(*(key[at] for at in differ), key[len(OPTIONAL)]) for key in rows]
    index = MultiIndex.from_tuples(keys, names=names) if differ else Index([key[0] for key in keys], name="label")
    values = [[by_year.get(year, np.nan) for year in years] for by_year in rows.values()]
    return DataFrame(values, index=index, columns=Index(years, name="year"))


def _for_people(table: Table) -> Table:
    return replace(table, rows=tuple(row for row in table.rows if not row.for_machines))


def by_draw(run: "Simulation", scenario: str, figure: str) -> "DataFrame":
    """Return a figure with a row for each draw and a column for each projected year."""
    from pandas import DataFrame, RangeIndex

    years = run.plan.timeline.projected
    values = np.column_stack([run.values(scenario, figure, year) for year in years])
    return DataFrame(values, index=RangeIndex(len(values), name="draw"), columns=list(years))
