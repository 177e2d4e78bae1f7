"""`mtfp simulate`: a plan and its scenarios in many draws."""

from mtfp.cli.command import command
from mtfp.cli.options.of_draws import DrawOptions, LimitOptions, SimulationOptions
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import NONE, NationalOption, PlanArgument, ScenarioOption


@command
def simulate(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    national: NationalOption = None,
    draws: DrawOptions,
    options: SimulationOptions,
    limits: LimitOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Simulate a plan in many draws: range of the gap, chance of low reserves, contingency for risk.

    Each -s is a scenario to compare with the plan as it stands, in the same draws. The plan's checks are run
    under each scenario.

    Example:  mtfp simulate plan.yaml

    Example:  mtfp simulate plan.yaml -s step-down -s step-up --draws 50000 --gap-over 2m --confidence 90%

    Example:  mtfp simulate plan.yaml --draws 1000000 --until "p90 gap ±100k" --keep-draws draws.npz
    """
    from mtfp.cli.runs.simulate import run

    run(plan, scenario, national, draws, limits, options, select, report)
