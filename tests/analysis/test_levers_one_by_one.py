"""Changed levers one by one: what each moves in a plan, worked by hand."""

import pytest

from mtfp.analysis.one_by_one.entries import MOST
from mtfp.analysis.one_by_one.levers import levers_one_by_one
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario

HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
PLAN = Plan.model_validate(
    {
        "mtfp": 1,
        "name": "A",
        "base_year": "2025/26",
        "years": 2,
        "unit": "£k",
        "assumptions": {"pay": {"unit": "rate", "central": "0%", "source": "worked by hand"}},
        "lines": {"home": HOME, "ward": {**HOME, "partner": "nhs"}},
        "funding": {},
    }
)


def dearer(by, **others):
    return {"shift": {"assumption": "pay", "by": by, "to": "year 1", **others}}


def level(of, line="home"):
    return {"service_level": {"lines": line, "level": of, "from": "year 1"}}


def added(name, **others):
    return {"saving": {"name": name, "add": {"line": "home", "planned": {"2026/27": 5}, "recurring": True, **others}}}


def scenario(*levers, **others):
    return Scenario.model_validate({"mtfp": 1, "scenario": "own", "levers": levers, **others})


def gaps(found):
    return {entry.id: entry.gap.round(6).tolist() for entry in found.entries}


def test_two_changes_share_what_only_both_move():
    # 200 at 10% is 220, at 20% is 240; home at 120% adds 22 at 10%, and 24 at 20%
    found = levers_one_by_one(PLAN, scenario(dearer("10%"), level("100%")), scenario(dearer("20%"), level("120%")))
    assert gaps(found) == {"levers.2": [23, 23], "levers.1": [21, 21]}
    assert found.together.round(6).tolist() == [44, 44]


def test_new_and_dropped_levers_move_what_they_do():
    found = levers_one_by_one(PLAN, scenario(dearer("10%"), level("120%")), scenario(added("less"), dearer("10%")))
    assert gaps(found) == {"levers.2": [-22, -22], "levers.1": [-5, -5]}


def test_levers_of_other_scenarios_stay():
    others = scenario(dearer("10%")).levers
    for sides in ((others, ()), ((), others)):
        found = levers_one_by_one(PLAN, scenario(level("110%")), scenario(level("120%")), *sides)
        assert gaps(found) == {"levers.1": [11, 11]}


def test_a_lever_on_the_other_line_leaves_the_gap_and_shifts_cost():
    found = levers_one_by_one(PLAN, scenario(level("120%", "home")), scenario(level("120%", "ward")))
    (entry,) = found.entries
    assert entry.gap.tolist() == [0, 0]
    assert (entry.transfers[0].sources, entry.transfers[0].targets) == (("the council",), ("the NHS board",))
    assert entry.transfers[0].amount == pytest.approx(20)


def test_the_order_of_levers_moves_what_it_does():
    by_half = {"scale": {"assumption": "pay", "by": "50%", "to": "year 1"}}
    # 10% and half of it is 5%; half of 0% and 10% is 10%
    found = levers_one_by_one(PLAN, scenario(dearer("10%"), by_half), scenario(by_half, dearer("10%")))
    assert gaps(found) == {"levers": [10, 10]}


def test_words_move_nothing():
    found = levers_one_by_one(PLAN, scenario(narrative="Less."), scenario(narrative="More.", source="Board"))
    assert gaps(found) == {"narrative": [0, 0], "source": [0, 0]}


def test_levers_that_need_one_another_have_only_a_whole_movement():
    # the new lever delays the saving by the name that only the other new lever gives it
    old = scenario(added("less"), {"saving": {"name": "less", "delay": 1}})
    new = scenario(added("fewer"), {"saving": {"name": "fewer", "delay": 0, "scale": "200%"}})
    found = levers_one_by_one(PLAN, old, new)
    assert {tuple(gap) for gap in gaps(found).values()} == {(0, 0)}
    assert found.together.round(6).tolist() == [-10, -5]
    assert "has no saving `" in found.unknown


def test_old_levers_that_do_not_fit_the_plan_move_nothing_that_is_known():
    found = levers_one_by_one(PLAN, scenario(level("120%", "wards")), scenario(level("120%", "ward")))
    assert found.together is None
    assert "`wards`" in found.unknown


def test_of_many_changed_levers_only_the_whole_is_projected():
    old, new = (
        scenario(*(added(f"s{n}", planned={"2026/27": amount}) for n in range(MOST + 1))) for amount in (0.1, 0.3)
    )
    found = levers_one_by_one(PLAN, old, new)
    assert len(found.entries) == MOST + 1
    assert found.together.round(6).tolist() == [-12.2, -12.2]
    assert found.unknown == "more than 60 levers changed"
