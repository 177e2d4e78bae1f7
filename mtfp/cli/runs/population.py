"""Show an area's people, and the demand index of profiles."""

from mtfp import __version__
from mtfp.cli.exits import NotThere
from mtfp.cli.options import ReportOptions
from mtfp.cli.shared.output import give, ready
from mtfp.population.areas import find_area
from mtfp.population.people import bundled_people
from mtfp.population.profiles import find_profile
from mtfp.population.sources import attribution
from mtfp.reports.files import out
from mtfp.results.table import Table
from mtfp.views.area import demand_index, known_areas, known_profiles, people_by_age, use_by_age


def run(area: str, profiles: list[str], variant: str, first: int, last: int, report: ReportOptions) -> None:
    """Write the tables of an area, with the attribution that their licence asks for; or list areas and profiles."""
    ready_report = ready(report)
    if not area and (profiles or report.output or report.format):
        raise NotThere('name the area first: mtfp population "Shetland Islands" ...; without one, areas are listed')
    if last < first:
        raise NotThere(f"--to {last} comes before --from {first}: swap them")
    if not area:
        out.to_stdout(f"{known_areas()}\n\nProfiles (use by age)\n{known_profiles()}\n")
        return
    manifest = {"program": "mtfp", "version": __version__, "attribution": attribution()}
    give(_tables(area, profiles, variant, range(first, last + 1)), manifest, (), ready_report, after=attribution())


def _tables(area: str, profiles: list[str], variant: str, years: range) -> list[Table]:
    try:
        chosen = [find_profile(name) for name in profiles]
        people = bundled_people(find_area(area), variant).over(tuple(years))
    except LookupError as unknown:
        raise NotThere(str(unknown.args[0])) from None
    demand = [demand_index(people, chosen), *(use_by_age(each) for each in chosen)] if chosen else []
    return [people_by_age(people), *demand]
