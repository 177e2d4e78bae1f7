"""`mtfp compare`: several scenarios of a plan side by side."""

from mtfp.cli.command import command
from mtfp.cli.options import NONE, FigureOptions, PlanArgument, ScenarioOption, SelectOptions


@command
def compare(
    plan: PlanArgument, *, scenario: ScenarioOption = NONE, select: SelectOptions, report: FigureOptions
) -> None:
    """Compare scenarios with the plan as it stands: differences, people and places, gaps by year, and all changes.

    Each -s is one scenario; scenarios joined with + make one scenario together.

    Example:  mtfp compare plan.yaml -s minimum -s step-down -s step-up -s maximum

    Example:  mtfp compare plan.yaml -s step-down -s step-down+high-pay
    """
    from mtfp.cli.runs.compare import run

    run(plan, scenario, select, report)
