"""`mtfp diff`: two versions of a plan, input by input, and what each change did to the gap."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.of_questions import DifferenceOptions
from mtfp.cli.options.single import NONE, ScenarioOption

VERSION = "Plan file, folder that contains plan.yaml, or REVISION:PATH in a git repository."


@command
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=VERSION)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=VERSION)],
    *,
    scenario: ScenarioOption = NONE,
    difference: DifferenceOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Compare two versions of a plan: the inputs that changed, and what each did to the gap of each year.

    Years are compared by their label, so that a plan may be compared with last year's. With -s, both plans are compared
    under the scenario; several scenarios are applied together.

    Example:  mtfp diff 2025/plan.yaml 2026/plan.yaml

    Example:  mtfp diff HEAD~1:plan.yaml plan.yaml --by name
    """
    from mtfp.cli.runs.diff import run

    run(old, new, scenario, difference, select, report)
