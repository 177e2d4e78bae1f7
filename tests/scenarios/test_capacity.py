"""The levers `capacity` and `transfer`: whole units and set-aside money, worked by hand."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine.project import project
from mtfp.model.base.years import Path
from mtfp.model.costs.line import Activity, Demand, Hosted
from mtfp.model.money_in.transfer import Transfer
from mtfp.results.figures import figures
from mtfp.results.services import activity, spent_on_lines
from mtfp.scenarios.scenario import At, apply_all

NIL = {"rate": 0.0, "share": 1.0, "index": 1.0, "number": 0.0}


@pytest.fixture(scope="module")
def still(plan):
    """The plan with nothing that moves prices or demand, and 30 beds in its hospital."""
    flat = {
        name: assumption.with_fields(tracks=None, spread=None, central=Path(then=NIL[assumption.unit]))
        for name, assumption in plan.assumptions.items()
    }
    lines = {name: line.with_fields(demand=Demand()) for name, line in plan.lines.items()}
    lines["hospital"] = lines["hospital"].with_fields(activity=Activity(unit="beds", base=30))
    return plan.with_fields(assumptions=flat, lines=lines, population=None)


@pytest.fixture(scope="module")
def difference(applied, still):
    """What levers change of each figure, by year."""

    def of(*levers):
        outcome = applied(*levers, on=still)
        assert not outcome.refused, outcome.objections
        after, before = rows(outcome.plan), rows(still)
        return {name: values[:, 0] - before[name][:, 0] for name, values in after.items()}

    return of


def rows(plan):
    projection = project(plan, central_draws(plan))
    lines = dict(zip(plan.lines, projection.costs.cost, strict=True))
    on_lines = dict(zip(plan.lines, spent_on_lines(projection), strict=True))
    return {
        **figures(projection),
        **{f"lines.{name}": cost for name, cost in lines.items()},
        **{f"spent.{name}": spent for name, spent in on_lines.items()},
        **{f"activity.{name}": volume for name, volume in activity(projection).items()},
        **{f"receipts.{name}": receipt.total for name, receipt in projection.receipts.items()},
    }


def test_places_close_release_later_and_run_double_before(difference):
    # 10 of 50 places close in 2027/28; they release 15 each, 150, a year later. Of that 70%, 105, is spent on care at
    # home, from a year before. Care at home costs 600 with its adjustment: 105 / 600 = 17.5% of 20,000 hours are 3,500.
    found = difference(
        "capacity: {lines: care_homes, close: 10, unit: places, release: 15, from: year 2, lag: 1, double_running: 1, "
        "reinvested: {share: 70%, into: care_at_home}}"
    )
    assert found["activity.care_homes"] == pytest.approx([0, 0, -10, -10, -10, -10])
    assert found["activity.care_at_home"] == pytest.approx([0, 3500, 3500, 3500, 3500, 3500])
    assert found["lines.care_homes"] == pytest.approx([0, 0, 0, 0, 0, 0])
    assert found["spent.care_at_home"] == pytest.approx([0, 105, 105, 105, 105, 105])
    assert found["expenditure"] == pytest.approx([0, 105, 105, -45, -45, -45])
    assert found["recurring_gap"][1:] == pytest.approx([105, 105, -45, -45, -45])


def test_released_money_grows_with_the_lines_main_price(applied, plan):
    # 6 places from year 3 at 20: 120 less in 2028/29, then 3.25% a year, the council's pay (3% and 0.25 points)
    lever = "capacity: {lines: care_homes, close: 6, unit: places, release: 20, from: year 3}"
    commitment = applied(lever).plan.commitments["capacity_1"]
    assert (commitment.amount, commitment.recurring, commitment.indexed) == ({"2028/29": -120}, True, "pay_council")
    assert commitment.label == "Care homes: 6 places close"
    costs = commitment.cost(central_draws(plan))[:, 0]
    assert costs == pytest.approx([0, 0, 0, -120, -120 * 1.0325, -120 * 1.0325**2])


def test_a_share_of_what_is_released_stays_that_share_whatever_prices_do(applied):
    # 6 places at 20, 120 of 2028/29, grow with the council's pay; 70% of it, 84, grows alike from the same year.
    plan = applied(
        "capacity: {lines: care_homes, close: 6, unit: places, release: 20, from: year 3, "
        "reinvested: {share: 70%, into: care_at_home}}"
    ).plan
    spent, released = (plan.commitments[name].cost(central_draws(plan)) for name in ("reinvested_1", "capacity_1"))
    assert spent[3, 0] == pytest.approx(84)
    assert spent == pytest.approx(-0.7 * released)


def test_places_open_at_a_cost_in_steps(difference):
    # 5 places beside 50 at 18 each are 90 a year, whatever the cost of the line
    found = difference("capacity: {lines: care_homes, open: 5, unit: places, cost: 18, from: year 3}")
    assert found["activity.care_homes"] == pytest.approx([0, 0, 0, 5, 5, 5])
    assert found["lines.care_homes"] == pytest.approx([0] * 6)
    assert found["expenditure"] == pytest.approx([0, 0, 0, 90, 90, 90])


def test_what_isnt_cash_is_activity_alone(applied, difference):
    lever = "capacity: {lines: care_homes, close: 10, unit: places, release: 15, from: year 1, cash: false}"
    found = difference(lever)
    assert found["activity.care_homes"] == pytest.approx([0, -10, -10, -10, -10, -10])
    assert found["gap"][1:] == pytest.approx([0] * 5)
    (objection,) = applied(lever).objections
    assert objection.complaint.code == "W556"
    assert objection.complaint.message == (
        "10 places close, and the plan counts none of the £150,000 released a year, which isn't cash"
    )


def test_set_aside_beds_become_cash_by_a_transfer(difference):
    # 10 of 30 beds at 9: 90 off the cost and the funding of the set-aside, 90 more from the board
    found = difference("capacity: {lines: hospital, close: 10, unit: beds, release: 9, from: year 2}")
    assert found["activity.hospital"] == pytest.approx([0, 0, -10, -10, -10, -10])
    assert found["set_aside_cost"] == pytest.approx([0, 0, -90, -90, -90, -90])
    assert found["set_aside_funding"] == pytest.approx([0, 0, -90, -90, -90, -90])
    assert found["receipts.nhs_payment"][1:] == pytest.approx([0, 90, 90, 90, 90])
    assert found["gap"][1:] == pytest.approx([0, -90, -90, -90, -90])


def test_set_aside_beds_that_free_no_cash_lower_set_aside_cost_alone(difference):
    found = difference("capacity: {lines: hospital, close: 10, unit: beds, release: 9, from: year 2, cash: false}")
    assert found["set_aside_cost"] == pytest.approx([0, 0, -90, -90, -90, -90])
    assert found["set_aside_gap"] == pytest.approx([0, 0, -90, -90, -90, -90])
    assert found["gap"][1:] == pytest.approx([0] * 5)


def test_set_aside_money_is_spent_in_the_community(difference):
    # 90 reach the board's payment; half of it, 45, is spent on nurses, of whose 400 half follows volume
    found = difference(
        "capacity: {lines: hospital, close: 10, unit: beds, release: 9, from: year 2, "
        "reinvested: {share: 50%, into: nurses}}"
    )
    assert found["spent.nurses"] == pytest.approx([0, 0, 45, 45, 45, 45])
    assert found["gap"][1:] == pytest.approx([0, -45, -45, -45, -45])


def test_units_are_those_that_earlier_levers_leave(difference):
    # 60% of 50 places are 30; 6 fewer are 24. Cost follows the service_level alone: 800 · 40% less.
    found = difference(
        "service_level: {lines: care_homes, level: 60%, from: year 1}",
        "capacity: {lines: care_homes, close: 6, unit: places, release: 10, from: year 2}",
    )
    assert found["activity.care_homes"] == pytest.approx([0, -20, -26, -26, -26, -26])
    assert found["lines.care_homes"] == pytest.approx([0, -320, -320, -320, -320, -320])
    # A move comes after all other levers: 10% of 50, then of the 41 that 9 closures leave, then of 35
    found = difference(
        "move: {out_of: care_homes, into: nurses, activity: 10%, from: year 1, reinvested: 0%}",
        "capacity: {lines: care_homes, close: 9, unit: places, release: 10, from: year 2}",
        "capacity: {lines: care_homes, close: 6, unit: places, release: 10, from: year 3}",
    )
    assert found["activity.care_homes"] == pytest.approx([0, -5, -13.1, -18.5, -18.5, -18.5])


def test_set_aside_cant_release_more_than_it_is_paid_nor_to_nobody(applied, still):
    # 30 beds at 11 are 330, and the set-aside stream pays 300
    lever = "capacity: {lines: hospital, close: 30, unit: beds, release: 11, from: year 1}"
    (objection,) = applied(lever, on=still).objections
    assert (objection.complaint.code, objection.complaint.path[-1]) == ("E332", "release")
    without = still.with_fields(funding={name: s for name, s in still.funding.items() if s.type != "payment"})
    outcome = applied(lever.replace("11", "5"), on=without)
    assert [objection.complaint.code for objection in outcome.objections] == ["E412"]


def test_lines_cant_release_more_than_they_cost(applied, still):
    # The set-aside stream pays 300, its line costs 150.
    half = still.with_fields(lines={**still.lines, "hospital": still.lines["hospital"].with_fields(budget=150)})
    (objection,) = applied("transfer: {amount: 200, from: year 1}", on=half).objections
    assert objection.complaint.code == "E332"
    assert "200 would be released, but the lines cost only 150 in 2025/26" in objection.complaint.message


def test_units_that_change_again_later_are_warned_of(applied, still):
    close = "capacity: {{lines: care_homes, close: 5, unit: places, release: 10, from: {}}}"
    (objection,) = applied(close.format("year 3"), close.format("year 1"), on=still).objections
    assert (objection.complaint.code, objection.complaint.path) == ("W558", ("levers", 1, "capacity", "from"))
    assert "the number of places changes again in 2028/29" in objection.complaint.message
    assert "in the order of their years" in objection.complaint.fix
    assert applied(close.format("year 1"), close.format("year 3"), on=still).objections == ()


def test_of_a_hosted_service_units_are_ours(applied, still):
    # 60% of 50 places are ours: 30
    ours = still.lines["care_homes"].with_fields(hosted=Hosted(by="us", share="60%"))
    on = still.with_fields(lines={**still.lines, "care_homes": ours})
    lever = "capacity: {{lines: care_homes, close: {}, unit: places, release: 5, from: year 1}}"
    outcome = applied(lever.format(31), on=on)
    assert outcome.objections[0].complaint.message == "the lines have 30 places in 2026/27"
    after = applied(lever.format(15), on=on).plan
    assert activity(project(after, central_draws(after)))["care_homes"][1, 0] == pytest.approx(15)


def test_lines_without_activity_release_money_alone(applied, still):
    outcome = applied("capacity: {lines: nurses, close: 2, unit: teams, release: 15, from: year 1}", on=still)
    assert outcome.plan.commitments["capacity_1"].amount == {"2026/27": -30}
    assert outcome.plan.lines == still.lines
    assert [objection.complaint.code for objection in outcome.objections] == ["W557"]


def test_a_transfer(difference):
    # 10% of the hospital's 300 is 30, of which 40% is released: 12, from year 2
    found = difference("transfer: {amount: 10%, from: year 2, released: 40%, label: Shorter stays}")
    assert found["set_aside_cost"] == pytest.approx([0, 0, -12, -12, -12, -12])
    assert found["receipts.nhs_payment"][1:] == pytest.approx([0, 12, 12, 12, 12])
    assert found["set_aside_gap"] == pytest.approx([0] * 6)
    assert found["recurring_gap"][1:] == pytest.approx([0, -12, -12, -12, -12])


def test_transfers_have_names_of_their_own_and_add_up(applied):
    outcome = applied("transfer: {amount: 20, from: year 1}", "transfer: {amount: 30, from: year 2}")
    assert list(outcome.plan.transfers) == ["transfer_1", "transfer_2"]
    assert outcome.objections == ()
    outcome = applied("transfer: {amount: 200, from: year 1}", "transfer: {amount: 130, from: year 2}")
    (objection,) = outcome.objections
    assert objection.complaint.code == "E332"
    assert "330 would be released in total, but `set_aside` pays only 300" in objection.complaint.message


def test_a_pass_through_is_not_taken_for_the_payment(applied, plan):
    assert applied("transfer: {amount: 20, from: year 1}").plan.transfers["transfer_1"].into == "nhs_payment"
    more = plan.funding["nhs_payment"]
    outcome = applied(
        "transfer: {amount: 20, from: year 1}", on=plan.with_fields(funding={**plan.funding, "more": more})
    )
    assert [objection.complaint.code for objection in outcome.objections] == ["E412"]


def test_one_scenario_serves_a_plan_without_set_aside(applied, plan):
    lines = {name: line for name, line in plan.lines.items() if not line.set_aside}
    without = plan.with_fields(lines=lines, funding={n: s for n, s in plan.funding.items() if s.type != "set_aside"})
    outcome = applied("transfer: {amount: 20, from: year 1}", on=without)
    assert [objection.complaint.code for objection in outcome.objections] == ["W552"]
    assert outcome.plan == without
    outcome = applied("transfer: {amount: 20, from: year 1}", on=plan.with_fields(lines=lines))
    assert [objection.complaint.code for objection in outcome.objections] == ["W552"]


CLOSE = "capacity: {lines: hospital, close: 10, unit: beds, release: 9, from: year 2}"
TRANSFER = "transfer: {amount: 20, from: year 2}"
CLAIMED = "the money of `hospital` is released twice: by "


@pytest.mark.parametrize(
    "levers",
    [(CLOSE, TRANSFER), (TRANSFER, CLOSE), (CLOSE, "transfer: {amount: 10%, lines: hospital, from: year 4}")],
)
def test_a_transfer_and_closed_beds_claim_the_same_money(levers, applied, still):
    outcome = applied(*levers, on=still)
    (objection,) = outcome.objections
    assert (objection.complaint.code, objection.at, objection.against) == ("E405", At(0, 1), At(0, 0))
    assert objection.complaint.message == f"{CLAIMED}lever 1 of `trial`, and here by lever 2 of `trial`"
    assert "`other_units: true`" in objection.complaint.fix
    assert outcome.refused


def test_in_two_scenarios_they_claim_the_same_money_too(still, written_as):
    outcome = apply_all(still, [written_as("one", CLOSE), written_as("two", TRANSFER)])
    (objection,) = outcome.objections
    assert (objection.at, objection.against) == (At(1, 0), At(0, 0))


def test_a_transfer_of_the_plan_claims_its_money(applied, still):
    transfer = Transfer(out_of="set_aside", into="nhs_payment", amount={"2027/28": 20.0})
    (objection,) = applied(CLOSE, on=still.with_fields(transfers={"shorter_stays": transfer})).objections
    assert (objection.complaint.code, objection.against) == ("E405", None)
    assert objection.complaint.message.startswith(f"{CLAIMED}the plan's transfer `shorter_stays`, and here by lever 1")
    others = still.with_fields(transfers={"shorter_stays": transfer.with_fields(other_units=True)})
    assert applied(CLOSE, on=others).objections == ()


@pytest.mark.parametrize(
    "levers",
    [
        (CLOSE, "transfer: {amount: 20, from: year 2, other_units: true}"),
        (CLOSE.replace("from: year 2", "from: year 2, cash: false"), TRANSFER),
        (CLOSE, CLOSE.replace("year 2", "year 3")),
        (TRANSFER, TRANSFER),
        ("capacity: {lines: care_homes, close: 10, unit: places, release: 9, from: year 2}", TRANSFER),
    ],
)
def test_claims_on_other_money_go_together(levers, applied, still):
    assert applied(*levers, on=still).objections == ()


MOVE = "move: {out_of: hospital, into: care_at_home, activity: 50%, from: year 2, reinvested: 100%}"


@pytest.mark.parametrize("levers", [(MOVE, TRANSFER), (TRANSFER, MOVE)])
def test_a_transfer_and_a_move_claim_the_same_money(levers, applied, still):
    (objection,) = applied(*levers, on=still).objections
    assert (objection.complaint.code, objection.at, objection.against) == ("E405", At(0, 1), At(0, 0))
    assert objection.complaint.message == f"{CLAIMED}lever 1 of `trial`, and here by lever 2 of `trial`"


def test_moves_and_transfers_of_the_plan_claim_its_money(applied, still):
    moving = applied(MOVE, on=still).plan
    (objection,) = applied(TRANSFER, on=moving).objections
    assert objection.complaint.message.startswith(f"{CLAIMED}the plan's move `move_1`, and here by lever 1")
    transferring = applied(TRANSFER, on=still).plan
    (objection,) = applied(MOVE, on=transferring).objections
    assert objection.complaint.message.startswith(f"{CLAIMED}the plan's transfer `transfer_1`, and here by lever 1")


@pytest.mark.parametrize("levers", [(CLOSE, MOVE), (MOVE, TRANSFER.replace("}", ", other_units: true}")), (MOVE, MOVE)])
def test_a_move_goes_with_closed_beds_other_beds_and_other_moves(levers, applied, still):
    assert applied(*levers, on=still).objections == ()


def test_closed_beds_pay_for_community_services_once(difference):
    # 15 of 30 beds, at 10 each: 150 leave the set-aside on both sides, join the payment, and pay for care at home.
    close = "capacity: {lines: hospital, close: 15, unit: beds, release: 10, from: year 1, "
    found = difference(close + "reinvested: {share: 100%, into: care_at_home}}")
    for name, change in {"set_aside_cost": -150, "set_aside_funding": -150, "set_aside_gap": 0, "gap": 0}.items():
        assert found[name][1:] == pytest.approx(change), name
    assert found["spent.care_at_home"][1:] == pytest.approx(150)
    assert found["activity.hospital"][1:] == pytest.approx(-15)


HALF = "capacity: {lines: care_homes, close: 25, unit: places, release: 20, from: year 1}"


@pytest.mark.parametrize(
    "other",
    [
        "move: {out_of: care_homes, into: care_at_home, activity: 100%, from: year 1, reinvested: 0%}",
        "service_level: {lines: care_homes, level: 0%, from: year 1}",
    ],
)
def test_closed_places_and_other_changes_release_a_cost_once(other, difference):
    # 1,000 for 50 places, 200 of it fixed: 25 close for 500. The other change takes the 25 that are left, at 16 each.
    found = difference(HALF, other)
    assert found["expenditure"][1:] == pytest.approx(-900)
    assert found["activity.care_homes"][1:] == pytest.approx(-50)


def test_money_of_closed_places_beyond_cost_is_warned_of(applied, still):
    stops = "service_level: {lines: care_homes, level: 0%, from: year 2}"
    (objection,) = applied(HALF.replace("20", "30"), stops, on=still).objections
    assert (objection.complaint.code, objection.at, objection.against) == ("W559", At(0, 0), At(0, 1))
    # 200 fixed, 400 of the closed places, less 750, with 19.48 of the insurance, by budget.
    assert objection.complaint.message == (
        "`care_homes` would cost −£130,519 in 2027/28, because of this lever and lever 2 of `trial`"
    )
    assert applied(HALF, stops, on=still).objections == ()
    asked, objection = applied(HALF.replace("20", "41"), on=still).objections
    assert asked.complaint.code == "W575"
    assert (objection.complaint.code, objection.against) == ("W559", None)


@pytest.fixture(scope="module")
def growing(still):
    """The plan with demand for beds that grows by 10% a year: 30, 33, 36.3, …"""
    growth = still.assumptions["growth"].with_fields(central=Path(then=0.1))
    hospital = still.lines["hospital"].with_fields(demand=Demand(growth="growth"))
    return still.with_fields(
        assumptions={**still.assumptions, "growth": growth}, lines={**still.lines, "hospital": hospital}
    )


def test_beds_are_counted_at_the_years_demand(applied, growing):
    # 30 · 1.1² = 36.3 in year 2; 10 fewer are 26.3, and the next year 26.3 · 1.1
    lever = "capacity: {{lines: hospital, close: {}, unit: beds, release: 8, from: year 2}}"
    after = applied(lever.format(10), on=growing).plan
    beds = activity(project(after, central_draws(after)))["hospital"][:, 0]
    assert beds[:4] == pytest.approx([30, 33, 26.3, 28.93])
    assert applied(lever.format(36), on=growing).objections == ()
    assert applied(lever.format(37), on=growing).objections[0].complaint.message == (
        "the lines have 36.3 beds in 2027/28"
    )


def test_demand_alone_isnt_another_change_of_the_beds(applied, growing):
    close = "capacity: {lines: hospital, close: 10, unit: beds, release: 1, from: year 1}"
    open_again = "capacity: {lines: hospital, open: 10, unit: beds, cost: 1, from: year 1}"
    outcome = applied(close, open_again, on=growing)
    assert outcome.objections == ()
    level = [change.level for change in outcome.plan.lines["hospital"].service_level]
    assert level[0] * level[1] == pytest.approx(1)
