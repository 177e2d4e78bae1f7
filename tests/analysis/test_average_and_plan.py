"""Average of the draws less the plan's own case: each group alone in the same draws, and what only all together do."""

import copy

import pytest

from mtfp.analysis.average_and_plan import AverageAndPlan, average_and_plan
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample

SAMPLE, LAST = Sample(draws=300, seed=5), "2027/28"


def rate(central, mean):
    """Return a rate whose draws are not around the plan's own value."""
    return {"unit": "rate", "source": "drawn", "central": central, "spread": {"normal": {"mean": mean, "sd": "1%"}}}


DOCUMENT = {
    "mtfp": 1,
    "name": "Average",
    "base_year": "2025/26",
    "years": 2,
    "unit": "£k",
    "source": "drawn",
    "assumptions": {
        "pay": rate("3%", "4%"),
        "cpi": rate("2%", "3%"),
        "growth": rate("1%", "2%"),
        "uplift": rate("2%", "1%"),
        "delivery": {
            "unit": "share",
            "source": "drawn",
            "central": "80%",
            "spread": {"triangular": ["10%", "40%", "90%"]},
        },
    },
    "lines": {
        "home": {
            "partner": "council",
            "setting": "community",
            "budget": 1_000,
            "components": {"pay": "60%", "cpi": "40%"},
            "demand": {"growth": "growth"},
        }
    },
    "funding": {"council": {"partner": "council", "type": "payment", "base": 1_000, "uplift": "uplift"}},
    "savings": {"rotas": {"planned": {"2026/27": 20}, "delivery": "delivery"}},
    "risk_events": {"flood": {"probability": "30%", "each": "year", "impact": 50}},
}
OF_GROUP = {"pay": "pay", "prices": "cpi", "demand": "growth", "funding": "uplift", "savings": "delivery"}


def only(*groups):
    """Return the plan with some groups uncertain. All others are certain in the document itself."""
    document = copy.deepcopy(DOCUMENT)
    for group, assumption in OF_GROUP.items():
        if group not in groups:
            del document["assumptions"][assumption]["spread"]
    if "events" not in groups:
        del document["risk_events"]  # its chance is below a half, so the plan's own case doesn't count it
    return Plan.model_validate(document)


GROUPS = (*OF_GROUP, "events")


@pytest.fixture(scope="module")
def found():
    return average_and_plan(only(*GROUPS), "gap", LAST, SAMPLE)


def average_of(plan):
    return SAMPLE.figures(plan, ["gap"])["gap"][2].mean()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_alone_is_the_plan_with_nothing_else_uncertain(found, group):
    assert found.groups[group] == pytest.approx(average_of(only(group)) - found.plan, abs=1e-9)
    assert abs(found.groups[group]) > 1


def test_the_plan_is_its_own_case(found):
    """Cost 1,000 · (0.6 · 1.03² + 0.4 · 1.02²) · 1.01², less 1,000 · 1.02², less 80% of 20."""
    assert found.plan == pytest.approx(1_000 * (0.6 * 1.03**2 + 0.4 * 1.02**2) * 1.01**2 - 1_040.4 - 16)


def test_parts_and_what_they_do_together_are_the_whole_difference(found):
    assert found.average == pytest.approx(average_of(only(*GROUPS)))
    assert sum(found.groups.values()) + found.together == pytest.approx(found.average - found.plan)
    assert abs(found.together) > 0.1  # pay and growth multiply


@pytest.mark.parametrize("groups", [("pay",), ("pay", "prices"), ("pay", "events"), ("funding", "savings", "events")])
def test_causes_that_add_up_do_nothing_more_together(groups):
    found = average_and_plan(only(*groups), "gap", LAST, SAMPLE)
    assert tuple(found.groups) == groups
    assert found.together == pytest.approx(0, abs=1e-9)


def test_main_groups_have_the_sign_of_the_difference_and_a_tenth_of_it():
    """Average less plan is 10; 1 is a tenth, 0.99 is not, and -3 goes the other way."""
    groups = {"pay": 1.0, "prices": 0.99, "demand": -3.0, "funding": 8.0}
    figure = {"figure": "gap", "year": LAST, "middle": 0.0}
    found = AverageAndPlan(**figure, plan=5.0, average=15.0, groups=groups)
    assert found.main == ("funding", "pay")
    assert found.together == pytest.approx(3.01)
    assert AverageAndPlan(**figure, plan=15.0, average=5.0, groups=groups).main == ("demand",)
    assert AverageAndPlan(**figure, plan=5.0, average=5.0, groups=groups).main == ()
