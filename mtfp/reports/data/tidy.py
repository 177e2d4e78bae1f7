"""Tidy results for programs: CSV with one line per figure, JSON with one record per row of figures.

Figures are in the plan's unit and unrounded; sampling errors have four significant digits. The columns and
keys that programs can rely on are in `docs/reference/stability.md`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from mtfp.findings.show import printable
from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.money import as_known, exact
from mtfp.results.table import Cell, Table

MOST_TEXTS = 8_192
"""Maximum number of texts in the cache, which saves time: a long table repeats the same few texts in many lines."""
HEADER = ",".join(Cell._fields)
ABOUT = "about"
"""Key of the sentences on a row in JSON, and last column of CSV if a table has such sentences."""
TEXTS = tuple(field for field in Cell._fields if field != "value")
KEYS = ("plan", "scenario", "table", "row", "year", "unit")
"""Keys that come before the figures in a JSON record."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001
"""First characters that may make a spreadsheet read a text as a formula. Source: OWASP, CSV injection."""
Records = Iterable[Mapping[str, Any]]


def as_csv(tables: Iterable[Table], raw: bool = False) -> str:
    r"""Return CSV: a header and one line per figure. Unless `raw`, texts that look like formulas get an apostrophe.

    >>> from mtfp.results.table import Column, Row
    >>> columns, rows = (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (-0.1 - 0.2,)),)
    >>> print(as_csv([Table("statement", "Statement", "=1+1", "£k", columns, rows)]), end="")
    plan,scenario,table,row,year,statistic,value,unit,label
    '=1+1,base,statement,gap,2026/27,central,-0.30000000000000004,£k,Gap
    """
    return "".join(csv_lines(tables, raw))


def csv_lines(tables: Iterable[Table], raw: bool = False, *, about: bool = False) -> Iterator[str]:
    """Yield the lines of CSV. Tables are read one at a time, to limit memory.

    `about` adds a last column with the sentences on each row, such as its source and owner.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    yield f"{HEADER},{ABOUT}\n" if about else f"{HEADER}\n"
    for table in tables:
        sentences = {row.id: row.about for row in table.rows if row.about} if about else {}
        for cell in table.cells():
            texts = {field: as_written(getattr(cell, field), raw) for field in TEXTS}
            fields = [texts[field] if field in texts else f"{_decimal(cell):f}" for field in Cell._fields]
            writer.writerow([*fields, as_written(sentences.get(cell.row, ""), raw)] if about else fields)
            yield text.getvalue()
            text.seek(0)
            text.truncate()


def as_json(
    tables: Iterable[Table], manifest: Mapping[str, object], checks: Records, findings: Records, **options: bool
) -> str:
    """Return the JSON object of `json_parts` as one text. `options` may contain only `ascii_only`."""
    return "".join(json_parts(tables, manifest, checks, findings, **options))


def json_parts(
    tables: Iterable[Table],
    manifest: Mapping[str, object],
    checks: Records,
    findings: Records,
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """Yield one JSON object part by part, as RESULT_SCHEMA defines it; tables are read one at a time.

    Keys of the manifest are in alphabetical order, so that two results can be compared. `ascii_only` escapes all
    letters outside ASCII; programs still read the same text. Raises ValueError for NaN or infinity.
    """
    head = _dump(manifest, ascii_only, indent=2, sort_keys=True).replace("\n", "\n  ")
    yield f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "manifest": {head}'
    for key, records in (("result", _records(tables)), ("checks", checks), ("findings", findings)):
        yield f',\n  "{key}": '
        yield from _lines(_dump(record, ascii_only) for record in records)
    yield "\n}\n"


def value_of(cell: Cell) -> float:
    """Return the value of a cell for CSV, JSON and Parquet: unrounded, except sampling errors, which have four digits.

    >>> value_of(Cell("A", "base", "distribution", "gap", "2026/27", "se_p90", 12.34567, "£k", "Gap"))
    12.35
    """
    return as_known(cell.statistic, cell.value or 0.0)


@lru_cache(maxsize=MOST_TEXTS)
def as_written(text: str, raw: bool = False) -> str:
    """Return a text as mtfp writes it in CSV. Use it also to compare a text with one that was read from CSV.

    Control characters are written as codes: the csv module leaves a lone carriage return unquoted, and programs take it
    for the end of a line.
    """
    return ("'" if text.startswith(FORMULA) and not raw else "") + printable(text)


def _records(tables: Iterable[Table]) -> Iterator[Mapping[str, Any]]:
    """Yield the records of a table in order. Cells that differ only in their statistic share a record."""
    for table in tables:
        about = {row.id: {ABOUT: row.about} for row in table.rows if row.about}
        records: dict[tuple[str, ...], dict[str, float]] = {}
        for cell in table.cells():
            key = (cell.plan, cell.scenario, cell.table, cell.row, cell.year, cell.unit, cell.label)
            records.setdefault(key, {})[cell.statistic] = float(_decimal(cell))
        for (*others, label), values in records.items():
            named = dict(zip(KEYS, others, strict=True))
            yield {**named, "values": values, **about.get(named["row"], {}), "label": label}


def _decimal(cell: Cell) -> Any:
    """Return a cell's value as the shortest decimal that reads back as the same float."""
    return exact(value_of(cell))


def _dump(value: object, ascii_only: bool, **layout: Any) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, **layout)


def _lines(items: Iterable[str]) -> Iterator[str]:
    """Yield a JSON list, one item per line."""
    between = "[\n    "
    for item in items:
        yield f"{between}{item}"
        between = ",\n    "
    yield "[]" if between.startswith("[") else "\n  ]"
