"""`mtfp chart`: one chart of a plan, as a picture or in the terminal."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.completion import one_of
from mtfp.cli.options.of_draws import SampleOptions
from mtfp.cli.options.of_results import ChartOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption
from mtfp.documents.charts.names import CHARTS

NAMES = "; ".join(f"{name} ({subject})" for name, subject in CHARTS.items())


@command
def chart(
    plan: PlanArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", autocompletion=one_of(CHARTS), help=f"Chart: {NAMES}.")],
    *,
    scenario: ScenarioOption = NONE,
    sample: SampleOptions,
    report: ChartOptions,
) -> None:
    """Draw one chart of a plan: in the terminal, or as a picture for a paper (-o x.svg, -o x.png).

    Scenarios named with -s apply together; in `ladder` each has a band of its own.

    Example:  mtfp chart plan.yaml causes

    Example:  mtfp chart plan.yaml gap -o gap.png

    Example:  mtfp chart plan.yaml ladder -s step-down -s step-up -o ladder.svg
    """
    from mtfp.cli.runs.chart import run

    run(plan, name, scenario, sample, report)
