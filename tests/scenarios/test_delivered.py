"""A saving that is delivered for certain and then isn't: the lever's share counts."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario, apply_scenario


def test_delivery_of_a_delivered_saving_moves_what_is_achieved():
    # 10 planned and delivered; the scenario says half of it: 5.
    still = {"unit": "rate", "central": "0%", "source": "case"}
    home = {"partner": "council", "setting": "community", "budget": 100, "components": {"still": "100%"}}
    done = {"line": "home", "planned": {"2026/27": 10}, "status": "delivered"}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "case"}
    lines = {"lines": {"home": home}, "funding": {}, "savings": {"done": done}}
    plan = Plan.model_validate({**document, "assumptions": {"still": still}, **lines})
    levers = [{"saving": {"name": "done", "delivery": "50%"}}]
    after = apply_scenario(plan, Scenario.model_validate({"mtfp": 1, "scenario": "half", "levers": levers})).plan
    assert project(plan, central_draws(plan)).gap.savings[1:, 0] == pytest.approx(10)
    assert project(after, central_draws(after)).gap.savings[1:, 0] == pytest.approx(5)
