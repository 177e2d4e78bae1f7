"""Warnings about a plan: the bound beyond which each is given, and the side it names."""

import pytest

from mtfp.model.consistency.worth_knowing import base_year_balances
from mtfp.model.plan import Plan

STILL = {"unit": "rate", "central": "0%", "source": "case"}


def plan_of(budget, base, **sections):
    document = {
        "mtfp": 1,
        "name": "Worth knowing",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£m",
        "assumptions": {"still": STILL},
        "lines": {
            "home": {"partner": "council", "setting": "community", "budget": budget, "components": {"still": "100%"}}
        },
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
    warnings = [complaint.message for complaint in base_year_balances(plan_of(budget, base))]
    assert warnings == [f"in 2025/26 the plan {message}; an agreed budget balances" for message in expected]
