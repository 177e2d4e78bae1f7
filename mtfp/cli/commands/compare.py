"""`mtfp compare`: several scenarios of a plan side by side."""

from typing import Annotated

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import NONE, PlanArgument, RealOption, ScenarioOption, table_option
from mtfp.views.compared.names import COMPARED


@command
def compare(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    table: Annotated[list[str], table_option(COMPARED)] = NONE,
    real: RealOption = False,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Compare scenarios with the plan as it stands: differences, people and places, gaps by year, and all changes.

    Each -s is one scenario; scenarios joined with + make one scenario together. The tables show the last year, or the
    years of --year. Limits that break come with every comparison; the exit code is 1 if a check of the plan fails
    under any scenario, or in the plan as it stands.

    Example:  mtfp compare plan.yaml -s minimum -s step-down -s step-up -s maximum

    Example:  mtfp compare plan.yaml -s step-down -s step-down+high-pay --table statement --year 2028/29
    """
    from mtfp.cli.runs.compare import run

    run(plan, scenario, table, select, report, real=real)
