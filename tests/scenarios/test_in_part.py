"""Levers in part, worked by hand: each number goes straight from nothing, or from the plan's value, to the lever's."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.values import Percent
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import apply_scenario

LEVERS = {
    "set": [
        "{assumption: cpi, central: {year 1: 4%, then: 3%}}",
        "{assumption: wage, central: 6%, spread: {interval: [5%, 7%]}}",
    ],
    "shift": ["{assumptions: {pressure: pay}, by: 1%, from: year 2}", "{assumption: energy, by: 5%}"],
    "scale": ["{assumption: delivery, by: 90%}"],
    "service_level": [
        "{lines: care_homes, level: 80%, from: year 1, to: year 3, released: 70%, bought_elsewhere: 25%, "
        "transition_cost: {year 1: 2%, year 2: 30}}",
    ],
    "move": ["{out_of: care_homes, into: nurses, activity: 10%, from: year 1, reinvested: 70%}"],
    "capacity": [
        "{lines: care_homes, close: 5, unit: places, release: 9, from: year 2}",
        "{lines: care_homes, open: 6, unit: places, cost: 9, from: year 3}",
    ],
    "transfer": ["{amount: 40, from: year 2, released: 50%}"],
    "saving": [
        "{name: skill_mix, delivery: 60%, scale: 90%}",
        "{name: skill_mix, drop: true}",
        "{name: beds, add: {planned: {year 1: 5}}}",
        "{all: true, delay: 1}",
        "{status: not delivered, drop: true}",
    ],
    "investment": ["{name: telecare, scale: 50%}", "{all: true, delivery: 20%}"],
    "commitment": ["{name: insurance, scale: 120%, delay: 1}", "{all: true, drop: true}"],
    "funding": [
        "{name: nhs_payment, add: {year 2: 30}}",
        "{streams: {type: payment}, flat: true}",
        "{name: nhs_payment, replace: {partner: nhs, type: payment, stated: {then: 400}}}",
    ],
    "reserves": [
        "{name: general, floor: {money: 30}, planned_use: {year 2: 5}, opening: 100}",
        "{name: general, floor: 3% of expenditure, add_use: {year 1: 10, year 3: 7}}",
        "{name: spare, add: {class: legacy, opening: 5, planned_contributions: {year 2: 5}}}",
    ],
    "scheme": ["{steps: [{carry: {}}]}"],
    "population": ["{variant: low_migration, healthier_ageing: 0.2}"],
}
"""Levers of every kind, as a scenario file writes them."""
EVERY = [f"{kind}: {lever}" for kind, levers in LEVERS.items() for lever in levers]


def at(lever, share):
    return f"{{{lever}, at: {share}}}"


def codes(outcome):
    return [objection.complaint.code for objection in outcome.objections]


def test_every_lever_says_what_a_part_of_it_is():
    assert set(LEVERS) == set(Lever.choices)
    for name, kind in Lever.choices.items():
        assert issubclass(kind, InPart), name
        assert kind.partly is not InPart.partly or kind.rest is not None or kind.nothing is InPart.nothing, name


@pytest.mark.parametrize("lever", EVERY)
def test_none_of_a_lever_is_the_plan_and_all_of_it_the_lever_to_the_bit(lever, plan, applied):
    none, every = applied(at(lever, "0%")), applied(at(lever, "100%"))
    assert none.plan is plan
    assert (none.changes, none.objections) == ((), ())
    assert every == applied(lever)
    assert every.changes
    assert not every.refused


@pytest.mark.parametrize("lever", EVERY)
@pytest.mark.parametrize("share", ["1%", "49%", "50%", "99%"])
def test_a_part_of_a_lever_is_a_sound_plan_and_says_what_has_no_parts(lever, share, applied):
    outcome = applied(at(lever, share))
    assert not outcome.refused
    assert outcome.changes or {*codes(outcome)} & {"W665", "W666"}
    assert "W551" not in codes(outcome)


def test_a_shift_and_a_scale(applied):
    # 2% and a quarter of a point; 80% by 1 + 0.5 · (90% - 1) = 95%
    shifted = applied(at("shift: {assumption: cpi, by: 1%}", "25%")).plan
    assert shifted.assumptions["cpi"].central.at("2026/27") == pytest.approx(0.0225)
    scaled = applied(at("scale: {assumption: delivery, by: 90%}", "50%")).plan
    assert scaled.assumptions["delivery"].central.at("2026/27") == pytest.approx(0.76)


def test_new_values_go_straight_from_the_plans(applied):
    # 3.5% then 3%, towards 5%: a fifth of the way is 3.8% then 3.4%
    outcome = applied(at("set: {assumption: pay_nhs, central: 5%}", "20%"))
    central = outcome.plan.assumptions["pay_nhs"].central
    assert [central.at(year) for year in ("2025/26", "2026/27", "2027/28")] == pytest.approx([0.04, 0.038, 0.034])
    assert isinstance(central.at("2026/27"), Percent)


def test_new_values_of_what_follows_another_start_from_its_central_case(applied, plan):
    # wages are last year's prices and a point: 2% + 1%, and 2% + 2% in 2026/27; halfway to 6% is 5% then 4.5%
    outcome = applied(at("set: {assumption: wage, central: 6%}", "50%"))
    assert outcome.plan.assumptions["wage"].tracks is None
    values = central_draws(outcome.plan).values["wage"][1:3, 0]
    assert values == pytest.approx([0.05, 0.045])


def test_a_service_level(applied):
    # half of 80% is 90%; half of 2% of the opening budget of 1,000 is 10, and half of 30 is 15
    outcome = applied(at(f"service_level: {LEVERS['service_level'][0]}", "50%"))
    (change,) = outcome.plan.lines["care_homes"].service_level
    assert (change.level, change.released, change.bought_elsewhere) == pytest.approx((0.9, 0.7, 0.25))
    assert outcome.plan.commitments["transition_1"].amount == pytest.approx({"2026/27": 10, "2027/28": 15})


@pytest.mark.parametrize(("share", "places", "notes"), [("40%", 2, []), ("50%", 2, ["W665"]), ("99%", 4, ["W665"])])
def test_whole_units_are_rounded_down(share, places, notes, applied):
    # 5 places of 50: 2 are 4%, so the level is 96%; each releases 9
    outcome = applied(at(f"capacity: {LEVERS['capacity'][0]}", share))
    assert outcome.plan.lines["care_homes"].service_level[0].level == pytest.approx(1 - places / 50)
    assert outcome.plan.commitments["capacity_1"].amount == {"2027/28": -9 * places}
    assert codes(outcome) == notes


def test_less_than_one_unit_is_none(applied, plan):
    outcome = applied(at(f"capacity: {LEVERS['capacity'][0]}", "19%"))
    assert outcome.plan == plan
    (objection,) = outcome.objections
    assert objection.complaint.message == "19% of 5 places is 0.95; only whole units close, so none do"


@pytest.mark.parametrize(("share", "said"), [("49%", "doesn't apply at 49%"), ("50%", "applies in full at 50%")])
def test_what_has_no_parts_applies_from_half_on(share, said, applied, plan):
    outcome = applied(at("scheme: {steps: [{carry: {}}]}", share))
    assert (outcome.plan == plan) == (share == "49%")
    (objection,) = outcome.objections
    assert said in objection.complaint.message
    late = applied(at("saving: {name: skill_mix, scale: 80%, delay: 1}", share)).plan.savings["skill_mix"].planned
    assert min(late) == ("2026/27" if share == "49%" else "2027/28")
    assert late[min(late)] == pytest.approx(50 * (1 - float(share[:-1]) / 100 * 0.2))


def test_items_that_are_added_or_dropped(applied):
    # 30% of a saving of 5; 70% of what is dropped stays
    assert applied(at(f"saving: {LEVERS['saving'][2]}", "30%")).plan.savings["beds"].planned == {"2026/27": 1.5}
    kept = applied(at("saving: {name: skill_mix, drop: true}", "30%")).plan.savings["skill_mix"].planned
    assert kept == pytest.approx({"2026/27": 35, "2029/30": 14, "2030/31": 7})
    both = applied(at("saving: {status: not delivered, drop: true}", "30%")).plan
    assert both.savings["skill_mix"].planned["2026/27"] == pytest.approx(35)
    assert both.investments["telecare"].spend == pytest.approx({"2026/27": 8.4})
    assert both.investments["telecare"].saves.amount == pytest.approx(6.3)


def test_delivery_goes_straight_from_what_the_plan_expects(applied):
    # from 80% a quarter of the way to 60%: 75%
    plan = applied(at("saving: {name: skill_mix, delivery: 60%}", "25%")).plan
    achieved = plan.assumptions[plan.savings["skill_mix"].delivery].central
    assert achieved.at("2027/28") == pytest.approx(0.75)


def test_funding(applied):
    # a third of 30; and a payment of 500, 510, 520 a fifth of the way to 500
    added = applied(at("funding: {name: nhs_payment, add: {year 2: 30}}", "40%")).plan
    assert added.funding["nhs_payment"].one_off == {"2027/28": 12}
    flat = applied(at("funding: {name: nhs_payment, flat: true}", "20%")).plan.funding["nhs_payment"].stated.root
    assert [flat.at(year) for year in ("2026/27", "2027/28", "2028/29")] == pytest.approx([500, 508, 516])


def test_reserves(applied):
    # from 18, 20 in 2026/27 and an opening balance of 90, half of the way to 30, 5 in 2027/28 and 100
    general = applied(at(f"reserves: {LEVERS['reserves'][0]}", "50%")).plan.reserves["general"]
    assert general.opening == 95
    assert str(general.floor.in_year("2028/29")) == "24"
    assert general.planned_use == {"2026/27": 10, "2027/28": 2.5}
    added = applied(at("reserves: {name: general, add_use: {year 1: 10}}", "50%")).plan.reserves["general"]
    assert added.planned_use == {"2026/27": 25}
    spare = applied(at(f"reserves: {LEVERS['reserves'][2]}", "20%")).plan.reserves["spare"]
    assert (spare.opening, spare.planned_contributions) == (1, {"2027/28": 1})


def test_a_reserve_in_part_dropped_keeps_the_rest(applied, plan):
    spare = applied(f"reserves: {LEVERS['reserves'][2]}").plan
    less = applied(at("reserves: {name: spare, drop: true}", "20%"), on=spare).plan.reserves["spare"]
    assert (less.opening, less.planned_contributions) == (4, {"2027/28": 4})


def test_a_floor_of_another_kind_has_no_parts(applied):
    outcome = applied(at("reserves: {name: general, floor: 3% of expenditure}", "40%"))
    assert codes(outcome) == ["W666"]
    assert outcome.changes == ()


def test_population(applied, plan):
    changed = applied(at(f"population: {LEVERS['population'][0]}", "25%"))
    assert changed.plan.population.healthier_ageing == pytest.approx(0.05)
    assert changed.plan.population.variant == plan.population.variant
    assert codes(changed) == ["W666"]


def test_words_of_a_part_say_its_share(written_as, plan):
    lever = "{shift: {assumption: cpi, by: 1%}, at: 50%, narrative: Prices rise.}"
    assert written_as("a", lever).narrative_with([0]) == "At full strength (here 50%): Prices rise."
    (made,) = [each for each in apply_scenario(plan, written_as("a", lever)).changes if "spread" not in str(each)]
    assert str(made.change) == "Prices, 2026/27 to 2030/31: 2.0% → 2.5%"
