"""JSON Schemas of the files people write, for editors that complete and check as one types.

A schema is made from the model when it is asked for; the sentence under a field is its description. Keywords are no
newer than draft 7 and mean the same in later ones. Never stricter than reading: whatever reads, validates.
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
from mtfp.scenarios.scenario import Scenario

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What editors know: the common YAML language server reads draft 7."""


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan.

    >>> plan_schema()["properties"]["base_year"]["description"]
    'Year of the agreed budget, such as `2025/26`.'
    """
    return _schema(Plan, "mtfp plan")


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario.

    >>> scenario_schema()["properties"]["levers"]["description"]
    'What it changes, in order.'
    """
    return _schema(Scenario, "mtfp scenario")


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of a policy.

    >>> policy_schema()["properties"]["policy"]["description"]
    'Name of the policy.'
    """
    return _schema(Policy, "mtfp policy")


def _schema(part: type[BaseModel], title: str) -> dict[str, Any]:
    made = part.model_json_schema(schema_generator=_OfFiles)
    parts = made.pop("$defs")
    called = {name: _short(name, parts[name]) for name in parts}
    definitions = {called[name]: _plain(definition, called) for name, definition in parts.items()}
    return {"$schema": DIALECT, "title": title, **_plain(made, called), "definitions": definitions}


def _short(name: str, definition: Any) -> str:
    """The name of a definition; that of a path by year doesn't say what its values are, in pydantic's words."""
    paths = {"Path": Path, "MoneyPath": MoneyPath}
    same = (short for short, kind in paths.items() if kind.model_json_schema(schema_generator=_OfFiles) == definition)
    return next(same, name)


def _plain(schema: Any, called: Mapping[str, str]) -> Any:
    """A schema with references as draft 7 has them: to `definitions`, and alone, since it sees nothing beside them."""
    if isinstance(schema, list):
        return [_plain(item, called) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value, called) for key, value in schema.items() if key != "$ref"}
    if "$ref" not in schema:
        return plain
    to = {"$ref": f"#/definitions/{called[schema['$ref'].rpartition('/')[2]]}"}
    return {**plain, "allOf": [to]} if plain else to


class _OfFiles(GenerateJsonSchema):
    """pydantic's schema of a part, in the order of its fields, with our sentences and without titles or surprises."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made, part = super().model_schema(schema), schema["cls"]
        for key in ("title", "description"):
            made.pop(key, None)
        said, keys = sentences(part), {about.alias or name: name for name, about in part.model_fields.items()}
        for key, value in made.get("properties", {}).items():
            if keys[key] in said:
                made["properties"][key] = {"description": said[keys[key]], **value}
        return {"description": first_sentence(part), **made}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)  # a keyword of OpenAPI's, not of JSON Schema's
        return made

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        made = super().tuple_schema(schema)
        if "prefixItems" in made:  # newer than draft 7; all of its kinds may then stand anywhere
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
    """The sentence under each field of a part, its own and those of the parts that it builds on.

    >>> from mtfp.model.costs.line import Agency
    >>> sentences(Agency)["cover"]
    'Share of vacant posts that agency staff cover, 0% to 100%.'
    """
    said: dict[str, str] = {}
    for base in reversed(part.__mro__):
        written = _classes(base.__module__).get(base.__name__)
        body = written.body if written and issubclass(base, BaseModel) else []
        for field, below in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                said.update({field.target.id: text} if (text := _text(below)) else {})
    return said


def first_sentence(part: type[BaseModel]) -> str:
    """The first line of a part's docstring."""
    origin = part.__pydantic_generic_metadata__["origin"] or part
    return (inspect.getdoc(origin) or "").partition("\n")[0]


def _text(statement: ast.stmt) -> str | None:
    """A plain text that stands as a statement, on one line."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        text = statement.value.value
        return " ".join(text.split()) if isinstance(text, str) else None
    return None


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module of ours, as its source has them."""
    if module.partition(".")[0] != __name__.partition(".")[0]:
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
