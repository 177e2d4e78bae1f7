"""Make parts of simulation tables: columns of statistics, standard errors for programs, headings of scenarios."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtfp.results.table import Column, Row, Table
from mtfp.simulation.precision import NOTHING_UNCERTAIN, is_certain
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import PERCENTILES, Estimate

SHOWN = {f"p{level:02d}": f"P{level}" for level in PERCENTILES}
"""Headings of the statistics that people see, in the order of the columns."""
FOR_MACHINES = ("mean", "sd", "es90")
STATISTICS = (*SHOWN, *FOR_MACHINES)
HOW_TO_READ = (
    "Plan: what the plan counts on. P10: one draw in ten is lower. P50: the middle draw. P90: one draw in ten is "
    "higher."
)

WITHOUT_DRAWS = {
    "distribution": "Figures of the plan, without a range",
    "additional_payments": "Additional partner contributions, without a range",
    "contingency": "No contingency for risk is needed, because nothing is uncertain",
    "probability": "Events of the plan: 100% happens, 0% doesn't",
    "difference": "Difference from the plan, without a range",
}
"""Titles, in a simulation in which nothing is uncertain, of tables whose own titles speak of draws."""


def columns_of_statistics() -> tuple[Column, ...]:
    """Return the columns of a table of statistics.

    People see the central case and percentiles. Programs also get the other statistics and the standard errors.
    """
    shown = [Column(label, statistic=name) for name, label in SHOWN.items()]
    errors = [f"se_{name}" for name in STATISTICS]
    machines = [Column(name, statistic=name, for_machines=True) for name in (*FOR_MACHINES, *errors)]
    return (Column("Plan"), *shown, *machines)


def statistics_of(central: float | None, estimates: Mapping[str, Estimate]) -> tuple[float | None, ...]:
    """Return the figures for the columns of `columns_of_statistics`, blank if the figure is missing in every draw."""
    values = [estimates[name].value if estimates else None for name in STATISTICS]
    return (central, *values, *(estimates[name].error if estimates else None for name in STATISTICS))


def columns_of_years(run: Simulation) -> tuple[Column, ...]:
    """Return a column for each projected year."""
    return tuple(Column(year, year) for year in run.plan.timeline.projected)


def estimate_rows(
    row: str, label: str, statistic: str, estimates: Sequence[Estimate | None], **fields: Any
) -> Iterator[Row]:
    """Yield a row with one statistic, and a row for programs with its standard errors.

    `fields`: other fields, the same for both rows.
    """
    values, errors = zip(*((each.value, each.error) if each else (None, None) for each in estimates), strict=True)
    yield Row(row, label, values, statistic=statistic, **fields)
    yield Row(row, label, errors, statistic=f"se_{statistic}", **{**fields, "for_machines": True})


def heading_of(run: Simulation, options: ReportOptions, scenario: str, columns: int) -> Iterator[Row]:
    """Yield a scenario's label as a heading above its rows, if there are several scenarios."""
    if len(run.plans) > 1:
        yield Row("", options.label(scenario), (None,) * columns, strong=True)


def heading_under(run: Simulation, options: ReportOptions, scenario: str, words: str) -> Row:
    """Return a heading above some of a scenario's rows: it begins with the scenario's label if there are several."""
    named = f"{options.label(scenario)}: {words}" if len(run.plans) > 1 else words
    return Row("", f"{named[:1].upper()}{named[1:]}", (None,) * len(run.years), strong=True)


def run_table(
    name: str, title: str, run: Simulation, columns: Sequence[Column], rows: Sequence[Row], *notes: str
) -> Table:
    """Return a table of a simulation. A table without rows, or without anything uncertain, gets a note of that."""
    shown = notes if rows else ("There is nothing to show here.",)
    if rows and is_certain(run):
        title, shown = WITHOUT_DRAWS.get(name, title), (NOTHING_UNCERTAIN,)
    return Table(name, title, run.plan.name, run.plan.unit, tuple(columns), tuple(rows), shown)
