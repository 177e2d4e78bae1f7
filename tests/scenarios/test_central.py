"""Levers on assumptions, worked by hand; and each undone by its inverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.values import Percent
from mtfp.model.base.years import levels
from mtfp.scenarios.changes import changes

YEARS = ("2025/26", "2026/27", "2027/28", "2028/29", "2029/30", "2030/31")


def path(plan, name):
    return levels(plan.assumptions[name].central, plan.timeline)


def value(plan, name):
    return central_draws(plan).values[name][:, 0]


def percent(*numbers):
    return pytest.approx([number / 100 for number in numbers], nan_ok=True)


def test_shift_adds_from_a_year_on(applied):
    # 4, 3.5, 3, 3, 3, 3 and half a point more from 2027/28
    lever = "shift: {assumption: pay_nhs, by: 0.5%, from: 2027/28}"
    assert path(applied(lever).plan, "pay_nhs") == percent(4, 3.5, 3.5, 3.5, 3.5, 3.5)
    # one value for every year: the base year keeps it
    assert path(applied("shift: {assumption: cpi, by: -1%}").plan, "cpi") == percent(2, 1, 1, 1, 1, 1)
    # year 2 is the second projected year
    assert path(applied("shift: {assumption: cpi, by: 1%, from: year 2}").plan, "cpi") == percent(2, 2, 3, 3, 3, 3)


def test_years_before_the_base_year_stay(applied, plan):
    # wage follows last year's cpi, so that in year 1 it needs the base year's, which no lever moves
    after = applied("shift: {assumption: cpi, by: 1%}").plan
    # before: 2+2, 2+1, ...; after: 2+2 (the base year's cpi), 3+1, ...
    assert value(plan, "wage")[1:] == percent(4, 3, 3, 3, 3)
    assert value(after, "wage")[1:] == percent(4, 4, 4, 4, 4)
    assert (
        after.assumptions["cpi"].central.at("2024/25") is None or after.assumptions["cpi"].central.at("2024/25") == 0.02
    )


def test_a_constant_keeps_its_past_where_a_lag_looks_back(applied, plan):
    late = plan.assumptions["wage"].with_fields(tracks=plan.assumptions["wage"].tracks.with_fields(lag=3))
    on = plan.with_fields(assumptions={**plan.assumptions, "wage": late})
    after = applied("shift: {assumption: cpi, by: 1%}", on=on).plan
    # three years behind: the base year and the two before it are 2%, so that the rise arrives in year 4
    assert value(after, "wage")[1:] == percent(4, 3, 3, 4, 4)


def test_shift_of_a_linked_one_adds_to_the_link(applied):
    # plus is 2% in year 1, then 1%; a point more from year 3
    after = applied("shift: {assumption: wage, by: 1%, from: year 3}").plan
    assert value(after, "wage")[1:] == percent(4, 3, 4, 4, 4)
    assert after.assumptions["wage"].tracks.of == "cpi"


def test_shift_of_an_index_raises_its_growth(applied):
    # growth 10%, 10%, 0, 0, 0 becomes 12%, 12%, 2%, 2%, 2%
    after = path(applied("shift: {assumption: energy, by: 2%}").plan, "energy")
    assert after[1:] / after[:-1] - 1 == percent(12, 12, 2, 2, 2)
    # without a percent sign, the levels themselves
    assert path(applied("shift: {assumption: energy, by: -5}").plan, "energy").tolist() == [
        100,
        105,
        116,
        116,
        116,
        116,
    ]


def test_scale_multiplies_from_a_year_on(applied):
    # 3.5 and 3 times 90%
    assert path(applied("scale: {assumption: pay_nhs, by: 90%}").plan, "pay_nhs") == percent(
        4, 3.15, 2.7, 2.7, 2.7, 2.7
    )


def test_set_replaces_the_years_it_names(applied):
    # 3.5% in 2026/27 stays, then as written; with no `then`, later years stay as well
    lever = "set: {assumption: pay_nhs, central: {2027/28: 5%, then: 2.5%}}"
    assert path(applied(lever).plan, "pay_nhs") == percent(4, 3.5, 5, 2.5, 2.5, 2.5)
    lever = "set: {assumption: pay_nhs, central: {year 2: 5%}}"
    assert path(applied(lever).plan, "pay_nhs") == percent(4, 3.5, 5, 3, 3, 3)
    lever = "set: {assumption: pay_nhs, central: 1%, from: 2029/30}"
    assert path(applied(lever).plan, "pay_nhs") == percent(4, 3.5, 3, 3, 1, 1)


def test_set_puts_a_path_in_place_of_a_link(applied):
    after = applied("set: {assumption: wage, central: {year 1: 5%, then: 4%}}").plan
    assert after.assumptions["wage"].tracks is None
    assert value(after, "wage")[1:] == percent(5, 4, 4, 4, 4)


def test_a_spread_travels_and_keeps_its_width(applied):
    # P10 and P90 of prices are 1% and 4%; a point more makes them 2% and 5%
    spread = applied("shift: {assumption: cpi, by: 1%}").plan.assumptions["cpi"].spread
    assert spread.then.interval.root == pytest.approx((0.02, 0.05))
    # a mean of 80% scaled by 90% is 72%, and its standard deviation stays
    spread = applied("scale: {assumption: delivery, by: 90%}").plan.assumptions["delivery"].spread
    assert (spread.then.beta.mean, spread.then.beta.sd) == pytest.approx((0.72, 0.1))
    # from a year on, only from then on
    spread = applied("set: {assumption: cpi, central: 3%, from: year 2}").plan.assumptions["cpi"].spread
    assert [spread.at(year).interval.root for year in YEARS[1:3]] == [(0.01, 0.04), pytest.approx((0.02, 0.05))]


def test_a_deviation_stays_a_deviation(applied, plan):
    for name in ("uplift", "pay_council"):  # the second is linked
        after = applied(f"shift: {{assumption: {name}, by: 1%}}").plan
        assert after.assumptions[name].spread == plan.assumptions[name].spread


def test_a_lever_may_bring_its_own_spread(applied):
    lever = "shift: {assumption: cpi, by: 1%, spread: {uniform: [0%, 9%]}}"
    assert applied(lever).plan.assumptions["cpi"].spread.then.uniform.root == (0, 0.09)
    lever = "set: {assumption: cpi, central: {year 2: 3%}, spread: {year 2: {uniform: [0%, 9%]}}}"
    spread = applied(lever).plan.assumptions["cpi"].spread
    assert [spread.at(year).chosen for year in YEARS[1:4]] == ["interval", "uniform", "interval"]


def test_percentages_stay_percentages(applied):
    for lever in (
        "shift: {assumption: cpi, by: 1%}",
        "scale: {assumption: cpi, by: 50%}",
        "set: {assumption: cpi, central: 1%}",
    ):
        assert {type(number) for number in applied(lever).plan.assumptions["cpi"].central.years.values()} == {Percent}


NAMES = st.sampled_from(["pay_nhs", "cpi", "wage", "pay_council", "uplift", "growth", "energy"])


@given(name=NAMES, tenths=st.integers(-30, 30).filter(bool), year=st.integers(1, 5))
def test_shifted_up_and_down_is_where_it_was(name, tenths, year, plan, written_as):
    there, back = (
        written_as("s", f"shift: {{assumption: {name}, by: {sign * tenths / 10}%, from: year {year}}}")
        for sign in (1, -1)
    )
    lever, inverse = there.levers[0], back.levers[0]
    moved = lever.apply(plan)
    assert changes(plan, moved)
    again = inverse.apply(moved)
    assert changes(plan, again) == ()
    assert np.allclose(value(again, name), value(plan, name), equal_nan=True)


@given(
    name=st.sampled_from(["pay_nhs", "cpi", "uplift", "growth"]),
    percents=st.integers(1, 300).filter(lambda n: n != 100),
)
def test_scaled_there_and_back_is_where_it_was(name, percents, plan, written_as):
    lever, inverse = written_as(
        "s",
        f"scale: {{assumption: {name}, by: {percents}%}}",
        f"scale: {{assumption: {name}, by: {10_000 / percents:.15f}%}}",
    ).levers
    assert changes(plan, inverse.apply(lever.apply(plan))) == ()


@given(name=NAMES.filter(lambda name: name != "energy"), percents=st.integers(-5, 10))
def test_setting_twice_is_setting_once(name, percents, plan, written_as):
    (lever,) = written_as("s", f"set: {{assumption: {name}, central: {percents}%}}").levers
    once = lever.apply(plan)
    assert changes(once, lever.apply(once)) == ()


def test_set_back_is_where_it_was(applied, plan):
    there = applied("set: {assumption: pay_nhs, central: 9%}").plan
    assert changes(plan, applied("set: {assumption: pay_nhs, central: {year 1: 3.5%, then: 3%}}", on=there).plan) == ()


def test_a_link_is_not_lost_where_another_looks_back_to_its_base_year(applied, plan):
    behind = plan.assumptions["wage"].with_fields(tracks=plan.assumptions["wage"].tracks.with_fields(of="pay_council"))
    on = plan.with_fields(assumptions={**plan.assumptions, "wage": behind})
    (objection,) = applied("set: {assumption: pay_council, central: 3%}", on=on).objections
    assert objection.complaint.code == "E404"
    assert "2025/26 has no value" in objection.complaint.message
    outcome = applied("set: {assumption: pay_council, central: {2025/26: 4%, then: 3%}}", on=on)
    assert outcome.objections == ()
    # 4% + 2%, then 3% + 1%
    assert value(outcome.plan, "wage")[1:] == percent(6, 4, 4, 4, 4)
