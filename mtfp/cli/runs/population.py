"""Show an area's people, and the demand index for profiles of use by age."""

from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.shared.output import output_of
from mtfp.documents.of_library import bundled, of_area
from mtfp.population.areas import areas, find_area
from mtfp.population.people import bundled_people
from mtfp.population.profiles import find_profile
from mtfp.population.profiles import profiles as bundled_profiles
from mtfp.reports.formats import Kind
from mtfp.results.table import Table
from mtfp.views.area import demand_index, people_by_age, use_by_age


def run(area: str, profiles: list[str], variant: str, first: int, last: int, report: FigureOptions) -> None:
    """Write the tables of an area, with the attribution that their licence requires; or list areas and profiles."""
    output = output_of(report)
    if not area and (profiles or Kind.WORDS not in output.format.kinds):
        option = f"--profile {profiles[0]}" if profiles else f"--format {output.format.name}"
        raise UsageError(f'{option} needs an area, such as mtfp population "Shetland Islands" {option}')
    if last < first:
        raise UsageError(f"--to {last} is before --from {first}: swap them")
    if not area:
        output.deliver(bundled(areas(), bundled_profiles()))
        return
    output.deliver(of_area(area, _tables(area, profiles, variant, range(first, last + 1))))


def _tables(area: str, profiles: list[str], variant: str, years: range) -> list[Table]:
    try:
        chosen = [find_profile(name) for name in profiles]
        people = bundled_people(find_area(area), variant).over(tuple(years))
    except LookupError as unknown:
        raise UsageError(str(unknown)) from None
    demand = [demand_index(people, chosen), *(use_by_age(each) for each in chosen)] if chosen else []
    return [people_by_age(people), *demand]
