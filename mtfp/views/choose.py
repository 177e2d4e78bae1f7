"""Choice of years and rows from tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import compress

from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.results.table import Row, Table, full_labels

Elsewhere = Callable[[str], Sequence[str]]
"""Function that returns the names of other tables that have a row."""
EXTRACT = "Extract: "
"""First word of the title of a table that isn't whole."""


def choose(
    tables: Iterable[Table],
    years: Sequence[str] = (),
    rows: Sequence[str] = (),
    elsewhere: Elsewhere = lambda name: (),
) -> tuple[Table, ...]:
    """Return tables with only the years and rows named, each row by its identifier or its label.

    The name of a heading, or of a row with parts, chooses every row below it. Labels become full labels, since the rows
    that they are part of may be left out; notes are dropped, since they may explain rows that are left out. Columns
    without a year always stay. Raises LookupError, with the repair, for a year or a row that no table has.

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
    parts = (_rows_of(_years_of(table, years), rows) for table in everything)
    extracts = (replace(table, title=EXTRACT + table.title, notes=()) for table in parts)
    return tuple(table for table in extracts if table.columns and any(not row.is_heading for row in table.rows))


def has_row(table: Table, name: str) -> bool:
    """Return True if a row of the table has that name, or is part of a row that has it."""
    return any(_is_named(row, full, name) for row, full in zip(table.rows, full_labels(table), strict=True))


def _is_named(row: Row, full: str, name: str) -> bool:
    wanted, identifier, label = name.casefold(), row.id.casefold(), full.casefold()
    is_part = label.startswith(f"{wanted}, ") or f", {wanted}, " in label or identifier.startswith(f"{wanted}.")
    return not row.is_heading and (is_part or wanted in (identifier, row.label.casefold(), label))


def _repair(name: str, tables: Sequence[Table], elsewhere: Sequence[str]) -> str:
    """Return the repair for a row that no table has."""
    if elsewhere:
        return f"that row is in {one_of(elsewhere, most=20)}: add --table {elsewhere[0]}"
    labels = [row.label for table in tables for row in table.rows if row.label]
    identifiers = [row.id for table in tables for row in table.rows if row.id]
    near = did_you_mean(name, dict.fromkeys([*labels, *identifiers]))
    return near or "no table that is shown has such a row; name it by its label as the table shows it"


def _check_years(years: Sequence[str], tables: Sequence[Table]) -> None:
    known = list(dict.fromkeys(year for table in tables for year in _years(table)))
    for name in years:
        if not known:
            raise LookupError(f"--year {name}: no table that is shown has years")
        if name.casefold() not in map(str.casefold, known):
            raise LookupError(f"--year {name}: use {one_of(known, most=20)}")


def _years(table: Table) -> list[str]:
    """List the years of a table's columns and rows, in order."""
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
