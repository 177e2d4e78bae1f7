"""Savings by status in levers: what is delivered keeps its delivery, and what isn't may be left out."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario, apply_scenario

STILL = {"unit": "rate", "central": "0%", "source": "case"}
HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"still": "100%"}}
HEAD = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "case", "funding": {}}


def plan_of(savings, investments=None):
    inside = {"assumptions": {"still": STILL}, "lines": {"home": HOME}, "investments": investments or {}}
    return Plan.model_validate({**HEAD, **inside, "savings": savings})


def after(plan, *levers):
    return apply_scenario(plan, Scenario.model_validate({"mtfp": 1, "scenario": "s", "levers": [*levers]}))


def saved(plan):
    return project(plan, central_draws(plan)).gap.savings[1:, 0].tolist()


@pytest.mark.parametrize(
    "done", [{"status": "delivered"}, {"delivered": {"2026/27": 8}}, {"status": "unidentified"}], ids=str
)
def test_a_share_of_what_is_delivered_or_unidentified_is_refused(done):
    plan = plan_of({"done": {"planned": {"2026/27": 10}, **done}})
    outcome = after(plan, {"saving": {"name": "done", "delivery": "50%"}})
    assert [each.complaint.code for each in outcome.objections] == ["E415"]
    assert outcome.plan == plan


def test_a_share_of_a_delivered_investment_is_refused():
    telecare = {"spend": {"2026/27": 5}, "saves": {"amount": 20}, "status": "delivered"}
    outcome = after(plan_of({}, {"telecare": telecare}), {"investment": {"name": "telecare", "delivery": "50%"}})
    assert [each.complaint.code for each in outcome.objections] == ["E415"]


def test_amounts_delivered_move_with_what_is_planned():
    # 10 planned and 8 delivered: half of both, a year later
    plan = plan_of({"done": {"planned": {"2026/27": 10}, "delivered": {"2026/27": 8}}})
    changed = after(plan, {"saving": {"name": "done", "scale": "50%", "delay": 1}}).plan
    assert changed.savings["done"].planned == {"2027/28": 5}
    assert changed.savings["done"].delivered == {"2027/28": 4}
    assert saved(changed) == [0, 4, 4]


def test_a_saving_that_a_lever_adds_takes_its_status_too():
    # 40% of 10 is the illustrative delivery of a red saving
    added = {"saving": {"name": "new", "add": {"line": "home", "planned": {"year 1": 10}, "status": "red"}}}
    outcome = after(plan_of({}), added)
    assert saved(outcome.plan) == [4, 4, 4]
    assert any("Delivery of red savings (illustrative)" in str(made.change) for made in outcome.changes)
    in_money = {"line": "home", "planned": {"year 1": 10}, "delivered": {"year 1": 7}}
    assert saved(after(plan_of({}), {"saving": {"name": "new", "add": in_money}}).plan) == [7, 7, 7]


def test_a_lever_sets_the_delivery_of_a_status_by_name():
    plan = plan_of({"a": {"planned": {"2026/27": 10}, "status": "amber"}})
    assert saved(plan) == [7, 7, 7]
    assert saved(after(plan, {"set": {"assumption": "delivery_amber", "central": "50%"}}).plan) == [5, 5, 5]
    half = {"assumptions": {"drives": "delivery"}, "by": "50%"}
    assert saved(after(plan, {"scale": half}).plan) == [3.5, 3.5, 3.5]


MIXED = {
    "done": {"planned": {"2026/27": 1}, "status": "delivered"},
    "counted": {"planned": {"2026/27": 2}, "delivered": {"2026/27": 2}},
    "green": {"planned": {"2026/27": 4}, "status": "green"},
    "red": {"planned": {"2026/27": 8}, "status": "red"},
    "open": {"planned": {"2026/27": 16}},
    "to_find": {"planned": {"2026/27": 32}, "status": "unidentified"},
}
SPENT = {
    "telecare": {"spend": {"2026/27": 5}, "saves": {"amount": 20}},
    "risky": {"spend": {"2026/27": 5}, "saves": {"amount": 20}, "status": "red"},
    "built": {"spend": {"2026/27": 5}, "saves": {"amount": 20}, "status": "delivered"},
    "repairs": {"spend": {"2026/27": 5}},
}


@pytest.mark.parametrize(
    ("status", "savings", "investments"),
    [
        ("not delivered", ["done", "counted"], ["built", "repairs"]),
        ("red", ["done", "counted", "green", "open", "to_find"], ["telecare", "built", "repairs"]),
        (["red", "unidentified"], ["done", "counted", "green", "open"], ["telecare", "built", "repairs"]),
        ("delivered", ["green", "red", "open", "to_find"], ["telecare", "risky", "repairs"]),
    ],
    ids=str,
)
def test_savings_are_dropped_by_status_with_the_investments_that_they_need(status, savings, investments):
    outcome = after(plan_of(MIXED, SPENT), {"saving": {"status": status, "drop": True}})
    assert list(outcome.plan.savings) == savings
    assert list(outcome.plan.investments) == investments
    said = {made.change.path[:2] for made in outcome.changes}
    gone = {("savings", name) for name in MIXED if name not in savings}
    assert said == gone | {("investments", name) for name in SPENT if name not in investments}


def test_nothing_of_the_status_is_said():
    outcome = after(plan_of({}), {"saving": {"status": "not delivered", "drop": True}})
    assert [each.complaint.code for each in outcome.objections] == ["W551"]


@pytest.mark.parametrize(
    "lever",
    [
        {"status": "red"},
        {"status": "red", "name": "a", "drop": True},
        {"status": "red", "all": True, "drop": True},
        {"drop": True},
        {"status": "red", "add": {"planned": {"2026/27": 1}}},
    ],
    ids=str,
)
def test_a_lever_aims_in_one_way_and_changes_something(lever):
    with pytest.raises(ValueError, match=r"needs one of `name`, `all` and `status`|needs a `name`|exactly one of: add"):
        Scenario.model_validate({"mtfp": 1, "scenario": "s", "levers": [{"saving": lever}]})
