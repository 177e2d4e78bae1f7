"""JSON Schema for the short forms that a file may use, such as `28%` for `{share: 28%}`.

pydantic describes only the full form of a part, so parts with a short form call these functions. The schemas use only
keywords of JSON Schema draft 7. This module must not import any part.
"""

from typing import Any

Schema = dict[str, Any]
NULL: Schema = {"type": "null"}
CSV_NAME = r"\.[cC][sS][vV]$"
"""Pattern of the name of a CSV file."""


def exactly_one(*keys: str) -> Schema:
    """Return a schema that requires exactly one of some keys; a key without a value doesn't count.

    The schema uses `patternProperties`, because editors would offer keys under `properties` a second time.
    """
    has_value: Schema = {"not": NULL}
    return {"oneOf": [{"required": [key], "patternProperties": {f"^{key}$": has_value}} for key in keys]}


def at_least_one(*keys: str) -> Schema:
    """Return a schema that requires at least one of some keys."""
    return {"anyOf": exactly_one(*keys)["oneOf"]}


def or_only(key: str, schema: Schema) -> Schema:
    """Return a schema that accepts a part, or only the value of its main key: `28%` for `{share: 28%}`."""
    return {**_described(schema), "anyOf": [*_kinds(schema["properties"][key]), schema]}


def or_names(schema: Schema) -> Schema:
    """Return a schema that accepts a name, a list of names, or the part's other keys."""
    properties = dict(schema["properties"])
    names = {"type": "array", "items": properties.pop("names")["items"]}
    return {**_described(schema), "anyOf": [names["items"], names, {**schema, "properties": properties}]}


def or_by_year(schema: Schema) -> Schema:
    """Return a schema that accepts one value, or values by year and `then`, for a part with `years` and `then`."""
    years, then = (schema["properties"][key] for key in ("years", "then"))
    by_year = {"type": "object", "properties": {"then": then}, "patternProperties": years["patternProperties"]}
    kinds = [*_kinds(then), NULL, {**by_year, "additionalProperties": False}]
    return {**_described(schema), "anyOf": kinds}


def in_unit(keys: tuple[str, ...], units: tuple[str, ...], pattern: str, *, number: bool) -> Schema:
    """Return a schema for the values of `keys` in parts whose `unit` is one of `units`: text must match `pattern`.

    Plain numbers are accepted too if `number` is true; zero is always accepted as a plain number. A value may be given
    once or by year.
    """
    bare: Schema = {"type": "number"} if number else {"enum": [0]}
    kinds = [bare, {"type": "string", "pattern": pattern}, NULL]
    by_year = {"type": "object", "additionalProperties": {"anyOf": kinds}}
    return {
        "if": {"required": ["unit"], "patternProperties": {"^unit$": {"enum": list(units)}}},
        "then": {"patternProperties": {f"^({'|'.join(keys)})$": {"anyOf": [*kinds, by_year]}}},
    }


def or_single(schema: Schema) -> None:
    """Change the schema of a list to accept a single item too."""
    several = dict(schema)
    schema.clear()
    schema["anyOf"] = [several["items"], several]


def or_file(schema: Schema) -> None:
    """Change the schema of a section to accept the name of a file too."""
    section = dict(schema)
    schema.clear()
    schema["anyOf"] = [section, {"type": "string"}]


def or_csv_file(schema: Schema) -> None:
    """Change the schema of a section that may also be a word, to accept the name of a CSV file too."""
    schema["anyOf"] = [*schema["anyOf"], {"type": "string", "pattern": CSV_NAME}]


def _described(schema: Schema) -> Schema:
    """Take the description out of a part's schema, and return it for use in the replacement schema."""
    return {"description": schema.pop("description")} if "description" in schema else {}


def _kinds(schema: Schema) -> list[Schema]:
    """List the alternatives of a value's schema, without null."""
    plain = {key: value for key, value in schema.items() if key not in ("default", "description")}
    return [kind for kind in plain.get("anyOf", [plain]) if kind != NULL]
