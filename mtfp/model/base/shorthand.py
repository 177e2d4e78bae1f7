"""How the short forms that people write are described in the JSON Schema: hooks for the parts that take them.

pydantic describes what a part holds; a file may say the same more briefly. Knows the keywords of JSON Schema, none
newer than draft 7; must not know any part.
"""

from typing import Any

Schema = dict[str, Any]
NULL: Schema = {"type": "null"}


def exactly_one(*keys: str) -> Schema:
    """One of these keys and no other; a key without a value doesn't count.

    `patternProperties`, because editors would offer `properties` as keys a second time.
    """
    said: Schema = {"not": NULL}
    return {"oneOf": [{"required": [key], "patternProperties": {f"^{key}$": said}} for key in keys]}


def at_least_one(*keys: str) -> Schema:
    """One of these keys, or several."""
    return {"anyOf": exactly_one(*keys)["oneOf"]}


def or_only(key: str, schema: Schema) -> Schema:
    """The part, or only the value of its main key: `28%` for `{share: 28%}`."""
    return {**_described(schema), "anyOf": [*_kinds(schema["properties"][key]), schema]}


def or_names(schema: Schema) -> Schema:
    """A name, a list of names, or the part, which has no key for names."""
    properties = dict(schema["properties"])
    names = {"type": "array", "items": properties.pop("names")["items"]}
    return {**_described(schema), "anyOf": [names["items"], names, {**schema, "properties": properties}]}


def or_by_year(schema: Schema) -> Schema:
    """One value, or a value for each year and `then`: what is held under `years` and `then`."""
    years, then = (schema["properties"][key] for key in ("years", "then"))
    by_year = {"type": "object", "properties": {"then": then}, "patternProperties": years["patternProperties"]}
    kinds = [*_kinds(then), NULL, {**by_year, "additionalProperties": False}]
    return {**_described(schema), "anyOf": kinds}


def in_unit(keys: tuple[str, ...], units: tuple[str, ...], pattern: str, *, number: bool) -> Schema:
    """In an assumption of one of these units, values of these keys, by year or not, match a pattern; or are numbers."""
    bare: Schema = {"type": "number"} if number else {"enum": [0]}
    kinds = [bare, {"type": "string", "pattern": pattern}, NULL]
    by_year = {"type": "object", "additionalProperties": {"anyOf": kinds}}
    return {
        "if": {"required": ["unit"], "patternProperties": {"^unit$": {"enum": list(units)}}},
        "then": {"patternProperties": {f"^({'|'.join(keys)})$": {"anyOf": [*kinds, by_year]}}},
    }


def or_single(schema: Schema) -> None:
    """Make the schema of a list one of a list or a single item."""
    several = dict(schema)
    schema.clear()
    schema["anyOf"] = [several["items"], several]


def or_file(schema: Schema) -> None:
    """Make the schema of a section one of the section or the name of a file."""
    section = dict(schema)
    schema.clear()
    schema["anyOf"] = [section, {"type": "string"}]


def _described(schema: Schema) -> Schema:
    """The description of a part, for what is put in its place; the part then goes without."""
    return {"description": schema.pop("description")} if "description" in schema else {}


def _kinds(schema: Schema) -> list[Schema]:
    """The kinds that a value may be of, without nothing at all."""
    plain = {key: value for key, value in schema.items() if key not in ("default", "description")}
    return [kind for kind in plain.get("anyOf", [plain]) if kind != NULL]
