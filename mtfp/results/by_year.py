"""What the tables of one projection share: a column for each year, and what has nothing in the base year."""

from collections.abc import Iterable

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.results.table import Column, Row, Table


def table_by_year(
    name: str,
    title: str,
    projection: Projection,
    scenario: str,
    rows: Iterable[Row],
    notes: Iterable[str] = (),
    columns: tuple[Column, ...] = (),
) -> Table:
    """A table with a column for each year, the base year first, unless it says its own columns."""
    plan, held = projection.plan, tuple(rows)
    said = tuple(notes) or (() if held else ("The plan has nothing to show here.",))
    return Table(name, title, plan.name, plan.unit, columns or year_columns(projection, scenario), held, said)


def changes(values: Array) -> tuple[float | None, ...]:
    """The figures of the first draw's projected years; nothing moves in the base year."""
    return (None, *first_draw(values)[1:])


def with_scotland(values: Array, *others: float | None) -> tuple[float | None, ...]:
    """The figures of the projected years, then those of other boards."""
    return (*first_draw(values)[1:], *others)


def year_columns(projection: Projection, scenario: str) -> tuple[Column, ...]:
    """One column for each year, the base year first."""
    return tuple(Column(year, year, scenario) for year in projection.plan.timeline.labels)


def first_draw(values: Array) -> tuple[float | None, ...]:
    """The figures of the first draw by year, blank where there is none."""
    return blank_unknown(values[:, 0])


def blank_unknown(values: Iterable[float]) -> tuple[float | None, ...]:
    """Figures as a row has them, blank for those that aren't known."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def heading(label: str, years: int) -> Row:
    """A row that only names what follows."""
    return Row("", label, (None,) * years, strong=True)
