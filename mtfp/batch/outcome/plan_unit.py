"""Unit of a whole plan: all its draws and their summary. Only the summary leaves the worker, and no draw.

A plan of many blocks is divided into them instead: then workers share one plan, and a stopped run keeps its blocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mtfp.batch.outcome.additive import additive_figures
from mtfp.batch.outcome.summary import summarise
from mtfp.batch.work.unit import Unit, draw_all
from mtfp.model.base.arrays import Array
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.simulation.layout import Layout
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import empty_run


class PlanResult(NamedTuple):
    """Summary of a plan as plain values, and the figures that are added up over plans, by name."""

    summary: Mapping[str, Any]
    additive: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class PlanUnit(Unit):
    """All draws of a plan, and their summary.

    `rollup`: also return the figures that are added up over plans. `at_once`: number of blocks projected together.
    """

    layout: Layout
    options: ReportOptions
    rollup: bool
    in_memory: bool
    at_once: int

    def result(self, plans: Mapping[str, Plan], rows: Mapping[str, Rows]) -> PlanResult:
        run = empty_run(plans, self.layout, in_memory=self.in_memory)
        for task, blocks in draw_all(plans, rows, self.layout, self.at_once):
            for scenario, block in blocks.items():
                run.place(task, scenario, block)
        run.done = self.layout.longest
        additive = dict(additive_figures(run)) if self.rollup else {}
        return PlanResult(summarise(run, self.options).as_value(), additive)
