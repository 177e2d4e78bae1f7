"""Reading of a user's population from a CSV file. An incomplete file is refused, with every finding.

Knows the rules that the figures of a file must meet together; must not know layouts, areas, profiles or plans.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Place
from mtfp.population.ages import AgeBands, Band, band_label
from mtfp.population.own_ages import bands_in, heading
from mtfp.population.own_cells import BOTH, Cell, Key, cells_of, layout_of
from mtfp.text.csv_table import CsvTable, read_csv

NAMED_IN_FINDING = 3
"""Most ages that a finding names. Further ages are counted."""

UNREAD = {"E352", "E353", "E354"}
"""Findings about rows that can't be read. Missing figures aren't reported then: such rows may hold them."""


def read_people(file: Path, shown_as: str | None = None) -> tuple[AgeBands, tuple[int, ...], NDArray[np.float64]]:
    """Read age bands, years, and people of both sexes together, shape (age, year). Raises Refused with all findings."""
    table = read_csv(file, shown_as)
    layout, findings = layout_of(table)
    if findings:
        raise Refused(findings)
    cells: dict[Key, Cell] = {}
    for cell in cells_of(table, layout):
        if isinstance(cell, Finding):
            findings.append(cell)
        elif cell.key in cells:
            findings.append(_twice(table, cell, cells[cell.key]))
        else:
            cells[cell.key] = cell
    if not findings and not cells:
        raise Refused([_no_figures(table)])
    ages, odd = bands_in(_first_places(table, cells))
    if not UNREAD & {finding.code for finding in findings}:
        findings += [*odd, *_sexes(table, cells), *_years(table, cells), *_missing(table, cells)]
    findings = findings or [*_empty(table, cells)]
    if findings or ages is None:
        raise Refused(first_errors(findings))
    years = tuple(sorted({year for year, _, _ in cells}))
    return ages, years, _added_up(cells, ages, years)


def place_in(file: Path, shown_as: str, year: int, band: str) -> Place | None:
    """Return the place of the people of an age in a year in a sound file: of the sex that changes most in that year."""
    table = read_csv(file, shown_as)
    layout, _ = layout_of(table)
    cells = {cell.key: cell for cell in cells_of(table, layout) if isinstance(cell, Cell)}
    own = [cell for (of, ages, _), cell in cells.items() if of == year and band_label(ages) == band]

    def step(cell: Cell) -> float:
        """Return how far the people of one sex are from those of the year before or after."""
        of, ages, sex = cell.key
        near = [cells[(other, ages, sex)].people for other in (of - 1, of + 1) if (other, ages, sex) in cells]
        return max((max(cell.people + 1, each + 1) / min(cell.people + 1, each + 1) for each in near), default=1.0)

    return _place(table, max(own, key=step)) if own else None


def _added_up(cells: Mapping[Key, Cell], ages: AgeBands, years: tuple[int, ...]) -> NDArray[np.float64]:
    count = np.zeros((len(ages), len(years)))
    at = {band: index for index, band in enumerate(ages.bands)}
    for (year, band, _), cell in cells.items():
        count[at[band], year - years[0]] += cell.people
    return count


def _place(table: CsvTable, cell: Cell) -> Place:
    return table.place(cell.row, cell.column)


def _first_places(table: CsvTable, cells: Mapping[Key, Cell]) -> dict[Band, Place]:
    first: dict[Band, Cell] = {}
    for (_, band, _), cell in cells.items():
        first.setdefault(band, cell)
    return {band: _place(table, cell) for band, cell in first.items()}


def _no_figures(table: CsvTable) -> Finding:
    return Finding(
        "E357", "the file has no figures", heading(table, table.header[0]), "write a row for each age or each year"
    )


def _twice(table: CsvTable, cell: Cell, first: Cell) -> Finding:
    year, band, sex = cell.key
    whose = "people" if sex == BOTH else f"{sex} people"
    line = table.rows[first.row].line
    message = f"the {whose} aged {band_label(band)} in {year} are given twice, first in line {line}"
    return Finding("E356", message, _place(table, cell), "keep one of the two figures")


def _sexes(table: CsvTable, cells: Mapping[Key, Cell]) -> Iterator[Finding]:
    first: dict[str, Cell] = {}
    for (_, _, sex), cell in cells.items():
        first.setdefault(sex, cell)
    if BOTH in first and len(first) > 1:
        message = "the file has rows for both sexes together as well as for one sex, so people would be counted twice"
        fix = "keep either the rows for both sexes together or the rows for each sex"
        yield Finding("E352", message, _place(table, first[BOTH]), fix)
    elif len(first) == 1 and BOTH not in first:
        ((sex, cell),) = first.items()
        yield Finding(
            "E352",
            f"all rows are {sex}, so the other sex is missing",
            _place(table, cell),
            "add rows for the other sex",
        )


def _years(table: CsvTable, cells: Mapping[Key, Cell]) -> Iterator[Finding]:
    first: dict[int, Cell] = {}
    for (year, _, _), cell in cells.items():
        first.setdefault(year, cell)
    for before, after in zip(sorted(first), sorted(first)[1:], strict=False):
        if after != before + 1:
            missing = str(before + 1) if after == before + 2 else f"{before + 1} to {after - 1}"
            yield Finding("E360", f"there are no figures for {missing}", _place(table, first[after]), f"add {missing}")


def _missing(table: CsvTable, cells: Mapping[Key, Cell]) -> Iterator[Finding]:
    """Yield a finding for each year and sex that lacks some of the ages found elsewhere in the file."""
    bands = sorted({band for _, band, _ in cells}, key=lambda band: band[0])
    sexes = sorted({sex for _, _, sex in cells})
    for year in sorted({year for year, _, _ in cells}):
        some = next(cell for key, cell in cells.items() if key[0] == year)
        for sex in sexes:
            lacking = [band_label(band) for band in bands if (year, band, sex) not in cells]
            if lacking:
                shown = ", ".join(lacking[:NAMED_IN_FINDING])
                more = f" and {len(lacking) - NAMED_IN_FINDING} more" if len(lacking) > NAMED_IN_FINDING else ""
                whose = year if sex == BOTH else f"{year}, {sex}"
                message = f"there are no figures for people aged {shown}{more} in {whose}"
                yield Finding("E357", message, _place(table, some), "add the rows; write 0 where there are no people")


def _empty(table: CsvTable, cells: Mapping[Key, Cell]) -> Iterator[Finding]:
    totals: dict[int, float] = {}
    for (year, _, _), cell in cells.items():
        totals[year] = totals.get(year, 0.0) + cell.people
    for (year, _, _), cell in cells.items():
        if totals.get(year) == 0:
            del totals[year]
            yield Finding("E361", f"there are no people in {year}", _place(table, cell), "write the people of each age")
