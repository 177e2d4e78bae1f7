"""Levers on lines: `service_level` and `move`, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.model.base.years import Path
from mtfp.model.consistency import complaints
from mtfp.model.costs.line import Activity, Demand
from mtfp.results.services import activity

NIL = {"rate": 0.0, "share": 1.0, "index": 1.0, "number": 0.0}


def costs(plan, name):
    projection = project(plan, central_draws(plan))
    return projection.costs.cost[list(plan.lines).index(name), :, 0]


def volumes(plan):
    return {name: volume[:, 0] for name, volume in activity(project(plan, central_draws(plan))).items()}


def flat(plan):
    """The plan with nothing that moves prices or demand, so that figures can be worked out by hand."""
    still = {
        name: assumption.with_fields(tracks=None, spread=None, central=Path(then=NIL[assumption.unit]))
        for name, assumption in plan.assumptions.items()
    }
    lines = {name: line.with_fields(demand=Demand()) for name, line in plan.lines.items()}
    return plan.with_fields(assumptions=still, lines=lines, population=None)


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
    assert costs(after, "care_homes") == pytest.approx([1000, 920, 840, 840, 840, 840])
    assert list(after.commitments) == ["insurance"]
    # the reverse for more: 80 more here, 40 less elsewhere
    lever = "service_level: {lines: care_homes, level: 110%, from: year 1, bought_elsewhere: 50%}"
    assert costs(applied(lever, on=flat(plan)).plan, "care_homes")[1:] == pytest.approx([1040] * 5)


def test_what_is_bought_elsewhere_follows_each_years_prices_and_demand(plan, applied):
    # 20% fixed; of the rest, 50% less and half of that bought elsewhere: 75% of what follows volume, in every year
    grown = plan.with_fields(
        lines={**plan.lines, "care_homes": plan.lines["care_homes"].with_fields(demand=Demand(growth="growth"))}
    )
    lever = "service_level: {lines: care_homes, level: 50%, from: year 1, bought_elsewhere: 50%}"
    before, after = costs(grown, "care_homes"), costs(applied(lever, on=grown).plan, "care_homes")
    fixed = 0.2 * costs(plan, "care_homes")
    assert after[1:] == pytest.approx((fixed + 0.75 * (before - fixed))[1:])


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
    added = {name: costs(after, name) - costs(before, name) for name in ("care_at_home", "nurses")}
    assert added["care_at_home"] == pytest.approx([0, 7.35, 14.7, 14.7, 14.7, 14.7])
    assert added["nurses"] == pytest.approx([0, 2.45, 4.9, 4.9, 4.9, 4.9])
    assert volumes(after)["care_at_home"][-1] == pytest.approx(20_000 * 1.0245)


def test_move_by_ratio(plan, applied):
    # 10% of 50 places is 5; 700 hours for each are 3,500 of 20,000; at 600 / 20,000 an hour they cost 105
    lever = "move: {out_of: care_homes, into: care_at_home, activity: 10%, from: year 1, ratio: 700}"
    after = applied(lever, on=flat(plan)).plan
    assert volumes(after)["care_homes"][1:] == pytest.approx([45] * 5)
    assert volumes(after)["care_at_home"][1:] == pytest.approx([23_500] * 5)
    assert costs(after, "care_at_home")[1:] == pytest.approx([705] * 5)


def test_move_after_a_cut_moves_what_is_left(plan, applied):
    # a cut to 70% leaves 35 places and 560 of volume; 10% of them are 3.5 places and 56, of which 70% is 39.2
    cut = "service_level: {lines: care_homes, level: 70%, from: year 1}"
    move = "move: {out_of: care_homes, into: care_at_home, activity: 10%, from: year 1, reinvested: 70%}"
    for levers in ((cut, move), (move, cut)):
        after = applied(*levers, on=flat(plan)).plan
        assert costs(after, "care_homes")[1] == pytest.approx(200 + 560 - 56)
        assert costs(after, "care_at_home")[1] == pytest.approx(600 + 39.2)
        assert volumes(after)["care_homes"][1] == pytest.approx(31.5)


def test_moves_out_of_one_line_release_together(plan, applied):
    # 800 of volume; 50% and 20% leave: 1 - 50% · 80% = 60% together, 480; shared 5:2. Half of each is re-invested.
    lever = "move: {{out_of: care_homes, into: {}, activity: {}, from: year 1, reinvested: 50%}}"
    after = applied(lever.format("care_at_home", "50%"), lever.format("nurses", "20%"), on=flat(plan)).plan
    assert costs(after, "care_homes")[1] == pytest.approx(1000 - 480)
    assert costs(after, "care_at_home")[1] == pytest.approx(600 + 480 * 5 / 7 / 2)
    assert costs(after, "nurses")[1] == pytest.approx(400 + 480 * 2 / 7 / 2)


def test_charges_leave_with_the_people(plan, applied):
    # charges of 100 follow the care homes: 10% fewer people, 10 less
    charges = plan.lines["nurses"].with_fields(
        label="Charges", kind="income", budget=100.0, fixed_share=0.0, demand=Demand(line="care_homes")
    )
    on = flat(plan)
    on = on.with_fields(lines={**on.lines, "charges": charges})
    lever = "move: {out_of: care_homes, into: care_at_home, activity: 10%, from: year 1, reinvested: 70%}"
    assert costs(applied(lever, on=on).plan, "charges")[1:] == pytest.approx([-90] * 5)


def test_stranded_cost_runs_off(plan, applied):
    # 40% of 800 is cut, 75% released: 80 stays, half of it a year later, none after two years
    lever = "service_level: {lines: care_homes, level: 60%, from: year 2, released: 75%, stranded: {years: 2}}"
    after = applied(lever, on=flat(plan)).plan
    assert costs(after, "care_homes") == pytest.approx([1000, 1000, 760, 720, 680, 680])


def test_fixed_cost_of_a_stopped_service_runs_off(plan, applied):
    # 200 are fixed, and run off over 4 years from the year in which the service stops
    lever = "service_level: {lines: care_homes, level: 0%, from: year 1, to: year 2, stranded: {years: 4}}"
    after = applied(lever, on=flat(plan)).plan
    assert costs(after, "care_homes") == pytest.approx([1000, 600, 200, 150, 100, 50])
    assert not [each for each in complaints(after) if each.code == "W518"]


def test_a_stopped_service_says_what_stays(plan, applied):
    after = applied("service_level: {lines: care_homes, level: 0%, from: year 2, released: 75%}").plan
    (found,) = [each for each in complaints(after) if each.code == "W518"]
    assert found.message == "Care homes stops in 2027/28, but £400,000 a year of its cost stays, in prices of 2025/26"
    assert found.path == ("lines", "care_homes")


def test_a_stated_line_takes_a_level(plan, applied):
    # 35 stated, 20% of it fixed: half of 28 stays with 7, then a tenth of that 14 moves away, 70% of it to nurses
    on = flat(plan)
    on = on.with_fields(lines={**on.lines, "grants": on.lines["grants"].with_fields(fixed_share=0.2)})
    after = applied(
        "service_level: {lines: grants, level: 50%, from: year 1}",
        "move: {out_of: grants, into: nurses, activity: 10%, from: year 1, reinvested: 70%}",
        on=on,
    ).plan
    assert costs(after, "grants") == pytest.approx([40, *[7 + 14 - 1.4] * 5])
    assert costs(after, "nurses")[1:] == pytest.approx([400 + 0.98] * 5)


def test_moves_are_told_in_one_sentence(applied):
    outcome = applied(
        "move: {out_of: care_homes, into: care_at_home, activity: 10%, from: year 1, to: year 3, released: 75%, "
        "stranded: {years: 2}, reinvested: 70%}",
        "move: {label: Beds at home, out_of: care_homes, into: care_at_home, activity: 5%, from: year 1, ratio: 700}",
    )
    assert [str(made.change) for made in outcome.changes] == [
        "From Care homes to Care at home: none → 10% of the activity of Care homes moves to Care at home by 2028/29, "
        "in even steps from 2026/27; this releases 75% of its variable cost, and the rest over 2 years, and 70% of the "
        "released money is re-invested",
        "Beds at home: none → 5% of the activity of Care homes moves to Care at home from 2026/27; this releases 100% "
        "of its variable cost, and 700 units are added for each unit that leaves",
    ]


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
    wards = plan.lines["hospital"].with_fields(set_aside=False, setting="institutional", activity=beds)
    on = plan.with_fields(lines={**plan.lines, "hospital": wards})
    lever = "move: {out_of: {setting: institutional}, into: care_at_home, activity: 10%, from: year 1, ratio: 7}"
    (objection,) = applied(lever, on=on).objections
    assert objection.complaint.code == "E407"
    assert "`beds` and `places`" in objection.complaint.message
