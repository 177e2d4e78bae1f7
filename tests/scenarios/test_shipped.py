"""Every scenario that ships is valid, says what it is in plain words, and changes any plan by attribute alone."""

import re

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.findings.place import Document
from mtfp.model.base.refers import references
from mtfp.model.scheme.reserve import Reserve
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import apply_scenarios
from mtfp.scenarios.levers.common.years import in_plan
from mtfp.scenarios.scenario import Scenario, apply_all, apply_scenario
from mtfp.scenarios.shipped import find_shipped, shipped
from mtfp.text.yaml import read_yaml

NAMES = (
    "flat-cash", "high-pay", "maximum", "minimum", "no-further-action", "optimistic", "pessimistic", "step-down",
    "step-up",
)  # fmt: skip
LADDER = ("minimum", "step-down", "step-up", "maximum")
"""The four rungs of local service_level, from the lowest to the highest."""


@pytest.fixture
def plan(plan):
    """The typical plan with a contribution to a reserve, which a scenario may stop, and with planned hospital care."""
    winter = Reserve.model_validate({"class": "earmarked", "opening": 5, "planned_contributions": {"2028/29": 5}})
    wards = plan.lines["hospital"].with_fields(set_aside=False, label="Planned care in hospital")
    return plan.with_fields(reserves={**plan.reserves, "winter": winter}, lines={**plan.lines, "wards": wards})


def read(name):
    return Scenario.model_validate(read_yaml(find_shipped(name)).value)


def cost(plan):
    gap = project(plan, central_draws(plan)).gap
    return gap.expenditure[-1, 0]


def gap(plan):
    return project(plan, central_draws(plan)).gap.gap[-1, 0]


def test_what_ships():
    assert tuple(path.stem for path in shipped()) == NAMES
    assert find_shipped("likely") is None


@pytest.mark.parametrize("name", NAMES)
def test_it_changes_a_typical_plan_without_a_complaint(name, plan):
    scenario = read(name)
    outcome = apply_scenario(plan, scenario)
    assert scenario.scenario == name
    assert outcome.objections == ()
    assert {made.at.lever for made in outcome.changes} == set(range(len(scenario.levers)))
    assert gap(outcome.plan) != pytest.approx(gap(plan), rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("base_year", "years"), [("2024/25", 3), ("2025/26", 10)])
def test_it_serves_plans_of_other_years(name, base_year, years, plan):
    other = plan.with_fields(base_year=base_year, years=years, population=None)
    outcome = apply_scenario(other, read(name))
    assert not outcome.refused
    assert outcome.changes
    assert in_plan("year 1", other.timeline) == other.timeline.projected[0]


@pytest.mark.parametrize("name", NAMES)
def test_it_names_nothing_of_one_plan(name):
    scenario = read(name)
    assert list(references(scenario)) == []
    assert not re.search(r"20\d\d/\d\d", find_shipped(name).read_text())


@pytest.mark.parametrize("name", NAMES)
def test_its_narrative_is_plain(name):
    scenario = read(name)
    narrative = scenario.narrative_with(range(len(scenario.levers)))
    general, sentences = (re.split(r"(?<=[.!?])\s+", text.strip()) for text in (scenario.narrative, narrative))
    words = re.findall(r"[A-Za-z']+", narrative)
    assert 3 <= len(general) <= 6
    assert len(sentences) <= 10
    assert max(len(sentence.split()) for sentence in sentences) <= 32
    assert not re.search(r"[A-Z]{2,}|\d", narrative.replace("NHS", ""))
    assert sum(len(word) > 11 for word in words) <= 2
    assert scenario.label
    assert scenario.source


def test_the_ladder_rises(plan):
    costs = [cost(apply_scenario(plan, read(name)).plan) for name in LADDER]
    assert costs == sorted(costs)
    assert costs[1] < cost(plan) < costs[2]


def test_drivers_go_the_way_they_say(plan):
    gaps = {
        name: gap(apply_scenario(plan, read(name)).plan)
        for name in ("optimistic", "pessimistic", "flat-cash", "high-pay")
    }
    assert gaps.pop("optimistic") < gap(plan) < min(gaps.values())


def test_a_rung_goes_with_a_driver(plan):
    outcome = apply_all(plan, [read("step-up"), read("high-pay"), read("flat-cash")])
    assert outcome.objections == ()


@pytest.mark.parametrize("name", LADDER)
def test_every_lever_of_the_ladder_brings_its_words(name):
    assert all(lever.narrative for lever in read(name).levers)


@pytest.mark.parametrize("name", LADDER)
def test_planned_hospital_care_is_left_out_where_there_is_none(name, plan):
    lines = {line: each for line, each in plan.lines.items() if line != "wards"}
    with_wards, without = (tried(each, name) for each in (plan, plan.with_fields(lines=lines)))
    assert "hospital" in with_wards.narrative
    assert "hospital" not in without.narrative
    assert without.narrative in with_wards.narrative
    assert without.warnings == ()
    assert all(without.plan.lines[line] == lines[line] for line in ("hospital",))


def test_a_plan_without_a_setting_is_warned(plan):
    lines = {name: line for name, line in plan.lines.items() if line.setting != "institutional"}
    outcome = apply_scenario(plan.with_fields(lines=lines), read("step-down"))
    assert [objection.complaint.code for objection in outcome.objections] == ["W552", "W552"]


def tried(plan, name):
    return apply_scenarios(ReadPlan(plan, Document("plan.yaml", (), {}, {}, {}), ()), name)
