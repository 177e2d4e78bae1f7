"""Sentences and tables on the sensitivity of a figure."""

import re
from math import inf

import pytest

from mtfp.analysis.sensitivity.alone import alone
from mtfp.analysis.sensitivity.drivers import drivers_of
from mtfp.analysis.sensitivity.features import features_of
from mtfp.analysis.sensitivity.variance import variance
from mtfp.analysis.sensitivity.without_effect import without_effect
from mtfp.analysis.sensitivity.worst_tenth import worst_tenth
from mtfp.views.sensitivity.alone import alone_in_words, alone_table
from mtfp.views.sensitivity.variance import certain_table, variance_in_words, variance_table
from mtfp.views.sensitivity.without_effect import without_effect_in_words
from mtfp.views.sensitivity.words import limit_in_words
from mtfp.views.sensitivity.worst_tenth import worst_tenth_in_words, worst_tenth_table
from tests.analysis.sensitivity.linear import linear_plan, question_of, rate

FLOOD = {"flood": {"probability": "8%", "impact": 5_000, "label": "Flood"}}
STEPS = [
    {"recovery_plan": {"achieves": "40%", "fails": "30%"}},
    {"additional_payments": {"who": "by_contribution"}},
]


def in_form(text: str) -> str:
    """Return a text with # in place of every amount and share, but not of years."""
    return re.sub(r"−?£?(?<![\d/.])\d[\d,]*(?:\.\d+)?(?: million)?(?![\d/])", "#", text)


def test_sentences_of_a_price_that_matters_most():
    question = question_of(linear_plan({"pay": 10_000, "energy": 700}, 5_000, [["pay", "uplift", 0.4]]), draws=1_000)
    assert in_form(alone_in_words(alone(question))) == (
        "Pay may do most harm to the gap in 2026/27: if only this were uncertain, the worst tenth of draws would "
        "average a gap of #, and # of # draws would lie between a gap of # and a gap of #. With everything uncertain, "
        "the worst tenth averages a gap of #, and # of # draws lie between a gap of # and a gap of #"
    )
    assert in_form(variance_in_words(variance(question))) == (
        "If pay were certain, the range of the gap in 2026/27 that holds # of # draws would narrow from # to about #. "
        "Funding would stay uncertain, although correlated with pay"
    )
    assert in_form(worst_tenth_in_words(worst_tenth(question))) == (
        "The worst tenth of draws averages a gap of # in 2026/27. These draws go with pay: they average #% for pay "
        "(plan: #%)"
    )


def test_sentence_of_a_condition_has_the_plan_next_to_it():
    question = question_of(linear_plan({"pay": 1_000, "energy": 10}))
    assert in_form(worst_tenth_in_words(worst_tenth(question))) == (
        "The worst tenth of draws averages a gap of # in 2026/27. Among these, # of # draws have pay over #% "
        "(plan: #%); among all, # of # draws do"
    )


def test_sentences_of_a_rare_event():
    question = question_of(linear_plan({"pay": 1_000}, risk_events=FLOOD), draws=1_000)
    assert in_form(alone_in_words(alone(question))) == (
        "Flood may do most harm to the gap in 2026/27: if only this were uncertain, the worst tenth of draws would "
        "average a gap of #. With everything uncertain, the worst tenth averages a gap of #, and # of # draws lie "
        "between a gap of # and a gap of #"
    )
    assert in_form(worst_tenth_in_words(worst_tenth(question))) == (
        "The worst tenth of draws averages a gap of # in 2026/27. Among these, # of # draws have flood happening by "
        "2026/27; among all, # of # draws do"
    )


def test_a_risk_event_that_comes_near_has_a_sentence():
    """Pay adds 0.02 · 10,000 · 1.755 = £351,000 to the worst tenth; the event 8% · £250,000 / 10% = £200,000."""
    events = {"flood": {**FLOOD["flood"], "impact": 250}}
    found = alone_in_words(alone(question_of(linear_plan({"pay": 10_000}, risk_events=events), draws=1_000)))
    assert in_form(found).endswith(
        "The largest risk event (flood) alone would make the worst tenth # worse than the central case"
    )
    small = {"flood": {**FLOOD["flood"], "impact": 25}}
    assert "risk event" not in alone_in_words(alone(question_of(linear_plan({"pay": 10_000}, risk_events=small))))


def test_people_see_the_first_drivers_and_programs_all():
    found = alone(question_of(linear_plan({"pay": 1_000, "energy": 700, "fuel": 10}), draws=200))
    few, whole = alone_table(found, 2), alone_table(found)
    assert [row.id for row in few.rows] == [row.id for row in whole.rows]
    assert [row.id for row in few.rows if row.for_machines] == ["assumptions.fuel"]
    assert few.notes[-1].startswith("1 more driver moves neither the range nor the worst tenth by more than £")
    assert found.drivers[0].id == "assumptions.pay"


def test_sentences_of_a_plan_without_uncertainty():
    question = question_of(linear_plan({}), draws=50)
    assert alone_in_words(alone(question)) == "Nothing that is uncertain in the plan moves the gap in 2026/27"
    assert variance_in_words(variance(question)) == (
        "No group of drivers narrows the range of the gap in 2026/27 if it alone were certain"
    )
    assert without_effect_in_words(without_effect(question)) == "Nothing in the plan is uncertain"
    assert worst_tenth_in_words(worst_tenth(question)) == (
        "So many draws have the same value of the gap in 2026/27 that no tenth is worse than the others"
    )
    assert variance_table(variance(question)).rows == ()


@pytest.mark.parametrize(
    ("figure", "extra", "words"),
    [
        ("gap", {}, "Everything that is uncertain in the plan moves the gap in some year"),
        (
            "gap",
            {"fuel": rate()},
            "Fuel doesn't move the gap in any year. It moves no other figure either: check what should use it",
        ),
        (
            "expenditure",
            {"fuel": rate(), "coal": rate()},
            "Fuel, coal and uplift don't move expenditure in any year. No figure of the plan depends on fuel and coal: "
            "check what should use them",
        ),
        ("deficit", {}, "No driver of the plan moves the deficit carried in any year"),
    ],
)
def test_drivers_without_effect_in_words(figure, extra, words):
    question = question_of(linear_plan({"pay": 100}, 80, assumptions=extra), figure)
    assert without_effect_in_words(without_effect(question)) == words


@pytest.mark.parametrize(
    ("driver", "low", "high", "words"),
    [
        ("assumptions.pay", 0.021, inf, "pay over 2.1% on average"),
        ("assumptions.pay", 0.01, 0.0234, "pay between 1.0% and 2.3% on average"),
        ("risk_events.flood", -inf, 0.5, "flood not happening by 2027/28"),
        ("risk_events.flood", 1.5, inf, "flood happening in 2 years or more by 2027/28"),
        ("risk_events.flood", 0.5, 1.5, "flood happening in 1 year by 2027/28"),
        ("risk_events.flood", -inf, 1.5, "flood happening in 0 to 1 years by 2027/28"),
        ("scheme.recovery_plan", 0.5, inf, "recovery plan failing by 2027/28"),
    ],
)
def test_conditions_in_words(driver, low, high, words):
    plan = linear_plan({"pay": 100}, years=2, risk_events=FLOOD, scheme={"steps": STEPS})
    question = question_of(plan, year="2027/28")
    (feature,) = (each for each in features_of(plan, drivers_of(plan), "2027/28") if each.driver.id == driver)
    assert limit_in_words(question, feature, low, high) == words


def test_tables_have_a_row_for_each_driver_and_group():
    plan = linear_plan({"pay": 1_000, "energy": 700}, 800, [["pay", "uplift", 0.4]], risk_events=FLOOD)
    question = question_of(plan, draws=1_000)
    names = {row.id for row in alone_table(alone(question)).rows}
    every = {driver.id for driver in question.drivers} | set(question.groups)
    assert names == every | {"all", ""}
    found = variance(question)
    assert {row.id for row in certain_table(found).rows} == {"all", *question.groups}
    rows = {row.id: row.values for row in variance_table(found).rows}
    assert set(rows) == {*question.groups, "assumptions.energy", "risk_events.flood", ""}
    assert sum(rows[group][0] for group in question.groups) == pytest.approx(1)
    limits = [row for row in worst_tenth_table(worst_tenth(question)).rows if row.for_machines]
    assert {(row.id, row.statistic, row.unit) for row in limits} == {("risk_events.flood", "over", "number")}


def test_shares_are_in_points():
    saving = {"trim": {"partner": "council", "planned": {"2026/27": 50}}}
    plan = linear_plan({"pay": 1_000}, 800, years=2, savings=saving)
    question = question_of(plan, "unidentified_share", "2027/28", draws=1_000)
    assert {row.unit for row in alone_table(alone(question)).rows if row.id} == {"points"}
    assert " points to about " in variance_in_words(variance(question))
