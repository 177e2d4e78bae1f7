"""`mtfp init`: a first plan for an area, with comments and illustrative amounts."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.single import ForceOption


@command
def init(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Plan file to write.")] = Path("plan.yaml"),
    area: Annotated[
        str,
        typer.Option(
            "--area", metavar="NAME", help="Partnership, council or health board; `mtfp population` lists all names."
        ),
    ] = "",
    force: ForceOption = False,
) -> None:
    """Write a first plan for an area, with comments and illustrative amounts, ready to run.

    The JSON Schema next to it lets editors complete and check the plan as you type.

    Example:  mtfp init --area "Shetland Islands" plan.yaml
    """
    from mtfp.cli.runs.init import run

    run(file, area, force=force)
