"""A check says its figure by its label, its year and its limit; in many draws also where it fails, and how narrowly."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.check import Check
from mtfp.model.plan import Plan
from mtfp.results.checks import Verdict, verdicts
from mtfp.simulation.statistics import Estimate
from mtfp.views.simulated.sampled_checks import SampledVerdict

RATE = {"unit": "rate", "central": "0%", "source": "worked by hand"}
PLAN = {
    "mtfp": 1,
    "name": "A",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "assumptions": {"flat": RATE},
    "lines": {
        "home": {"partner": "council", "setting": "community", "budget": 110, "components": {"flat": "100%"}},
    },
    "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}},
    "reserves": {"general": {"label": "General", "class": "contingency", "opening": 25, "floor": {"money": 8}}},
    "scheme": {"steps": [{"reserves": {"order": ["general"]}}, {"additional_payments": {"who": "by_contribution"}}]},
}
"""A gap of 10 a year: the reserve of 25 meets 10, then 7 down to its floor of 8; the council pays 3, then 10."""


def in_words(**check):
    plan = Plan.model_validate({**PLAN, "checks": [{"name": "c", **check}]})
    return str(verdicts(project(plan, central_draws(plan)))[0])


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"of": "gap", "at_most": 12, "in": "2026/27"}, "the gap, £10,000 in 2026/27, must be at most £12,000"),
        (
            {"of": "additional_payments", "at_most": 2},
            "additional partner contributions, £10,000 in 2028/29 (the worst year; first missed in 2027/28), must be "
            "at most £2,000 in all years",
        ),
        (
            {"of": "reserves.general", "at_least": "floor"},
            "the General reserve, £8,000 in 2027/28 (the year closest to the limit), must be at least its minimum "
            "level (£8,000 in 2027/28) in all years",
        ),
        (
            {"of": "unidentified_share", "at_most": "50%", "in": "2026/27"},
            "the unidentified share of the gap before savings, 100.0% in 2026/27, must be at most 50.0%",
        ),
    ],
)
def test_a_verdict_is_a_sentence_without_identifiers(check, words):
    assert in_words(**check) == words


def test_a_figure_that_there_is_not_is_said():
    check = Check.model_validate({"name": "c", "of": "unidentified_share", "at_most": "50%", "in": "2026/27"})
    verdict = Verdict(check, True, "2026/27", "£k", figure="the unidentified share of the gap before savings")
    assert str(verdict) == "there is no figure in 2026/27 for the unidentified share of the gap before savings"


@pytest.mark.parametrize(
    ("central", "share", "error", "words"),
    [
        (True, 0.9, 0.01, "c"),
        (True, 0.61, 0.01, "c (only just: more draws might change this)"),
        (True, 0.3, 0.01, "FAILS: c"),
        (True, 0.59, 0.01, "FAILS: c (narrowly: more draws might change this)"),
        (False, 0.9, 0.01, "FAILS: c (fails in the central case)"),
        (False, 0.59, 0.01, "FAILS: c (fails in the central case too)"),
    ],
)
def test_a_check_over_draws_says_where_it_fails_and_how_narrowly(central, share, error, words):
    check = Check.model_validate({"name": "c", "of": "gap", "at_most": 1, "probability": "60%"})
    verdict = SampledVerdict("base", 1, Verdict(check, central, "2026/27", "£k"), Estimate(share, error), 1)
    assert str(verdict) == words
