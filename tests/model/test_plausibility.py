"""Warnings about a plan: the bound beyond which each is given, and the side it names."""

import pytest

from mtfp.model.consistency.plausibility import check_balance, check_growth, check_reviews
from mtfp.model.plan import Plan

HOME = {"partner": "council", "setting": "community", "components": {"still": "100%"}}
STILL = {"unit": "rate", "central": "0%", "source": "case"}


def plan_of(budget, base, **sections):
    document = {
        "mtfp": 1,
        "name": "Worth knowing",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£m",
        "assumptions": {"still": STILL},
        "lines": {"home": {**HOME, "budget": budget}},
        "funding": {"council": {"partner": "council", "type": "payment", "base": base, "uplift": "still"}},
    }
    return Plan.model_validate({**document, **sections})


@pytest.mark.parametrize(
    ("budget", "base", "expected"),
    [
        # 2% of 100 is 2, either way
        (100, 98, ()),
        (100, 102, ()),
        (100, 97.99, ("costs 2.01 more than its funding",)),
        (100, 102.01, ("costs 2.01 less than its funding",)),
        # 2% of 0.4 is 0.008
        (0.4, 0.393, ()),
        (0.4, 0.407, ()),
        (0.4, 0.391, ("costs 0.009 more than its funding",)),
        (0.4, 0.409, ("costs 0.009 less than its funding",)),
        # a plan that costs nothing needs no funding
        (0, 0.1, ("costs 0.1 less than its funding",)),
        (0, 0, ()),
    ],
)
def test_a_base_year_may_be_2_percent_of_cost_from_balance(budget, base, expected):
    warnings = [complaint.message for complaint in check_balance(plan_of(budget, base))]
    assert warnings == [f"in 2025/26 the plan {message}, but an agreed budget balances" for message in expected]


def test_balance_is_of_cost_less_income_without_the_set_aside():
    # 100 - 20 + 30 = 110 of cost; the 50 set aside and the 7 paid for them are left out
    lines = {
        "home": {**HOME, "budget": 100},
        "charges": {**HOME, "budget": 20, "kind": "income"},
        "wards": {**HOME, "budget": 50, "set_aside": True},
        "grants": {"partner": "council", "setting": "other", "cost": {"2025/26": 30, "then": 90}},
    }
    council = {"partner": "council", "type": "payment", "uplift": "still"}
    hospital = {**council, "partner": "nhs", "type": "set_aside", "base": 7}

    def warnings(paid):
        plan = plan_of(0, 0, lines=lines, funding={"council": {**council, "base": paid}, "hospital": hospital})
        return [complaint.message for complaint in check_balance(plan)]

    assert warnings(110) == []
    assert warnings(100) == ["in 2025/26 the plan costs 10 more than its funding, but an agreed budget balances"]


def with_assumption(**fields):
    return plan_of(100, 100, assumptions={"still": STILL, "cpi": {"unit": "rate", "source": "case", **fields}})


@pytest.mark.parametrize(("rate", "warned"), [("15%", 0), ("15.1%", 1), ("-5%", 0), ("-5.1%", 1)])
def test_growth_is_plausible_from_minus_5_to_15_percent(rate, warned):
    assert len(list(check_growth(with_assumption(central=rate)))) == warned
    # only the projected years count
    assert not list(check_growth(with_assumption(central={"2025/26": rate, "then": "2%"})))
    assert len(list(check_growth(with_assumption(central={"2026/27": "2%", "then": rate})))) == warned


@pytest.mark.parametrize(("reviewed", "codes"), [("2025-04-01", []), ("2025-03-31", ["W503"]), (None, ["W502"])])
def test_a_review_is_old_365_days_before_the_first_projected_year(reviewed, codes):
    # from 1 April 2025 to 1 April 2026 there are 365 days
    plan = with_assumption(central="2%", **({"reviewed": reviewed} if reviewed else {}))
    about = [complaint for complaint in check_reviews(plan) if complaint.path[1] == "cpi"]
    assert [complaint.code for complaint in about] == codes


def test_an_unknown_base_year_is_not_out_of_balance():
    # of 100 of cost only 60 is known to be paid for
    known = {"partner": "council", "type": "payment", "base": 60, "uplift": "still"}
    unknown = {"partner": "nhs", "type": "payment", "stated": {"2026/27": 40, "then": 40}}
    plan = plan_of(100, 0, funding={"council": known, "nhs": unknown})
    assert not list(check_balance(plan))
