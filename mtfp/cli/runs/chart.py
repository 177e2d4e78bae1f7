"""Make one chart of a plan, as it stands or under scenarios."""

from pathlib import Path

from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_draws import SampleOptions
from mtfp.cli.options.of_results import ChartOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import all_runs
from mtfp.cli.shared.validation import require_different_names, require_known_name, require_no_repeat
from mtfp.documents.charts.names import CHARTS, LADDER
from mtfp.library.chart import NoChart, chart_named
from mtfp.simulation.sample import Sample


def run(plan: Path, name: str, scenarios: list[str], sample: SampleOptions, report: ChartOptions) -> None:
    """Write a chart."""
    output = output_of(report)
    require_known_name(name, CHARTS, "NAME")
    require_no_repeat(scenarios)
    together = [" + ".join(scenarios)] if scenarios else []
    base, runs = all_runs(plan, scenarios if name == LADDER else together)
    require_different_names([each.name for each in (base, *runs)])
    with progress_bar(wanted=not (sample.no_progress or output.quiet), of="projections") as bar:
        try:
            found = chart_named(name, (base, *runs), Sample(sample.draws, sample.seed), bar)
        except NoChart as none:
            raise UsageError(str(none)) from None
    document = found.document()
    output.deliver(document)
    count_warnings([finding for _, finding in document.findings()], plan, scenarios, output)
