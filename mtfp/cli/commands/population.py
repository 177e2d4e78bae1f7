"""`mtfp population`: the bundled figures of an area, and what ageing does to demand there."""

from typing import Annotated

import typer

from mtfp.cli.exits import NotThere, failures
from mtfp.cli.options import DebugOption, ForceOption, FormatOption, LayoutOption, OutputOption, QuietOption
from mtfp.cli.output import give_area, output_of

FIRST, LAST = 2025, 2035


def population(
    area: Annotated[
        str, typer.Argument(metavar="[AREA]", help="A partnership, council or health board, by name or code.")
    ] = "",
    profile: Annotated[
        list[str],
        typer.Option(
            "--profile", metavar="NAME", help="Use by age whose demand index is shown; more than once for several."
        ),
    ] = [],  # noqa: B006 - Typer copies it
    variant: Annotated[
        str, typer.Option("--variant", metavar="NAME", help="principal, high_migration or low_migration.")
    ] = "principal",
    first: Annotated[int, typer.Option("--from", metavar="YEAR", help="The first year shown.")] = FIRST,
    last: Annotated[int, typer.Option("--to", metavar="YEAR", help="The last year shown.")] = LAST,
    format: FormatOption = "",
    layout: LayoutOption = "table",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Show an area's people by age, and what ageing does to the demand for services.

    Without an area, list the areas and the profiles that are bundled.

    Example:  mtfp population "Shetland Islands" --profile care_at_home_hours
    """
    with failures(debug=debug):
        from mtfp.population.areas import find_area
        from mtfp.population.people import bundled_people
        from mtfp.population.profiles import find_profile
        from mtfp.reports.files.out import to_stdout
        from mtfp.views.area import demand_index, known_areas, known_profiles, people_by_age, use_by_age

        out = output_of(format, layout, output, force=force, quiet=quiet)
        if not area and (profile or output or format):
            raise NotThere('name the area first: mtfp population "Shetland Islands" ...; without one, areas are listed')
        if last < first:
            raise NotThere(f"--to {last} comes before --from {first}: swap them")
        if not area:
            to_stdout(f"{known_areas()}\n\nProfiles (use by age)\n{known_profiles()}\n")
            return
        try:
            chosen = [find_profile(name) for name in profile]
            everyone = bundled_people(find_area(area), variant)
            people = everyone.over(tuple(range(first, last + 1)))
        except LookupError as unknown:
            raise NotThere(str(unknown.args[0])) from None
        tables = [people_by_age(people)]
        if chosen:
            tables += [demand_index(people, chosen), *(use_by_age(each) for each in chosen)]
        give_area(tables, out)
