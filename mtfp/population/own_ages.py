"""Ages and years in users' CSV files: reading of cells, and checks that age bands follow each other.

Used for files of populations and of profiles; must not know what the files count.
"""

import re
from collections.abc import Mapping
from itertools import islice, pairwise

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted
from mtfp.population.ages import AgeBands, Band, band_label, parse_band
from mtfp.text.csv_table import CELL, CsvTable

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Range of calendar years. A year outside the range is a mistake."""

BAND_FIX = "write a single year such as 7, a band such as 65-74, or 90+ for the last one"

DATE = re.compile(
    r"(?P<day>\d{1,2})[ /-](?P<month>\d{1,2}|[a-z]{3,9})(?:[ /-](?:\d{2}|\d{4}))?"
    r"|(?P<named>[a-z]{3,9})[ /-](?P<number>\d{1,2})"
    r"|\d{4}-(?P<iso>\d{2})-(?P<of>\d{2})(?:[T ].*)?",
    re.IGNORECASE,
)
"""Dates that spreadsheets make of age bands: `05-Sep` of 5-9, `Oct-14` of 10-14."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ALL_AGES = ("total", "totals", "all", "all ages", "allages", "sum")
"""Labels of totals in a column of ages."""

NOWHERE = Place("")
"""Placeholder for the place of a finding. The true place is added only if there is a finding, to save time."""


def heading(table: CsvTable, column: str) -> Place:
    """Return the place of a column's name in the file's first line."""
    line, at = table.lines[0], table.header.index(column)
    cell = next(islice(CELL.finditer(line), at, None), None)
    return Place(table.file, 1, cell.start(1) + 1 if cell else at + 1, max(1, len(column)), line)


def band_in(text: str, place: Place) -> Band | Finding:
    """Return the ages in a cell or a heading, or a finding that says why they can't be read."""
    try:
        return parse_band(text)
    except ValueError:
        if band := band_in_date(text):
            message = f"{quoted(text)} is a date, which a spreadsheet makes of the age band {band_label(band)}"
            fix = f"write {band_label(band)}; in a spreadsheet, set the format of the column to text first"
            return Finding("E353", message, place, fix)
        total = text.strip().casefold() in ALL_AGES
        fix = "delete the total: its people would be counted twice" if total else BAND_FIX
        return Finding("E353", f"{quoted(text)} is not an age or an age band", place, fix)


def band_in_date(text: str) -> Band | None:
    """Return the age band of which a spreadsheet made a date, or None if the text is not such a date.

    >>> band_in_date("05-Sep"), band_in_date("Oct-14"), band_in_date("2025-09-05"), band_in_date("5-9")
    ((5, 9), (10, 14), (5, 9), None)
    """
    found = DATE.fullmatch(text.strip())
    if not found or re.fullmatch(r"\d+-\d+", text.strip()):
        return None
    pairs = (("day", "month"), ("number", "named"), ("iso", "of"))
    numbers = [_number(found[each]) for pair in pairs for each in pair if found[each]]
    first, last = min(numbers), max(numbers)
    return (first, last) if 0 < first < last else None


def _number(text: str) -> int:
    """Return a number, or the number of a month; 0 for another word."""
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else 0


def year_in(text: str, place: Place) -> int | Finding:
    """Return the calendar year in a cell or a heading, or a finding that says why it can't be read."""
    year = text.strip()
    if re.fullmatch(r"\d{4}", year) and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return int(year)
    first = re.match(r"\d{4}(?=\s*[/-]\s*\d{2,4}$)", year)
    fix = "write a calendar year such as 2025: the people on 30 June 2025 count for 2025/26"
    if first:
        fix = f"write {first[0]}: the people on 30 June {first[0]} count for the financial year"
    return Finding("E354", f"{quoted(text)} is not a calendar year", place, fix)


def bands_in(places: Mapping[Band, Place]) -> tuple[AgeBands | None, list[Finding]]:
    """Return a file's age bands, or findings unless the bands run from 0 to an open band without gap or overlap."""
    order = sorted(places, key=lambda band: (band[0], band[1] is None, band[1] or 0))
    if not order:
        return None, []
    findings = [_start(order[0], places[order[0]])] if order[0][0] else []
    for before, after in pairwise(order):
        findings += _between(before, after, places[after])
    if order[-1][1] is not None:
        findings.append(_end(order[-1][0], order[-1][1], places[order[-1]]))
    return (None, findings) if findings else (AgeBands(tuple(first for first, _ in order)), [])


def _start(band: Band, place: Place) -> Finding:
    missing = band_label((0, band[0] - 1))
    return Finding("E358", f"the ages begin at {band[0]}", place, f"add the ages {missing}")


def _end(first: int, last: int, place: Place) -> Finding:
    fix = f"write {first}+ if the last band includes everyone older, or add a band {last + 1}+"
    return Finding("E358", f"the ages end at {last}, but the last band must be open", place, fix)


def _between(before: Band, after: Band, place: Place) -> list[Finding]:
    last = before[1]
    if last is None or after[0] <= last:
        message = f"the ages {band_label(after)} overlap {band_label(before)}"
        return [Finding("E359", message, place, "keep one set of bands, and leave out totals and subtotals")]
    if after[0] == last + 1:
        return []
    missing = band_label((last + 1, after[0] - 1))
    return [Finding("E358", f"there are no figures for the ages {missing}", place, f"add the ages {missing}")]
