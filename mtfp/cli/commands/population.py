"""`mtfp population`: an area's people by age, and the demand for services that follows."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.single import NONE, choice
from mtfp.population.variants import VARIANTS

FIRST, LAST = 2025, 2035


@command
def population(
    area: Annotated[
        str, typer.Argument(metavar="[AREA]", help="Partnership, council or health board, by name or code.")
    ] = "",
    *,
    profile: Annotated[
        list[str],
        typer.Option(
            "--profile", metavar="NAME", help="Show the demand index for this profile of use by age (repeatable)."
        ),
    ] = NONE,
    variant: Annotated[
        str, choice("--variant", names=VARIANTS, help="Variant of the population projection.")
    ] = VARIANTS[0],
    first: Annotated[int, typer.Option("--from", metavar="YEAR", help="First year to show.")] = FIRST,
    last: Annotated[int, typer.Option("--to", metavar="YEAR", help="Last year to show.")] = LAST,
    report: FigureOptions,
) -> None:
    """Show an area's people by age, and the effect of ageing on demand for services.

    Without an area, list the areas and profiles that come with mtfp.

    Example:  mtfp population "Shetland Islands" --profile care_at_home_hours
    """
    from mtfp.cli.runs.population import run

    run(area, profile, variant, first, last, report)
