"""Make documents about the areas, age profiles and scenarios that come with mtfp."""

from collections.abc import Iterable, Iterator, Sequence

from mtfp.documents.blocks import Block, Heading, Listing, Sources, Tables
from mtfp.documents.document import Document
from mtfp.documents.manifest import area_manifest
from mtfp.population.areas import Area
from mtfp.population.profiles import Profile
from mtfp.population.sources import attribution
from mtfp.reading.scenario import ReadScenario
from mtfp.results.table import Table

KINDS = {
    "partnership": "Partnerships",
    "council": "Councils",
    "health_board": "Health boards",
    "country": "Country",
}
"""Headings of the lists of areas, by kind of area."""


def of_area(area: str, tables: Sequence[Table]) -> Document:
    """Return the document of an area's bundled figures, with the attribution that their licence requires."""
    return Document(area, (Tables(tuple(tables)), Sources((attribution(),)), area_manifest()))


def bundled(areas: Iterable[Area], profiles: Iterable[Profile]) -> Document:
    """Return the document that lists all areas with bundled figures, by kind of area, and all bundled profiles."""
    known = tuple(areas)
    blocks: list[Block] = []
    for kind, heading in KINDS.items():
        blocks += _listed(heading, (f"{area.code}  {area.name}" for area in known if area.kind == kind))
    blocks += _listed("Profiles (use by age)", map(_profile, profiles))
    return Document("Areas and profiles that come with mtfp", tuple(blocks))


def shipped(scenarios: Iterable[ReadScenario]) -> Document:
    """Return the document that lists the scenarios that come with mtfp, one per line.

    A line has the scenario's name. The title follows if its words differ from the name.
    """
    read = [each.scenario for each in scenarios]
    width = max(len(each.scenario) for each in read)
    titles = ("" if each.title.casefold().replace(" ", "-") == each.scenario else each.title for each in read)
    items = tuple(f"{each.scenario:<{width}}  {title}".rstrip() for each, title in zip(read, titles, strict=True))
    return Document("Scenarios that come with mtfp", (Listing(items, mono=True),))


def _listed(heading: str, items: Iterable[str]) -> Iterator[Block]:
    yield Heading(heading)
    yield Listing(tuple(items), mono=True)


def _profile(profile: Profile) -> str:
    origin = f", {profile.geography} {profile.year}" if profile.year else " (assumption)"
    return f"{profile.name:<28}{profile.label}{origin}"
