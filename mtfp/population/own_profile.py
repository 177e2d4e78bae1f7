"""Reading of a user's age profile from a CSV file with the columns `age` and `rate`.

Must not know people or plans.
"""

from collections.abc import Iterator
from pathlib import Path

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import first_errors
from mtfp.findings.suggest import did_you_mean, quoted
from mtfp.population.ages import AgeBands, Band, band_label
from mtfp.population.own_ages import NOWHERE, band_in, bands_in, heading
from mtfp.text.csv_table import CsvTable, read_csv
from mtfp.text.number import number

COLUMNS = ("age", "rate")


def read_rates(file: Path, shown_as: str | None = None) -> tuple[AgeBands, tuple[float, ...]]:
    """Read age bands, and the use of a service per head in each band. Raises Refused with every finding."""
    table = read_csv(file, shown_as)
    if findings := [*_columns(table)]:
        raise Refused(findings)
    rates, findings = _rates(table)
    ages, odd = bands_in({band: table.place(row, "age") for band, (row, _) in rates.items()})
    findings += odd
    if not findings and not any(rate > 0 for _, rate in rates.values()):
        message = "no age has a rate above zero, so no one would use the service"
        findings.append(Finding("E364", message, heading(table, "rate"), "write the use per head of each age"))
    if findings or ages is None:
        raise Refused(first_errors(findings))
    return ages, tuple(rates[band][1] for band in ages.bands)


def _columns(table: CsvTable) -> Iterator[Finding]:
    for name in table.header:
        if name not in COLUMNS:
            fix = did_you_mean(name, COLUMNS) or "delete the column: a profile has the columns `age` and `rate`"
            yield Finding("E362", f"a profile has no column {quoted(name)}", heading(table, name), fix)
    for name in COLUMNS:
        if name not in table.header:
            place = heading(table, table.header[0])
            yield Finding("E362", f"the column {quoted(name)} is missing", place, "name the columns `age,rate`")


def _rates(table: CsvTable) -> tuple[dict[Band, tuple[int, float]], list[Finding]]:
    """Return the row and the rate of each age band, and findings about single cells."""
    rates: dict[Band, tuple[int, float]] = {}
    findings: list[Finding] = []
    for row in range(len(table.rows)):
        band = band_in(table.cell(row, "age"), table.place(row, "age"))
        rate = _rate(table, row)
        findings += [wrong for wrong in (band, rate) if isinstance(wrong, Finding)]
        if isinstance(band, Finding):
            continue
        if band in rates:
            message = f"age {band_label(band)} is given twice, first in line {table.rows[rates[band][0]].line}"
            findings.append(Finding("E356", message, table.place(row, "age"), "keep one of the two rows"))
        else:
            rates[band] = row, 0.0 if isinstance(rate, Finding) else rate
    return rates, findings


def _rate(table: CsvTable, row: int) -> float | Finding:
    text, place = table.cell(row, "rate"), table.place(row, "rate")
    rate = number(text, NOWHERE)
    if isinstance(rate, Finding):
        return rate.at(place)
    if rate < 0:
        return Finding("E363", f"use per head can't be negative, found {text}", place, "write zero or more")
    return rate
