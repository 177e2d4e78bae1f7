"""`mtfp options`: packages of options that meet a target, with the least impact on people."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.of_questions import ChoiceOptions
from mtfp.cli.options.single import NONE, PlanArgument, ScenarioOption


@command
def options(
    plan: PlanArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Options file.")],
    *,
    scenario: ScenarioOption = NONE,
    choice: ChoiceOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Find packages of options that meet a target, such as no gap in a year, with the least impact on people.

    Each package is searched for in some draws and tried whole in others. The document also shows what could replace
    each part of the first package, impact against chance, and the money, impact and people of each option. Scenarios
    named with -s apply together before the options.

    Example:  mtfp options plan.yaml options.yaml --balance "gap <= 0 in 2028/29" --at 80%

    Example:  mtfp options plan.yaml options.yaml --must telecare --scenario-out package.yaml

    Example:  mtfp options plan.yaml options.yaml --new
    """
    from mtfp.cli.runs.options import run

    run(plan, file, scenario, choice, select, report)
