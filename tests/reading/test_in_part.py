"""Scenarios in part as they are typed, and the ladder as one position: rungs to the bit, limits equal on both sides."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtfp.batch.plans.plan_source import plans_of, source_of
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Refused
from mtfp.model.governance.texts import without_paper
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reading.in_words.pieces import pieces_of
from mtfp.reading.scenario import apply_scenarios, read_scenario
from mtfp.scenarios.changes import changes
from mtfp.scenarios.shipped import LADDER, find_shipped, shipped

ROOT = Path(__file__).parents[2]
NEAR = 1e-7
"""Distance from a rung at which figures may differ from the rung's by no more than a rounding of £1."""


@pytest.fixture(scope="module")
def shetland():
    return read_plan(ROOT / "examples" / "shetland")


@pytest.fixture(scope="module")
def with_wards(shetland):
    """The plan with planned hospital care, for which every rung has a lever."""
    name = next(name for name, line in shetland.plan.lines.items() if line.setting == "hospital")
    wards = shetland.plan.lines[name].with_fields(set_aside=False, label="Planned care in hospital")
    return replace(shetland, plan=shetland.plan.with_fields(lines={**shetland.plan.lines, "wards": wards}))


def gap(plan, name):
    changed = apply_scenarios(plan, name).plan
    return project(changed, central_draws(changed)).gap.gap[:, 0]


@pytest.mark.parametrize("name", [file.stem for file in shipped()])
def test_none_of_a_scenario_is_the_plan_and_all_of_it_the_scenario_to_the_bit(name, shetland):
    assert apply_scenarios(shetland, f"{name}@0%").plan is shetland.plan
    assert apply_scenarios(shetland, f"{name}@0%").warnings == ()
    whole, every = apply_scenarios(shetland, name), apply_scenarios(shetland, f"{name}@100%")
    assert (every.plan, every.changes) == (whole.plan, whole.changes)
    assert every.narrative == whole.narrative


@pytest.mark.parametrize("position", LADDER)
def test_a_rung_is_its_scenario_to_the_bit(position, with_wards):
    rung, whole = apply_scenarios(with_wards, f"ladder@{position}"), apply_scenarios(with_wards, LADDER[position])
    assert (rung.plan, rung.changes, rung.narrative) == (whole.plan, whole.changes, whole.narrative)
    assert (rung.name, rung.label) == (f"ladder@{position}", f"Ladder at {position}: {whole.label}".replace("-", "−"))


def test_the_middle_of_the_ladder_is_the_plan(with_wards):
    assert apply_scenarios(with_wards, "ladder@0").plan is with_wards.plan
    assert apply_scenarios(with_wards, "ladder@-0").name == "ladder@0"


@pytest.mark.parametrize("position", [*LADDER, 0])
def test_both_sides_of_a_rung_meet_it(position, with_wards):
    at = gap(with_wards, f"ladder@{position}")
    sides = [position + side for side in (-NEAR, NEAR) if abs(position + side) <= 2]
    for side in sides:
        assert gap(with_wards, f"ladder@{side:.7f}") == pytest.approx(at, abs=1e-3)


def test_the_gap_rises_from_position_to_position(with_wards):
    gaps = [gap(with_wards, f"ladder@{position:.1f}")[-1] for position in np.arange(-2, 2.01, 0.2)]
    assert np.all(np.diff(gaps) > 0)


@settings(deadline=None, max_examples=15)
@given(position=st.floats(-2, 2), further=st.floats(0.01, 4))
def test_wherever_the_ladder_is_a_position_further_up_costs_more(with_wards, position, further):
    higher = min(position + further, 2.0)
    assume(higher - position > 0.005)
    low, high = (gap(with_wards, f"ladder@{each:.9f}")[-1] for each in (position, higher))
    assert low < high


@settings(deadline=None, max_examples=15)
@given(share=st.integers(1, 99))
def test_levers_on_prices_move_the_gap_more_the_larger_the_share(shetland, share):
    none, part, whole = (gap(shetland, f"high-pay@{each}%")[-1] for each in (0, share, 100))
    assert none < part < whole


def test_between_two_rungs_each_lever_is_on_its_way():
    # residential places 85% → 70%, a quarter of the way 81.25%; the move leaves, community services come in
    scenario = read_scenario("ladder@-1.25").scenario
    kinds = [(lever.chosen, lever.at) for lever in scenario.levers]
    assert kinds == [("service_level", 1), ("move", 0.75), ("service_level", 1), ("service_level", 0.25)]
    places, _, hospital, community = (lever.change for lever in scenario.levers)
    assert (places.level, places.released, places.bought_elsewhere) == pytest.approx((0.8125, 0.6875, 0.275))
    assert places.transition_cost == pytest.approx({"year 1": 0.0125, "year 2": 0.0125})
    assert hospital.level == pytest.approx(0.9375)
    assert community.level == 0.92


def test_a_finding_points_at_the_file_of_its_rung():
    document = read_scenario("ladder@-1.25").document
    assert document.place(("levers", 0)).file == "step-down.yaml"
    assert document.place(("levers", 3, "service_level", "level")) == read_scenario("minimum").document.place(
        ("levers", 1, "service_level", "level")
    )


def _without_paper(read):
    """Return a plan that was read, without the sections of its board paper: other processes only compute."""
    plan = Plan.model_validate(without_paper(read.document.value))
    return replace(read, plan=plan.with_supplied(read.plan.supplied).with_national(read.plan.national))


def test_other_processes_make_the_same_plans(shetland):
    names = ["step-down@12.5%", "ladder@-1.3", "ladder@0", "flat-cash@40%", "high-pay@25%+step-up@1%"]
    changed = [apply_scenarios(shetland, name) for name in names]
    made = plans_of(source_of(shetland, changed))
    plain = _without_paper(shetland)
    for each in changed:
        here, there = (project(plan, central_draws(plan)).gap.gap for plan in (each.plan, made[each.name]))
        assert np.array_equal(here, there), each.name
        assert changes(apply_scenarios(plain, each.name).plan, made[each.name]) == ()


def test_names_in_results():
    step = read_scenario("step-down@12.50%").scenario
    assert (step.scenario, step.title) == ("step-down@12.5%", "Step down, at 12.5%")
    assert read_scenario("ladder@+1.50").scenario.scenario == "ladder@1.5"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("step-down@50%+high-pay@10%", ["step-down@50%", "high-pay@10%"]),
        ("ladder@+1+high-pay", ["ladder@+1", "high-pay"]),
        ("high-pay+ladder@+0.5", ["high-pay", "ladder@+0.5"]),
    ],
)
def test_parts_are_joined_by_a_plus(name, parts):
    assert [piece.text for piece in pieces_of(name)] == parts
    assert all(piece.is_name for piece in pieces_of(name))


def test_a_file_whose_name_has_the_mark_is_itself(tmp_path):
    file = tmp_path / "own@50%"
    file.write_text(find_shipped("high-pay").read_text(encoding="utf-8"), encoding="utf-8")
    assert read_scenario(str(file)).scenario.scenario == "high-pay"
    assert read_scenario(f"{file}@50%").scenario.scenario == "high-pay@50%"


def test_shares_multiply(tmp_path):
    file = tmp_path / "own.yaml"
    levers = "levers:\n  - {shift: {assumption: cpi, by: 1%}, at: 50%}\n"
    file.write_text(f"mtfp: 1\nscenario: own\n{levers}", encoding="utf-8")
    (lever,) = read_scenario(f"{file}@40%").scenario.levers
    assert lever.at == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("name", "code", "fix"),
    [
        ("step-down@0.5", "E690", "did you mean `step-down@50%`?"),
        ("step-down@50", "E690", "did you mean `step-down@50%`?"),
        ("step-down@1", "E690", "did you mean `step-down@100%`?"),
        ("step-down@12,5%", "E690", "did you mean `step-down@12.5%`?"),
        ("step-down@half", "E690", "write a percentage after `@`, such as `step-down@50%`"),
        ("step-down@", "E690", "write a percentage after `@`, such as `step-down@50%`"),
        ("step-down@101%", "E691", "write a share from 0% (the plan) to 100%"),
        ("step-down@-5%", "E691", "write a share from 0% (the plan) to 100%"),
        ("stepdown@50%", "E411", "did you mean `step-down`?"),
        ("ladder", "E692", "write a number from -2 to 2"),
        ("ladder@", "E692", "write a number from -2 to 2"),
        ("ladder@2.1", "E692", "write a number from -2 to 2"),
        ("ladder@50%", "E692", "write a number from -2 to 2"),
        ("ladder@step-up", "E692", "did you mean `ladder@1`?"),
    ],
)
def test_other_spellings_are_refused_with_the_repair(name, code, fix):
    with pytest.raises(Refused) as refused:
        read_scenario(name)
    (finding,) = refused.value.findings
    assert finding.code == code
    assert finding.fix.startswith(fix)
