"""Drivers of a plan, and their groups."""

import pytest

from mtfp import Planner
from mtfp.analysis.sensitivity.drivers import by_group, drivers_of
from mtfp.model.plan import Plan
from tests.analysis.sensitivity.linear import linear_plan, rate

SHARE = {"unit": "share", "central": "10%", "source": "i", "spread": {"interval": ["5%", "15%"]}}


def group_of(plan: Plan, id: str) -> str:
    return next(driver.group for driver in drivers_of(plan) if driver.id == id)


def test_drivers_of_shetland_by_group():
    found = by_group(drivers_of(Planner("examples/shetland").plan))
    assert {group: [driver.id.partition(".")[2] for driver in drivers] for group, drivers in found.items()} == {
        "pay": [
            "pay_nhs", "pay_council", "living_wage", "on_costs_council", "on_costs_nhs", "vacancy_care",
            "vacancy_clinical",
        ],
        "prices": ["cpi", "medicines", "energy"],
        "demand": ["ageing_error", "years_younger", "complexity", "prescribing_items", "variant"],
        "funding": ["council_uplift", "nhs_uplift"],
        "savings": ["delivery_green", "delivery_amber", "delivery_red", "savings_delivery"],
        "events": ["mainland_placement", "practice_on_locums", "trust_withdraws"],
    }  # fmt: skip


def test_a_delivery_assumption_has_every_saving_that_uses_it():
    by_id = {driver.id: driver for driver in drivers_of(Planner("examples/shetland").plan)}
    assert by_id["assumptions.savings_delivery"].savings == ("reablement.saves",)
    assert by_id["assumptions.delivery_green"].savings == ("prescribing_review", "dental_sessions", "vacancies")


def test_an_assumption_that_drives_cost_and_funding_is_a_driver_of_cost():
    follows = {"partner": "nhs", "type": "payment", "base": 50, "uplift": "cpi"}
    assert group_of(linear_plan({"cpi": 100}, funding={"paid": follows}), "assumptions.cpi") == "prices"


def test_an_assumption_that_only_others_follow_has_their_group():
    followed = {"pay_deal": {**rate(), "central": "3%"}, "award": rate(tracks={"of": "pay_deal"})}
    del followed["award"]["central"]
    plan = linear_plan({"cpi": 100}, 90, assumptions=followed)
    assert group_of(plan, "assumptions.pay_deal") == "pay"
    uplift = {"growth": rate(), "uplift": {"unit": "rate", "tracks": {"of": "growth"}, "source": "i"}}
    assert group_of(linear_plan({"cpi": 100}, 90, assumptions=uplift), "assumptions.growth") == "funding"


def test_on_costs_are_pay_and_growth_is_demand():
    line = {
        "partner": "council", "setting": "community", "budget": 100,
        "components": {"pay": {"share": "100%", "on_costs": "on_costs"}}, "demand": {"growth": "need"},
    }  # fmt: skip
    plan = linear_plan({}, assumptions={"pay": rate(), "on_costs": SHARE, "need": rate()}, lines={"home": line})
    assert [group_of(plan, f"assumptions.{name}") for name in ("pay", "on_costs", "need")] == ["pay", "pay", "demand"]


@pytest.mark.parametrize(
    ("event", "drives"),
    [
        ({"probability": "8%", "impact": 5}, True),
        ({"probability": "100%", "impact": 5}, False),
        ({"probability": "100%", "impact": {"central": 5, "spread": {"uniform": [3, 9]}}}, True),
        ({"probability": "100%", "once": {}, "impact": 5}, True),
        ({"probability": "8%", "impact": 5, "status": "closed"}, False),
        ({"probability": "0%", "impact": {"central": 5, "spread": {"uniform": [3, 9]}}}, False),
    ],
)
def test_an_event_is_a_driver_if_it_may_happen_and_may_not(event, drives):
    assert bool(drivers_of(linear_plan({}, years=2, risk_events={"flood": event}))) is drives


def test_a_recovery_plan_that_may_fail_is_a_driver():
    steps = [
        {"recovery_plan": {"achieves": "40%", "fails": "30%"}},
        {"recovery_plan": {"achieves": "40%"}},
        {"additional_payments": {"who": "by_contribution"}},
    ]
    (driver,) = drivers_of(linear_plan({}, scheme={"steps": steps}))
    assert (driver.id, driver.group, driver.label) == ("scheme.recovery_plan", "savings", "Recovery plan")
