"""Tables of percentiles by year, for the main figures and for additional partner contributions."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS
from mtfp.results.counts_on import BEFORE
from mtfp.results.figures import figure_named
from mtfp.results.table import Row, Table
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import describe
from mtfp.views.simulated.in_words import as_gap
from mtfp.views.simulated.sampled_rows import HOW_TO_READ, columns_of_statistics, run_table, statistics_of

SHOWN = ("gap", "recurring_gap", "expenditure", "funding")
"""Figures that people see for the plan as it stands. For other scenarios people see only the gap."""
ALL_YEARS = (
    "Except in the column Plan, the years don't add up to All years: a draw that is low in one year need not be low "
    "in the next."
)
CONTRIBUTIONS = tuple(f"additional_payments.{partner}" for partner in PARTNERS)


def distribution(run: Simulation, options: ReportOptions) -> Table:
    """Return the percentiles over all draws of each figure in each year."""
    columns, rows = columns_of_statistics(), list[Row]()
    for scenario, plan in run.plans.items():
        shown = SHOWN if scenario == run.base else ("gap",)
        named = f": {options.label(scenario)}" if len(run.plans) > 1 else ""
        for figure in shown:
            rows.append(_heading(figure, named, len(columns)))
            rows += _by_year(run, scenario, figure)
        for figure in recorded_figures(plan) if options.for_programs else ():
            if figure not in shown:
                rows.append(_heading(figure, named, len(columns), for_machines=True))
                rows += _by_year(run, scenario, figure, for_machines=True)
    return run_table("distribution", _gap_in_words(run), run, columns, rows, HOW_TO_READ, ALL_YEARS)


def additional_payments(run: Simulation, options: ReportOptions) -> Table:
    """Return the percentiles over all draws of each partner's additional contributions in each year."""
    columns, rows = columns_of_statistics(), list[Row]()
    for scenario in run.plans:
        named = f": {options.label(scenario)}" if len(run.plans) > 1 else ""
        for figure in CONTRIBUTIONS:
            rows.append(_heading(figure, named, len(columns)))
            rows += _by_year(run, scenario, figure, only_all=scenario != run.base)
    return run_table("additional_payments", _contributions_in_words(run), run, columns, rows, HOW_TO_READ, ALL_YEARS)


def _heading(figure: str, named: str, columns: int, *, for_machines: bool = False) -> Row:
    """Return a heading: the figure's label, then `named`, which has the scenario's label if there are several."""
    label = figure_named(figure).label + named
    return Row("", label, (None,) * columns, strong=True, for_machines=for_machines)


def _by_year(
    run: Simulation, scenario: str, figure: str, *, for_machines: bool = False, only_all: bool = False
) -> Iterator[Row]:
    """Yield a row for each projected year, then a row for all years together if a sum over years is meaningful.

    With `for_machines` the rows are for programs only; with `only_all` people see only the row for all years.
    """
    record, planned = figure_named(figure), run.central[scenario].figures[figure]
    for year, label, values, central in _parts(run, scenario, figure, planned):
        estimates = describe(values, run.layout.replicates, low_is_worse=record.low_is_worse)
        cells = statistics_of(None if np.isnan(central) else central, estimates)
        hidden = for_machines or (only_all and year != "all")
        yield Row(figure, label, cells, record.unit, depth=1, scenario=scenario, year=year, for_machines=hidden)


def _parts(run: Simulation, scenario: str, figure: str, planned: Array) -> Iterator[tuple[str, str, Array, float]]:
    """Yield the identifier and label of each year, with the figure in all draws and in the central case.

    All years together come last, if a sum over years is meaningful.
    """
    for year in run.years:
        label = run.plan.timeline.labels[year]
        yield label, label, run.values(scenario, figure, year), float(planned[year])
    if figure_named(figure).sums:
        yield "all", "All years", run.total(scenario, figure), float(planned[1:].sum())


def _gap_in_words(run: Simulation) -> str:
    estimates = describe(run.values(run.base, "gap", run.years[-1]))
    low, high = estimates["p10"].value, estimates["p90"].value
    between = f"between {as_gap(low, run.plan.unit)} and {as_gap(high, run.plan.unit)}"
    return f"In 80 of 100 draws, {run.plan.timeline.last} ends {between}, {BEFORE}"


def _middle(values: Array) -> float:
    """Return the median; np.median would load numpy.ma."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    ordered = np.partition(values, (low, high))
    return float((ordered[low] + ordered[high]) / 2)


def _contributions_in_words(run: Simulation) -> str:
    middles = [_middle(run.total(run.base, figure)) for figure in CONTRIBUTIONS]
    council, nhs = (in_money(each, run.plan.unit) for each in middles)
    when = f"{'From' if run.plan.years > 1 else 'In'} {run.plan.timeline.span}"
    return (
        f"{when}, the council's additional contributions come to {council} in the middle draw, and the "
        f"NHS board's to {nhs}"
    )
