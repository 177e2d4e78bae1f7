"""`mtfp trace`: one figure part by part, down to the inputs of the plan."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption


@command
def trace(
    plan: PlanArgument,
    figure: Annotated[
        str, typer.Argument(metavar="FIGURE", help="Figure and year in quotation marks, such as 'gap 2028/29'.")
    ],
    *,
    scenario: ScenarioOption = NONE,
    depth: Annotated[
        int | None,
        typer.Option("--depth", metavar="N", help="Levels below the figure (default: a screen and a half).", min=1),
    ] = None,
    report: FigureOptions,
) -> None:
    """Show where a figure comes from: its parts, down to the inputs with their source, owner and place in the file.

    A figure is one of the results page, such as gap or reserves; a line, funding source, saving or reserve by its
    name; or another named number, such as assumptions.cpi, indices.cpi, prices.care_at_home or volumes.care_at_home.
    Scenarios named with -s apply together, and levers on the way to the figure are listed.

    Example:  mtfp trace plan.yaml "gap 2028/29"

    Example:  mtfp trace plan.yaml "lines.care_at_home 2028/29" -s step-down --depth 4
    """
    from mtfp.cli.runs.trace import run

    run(plan, figure, scenario, report, depth)
