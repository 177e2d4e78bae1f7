"""Named charts of a plan as results: each is made from a projection, a simulation or a sensitivity analysis."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtfp.analysis.by_lever.drawn import simulate_with_levers
from mtfp.documents.charts.chart import Chart
from mtfp.documents.charts.charts_of_closing import closing, reserves, who_pays
from mtfp.documents.charts.charts_of_cost import causes, cost_and_funding
from mtfp.documents.charts.charts_of_people import balance_of_care, population
from mtfp.documents.charts.charts_of_run import fan_of_scenarios, fan_of_years, s_curve
from mtfp.documents.charts.charts_of_scenarios import levers
from mtfp.documents.charts.charts_of_sensitivity import tornado_of_alone, tornado_of_each
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.names import CHARTS, NEEDS, OF_DRAWS, UNDER_SCENARIOS
from mtfp.documents.document import Document
from mtfp.documents.of_chart import of_chart
from mtfp.draws.sampling import Sampling
from mtfp.findings.arguments import one_named
from mtfp.findings.finding import in_order
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.library.sensitivity import Progress, Sensitivity, sensitivity_of
from mtfp.results.table import Table
from mtfp.simulation.precision import is_certain
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.sample import Sample
from mtfp.simulation.simulation import Simulation
from mtfp.views.compared.scenario_run import ScenarioRun


@dataclass(frozen=True)
class ChartSource:
    """Results from which charts are made, each worked out when a chart first needs it.

    `runs`: the plan as it stands, then each scenario. Charts of one projection show the last of them.
    """

    runs: tuple[Run, ...]
    sample: Sample
    progress: Progress | None = None

    @property
    def run(self) -> Run:
        """Run that charts of one projection show."""
        return self.runs[-1]

    @cached_property
    def simulation(self) -> Simulation:
        """Draws of the run that charts of one projection show."""
        return self._simulated(self.runs[-1:])

    @cached_property
    def scenarios(self) -> Simulation:
        """Draws of the plan as it stands and of every scenario."""
        return self._simulated(self.runs)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Drivers that move the gap of the last year."""
        return sensitivity_of(self.run, draws=self.sample.draws, seed=self.sample.seed, progress=self.progress)

    @property
    def options(self) -> ReportOptions:
        """Labels of the scenarios."""
        return ReportOptions(labels={run.name: run.label for run in self.runs})

    def _simulated(self, runs: Sequence[Run]) -> Simulation:
        plans = {run.name: run.projection.plan for run in runs}
        return simulate_with_levers(plans, {}, Sampling(self.sample.seed), self.sample.draws)


MAKERS: Mapping[str, Callable[[ChartSource], AnyChart | None]] = {
    "gap": lambda of: None if is_certain(of.simulation) else fan_of_years(of.simulation),
    "chances": lambda of: None if is_certain(of.simulation) else s_curve(of.simulation),
    "causes": lambda of: causes(of.run.projection, of.run.name),
    "cost-and-funding": lambda of: cost_and_funding(of.run.projection, of.run.name),
    "closing": lambda of: closing(of.run.projection, of.run.name),
    "reserves": lambda of: reserves(of.run.projection, of.run.name),
    "who-pays": lambda of: who_pays(of.run.projection, of.run.name),
    "ladder": lambda of: fan_of_scenarios(of.scenarios, of.options),
    "levers": lambda of: levers(ScenarioRun(of.run.name, of.run.label, of.run.projection, levers=of.run.levers)),
    "tornado": lambda of: tornado_of_alone(of.sensitivity.alone),
    "one-percent": lambda of: tornado_of_each(of.sensitivity.each),
    "balance-of-care": lambda of: balance_of_care(of.run.projection, of.run.name),
    "population": lambda of: population(of.run.projection, of.run.name),
}
"""Function that makes each chart of `CHARTS`; None if the plan has nothing to show."""


class NoChart(ValueError):
    """Raised for a chart that can't be made of a plan; its text has the reason and the repair."""


@dataclass(frozen=True, repr=False)
class PlanChart(Result):
    """Chart of a plan: its data, its picture as SVG or PNG, and its table.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").chart("causes")
    >>> found.chart.title
    'Pay drives about three fifths of the £13 million rise in cost by 2030/31'
    >>> found.svg()[:5], found.png()[1:4]
    ('<svg ', b'PNG')
    """

    chart: AnyChart
    """Data of the chart, with its title and a sentence that explains it."""
    runs: tuple[Run, ...]
    """Plan as it stands, then each scenario."""
    drawn: Sample | None = None
    """Draws of the chart, if it has any."""

    def in_short(self) -> str:
        return f"{self.chart.name}, {self.chart.plan}"

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.chart.as_table(),)

    def svg(self) -> str:
        """Return the picture as SVG, for a page that is 320 pixels wide or wider."""
        from mtfp.reports.svg.picture import svg_of

        return svg_of(self.chart)

    def png(self) -> bytes:
        """Return the picture as PNG."""
        from mtfp.reports.svg.png import png_of

        return png_of(self.chart)

    def document(self) -> Document:
        base, changed = self.runs[0], [run.changed for run in self.runs if run.changed]
        warnings = in_order([warning for run in self.runs for warning in run.warnings])
        return of_chart(base.plan, self.chart, changed, self.drawn, warnings)


def chart_named(name: str, runs: Sequence[Run], sample: Sample, progress: Progress | None = None) -> PlanChart:
    """Return a chart of the plan, or of its scenarios. Raises Unknown for an unknown name, NoChart if there is none.

    `runs`: the plan as it stands, then each scenario.
    """
    known = one_named(name, CHARTS, "chart")
    if known in UNDER_SCENARIOS and len(runs) < 2:
        raise NoChart(f"the chart `{known}` needs a scenario: name one, such as step-down")
    source = ChartSource(tuple(runs), sample, progress)
    chart = MAKERS[known](source)
    if chart is None:
        raise NoChart(f"the plan has nothing for the chart `{known}` ({CHARTS[known]}): {NEEDS[known]}")
    if source.run.changed and known not in UNDER_SCENARIOS:
        chart = titled(chart, source.run.label)
    return PlanChart(chart, source.runs, sample if known in OF_DRAWS else None)


def titled(chart: AnyChart, scenario: str) -> AnyChart:
    """Return the chart with the scenario's label before its title."""
    assert isinstance(chart, Chart)
    return replace(chart, title=f"{scenario}: {chart.title}")
