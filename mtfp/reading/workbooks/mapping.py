"""Mapping file: which columns of a finance team's own sheets are which keys of a plan."""

from pathlib import Path as File
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document
from mtfp.model.base.part import Part
from mtfp.model.base.values import Text
from mtfp.reading.schema import schema_of
from mtfp.reading.shape import findings_of
from mtfp.text.yaml import read_yaml

Section = Literal["assumptions", "lines", "commitments", "funding", "savings", "investments", "risk_events", "reserves"]
"""Sections of a plan that a sheet may hold."""


def _as_written(value: object) -> object:
    """Return a number as the text of a cell, since every value of a mapping stands for one."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Cell = Annotated[
    Text, BeforeValidator(_as_written), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})
]
"""Text or number that stands for the text of a cell."""


class SheetMapping(Part):
    """Mapping of one sheet."""

    section: Section
    """Section of the plan to which the rows of the sheet belong."""
    columns: dict[Text, Text] = Field(min_length=1)
    """Key of the plan for each column, by the column's heading: `{Service: label, "2025/26 budget": budget}`."""
    same: dict[Text, Cell] = Field(default_factory=dict)
    """Values that every row has, by key, such as `{partner: council}`."""
    new: dict[Text, Cell] = Field(default_factory=dict)
    """Values, by key, of items that the plan doesn't have yet, such as `{components.prices: 100%}`."""
    values: dict[Text, dict[Text, Cell]] = Field(default_factory=dict)
    """By key of the plan: words of the sheet, and the value that each means, such as `{partner: {HSCP: council}}`."""
    skip: list[int | Text] = Field(default_factory=list)
    """Rows to leave out: numbers of rows, or words with which the first text of a row begins."""
    subtotals: Literal["refuse", "skip"] = "refuse"
    """`skip` leaves out rows that are totals of the rows above; otherwise they are refused."""
    below_zero: Literal["refuse", "income"] = "refuse"
    """`income` takes budgets below zero for lines of income; otherwise they are refused."""
    missing: Literal["keep", "remove"] = "keep"
    """`remove` takes items that the sheet lacks out of the plan; otherwise they stay as they are."""


class Mapping(Part):
    """Mapping of a workbook onto a plan, with the keys of a mapping file (`docs/how-to/spreadsheets.md`)."""

    mtfp: Literal[1]
    """Version of the file format: 1."""
    plan: Text
    """File of the plan whose sections take the rows, by its path from the mapping file's folder."""
    sheets: dict[Text, SheetMapping] = Field(min_length=1)
    """Mapping of each sheet, by the sheet's name."""


def mapping_schema() -> dict[str, Any]:
    """Return the JSON Schema of a mapping file.

    >>> mapping_schema()["required"]
    ['mtfp', 'plan', 'sheets']
    """
    return schema_of(Mapping, "mtfp mapping")


def read_mapping(file: File) -> tuple[Mapping, Document]:
    """Read a mapping file. Raises Refused with every finding about it, and OSError if the file can't be read."""
    document = read_yaml(file)
    if not isinstance(document.value, dict) or "sheets" not in document.value:
        fix = "begin with `mtfp: 1`, `plan: plan.yaml` and `sheets:`"
        message = "this is not a mapping: the key `sheets:` is missing"
        raise Refused([Finding("E203", message, document.place(()), fix)])
    try:
        return Mapping.model_validate(document.value), document
    except ValidationError as error:
        raise Refused(findings_of(error, document, Mapping)) from None
