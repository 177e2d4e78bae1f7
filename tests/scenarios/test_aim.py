"""Aiming at assumptions by what they do in the plan."""

import pytest

from mtfp.model.money_in.funding import Uplift
from mtfp.scenarios.levers.common.aim import AssumptionSelector, roles


def chosen(plan, **said):
    return AssumptionSelector.model_validate(said).of(plan)


def test_roles_come_from_where_the_plan_names_an_assumption(plan):
    assert roles(plan) == {
        "pay_nhs": {"prices"},
        "pay_council": {"prices"},
        "cpi": {"prices"},
        "wage": {"prices"},
        "uplift": {"payments"},
        "delivery": {"delivery"},
        "growth": {"growth"},
        "energy": {"prices"},
        "younger": set(),
    }


def test_what_follows_a_selected_one_is_left_to_follow(plan):
    assert chosen(plan, pressure="pay") == ("pay_nhs",)
    assert chosen(plan, pressure="price") == ("cpi", "energy")
    # nobody else is selected here that wage could follow
    alone = plan.with_fields(lines={name: line for name, line in plan.lines.items() if name == "care_at_home"})
    assert chosen(alone, pressure="price") == ("wage",)
    assert AssumptionSelector.model_validate(["wage", "cpi"]).of(plan) == ("cpi", "wage")


@pytest.mark.parametrize(
    ("role", "names"), [("payments", ("uplift",)), ("growth", ("growth",)), ("delivery", ("delivery",))]
)
def test_by_role(plan, role, names):
    assert chosen(plan, drives=role) == names


def test_an_uplift_that_moves_costs_too_is_left_alone(plan, applied):
    shared = plan.funding["council_payment"].with_fields(uplift=Uplift("cpi"))
    on = plan.with_fields(funding={**plan.funding, "council_payment": shared})
    outcome = applied("shift: {assumptions: {drives: payments}, by: -1%}", on=on)
    assert outcome.plan == on
    assert [objection.complaint.code for objection in outcome.objections] == ["W552", "W554"]
    assert not outcome.refused
