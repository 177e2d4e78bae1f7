"""Choose years and rows of tables, as `--year` and `--row` request."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import compress

from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.results.table import Row, Table, full_labels

Elsewhere = Callable[[str], Sequence[str]]
"""Function that takes a row's name and returns the names of tables that have this row but are not shown now."""
EXTRACT = "Extract: "
"""First word in the title of a table from which rows or years are left out."""


def choose(
    tables: Iterable[Table],
    years: Sequence[str] = (),
    rows: Sequence[str] = (),
    elsewhere: Elsewhere = lambda name: (),
) -> tuple[Table, ...]:
    """Return the tables with only the given years and rows. A row is named by its identifier or its label.

    The name of a heading, or of a row with parts, chooses every row below it. Each label becomes a full label, since
    the row above may be left out. Notes are dropped, since they may explain rows that are left out. Columns without a
    year always stay. Raises LookupError for a year or a row that no table has; the message says how to mend it.

    >>> from mtfp.results.table import Column
    >>> columns = (Column("2026/27", "2026/27"), Column("2027/28", "2027/28"))
    >>> rows = (Row("gap", "Gap", (310.0, 450.0)), Row("unmet", "Unmet", (0.0, 1.0)))
    >>> table, = choose([Table("gap", "Gap", "plan", "£k", columns, rows)], ["2027/28"], ["gap"])
    >>> [(row.id, row.values) for row in table.rows]
    [('gap', (450.0,))]
    """
    everything = tuple(tables)
    if not years and not rows:
        return everything
    _check_years(years, everything)
    for name in rows:
        if not any(has_row(table, name) for table in everything):
            raise LookupError(f"--row {name}: {_repair(name, everything, elsewhere(name))}")
    extracts = (_extract(table, _rows_of(_years_of(table, years), rows)) for table in everything)
    return tuple(table for table in extracts if table.columns and any(not row.is_heading for row in table.rows))


def _extract(whole: Table, part: Table) -> Table:
    """Mark a part of a table as an extract; a table of which nothing is left out stays whole."""
    return whole if part == whole else replace(part, title=EXTRACT + part.title, notes=())


def has_row(table: Table, name: str) -> bool:
    """Return True if the table has a row with this name, or a row below a row or heading with this name."""
    return any(_is_named(row, full, name) for row, full in zip(table.rows, full_labels(table), strict=True))


def _is_named(row: Row, full: str, name: str) -> bool:
    wanted, identifier, label = name.casefold(), row.id.casefold(), full.casefold()
    is_part = label.startswith(f"{wanted}, ") or f", {wanted}, " in label or identifier.startswith(f"{wanted}.")
    return not row.is_heading and (is_part or wanted in (identifier, row.label.casefold(), label))


def _repair(name: str, tables: Sequence[Table], elsewhere: Sequence[str]) -> str:
    """Return advice for the user if no table shown has a row with this name."""
    if elsewhere:
        return f"this row is in {one_of(elsewhere, most=20)}: add --table {elsewhere[0]}"
    labels = [row.label for table in tables for row in table.rows if row.label]
    identifiers = [row.id for table in tables for row in table.rows if row.id]
    near = did_you_mean(name, dict.fromkeys([*labels, *identifiers]))
    return near or "no table shown here has this row; name a row by its label, as the table shows it"


def _check_years(years: Sequence[str], tables: Sequence[Table]) -> None:
    known = list(dict.fromkeys(year for table in tables for year in _years(table)))
    for name in years:
        if not known:
            raise LookupError(f"--year {name}: no table shown here has years; remove --year")
        if name.casefold() not in map(str.casefold, known):
            raise LookupError(f"--year {name}: use {one_of(known, most=20)}")


def _years(table: Table) -> list[str]:
    """Return the years of a table's columns and rows, in order."""
    found = [column.year for column in table.columns] + [row.year or "" for row in table.rows]
    return [year for year in dict.fromkeys(found) if year]


def _years_of(table: Table, years: Sequence[str]) -> Table:
    if not years:
        return table
    wanted = {year.casefold() for year in years}
    stays = [column.year.casefold() in wanted | {""} for column in table.columns]
    rows = (row for row in table.rows if row.year is None or row.year.casefold() in wanted)
    columns = tuple(compress(table.columns, stays))
    return replace(table, columns=columns, rows=tuple(_only(row, stays) for row in rows))


def _only(row: Row, stays: Sequence[bool]) -> Row:
    return replace(row, values=tuple(compress(row.values, stays)))


def _rows_of(table: Table, names: Sequence[str]) -> Table:
    if not names:
        return table
    pairs = zip(table.rows, full_labels(table), strict=True)
    named = [(row, full) for row, full in pairs if any(_is_named(row, full, name) for name in names)]
    return replace(table, rows=tuple(replace(row, label=full, depth=0, quiet=False) for row, full in named))
