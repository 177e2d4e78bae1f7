"""Levers on all savings, investments or commitments at once, and money on top of a reserve's use, worked by hand."""

import pytest

from mtfp.model.costs.saving import Investment, Saving


def codes(outcome):
    return [objection.complaint.code for objection in outcome.objections]


@pytest.fixture
def several(plan):
    """The typical plan with a saving that is delivered, one to be found, one more, and an investment without saving."""
    more = {
        "done": {"planned": {"2026/27": 40}, "status": "delivered"},
        "to_find": {"planned": {"2027/28": 30}, "status": "unidentified"},
        "late": {"planned": {"2028/29": 60}, "delivery": "delivery"},
    }
    savings = {**plan.savings, **{name: Saving.model_validate(each) for name, each in more.items()}}
    repairs = Investment.model_validate({"spend": {"2026/27": 8}})
    return plan.with_fields(savings=savings, investments={**plan.investments, "repairs": repairs})


def test_all_savings_deliver_another_share(applied, several):
    # what is delivered counts in full, and what is still to be found has nothing to deliver
    changed = applied("saving: {all: true, delivery: 60%}", on=several).plan
    by_name = {name: saving.delivery for name, saving in changed.savings.items()}
    assert by_name["done"] is None
    assert by_name["to_find"] is None
    assert by_name["skill_mix"] == by_name["late"] == "savings_delivery"
    assert changed.assumptions["savings_delivery"].central.then == 0.6
    assert changed.assumptions["savings_delivery"].label == "Savings: share achieved"


def test_all_savings_a_year_late_and_a_fifth_smaller(applied, several):
    outcome = applied("saving: {all: true, delay: 1, scale: 80%}", on=several)
    planned = {name: saving.planned for name, saving in outcome.plan.savings.items()}
    assert planned == {
        "skill_mix": pytest.approx({"2027/28": 40, "2030/31": 16}),
        "done": {"2026/27": 40},
        "to_find": {"2028/29": 24},
        "late": {"2029/30": 48},
    }
    (objection,) = outcome.objections
    assert objection.complaint.code == "W553"
    assert objection.complaint.message.startswith("the amount of Skill mix of £10,000 in 2030/31 moves beyond")


def test_all_savings_of_a_status(applied, several):
    changed = applied("saving: {status: not delivered, scale: 50%}", on=several).plan
    assert changed.savings["late"].planned == {"2028/29": 30}
    assert changed.savings["done"] == several.savings["done"]
    telecare = changed.investments["telecare"]
    assert (telecare.spend, telecare.saves.amount) == ({"2026/27": 6}, 4.5)
    assert changed.investments["repairs"] == several.investments["repairs"]


def test_all_investments_and_all_commitments(applied, several):
    changed = applied("investment: {all: true, delivery: 20%}", "commitment: {all: true, scale: 110%}", on=several).plan
    telecare = changed.investments["telecare"]
    assert changed.assumptions[telecare.saves.delivery].central.then == 0.2
    assert changed.investments["repairs"] == several.investments["repairs"]
    assert changed.commitments["insurance"].amount == pytest.approx({"2026/27": 33, "2027/28": None})
    assert applied("commitment: {all: true, drop: true}", on=several).plan.commitments == {}


def test_no_item_to_change_is_a_lever_without_effect(applied, several):
    assert codes(applied("saving: {all: true, scale: 50%}", on=several.with_fields(savings={}))) == ["W551"]


def test_use_is_added_to_what_the_plan_uses(applied):
    # 20 in 2026/27 and 5 more; none in 2028/29 and 7
    outcome = applied("reserves: {name: general, add_use: {year 1: 5, 2028/29: 7}}")
    assert outcome.plan.reserves["general"].planned_use == {"2026/27": 25, "2028/29": 7}
    assert [str(made.change) for made in outcome.changes] == [
        "General, planned use, 2026/27: £20,000 → £25,000",
        "General, planned use, 2028/29: none → £7,000",
    ]


def test_less_is_used_but_not_less_than_nothing(applied):
    less = applied("reserves: {name: general, add_use: {year 1: -20}}")
    assert less.plan.reserves["general"].planned_use == {"2026/27": 0}
    (objection,) = applied("reserves: {name: general, add_use: {year 1: -21}}").objections
    assert objection.complaint.code == "E693"
    assert objection.complaint.path == ("levers", 0, "reserves", "add_use", "year 1")
    assert objection.complaint.message == (
        "the plan uses £20,000 of General in year 1, so that its use can't fall by £21,000"
    )


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("reserves: {name: general, planned_use: {year 1: 3}}", ["E405"]),
        ("reserves: {name: general, add_use: {year 1: 3}}", ["E405"]),
        ("reserves: {name: general, add_use: {year 2: 3}}", []),
    ],
)
def test_use_of_one_year_is_changed_by_one_lever(other, found, applied):
    assert codes(applied("reserves: {name: general, add_use: {year 1: 5}}", other)) == found
