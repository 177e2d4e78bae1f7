"""`mtfp project`: a plan year by year, as it stands or under a scenario."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options import NONE, FigureOptions, PlanArgument, ScenarioOption, SelectOptions, table_option
from mtfp.views.plan.tables import TABLES

STATEMENT = [next(iter(TABLES))]


@command
def project(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    table: Annotated[list[str], table_option(TABLES)] = STATEMENT,
    real: Annotated[
        bool, typer.Option("--real", help="Show amounts in prices of the base year, using the plan's deflator.")
    ] = False,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Project a plan's central case: pressures, funding, the gap, and how it is closed.

    Example:  mtfp project plan.yaml

    Example:  mtfp project plan.yaml -s step-down+high-pay --table statement --table reserves
    """
    from mtfp.cli.runs.project import run

    run(plan, scenario, table, select, report, real=real)
