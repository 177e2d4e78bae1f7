"""`mtfp import`: a plan from an Excel workbook."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.single import ForceOption, OutputOption, QuietOption


@command
def import_plan(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Excel workbook: the template, or other sheets with --mapping.")
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="Mapping file: which columns of the sheets are which keys."),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a plan from an Excel workbook; errors name their cells, such as Savings!C7.

    Example:  mtfp import template.xlsx -o plan.yaml

    Example:  mtfp import budget-book.xlsx --mapping mapping.yaml -o plan.yaml
    """
    from mtfp.cli.runs.import_plan import run

    run(file, mapping, output, force=force, quiet=quiet)
