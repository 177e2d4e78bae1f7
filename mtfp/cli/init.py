"""`mtfp init`: a first plan for an area, with comments, that runs."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.exits import NotThere, complain, failures
from mtfp.cli.options import DebugOption, ForceOption

BASE_YEAR_POPULATION = 2025


def init(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="The plan to write.")] = Path("plan.yaml"),
    area: Annotated[
        str,
        typer.Option(
            "--area", metavar="NAME", help="A partnership, council or health board; `mtfp population` lists them."
        ),
    ] = "",
    force: ForceOption = False,
    debug: DebugOption = False,
) -> None:
    """Write a first plan for an area: commented, illustrative, and ready to run.

    Example:  mtfp init --area "Shetland Islands" plan.yaml
    """
    with failures(debug=debug):
        if not area:
            raise NotThere('name the area: --area "Shetland Islands"; `mtfp population` lists them all')
        from mtfp.reports.out import to_file

        text = first_plan(area)
        if file.exists() and not force:
            raise NotThere(f"{file} is already there: name another file, or replace it with --force")
        to_file(file, text, force=True)
        complain(f"wrote {file}; next: mtfp check {file}, then mtfp project {file}")


def first_plan(area: str) -> str:
    """The text of a first plan; its amounts are so many £k for every thousand people of the area."""
    from mtfp.population.areas import find_area
    from mtfp.population.people import bundled_people

    try:
        found = find_area(area)
    except LookupError as unknown:
        raise NotThere(str(unknown.args[0])) from None
    thousands = float(bundled_people(found).over((BASE_YEAR_POPULATION,)).total()[0]) / 1000
    text = (files("mtfp.cli") / "first_plan.yaml").read_text(encoding="utf-8")
    text = text.replace("@area@", found.name).replace("@code@", found.code)
    return re.sub(r"@(\d+)@", lambda amount: _amount(int(amount[1]) * thousands), text)


def _amount(pounds_k: float) -> str:
    """An amount to three figures, as a plan writes it.

    >>> _amount(12_345.6)
    '12_300'
    """
    return f"{round(float(f'{pounds_k:.3g}')):_}"
