"""Levers on funding and population, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.text.yaml import parse_yaml


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


CUT = "{partner: council, type: payment, kind: reduction, base: 100, uplift: uplift}"


@pytest.fixture
def with_cut(plan):
    return plan.but(funding={**plan.funding, "cut": type(plan.funding["set_aside"]).model_validate(yaml_of(CUT))})


def yaml_of(text):
    return parse_yaml(text, "s.yaml").value


def test_levers_on_a_reduction(applied, with_cut):
    """A lever's money is more funding, so it lowers the reduction; the other levers act on the reduction itself."""
    of = {
        lever: paid(applied(f"funding: {{{lever}}}", on=with_cut).plan, "cut")
        for lever in (
            "name: cut, add: {year 2: 40}",
            "name: cut, ends: year 1",
            "streams: {kind: reduction}, flat: true",
        )
    }
    grown = paid(with_cut, "cut")
    assert grown[:3] == pytest.approx([-100, -101, -102.515])
    more, ends, flat = of.values()
    assert more - grown == pytest.approx([0, 0, 40, 0, 0, 0])
    assert ends == pytest.approx([-100, -101, 0, 0, 0, 0])
    assert flat == pytest.approx([-100] * 6)
    late = applied("funding: {name: cut, delay: 1}", on=with_cut).plan
    assert paid(late, "cut")[:3] == pytest.approx([-100, -100, -101])


def test_a_reduction_is_selected_by_its_kind_alone(applied, with_cut):
    after = applied("funding: {streams: {kind: funding, type: payment, rule: uplift}, flat: true}", on=with_cut).plan
    assert after.funding["cut"] == with_cut.funding["cut"]
    assert paid(after, "council_payment") == pytest.approx([1500] * 6)
