"""Parts of the variance of a plan's figure, against closed forms."""

import numpy as np
import pytest

from mtfp.analysis.sensitivity.variance import variance
from tests.analysis.sensitivity.linear import SD, linear_plan, question_of
from tests.analysis.sensitivity.test_alone import FLOOD, Z_90
from tests.analysis.sensitivity.test_effects import shapley_by_orders

BOTH = [["pay", "energy", 0.6], ["pay", "uplift", 0.4]]


def test_shapley_effects_of_a_linear_plan_with_correlations():
    """Gap = 1,000·pay + 700·energy - 800·uplift, each with a standard deviation of 2 points."""
    found = variance(question_of(linear_plan({"pay": 1_000, "energy": 700}, 800, BOTH), draws=8_000))
    assert found.groups == ("pay", "prices", "funding")
    covariance = np.array([[1, 0.6, 0.4], [0.6, 1, 0], [0.4, 0, 1.0]])
    true = shapley_by_orders(np.array([1_000, 700, -800.0]), covariance)
    assert (np.abs(found.effects.shapley - true) <= 4 * found.effects.shapley_error).all()
    assert found.effects.shapley_error.max() < 0.02
    assert found.effects.shapley.sum() == pytest.approx(1, abs=1e-12)
    assert found.single == {}
    assert {driver.id for driver in found.correlated} == {f"assumptions.{name}" for name in ("pay", "energy", "uplift")}
    assert found.linked_to("prices") == ("pay", "funding")


def test_correlations_hold_over_years_with_persistence():
    """Prices after four years; the true parts come from the covariance of levels, to first order."""
    rates = {name: {"persistence": 0.7} for name in ("pay", "energy")}
    plan = linear_plan({"pay": 1_000, "energy": 700}, correlations=[["pay", "energy", 0.6]], years=4)
    plan = plan.with_fields(
        assumptions={name: each.with_fields(**rates[name]) for name, each in plan.assumptions.items()}
    )
    found = variance(question_of(plan, year="2029/30", draws=8_000))
    true = shapley_by_orders(np.array([1_000, 700.0]), np.array([[1, 0.6], [0.6, 1.0]]))
    assert found.effects.shapley == pytest.approx(true, abs=0.04)


@pytest.mark.parametrize("within", [0, 0.5, 1])
def test_savings_of_one_partner_are_as_correlated_as_their_own_latents(within):
    """Gap = 10,000·pay - 2,000·delivery; the saving's latent has sqrt(within) of the correlation of its assumption."""
    delivery = {
        "unit": "share", "central": "50%", "source": "i", "drawn": "once", "within_partner": within,
        "spread": {"normal": {"mean": "50%", "sd": "10%"}},
    }  # fmt: skip
    saving = {"line": "line_pay", "planned": {"2026/27": 2_000}, "delivery": "delivery"}
    plan = linear_plan(
        {"pay": 10_000},
        correlations=[["pay", "delivery", 0.8]],
        assumptions={"delivery": delivery},
        savings={"s": saving},
    )
    found = variance(question_of(plan, draws=8_000))
    weights, between = np.array([200, -200.0]), 0.8 * within**0.5
    true = shapley_by_orders(weights, np.array([[1, between], [between, 1]]))
    assert found.effects.shapley == pytest.approx(true, abs=0.03)
    alone = (200 - between * 200) ** 2 / (2 * 200**2 * (1 - between))
    assert found.effects.first == pytest.approx([alone, alone], abs=0.09)


def test_the_range_if_a_group_were_certain_is_that_of_the_others():
    found = variance(question_of(linear_plan({"pay": 1_000, "energy": 700}, 800), draws=8_000))
    for group, rest in (("pay", (700, 800)), ("prices", (1_000, 800)), ("funding", (1_000, 700))):
        assert found.width(group) == pytest.approx(2 * Z_90 * SD * float(np.hypot(*rest)), rel=0.05)
    assert found.width() == pytest.approx(2 * Z_90 * SD * (1_000**2 + 700**2 + 800**2) ** 0.5, rel=0.05)


def test_the_error_of_a_narrowing_is_that_of_other_samples():
    plan = linear_plan({"pay": 1_000, "energy": 700}, 800)
    every = [variance(question_of(plan, draws=1_000, seed=2 * seed)) for seed in range(1, 31)]
    for group in ("pay", "prices", "funding"):
        spread = np.std([each.width() - each.width(group) for each in every], ddof=1)
        assert np.mean([each.errors[group] for each in every]) == pytest.approx(spread, rel=0.5)
    assert variance(question_of(plan, draws=300)).errors["pay"] is None


def test_indices_of_independent_drivers():
    """The gap is 1,000·pay + 700·energy and an event of 8% · £100k."""
    event = {"flood": {"probability": "8%", "impact": 100}}
    plan = linear_plan({"pay": 1_000, "energy": 700}, 800, [["pay", "uplift", 0.4]], risk_events=event)
    found = variance(question_of(plan, draws=8_000))
    parts = {"assumptions.energy": (700 * SD) ** 2, "risk_events.flood": 0.08 * 0.92 * 100**2}
    correlated = SD**2 * (1_000**2 + 800**2 - 2 * 0.4 * 1_000 * 800)
    whole = sum(parts.values()) + correlated
    assert {driver.id for driver in found.single} == set(parts)
    for driver, estimates in found.single.items():
        for estimate in estimates:
            assert abs(estimate.value - parts[driver.id] / whole) <= 4 * estimate.error


def test_a_figure_that_nothing_moves():
    found = variance(question_of(linear_plan({"pay": 1_000}, 0, risk_events=FLOOD), "funding", draws=500))
    assert np.isnan(found.effects.shapley).all()
    assert found.width() == 0
    assert variance(question_of(linear_plan({}), draws=50)).groups == ()
