"""`mtfp solve`: the number with which a plan meets a target."""

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_questions import SolveOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption


@command
def solve(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    options: SolveOptions,
    report: FigureOptions,
) -> None:
    """Find the number in a change with which a plan meets a target: what would close the gap?

    --find is a change as -s takes it, with ? in place of one number; also "unidentified savings ?" (new recurring
    savings in each year) and "contingency opening ?" (the opening balance of a reserve). --so-that is a figure, a limit
    and years, or "balances in 2028/29": no recurring gap in that and all later years, and nothing left to close in any.

    The answer is that of the central case, and those with which the target holds in 50, 80 and 95 of 100 draws; each is
    tried on fresh draws. With --find twice, the second number is found for several values of the first.

    Example:  mtfp solve plan.yaml --find "nhs_uplift +?" --so-that "balances in 2028/29"

    Example:  mtfp solve plan.yaml --find "unidentified savings ?" --so-that "gap <= 0 in every year" --year-by-year

    Example:  mtfp solve plan.yaml --find "ladder@?" --so-that "gap <= 0 in 2028/29" --at 80%
    """
    from mtfp.cli.runs.solve import run

    run(plan, scenario, options, report)
