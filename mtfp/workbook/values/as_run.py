"""Sheet As run: results of a simulation as values, then a sheet with the charts of each scenario."""

from collections.abc import Iterator
from dataclasses import replace

from mtfp import __version__
from mtfp.analysis.sensitivity.alone import Alone, alone
from mtfp.analysis.sensitivity.question import Question
from mtfp.documents.charts.charts_of_chances import chances_of_last_year, contingency_by_year, fan_of_reserves
from mtfp.documents.charts.charts_of_run import fan_of_scenarios, fan_of_years, s_curve
from mtfp.documents.charts.charts_of_sensitivity import BARS, tornado_of_alone
from mtfp.documents.charts.kinds import AnyChart
from mtfp.model.plan import Plan
from mtfp.reports.excel.book import Book
from mtfp.results.figures import figure_named
from mtfp.results.table import Row, Table
from mtfp.simulation.defaults import FEWEST, SAMPLED
from mtfp.simulation.precision import advice, is_certain
from mtfp.simulation.sample import Sample
from mtfp.simulation.simulation import Simulation
from mtfp.views.sensitivity.alone import alone_table
from mtfp.views.simulated.balance_in_words import balance_in_words
from mtfp.views.simulated.in_words import A_DRAW
from mtfp.views.simulated.tables import SIMULATED
from mtfp.workbook.values.stack import Stack
from mtfp.workbook.values.values import Simulated

AS_RUN = "As run"
BY_LEVER = "levers"
"""Table that needs the plan under every set of levers, so it is left out."""


def write_as_run(book: Book, simulated: Simulated, switched: tuple[str, ...]) -> None:
    """Write the sheet As run, and one for each scenario; `switched` has the labels of the scenarios of the switch."""
    run, options = simulated.run, simulated.options
    stack = Stack(book, book.sheet(AS_RUN, "Results of the simulation, as values"))
    stack.title(f"{run.plan.name}: as run, {run.draws:,} draws")
    stack.lines(_about(simulated, switched))
    if is_certain(run):
        stack.close()
        return
    stack.row += 1
    _charts(stack, simulated, run.base)
    if len(run.plans) > 1:
        stack.chart(fan_of_scenarios(run, options))
    for table in _tables(simulated):
        stack.table(table)
    stack.close()
    for scenario in list(run.plans)[1:]:
        _of_scenario(book, simulated, scenario)


def _of_scenario(book: Book, simulated: Simulated, scenario: str) -> None:
    label = simulated.options.label(scenario)
    stack = Stack(book, book.sheet(f"{AS_RUN} {label}", f"Charts of the simulation: {label}"))
    stack.title(f"{label}: as run, {simulated.run.draws:,} draws")
    stack.lines([f"Tables that show all scenarios side by side are on the sheet {AS_RUN}."])
    stack.row += 1
    _charts(stack, simulated, scenario)
    stack.close()


def _about(simulated: Simulated, switched: tuple[str, ...]) -> Iterator[str]:
    """Yield what was drawn, of what, and the balance of each scenario in words."""
    run, sampling = simulated.run, simulated.run.layout.sampling
    yield (
        f"Draws: {run.draws:,} for each scenario. Seed: {sampling.seed}. Sampler: {sampling.sampler}. "
        f"Made with mtfp {__version__}."
    )
    yield f"Plan: {run.plan.title or run.plan.name}, {run.plan.base_year} to {run.plan.timeline.last}."
    for scenario, plan in run.plans.items():
        label = simulated.options.label(scenario)
        left_out = (
            "" if label in switched else " This scenario is not part of the switch, but it was drawn like the others."
        )
        yield f"{label}: fingerprint {plan.digest()}.{left_out}"
    yield ""
    yield f"{A_DRAW}; these results come from {run.draws:,} draws. {advice(run)}"
    if not is_certain(run):
        yield from balance_in_words(run, simulated.options)


def _charts(stack: Stack, simulated: Simulated, scenario: str) -> None:
    """Write the charts of one scenario, each above its figures."""
    run, options = simulated.run, simulated.options
    found = _drivers(run, scenario)
    charts: tuple[AnyChart | None, ...] = (
        fan_of_years(run, scenario),
        fan_of_reserves(run, scenario),
        s_curve(run, scenario),
        chances_of_last_year(run, options, scenario),
        contingency_by_year(run, options, scenario),
        tornado_of_alone(found),
    )
    for chart in charts:
        if chart:
            stack.chart(chart)
    stack.table(alone_table(found, BARS, scenario))


def _drivers(run: Simulation, scenario: str) -> Alone:
    """Return the drivers of the gap of the last year, in the draws of the simulation up to 2,000 of them."""
    draws = max(FEWEST, min(run.draws, SAMPLED))
    sample = Sample(draws, run.layout.sampling.seed)
    last = run.plan.timeline.last
    return alone(Question(plan=run.plans[scenario], figure=figure_named("gap"), year=last, sample=sample))


def _tables(simulated: Simulated) -> Iterator[Table]:
    """Yield the tables of `mtfp simulate`, each with all scenarios, and that of the reserves."""
    for name in SIMULATED:
        if name == BY_LEVER:
            continue
        table = SIMULATED[name](simulated.run, simulated.options)
        if table.shown_rows:
            yield table
        if name == "distribution" and (reserves := reserves_table(table, simulated.run.plan)).rows:
            yield reserves


def reserves_table(every: Table, plan: Plan) -> Table:
    """Return the rows of reserves in the table of percentiles, which it has for programs only."""
    rows, heading = list[Row](), None
    for row in every.rows:
        if row.is_heading:
            heading = row
        elif row.id.partition(".")[0] == "reserves":
            rows += [_seen(each) for each in (heading and _labelled(heading, row.id, plan), row) if each]
            heading = None
    title, notes = "Balances of reserves in the draws", every.notes[:1]
    return Table("reserves", title, every.plan, every.money, every.columns, tuple(rows), notes)


def _labelled(heading: Row, figure: str, plan: Plan) -> Row:
    """Return a heading with the plan's label of a reserve in place of the reserve's name."""
    name = figure.partition(".")[2]
    own = f"Reserve: {plan.label('reserves', name)}" if name else figure_named(figure).label
    return replace(heading, label=heading.label.replace(figure_named(figure).label, own, 1))


def _seen(row: Row) -> Row:
    return replace(row, for_machines=False)
