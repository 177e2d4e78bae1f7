"""What a plan works out from its sections once, and never carries into a plan that says something else."""

import pytest

from mtfp.model.plan import Plan

PLAN = {
    "mtfp": 1,
    "name": "Kept",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "lines": {},
    "funding": {},
    "savings": {"trim": {"planned": {"2026/27": 10}}},
    "investments": {"telecare": {"spend": {"2026/27": 20}, "saves": {"amount": 6}, "owner": "Head of care"}},
}


@pytest.fixture
def plan():
    return Plan.model_validate(PLAN)


def test_all_savings_are_worked_out_once(plan):
    assert list(plan.all_savings) == ["trim", "telecare.saves"]
    assert plan.all_savings is plan.all_savings


def test_what_an_investment_saves_is_its_owners(plan):
    assert plan.all_savings["telecare.saves"].owner == "Head of care"


def test_a_plan_that_worked_them_out_equals_one_that_did_not(plan):
    other, before = Plan.model_validate(PLAN), plan.digest()
    assert plan.all_savings
    assert plan == other
    assert other == plan
    assert plan.digest() == before


def test_a_changed_plan_works_out_its_own(plan):
    assert plan.all_savings
    changed = plan.but(savings={})
    assert list(changed.all_savings) == ["telecare.saves"]
    assert list(plan.all_savings) == ["trim", "telecare.saves"]
    assert plan.with_supplied(plan.supplied).all_savings == plan.all_savings
