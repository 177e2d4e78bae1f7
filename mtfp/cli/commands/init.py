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
        from mtfp.reports.files.out import to_file

        text = first_plan(area)
        to_file(file, text, force)
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
    return re.sub(r"@([\d+-]+)@", lambda amounts: f"{_added_up(amounts[1], thousands):_}", text)


def _added_up(amounts: str, thousands: float) -> int:
    """One amount, or several added up as they are rounded in the plan, so that the base year balances: `230+190-25`."""
    return sum(_amount(int(each) * thousands) for each in re.findall(r"[+-]?\d+", amounts))


def _amount(pounds_k: float) -> int:
    """An amount to three figures.

    >>> _amount(12_345.6)
    12300
    """
    return round(float(f"{pounds_k:.3g}"))
