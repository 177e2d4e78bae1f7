"""Helpers for tables of one projection: a column for each year, and cells of the central case."""

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
    """Return a table with a column for each year, the base year first, unless it is given columns."""
    plan, shown = projection.plan, tuple(rows)
    remarks = tuple(notes) or (() if shown else ("The plan has nothing to show here.",))
    return Table(name, title, plan.name, plan.unit, columns or year_columns(projection, scenario), shown, remarks)


def changes(values: Array) -> tuple[float | None, ...]:
    """Return the first draw's figures of the projected years, blank in the base year: nothing changes there."""
    return (None, *first_draw(values)[1:])


def with_scotland(values: Array, *others: float | None) -> tuple[float | None, ...]:
    """Return the first draw's figures of the projected years, followed by those of other boards."""
    return (*first_draw(values)[1:], *others)


def year_columns(projection: Projection, scenario: str) -> tuple[Column, ...]:
    """Return one column for each year, the base year first."""
    return tuple(Column(year, year, scenario) for year in projection.plan.timeline.labels)


def first_draw(values: Array) -> tuple[float | None, ...]:
    """Return the first draw's figures by year, blank where there is none."""
    return blank_unknown(values[:, 0])


def blank_unknown(values: Iterable[float]) -> tuple[float | None, ...]:
    """Return figures as cells of a row, with None for NaN."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def heading(label: str, years: int) -> Row:
    """Return a row without figures that names the rows below it."""
    return Row("", label, (None,) * years, strong=True)
