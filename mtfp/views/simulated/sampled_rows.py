"""What the tables of a run share: statistics as columns, errors for machines, a heading for each future."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtfp.results.table import Column, Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import PERCENTILES, Estimate

SHOWN = {f"p{level:02d}": f"P{level}" for level in PERCENTILES}
"""The statistics that people see, in order, by what they are called."""
FOR_MACHINES = ("mean", "sd", "es90")
STATISTICS = (*SHOWN, *FOR_MACHINES)
HOW_TO_READ = (
    "Plan: what the plan counts on. P10: one future in ten is lower. P50: the middle one. P90: one in ten is higher."
)


def columns_of_statistics() -> tuple[Column, ...]:
    """The central case, the statistics that people see, and for machines the others and every error."""
    shown = [Column(label, statistic=name) for name, label in SHOWN.items()]
    errors = [f"se_{name}" for name in STATISTICS]
    machines = [Column(name, statistic=name, for_machines=True) for name in (*FOR_MACHINES, *errors)]
    return (Column("Plan"), *shown, *machines)


def statistics_of(central: float | None, told: Mapping[str, Estimate]) -> tuple[float | None, ...]:
    """The figures of those columns; none where there are no draws with a figure."""
    values = [told[name].value if told else None for name in STATISTICS]
    return (central, *values, *(told[name].error if told else None for name in STATISTICS))


def columns_of_years(run: Simulation) -> tuple[Column, ...]:
    """A column for each projected year."""
    return tuple(Column(year, year) for year in run.plan.timeline.projected)


def estimate_rows(row: str, label: str, statistic: str, told: Sequence[Estimate | None], **how: Any) -> Iterator[Row]:
    """A row of one statistic, and for machines one of its errors; `how` is for both."""
    values, errors = zip(*((each.value, each.error) if each else (None, None) for each in told), strict=True)
    yield Row(row, label, values, statistic=statistic, **how)
    yield Row(row, label, errors, statistic=f"se_{statistic}", **{**how, "for_machines": True})


def heading_of(run: Simulation, asked: ReportOptions, scenario: str, columns: int) -> Iterator[Row]:
    """The name of a future above its rows, where there are several."""
    if len(run.plans) > 1:
        yield Row("", asked.label(scenario), (None,) * columns, strong=True)


def run_table(
    name: str, title: str, run: Simulation, columns: Sequence[Column], rows: Sequence[Row], *notes: str
) -> Table:
    """A table of a run; one with nothing in it says so."""
    said = notes if rows else ("There is nothing to show here.",)
    return Table(name, title, run.plan.name, run.plan.unit, tuple(columns), tuple(rows), said)
