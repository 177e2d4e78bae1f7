"""Levers on commitments, reserves and the scheme, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.scheme.scheme import Scheme
from mtfp.results.figures import figures


def codes(outcome):
    return [objection.complaint.code for objection in outcome.objections]


def test_a_late_commitment_costs_later(applied):
    # 30 in 2026/27 and tbc in 2027/28, half as much again, two years later
    outcome = applied("commitment: {name: insurance, delay: 2, scale: 150%}")
    assert outcome.plan.commitments["insurance"].amount == {"2028/29": 45, "2029/30": None}
    assert codes(outcome) == []


def test_a_commitment_that_comes_after_the_plan_drops_out(applied):
    outcome = applied("commitment: {name: insurance, delay: 4}")
    assert outcome.plan.commitments["insurance"].amount == {"2030/31": 30}
    assert codes(outcome) == ["W553"]
    assert "the amount to be confirmed in 2027/28 moves beyond" in outcome.objections[0].complaint.message


def test_a_commitment_is_dropped_and_added(applied, plan):
    assert applied("commitment: {name: insurance, drop: true}").plan.commitments == {}
    added = applied("commitment: {name: rent, add: {line: nurses, amount: {year 2: 7, year 3: tbc}, recurring: true}}")
    assert added.plan.commitments["rent"].amount == {"2027/28": 7, "2028/29": None}
    assert str(added.changes[0].change) == (
        "Rent: none → £7,000 in 2027/28, to be confirmed in 2028/29; on Nurses; "
        "each amount is paid every year from then on"
    )
    paid = added.plan.commitments["rent"].cost(central_draws(plan))[:, 0]
    assert paid == pytest.approx([0, 0, 7, 7, 7, 7])


def test_a_floor_by_year(applied):
    outcome = applied("reserves: {name: general, floor: {year 1: 18, year 2: 20, then: 3% of expenditure}}")
    assert [str(made.change) for made in outcome.changes] == [
        "General, minimum level, 2027/28: £18,000 → £20,000",
        "General, minimum level, 2028/29 to 2030/31: £18,000 → 3.0% of expenditure",
    ]
    added = applied("reserves: {name: new, add: {class: legacy, opening: 5, floor: {year 1: 1, then: 2}}}").plan
    assert str(added.reserves["new"].floor.in_year("2026/27")) == "1"
    late = applied("reserves: {name: general, floor: {2035/36: 18}}")
    assert [each.complaint.code for each in late.objections] == ["W553", "E414"]


def test_another_reserves_policy(applied):
    outcome = applied(
        "reserves: {name: general, floor: 3% of expenditure, planned_use: {year 2: 5}, clawback: {2028/29: 50%}}"
    )
    reserve = outcome.plan.reserves["general"]
    assert (reserve.floor.then.share, reserve.floor.then.amount) == (0.03, None)
    assert (reserve.planned_use, reserve.clawback, reserve.opening) == ({"2027/28": 5}, {"2028/29": 0.5}, 90)
    assert [str(made.change) for made in outcome.changes] == [
        "General, minimum level: £18,000 → 3.0% of expenditure",
        "General, planned use, 2026/27: £20,000 → none",
        "General, planned use, 2027/28: none → £5,000",
        "General, clawback, 2028/29: none → 50.0%",
    ]


def test_a_higher_floor_asks_the_partners(applied, plan):
    # planned use of 20 leaves 70. Down to a floor of 18 the scheme takes 52; down to one of 60 it takes 10, so that
    # the partners pay 42 more
    found = [
        figures(project(each, central_draws(each)))
        for each in (plan, applied("reserves: {name: general, floor: 60}").plan)
    ]
    used, asked = ([rows[row][1, 0] for rows in found] for row in ("reserves_used", "additional_payments"))
    assert used == pytest.approx([52, 10])
    assert asked[1] - asked[0] == pytest.approx(42)


def test_no_planned_use_any_more(applied):
    outcome = applied("reserves: {name: general, planned_use: {}, opening: 100}")
    assert (outcome.plan.reserves["general"].planned_use, outcome.plan.reserves["general"].opening) == ({}, 100)


def test_a_reserve_is_added_and_dropped(applied):
    said = (
        "class: earmarked, opening: 50, purposes: [gap], planned_use: {year 2: 5}, planned_contributions: {year 9: 4}"
    )
    outcome = applied(f"reserves: {{name: change, add: {{{said}}}}}")
    assert codes(outcome) == ["W553"]
    expected = {"class": "earmarked", "opening": 50, "purposes": ["gap"], "planned_use": {"2027/28": 5}}
    assert outcome.plan.reserves["change"] == Reserve.model_validate(expected)
    steps = "scheme: {steps: [{reserves: {order: [change]}}]}"
    outcome = applied(f"reserves: {{name: change, add: {{{said}}}}}", steps, "reserves: {name: general, drop: true}")
    assert list(outcome.plan.reserves) == ["change"]
    assert codes(outcome) == ["W553"]


def test_a_board_without_reserves_may_be_given_one(applied, plan):
    without = plan.but(reserves="none", scheme=Scheme(), source="i")
    outcome = applied("reserves: {name: new, add: {class: contingency, opening: 5}}", on=without)
    assert list(outcome.plan.reserves) == ["new"]
    assert not outcome.refused


def test_a_reserve_that_the_scheme_uses_cant_be_dropped(applied):
    outcome = applied("reserves: {name: general, drop: true}")
    assert codes(outcome) == ["E414"]
    assert "`scheme.steps.0.reserves.order.0`: there is no reserve `general`" in outcome.objections[0].complaint.message


def test_what_a_scheme_lever_doesnt_name_stays(applied, plan):
    outcome = applied("scheme: {surplus: {to: general, cap: 3% of expenditure}}")
    assert outcome.plan.scheme.steps == plan.scheme.steps
    assert outcome.plan.scheme.surplus.to == "general"
    both = applied("scheme: {steps: [{offset: none}, {carry: {}}]}", on=outcome.plan)
    assert [step.chosen for step in both.plan.scheme.steps] == ["offset", "carry"]
    assert both.plan.scheme.surplus == outcome.plan.scheme.surplus
    assert type(both.plan.scheme) is Scheme
    assert [str(made.change) for made in both.changes] == [
        "Scheme, closing steps: reserves (General), additional partner contributions (by contribution) → "
        "offset (none), carry"
    ]


def test_other_steps_close_the_gap_otherwise(applied):
    # everything that was asked of the reserve and of the partners is carried
    carried = applied("scheme: {steps: [{carry: {}}]}").plan
    rows = figures(project(carried, central_draws(carried)))
    assert rows["carried"][1:, 0] == pytest.approx(rows["to_close"][1:, 0].clip(0))
    assert not rows["additional_payments"][1:].any()


def test_two_scheme_levers_clash(applied):
    outcome = applied("scheme: {steps: [{carry: {}}]}", "scheme: {steps: []}")
    assert codes(outcome) == ["E405"]
