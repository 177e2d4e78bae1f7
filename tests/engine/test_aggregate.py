"""Grouped lines give the same figures as single lines, in the central case and in many draws."""

import numpy as np
import pytest
from hypothesis import given

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.engine.aggregate import group_lines
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.results.figures import figures
from mtfp.simulation.record import rows_for
from tests.evidence import examples
from tests.laws.plans import plans, some_draws

SPENT = ("contingency_share", "community_share")
"""Shares of expenditure."""


def _well_above_zero(divisor, size):
    """Flag the years whose share is not dominated by rounding."""
    return np.abs(np.nan_to_num(divisor)) > 1e-5 * size


def assert_same(plan, draws, *, by_setting):
    rows = group_lines(plan, by_setting=by_setting)
    single, grouped = (figures(project(plan, draws, each)) for each in (None, rows))
    assert ("community_share" in grouped) >= by_setting
    size = max(1.0, *(float(np.nanmax(np.abs(single[row]), initial=0.0)) for row in ("expenditure", "funding")))
    divided_by = {"unidentified_share": "gap_before_savings"} | dict.fromkeys(SPENT, "expenditure")
    for name in grouped:  # every figure except the cost of single lines
        values = single[name]
        known = _well_above_zero(single[divided_by[name]], size) if name in divided_by else np.ones_like(values, bool)
        slack = 1e-6 if name in divided_by else 1e-9
        np.testing.assert_allclose(grouped[name][known], values[known], rtol=slack, atol=1e-9 * size, err_msg=name)


TWO_SETTINGS = {
    "mtfp": 1,
    "name": "A",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "lines": {
        "home": {"partner": "nhs", "setting": "community", "cost": {"2025/26": 10, "then": 10}},
        "ward": {"partner": "nhs", "setting": "hospital", "cost": {"2025/26": 30, "then": 30}},
    },
    "funding": {},
}


@examples(ordinary=40, long=400)
@given(plans())
def test_rows_of_several_lines_change_no_figure(drawn):
    plan = drawn.plan()
    assert_same(plan, central_draws(plan), by_setting=True)
    assert_same(plan, some_draws(plan, 3), by_setting=False)


@examples(ordinary=15, long=150)
@given(plans())
def test_every_line_stands_in_one_row(drawn):
    plan = drawn.plan()
    rows = group_lines(plan, by_setting=True)
    assert sorted(name for row in rows.names for name in row) == sorted(plan.lines)
    assert len(rows) <= len(plan.lines)


def test_only_lines_under_the_same_rules_are_grouped():
    alike = {"partner": "nhs", "setting": "community", "budget": 10}
    elsewhere = {**alike, "setting": "hospital"}
    lines = {"a": alike, "b": alike, "c": alike, "d": {**alike, "partner": "council"}, "e": elsewhere}
    said = {
        "mtfp": 1,
        "name": "A",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£k",
        "assumptions": {"cpi": {"unit": "rate", "central": "2%", "source": "i"}},
        "lines": {name: {**line, "components": {"cpi": "100%"}} for name, line in lines.items()},
        "funding": {"fund": {"partner": "nhs", "type": "ring_fenced", "lines": ["c"], "stated": {"then": 5}}},
    }
    plan = Plan.model_validate(said)
    assert group_lines(plan, by_setting=True).names == (("a", "b"), ("c",), ("d",), ("e",))
    assert group_lines(plan, by_setting=False).names == (("a", "b", "e"), ("c",), ("d",))


def test_a_figure_by_setting_is_left_out_of_lines_of_several_settings_and_sets_them_apart():
    plan = Plan.model_validate(TWO_SETTINGS)
    assert "community_share" not in figures(project(plan, central_draws(plan), rows_for(plan, ["gap"])))
    apart = figures(project(plan, central_draws(plan), rows_for(plan, ["gap", "community_share"])))
    assert apart["community_share"][0, 0] == pytest.approx(0.25)


def test_one_line_of_a_grouped_row_is_refused():
    rows = Rows({"a": None, "b": None}, (("a", "b"),))
    assert rows.of(["a", "b"]).tolist() == [True]
    with pytest.raises(ValueError, match="share a row with other lines: a"):
        rows.of(["a"])
