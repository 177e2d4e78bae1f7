"""Table of levers on draws: what each lever of a scenario did to the gap, on average and in 8 of 10 draws."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.results.figures import figure_named
from mtfp.results.table import Column, Row, Table
from mtfp.simulation.drawn_bars import DrawnBars
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import describe
from mtfp.views.simulated.sampled_rows import run_table

ALL = "all"
"""Year of the sum over all projected years."""
STATISTICS = {"mean": "On average", "p10": "P10", "p90": "P90"}
FOR_PROGRAMS = ("recurring_gap", "additional_payments.council", "additional_payments.nhs")
"""Figures whose bars are given to programs, next to the gap."""
NOTES = (
    "Every set of levers is projected in the same draws. Averages of the levers add up to the average difference; P10 "
    "and P90, below and above which one draw in ten lies, don't add up. Below zero, the lever makes the gap smaller.",
)


def drawn_levers(run: Simulation, options: ReportOptions) -> Table:
    """Return the change of the gap by each lever of each scenario: its average over draws, P10 and P90."""
    columns, rows = _columns(), list[Row]()
    for scenario, levers in run.levers.items():
        rows += _of_scenario(run, scenario, options.label(scenario), levers, len(columns))
        rows += _for_programs(run, scenario, levers) if options.for_programs else ()
    notes = (*NOTES, *(text for levers in run.levers.values() for text in _sampling(levers)))
    return run_table("levers", "What each lever did to the gap", run, columns, rows, *notes)


def _columns() -> tuple[Column, ...]:
    shown = [Column(label, statistic=name) for name, label in STATISTICS.items()]
    return (*shown, *(Column(f"se_{name}", statistic=f"se_{name}", for_machines=True) for name in STATISTICS))


def _sampling(levers: DrawnBars) -> Iterator[str]:
    if levers.orders:
        yield (
            f"With {len(levers.labels)} levers, {levers.orders} of their orders were tried. The standard error of an "
            f"average is at most {levers.error():.1%} of the largest part or difference."
        )


def _of_scenario(run: Simulation, scenario: str, label: str, levers: DrawnBars, columns: int) -> Iterator[Row]:
    last, span = run.plan.timeline.last, run.plan.timeline.span
    for year, title in ((last, f"{label}, in {last}"), (ALL, f"{label}, {span} together")):
        yield Row("", title, (None,) * columns, strong=True)
        bars = _bars(run, levers, "gap", year)
        for n, bar in enumerate(bars):
            yield _row(run, f"lever_{n + 1}.gap", levers.labels[n], bar, scenario, year)
        yield _row(run, "gap", "Difference of the gap", bars.sum(axis=0), scenario, year, strong=True)


def _for_programs(run: Simulation, scenario: str, levers: DrawnBars) -> Iterator[Row]:
    for figure in ("gap", *FOR_PROGRAMS):
        for year in run.plan.timeline.projected if figure != "gap" else run.plan.timeline.projected[:-1]:
            for n, bar in enumerate(levers.bars(figure, year)):
                about = f"{levers.labels[n]}: {figure_named(figure).label}"
                yield _row(run, f"lever_{n + 1}.{figure}", about, bar, scenario, year, for_machines=True)


def _bars(run: Simulation, levers: DrawnBars, figure: str, year: str) -> Array:
    years: Sequence[str | int] = run.years if year == ALL else (year,)
    return np.sum([levers.bars(figure, each) for each in years], axis=0)


def _row(run: Simulation, id: str, label: str, bar: Array, scenario: str, year: str, **fields: Any) -> Row:
    found = describe(bar, run.layout.replicates)
    values = [found[name].value if found else None for name in STATISTICS]
    errors = [found[name].error if found else None for name in STATISTICS]
    return Row(id, label, (*values, *errors), depth=1, signed=True, scenario=scenario, year=year, **fields)
