"""`mtfp sensitivity`: the drivers that move a figure of a plan, and by how much."""

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_questions import SensitivityOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption


@command
def sensitivity(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    options: SensitivityOptions,
    report: FigureOptions,
) -> None:
    """Show what moves a figure of a plan: each driver alone by a point, by 1% or by ten points of delivery; then draws.

    A driver is an assumption, a funding source with stated money, the delivery of a saving, a risk event or the
    population variant. Scenarios named with -s apply together.

    Example:  mtfp sensitivity plan.yaml

    Example:  mtfp sensitivity plan.yaml -s step-down --of reserves --year 2028/29

    Example:  mtfp sensitivity plan.yaml --move "pay_nhs 1%, 1.5%, 2%, 4%"

    Example:  mtfp sensitivity plan.yaml --move "pay +1%"
    """
    from mtfp.cli.runs.sensitivity import run

    run(plan, scenario, options, report)
