"""Draws go on until a statistic is known as closely as asked, and the run says where it isn't."""

from pathlib import Path

import pytest

from mtfp.reading import read_plan
from mtfp.simulation.precision import advice, reached
from mtfp.simulation.statistics import described, sure
from mtfp.simulation.stopping import StoppingRule, until
from tests.simulation.sampled import digest, plan, run

SAID = {
    "p90 gap ±0.5m": StoppingRule("p90", "gap", 3, 500.0),
    "P90 gap +- 500k": StoppingRule("p90", "gap", 3, 500.0),
    "p5 reserves.general 2027/28 ±2_500": StoppingRule("p05", "reserves.general", 2, 2500.0),
    "mean expenditure +/- £20k": StoppingRule("mean", "expenditure", 3, 20.0),
    "probability gap ±1%": StoppingRule("probability", "gap", 3, 0.01),
    "es90 unidentified_share 2026/27 ± 0.5%": StoppingRule("es90", "unidentified_share", 1, 0.005),
}
MISTAKES = {
    "p90 gap": "write a statistic, a figure",
    "p90 gapp ±1": "did you mean `gap`?",
    "p91 gap ±1": "no statistic is called p91",
    "p90 gap 2040/41 ±1": "no year is called 2040/41",
    "p90 gap ±1%": "an amount is needed",
    "probability gap ±1": "a percentage",
    "p90 gap ±0": "above nil",
    "p90 gap ±2bn": "write for example 500k",
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said(text):
    assert until(text, plan()) == SAID[text]


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_refused_with_its_repair(text):
    with pytest.raises(ValueError, match=MISTAKES[text]):
        until(text, plan())


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_it_goes_on_until_it_is_known_so_closely(sampler):
    asked = until("p90 gap ±1.2", plan())
    found = run(plan(), 400_000, sampler=sampler, enough=asked.enough)
    error = described(found.values("base", "gap", 3), found.layout.replicates)["p90"].error
    assert sure(found.layout.replicates) * error <= 1.2
    assert found.draws % 4_096 == 0
    assert 4_096 < found.draws < 200_000
    assert reached(found, asked) == ""


def test_what_it_stops_at_is_a_run_of_so_many_draws():
    """Threads change nothing, and neither does how it came to so many."""
    asked = until("p90 gap ±1.2", plan())
    found = run(plan(), 400_000, enough=asked.enough, threads=2)
    assert digest(found) == digest(run(plan(), found.draws, threads=1))


def test_the_most_is_the_most_and_is_told():
    asked = until("mean gap ±0.001", plan())
    found = run(plan(), 5_000, enough=asked.enough)
    assert found.draws == 5_000
    assert "isn't reached with 5,000 draws: it seems to take" in reached(found, asked)


def test_too_few_draws_to_tell_are_told():
    asked = until("p90 gap ±1", plan())
    assert "10 draws are too few to tell" in reached(run(plan(), 10, enough=asked.enough), asked)


def test_the_future_that_is_known_worst_decides():
    wider = plan(risk_events={"big": {"probability": "30%", "each": "year", "impact": 500, "partner": "nhs"}})
    asked = until("p90 gap ±1.2", plan())
    both = run({"base": plan(), "wider": wider}, 10_000)
    assert asked.half_width(both) == asked.half_width(run(wider, 10_000)) > asked.half_width(run(plan(), 10_000))


def test_a_figure_that_does_not_vary_is_known():
    asked = until("p90 deficit ±1", plan())
    assert run(plan(), 50_000, enough=asked.enough).draws == 4_096


def test_a_plan_without_spreads_is_told_that_nothing_is_uncertain():
    certain = read_plan(Path(__file__).parents[2] / "examples" / "gateshead-2025").plan
    assert advice(run({"base": certain}, 300)).startswith("Nothing is uncertain in the plan")


def test_advice_says_whether_there_were_enough():
    assert advice(run(plan(), 10)).startswith("10 draws are too few")
    assert advice(run(plan(), 300)).startswith("More draws would help")
    assert advice(run(plan(), 20_000)).startswith("Enough draws: the P90 of the gap of 2028/29 is known to within")
    assert "8 scrambles" in advice(run(plan(), 8_000, sampler="sobol"))


def test_the_draws_that_advice_names_are_about_enough():
    said = advice(run(plan(), 300))
    named = int(said.partition("; ")[2].partition(" would")[0].replace(",", ""))
    assert advice(run(plan(), 2 * named)).startswith("Enough")
