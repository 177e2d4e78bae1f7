"""Make tables of one projection with a column for each year and the figures of the central case."""

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
    """Return a table of a projection. Without given columns, it has a column for each year from the base year."""
    plan, shown = projection.plan, tuple(rows)
    remarks = tuple(notes) or (() if shown else ("The plan has nothing to show here.",))
    return Table(name, title, plan.name, plan.unit, columns or year_columns(projection, scenario), shown, remarks)


def changes(values: Array) -> tuple[float | None, ...]:
    """Return the first draw's changes by year, with a blank for the base year, which has no earlier year."""
    return (None, *first_draw(values)[1:])


def with_scotland(values: Array, *others: float | None) -> tuple[float | None, ...]:
    """Return the first draw's figures of the projected years, followed by the figures of other boards."""
    return (*first_draw(values)[1:], *others)


def year_columns(projection: Projection, scenario: str) -> tuple[Column, ...]:
    """Return a column for each year of a projection, the base year first."""
    return tuple(Column(year, year, scenario) for year in projection.plan.timeline.labels)


def first_draw(values: Array) -> tuple[float | None, ...]:
    """Return the first draw's figures by year, with a blank for a year without a figure."""
    return blank_unknown(values[:, 0])


def blank_unknown(values: Iterable[float]) -> tuple[float | None, ...]:
    """Return figures as the cells of a row, with None in place of NaN."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def heading(label: str, years: int) -> Row:
    """Return a heading: a row without figures, as the title of the rows below."""
    return Row("", label, (None,) * years, strong=True)
