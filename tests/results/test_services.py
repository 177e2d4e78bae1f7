"""Units bought elsewhere: the share of the care that a line no longer provides, in each year's demand, with its money.

100 places in the base year. Demand grows by 10% a year: 110 and 121 are needed. The level is 80% from the first year,
and a quarter of the rest is bought elsewhere: 88 places here and 5.5 elsewhere, then 96.8 and 6.05. Of the budget of
1,000, half follows volume: 5 a place. Places elsewhere cost 5.5 · 5 = 27.5, then 6.05 · 5 = 30.25.
"""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.results.services import activity, bought_elsewhere, needed, spent_elsewhere
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.services.activity import people_and_places
from mtfp.views.plan.services.moves import moves_of_activity

STILL = {"unit": "rate", "central": "0%", "source": "case"}
GROWS = {"unit": "rate", "central": "10%", "source": "case"}


def projected(level="80%", **other):
    change = {"level": level, "from": "2026/27", "bought_elsewhere": "25%"}
    line = {
        "partner": "council", "setting": "institutional", "budget": 1_000, "components": {"still": "100%"},
        "demand": {"growth": "grows"}, "fixed_share": "50%", "activity": {"unit": "places", "base": 100},
        "service_level": [change] if level else [], **other,
    }  # fmt: skip
    grants = {**line, "activity": None}
    head = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "source": "case", "funding": {}}
    lines = {"homes": line, "grants": grants}
    plan = Plan.model_validate({**head, "assumptions": {"still": STILL, "grows": GROWS}, "lines": lines})
    return project(plan, central_draws(plan))


def two_years(values):
    return pytest.approx(tuple(values[1:3, 0]))


def test_units_and_money_elsewhere():
    projection = projected()
    assert two_years(needed(projection)["homes"]) == (110, 121)
    assert two_years(activity(projection)["homes"]) == (88, 96.8)
    assert two_years(bought_elsewhere(projection)["homes"]) == (5.5, 6.05)
    assert two_years(spent_elsewhere(projection)["homes"]) == (27.5, 30.25)
    assert set(bought_elsewhere(projection)) == {"homes"}
    assert set(spent_elsewhere(projection)) == {"homes", "grants"}


def test_more_here_means_fewer_elsewhere():
    assert two_years(bought_elsewhere(projected("120%"))["homes"]) == (-5.5, -6.05)


def test_a_level_that_buys_nothing_has_no_units_elsewhere():
    assert bought_elsewhere(projected(None)) == {} == spent_elsewhere(projected(None))


def test_our_share_of_a_hosted_service_counts():
    hosted = projected(hosted={"by": "us", "share": "40%"})
    assert two_years(bought_elsewhere(hosted)["homes"]) == (2.2, 2.42)


def test_tables_show_units_here_and_elsewhere():
    rows = {row.id: row.values for row in people_and_places(projected(), "base").rows}
    assert rows["homes.needed"][:3] == pytest.approx((100, 110, 121))
    assert rows["homes.bought_elsewhere"][:3] == pytest.approx((0, 5.5, 6.05))
    # 500 stays, 88 + 5.5 places cost 5 each: £967,500 for 93.5 places
    assert rows["homes.unit_cost"][1] == pytest.approx(967_500 / 93.5)
    unchanged = {row.id for row in people_and_places(projected(None), "base").rows}
    assert unchanged == {"homes.activity", "homes.unit_cost"}


def test_the_table_of_moves_shows_the_money_too():
    rows = {row.id: row.values for row in moves_of_activity(projected(), "base").rows}
    assert rows["homes.bought_elsewhere"][1:3] == pytest.approx((5.5, 6.05))
    assert rows["homes.spent_elsewhere"][1:3] == pytest.approx((27.5, 30.25))
    assert "grants.bought_elsewhere" not in rows
    assert rows["grants.spent_elsewhere"][1:3] == pytest.approx((27.5, 30.25))


def test_compare_shows_units_bought_elsewhere():
    plan, less = ScenarioRun("base", "Plan", projected(None)), ScenarioRun("less", "Less", projected())
    people = next(table for table in compare(plan, [less]) if table.name == "people")
    rows = {row.id: row.values for row in people.rows}
    assert rows["homes.activity"] == pytest.approx((-0.2 * 133.1,))
    assert rows["homes.bought_elsewhere"] == pytest.approx((0.05 * 133.1,))
    back = next(table for table in compare(less, [plan]) if table.name == "people")
    assert {row.id: row.values for row in back.rows}["homes.bought_elsewhere"] == pytest.approx((-0.05 * 133.1,))
