"""What is bought elsewhere composes: two levers of 50% leave 25% here and buy the other 75% elsewhere."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario, apply_scenario


def test_levels_one_after_the_other_buy_what_each_takes_away():
    # 100 of volume. First lever: 50 stay, 50 bought. Second: 25 stay, 25 more bought. 25 + 75 = 100. The other way
    # round it is the same, so each lever buys 37.5 on average of the two orders.
    still = {"unit": "rate", "central": "0%", "source": "case"}
    home = {"partner": "council", "setting": "institutional", "budget": 100, "components": {"still": "100%"}}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "case"}
    plan = Plan.model_validate({**document, "assumptions": {"still": still}, "lines": {"home": home}, "funding": {}})
    half = {"service_level": {"lines": "home", "level": "50%", "from": "year 1", "bought_elsewhere": "100%"}}
    scenario = Scenario.model_validate({"mtfp": 1, "scenario": "quarter", "levers": [half, half]})
    after = apply_scenario(plan, scenario).plan
    projection = project(after, central_draws(after))
    assert projection.costs.cost[0, 1:, 0] == pytest.approx(100)
    assert projection.gap.expenditure[1:, 0] == pytest.approx(100)


@pytest.mark.parametrize("other", ["100%", "0%"])
def test_a_level_and_its_inverse_buy_nothing(other):
    """Nor do they change what a third lever buys: all of the 20 that it takes away, or none of it."""
    still = {"unit": "rate", "central": "0%", "source": "case"}
    home = {"partner": "council", "setting": "institutional", "budget": 100, "components": {"still": "100%"}}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "case"}
    plan = Plan.model_validate({**document, "assumptions": {"still": still}, "lines": {"home": home}, "funding": {}})
    down, up = (
        {"service_level": {"lines": "home", "level": level, "from": "year 1", "bought_elsewhere": other}}
        for level in ("50%", "200%")
    )
    third = {"service_level": {"lines": "home", "level": "80%", "from": "year 1", "bought_elsewhere": other}}
    for levers, cost in (([down, up], 100), ([down, third, up], 100 if other == "100%" else 80)):
        after = apply_scenario(plan, Scenario.model_validate({"mtfp": 1, "scenario": "s", "levers": levers})).plan
        assert project(after, central_draws(after)).costs.cost[0, 1:, 0] == pytest.approx(cost)
