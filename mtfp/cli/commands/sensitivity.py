"""`mtfp sensitivity`: the drivers that move a figure of a plan, and by how much."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options import NONE, FigureOptions, PlanArgument, ProgressOption, ScenarioOption, table_option
from mtfp.simulation.defaults import SEED
from mtfp.views.sensitivity.names import SENSITIVITY


@command
def sensitivity(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    of: Annotated[
        str, typer.Option("--of", metavar="FIGURE", help="Figure by identifier or label, such as reserves.")
    ] = "gap",
    year: Annotated[
        str, typer.Option("--year", metavar="YEAR", help="Year by which drivers are sorted (default: the last).")
    ] = "",
    move: Annotated[
        list[str],
        typer.Option(
            "--move",
            metavar="TEXT",
            help="Values or changes of one driver in place of all drivers, e.g. 'pay_nhs 1%, 2%, 4%' (repeatable).",
        ),
    ] = NONE,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=1)] = 2_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the random numbers.", min=0)] = SEED,
    table: Annotated[list[str], table_option(SENSITIVITY)] = NONE,
    no_progress: ProgressOption = False,
    report: FigureOptions,
) -> None:
    """Show what moves a figure of a plan: each driver moved alone, by a point, by 1% or by ten points of delivery.

    A driver is an assumption, a funding source with stated money, the delivery of a saving, or the population variant.
    Scenarios named with -s apply together.

    Example:  mtfp sensitivity plan.yaml

    Example:  mtfp sensitivity plan.yaml -s step-down --of reserves --year 2028/29

    Example:  mtfp sensitivity plan.yaml --move "pay_nhs 1%, 1.5%, 2%, 4%"
    """
    from mtfp.cli.runs.sensitivity import run

    run(plan, scenario, of, year, move, draws, seed, table, report, progress=not no_progress)
