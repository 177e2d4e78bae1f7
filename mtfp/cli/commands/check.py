"""`mtfp check`: all errors and warnings of a plan, and the results of its own checks."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options import NONE, CheckOptions, NationalOption, PlanArgument, ScenarioOption


@command
def check(
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    national: NationalOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with code 1 on warnings too.")] = False,
    report: CheckOptions,
) -> None:
    """Read a plan and all files that it names, show errors and warnings, and run its `checks:`.

    The checks are run on the central case of the plan as it stands, or of the plan under a scenario with -s.

    Example:  mtfp check plan.yaml

    Example:  mtfp check plan.yaml -s high-pay --format github
    """
    from mtfp.cli.runs.check import run

    run(plan, scenario, national, report, strict=strict)
