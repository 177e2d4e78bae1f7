"""Chosen years and rows of tables."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress

from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.results.table import Row, Table


def choose(tables: Iterable[Table], years: Sequence[str] = (), rows: Sequence[str] = ()) -> tuple[Table, ...]:
    """Return tables with only some years and rows, each row named by its identifier or its label.

    Columns without a year stay whatever the years, and headings as long as a row stays beneath them. Tables with
    nothing left are left out. Raises LookupError, with the repair, for a year or a row that no table has.

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
    _known(years, [year for table in everything for year in _years(table)], "--year")
    _known(
        rows, [word for table in everything for row in table.rows if row.id for word in (row.id, row.label)], "--row"
    )
    chosen = (_rows_of(_years_of(table, years), rows) for table in everything)
    return tuple(table for table in chosen if table.columns and any(not row.is_heading for row in table.rows))


def _known(names: Sequence[str], known: Sequence[str], option: str) -> None:
    words = {word.casefold(): word for word in known}
    for name in names:
        if name.casefold() not in words:
            every = tuple(dict.fromkeys(known))
            raise LookupError(f"{option} {name}: {did_you_mean(name, every) or f'use {one_of(every, most=20)}'}")


def _years(table: Table) -> list[str]:
    """The years of a table's columns and rows, in order."""
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


def _rows_of(table: Table, rows: Sequence[str]) -> Table:
    if not rows:
        return table
    wanted = {name.casefold() for name in rows}
    kept = (row for row in table.rows if row.is_heading or {row.id.casefold(), row.label.casefold()} & wanted)
    return replace(table, rows=tuple(replace(row, quiet=False) for row in kept))
