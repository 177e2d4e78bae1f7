"""The figures of somebody's own population file, long or wide, cell by cell, and what is wrong with single cells.

Knows the layouts; must not know what has to hold between cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import did_you_mean, quoted
from mtfp.population.ages import Band
from mtfp.population.own_ages import NOWHERE, band_in, heading, year_in
from mtfp.text.csv_table import CsvTable
from mtfp.text.number import number

LAYOUTS = "write the columns `year,age,people`; or `age` and a column for each year; or `year` and one for each age"
BOTH = "both"
SEXES = {
    **dict.fromkeys(("female", "females", "f", "women"), "female"),
    **dict.fromkeys(("male", "males", "m", "men"), "male"),
    **dict.fromkeys(("all", "both", "both sexes", "persons", "total"), BOTH),
}
TOTALS = ("total", "all ages", "allages", "all")

Key = tuple[int, Band, str]
"""Year, ages and sex."""


@dataclass(frozen=True)
class Layout:
    """Which columns say year, age and sex, and what the headings of the rest do: a year, a band, or nothing (long)."""

    year: str | None
    age: str | None
    sex: str | None
    people: Mapping[str, int | Band | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure and where it stands."""

    key: Key
    people: float
    row: int
    column: str


def layout_of(table: CsvTable) -> tuple[Layout, list[Finding]]:
    """What the columns' names say, and what is wrong with them; the layout is of use only if nothing is."""
    known = {name.casefold(): name for name in table.header}
    year, age, sex = (known.get(name) for name in ("year", "age", "sex"))
    others = [name for name in table.header if name not in (year, age, sex)]
    people: dict[str, int | Band | None] = {}
    findings: list[Finding] = []
    if (year is None and age is None) or not others:
        return Layout(None, None, None, {}), [_unlike(table)]
    for name in others:
        named = _named(table, name, long=year is not None and age is not None, by_age=age is None)
        if isinstance(named, Finding):
            findings.append(named)
        else:
            people[name] = named
    return Layout(year, age, sex, people), findings


def _unlike(table: CsvTable) -> Finding:
    place = heading(table, table.header[0])
    return Finding("E350", "the columns are not those of a population file", place, LAYOUTS)


def _named(table: CsvTable, name: str, *, long: bool, by_age: bool) -> int | Band | Finding | None:
    """What the heading of a column of people says, or why there can't be such a column."""
    if long and name.casefold() == "people":
        return None
    place = heading(table, name)
    if not long and any(sign.isdigit() for sign in name):
        return band_in(name, place) if by_age else year_in(name, place)
    hint = did_you_mean(name, ("year", "age", "people", "sex")) or "delete it: a file holds one area's people"
    if name.casefold() in ("variant", "scenario"):
        hint = "write each variant to a file of its own, and name the one that is meant in the plan"
    elif name.casefold() in TOTALS:
        hint = "leave totals out: they would be counted twice"
    return Finding("E351", f"a population file has no column {quoted(name)}", place, hint)


def cells_of(table: CsvTable, layout: Layout) -> Iterator[Cell | Finding]:
    """Each figure, and a finding for each cell that can't be read; a wrong number still counts as given."""
    at = {name: index for index, name in enumerate(table.header)}
    for row, cells in enumerate(table.rows):
        found: list[Finding] = []
        year = year_in(cells.cells[at[layout.year]], NOWHERE) if layout.year else None
        band = band_in(cells.cells[at[layout.age]], NOWHERE) if layout.age else None
        sex = _sex(cells.cells[at[layout.sex]]) if layout.sex else BOTH
        for name, said in ((layout.year, year), (layout.age, band), (layout.sex, sex)):
            if isinstance(said, Finding) and name:
                found.append(said.at(table.place(row, name)))
        for column, named in layout.people.items():
            people = _people(cells.cells[at[column]])
            if isinstance(people, Finding):
                yield people.at(table.place(row, column))
            if not found:
                yield Cell(_key(year, band, sex, named), 0.0 if isinstance(people, Finding) else people, row, column)
        yield from found


def _key(*said: object) -> Key:
    """Year, band and sex from whichever of row and heading says each."""
    year = next(part for part in said if isinstance(part, int))
    band = next(part for part in said if isinstance(part, tuple))
    sex = next(part for part in said if isinstance(part, str))
    return year, band, sex


def _people(text: str) -> float | Finding:
    people = number(text, NOWHERE)
    if isinstance(people, float) and people < 0:
        return Finding("E355", f"there can't be {text} people", NOWHERE, "write zero or more")
    return people


def _sex(text: str) -> str | Finding:
    if text.casefold() in SEXES:
        return SEXES[text.casefold()]
    return Finding("E352", f"{quoted(text)} is not a sex that can be added up", NOWHERE, "write female, male or all")
