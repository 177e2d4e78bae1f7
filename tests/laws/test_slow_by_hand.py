"""The second model against sums done by hand, on plans of plain Python objects."""

import math
from types import SimpleNamespace as Thing

import pytest

from tests.laws import slow
from tests.laws.slow import alone, closing, every_year, expected, lines, mixing, moves, savings
from tests.laws.slow.years import label

# Plans in plain objects: every field that the second model reads, empty unless stated.


def path(then=None, **years):
    return Thing(years={year_of(key): value for key, value in years.items()}, then=then)


def year_of(key):
    """`y2026` is 2026/27."""
    return label(int(key[1:]))


def by_year(**amounts):
    return {year_of(key): amount for key, amount in amounts.items()}


def rate(value, unit="rate", **other):
    fields = {"tracks": None, "at_least": None, "floor": None, "cap": None, "spread": None}
    return Thing(**{**fields, "unit": unit, "central": path(value), **other})


def line(budget, price="pay", units=None, **other):
    fields = {
        "partner": "council", "setting": "community", "care_group": None, "kind": "cost", "set_aside": False,
        "cost": None, "one_off": 0.0, "adjust": (), "fixed_share": 0.0, "hosted": None, "service_level": (),
        "demand": follows(None), "activity": Thing(unit="units", base=units) if units else None,
        "components": {price: Thing(share=1.0, on_costs=None, vacancy=None, agency=None)},
    }  # fmt: skip
    return Thing(**{**fields, "budget": budget, **other})


def stated(**years):
    return line(None, cost=path(**years), components={})


def follows(name):
    return Thing(profile=None, line=name, growth=None)


def these(*names):
    return Thing(names=names)


def level(reached, start="y2026", **other):
    fields = {"to": None, "profile": "linear", "released": 1.0, "step_fixed": False}
    fields |= {"stranded": None, "bought_elsewhere": None}
    return Thing(**{**fields, "level": reached, "from_": year_of(start), **other})


def move(out_of, into, activity, start="y2026", **other):
    fields = {"to": None, "profile": "linear", "released": 1.0, "reinvested": None, "ratio": None, "stranded": None}
    said = {"out_of": these(out_of), "into": these(into), "activity": activity, "from_": year_of(start)}
    return Thing(**{**fields, **said, **other})


def stream(base, **other):
    fields = {
        "partner": "council", "arm": None, "type": "payment", "uplift": None, "movements": None, "stated": None,
        "follows": None, "delay": 0, "ends": None, "recurring": True, "one_off": {}, "lines": None, "reserve": None,
        "kind": "funding",
    }  # fmt: skip
    return Thing(**{**fields, "base": base, **({} if "uplift" in other else {"movements": Thing(root={})}), **other})


def saving(planned, **other):
    fields = {
        "line": None, "lines": None, "partner": None, "recurring": True, "part_year": 1.0, "slips": 0.0,
        "indexed": None, "delivery": None, "status": None, "delivered": {},
    }  # fmt: skip
    return Thing(**{**fields, "planned": planned, **other})


def reserve(opening, **other):
    fields = {
        "class_": "contingency", "purposes": (), "floor": None, "planned_use": {}, "planned_contributions": {},
        "clawback": {}, "contributions_stop_in_deficit": False,
    }  # fmt: skip
    return Thing(**{**fields, "opening": opening, **other})


def money(amount):
    return Thing(amount=amount, share=None)


def share(part):
    return Thing(amount=None, share=part)


def step(**said):
    ((kind, rule),) = said.items()
    kinds = dict.fromkeys(("offset", "recovery_plan", "reserves", "additional_payments", "carry"))
    return Thing(**{**kinds, "chosen": kind, kind: rule})


def pays(who, **other):
    fields = {"cap": {}, "repayable": {}, "set_aside": False, "shares": None, "rules": (), "order": ()}
    return step(additional_payments=Thing(root=Thing(**{**fields, "who": who, **other})))


def from_reserves(*names):
    return step(reserves=Thing(order=names))


def scheme(*steps, **other):
    return Thing(**{"lead_agency": None, "surplus": None, "steps": steps, **other})


def surplus(**other):
    return Thing(**{"to": None, "cap": None, "then": None, "who": None, "shares": None, **other})


def a_plan(the_lines, **other):
    fields = {name: {} for name in ("commitments", "investments", "risk_events", "funding", "transfers", "savings")}
    fields |= {"reserves": {}, "moves": {}, "supplied": None, "population": None, "scheme": scheme()}
    assumptions = {"pay": rate(0.03), "care": rate(0.06), "flat": rate(0.0), "uplift": rate(0.02)}
    return Thing(
        **{**fields, "base_year": "2025/26", "years": 5, "lines": the_lines, "assumptions": assumptions, **other}
    )


def centrally(plan):
    return slow.project(plan, slow.central(plan))


def costs(plan, name):
    return moves.lines_with_moves(plan, slow.central(plan)).cost[name]


# Stranded cost and stopped services, D4.


def test_stranded_cost_runs_off():
    # 1000, flat prices, cut to 60% at once, 50% released: 200 stranded, half of it left a year later, then none.
    change = level(0.6, released=0.5, stranded=Thing(years=2))
    plan = a_plan({"a": line(1000, "flat", service_level=(change,))})
    assert costs(plan, "a") == pytest.approx([1000, 800, 700, 600, 600, 600])


def test_stranded_cost_of_a_cut_in_two_years():
    # To 60% over two years: 20% each year, of which 10% stranded, in full in its own year, none a year later (n = 1).
    assert lines.cost_levels([1, 0.8, 0.6, 0.6], 0.5, 1) == pytest.approx([1, 0.9, 0.7, 0.6])
    assert lines.cost_levels([1, 0.8, 0.6, 0.6], 0.5, None) == pytest.approx([1, 0.9, 0.8, 0.8])
    assert lines.cost_levels([1, 1.2, 1.4], 0.5, 1) == pytest.approx([1, 1.2, 1.4])


def test_the_fixed_share_of_a_stopped_service_runs_off_or_stays():
    # 30% fixed. Stopped in 2027/28 over two years: 300 in full in that year, 150 a year later, then none.
    stops = level(0.0, to="2027/28", stranded=Thing(years=2))
    plan = a_plan({"a": line(1000, "flat", fixed_share=0.3, service_level=(stops,))})
    assert costs(plan, "a") == pytest.approx([1000, 650, 300, 150, 0, 0])
    plan.lines["a"].service_level = (level(0.0, to="2027/28"),)
    assert costs(plan, "a") == pytest.approx([1000, 650, 300, 300, 300, 300])


def test_of_changes_that_stop_a_service_the_one_whose_cost_runs_off_first_counts():
    # 300 fixed. Alone, the first would leave 200 and 100 in the two years after 2026/27; the second ends in 2028/29.
    both = (level(0.0, "y2026", stranded=Thing(years=3)), level(0.0, "y2027", stranded=Thing(years=1)))
    plan = a_plan({"a": line(1000, "flat", fixed_share=0.3, service_level=both)})
    assert costs(plan, "a")[1:] == pytest.approx([300, 200, 0, 0, 0])
    plan.lines["a"].service_level = (level(0.0, "y2026"), both[1])
    assert costs(plan, "a")[1:] == pytest.approx([300, 300, 0, 0, 0])


def test_changes_take_a_share_of_the_units_that_whole_changes_leave():
    # 1000: half closes, 60% of the rest stays: 500 of closed units, and 300. Or 60% first: 300 each.
    half, cut, more = level(0.5, step_fixed=True), level(0.6), level(1.5, step_fixed=True)
    by_hand = (((half, cut), 800), ((cut, half), 600), ((more, cut), 600), ((half, more, cut), 1000 * (0.25 + 0.45)))
    for changes, cost in by_hand:
        plan = a_plan({"a": line(1000, "flat", service_level=changes)})
        assert costs(plan, "a")[1] == pytest.approx(cost)


def test_a_stated_line_takes_a_service_level():
    # 20% fixed: 1100 · (20% + 80% · 50%) = 660; in the base year as stated. No demand changes a stated cost.
    plan = a_plan({"a": stated(y2025=1000, y2026=1100, y2027=1200)}, years=2)
    plan.lines["a"].fixed_share, plan.lines["a"].service_level = 0.2, (level(0.5),)
    plan.lines["a"].demand = Thing(profile=None, line=None, growth="care")
    assert costs(plan, "a") == pytest.approx([1000, 660, 720])


# Care bought elsewhere, D2.


def test_care_bought_elsewhere_is_in_each_years_own_money():
    # 10% fixed: 900 follows volume. 20% less here, of which 50% is bought: 900 · 1.03^t · (80% + 10%), with 100 fixed.
    plan = a_plan({"a": line(1000, fixed_share=0.1, service_level=(level(0.8, bought_elsewhere=0.5),))})
    assert costs(plan, "a")[1:] == pytest.approx([(100 + 900 * 0.9) * 1.03**t for t in range(1, 6)])


def test_care_bought_elsewhere_of_what_other_changes_left():
    # 70% by the first change; the second takes 10% of that: 30% of 70 is bought, so 1000 · (0.63 + 0.3 · 0.07).
    both = (level(0.7, released=0.5), level(0.9, bought_elsewhere=0.3))
    plan = a_plan({"a": line(1000, "flat", service_level=both)})
    assert costs(plan, "a")[1] == pytest.approx(1000 * (0.85 * 0.9 + 0.3 * 0.7 * 0.1))
    # Both buy: halves of 100% and 50%, 100% of 50 or of 25 lost first, so of 37.5 on average.
    plan.lines["a"].service_level = (level(0.5, bought_elsewhere=1.0), level(0.5, bought_elsewhere=1.0))
    assert costs(plan, "a")[1] == pytest.approx(1000 * (0.25 + 2 * 0.375))
    # And its inverse: the plan itself.
    plan.lines["a"].service_level = (level(0.5, bought_elsewhere=1.0), level(2.0, bought_elsewhere=1.0))
    assert costs(plan, "a")[1] == pytest.approx(1000)
    # More care here: less is bought.
    plan.lines["a"].service_level = (level(1.2, bought_elsewhere=0.5),)
    assert costs(plan, "a")[1] == pytest.approx(1000 * (1.2 - 0.5 * 0.2))


# Moves, D2.


def two_lines(**other):
    homes = {"care_homes": line(25000, fixed_share=0.1, units=500), "home": line(30000, "care", units=500000)}
    return a_plan(homes, **other)


def test_a_move_keeps_its_share_in_every_year():
    plan = two_lines(moves={"m": move("care_homes", "home", 0.1, reinvested=0.7)})
    found = moves.lines_with_moves(plan, slow.central(plan))
    row = found.moved["m"]
    # 25000 · 90% · 10% · 1.03^5
    assert row.released[5] == pytest.approx(2608.37, abs=0.01)
    assert row.reinvested[5] == pytest.approx(1825.86, abs=0.01)
    assert found.cost["care_homes"][5] == pytest.approx(25000 * 1.03**5 - row.released[5])
    assert found.cost["home"][5] == pytest.approx(30000 * 1.06**5 + row.reinvested[5])
    # Activity: the money at 6 pence an hour, at 2030/31's prices.
    assert row.added[5] == pytest.approx(row.reinvested[5] / (0.06 * 1.06**5))
    assert 500000 * found.volume["home"][5] == pytest.approx(500000 + row.added[5])


def test_a_move_after_a_cut_releases_less():
    plan = two_lines(moves={"m": move("care_homes", "home", 0.1, reinvested=0.7)})
    plan.lines["care_homes"].service_level = (level(0.7),)
    row = moves.lines_with_moves(plan, slow.central(plan)).moved["m"]
    assert row.released[5] == pytest.approx(2608.37 * 0.7, abs=0.01)
    assert row.reinvested[5] == pytest.approx(1825.86 * 0.7, abs=0.01)


def test_a_move_by_ratio_pays_for_the_units_that_leave():
    # 500 · 70% · 10% = 35 people at 700 hours: 24,500 hours at 6 pence · 1.06.
    plan = two_lines(moves={"m": move("care_homes", "home", 0.1, ratio=700)})
    plan.lines["care_homes"].service_level = (level(0.7),)
    row = moves.lines_with_moves(plan, slow.central(plan)).moved["m"]
    assert row.leave[1] == pytest.approx(35)
    assert row.added[1] == pytest.approx(24500)
    assert row.reinvested[1] == pytest.approx(24500 * 0.06 * 1.06)


def test_moves_out_of_one_line_share_what_they_release():
    # 1000 flat: 1 − 0.9 · 0.8 = 28% leaves, a third of it by the first: 93.33 and 186.67.
    plan = a_plan({"a": line(1000, "flat", units=10), "b": line(100, "flat"), "c": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 0.1, reinvested=1.0), "n": move("a", "c", 0.2, reinvested=0.5)}
    found = moves.lines_with_moves(plan, slow.central(plan))
    assert found.cost["a"][1] == pytest.approx(720)
    assert found.cost["b"][1] == pytest.approx(100 + 280 / 3)
    assert found.cost["c"][1] == pytest.approx(100 + 280 / 3)
    assert found.moved["m"].leave[1] == pytest.approx(2.8 / 3)


def test_a_line_may_be_source_and_target():
    # b sends half of its own 100 on, and takes a's 100: both worked out from the plan without moves.
    plan = a_plan({name: line(100, "flat") for name in "abc"}, years=3)
    plan.moves = {"m": move("a", "b", 1.0, reinvested=1.0), "n": move("b", "c", 0.5, reinvested=1.0)}
    found = moves.lines_with_moves(plan, slow.central(plan))
    assert [found.cost[name][1] for name in "abc"] == pytest.approx([0, 150, 150])
    assert [found.volume[name][1] for name in "abc"] == pytest.approx([0, 1.5, 1.5])


def test_targets_share_by_the_cost_that_follows_volume():
    # b: 300, all of it follows; c: 200, half of it: 3 to 1.
    plan = a_plan({"a": line(400, "flat"), "b": line(300, "flat"), "c": line(200, "flat", fixed_share=0.5)}, years=3)
    plan.moves = {"m": move("a", "b", 0.5, reinvested=1.0)}
    plan.moves["m"].into = these("b", "c")
    assert [costs(plan, name)[1] for name in "bc"] == pytest.approx([450, 250])
    # b cut to a third: 100 and 100. Nothing that follows: nothing arrives.
    plan.lines["b"].service_level = (level(1 / 3),)
    assert [costs(plan, name)[1] for name in "bc"] == pytest.approx([200, 300])
    plan.lines["b"].fixed_share = plan.lines["c"].fixed_share = 1.0
    assert [costs(plan, name)[1] for name in "bc"] == pytest.approx([300, 200])


def test_what_a_move_leaves_stranded_runs_off():
    # Half of 50 stays, and is gone a year later (n = 1): released 25, then 50.
    plan = a_plan({"a": line(100, "flat"), "b": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 0.5, released=0.5, reinvested=0.8, stranded=Thing(years=1))}
    assert costs(plan, "a") == pytest.approx([100, 75, 50, 50])
    assert costs(plan, "b") == pytest.approx([100, 120, 140, 140])


def test_a_move_that_stops_a_service_runs_its_fixed_cost_off():
    # 40 fixed, all of the other 60 leaves: 60 released, then half of the 40 too (n = 2), then all of it.
    plan = a_plan({"a": line(100, "flat", fixed_share=0.4), "b": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 1.0, reinvested=0.5, stranded=Thing(years=2))}
    assert costs(plan, "a") == pytest.approx([100, 40, 20, 0])
    assert costs(plan, "b") == pytest.approx([100, 130, 140, 150])


def test_moves_out_of_a_line_that_others_join_do_not_stop_it():
    # b has 30 fixed. All its 70 leave, and a's 50 arrive: b's activity is 50 / 70 of what it was, at 30 + 50.
    plan = a_plan({"a": line(100, "flat"), "b": line(100, "flat", fixed_share=0.3), "c": line(100, "flat")}, years=3)
    stops = move("b", "c", 1.0, reinvested=1.0, stranded=Thing(years=1))
    plan.moves = {"m": move("a", "b", 0.5, reinvested=1.0), "n": stops}
    assert [costs(plan, name)[2] for name in "abc"] == pytest.approx([50, 80, 170])
    plan.moves = {"n": stops}
    assert [costs(plan, name)[2] for name in "bc"] == pytest.approx([0, 200])


def test_a_move_after_units_close_releases_cost_of_those_that_are_left():
    # 10 places, 5 closed; half of the others leave: 2.5 and 25 of 100.
    closed = level(0.5, step_fixed=True)
    plan = a_plan({"a": line(100, "flat", units=10, service_level=(closed,)), "b": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 0.5, reinvested=1.0)}
    assert [costs(plan, name)[1] for name in "ab"] == pytest.approx([75, 125])
    assert moves.lines_with_moves(plan, slow.central(plan)).moved["m"].leave[1] == pytest.approx(2.5)


def test_nothing_arrives_at_stopped_services_nor_by_moves_that_bring_nothing():
    # b has stopped, half its cost stranded: it takes nothing. c has lost half, 25 stranded: it takes 50 for 50.
    plan = a_plan({name: line(100, "flat") for name in "abc"}, years=3)
    plan.lines["b"].service_level = (level(0.0, released=0.5),)
    plan.lines["c"].service_level = (level(0.5, released=0.5),)
    plan.moves = {"m": move("a", "b", 0.5, reinvested=1.0)}
    assert [costs(plan, name)[1] for name in "ab"] == pytest.approx([50, 50])
    plan.moves["m"].into = these("b", "c")
    found = moves.lines_with_moves(plan, slow.central(plan))
    assert [found.cost[name][1] for name in "abc"] == pytest.approx([50, 50, 125])
    assert found.volume["c"][1] == pytest.approx(1)
    # 30 fixed run off, though a move into b takes no one there.
    stops = move("b", "c", 1.0, reinvested=1.0, stranded=Thing(years=1))
    plan = a_plan({"a": line(100, "flat"), "b": line(100, "flat", fixed_share=0.3), "c": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 0.0, reinvested=1.0), "n": stops}
    assert costs(plan, "b")[1:] == pytest.approx([30, 0, 0])


def test_units_by_ratio_are_added_even_if_no_cost_follows_them():
    plan = a_plan({"a": line(100, "flat", units=10), "b": line(100, "flat", fixed_share=1.0, units=20)}, years=3)
    plan.moves = {"m": move("a", "b", 0.5, ratio=2)}
    rows = centrally(plan)
    assert [rows[row][1] for row in ("activity.a", "activity.b", "lines.a", "lines.b")] == pytest.approx(
        [5, 30, 50, 100]
    )


def test_charges_go_with_the_people_who_leave():
    charges = line(50, "flat", kind="income", demand=follows("a"))
    plan = a_plan({"charges": charges, "a": line(100, "flat"), "b": line(100, "flat")}, years=3)
    plan.moves = {"m": move("a", "b", 0.2, released=0.5, reinvested=1.0)}
    found = moves.lines_with_moves(plan, slow.central(plan))
    assert found.cost["charges"][1] == pytest.approx(-40)
    assert [found.volume[name][1] for name in ("a", "b", "charges")] == pytest.approx([0.8, 1.1, 0.8])
    assert moves.incomes(plan, found)[1] == pytest.approx(-10)
    # Into the line that leads: its volume rises by 10 / 100.
    plan.moves = {"m": move("b", "a", 0.1, reinvested=1.0)}
    assert costs(plan, "charges")[1] == pytest.approx(-55)


# Savings by status, floors by path, D8.


def test_delivery_by_status():
    found = {
        status: savings.delivery_of(status, own)
        for status, own in ((None, None), ("green", None), ("amber", "mine"), ("delivered", "mine"))
    }
    assert found == {None: None, "green": "delivery_green", "amber": "mine", "delivered": None}
    plan = a_plan({"a": line(100, "flat")}, savings={"s": saving(by_year(y2026=100), status="red")})
    assert centrally(plan)["savings"][1] == pytest.approx(40)
    plan.assumptions["delivery_red"] = rate(0.25, "share")
    assert centrally(plan)["savings"][1] == pytest.approx(25)


def test_savings_to_identify_count_as_neither_planned_nor_achieved():
    plan = a_plan({"a": line(100, "flat")}, savings={"s": saving(by_year(y2026=30), status="unidentified")})
    rows = centrally(plan)
    assert [rows[row][2] for row in ("savings_planned", "savings", "to_identify")] == [0, 0, 30]
    assert rows["unidentified"][2] == rows["gap"][2] == 100


def test_delivered_money_by_year():
    # Planned 200, achieved 120 a year, half a year in the first; a quarter of what is short arrives a year late.
    late = saving(by_year(y2026=200), delivered=by_year(y2026=120), part_year=0.5, slips=0.25)
    plan = a_plan({"a": line(1000, "flat")}, savings={"s": late})
    rows = centrally(plan)
    assert rows["savings"][1:4] == pytest.approx([60, 120 + 10, 120 + 20])
    assert rows["savings_planned"][1:3] == pytest.approx([100, 200])


def test_running_totals_and_percentages_are_written_out():
    totals = {"planned": {"2028/29": 150, "2026/27": 100}, "delivered": {"2026/27": 80, "2027/28": 80, "2028/29": 95}}
    document = {
        "assumptions": {"pay": {}},
        "savings": {
            "both": {**totals, "cumulative": True}, "neither": {**totals, "cumulative": False},
            "share": {"planned": {}, "delivery": "80%"}, "named": {"planned": {}, "delivery": "pay"},
        },
        "investments": {"kit": {"saves": {"amount": 5, "delivery": "65%"}}, "van": {"spend": {}}},
    }  # fmt: skip
    found = slow.spelled_out(document)
    starts = {"planned": {"2026/27": 100, "2028/29": 50}, "delivered": {"2026/27": 80, "2027/28": 0, "2028/29": 15}}
    assert found["savings"]["both"] == starts
    assert found["savings"]["neither"] == totals
    for name, scheme, share in (
        ("share", found["savings"]["share"], "80%"),
        ("kit", found["investments"]["kit"]["saves"], "65%"),
    ):
        assert scheme["delivery"] == f"{name}_delivery"
        certain = found["assumptions"][f"{name}_delivery"]
        assert (certain["unit"], certain["central"], "spread" in certain) == ("share", share, False)
    assert found["savings"]["named"]["delivery"] == "pay"
    assert set(document["assumptions"]) == {"pay"}


def test_floors_by_path():
    floor = path(then=money(800), y2026=money(500), y2027=share(0.1))
    found = [closing.floor(reserve(0, floor=floor), label(year), 2000) for year in (2025, 2026, 2027, 2028)]
    assert found == [500, 500, 200, 800]


def test_history_is_neither_held_nor_limited():
    plan = a_plan({"a": line(1)}, years=3)
    plan.assumptions["pay"] = rate(0.03, cap=0.02, at_least=Thing(of="care", plus=path(0.0), years=()))
    assert slow.central(plan).values["pay"] == pytest.approx([0.03, 0.02, 0.02, 0.02])


# The scheme, D9.


@pytest.mark.parametrize(("who", "returned"), [(None, [0, 50]), ("own_arm", [50, 0]), ("by_contribution", [30, 20])])
def test_the_rule_of_a_surplus_comes_before_the_lead_agency(who, returned):
    both = {"a": line(100, "flat"), "b": line(100, "flat", partner="nhs")}
    funding = {"c": stream(150), "n": stream(100, partner="nhs")}
    plan = a_plan(both, funding=funding, scheme=scheme(lead_agency="nhs", surplus=surplus(who=who)))
    rows = centrally(plan)
    assert [rows[f"returned.{p}"][1] for p in ("council", "nhs")] == pytest.approx(returned)


def test_what_reserves_lack_is_left_to_the_next_step():
    # Over by 100: 60 from reserves, which have 10. The rule's 40 falls to the NHS, 50 to the next step, the council's.
    rules = (Thing(lines=None, who=None, shares={"reserves": 0.6, "nhs": 0.4}), Thing(lines=None, who="own_arm"))
    steps = scheme(pays("nested", rules=rules), pays("own_arm"))
    plan = a_plan({"a": line(100, "flat")}, reserves={"general": reserve(10)}, scheme=steps)
    rows = centrally(plan)
    found = [rows[row][1] for row in ("reserves_used", "additional_payments.council", "additional_payments.nhs")]
    assert found == pytest.approx([10, 50, 40])


def test_recurring_ring_fenced_money_counts_up_to_what_lasts_of_its_lines():
    # The lines cost 100 and save 30 a year at full effect, 15 in the first: 85 usable, 70 of it lasting.
    fund = stream(200, type="ring_fenced", lines=these("a"))
    half = saving(by_year(y2026=30), line="a", part_year=0.5)
    plan = a_plan({"a": line(100, "flat")}, funding={"f": fund}, savings={"s": half})
    rows = centrally(plan)
    assert rows["funding"][1] == pytest.approx(85)
    assert rows["recurring_gap"][1] == pytest.approx(100 - 70 - 30)


def test_cost_that_stays_when_money_ends():
    # 40 · 1.02² in its last year; ring-fenced, at most the 30 that its line costs; and money that lasts.
    ends = {"ends": "2027/28"}
    funding = {
        "t": stream(40, uplift=Thing(root="uplift"), one_off=by_year(y2027=5), **ends),
        "f": stream(50, type="ring_fenced", lines=these("b"), **ends),
        "l": stream(100),
        "later": stream(100, ends="2031/32"),
        "aside": stream(100, type="set_aside", **ends),
    }
    plan = a_plan({"a": line(100, "flat"), "b": line(30, "flat")}, funding=funding)
    assert centrally(plan)["cost_after_funding_ends"][1:] == pytest.approx([0, 0, *[40 * 1.02**2 + 30] * 3])


def cut(base, **other):
    return stream(base, kind="reduction", **other)


CUTS = {
    "uplift": (cut(10, uplift=Thing(root="uplift")), [-10, -10.2, -10.404], 1),
    "movements, a year late": (cut(10, delay=1, movements=Thing(root=by_year(y2026=5))), [-10, -10, -15], 1),
    "stated": (cut(None, movements=None, stated=Thing(root=path(8, y2026=6))), [math.nan, -6, -8], 1),
    "stated, with a base": (cut(4, movements=None, stated=Thing(root=path(8, y2026=6))), [-4, -6, -8], 1),
    "one-off money on top": (cut(10, one_off=by_year(y2026=5)), [-10, -15, -10], 1),
    "until 2026/27": (cut(10, ends="2026/27", one_off=by_year(y2026=5)), [-10, -15, 0], 0),
    "not recurring": (cut(10, recurring=False), [-10, -10, -10], 0),
}


@pytest.mark.parametrize("said", CUTS)
def test_a_reduction_is_taken_off_by_every_rule(said):
    taken, paid, lasts = CUTS[said]
    plan = a_plan({"a": line(100, "flat")}, funding={"c": stream(100), "cut": taken}, years=2)
    rows = centrally(plan)
    assert rows["receipts.cut"] == pytest.approx(paid, nan_ok=True)
    assert rows["gap"] == pytest.approx([-amount for amount in paid], nan_ok=True)
    one_off = taken.one_off.get("2026/27", 0)
    assert rows["recurring_gap"][1:] == pytest.approx([lasts * (-paid[1] - one_off), lasts * -paid[2]])
    assert rows["cost_after_funding_ends"][1:] == [0, 0]


def test_a_reduction_follows_a_cost():
    # The line's 200 grows by 6% a year: half of the rise of 12 and 24.72 is taken off, on top of 10.
    half = Thing(assumption=None, lines=these("a"), share=0.5)
    plan = a_plan(
        {"a": line(200, "care")}, funding={"c": stream(210), "cut": cut(10, movements=None, follows=half)}, years=2
    )
    rows = centrally(plan)
    assert rows["receipts.cut"] == pytest.approx([-10, -16, -22.36])
    assert rows["gap"] == pytest.approx([0, 18, 37.08])


def test_a_reduction_lowers_its_partners_share_its_arm_and_the_set_aside():
    both = {"a": line(100, "flat"), "b": line(20, "flat", partner="nhs"), "w": line(50, "flat", set_aside=True)}
    funding = {
        "c": stream(90), "cut": cut(30, arm="nhs"), "n": stream(20, partner="nhs"),
        "s": stream(40, type="set_aside"), "less": cut(10, type="set_aside"),
    }  # fmt: skip
    plan = a_plan(both, funding=funding, scheme=scheme(pays("by_contribution", set_aside=True)), years=1)
    rows = centrally(plan)
    # The council gives 90 − 30 + 40 − 10 = 90, the NHS board 20. The arms are over by 10 and by 30.
    assert [rows[f"additional_payments.{p}"][1] for p in ("council", "nhs")] == pytest.approx(
        [40 * 90 / 110, 40 * 20 / 110]
    )
    assert rows["set_aside_gap"] == pytest.approx([20, 20])
    own = a_plan(both, funding=funding, scheme=scheme(pays("own_arm")), years=1)
    found = centrally(own)
    assert [found[f"additional_payments.{p}"][1] for p in ("council", "nhs")] == pytest.approx([10, 30])


def test_levers_change_a_reduction_as_it_is_written():
    base = {"partner": "council", "type": "payment", "kind": "reduction", "base": 10, "uplift": "uplift", "delay": 1}
    document = {"base_year": "2025/26", "years": 2, "funding": {"cut": {**base, "one_off": {"2026/27": 3}}}}

    def after(**lever):
        return slow.with_funding_changed(document, "cut", lever)["funding"]["cut"]

    assert after(add={"year 1": 5, "year 2": -2})["one_off"] == {"2026/27": -2, "2027/28": 2}
    assert after(delay=2, ends="year 2") == {**base, "one_off": {"2026/27": 3}, "delay": 3, "ends": "2027/28"}
    held = after(flat=True)
    assert (held["base"], held["movements"], held.get("uplift")) == (10, {}, None)


def test_contributions_stop_while_a_deficit_is_carried():
    # Short by 10 in 2026/27, carried; in surplus by 30 from 2028/29: 10 clears it, so 2029/30 contributes again.
    stops = reserve(
        0, planned_contributions=dict.fromkeys(map(label, range(2026, 2031)), 5), contributions_stop_in_deficit=True
    )
    funding = {"f": stream(95, movements=Thing(root=by_year(y2027=5, y2028=30)))}
    plan = a_plan({"a": line(100, "flat")}, funding=funding, reserves={"r": stops}, scheme=scheme(step(carry=Thing())))
    rows = centrally(plan)
    assert rows["deficit"][1:] == pytest.approx([10, 10, 0, 0, 0])
    assert rows["reserves.r"][1:] == pytest.approx([5, 5, 5, 10, 15])


# Reserves that would carry the plan alone, D1.


def repaid_next_year(**repayable):
    """Return the plan of three lines at 3%, two payments at 2%, 1% of expenditure kept, and payments of partners."""
    held = {"home": line(30000), "care_homes": line(25000), "health": line(25000, partner="nhs")}
    uplift = Thing(root="uplift")
    funding = {"council": stream(55000, uplift=uplift), "nhs": stream(25000, uplift=uplift, partner="nhs")}
    steps = scheme(from_reserves("general"), pays("by_contribution", **repayable))
    return a_plan(held, funding=funding, reserves={"general": reserve(2000, floor=path(share(0.01)))}, scheme=steps)


@pytest.mark.parametrize("schedule", [None, (1.0,), (0.0, 1.0)])
def test_reserves_that_would_carry_the_plan_alone(schedule):
    # Σ_t 80000 · (1.03^t − 1.02^t) and the rise of the floor, 800 · (1.03^5 − 1), whatever is repaid.
    terms = {"repayable": {p: Thing(share=1.0, schedule=schedule) for p in ("council", "nhs")}} if schedule else {}
    plan = repaid_next_year(**terms)
    found = alone.carries_alone(plan, slow.central(plan))
    by_hand = sum(80000 * (1.03**t - 1.02**t) for t in range(1, 6)) + 800 * (1.03**5 - 1)
    assert found.needed[-1] == pytest.approx(by_hand)
    assert [round(figure) for figure in (found.needed[-1], found.held, found.short[-1])] == [12951, 1200, 11751]
    assert found.falls_to_partners[-1] == pytest.approx(0)
    assert found.needed == sorted(found.needed)


def test_what_falls_to_partners_whatever_is_held():
    # The partners pay half before the reserve does: 5 of 10 a year.
    rules = (Thing(lines=None, who=None, shares={"reserves": 0.5, "nhs": 0.5}),)
    plan = a_plan({"a": line(10, "flat")}, reserves={"g": reserve(3, floor=path(money(1)))})
    plan.scheme = scheme(pays("nested", rules=rules))
    found = alone.carries_alone(plan, slow.central(plan))
    assert found.needed == pytest.approx([5, 10, 15, 20, 25])
    assert found.falls_to_partners == pytest.approx([5, 10, 15, 20, 25])
    assert (found.held, found.short[0]) == (2, pytest.approx(3))


def test_a_clawback_needs_more_until_no_balance_would_mend_it():
    # 10 a year. Half goes back after 2026/27: 10 + 2 · 10 are needed for two years.
    plan = a_plan({"a": line(10, "flat")}, years=3, reserves={"g": reserve(0, clawback=by_year(y2026=0.5))})
    plan.scheme = scheme(from_reserves("g"), pays("own_arm"))
    assert alone.carries_alone(plan, slow.central(plan)).needed == pytest.approx([10, 30, 50])
    plan.reserves["g"].clawback = by_year(y2026=1.0)
    found = alone.carries_alone(plan, slow.central(plan))
    assert found.needed == pytest.approx([10, 10, 10])
    assert found.falls_to_partners == pytest.approx([0, 10, 20])
    # No balance keeps the floor after the clawback, so none more is needed for it.
    plan.reserves["g"].floor = path(money(2))
    assert alone.carries_alone(plan, slow.central(plan)).needed == pytest.approx([10, 10, 10])


def test_planned_use_counts_and_other_reserves_help():
    # 10 a year; the second reserve has 12; 4 of planned use in 2027/28 takes the first below its floor of 3 else.
    first = reserve(0, floor=path(money(3)), planned_use=by_year(y2027=4))
    plan = a_plan({"a": line(10, "flat")}, years=3, reserves={"g": first, "h": reserve(12)})
    plan.scheme = scheme(from_reserves("g", "h"), step(carry=Thing()))
    found = alone.carries_alone(plan, slow.central(plan))
    # 2026/27: h pays. 2027/28: the steps take g first, so 10 must be above the floor for 4 to be left for planned use;
    # then h pays 6 of 10. 2028/29: h pays its other 6, and g 4 more.
    assert found.needed == pytest.approx([0, 14, 18])


def test_a_plan_whose_steps_use_no_reserves():
    plan = a_plan({"a": line(10)}, scheme=scheme(pays("own_arm")))
    assert alone.carries_alone(plan, slow.central(plan)) is None


def test_contingency_for_risk():
    draws = [[0, 10 + more, 20 - more] for more in (-2.0, -1.0, 0.0, 1.0, 2.0)]
    assert alone.contingency(draws, [0, 10, 20], 0.75) == [1.0, 1.0]
    assert alone.contingency(draws, [0, 10, 20], 0.25) == [0.0, 0.0]
    assert alone.contingency(draws, [0, 10, 20], 0.75, to_year=True) == [1.0, 0.0]


# Expected cost of events, D7.


def event(probability, impact=100.0, **other):
    said = impact if isinstance(impact, Thing) else Thing(central=impact, spread=None, assumption=None, by=None)
    fields = {"line": None, "lines": None, "partner": None, "recurring": False, "once": None, "status": "open"}
    return Thing(**{**fields, "probability": probability, "impact": said, **other})


def within(first, last):
    return Thing(from_=year_of(first), to=year_of(last))


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        (event(0.2), [20, 20, 20]),
        (event(0.2, once=within("y2027", "y2028")), [0, 10, 10]),
        (event(0.2, recurring=True), [20, 36, 48.8]),
        (event(0.6), [-40, -40, -40]),
        (event(0.6, recurring=True), [-40, -16, -6.4]),
        (event(0.6, once=within("y2026", "y2027")), [-70, 30, 0]),
        (event(0.6, once=within("y2026", "y2027"), recurring=True), [-70, -40, -40]),
    ],
)
def test_expected_cost_less_what_the_central_case_counts(said, cost):
    plan = a_plan({"a": line(1)}, years=3, risk_events={"e": said})
    assert expected.expected_cost(plan)[0][1:] == pytest.approx(cost)
    # The chance in a year is the sum over all the ways in which the event may happen.
    ways = list(expected.histories(plan, said))
    assert sum(probability for probability, _ in ways) == pytest.approx(1)
    found = [sum(probability * happens[t] for probability, happens in ways) for t in range(4)]
    assert found == pytest.approx(expected.chances(plan, said))


@pytest.mark.parametrize("probability", [0.4, 0.9])
def test_a_closed_event_counts_for_nothing_and_a_mitigated_one_as_it_is_stated(probability):
    prices = Thing(central=None, spread=None, assumption="flat", by=0.1)
    closed = {"fire": event(probability, status="closed"), "prices": event(probability, prices, status="closed")}
    plan = a_plan({"a": line(1000, "flat")}, years=2, risk_events=closed)
    assert centrally(plan)["expenditure"] == pytest.approx([1000] * 3)
    happens = slow.Draw(**{**vars(slow.central(plan)), "events": {"fire": [0, 100, 100], "prices": [0, 0, 0]}})
    assert slow.project(plan, happens)["expenditure"] == pytest.approx([1000] * 3)
    assert expected.expected_cost(plan) == ([0, 0, 0], [0, 0, 0])
    plan.risk_events["fire"].status = "mitigated"
    assert centrally(plan)["expenditure"][1] == (1100 if probability > 0.5 else 1000)


def test_the_mean_of_an_impact_as_drawn():
    def mean(chosen, shape, central=50.0, around=None):
        spread = Thing(**{"chosen": chosen, "around": around, chosen: shape})
        return expected.mean_impact(Thing(central=central, spread=spread))

    assert mean("interval", Thing(root=(40, 50, 80))) == pytest.approx(50 + 20 / 1.2815516 * 0.3989423)
    assert mean("interval", Thing(root=(59, 61)), 60) == pytest.approx(60)
    assert mean("triangular", Thing(root=(10, 20, 60))) == pytest.approx(30)
    assert mean("pert", Thing(root=(10, 20, 60))) == pytest.approx(25)
    assert mean("discrete", Thing(root={0: 0.2, 100: 0.8})) == pytest.approx(80)
    assert mean("normal", Thing(mean=-5, sd=2), 50, "central") == pytest.approx(45)


@pytest.mark.parametrize("numbers", [(1, 50, 60), (1, 50, 500), (0, 50, 60), (-1, 50, 60), (49, 50, 51)])
def test_a_mean_held_at_zero_agrees_with_numerical_integration(numbers):
    low, middle, high = numbers

    def value(z):
        drawn = middle + z * ((middle - low) if z < 0 else (high - middle)) / expected.P90
        return max(drawn, 0.0) if low > 0 else drawn

    h = 1e-3
    found = sum(h * value(k * h) * expected.density(k * h) for k in range(-9000, 9001))
    assert expected.mean_of_halves(*numbers) == pytest.approx(found, abs=1e-4)


def test_an_event_on_an_assumption_is_valued_by_paired_runs():
    # 10% in each year that 1000 rises by 10% more: E = 1000 · ((1 + 10% · 10%)^t − 1).
    impact = Thing(central=None, spread=None, assumption="flat", by=0.1)
    plan = a_plan({"a": line(1000, "flat")}, years=3, risk_events={"e": event(0.1, impact)})
    assert expected.expected_cost(plan)[0][1:] == pytest.approx([1000 * (1.01**t - 1) for t in (1, 2, 3)])
    plan.risk_events["e"].probability = 0.9
    assert expected.expected_cost(plan)[0][1:] == pytest.approx([1000 * (1.09**t - 1.1**t) for t in (1, 2, 3)])


# How shocks are mixed, D6.


def pair(one, other):
    return frozenset((one, other))


def product_of(rows, one, other):
    return sum(rows[one][name] * rows[other].get(name, 0.0) for name in rows[one])


def test_national_shocks_are_the_same_whatever_a_plan_adds():
    national, shocks = {pair("cpi", "pay"): 0.8}, {"cpi": 0.3, "pay": -1.2, "area": 0.7, "another": 0.1}
    nationals = {"cpi", "pay"}
    alone_ = mixing.mixed({name: shocks[name] for name in nationals}, national, {}, nationals)
    plan = {pair("area", "cpi"): 0.5, pair("area", "another"): 0.4, pair("cpi", "pay"): -0.9}
    together = mixing.mixed(shocks, national, plan, nationals)
    assert alone_ == {name: together[name] for name in nationals}
    assert alone_["pay"] == pytest.approx(0.8 * 0.3 + 0.6 * -1.2)
    # cpi comes first, then pay, then another and area in the order of their names.
    assert together["another"] == pytest.approx(0.1)
    rows = mixing.weights(list(shocks), national, plan, nationals)
    assert product_of(rows, "area", "cpi") == pytest.approx(0.5)
    assert product_of(rows, "area", "another") == pytest.approx(0.4)
    assert product_of(rows, "area", "pay") == pytest.approx(0.0)


def test_local_pairs_shrink_by_the_least_common_factor():
    # a with both cpi and pay, which don't move together, at 0.8: 2 · (0.8 k)² = 1, so k = 0.8839.
    nationals, plan = {"cpi", "pay"}, {pair("a", "cpi"): 0.8, pair("a", "pay"): 0.8, pair("b", "c"): 0.9}
    rows = mixing.weights(["a", "b", "c", "cpi", "pay"], {}, plan, nationals)
    assert product_of(rows, "a", "cpi") == pytest.approx(math.sqrt(0.5))
    assert product_of(rows, "a", "pay") == pytest.approx(math.sqrt(0.5))
    assert product_of(rows, "b", "c") == pytest.approx(0.9)  # another group
    assert product_of(rows, "cpi", "pay") == 0.0


def test_further_national_assumptions_are_settled_before_local_ones():
    # f has 0.5 with cpi. a, at 0.6 k with cpi and −0.9 k with f: (0.6 k)² + (1.2 k)² / 0.75 = 1, so k = 0.6623.
    plan = {pair("f", "cpi"): 0.5, pair("a", "cpi"): 0.6, pair("a", "f"): -0.9}
    rows = mixing.weights(["a", "cpi", "f"], {}, plan, {"cpi"}, further={"f"})
    assert product_of(rows, "f", "cpi") == pytest.approx(0.5)
    assert product_of(rows, "a", "cpi") == pytest.approx(0.6 * 0.6623, abs=1e-4)
    assert product_of(rows, "a", "f") == pytest.approx(-0.9 * 0.6623, abs=1e-4)


def test_national_pairs_are_between_yearly_or_between_single_shocks():
    said = {"national": {pair("a", "b"): 0.6, pair("b", "c"): 0.6}, "pairs": {}, "nationals": {"a", "b", "c"}}
    rows = mixing.weights(["a", "b", "c"], **said, once={"b", "c"})
    assert product_of(rows, "a", "b") == 0.0
    assert product_of(rows, "b", "c") == pytest.approx(0.6)


def test_local_values_are_correlated_as_stated_from_the_first_year():
    # Both remember 60%: their values correlate by 0.8 in 2026/27 too, because both begin in 2015/16.
    memory, shared = {"cpi": 0.6, "a": 0.6}, {pair("a", "cpi"): 0.8}

    def first(own, other):
        shocks = {
            "cpi": dict.fromkeys(range(2015, 2027), 0.0) | own,
            "a": dict.fromkeys(range(2015, 2027), 0.0) | other,
        }
        return mixing.latents(shocks, memory, {}, shared, {"cpi"}, 2026, 1)

    effects = [first({year: 1.0}, {}) for year in range(2015, 2027)]
    assert sum(each["cpi"][0] * each["a"][0] for each in effects) == pytest.approx(0.8)


def test_national_pairs_that_contradict_each_other_are_refused():
    national = {pair("a", "b"): 0.9, pair("b", "c"): 0.9, pair("a", "c"): -0.9}
    with pytest.raises(ValueError, match="contradict"):
        mixing.weights(["a", "b", "c"], national, {}, {"a", "b", "c"})


def test_a_name_without_a_shock_in_the_year_is_left_out():
    plan = {pair("a", "b"): 0.6}
    assert mixing.weights(["b"], {}, plan, set(), every=["a", "b"]) == {"b": {"b": 1.0}}


def test_national_values_are_the_same_in_plans_of_different_base_years():
    memory, nationals = {"cpi": 0.6, "pay": 0.3, "area": 0.0}, {"cpi", "pay"}
    shocks = {name: {year: math.sin(year * k) for year in range(2000, 2040)} for k, name in enumerate(memory, 1)}
    said = {pair("cpi", "pay"): 0.5}, {pair("area", "pay"): 0.6}, nationals
    one = mixing.latents(shocks, memory, *said, 2026, 5)
    other = mixing.latents(shocks, memory, *said, 2024, 5)
    for name in nationals:
        assert one[name][:3] == pytest.approx(other[name][2:])
    # cpi remembers since 2015; area has 60% of the part of pay that is not cpi's, as it has nothing to do with cpi.
    assert one["cpi"] == pytest.approx(mixing.with_memory([shocks["cpi"][y] for y in range(2015, 2031)], 0.6)[11:])
    own = shocks["pay"][2026], shocks["cpi"][2026], shocks["area"][2026]
    weight = 0.6 / math.sqrt(0.75)
    assert one["area"][0] == pytest.approx(weight * own[0] + math.sqrt(1 - weight**2) * own[2])
    # A plan that starts earlier: from its own first year.
    assert mixing.latents(shocks, memory, *said, 2010, 2)["cpi"][0] == shocks["cpi"][2010]


def test_memory_keeps_the_variance():
    assert mixing.with_memory([1.0, 0.0, 1.0], 0.6) == pytest.approx([1.0, 0.6, 1.16])


def test_an_assumption_drawn_once_is_correlated_in_the_first_year():
    shocks = {"a": {2026: 0.5}, "b": {year: year - 2025.0 for year in range(2015, 2028)}}
    found = mixing.latents(shocks, {"a": 1, "b": 0}, {}, {pair("a", "b"): 0.6}, set(), 2026, 2)
    assert found["a"] == [0.5]
    assert found["b"] == pytest.approx([0.6 * 0.5 + 0.8 * 1.0, 2.0])


def test_year_ends_can_be_run_again_from_other_balances():
    plan = repaid_next_year()
    draw = slow.central(plan)
    of_plan = every_year.money_of(plan, draw)
    used = [every_year.year_ends(plan, draw, of_plan, {"general": held})["reserves_used"][1] for held in (2000, 1200)]
    # Short by 800 in 2026/27; the floor is 1% of 82,400.
    assert used == pytest.approx([800, 1200 - 824])
