"""Drivers that move no figure, or not the figure in question."""

import pytest

from mtfp.analysis.sensitivity.without_effect import unused_assumptions, without_effect
from tests.analysis.sensitivity.linear import linear_plan, question_of, rate

DELIVERY = {"unit": "share", "drawn": "once", "central": "80%", "source": "i", "spread": {"interval": ["60%", "90%"]}}
RECOVERS = {
    "steps": [
        {"recovery_plan": {"achieves": "40%", "fails": "30%"}},
        {"additional_payments": {"who": "by_contribution"}},
    ]
}


def names(drivers) -> list[str]:
    return [driver.id for driver in drivers]


def test_funding_moves_the_gap_but_not_expenditure():
    plan = linear_plan({"cpi": 100}, 80, assumptions={"fuel": rate()})
    found = without_effect(question_of(plan, "expenditure"))
    assert names(found.on_figure) == ["assumptions.fuel", "assumptions.uplift"]
    assert names(found.on_any) == ["assumptions.fuel"]
    assert names(without_effect(question_of(plan)).on_figure) == ["assumptions.fuel"]
    assert unused_assumptions(plan) == ("fuel",)


def test_a_correlation_is_no_effect():
    plan = linear_plan({"cpi": 100}, correlations=[["cpi", "fuel", 0.9]], assumptions={"fuel": rate()})
    assert names(without_effect(question_of(plan)).on_any) == ["assumptions.fuel"]


@pytest.mark.parametrize("probability", ["0.0001%", "50%", "99.9999%"])
def test_an_event_moves_what_it_acts_on(probability):
    """Even an event that happens in none of the draws tried, or in all."""
    events = {
        "strike": {"probability": probability, "impact": {"assumption": "cpi", "by": "1%"}},
        "spill": {"probability": probability, "impact": {"assumption": "fuel", "by": "1%"}},
    }
    plan = linear_plan({"cpi": 100}, years=3, risk_events=events, assumptions={"fuel": rate()})
    found = without_effect(question_of(plan))
    assert names(found.on_any) == ["assumptions.fuel", "risk_events.spill"]
    assert names(without_effect(question_of(plan, "funding")).on_figure) == names(question_of(plan).drivers)


def test_a_recovery_plan_acts_after_the_gap():
    plan = linear_plan({"cpi": 100}, 50, scheme=RECOVERS)
    assert names(without_effect(question_of(plan)).on_figure) == ["scheme.recovery_plan"]
    assert without_effect(question_of(plan, "additional_payments")).on_figure == ()


def test_a_delivery_acts_through_its_savings():
    saving = {"trim": {"partner": "council", "planned": {"2026/27": 10}, "delivery": "delivery"}}
    plan = linear_plan({"cpi": 100}, assumptions={"delivery": DELIVERY}, savings=saving)
    assert without_effect(question_of(plan)).on_figure == ()
    assert names(without_effect(question_of(plan, "expenditure")).on_figure) == ["assumptions.delivery"]


def test_nothing_uncertain():
    found = without_effect(question_of(linear_plan({})))
    assert (found.on_figure, found.on_any) == ((), ())
