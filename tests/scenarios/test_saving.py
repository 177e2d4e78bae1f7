"""Levers on savings and investments, worked by hand."""

import pytest

from mtfp.model.costs.saving import Saving
from mtfp.scenarios.changes import changes


def codes(outcome):
    return [objection.complaint.code for objection in outcome.objections]


def test_a_delayed_saving_loses_what_comes_after_the_plan(applied):
    # 50, 0, 0, 20, 10 one year later is 0, 50, 0, 0, 20; the 10 of 2030/31 would come in 2031/32
    outcome = applied("saving: {name: skill_mix, delay: 1}")
    assert outcome.plan.savings["skill_mix"].planned == {"2027/28": 50, "2030/31": 20}
    assert codes(outcome) == ["W553"]
    assert "the amount of £10,000 in 2030/31 moves beyond" in outcome.objections[0].complaint.message


def test_delayed_and_brought_forward_is_where_it_was(applied, plan):
    early = plan.with_fields(
        savings={"skill_mix": plan.savings["skill_mix"].with_fields(planned={"2026/27": 50.0, "2028/29": 20.0})}
    )
    late = applied("saving: {name: skill_mix, delay: 2}", on=early)
    assert late.plan.savings["skill_mix"].planned == {"2028/29": 50, "2030/31": 20}
    assert applied("saving: {name: skill_mix, delay: -2}", on=late.plan).plan == early
    assert codes(applied("saving: {name: skill_mix, delay: -1}")) == ["W553", "E402"][1:]


def test_a_scaled_saving(applied, plan):
    # 80% of 50, 20, 10; and back by 125%
    smaller = applied("saving: {name: skill_mix, scale: 80%}").plan
    assert smaller.savings["skill_mix"].planned == pytest.approx({"2026/27": 40, "2029/30": 16, "2030/31": 8})
    assert changes(plan, applied("saving: {name: skill_mix, scale: 125%}", on=smaller).plan) == ()


def test_a_saving_is_dropped_and_added(applied, plan):
    without = applied("saving: {name: skill_mix, drop: true}").plan
    assert without.savings == {}
    added = applied("saving: {name: beds, add: {line: care_homes, planned: {year 2: 30}, part_year: 50%}}").plan
    beds = {"line": "care_homes", "planned": {"2027/28": 30}, "part_year": "50%"}
    assert added.savings["beds"] == Saving.model_validate(beds)
    assert added.savings["skill_mix"] == plan.savings["skill_mix"]


def test_another_delivery(applied):
    outcome = applied("saving: {name: skill_mix, delivery: 60%}")
    name = outcome.plan.savings["skill_mix"].delivery
    assert outcome.plan.assumptions[name].central.then == 0.6
    assert outcome.plan.assumptions["delivery"].central.then == 0.8
    outcome = applied("investment: {name: telecare, delivery: delivery, scale: 50%}")
    assert outcome.plan.investments["telecare"].saves.delivery == "delivery"


def test_investments_keep_both_halves_together(applied):
    # 12 spent and 9 saved: half of both, a year later
    telecare = applied("investment: {name: telecare, scale: 50%, delay: 1}").plan.investments["telecare"]
    assert (telecare.spend, telecare.saves.amount, telecare.saves.lag) == ({"2027/28": 6}, 4.5, 1)
    falls = "investment: {name: falls, add: {line: nurses, spend: {year 1: 5}, saves: {amount: 4}}}"
    assert applied(falls).plan.investments["falls"].spend == {"2026/27": 5}


def test_an_investment_that_saves_nothing_delivers_nothing(applied, plan):
    telecare = plan.investments["telecare"].with_fields(saves=None)
    outcome = applied(
        "investment: {name: telecare, delivery: 50%}", on=plan.with_fields(investments={"telecare": telecare})
    )
    assert codes(outcome) == ["E407"]
    smaller = applied(
        "investment: {name: telecare, scale: 50%}", on=plan.with_fields(investments={"telecare": telecare})
    )
    assert smaller.plan.investments["telecare"].spend == {"2026/27": 6}


def test_a_second_delivery_of_its_own_has_a_name_of_its_own(applied):
    once = applied("saving: {name: skill_mix, delivery: 60%}").plan
    twice = applied("saving: {name: skill_mix, delivery: 50%}", on=once).plan
    assert twice.assumptions[twice.savings["skill_mix"].delivery].central.then == 0.5
    assert len(twice.assumptions) == len(once.assumptions) + 1


TOTALS = "{line: care_homes, planned: {2026/27: 10, year 2: 20, 2029/30: 45}, cumulative: true}"


def test_a_saving_added_in_running_totals(applied):
    added = applied(f"saving: {{name: rota, add: {TOTALS}}}").plan.savings["rota"]
    assert added == Saving.model_validate(
        {"line": "care_homes", "planned": {"2026/27": 10, "2027/28": 10, "2029/30": 25}}
    )


def test_levers_on_running_totals_are_those_on_what_each_year_adds(applied, plan):
    said = {"line": "care_homes", "planned": {"2026/27": 10, "2027/28": 20, "2028/29": 30}, "cumulative": True}
    on = plan.but(savings={"rota": Saving.model_validate(said)})
    assert applied("saving: {name: rota, scale: 50%}", on=on).plan.savings["rota"].planned == {
        "2026/27": 5, "2027/28": 5, "2028/29": 5
    }  # fmt: skip
    late = applied("saving: {name: rota, delay: 3}", on=on)
    assert late.plan.savings["rota"].planned == {"2029/30": 10, "2030/31": 10}
    assert codes(late) == ["W553"]


def test_running_totals_that_fall_are_refused_in_the_plan_s_years(applied):
    # `year 1` comes before 2027/28 in this plan
    outcome = applied("saving: {name: rota, add: {planned: {2027/28: 10, year 1: 20}, cumulative: true}}")
    (objection,) = outcome.objections
    assert (objection.complaint.code, objection.complaint.path[-2:]) == ("E345", ("add", "planned"))
    assert "10 in 2027/28 after 20 in 2026/27" in objection.complaint.message
    assert "rota" not in outcome.plan.savings
