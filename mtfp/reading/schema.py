"""JSON Schemas of the files that people write, for editors that complete and check text as people type.

Each schema is made from the model on request, with the sentence under a field as the field's description. Its keywords
are those of draft 7 and mean the same in later drafts. A schema is never stricter than mtfp: a file that mtfp can read
is valid by its schema.
"""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mtfp.model.base.years import MoneyPath, Path
from mtfp.model.plan import Plan
from mtfp.model.policy import Policy
from mtfp.model.uncertainty.national import National

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Draft 7 of JSON Schema, which the common YAML language server reads."""


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan.

    >>> plan_schema()["required"][:3]
    ['mtfp', 'name', 'base_year']
    """
    return schema_of(Plan, "mtfp plan")


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario.

    >>> scenario_schema()["properties"]["levers"]["description"]
    'Changes to the plan, in order.'
    """
    from mtfp.scenarios.scenario import Scenario

    return schema_of(Scenario, "mtfp scenario")


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy.

    >>> policy_schema()["title"]
    'mtfp policy'
    """
    return schema_of(Policy, "mtfp policy")


def national_schema() -> dict[str, Any]:
    """Return the JSON Schema of a national file.

    >>> national_schema()["title"]
    'mtfp national'
    """
    return schema_of(National, "mtfp national")


def options_schema() -> dict[str, Any]:
    """Return the JSON Schema of an options file.

    >>> options_schema()["title"]
    'mtfp options'
    """
    from mtfp.scenarios.options.file import Options

    return schema_of(Options, "mtfp options")


def form_of(part: type[BaseModel]) -> dict[str, Any]:
    """Return pydantic's own schema of one part of a file, with the short forms that the file may use."""
    return part.model_json_schema(schema_generator=_OfFiles)


def schema_of(part: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file with its title."""
    made = part.model_json_schema(schema_generator=_OfFiles)
    parts = made.pop("$defs")
    names = {name: _short(name, parts[name]) for name in parts}
    definitions = {names[name]: _plain(definition, names) for name, definition in parts.items()}
    return {"$schema": DIALECT, "title": title, **_plain(made, names), "definitions": definitions}


def _short(name: str, definition: Any) -> str:
    """Return a short name for a definition: `Path` or `MoneyPath` for values by year, else pydantic's own name."""
    paths = {"Path": Path, "MoneyPath": MoneyPath}
    same = (short for short, kind in paths.items() if kind.model_json_schema(schema_generator=_OfFiles) == definition)
    return next(same, name)


def _plain(schema: Any, names: Mapping[str, str]) -> Any:
    """Return a schema with the references of draft 7: they point to `definitions` and have no keywords next to them."""
    if isinstance(schema, list):
        return [_plain(item, names) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value, names) for key, value in schema.items() if key != "$ref"}
    if "$ref" not in schema:
        return plain
    to = {"$ref": f"#/definitions/{names[schema['$ref'].rpartition('/')[2]]}"}
    return {**plain, "allOf": [to]} if plain else to


class _OfFiles(GenerateJsonSchema):
    """Generator of schemas: pydantic's generator, with fields in the model's order, their sentences, and no titles."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made, part = super().model_schema(schema), schema["cls"]
        for key in ("title", "description"):
            made.pop(key, None)
        descriptions, fields = sentences(part), {about.alias or name: name for name, about in part.model_fields.items()}
        for key, value in made.get("properties", {}).items():
            if fields[key] in descriptions:
                made["properties"][key] = {"description": descriptions[fields[key]], **value}
        return {"description": first_sentence(part), **made}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)  # a keyword of OpenAPI, not of JSON Schema
        return made

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        made = super().tuple_schema(schema)
        if "prefixItems" in made:  # newer than draft 7; instead, each kind may stand anywhere
            kinds = [kind for item in made.pop("prefixItems") for kind in item.get("anyOf", [item])]
            made["items"] = {"anyOf": [kind for at, kind in enumerate(kinds) if kind not in kinds[:at]]}
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        default = made.pop("default", None)
        if isinstance(default, float) and made.get("type") == "string":
            default = f"{default:.0%}"
        return {**made, "default": default} if isinstance(default, str | int | float) and default != "" else made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def sentences(part: type[BaseModel]) -> dict[str, str]:
    """Return the sentence under each field of a part of the model, including inherited fields.

    >>> from mtfp.scenarios.scenario import Scenario
    >>> sentences(Scenario)["levers"]
    'Changes to the plan, in order.'
    """
    found: dict[str, str] = {}
    for base in reversed(part.__mro__):
        written = _classes(base.__module__).get(base.__name__)
        body = written.body if written and issubclass(base, BaseModel) else []
        for field, below in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                found.update({field.target.id: text} if (text := _text(below)) else {})
    return found


def first_sentence(part: type[BaseModel]) -> str:
    """Return the first line of the docstring of a part of the model."""
    origin = part.__pydantic_generic_metadata__["origin"] or part
    return (inspect.getdoc(origin) or "").partition("\n")[0]


def _text(statement: ast.stmt) -> str | None:
    """Return the text of a statement that is only a text, on one line; None for any other statement."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        text = statement.value.value
        return " ".join(text.split()) if isinstance(text, str) else None
    return None


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """Return the classes in the source of a module of mtfp. Empty for a module of another package."""
    if module.partition(".")[0] != __name__.partition(".")[0]:
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
