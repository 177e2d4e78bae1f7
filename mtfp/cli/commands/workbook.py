"""`mtfp workbook`: an Excel workbook to fill in, from which `mtfp import` makes a plan."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options import ForceOption


@command
def workbook(
    template: Annotated[
        bool, typer.Option("--template", help="Write the template of a plan, filled in with an illustrative example.")
    ] = False,
    area: Annotated[
        str, typer.Option("--area", metavar="NAME", help="Area of the example; `mtfp population` lists all names.")
    ] = "Shetland Islands",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE.")] = None,
    force: ForceOption = False,
) -> None:
    """Write an Excel workbook.

    Example:  mtfp workbook --template -o template.xlsx
    """
    from mtfp.cli.runs.workbook import run

    run(area, output, template=template, force=force)
