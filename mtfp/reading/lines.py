"""Reading of a plan's lines from a CSV file: one row for each line, with columns named like the keys of a line.

A key inside a group is written with a dot: `components.pay_nhs`, `demand.profile`, `activity.unit`. A blank cell leaves
the key out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mtfp.findings.finding import Finding
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.suggest import did_you_mean, nearest, one_of, quoted
from mtfp.model.costs.line import Line
from mtfp.population.own_ages import heading
from mtfp.reading.retired import todays_key, write_todays_key
from mtfp.reading.types import keys_at, required_at
from mtfp.text.csv_table import CsvTable

NAME = "name"
"""Column with the lines' names."""
_FLAGS = {"true": True, "false": False}
"""Cells that mean true or false, in small letters. Spreadsheets write them in capitals."""
_BY_NAME = (["cost"], ["localities"])
"""Groups whose columns are years or localities, not keys."""
_ONE_OR_MANY = ("adjust", "service_level")


@dataclass(frozen=True)
class WithCsvLines(Document):
    """Document of a plan whose lines are in a CSV file. The places of the lines are rows and columns of that file."""

    table: CsvTable
    rows: Mapping[str, int]

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        if path[:1] != ("lines",) or len(path) < 2 or path[1] not in self.rows:
            return super().place(path, of_key=of_key)
        row, key = self.rows[str(path[1])], ".".join(str(step) for step in path[2:] if isinstance(step, str))
        if of_key and key in self.table.header:
            return heading(self.table, key)
        return self.table.place(row, _column(self.table, row, key))


def _column(table: CsvTable, row: int, key: str) -> str:
    """Return a key's column: its own, else that of the nearest outer group, else a filled one of an inner key."""
    around = [column for column in table.header if key == column or key.startswith(f"{column}.")]
    inside = (column for column in table.header if column.startswith(f"{key}.") and table.cell(row, column))
    return max(around, key=len) if around else next(inside, NAME)


def with_csv_lines(document: Document, table: CsvTable) -> tuple[Document, list[Finding]]:
    """Return a plan's document with lines from a table, and findings about the table's columns, names and cells."""
    plan: Any = document.value
    table, findings = _with_known_columns(table)
    missing = [*_missing_columns(table)]
    if missing:
        return replace(document, value={**plan, "lines": {}}), findings + missing
    findings += [*_names(table)]
    rows = {table.cell(row, NAME): row for row in reversed(range(len(table.rows))) if table.cell(row, NAME)}
    lines: dict[str, Any] = {}
    for name, row in sorted(rows.items(), key=lambda item: item[1]):
        line = _line(table, row)
        if isinstance(line, Finding):
            findings.append(line)
        else:
            lines[name] = line
    values = dict(document.values)
    spot = values[("lines",)]
    values.update({path: spot for name in lines for path in _paths(("lines", name), lines[name])})
    value = {**plan, "lines": lines}
    return WithCsvLines(document.file, document.lines, value, document.keys, values, table, rows), findings


def _with_known_columns(table: CsvTable) -> tuple[CsvTable, list[Finding]]:
    """Return the table with misspelt column names corrected and unknown ones blank, and a finding for each of them."""
    header, findings = list(table.header), []
    for at, column in enumerate(table.header):
        if column == NAME or not (allowed := _instead(column)):
            continue
        today = todays_key(column, allowed)
        meant = today or nearest(column, [*allowed, NAME])
        header[at] = meant if meant and meant not in header else ""
        fix = (
            write_todays_key(today)
            if today
            else did_you_mean(column, [*allowed, NAME]) or f"use {one_of(allowed, most=40)}, or delete the column"
        )
        findings.append(Finding("E202", f"a line has no column {quoted(column)}", heading(table, column), fix))
    return replace(table, header=tuple(header)), findings


def _instead(column: str) -> tuple[str, ...]:
    """Return the columns allowed in place of an unknown column; empty if the column is allowed."""
    steps = column.split(".")
    for depth, step in enumerate(steps):
        outer = steps[:depth]
        allowed = () if outer in _BY_NAME else tuple(keys_at(Line, _steps(outer)))
        if allowed and step not in allowed:
            return tuple(".".join([*outer, key, *steps[depth + 1 :]]) for key in allowed)
    return ()


def _missing_columns(table: CsvTable) -> Iterator[Finding]:
    for column in (NAME, *required_at(Line, ())):
        if column not in table.header:
            place = heading(table, table.header[0])
            yield Finding("E201", f"the column `{column}` is missing", place, f"add a column `{column}`")


def _steps(outer: list[str]) -> Iterator[str | int]:
    """Yield the steps that lead to a key of a line. A group that may also be a list counts as a list of one group."""
    for step in outer:
        yield step
        if step in _ONE_OR_MANY:
            yield 0


def _names(table: CsvTable) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for row in range(len(table.rows)):
        name, place = table.cell(row, NAME), table.place(row, NAME)
        if not name:
            yield Finding("E201", "the line has no name", place, "write a name such as `care_at_home`")
        elif name in seen:
            message = f"{quoted(name)} is given twice, first in line {table.rows[seen[name]].line}"
            yield Finding("E103", message, place, "rename one of them, or delete it")
        seen.setdefault(name, row)


def _line(table: CsvTable, row: int) -> dict[str, Any] | Finding:
    """Return the keys and values of a row, or a finding if two cells of the row set the same value."""
    line: dict[str, Any] = {}
    for column in table.header:
        text = table.cell(row, column)
        if column in (NAME, "") or not text:
            continue
        *outer, last = column.split(".")
        inner: Any = line
        for step in outer:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner
        if not isinstance(inner, dict) or last in inner:
            message = f"the cell under {quoted(column)} and the cell under another column set the same value"
            return Finding("E103", message, table.place(row, column), "empty one of the two cells")
        inner[last] = _FLAGS.get(text.lower(), text)
    return line


def _paths(path: Path, value: object) -> Iterator[Path]:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from _paths((*path, key), inner)
