"""Cells of a user's population file in any of its layouts, and findings about single cells.

Knows the layouts; must not know the rules that several cells must meet together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtfp.findings.finding import Finding
from mtfp.findings.limit import first_errors
from mtfp.findings.suggest import did_you_mean, quoted
from mtfp.population.ages import Band
from mtfp.population.own_ages import NOWHERE, band_in, heading, year_in
from mtfp.text.csv_table import CsvTable
from mtfp.text.number import number

LAYOUTS = (
    "write the columns `year,age,people`; or `age` and a column for each year; or `year` and a column for each age"
)
BOTH = "both"
SEXES = {
    **dict.fromkeys(("female", "females", "f", "women"), "female"),
    **dict.fromkeys(("male", "males", "m", "men"), "male"),
    **dict.fromkeys(("all", "both", "both sexes", "persons", "total"), BOTH),
}
YEAR, AGE, SEX = ("year",), ("age", "age group", "age_group", "age band", "age_band"), ("sex",)
PEOPLE = ("people", "population", "persons")
"""Headings of each column, in small letters."""
TOTALS = ("total", "all ages", "allages", "all")

Key = tuple[int, Band, str]
"""Key of a figure: year, age band and sex."""


@dataclass(frozen=True)
class Layout:
    """Layout of a file: the columns for year, age and sex, and the year or age band above each column of people."""

    year: str | None
    age: str | None
    sex: str | None
    people: Mapping[str, int | Band | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """Cell of a population file: one figure, with its row and column."""

    key: Key
    people: float
    row: int
    column: str


def layout_of(table: CsvTable) -> tuple[Layout, list[Finding]]:
    """Return the layout that the column names mean, and findings about them. Use it only if there are no findings."""
    known = {name.casefold(): name for name in table.header}
    year, age, sex = (next((known[name] for name in names if name in known), None) for names in (YEAR, AGE, SEX))
    others = [name for name in table.header if name not in (year, age, sex)]
    if (year is None and age is None) or not others:
        return Layout(None, None, None, {}), [_not_a_population(table)]
    long, by_age = year is not None and age is not None, age is None
    heads = {name: _heading(table, name, long=long, by_age=by_age) for name in others}
    findings = (found.at(heading(table, name)) for name, found in heads.items() if isinstance(found, Finding))
    people = {name: found for name, found in heads.items() if not isinstance(found, Finding)}
    return Layout(year, age, sex, people), first_errors(findings)


def _not_a_population(table: CsvTable) -> Finding:
    place = heading(table, table.header[0])
    return Finding("E350", "these are not the columns of a population file", place, LAYOUTS)


def _heading(table: CsvTable, name: str, *, long: bool, by_age: bool) -> int | Band | Finding | None:
    """Return the year or age band that heads a column of people, or a finding, without its place."""
    if long and name.casefold() in PEOPLE:
        return None
    if not long and any(sign.isdigit() for sign in name):
        return band_in(name, NOWHERE) if by_age else year_in(name, NOWHERE)
    return Finding("E351", f"a population file has no column {quoted(name)}", NOWHERE, _instead(table, name, long=long))


def _instead(table: CsvTable, name: str, *, long: bool) -> str:
    """Return the repair for a column that a population file can't have."""
    if name.casefold() in ("variant", "scenario"):
        return "write each variant to a separate file, and name the file to use in the plan"
    if name.casefold() in TOTALS:
        return "delete the column: the people in a total would be counted twice"
    if meant := did_you_mean(name, ("year", "age", "people", "sex")):
        return meant
    if long and not any(column.casefold() in PEOPLE for column in table.header):
        return "name the column `people` if it holds the number of people"
    return "delete the column: a file holds the people of one area"


def cells_of(table: CsvTable, layout: Layout) -> Iterator[Cell | Finding]:
    """Yield each figure, and a finding for each cell that can't be read. A faulty number yields both, with 0 people."""
    at = {name: index for index, name in enumerate(table.header)}
    for row, cells in enumerate(table.rows):
        wrong: list[Finding] = []
        year = year_in(cells.cells[at[layout.year]], NOWHERE) if layout.year else None
        band = band_in(cells.cells[at[layout.age]], NOWHERE) if layout.age else None
        sex = _sex(cells.cells[at[layout.sex]]) if layout.sex else BOTH
        for name, value in ((layout.year, year), (layout.age, band), (layout.sex, sex)):
            if isinstance(value, Finding) and name:
                wrong.append(value.at(table.place(row, name)))
        for column, heads in layout.people.items():
            people = _people(cells.cells[at[column]])
            if isinstance(people, Finding):
                yield people.at(table.place(row, column))
            if not wrong:
                yield Cell(_key(year, band, sex, heads), 0.0 if isinstance(people, Finding) else people, row, column)
        yield from wrong


def _key(*values: object) -> Key:
    """Return year, age band and sex. Each comes from the row or from the heading of the column."""
    year = next(part for part in values if isinstance(part, int))
    band = next(part for part in values if isinstance(part, tuple))
    sex = next(part for part in values if isinstance(part, str))
    return year, band, sex


def _people(text: str) -> float | Finding:
    people = number(text, NOWHERE)
    if isinstance(people, float) and people < 0:
        return Finding("E355", f"people can't be negative, found {text}", NOWHERE, "write zero or more")
    return people


def _sex(text: str) -> str | Finding:
    if text.casefold() in SEXES:
        return SEXES[text.casefold()]
    return Finding("E352", f"{quoted(text)} is not a sex", NOWHERE, "write female, male or all")
