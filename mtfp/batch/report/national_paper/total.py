"""Sum of all plans in the national paper, read from the tables of the roll-up. Money is in £m."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.batch.outcome.outcome import Rollup
from mtfp.batch.outcome.rollup import UNIT
from mtfp.batch.plans.plan_source import BASE
from mtfp.results.table import NOISE
from mtfp.views.paper.case import Range

ALL_YEARS = "all"


@dataclass(frozen=True)
class Total:
    """Sum of plans: their number, its years, its scenarios, and its figures as in the tables of the roll-up."""

    plans: int
    years: tuple[str, ...]
    scenarios: tuple[str, ...]
    cells: Mapping[tuple[str, str, str, str, str], float]
    unit: str = UNIT

    @property
    def last(self) -> str:
        """Last year of the sum."""
        return self.years[-1]

    def statistic(self, figure: str, statistic: str, year: str = "", scenario: str = BASE) -> float:
        """Return a statistic of a figure, by default in the last year of the plans as they stand."""
        return self.cells["distribution", scenario, figure, year or self.last, statistic]

    def central(self, figure: str, year: str = "", scenario: str = BASE) -> float:
        """Return a figure of the plans' own cases."""
        return self.statistic(figure, "central", year, scenario)

    def range(self, figure: str, year: str = "", scenario: str = BASE) -> Range:
        """Return the P10, the median and the P90 of a figure."""
        return Range(*(self.statistic(figure, each, year, scenario) for each in ("p10", "p50", "p90")))

    def chance(self, figure: str, year: str = "", scenario: str = BASE) -> float:
        """Return the share of draws in which a figure is above zero."""
        return self.cells["probability", scenario, figure, year or self.last, "probability"]

    @property
    def is_certain(self) -> bool:
        """Return True if the gap of the last year is the same in all draws, as no plan has anything uncertain."""
        return self.statistic("gap", "sd") <= NOISE


def total_of(rollup: Rollup | None) -> Total | None:
    """Return the sum of all plans; None if they were not added up."""
    if rollup is None or not rollup.tables:
        return None
    cells = {
        (cell.table, cell.scenario, cell.row, cell.year, cell.statistic): cell.value
        for table in rollup.tables
        for cell in table.cells()
        if cell.value is not None
    }
    years = tuple(dict.fromkeys(year for table, _, _, year, _ in cells if table == "probability"))
    return Total(len(rollup.plans), years, rollup.scenarios, cells)
