"""The plan file's and the scenario file's documents name every key, and no other; a new field can't be forgotten."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from documents import ROOT, quoted, tables
from pydantic import BaseModel, RootModel

from mtfp.model.base.by_names import ByNames
from mtfp.model.base.years import ByYear
from mtfp.model.plan import Plan
from mtfp.model.policy import Policy
from mtfp.model.uncertainty.national import National
from mtfp.scenarios.options.file import Options
from mtfp.scenarios.scenario import Scenario

PLAN_FILE = tables(ROOT / "docs" / "reference" / "plan-file.md", "part")
OF_BATCH = tables(ROOT / "docs" / "how-to" / "batch.md", "part")
OPTIONS_FILE = tables(ROOT / "docs" / "deciding" / "options.md", "part")
SCENARIO_FILE = tables(ROOT / "docs" / "reference" / "scenario-file.md", "part")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def reachable(part: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if part not in seen:
        seen.add(part)
        for field in part.model_fields.values():
            for model in models_in(field.annotation):
                reachable(model, seen)
    return seen


def described(part: type[BaseModel]) -> dict[str, dict[str, bool]]:
    """Each class with keys of its own, by name: its keys, and whether they are required."""
    classes = {base for model in reachable(part, set()) for base in model.__mro__ if issubclass(base, BaseModel)}
    with_keys = [each for each in classes if not issubclass(each, RootModel | ByYear) and each is not ByNames]
    own = {each.__name__: [name for name in each.__annotations__ if name in each.model_fields] for each in with_keys}
    fields = {each.__name__: each.model_fields for each in with_keys}
    return {
        name: {fields[name][key].alias or key: fields[name][key].is_required() for key in keys}
        for name, keys in own.items()
        if keys
    }


OF_PLAN = described(Plan)
OF_POLICY = {name: keys for name, keys in described(Policy).items() if name not in OF_PLAN}
OF_NATIONAL = {name: keys for name, keys in described(National).items() if name not in OF_PLAN}
OF_SCENARIO = {name: keys for name, keys in described(Scenario).items() if name not in OF_PLAN}

OF_OPTIONS = {name: keys for name, keys in described(Options).items() if name not in OF_PLAN | OF_SCENARIO}


def test_every_part_of_a_plan_is_described():
    assert sorted(PLAN_FILE.keys() - {"who"}) == sorted(OF_PLAN)


def test_every_part_of_a_scenario_is_described():
    assert sorted(SCENARIO_FILE) == sorted(OF_SCENARIO)


def test_every_part_of_a_policy_and_of_a_national_file_is_described():
    assert sorted(OF_BATCH) == sorted(OF_POLICY | OF_NATIONAL)


def test_every_part_of_options_is_described():
    assert sorted(OPTIONS_FILE) == sorted(OF_OPTIONS)


@pytest.mark.parametrize("part", sorted(OF_PLAN | OF_SCENARIO | OF_POLICY | OF_NATIONAL | OF_OPTIONS))
def test_every_key_is_described(part):
    rows = (PLAN_FILE | SCENARIO_FILE | OF_BATCH | OPTIONS_FILE)[part]
    keys = (OF_PLAN | OF_SCENARIO | OF_POLICY | OF_NATIONAL | OF_OPTIONS)[part]
    assert {quoted(key)[0]: "**required**" in takes for key, takes, _ in rows} == keys
    assert all(sentence for _, _, sentence in rows)
