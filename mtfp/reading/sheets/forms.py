"""Forms of values: the keys, choices and kinds of value that a section's items allow at each place.

They are read from the JSON Schema of the item, so that a new key of the plan is a new column too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel

from mtfp.findings.place import Path
from mtfp.model.base.shorthand import CSV_NAME
from mtfp.model.base.values import NUMBER_PATTERN
from mtfp.model.plan import Plan
from mtfp.reading.schema import form_of
from mtfp.reading.types import required_at, types_at

SECTIONS = ("lines", "commitments", "funding", "savings", "investments", "risk_events", "reserves")
"""Sections that may be in a CSV file."""
MAIN_AMOUNTS = {
    "lines": "cost", "commitments": "amount", "funding": "stated", "savings": "planned", "investments": "spend",
    "assumptions": "central",
}  # fmt: skip
"""Key that a column headed only by a financial year fills, by section."""
OF_THE_BASE_YEAR = {"lines": "budget", "funding": "base"}
"""Key of a single amount that a heading may give with the base year, as in `Budget 2025/26`."""
PLAN, STEPS = "plan", "steps"
"""Sheets of a workbook that are no section: keys of the plan itself, and closing steps of the scheme."""
_PATHS: Mapping[str, Path] = {PLAN: (), STEPS: ("scheme", "steps", 0)}
_INNER = ("anyOf", "oneOf", "allOf")
_A_YEAR = "2000/01"
_YEAR_PATTERN, _NAME_START = "^[0-9]{4}/[0-9]{2}$", "^[a-z]"


@dataclass(frozen=True)
class Form:
    """Form of a value: the schemas of which the value must meet one, and the definitions that they refer to."""

    schemas: tuple[Mapping[str, Any], ...]
    definitions: Mapping[str, Any]

    @cached_property
    def kinds(self) -> tuple[Mapping[str, Any], ...]:
        """Schemas of single kinds, with references and alternatives followed."""
        return tuple(kind for schema in self.schemas for kind in self._kinds(schema))

    def _kinds(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        if "$ref" in schema:
            yield from self._kinds(self.definitions[schema["$ref"].rpartition("/")[2]])
        elif "properties" not in schema and (inner := next((schema[each] for each in _INNER if each in schema), None)):
            for each in inner:
                yield from self._kinds(each)
        else:  # alternatives of a group with keys say which of the keys belong together
            yield schema

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for kind in self.kinds for key in kind.get("properties", {})))

    @cached_property
    def by_year(self) -> bool:
        """True if values may be given by financial year."""
        return any(_YEAR_PATTERN in kind.get("patternProperties", {}) for kind in self.kinds)

    @property
    def amounts_by_year(self) -> bool:
        """True if amounts may be given by financial year."""
        of_a_year = self.inner(_A_YEAR) if self.by_year else None
        return of_a_year is not None and of_a_year.number

    @cached_property
    def by_name(self) -> bool:
        """True if values may be given by name, such as an assumption's."""
        return any(key.startswith(_NAME_START) for kind in self.kinds for key in kind.get("patternProperties", {}))

    @cached_property
    def by_text(self) -> bool:
        """True if values may be given under any text, such as a locality."""
        return any(isinstance(kind.get("additionalProperties"), dict) for kind in self.kinds)

    def inner(self, step: str) -> "Form | None":
        """Return the form of the value under a key, or None if the key isn't allowed.

        A key that begins with a digit counts as a year, so that the model can say what is wrong with it.
        """
        found = [kind["properties"][step] for kind in self.kinds if step in kind.get("properties", {})]
        groups = [kind for kind in self.kinds if kind.get("type") == "object"]
        found = found or [
            inner
            for kind in groups
            for pattern, inner in kind.get("patternProperties", {}).items()
            if re.search(pattern, step)
        ]
        rest = [kind["additionalProperties"] for kind in groups if isinstance(kind.get("additionalProperties"), dict)]
        found = found or rest
        if not found and self.by_year and step[:1].isdigit() and step != _A_YEAR:
            return self.inner(_A_YEAR)
        return Form(tuple(found), self.definitions) if found else None

    def _has(self, kind: str) -> bool:
        return any(each.get("type") == kind for each in self.kinds)

    @cached_property
    def number(self) -> bool:
        """True if a plain number is allowed, such as an amount of money."""
        return any(kind.get("type") == "number" or kind.get("pattern") == NUMBER_PATTERN for kind in self.kinds)

    @cached_property
    def percentage(self) -> bool:
        return any("%" in kind.get("pattern", "") for kind in self.kinds)

    @cached_property
    def flag(self) -> bool:
        return self._has("boolean")

    @cached_property
    def whole(self) -> bool:
        return self._has("integer")

    @cached_property
    def choices(self) -> tuple[str, ...]:
        return tuple(
            choice
            for kind in self.kinds
            for choice in (*kind.get("enum", ()), *((kind["const"],) if "const" in kind else ()))
            if isinstance(choice, str)
        )

    @cached_property
    def year(self) -> bool:
        return any(kind.get("pattern") == _YEAR_PATTERN for kind in self.kinds)

    @cached_property
    def name(self) -> bool:
        return any(str(kind.get("pattern", "")).startswith(_NAME_START) for kind in self.kinds)

    @cached_property
    def text(self) -> bool:
        """True if any text is allowed."""
        return any(
            kind.get("type") == "string" and not kind.keys() & {"pattern", "enum", "const"} for kind in self.kinds
        )

    @cached_property
    def items(self) -> "Form | None":
        """Form of the items of a list, or None if no list of single values is allowed."""
        found = [kind["items"] for kind in self.kinds if kind.get("type") == "array" and "items" in kind]
        items = Form(tuple(found), self.definitions)
        return items if found and not items.keys else None


@cache
def form_of_items(section: str) -> Form:
    """Return the form of a section's items.

    >>> form_of_items("savings").inner("status").choices
    ('delivered', 'green', 'amber', 'red', 'unidentified')
    """
    made = form_of(_part(section))
    return Form((made,), made.get("$defs", {}))


@cache
def required(section: str) -> tuple[str, ...]:
    """Return the keys that every item of a section needs."""
    return tuple(required_at(_part(section), ()))


def _part(section: str) -> type[BaseModel]:
    """Return the class of a section's items."""
    part: type[BaseModel] = types_at(Plan, _PATHS.get(section, (section, "an_item")))[0]
    return part


def is_file(section: str, value: object) -> bool:
    """Return True if a section's value is the name of a file; `reserves: none` is a word."""
    return isinstance(value, str) and (section != "reserves" or bool(re.search(CSV_NAME, value)))
