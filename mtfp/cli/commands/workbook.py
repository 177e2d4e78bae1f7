"""`mtfp workbook`: the central case as live formulas in Excel, or a template from which `mtfp import` makes a plan."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_draws import DrawOptions
from mtfp.cli.options.of_results import FileOptions
from mtfp.cli.options.single import NONE, PLAN, ScenarioOption


@command
def workbook(
    plan: Annotated[Path | None, PLAN] = None,
    *,
    scenario: ScenarioOption = NONE,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Add the sheets As run: results of a simulation, as values.")
    ] = False,
    draws: DrawOptions,
    template: Annotated[
        bool, typer.Option("--template", help="Write the template of a plan, filled in with an illustrative example.")
    ] = False,
    area: Annotated[
        str, typer.Option("--area", metavar="NAME", help="Area of the example; `mtfp population` lists all names.")
    ] = "Shetland Islands",
    file: FileOptions,
) -> None:
    """Write the central case as an Excel workbook of live formulas: change an input, and every figure follows.

    A cell switches between the plan as it stands and each scenario named with -s; + joins scenarios into one.
    After the live sheets come tables for publication, as values; with --simulate also ranges, chances and drivers.
    The file needs Excel 2007 or later, or LibreOffice. It has no macros, no links and no hidden sheets.

    Example:  mtfp workbook plan.yaml -o plan.xlsx

    Example:  mtfp workbook plan.yaml -s step-down -s high-pay -o plan.xlsx

    Example:  mtfp workbook plan.yaml -s step-down --simulate --draws 50000 -o plan.xlsx

    Example:  mtfp workbook --template -o template.xlsx
    """
    from mtfp.cli.runs.workbook import of_plan, of_template

    if template:
        of_template(plan, area, file, simulate=simulate)
    else:
        of_plan(plan, scenario, draws, file, simulate=simulate)
