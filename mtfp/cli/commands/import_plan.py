"""`mtfp import`: a plan or a scenario from an Excel workbook."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_import import EditedOptions
from mtfp.cli.options.single import ForceOption, OutputOption, QuietOption


@command
def import_plan(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Excel workbook: the template, one of `mtfp workbook`, or other sheets with --mapping."
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="Mapping file: which columns of the sheets are which keys."),
    ] = None,
    *,
    edited: EditedOptions,
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a plan from an Excel workbook, or what was edited in one that `mtfp workbook` wrote.

    Errors name their cells, such as Savings!C7. Edited inputs become a scenario; with --as plan, a plan in which only
    their numbers change.

    Example:  mtfp import template.xlsx -o plan.yaml

    Example:  mtfp import budget-book.xlsx --mapping mapping.yaml -o plan.yaml

    Example:  mtfp import edited.xlsx --plan plan.yaml -o edited.yaml

    Example:  mtfp import edited.xlsx --plan plan.yaml --as plan -o new-plan.yaml
    """
    from mtfp.cli.runs.import_plan import run

    run(file, mapping, edited, output, force=force, quiet=quiet)
