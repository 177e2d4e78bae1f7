"""Bars of levers and of changes between plans add up, on random plans: of every figure, and of the parts of the gap."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtfp.analysis import shapley
from mtfp.analysis.by_lever.lever_bridge import lever_bridge
from mtfp.analysis.plan_difference import plan_difference
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.results.figures import figures
from mtfp.scenarios.scenario import Scenario, apply_all
from tests.evidence import examples
from tests.laws.plans import plans, year

FIGURES = ("gap", "recurring_gap", "expenditure", "additional_payments.council", "reserves", "set_aside_gap")


def gap_of(plan):
    return project(plan, central_draws(plan)).gap.gap[:, 0]


def levers_of(plan, data):
    """Choose up to four levers of different kinds, which fit most plans."""
    lines = [name for name, line in plan.lines.items() if line.kind == "cost"]
    assume(lines)
    start = data.draw(st.integers(1, plan.years))
    some = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=2, unique=True))
    saved = {"planned": {year(start): data.draw(st.integers(1, 20))}, "line": some[0]}
    levers = [
        {"shift": {"assumption": "growth", "by": "1%"}, "optional": True},
        {"service_level": {"lines": some, "level": "90%", "from": year(start), "bought_elsewhere": "30%"}},
        {"saving": {"name": "new", "add": saved}},
        {"saving": {"name": "new", "scale": "50%"}},
        {"commitment": {"name": "rent", "add": {"amount": {year(start): 5}, "recurring": False, "source": "drawn"}}},
    ]
    return data.draw(st.lists(st.sampled_from(levers), min_size=1, max_size=5, unique_by=str))


@examples(ordinary=40, long=400)
@given(plans(), st.data())
def test_bars_of_levers_add_up(drawn, data):
    plan = drawn.plan()
    document = {"mtfp": 1, "scenario": "drawn", "levers": levers_of(plan, data)}
    scenario = Scenario.model_validate(document)
    outcome = apply_all(plan, [scenario])
    assume(not outcome.refused)
    bridge = lever_bridge(plan, [scenario])
    before, after = (figures(project(each, central_draws(each))) for each in (plan, outcome.plan))
    for figure in (each for each in FIGURES if each in before):
        whole = (after[figure] - before[figure])[:, 0]
        assert bridge.of(figure).sum(axis=0) == pytest.approx(whole, abs=1e-6, nan_ok=True), figure
    assert np.sum(list(bridge.parts.values()), axis=0)[..., 1:] == pytest.approx(bridge.of("gap")[:, 1:], abs=1e-6)


@pytest.fixture(scope="module", autouse=True)
def few_orders():
    """Try two orders if there are many changes, since the sum holds for any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shapley, "EXACT", 4)
        patch.setattr(shapley, "FEWEST", 1)
        patch.setattr(shapley, "MOST", 1)
        yield


@examples(ordinary=30, long=300)
@given(plans(), plans())
def test_bars_of_changes_add_up(one, other):
    old, new = one.plan(), other.plan().with_fields(unit=one.plan().unit)
    difference = plan_difference(old, new)
    whole = [gap_of(plan)[[plan.timeline.at(each) for each in difference.years]] for plan in (old, new)]
    assert difference.value("gap", after=False) == pytest.approx(whole[0], abs=1e-6)
    assert difference.value("gap", after=True) == pytest.approx(whole[1], abs=1e-6)
    assert difference.of("gap").sum(axis=0) == pytest.approx(whole[1] - whole[0], abs=1e-6)
