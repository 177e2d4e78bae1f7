"""How figures are spread over the futures, by year and percentile, and what the partners are asked for."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures import figure_named
from mtfp.results.money_in_words import in_money
from mtfp.results.table import Row, Table
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import describe
from mtfp.views.simulated.in_words import as_gap
from mtfp.views.simulated.sampled_rows import HOW_TO_READ, columns_of_statistics, run_table, statistics_of

SHOWN = ("gap", "recurring_gap", "expenditure", "funding")
"""The figures that people see of the plan as it stands; of other futures the first. Machines see all."""
PARTNERS_ASKED = tuple(f"additional_payments.{partner}" for partner in PARTNERS)


def distribution(run: Simulation, asked: ReportOptions) -> Table:
    """How the figures of each year are spread over the futures, by percentile."""
    columns, rows = columns_of_statistics(), list[Row]()
    for scenario, plan in run.plans.items():
        shown = SHOWN if scenario == run.base else ("gap",)
        named = f": {asked.label(scenario)}" if len(run.plans) > 1 else ""
        for figure in shown:
            rows.append(_heading(figure, named, len(columns)))
            rows += _by_year(run, scenario, figure)
        for figure in recorded_figures(plan):
            if figure not in shown:
                rows.append(_heading(figure, named, len(columns), for_machines=True))
                rows += _by_year(run, scenario, figure, for_machines=True)
    return run_table("distribution", _gap_in_words(run), run, columns, rows, HOW_TO_READ)


def additional_payments(run: Simulation, asked: ReportOptions) -> Table:
    """What is asked of each partner beyond its contributions, by year and percentile."""
    columns, rows = columns_of_statistics(), list[Row]()
    for scenario in run.plans:
        named = f": {asked.label(scenario)}" if len(run.plans) > 1 else ""
        for figure in PARTNERS_ASKED:
            rows.append(_heading(figure, named, len(columns)))
            rows += _by_year(run, scenario, figure, only_all=scenario != run.base)
    return run_table("additional_payments", _asked_in_words(run), run, columns, rows, HOW_TO_READ)


def _heading(figure: str, named: str, columns: int, *, for_machines: bool = False) -> Row:
    """The figure's label over its years, with the scenario's where there are several."""
    label = figure_named(figure).label + named
    return Row("", label, (None,) * columns, strong=True, for_machines=for_machines)


def _by_year(
    run: Simulation, scenario: str, figure: str, *, for_machines: bool = False, only_all: bool = False
) -> Iterator[Row]:
    """A row for each projected year, and one for all of them together where that means anything.

    People see none with `for_machines`, and with `only_all` the last.
    """
    record, known = figure_named(figure), run.central[scenario].figures[figure]
    for year, label, values, central in _parts(run, scenario, figure, known):
        told = describe(values, run.layout.replicates, low_is_worse=record.low_is_worse)
        cells = statistics_of(None if np.isnan(central) else central, told)
        hidden = for_machines or (only_all and year != "all")
        yield Row(figure, label, cells, record.unit, depth=1, scenario=scenario, year=year, for_machines=hidden)


def _parts(run: Simulation, scenario: str, figure: str, known: Array) -> Iterator[tuple[str, str, Array, float]]:
    """Each year with what it is called, its draws and the central case, one after the other, and all together."""
    for year in run.years:
        label = run.plan.timeline.labels[year]
        yield label, label, run.values(scenario, figure, year), float(known[year])
    if figure_named(figure).sums:
        yield "all", "All years", run.total(scenario, figure), float(known[1:].sum())


def _gap_in_words(run: Simulation) -> str:
    told = describe(run.values(run.base, "gap", run.years[-1]))
    low, high = told["p10"].value, told["p90"].value
    between = f"between {as_gap(low, run.plan.unit)} and {as_gap(high, run.plan.unit)}"
    return f"In 8 of 10 futures {run.plan.timeline.last} ends {between}"


def _asked_in_words(run: Simulation) -> str:
    middles = [float(np.median(run.total(run.base, figure))) for figure in PARTNERS_ASKED]
    council, nhs = (in_money(each, run.plan.unit) for each in middles)
    first, *_, last = run.plan.timeline.projected
    return f"Half of the futures ask for over {council} of the council and {nhs} of the NHS board, {first} to {last}"
