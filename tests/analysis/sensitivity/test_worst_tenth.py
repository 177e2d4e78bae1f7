"""The worst tenth of draws in a few conditions."""

import numpy as np
import pytest

from mtfp import Planner
from mtfp.analysis.sensitivity.drivers import drivers_of
from mtfp.analysis.sensitivity.features import features_of, numbers_of
from mtfp.analysis.sensitivity.worst_tenth import worst_tenth
from mtfp.draws.of_plan import draws_of
from mtfp.simulation.sample import Sample
from tests.analysis.sensitivity.linear import linear_plan, question_of

FLOOD = {"flood": {"probability": "8%", "impact": 5_000}}


def test_one_large_driver_is_the_condition():
    found = worst_tenth(question_of(linear_plan({"pay": 1_000, "energy": 10, "food": 10}, 10)))
    (limit,) = found.limits
    assert (limit.feature.driver.id, limit.high) == ("assumptions.pay", np.inf)
    assert limit.low == pytest.approx(0.02 + 1.2816 * 0.02, abs=0.004)  # the P90 of pay
    assert min(found.coverage, found.density) > 0.8
    assert limit.coverage == found.coverage
    assert limit.share == found.share


def test_a_rare_event_is_the_condition_by_the_year_in_question():
    found = worst_tenth(question_of(linear_plan({"pay": 1_000}, risk_events=FLOOD)))
    (limit,) = found.limits
    assert (limit.feature.kind, limit.low, limit.high) == ("times", 0.5, np.inf)
    assert found.coverage == pytest.approx(0.8, abs=0.06)
    assert found.density == 1


def test_low_is_worse_for_funding():
    found = worst_tenth(question_of(linear_plan({"pay": 1_000}, 800), "funding"))
    (limit,) = found.limits
    assert (limit.feature.driver.id, limit.low) == ("assumptions.uplift", -np.inf)


def test_many_small_causes_are_not_described():
    found = worst_tenth(question_of(linear_plan({f"price_{number}": 100 for number in range(25)})))
    assert (found.limits, found.varies) == ((), True)


def test_equal_values_have_no_worst_tenth():
    found = worst_tenth(question_of(linear_plan({"pay": 1_000}), "deficit", draws=300))
    assert (found.limits, found.varies) == ((), False)


def test_features_are_means_over_the_projected_years():
    plan = Planner("examples/shetland").plan
    (chance,) = Sample(draws=100).chances(plan)
    features = features_of(plan, drivers_of(plan), "2028/29")
    found = {
        f"{each.driver.id} {each.variant}".strip(): values
        for each, values in zip(features, numbers_of(plan, features, [chance]), strict=True)
    }
    draws = draws_of(plan, chance)
    assert found["assumptions.cpi"] == pytest.approx(draws.values["cpi"][1:4].mean(axis=0))
    red = draws.delivery["locums"][1]
    assert found["assumptions.delivery_red"] == pytest.approx(red)
    assert (found["risk_events.mainland_placement"] == chance.happens["mainland_placement"][1:4].sum(axis=0)).all()
    variants = [name for name in found if name.startswith("population.variant")]
    assert len(variants) == 3
    assert (sum(found[name] for name in variants) == 1).all()
    green = [draws.delivery[name][1] for name in ("prescribing_review", "dental_sessions", "vacancies")]
    assert found["assumptions.delivery_green"] == pytest.approx(np.average(green, axis=0, weights=[370, 180, 750]))
