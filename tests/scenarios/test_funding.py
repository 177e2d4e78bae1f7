"""Levers on funding and population, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project


def paid(plan, name):
    return project(plan, central_draws(plan)).receipts[name].total[:, 0]


def test_flat_is_the_same_cash_in_every_year(applied, plan):
    after = applied("funding: {streams: {type: payment, rule: [uplift, stated, movements]}, flat: true}").plan
    assert paid(after, "council_payment") == pytest.approx([1500] * 6)
    # the base year isn't known: the first amount that is
    assert paid(after, "nhs_payment")[1:] == pytest.approx([500] * 5)
    assert after.funding["wage_money"] == plan.funding["wage_money"]
    assert paid(applied("funding: {name: set_aside, flat: true}").plan, "set_aside") == pytest.approx([300] * 6)


def test_one_off_money_on_top(applied, plan):
    after = applied("funding: {name: council_payment, add: {year 2: 100, 2029/30: -40}}").plan
    assert paid(after, "council_payment") - paid(plan, "council_payment") == pytest.approx([0, 0, 100, 0, -40, 0])
    again = applied("funding: {name: council_payment, add: {year 2: -100, year 4: 40}}", on=after).plan
    assert paid(again, "council_payment") == pytest.approx(paid(plan, "council_payment"))


def test_a_stream_ends(applied):
    # 300, 300, 290 and then nothing
    after = applied("funding: {name: set_aside, ends: year 2}").plan
    assert paid(after, "set_aside") == pytest.approx([300, 300, 290, 0, 0, 0])


def test_a_stream_comes_late(applied):
    # 300, 300, 290, ... a year later
    after = applied("funding: {name: set_aside, delay: 1}").plan
    assert paid(after, "set_aside") == pytest.approx([300, 300, 300, 290, 290, 290])


def test_another_stream_in_its_place(applied):
    lever = "funding: {name: nhs_payment, replace: {partner: nhs, type: payment, base: 490, movements: {2027/28: 7}}}"
    assert paid(applied(lever).plan, "nhs_payment") == pytest.approx([490, 490, 497, 497, 497, 497])


def test_population(applied, plan):
    after = applied("population: {variant: low_migration, healthier_ageing: 0.1}").plan
    assert (after.population.variant, after.population.healthier_ageing) == ("low_migration", 0.1)
    assert applied("population: {healthier_ageing: younger}").plan.population.healthier_ageing == "younger"


@pytest.mark.parametrize(("population", "code"), [("none", "W551"), ("file", "W554")])
def test_a_population_without_variants(applied, plan, population, code):
    own = None if population == "none" else plan.population.with_fields(area=None, file="people.csv")
    outcome = applied("population: {variant: low_migration}", on=plan.with_fields(population=own))
    assert [objection.complaint.code for objection in outcome.objections] == [code]
    assert outcome.changes == ()
