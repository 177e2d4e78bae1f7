"""Turn tables into plain values for the store and back, so that every format can be written later.

A column or row is stored as a list of its fields; fields with default values at the end are left out. Must not know
plans.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mtfp.results.table import Column, Row, Table

Value = Mapping[str, Any]
COLUMN = tuple(Column._field_defaults.values())
ROW = tuple(Row.__dataclass_fields__)
OPTIONAL = tuple(field.default for field in Row.__dataclass_fields__.values())


def as_value(table: Table) -> Value:
    """Return a table's fields as plain values."""
    return {
        **{name: getattr(table, name) for name in ("name", "title", "plan", "money", "prices_of")},
        "notes": list(table.notes),
        "columns": [_short(column, ("", *COLUMN)) for column in table.columns],
        "rows": [_short([getattr(row, name) for name in ROW], OPTIONAL) for row in table.rows],
    }


def of_value(value: Value) -> Table:
    """Return the table that `as_value` turned into this value.

    >>> table = Table("gap", "Gap", "Fife", "£k", (Column("2026/27"),), (Row("gap", "Gap", (310.0,), depth=1),))
    >>> as_value(table)["rows"], of_value(as_value(table)) == table
    ([['gap', 'Gap', (310.0,), 'money', False, 1]], True)
    """
    columns = tuple(Column(*fields) for fields in value["columns"])
    rows = tuple(Row(id, label, tuple(values), *others) for id, label, values, *others in value["rows"])
    return Table(**{**value, "columns": columns, "rows": rows, "notes": tuple(value["notes"])})


def _short(fields: Iterable[Any], defaults: tuple[Any, ...]) -> list[Any]:
    """Return the fields without those at the end that have default values. The first field is always kept."""
    short = list(fields)
    while len(short) > 1 and short[-1] == defaults[len(short) - 1]:
        short.pop()
    return short
