"""Tables of figures that come with mtfp: an area's population by age, demand due to ageing, and use of services."""

from collections.abc import Sequence

from mtfp.population.ageing import ageing, rates_on
from mtfp.population.ages import Band
from mtfp.population.people import People
from mtfp.population.profiles import Profile
from mtfp.results.table import SHARE, Column, Row, Table

PEOPLE = "people"
AGE_GROUPS: tuple[Band, ...] = ((0, 17), (18, 64), (65, 74), (75, 84), (85, None))


def people_by_age(people: People) -> Table:
    """Return the number of people in each age group on 30 June of each year."""
    rows = [
        Row(
            label_of_ages(first, last),
            f"Aged {label_of_ages(first, last)}",
            tuple(people.between(first, last).tolist()),
            PEOPLE,
            depth=1,
        )
        for first, last in age_groups_of(people)
    ]
    rows.append(Row("all", "All ages", tuple(people.total().tolist()), PEOPLE, strong=True))
    title = f"{people.area}: people at 30 June ({people.variant.replace('_', ' ')})"
    return Table("people_by_age", title, people.area, "", _years(people), tuple(rows), (people.source,))


def age_groups_of(people: People) -> tuple[Band, ...]:
    """Return the age groups of tables; the bands of the figures themselves if these cut across the groups."""
    starts = set(people.ages.starts)
    return AGE_GROUPS if all(first in starts for first, _ in AGE_GROUPS) else people.ages.bands


def demand_index(people: People, chosen: Sequence[Profile]) -> Table:
    """Return the demand for the services of each profile, 100% in the first year.

    Use per person at each age stays the same, so demand changes only with the number of people at each age.
    """
    rows = tuple(
        Row(f"demand.{p.name}", p.label, tuple(ageing(people.count, rates_on(p, people.ages)).tolist()), SHARE)
        for p in chosen
    )
    title = f"{people.area}: demand from ageing, as a share of {people.years[0]}"
    notes = tuple(dict.fromkeys(f"{p.label}: {_about(p)}" for p in chosen))
    return Table("demand", title, people.area, "", _years(people), rows, notes)


def use_by_age(profile: Profile) -> Table:
    """Return a profile as a table: use of a service per person and year in each age band."""
    columns = (Column("Rate", statistic="rate"),)
    rows = tuple(
        Row(f"age.{label}", f"Aged {label}", (rate,), profile.unit)
        for label, rate in zip(profile.ages.labels, profile.rates, strict=True)
    )
    notes = tuple(note for note in (_about(profile), profile.note) if note)
    return Table("profile", f"{profile.label}: {profile.unit}", profile.name, "", columns, rows, notes)


def _years(people: People) -> tuple[Column, ...]:
    return tuple(Column(str(year), str(year), people.variant) for year in people.years)


def label_of_ages(first: int, last: int | None) -> str:
    """Return the label of an age group, such as 65-74 or 85+."""
    return f"{first}+" if last is None else f"{first}-{last}"


def _about(profile: Profile) -> str:
    where = f"{profile.geography} {profile.year}. " if profile.year else ""
    licence = f" {profile.licence}" if profile.licence else ""
    return f"{where}{profile.source}.{licence}"
