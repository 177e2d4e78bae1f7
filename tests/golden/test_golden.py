"""A whole partnership comes to the tables beside it, to the last rounded figure and word.

A figure that moved on purpose: `python -m tests.golden.regenerate`, and say which and why (CONTRIBUTING.md, Figures).
"""

from typing import get_args

import pytest
from regenerate import HERE, tables

from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.scheme.scheme import Step
from mtfp.reading import read_plan
from mtfp.reading.scenario import read_scenario

KEPT = sorted(file.name for file in HERE.glob("*.txt"))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return tables()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(HERE).plan


def test_every_table_is_kept(made):
    assert sorted(made) == KEPT


@pytest.mark.parametrize("name", KEPT)
def test_table_is_as_it_was(name, made):
    assert made[name] == (HERE / name).read_text(encoding="utf-8")


def test_the_plan_uses_every_section(plan):
    assert plan.model_fields_set == set(Plan.model_fields)


def test_the_plan_uses_every_rule_step_and_class(plan):
    assert {stream.chosen for stream in plan.funding.values()} == set(Stream.choices)
    assert {stream.type for stream in plan.funding.values()} == set(get_args(Stream.model_fields["type"].annotation))
    assert {step.chosen for step in plan.scheme.steps} == set(Step.choices)
    assert {reserve.class_ for reserve in plan.all_reserves.values()} == set(
        get_args(Reserve.model_fields["class_"].annotation)
    )


def test_the_scenario_uses_every_lever():
    scenario = read_scenario(str(HERE / "every-lever.yaml")).scenario
    assert {lever.chosen for lever in scenario.levers} == set(type(scenario.levers[0]).choices)
