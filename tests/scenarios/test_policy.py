"""Levers on commitments, reserves and the scheme, worked by hand."""

import pytest
from pydantic import ValidationError

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
    outcome = applied(
        "reserves: {name: general, floor: {year 1: {money: 18}, year 2: {money: 20}, then: 3% of expenditure}}"
    )
    assert [str(made.change) for made in outcome.changes] == [
        "General, minimum level, 2027/28: £18,000 → £20,000",
        "General, minimum level, 2028/29 to 2030/31: £18,000 → 3.0% of expenditure",
    ]
    added = applied(
        "reserves: {name: new, add: {class: legacy, opening: 5, floor: {year 1: {money: 1}, then: {money: 2}}}}"
    ).plan
    assert str(added.reserves["new"].floor.in_year("2026/27")) == "1"
    late = applied("reserves: {name: general, floor: {2035/36: {money: 18}}}")
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
        for each in (plan, applied("reserves: {name: general, floor: {money: 60}}").plan)
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
    without = plan.with_fields(reserves="none", scheme=Scheme(), source="i")
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


NO_MORE = "scheme: {without: [recovery_plan, additional_payments]}"


def with_scheme(plan, **scheme):
    return plan.with_fields(scheme=Scheme.model_validate(scheme))


def test_steps_are_taken_out_and_the_rest_is_carried(applied, plan):
    outcome = applied(NO_MORE)
    assert [step.chosen for step in outcome.plan.scheme.steps] == ["reserves", "carry"]
    assert [str(made.change) for made in outcome.changes] == [
        "Scheme, closing steps: reserves (General), additional partner contributions (by contribution) → "
        "reserves (General), carry"
    ]
    before, after = (figures(project(each, central_draws(each))) for each in (plan, outcome.plan))
    assert after["carried"][1:] == pytest.approx(before["additional_payments"][1:])
    assert not after["additional_payments"][1:].any()


def test_carry_isnt_added_twice_nor_where_it_is_taken_out_nor_before_a_lead_agency(applied, plan):
    steps = [{"recovery_plan": {"achieves": "40%"}}, {"carry": {}}]
    for scheme, lever, kept in (
        ({"steps": steps}, "recovery_plan", ["carry"]),
        ({"steps": steps}, "carry", ["recovery_plan"]),
        ({"steps": steps[:1], "lead_agency": "nhs"}, "recovery_plan", []),
        (
            {"steps": [*steps[:1], {"additional_payments": {"who": "own_arm"}}]},
            "recovery_plan",
            ["additional_payments"],
        ),
    ):
        changed = applied(f"scheme: {{without: [{lever}]}}", on=with_scheme(plan, **scheme)).plan.scheme
        assert [step.chosen for step in changed.steps] == kept
        assert changed.lead_agency == scheme.get("lead_agency")


def test_a_lead_agency_pays_no_more_but_still_receives_a_surplus(applied, plan):
    outcome = applied(NO_MORE, on=with_scheme(plan, lead_agency="nhs"))
    scheme = outcome.plan.scheme
    assert (scheme.lead_agency, [step.chosen for step in scheme.steps]) == (None, ["carry"])
    assert scheme.surplus.shares == {"nhs": 1}
    stated = applied(NO_MORE, on=with_scheme(plan, lead_agency="nhs", surplus={"who": "own_arm"})).plan.scheme
    assert (stated.surplus.who, stated.surplus.shares) == ("own_arm", None)


def test_without_an_offset_forbids_it(applied, plan):
    outcome = applied("scheme: {without: [offset]}", on=with_scheme(plan, steps=[{"carry": {}}]))
    assert [str(made.change) for made in outcome.changes] == ["Scheme, closing steps: carry → offset (none), carry"]
    assert not outcome.plan.scheme.offsets


def test_kinds_of_step_that_a_scheme_doesnt_have_change_nothing(applied, plan):
    assert codes(applied(NO_MORE, on=with_scheme(plan, steps=[{"carry": {}}]))) == ["W551"]


@pytest.mark.parametrize(
    "lever", ["{without: []}", "{without: [carry], steps: []}", "{without: [carry], lead_agency: nhs}"]
)
def test_without_names_steps_and_stands_alone(lever, applied):
    with pytest.raises(ValidationError, match="without"):
        applied(f"scheme: {lever}")


STOP = "reserves: {all: true, contributions: until a deficit is carried}"


def with_reserves(plan, **reserves):
    made = {name: Reserve.model_validate({"opening": 0, **each}) for name, each in reserves.items()}
    return plan.with_fields(reserves=made, scheme=Scheme())


def test_contributions_to_all_reserves_stop_in_deficit(applied, plan):
    paid = {"planned_contributions": {"2026/27": 2, "2027/28": 3}}
    three = with_reserves(
        plan,
        general={"class": "contingency", **paid},
        change={"class": "earmarked", **paid},
        ring={"class": "ring_fenced", **paid},
        old={"class": "legacy"},
    )
    outcome = applied(NO_MORE, STOP, on=three)
    assert codes(outcome) == []
    assert [str(made.change) for made in outcome.changes[1:]] == [
        "General, contributions stop in deficit: no → yes",
        "Change, contributions stop in deficit: no → yes",
    ]
    projected = project(outcome.plan, central_draws(outcome.plan))
    paid_in = {name: reserve.contributions[1:3, 0].tolist() for name, reserve in projected.reserves.items()}
    assert paid_in == {"general": [2, 0], "change": [2, 0], "ring": [2, 3], "old": [0, 0]}


@pytest.mark.parametrize("reserves", ["none", {}])
def test_a_plan_without_reserves_has_no_contributions_to_stop(reserves, applied, plan):
    outcome = applied(STOP, on=plan.with_fields(reserves=reserves, scheme=Scheme()))
    assert codes(outcome) == ["W552"]
    assert outcome.plan.reserves == reserves


def test_contributions_to_one_reserve_stop_and_are_made_again(applied, plan):
    stopped = applied("reserves: {name: general, contributions: until a deficit is carried}")
    assert stopped.plan.reserves["general"].contributions_stop_in_deficit
    assert applied("reserves: {name: general, contributions: as planned}", on=stopped.plan).plan == plan


def test_contributions_to_a_ring_fenced_reserve_dont_stop(applied, plan):
    ring = with_reserves(plan, ring={"class": "ring_fenced", "planned_contributions": {"2026/27": 2}})
    outcome = applied("reserves: {name: ring, contributions: until a deficit is carried}", on=ring)
    assert codes(outcome) == ["E414"]


@pytest.mark.parametrize(
    "lever",
    [
        "{contributions: as planned}",
        "{name: general, all: true, contributions: as planned}",
        "{all: true, drop: true}",
        "{all: true, floor: {money: 5}}",
        "{all: true}",
        "{all: true, contributions: as planned, opening: 5}",
    ],
)
def test_all_reserves_change_only_their_contributions(lever, applied):
    with pytest.raises(ValidationError, match="all: true"):
        applied(f"reserves: {lever}")
