"""`mtfp check`: all errors and warnings of a plan, and the results of its own checks."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_results import CheckOptions
from mtfp.cli.options.single import NONE, NationalOption, ScenarioOption, SinceOption


@command
def check(
    plans: Annotated[
        list[Path],
        typer.Argument(metavar="PLAN...", help="Plan files, folders that contain plan.yaml, or - for standard input."),
    ],
    *,
    scenario: ScenarioOption = NONE,
    national: NationalOption = None,
    since: SinceOption = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with code 1 on warnings too.")] = False,
    report: CheckOptions,
) -> None:
    """Read plans and all files that they name, show errors and warnings, and run their `checks:`.

    The checks are run on the central case of the plan as it stands, or of the plan under a scenario with -s. With
    several plans, an error in one does not stop the others, and the exit code is that of the worst plan.

    If a file of the plan, or of a scenario with -s, differs from the last commit in git, the changed inputs are listed
    at the end, each with what it moves. With --since they are those since another version.

    Example:  mtfp check plan.yaml

    Example:  mtfp check plan.yaml -s high-pay --format github

    Example:  mtfp check fife.yaml moray.yaml --strict

    Example:  mtfp check plan.yaml --since HEAD~1
    """
    from mtfp.cli.runs.check import run

    run(plans, scenario, national, report, since=since, strict=strict)
