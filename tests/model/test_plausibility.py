"""Warnings about a plan: the bound beyond which each is given, and the side it names."""

import pytest

from mtfp.model.consistency.policy.plausibility import check_reviews
from mtfp.model.consistency.scale.balance import BALANCE
from mtfp.model.consistency.scale.rates import check_rates
from mtfp.model.consistency.scale.size import size_of
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


def unbalanced(plan):
    balance, _ = BALANCE
    return [complaint.message for complaint in balance(plan, size_of(plan))]


@pytest.mark.parametrize(
    ("budget", "base", "expected"),
    [
        # 6% of 100 is 6, either way
        (100, 94, ()),
        (100, 106, ()),
        (100, 93.9, ("costs £6.1 million more than its funding",)),
        (100, 106.1, ("costs £6.1 million less than its funding",)),
        # 6% of 0.4 is 0.024
        (0.4, 0.377, ()),
        (0.4, 0.423, ()),
        (0.4, 0.375, ("costs £25,000 more than its funding",)),
        (0.4, 0.425, ("costs £25,000 less than its funding",)),
        # a plan that costs nothing needs no funding
        (0, 0.1, ("costs £100,000 less than its funding, which is about as much as Council pays",)),
        (0, 0, ()),
    ],
)
def test_a_base_year_may_be_6_percent_of_cost_from_balance(budget, base, expected):
    said = [f"in 2025/26 the plan {message}" for message in expected]
    ends = ("" if "about" in message else ", but an agreed budget balances" for message in said)
    assert unbalanced(plan_of(budget, base)) == [message + end for message, end in zip(said, ends, strict=True)]


def test_an_opening_gap_that_is_explained_is_what_the_base_year_is_compared_with():
    stated = {"amount": 10, "reason": "savings still to be identified"}
    assert unbalanced(plan_of(100, 90)) != []
    assert unbalanced(plan_of(100, 90, opening_gap=stated)) == []
    (message,) = unbalanced(plan_of(100, 100, opening_gap=stated))
    assert "costs £10 million less than its funding and its `opening_gap` of £10 million" in message


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
        funding = {"council": {**council, "base": paid}, "hospital": hospital}
        return unbalanced(plan_of(0, 0, lines=lines, funding=funding))

    assert warnings(110) == []
    assert warnings(100) == [
        "in 2025/26 the plan costs £10 million more than its funding, but an agreed budget balances"
    ]


def with_assumption(**fields):
    return plan_of(100, 100, assumptions={"still": STILL, "cpi": {"unit": "rate", "source": "case", **fields}})


@pytest.mark.parametrize(("rate", "warned"), [("12%", 0), ("12.1%", 1), ("-1%", 0), ("-1.1%", 1)])
def test_growth_of_no_stated_use_is_plausible_from_minus_1_to_12_percent(rate, warned):
    def found(central):
        plan = with_assumption(central=central)
        return len(list(check_rates(plan, size_of(plan))))

    assert found(rate) == warned
    # only the projected years count
    assert not found({"2025/26": rate, "then": "2%"})
    assert found({"2026/27": rate, "then": rate}) == warned


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
    assert unbalanced(plan) == []
