"""Comparison of scenarios with the plan as a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.documents.of_checks import place_of
from mtfp.documents.of_comparison import compared, limits_of
from mtfp.findings.finding import Finding, in_order
from mtfp.findings.short import counted
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.results.figures import figure_named
from mtfp.results.table import Table
from mtfp.views.compared.breaks import breaks
from mtfp.views.compared.compare import compare
from mtfp.views.compared.in_one_sentence import in_one_sentence
from mtfp.views.compared.lever_parts import lever_parts
from mtfp.views.compared.levers import levers
from mtfp.views.compared.names import BREAKS, COMPARED, COMPARISONS, LEVER_PARTS
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.compared.side_by_side import side_by_side
from mtfp.views.plan.tables import TABLES


@dataclass(frozen=True, repr=False)
class ComparedScenarios(Result):
    """Scenarios next to the plan as it stands, which comes first in `runs`. Differences are scenario less plan."""

    runs: tuple[Run, ...]
    years: tuple[str, ...] = ()
    """Years of the tables: the last year, and all years together, if none is given."""

    def in_short(self) -> str:
        return f"{self.runs[0].plan.name}, {', '.join(run.name for run in self.runs[1:])}"

    @cached_property
    def scenario_runs(self) -> tuple[ScenarioRun, ...]:
        """The plan and its scenarios, as the tables take them."""
        return tuple(ScenarioRun(run.name, run.label, run.projection, levers=run.levers) for run in self.runs)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self._compared if table.name in COMPARISONS)

    @cached_property
    def _compared(self) -> tuple[Table, ...]:
        base, *others = self.scenario_runs
        return compare(base, others, self.years)

    @property
    def table_names(self) -> tuple[str, ...]:
        return COMPARED

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence on each scenario: how much of the gap it closes, at what cost, and for whom."""
        base, *others = self.scenario_runs
        return tuple(in_one_sentence(base, run) for run in others)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Warnings about the plan and all scenarios, in order."""
        return in_order([warning for run in self.runs for warning in run.warnings])

    def document(self) -> Document:
        limits = limits_of("", self.scenario_runs, _places(self.runs[0]))
        past, changed = breaks(self.scenario_runs), [run.changed for run in self.runs if run.changed]
        broken = [past] if past.rows else []
        return compared(self.runs[0].plan, self.tables, broken, limits, changed, self.warnings, self.sentences)

    def plot(self, figure: str = "gap", *, ax: Any = None) -> Any:
        """Draw a figure by year, with a line for the plan and for each scenario, and return the Axes of matplotlib."""
        from mtfp.library.plots import lines

        values = {run.label: run.figures[figure][:, 0] for run in self.scenario_runs}
        return lines(values, figure_named(figure), self.runs[0].plan, ax)

    def _named(self, name: str) -> tuple[Table, ...]:
        if name == BREAKS:
            return (breaks(self.scenario_runs),)
        if name in TABLES:
            last = self.runs[0].plan.timeline.last
            return tuple(side_by_side(name, self.scenario_runs, self.years or (last,)))
        return tuple(table for table in self._compared if table.name == name)


@dataclass(frozen=True, repr=False)
class Bars(Result):
    """Bars by lever: what each lever of each scenario did to the gap, which add up to the scenario's difference."""

    runs: tuple[Run, ...]

    def in_short(self) -> str:
        return f"{self.runs[0].plan.name}, {counted(len(self.runs) - 1, 'scenario')}"

    @cached_property
    def scenario_runs(self) -> tuple[ScenarioRun, ...]:
        """The plan and its scenarios, with the bars of their levers."""
        return tuple(ScenarioRun(run.name, run.label, run.projection, levers=run.levers) for run in self.runs)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return (levers(self.scenario_runs),)

    @property
    def table_names(self) -> tuple[str, ...]:
        return ("levers", LEVER_PARTS)

    def document(self) -> Document:
        return Document(f"{self.runs[0].plan.name}: what each lever did", (Tables(self.tables),))

    def _named(self, name: str) -> tuple[Table, ...]:
        return (lever_parts(self.scenario_runs),) if name == LEVER_PARTS else self.tables


def _places(base: Run) -> Sequence[Any]:
    return [base.document.place(place_of(number)) for number, _ in enumerate(base.plan.checks)]
