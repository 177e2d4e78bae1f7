"""What a schema is made of: keywords of draft 7, a sentence for everything, defaults that one could write."""

import json
import re

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.reading.schema import sentences
from mtfp.scenarios.levers.saving import AddedSaving, ChangeSaving

KEYWORDS = {
    *("$schema", "title", "description", "default", "definitions", "$ref", "type", "const", "enum", "format"),
    *("anyOf", "allOf", "oneOf", "not", "if", "then", "required", "properties", "patternProperties", "propertyNames"),
    *("additionalProperties", "minProperties", "items", "minItems", "maxItems", "pattern", "minimum", "maximum"),
}
"""All of them in draft 7, and meaning the same in 2020-12; `items` only where it holds one schema, not several."""
NOT_IN_FILES = {"names", "from_", "to_", "in_", "class_"}
"""Names of fields that a file never says."""


@pytest.fixture(params=["plan", "scenario", "policy", "national", "options", "mapping"])
def schema(request):
    return request.getfixturevalue(request.param)


def parts(schema):
    """Every schema within a schema, itself included."""
    yield schema
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "definitions"):
            for inner in value.values():
                yield from parts(inner)
        elif key in ("anyOf", "allOf", "oneOf"):
            for inner in value:
                yield from parts(inner)
        elif key in ("items", "not", "if", "then", "additionalProperties", "propertyNames") and isinstance(value, dict):
            yield from parts(value)


def test_is_a_schema_in_both_drafts(schema):
    Draft7Validator.check_schema(schema)
    Draft202012Validator.check_schema(schema)
    assert list(schema)[:2] == ["$schema", "title"]


def test_uses_only_what_draft_7_has(schema):
    assert {key for part in parts(schema) for key in part} <= KEYWORDS
    assert not any(isinstance(part.get("items"), list) for part in parts(schema))


def test_nothing_stands_beside_a_reference(schema):
    assert all(len(part) == 1 for part in parts(schema) if "$ref" in part)


def test_references_lead_to_definitions_and_all_are_used(schema):
    named = {part["$ref"].removeprefix("#/definitions/") for part in parts(schema) if "$ref" in part}
    assert named == set(schema["definitions"])


def test_definitions_have_names_that_people_read(schema):
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in schema["definitions"])


def test_names_no_host(schema):
    assert "$id" not in json.dumps(schema)
    assert set(re.findall(r"https?://[^\"]*", json.dumps(schema))) == {schema["$schema"]}


def test_every_property_and_definition_has_a_sentence(schema):
    properties = [(key, value) for part in parts(schema) for key, value in part.get("properties", {}).items()]
    described = [*properties, *schema["definitions"].items()]
    assert [name for name, value in described if not value.get("description")] == []
    assert [name for name, value in properties if not value["description"].endswith((".", ")"))] == []


def test_only_keys_of_files_are_offered(schema):
    offered = {key for part in parts(schema) for key in part.get("properties", {})}
    assert offered & NOT_IN_FILES == set()
    assert {"from", "to"} <= offered or {"in", "tracks", "sheets"} & offered


def test_paths_by_year_offer_then_alone(plan):
    path = plan["definitions"]["Path"]["anyOf"][-1]
    assert list(path["properties"]) == ["then"]
    assert list(path["patternProperties"]) == ["^[0-9]{4}/[0-9]{2}$"]
    assert path["additionalProperties"] is False


def test_every_default_is_one_that_a_file_could_say(schema):
    with_default = [part for part in parts(schema) if "default" in part]
    assert with_default
    for part in with_default:
        assert Draft7Validator({**part, "definitions": schema["definitions"]}).is_valid(part["default"]), part


def test_every_choice_is_offered(plan):
    line = plan["definitions"]["Line"]["properties"]
    assert line["setting"]["enum"] == ["community", "institutional", "hospital", "primary_care", "prescribing", "other"]
    assert plan["definitions"]["MoneyPath"]["description"].startswith("Value by year")


def test_keeps_the_order_of_the_fields(plan):
    fields = [about.alias or name for name, about in Plan.model_fields.items()]
    assert list(plan["properties"]) == fields


def test_a_sentence_is_the_one_under_its_field():
    assert sentences(Line)["fixed_share"] == (
        "Share of the cost that doesn't follow volume within the plan's years, 0% to 100%."
    )


def test_an_inherited_field_keeps_its_sentence_and_a_changed_one_has_its_own():
    assert sentences(Line).keys() == Line.model_fields.keys()
    inherited = sentences(AddedSaving)
    assert inherited["line"] == sentences(Saving)["line"] != ""
    assert inherited["slips"] == sentences(Saving)["slips"] != ""
    own = "Full-year amount of each tranche of the saving, by the year in which the tranche starts."
    assert inherited["planned"] == own
    assert "add" in sentences(ChangeSaving)
    assert "drop" in sentences(ChangeSaving)
