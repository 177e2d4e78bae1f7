"""Draws go on until a statistic has the requested precision, and a run that ends before says so."""

from pathlib import Path

import pytest

from mtfp.reading import read_plan
from mtfp.simulation.precision import advice, precision_warning
from mtfp.simulation.statistics import describe, z_95
from mtfp.simulation.stopping import StoppingRule, stopping_rule
from tests.simulation.sampled import digest, plan, run

RULES = {
    "p90 gap ±0.5m": StoppingRule("p90", "gap", 3, 500.0),
    "P90 gap +- 500k": StoppingRule("p90", "gap", 3, 500.0),
    "p5 reserves.general 2027/28 ±2_500": StoppingRule("p05", "reserves.general", 2, 2500.0),
    "mean expenditure +/- £20k": StoppingRule("mean", "expenditure", 3, 20.0),
    "probability gap ±1%": StoppingRule("probability", "gap", 3, 0.01),
    "es90 unidentified_share 2026/27 ± 0.5%": StoppingRule("es90", "unidentified_share", 1, 0.005),
}
MISTAKES = {
    "p90 gap": "is not a stopping rule; write a statistic, a figure",
    "p90 gapp ±1": "did you mean `gap`?",
    "p91 gap ±1": "no statistic is called p91",
    "p90 gap 2040/41 ±1": "no year is called 2040/41",
    "p90 gap ±1%": "'1%' is not an amount; write it like 500k",
    "probability gap ±1": "is not a percentage between 0% and 100%",
    "p90 gap ±0": "tolerance must be above zero",
    "p90 gap ±2bn": "write it like 500k",
}


@pytest.mark.parametrize("text", RULES)
def test_a_rule_is_read(text):
    assert stopping_rule(text, plan()) == RULES[text]


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_refused_with_its_repair(text):
    with pytest.raises(ValueError, match=MISTAKES[text]):
        stopping_rule(text, plan())


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_draws_go_on_until_the_precision_is_met(sampler):
    rule = stopping_rule("p90 gap ±1.2", plan())
    found = run(plan(), 400_000, sampler=sampler, enough=rule.enough)
    error = describe(found.values("base", "gap", 3), found.layout.replicates)["p90"].error
    assert z_95(found.layout.replicates) * error <= 1.2
    assert found.draws % 4_096 == 0
    assert 4_096 < found.draws < 200_000
    assert precision_warning(found, rule) == ""


def test_a_stopped_run_equals_a_run_of_as_many_draws():
    """Check that neither threads nor stages change a draw."""
    rule = stopping_rule("p90 gap ±1.2", plan())
    found = run(plan(), 400_000, enough=rule.enough, threads=2)
    assert digest(found) == digest(run(plan(), found.draws, threads=1))


def test_a_run_ends_at_its_maximum_with_a_warning():
    rule = stopping_rule("mean gap ±0.001", plan())
    found = run(plan(), 5_000, enough=rule.enough)
    assert found.draws == 5_000
    assert "was not met with 5,000 draws: the requested margin of error needs about" in precision_warning(found, rule)


def test_too_few_draws_for_a_margin_of_error_are_reported():
    rule = stopping_rule("p90 gap ±1", plan())
    assert "10 draws are too few to give a margin of error" in precision_warning(
        run(plan(), 10, enough=rule.enough), rule
    )


def test_the_scenario_with_the_largest_margin_decides():
    wider = plan(risk_events={"big": {"probability": "30%", "each": "year", "impact": 500, "partner": "nhs"}})
    rule = stopping_rule("p90 gap ±1.2", plan())
    both = run({"base": plan(), "wider": wider}, 10_000)
    small, wide = (rule.margin_of_error(run(one, 10_000)) for one in (plan(), wider))
    assert rule.margin_of_error(both) == wide > small


def test_a_figure_that_does_not_vary_needs_one_block():
    rule = stopping_rule("p90 deficit ±1", plan())
    assert run(plan(), 50_000, enough=rule.enough).draws == 4_096


def test_advice_for_a_plan_without_spreads_says_that_nothing_is_uncertain():
    certain = read_plan(Path(__file__).parents[2] / "examples" / "gateshead-2025").plan
    assert advice(run({"base": certain}, 300)).startswith("Nothing in this plan is uncertain")


def test_advice_says_if_there_were_enough_draws():
    assert advice(run(plan(), 10)).startswith("10 draws are too few")
    assert advice(run(plan(), 300)).startswith("More draws would help")
    assert advice(run(plan(), 20_000)).startswith(
        "Enough draws: the P90 of the gap of 2028/29 has a margin of error of"
    )
    assert "8 scrambles" in advice(run(plan(), 8_000, sampler="sobol"))


def test_the_draws_that_advice_names_are_about_enough():
    sentence = advice(run(plan(), 300))
    named = int(sentence.partition("; ")[2].partition(" draws would")[0].replace(",", ""))
    assert advice(run(plan(), 2 * named)).startswith("Enough")
