"""Bars of levers: worked by hand, levers that need one another, the shipped ladder, and the same on draws."""

import numpy as np
import pytest

from mtfp.analysis.by_lever.drawn import simulate_with_levers
from mtfp.analysis.by_lever.lever_bridge import lever_bridge
from mtfp.analysis.by_lever.players import players_of
from mtfp.analysis.parts import Part
from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios, read_scenario
from mtfp.results.figures import figures
from mtfp.scenarios.scenario import Scenario, apply_all
from mtfp.views.compared.lever_words import sentence

HEAD = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 2, "unit": "£k"}
RATE = {"unit": "rate", "central": "0%", "source": "by hand"}
HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
WARD = {"partner": "nhs", "setting": "hospital", "budget": 200, "components": {"price": "100%"}}
PLAN = {
    **HEAD,
    "assumptions": {"pay": RATE, "price": RATE},
    "lines": {
        "home": {**HOME, "activity": {"unit": "hours", "base": 50}},
        "ward": {**WARD, "activity": {"unit": "beds", "base": 20}},
    },
    "funding": {"council": {"partner": "council", "type": "payment", "base": 300, "uplift": "pay"}},
    "savings": {"rotas": {"line": "home", "planned": {"2026/27": 10}}},
}
DEARER = {"set": {"assumption": "pay", "central": {"2026/27": "10%", "2027/28": "0%"}}}
MORE = {"service_level": {"lines": ["home"], "level": "120%", "from": "year 1", "label": "More care at home"}}
FEWER = {
    "service_level": {
        "lines": ["ward"], "level": "50%", "from": "year 1", "profile": "step", "bought_elsewhere": "20%",
        "transition_cost": {"year 1": 7},
    }
}  # fmt: skip


def plan():
    return Plan.model_validate(PLAN)


def scenario(*levers):
    return Scenario.model_validate({"mtfp": 1, "scenario": "trial", "levers": list(levers)})


def test_bars_of_three_levers_by_hand():
    # Pay adds 10 to cost and 30 to the payment; 20% more care adds 20; both add 2 more, of which each gets 1.
    # Half of the ward saves 100, of which 20% is bought elsewhere, for 7 once.
    bars = lever_bridge(plan(), [scenario(DEARER, MORE, FEWER)]).of("gap")
    assert bars[:, 1] == pytest.approx([10 - 30 + 1, 20 + 1, -100 + 20 + 7])
    assert bars[:, 2] == pytest.approx([-19, 21, -80])


def test_where_a_lever_fell_by_hand():
    bridge = lever_bridge(plan(), [scenario(DEARER, FEWER)])
    last = {part: money[:, 1].tolist() for part, money in {**bridge.parts, **bridge.care}.items()}
    assert last[Part("cost", "Ward")] == pytest.approx([0, -100])
    assert last[Part("elsewhere", "Ward")] == pytest.approx([0, 20])
    assert last[Part("funding", "Council")] == pytest.approx([-30, 0])
    assert last[Part("one_off", "Ward at 50% of today's level: one-off cost of the change")] == pytest.approx([0, 7])
    assert last[Part("activity", "Ward", "beds")] == pytest.approx([0, -10])
    assert last[Part("bought_elsewhere", "Ward", "beds")] == pytest.approx([0, 2])
    assert {part.label: money[:, 1].round(9).tolist() for part, money in bridge.sides.items()} == {
        "council": [-20, 0],
        "nhs": [0, -73],
    }
    assert sentence(bridge, 1) == (
        "Ward, service level, in 2027/28: 10 fewer beds in Ward (2.0 bought elsewhere instead). It takes £80,000 off "
        "the gap: £100,000 less on Ward; £20,000 more for care bought elsewhere. One-off cost of £7,000 in 2026/27. By "
        "side of the budget: £80,000 off the NHS board's side."
    )


ADD = {"saving": {"name": "new", "add": {"planned": {"year 1": 8}}}}
LATER = {"saving": {"name": "new", "delay": 1}}
DROP = {"saving": {"status": "not delivered", "drop": True}}


def test_levers_that_need_one_another_are_one_player():
    found = players_of(plan(), [scenario(ADD, MORE, LATER)])
    assert [(each.numbers, len(each.levers)) for each in found] == [("levers 1 and 3", 2), ("lever 2", 1)]
    assert lever_bridge(plan(), [scenario(ADD, MORE, LATER)]).of("gap")[0, 1:] == pytest.approx([0, -8])


def test_a_lever_that_drops_what_another_adds_is_one_player_with_it():
    assert [each.numbers for each in players_of(plan(), [scenario(MORE, ADD, DROP)])] == ["lever 1", "levers 2 and 3"]


def test_levers_of_joined_scenarios_may_need_one_another():
    found = players_of(plan(), [scenario(ADD), scenario(MORE, LATER)])
    assert [[(at.scenario, at.lever) for at in each.at] for each in found] == [[(0, 0), (1, 1)], [(1, 0)]]


def test_a_lever_without_effect_has_no_bar():
    nothing = {**MORE, "optional": True, "service_level": {**MORE["service_level"], "lines": {"setting": "other"}}}
    assert [each.label for each in players_of(plan(), [scenario(nothing, MORE)])] == ["More care at home"]


LADDER = ("minimum", "step-down", "step-up", "maximum")


@pytest.mark.parametrize("names", [*LADDER, "step-down+flat-cash+optimistic"])
def test_bars_add_up_on_shetland(names, shetland):
    read = [read_scenario(name).scenario for name in names.split("+")]
    bridge = lever_bridge(shetland.plan, read)
    after = apply_all(shetland.plan, read).plan
    known = [figures(project(each, central_draws(each))) for each in (shetland.plan, after)]
    for figure in ("gap", "recurring_gap", "additional_payments.nhs", "reserves", "set_aside_gap", "community_share"):
        whole = (known[1][figure] - known[0][figure])[:, 0]
        assert bridge.of(figure).sum(axis=0) == pytest.approx(whole, abs=1e-6, nan_ok=True), figure
    of_parts = np.sum(list(bridge.parts.values()), axis=0)
    assert of_parts == pytest.approx(np.nan_to_num(bridge.of("gap")), abs=1e-6)


def test_many_levers_are_sampled_and_still_add_up():
    levers = [
        {
            "service_level": {
                "lines": ["home"],
                "level": f"{100 + n}%",
                "from": f"year {1 + n % 2}",
                "label": f"Step {n}",
            }
        }
        for n in range(1, 10)
    ]
    bridge = lever_bridge(plan(), [scenario(*levers)])
    assert len(bridge.players) == 9
    assert bridge.split.orders
    assert bridge.error <= 0.01
    assert bridge.of("gap")[:, 2].sum() == pytest.approx(100 * np.prod([1 + n / 100 for n in range(1, 10)]) - 100)


@pytest.fixture(scope="module")
def shetland():
    return read_plan("examples/shetland")


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_bars_of_each_draw_add_up(sampler, shetland):
    name = "step-down"
    changed = apply_scenarios(shetland, name)
    plans = {"base": shetland.plan, name: changed.plan}
    read = [each.scenario for each in changed.scenarios]
    run = simulate_with_levers(plans, {name: read}, Sampling(1, sampler), 64, threads=1)
    assert list(run.plans) == list(plans)
    difference = run.values(name, "gap", "2030/31") - run.values("base", "gap", "2030/31")
    bars = run.levers[name].bars("gap", "2030/31")
    assert bars.shape == (2, 64)
    assert bars.sum(axis=0) == pytest.approx(difference)
    assert bars.std(axis=1).min() > 0


def test_many_levers_on_draws_are_sampled_with_their_error(shetland):
    name = "step-down+flat-cash+optimistic"
    changed = apply_scenarios(shetland, name)
    plans = {"base": shetland.plan, name: changed.plan}
    read = [each.scenario for each in changed.scenarios]
    levers = simulate_with_levers(plans, {name: read}, Sampling(1), 16, threads=1).levers[name]
    assert len(levers.labels) == 6
    assert levers.orders >= 8
    assert 0 < levers.error() < 0.02
