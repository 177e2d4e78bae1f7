"""Lines from a CSV, for plans with hundreds of them: a row a line, columns named as the keys of a plan.

Nested keys are written with dots: `components.pay_nhs`, `demand.profile`, `activity.unit`. A blank cell says nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mtfp.text.finding import Finding
from mtfp.text.place import Document, Path, Place
from mtfp.text.scalars import scalar
from mtfp.text.table import CsvTable

NAME = "name"
"""The column with the lines' names."""


@dataclass(frozen=True)
class WithCsvLines(Document):
    """A plan's document whose lines stand in a CSV: their places are rows and columns there."""

    table: CsvTable
    rows: Mapping[str, int]

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        if path[:1] != ("lines",) or len(path) < 2 or path[1] not in self.rows:
            return super().place(path, of_key=of_key)
        row, wanted = self.rows[str(path[1])], ".".join(str(step) for step in path[2:])
        named = [column for column in self.table.header if wanted == column or wanted.startswith(f"{column}.")]
        return self.table.place(row, max(named, key=len, default=NAME))


def with_csv_lines(document: Document, table: CsvTable) -> tuple[Document, list[Finding]]:
    """A plan's document with its lines filled in from a table, and what is wrong with the table's names."""
    if NAME not in table.header:
        place = Place(table.file, 1, 1, 1, table.lines[0])
        return document, [Finding("E122", "there is no column `name`", place, "add a column `name` with each line's name")]
    findings = list(_repeated(table))
    rows = {table.cell(row, NAME): row for row in range(len(table.rows))}
    lines: dict[str, Any] = {name: _line(table, row) for name, row in rows.items()}
    assert isinstance(document.value, dict)
    values = dict(document.values)
    spot = values[("lines",)]
    values.update({path: spot for name in lines for path in _paths(("lines", name), lines[name])})
    held = replace(document, value={**document.value, "lines": lines}, values=values)
    return WithCsvLines(held.file, held.lines, held.value, held.keys, held.values, table, rows), findings


def _repeated(table: CsvTable) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for row in range(len(table.rows)):
        name = table.cell(row, NAME)
        if name in seen:
            message = f"`{name}` is given twice, first in line {table.rows[seen[name]].line}"
            yield Finding("E103", message, table.place(row, NAME), "rename one of them, or delete it")
        seen.setdefault(name, row)


def _line(table: CsvTable, row: int) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for column in table.header:
        text = table.cell(row, column)
        if column == NAME or not text:
            continue
        *outer, last = column.split(".")
        inner = line
        for step in outer:
            inner = inner.setdefault(step, {})
        value = scalar(text)
        inner[last] = text if isinstance(value, Finding) else value
    return line


def _paths(path: Path, value: object) -> Iterator[Path]:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from _paths((*path, key), inner)
