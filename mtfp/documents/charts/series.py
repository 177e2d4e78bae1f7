"""Charts by year: lines, and stacked bars of the parts of a total."""

from dataclasses import dataclass
from typing import NamedTuple

from mtfp.documents.charts.chart import Chart
from mtfp.results.table import MONEY, Column, Row, Table


class Series(NamedTuple):
    """Figures of one item by year. `id` identifies it for programs; None is a year without a figure."""

    id: str
    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class StackedBars(Chart):
    """Stacked bars: a bar for each year, with a part for each item; parts below zero are left of zero.

    `of` is the unit of the parts. `total` is the name of their sum.
    """

    years: tuple[str, ...]
    parts: tuple[Series, ...]
    total: str
    of: str = MONEY
    scenario: str = "base"

    @property
    def totals(self) -> tuple[float, ...]:
        """Sum of the parts of each year."""
        return tuple(sum(value or 0.0 for value in of_year) for of_year in zip(*_values(self.parts), strict=True))

    def spans(self, year: int) -> tuple[tuple[int, float, float], ...]:
        """Return the parts of a year by number, each from where the part before it ends; parts below zero go left."""
        above, below, found = 0.0, 0.0, list[tuple[int, float, float]]()
        for number, part in enumerate(self.parts):
            value = part.values[year] or 0.0
            if value > 0:
                found.append((number, above, above := above + value))
            elif value < 0:
                found.append((number, below, below := below + value))
        return tuple(found)

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each part, and their sum."""
        total = Row(f"{self.figure}.total", self.total, self.totals, self.of, strong=True)
        return self._table(_years(self.years, self.scenario), (*_rows(self.figure, self.parts, self.of), total))


@dataclass(frozen=True, kw_only=True)
class Lines(Chart):
    """Lines: one or two figures by year. `of` is their unit."""

    years: tuple[str, ...]
    lines: tuple[Series, ...]
    of: str = MONEY
    scenario: str = "base"

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each line."""
        return self._table(_years(self.years, self.scenario), _rows(self.figure, self.lines, self.of))


def _years(years: tuple[str, ...], scenario: str) -> tuple[Column, ...]:
    return tuple(Column(year, year, scenario) for year in years)


def _rows(figure: str, series: tuple[Series, ...], unit: str) -> tuple[Row, ...]:
    return tuple(Row(f"{figure}.{each.id}", each.label, each.values, unit) for each in series)


def _values(series: tuple[Series, ...]) -> tuple[tuple[float | None, ...], ...]:
    return tuple(each.values for each in series)
