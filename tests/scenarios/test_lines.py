"""Levers on lines: `service_level` and `move`, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.model.base.years import Path
from mtfp.model.costs.line import Activity, Demand

NIL = {"rate": 0.0, "share": 1.0, "index": 1.0, "number": 0.0}


def costs(plan, name):
    projection = project(plan, central_draws(plan))
    return projection.costs.cost[list(plan.lines).index(name), :, 0]


def flat(plan):
    """The plan with nothing that moves prices or demand, so that figures can be worked out by hand."""
    still = {
        name: assumption.but(tracks=None, spread=None, central=Path(then=NIL[assumption.unit]))
        for name, assumption in plan.assumptions.items()
    }
    lines = {name: line.but(demand=Demand()) for name, line in plan.lines.items()}
    return plan.but(assumptions=still, lines=lines, population=None)


def test_provision_lowers_what_follows_volume_and_is_released(plan, applied):
    # 1,000 with 20% fixed: 800 follow volume; 40% less, of which 75% is released: 800 · 0.4 · 0.75 = 240 less at the
    # end, a quarter of it each year from 2026/27 to 2029/30
    lever = "service_level: {lines: {setting: institutional}, level: 60%, from: 2026/27, to: 2029/30, released: 75%}"
    after = applied(lever, on=flat(plan)).plan
    assert costs(after, "care_homes") == pytest.approx([1000, 940, 880, 820, 760, 760])


def test_what_a_change_costs_once(plan, applied):
    # care at home and nurses have budgets of 500 and 400: 2% of 900 is 18; 150 is money
    lever = (
        "service_level: {label: Less, lines: {setting: community}, level: 90%, from: year 2, "
        "transition_cost: {year 1: 2%, 2027/28: 150}}"
    )
    commitment = applied(lever).plan.commitments["transition_1"]
    assert commitment.amount == pytest.approx({"2026/27": 18, "2027/28": 150})
    assert (commitment.label, commitment.recurring) == ("Less: one-off cost of the change", False)
    assert commitment.lines.names == ("care_at_home", "nurses")


def test_what_is_bought_elsewhere(plan, applied):
    # 800 follow volume; 40% less by the second year, half of it bought elsewhere: 80 more each year, to 160
    lever = "service_level: {lines: care_homes, level: 60%, from: year 1, to: year 2, bought_elsewhere: 50%}"
    after = applied(lever, on=flat(plan)).plan
    commitment = after.commitments["elsewhere_1"]
    assert commitment.amount == pytest.approx({"2026/27": 80, "2027/28": 80})
    assert (commitment.recurring, commitment.indexed) == (True, "pay_council")
    assert commitment.label == "Care homes at 60% of today: care bought elsewhere, and travel"
    assert commitment.cost(central_draws(after))[:, 0] == pytest.approx([0, 80, 160, 160, 160, 160])
    # the reverse for more
    lever = "service_level: {lines: care_homes, level: 110%, from: year 1, bought_elsewhere: 50%}"
    assert applied(lever).plan.commitments["elsewhere_1"].amount == pytest.approx({"2026/27": -40})


def test_commitments_of_levers_have_names_of_their_own(applied):
    lever = "service_level: {{lines: {}, level: 90%, from: year 1, transition_cost: {{year 1: 5}}}}"
    outcome = applied(lever.format("care_homes"), lever.format("nurses"))
    assert list(outcome.plan.commitments) == ["insurance", "transition_1", "transition_2"]
    assert outcome.objections == ()


def test_move_spends_the_share_reinvested(plan, applied):
    # out of care homes: 800 · 5% · 70% released = 28; reinvested 70% = 19.6
    # into community: care at home 600 (with the adjustment), nurses 400 · 50% = 200: level 1 + 19.6 / 800 = 102.45%
    lever = (
        "move: {out_of: {setting: institutional}, into: {setting: community}, activity: 5%, from: year 1, to: year 2, "
        "released: 70%, reinvested: 70%}"
    )
    before, after = flat(plan), applied(lever, on=flat(plan)).plan
    assert costs(after, "care_homes") == pytest.approx([1000, 986, 972, 972, 972, 972])
    assert after.lines["nurses"].service_level[0].level == pytest.approx(1.0245)
    added = sum(costs(after, name) - costs(before, name) for name in ("care_at_home", "nurses"))
    assert added == pytest.approx([0, 9.8, 19.6, 19.6, 19.6, 19.6])


def test_move_by_ratio(applied):
    # 10% of 50 places is 5; 700 hours for each are 3,500 of 20,000: 117.5%
    lever = "move: {out_of: care_homes, into: care_at_home, activity: 10%, from: year 1, ratio: 700}"
    after = applied(lever).plan
    assert after.lines["care_at_home"].service_level[0].level == pytest.approx(1.175)
    assert after.lines["care_homes"].service_level[0].level == pytest.approx(0.9)


def test_levers_on_one_line_compose(plan, applied):
    # 800 · (1 - 0.8 · 0.5) = 320 less
    outcome = applied(
        "service_level: {lines: care_homes, level: 80%, from: year 1}",
        "service_level: {lines: care_homes, level: 50%, from: year 1}",
        on=flat(plan),
    )
    assert costs(outcome.plan, "care_homes")[1] == pytest.approx(200 + 320)
    assert not outcome.refused


def test_the_order_of_levels_makes_no_difference(plan, applied):
    levers = (
        "service_level: {lines: {setting: institutional}, level: 80%, from: year 1, to: year 3}",
        "move: {out_of: care_homes, into: care_at_home, activity: 5%, from: year 2, reinvested: 70%}",
        "shift: {assumption: cpi, by: 1%}",
    )
    one, other = applied(*levers).plan, applied(*reversed(levers)).plan
    for name in plan.lines:
        assert costs(one, name) == pytest.approx(costs(other, name), rel=1e-12)


def test_a_ratio_needs_one_unit(applied, plan):
    beds = Activity(unit="beds", base=9)
    wards = plan.lines["hospital"].but(set_aside=False, setting="institutional", activity=beds)
    on = plan.but(lines={**plan.lines, "hospital": wards})
    lever = "move: {out_of: {setting: institutional}, into: care_at_home, activity: 10%, from: year 1, ratio: 7}"
    (objection,) = applied(lever, on=on).objections
    assert objection.complaint.code == "E407"
    assert "`beds` and `places`" in objection.complaint.message
