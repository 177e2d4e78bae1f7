"""`mtfp project`: a plan year by year, as it stands or under a scenario."""

from typing import Annotated

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import NONE, PlanArgument, RealOption, ScenarioOption, table_option
from mtfp.views.plan.tables import TABLES

STATEMENT = [next(iter(TABLES))]


@command
def project(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    table: Annotated[list[str], table_option(TABLES)] = STATEMENT,
    real: RealOption = False,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Project a plan's central case: pressures, funding, the gap, and how it is closed.

    Example:  mtfp project plan.yaml

    Example:  mtfp project plan.yaml -s step-down+high-pay --table statement --table reserves
    """
    from mtfp.cli.runs.project import run

    run(plan, scenario, table, select, report, real=real)
