"""Charts of draws: ranges by year or by scenario, and the chance of each amount."""

from dataclasses import dataclass
from typing import NamedTuple

from mtfp.documents.charts.chart import Chart
from mtfp.model.base.money_in_words import stated_money
from mtfp.results.table import SHARE, Column, Row, Table


class Band(NamedTuple):
    """One line of a fan chart: the ranges of the draws, the middle draw, and the plan.

    `outer` is the range of 9 in 10 draws and `inner` the range of 8 in 10. `year` and `scenario` identify the line for
    programs.
    """

    label: str
    outer: tuple[float, float]
    inner: tuple[float, float]
    middle: float
    plan: float
    year: str
    scenario: str = "base"


@dataclass(frozen=True, kw_only=True)
class FanChart(Chart):
    """Fan chart: ranges of draws, a band for each year or for each scenario."""

    bands: tuple[Band, ...]

    @property
    def is_by_year(self) -> bool:
        """Return True if the bands are several years of one scenario."""
        return len({band.year for band in self.bands}) > 1

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each band."""
        heads = {"Plan": "central", "P5": "p05", "P10": "p10", "P50": "p50", "P90": "p90", "P95": "p95"}
        columns = tuple(Column(label, statistic=statistic) for label, statistic in heads.items())
        rows = tuple(
            Row(self.figure, band.label, _values(band), year=band.year, scenario=band.scenario) for band in self.bands
        )
        return self._table(columns, rows)


def _values(band: Band) -> tuple[float, ...]:
    return (band.plan, band.outer[0], band.inner[0], band.middle, band.inner[1], band.outer[1])


@dataclass(frozen=True, kw_only=True)
class SCurve(Chart):
    """S-curve: the chance that a figure is no more than each of several amounts.

    `steps` has the amounts in rising order, each with its share of draws. `central` is the plan's amount with its share
    of draws. `year` is the year of the figure.
    """

    year: str
    steps: tuple[tuple[float, float], ...]
    central: tuple[float, float] | None = None

    def as_table(self) -> Table:
        """Return the chart as a table: for each amount, the share of draws in which the figure is no higher."""
        columns = (Column("Share of draws", self.year, statistic="probability"),)
        rows = tuple(
            Row(f"{self.figure}_within.{amount:.15g}", stated_money(amount, self.unit), (share,), SHARE)
            for amount, share in self.steps
        )
        return self._table(columns, rows)
