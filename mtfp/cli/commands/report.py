"""`mtfp report`: the paper on a plan and its scenarios."""

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_results import PaperOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption


@command
def report(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    options: PaperOptions,
    report: FigureOptions,
) -> None:
    """Write the paper on a plan: six questions on page one, then what an accountant checks.

    Each -s is a scenario to set side by side with the plan as it stands, in the same draws.

    Example:  mtfp report plan.yaml -s step-down -s step-up -o paper.html

    Example:  mtfp report plan.yaml -s step-down --for planning-group -o paper.docx
    """
    from mtfp.cli.runs.report import run

    run(plan, scenario, options, report)
