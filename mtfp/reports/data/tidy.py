"""What machines read: one tidy long table as CSV, or the same rows in a JSON object.

Figures are in the plan's unit, unrounded. Columns and keys follow semantic versioning.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mtfp.findings.show import printable
from mtfp.reports.money import exact
from mtfp.results.table import Cell, Table

SCHEMA_VERSION = 1
MOST_TEXTS = 8_192
"""Texts of a long table that are held as they are written: the same few stand in hundreds of thousands of lines."""
HEADER = ",".join(Cell._fields)
TEXTS = tuple(field for field in Cell._fields if field != "value")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What a spreadsheet may take for the beginning of a formula, by OWASP's page on CSV injection."""

RESULT_SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A result of mtfp",
    "type": "object",
    "additionalProperties": False,
    "required": ["schema_version", "manifest", "result", "warnings"],
    "properties": {
        "schema_version": {"const": SCHEMA_VERSION},
        "manifest": {"type": "object", "description": "What the result was made from, and how."},
        "result": {
            "type": "array",
            "description": "One object a figure, in the order of the tables.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": list(Cell._fields),
                "properties": {
                    **{field: {"type": "string"} for field in TEXTS},
                    "year": {
                        "description": "A financial or calendar year, `all` for a cumulative figure, or empty.",
                        "pattern": "^([0-9]{4}(/[0-9]{2})?|all)?$",
                        "type": "string",
                    },
                    "value": {"type": "number", "description": "In `unit`, unrounded; a share is 0.25 for 25%."},
                },
            },
        },
        "warnings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    **{key: {"type": "string"} for key in ("code", "severity", "message", "file", "fix")},
                    **{key: {"type": ["integer", "null"]} for key in ("line", "column", "end_column")},
                },
            },
        },
    },
}
"""The JSON Schema of `as_json`."""


def as_csv(tables: Iterable[Table], raw: bool = False) -> str:
    r"""A header and one line a figure. A text that a spreadsheet might run gets an apostrophe, unless `raw`.

    >>> from mtfp.results.table import Column, Row
    >>> columns, rows = (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (-0.1 - 0.2,)),)
    >>> print(as_csv([Table("statement", "Statement", "=1+1", "£k", columns, rows)]), end="")
    plan,scenario,table,row,year,statistic,value,unit
    '=1+1,base,statement,gap,2026/27,central,-0.30000000000000004,£k
    """
    return "".join(csv_lines(_cells(tables), raw))


def csv_lines(cells: Iterable[Cell], raw: bool = False) -> Iterator[str]:
    """The same of any cells, a line at a time: for more of them than there is memory."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Cell._fields)
    for cell in cells:
        yield text.getvalue()
        text.seek(0)
        text.truncate()
        texts = {field: as_written(getattr(cell, field), raw) for field in TEXTS}
        writer.writerow(texts[field] if field in texts else _number(cell.value) for field in Cell._fields)
    yield text.getvalue()


def as_json(
    tables: Iterable[Table],
    manifest: Mapping[str, object],
    warnings: Sequence[Mapping[str, object]],
    *,
    ascii_only: bool = False,
) -> str:
    """One JSON object by RESULT_SCHEMA: one line a figure, keys of the manifest by name, so that two can be compared.

    `ascii_only` escapes all other letters, which says the same to every reader. Raises ValueError for NaN or infinity.
    """
    return "".join(json_parts(_cells(tables), manifest, warnings, ascii_only=ascii_only))


def json_parts(
    cells: Iterable[Cell],
    manifest: Mapping[str, object],
    warnings: Sequence[Mapping[str, object]],
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """The same of any cells, a figure at a time: for more of them than there is memory."""
    told = _dump(manifest, ascii_only, indent=2, sort_keys=True).replace("\n", "\n  ")
    yield f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "manifest": {told},\n  "result": '
    rows = (_dump({**cell._asdict(), "value": _finite(cell.value)}, ascii_only) for cell in cells)
    yield from _lines(rows)
    yield ',\n  "warnings": '
    yield from _lines(_dump(warning, ascii_only) for warning in warnings)
    yield "\n}\n"


def _cells(tables: Iterable[Table]) -> Iterator[Cell]:
    return (cell for table in tables for cell in table.cells())


@lru_cache(maxsize=MOST_TEXTS)
def as_written(text: str, raw: bool = False) -> str:
    """A text as CSV has it, by which what is read back is compared with what is known.

    Control characters are spelled out: the csv module leaves a lone carriage return bare, and that ends a line.
    """
    return ("'" if text.startswith(FORMULA) and not raw else "") + printable(text)


def _number(value: float | None) -> str:
    """The shortest digits that read back as the same number, without an exponent, which not every program reads."""
    return f"{exact(value or 0.0):f}"


def _finite(value: float | None) -> float:
    return float(exact(value or 0.0))


def _dump(value: object, ascii_only: bool, **layout: Any) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, **layout)


def _lines(items: Iterable[str]) -> Iterator[str]:
    """A list of JSON, each item on a line of its own."""
    between = "[\n    "
    for item in items:
        yield f"{between}{item}"
        between = ",\n    "
    yield "[]" if between.startswith("[") else "\n  ]"
