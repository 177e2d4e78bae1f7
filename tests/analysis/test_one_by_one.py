"""Changes between two versions one by one: what each moves, worked by hand, and how many projections that takes."""

from pathlib import Path

import numpy as np
import pytest

from mtfp.analysis.one_by_one.entries import one_by_one
from mtfp.analysis.one_by_one.renamed import Renamed
from mtfp.model.plan import Plan
from mtfp.reading import read_plan

ROOT = Path(__file__).parents[2] / "examples"
FLAT = {"unit": "rate", "central": "0%", "source": "worked by hand"}


def line(partner="council", budget=100, **others):
    return {
        "partner": partner,
        "setting": "community",
        "budget": budget,
        "components": {"flat": "100%"},
        "localities": {"North": "60%", "South": "40%"},
        **others,
    }


DOCUMENT = {
    "mtfp": 1,
    "name": "One by one",
    "base_year": "2025/26",
    "years": 2,
    "unit": "£k",
    "source": "worked by hand",
    "localities": ["North", "South"],
    "assumptions": {"flat": FLAT},
    "lines": {"home": line(), "wards": line("nhs", 50)},
    "funding": {
        "council": {"partner": "council", "type": "payment", "base": 90, "uplift": "flat"},
        "board": {"partner": "nhs", "type": "payment", "base": 50, "uplift": "flat"},
    },
    "savings": {"rotas": {"line": "home", "planned": {"2026/27": 4}, "recurring": True, "note": "From June."}},
    "reserves": {"general": {"class": "contingency", "opening": 30, "floor": {"money": 10}}},
    "scheme": {"steps": [{"reserves": {"order": ["general"]}}, {"carry": {}}]},
}
OLD = Plan.model_validate(DOCUMENT)


def changed(**sections):
    """Return the entries of the plan with some items of sections changed."""
    document = {**DOCUMENT, **{name: {**DOCUMENT[name], **items} for name, items in sections.items()}}
    return one_by_one(OLD, Plan.model_validate(document)).entries


def told(entry):
    return [(each.of, each.sources, each.targets, round(each.amount, 6), each.year) for each in entry.transfers]


def test_a_line_of_the_other_partner_moves_its_cost_but_not_the_gap():
    (entry,) = changed(lines={"home": line("nhs")})
    assert [str(change) for change in entry.changes] == ["Home, partner: council → NHS"]
    assert entry.gap.tolist() == [0, 0]
    assert told(entry)[0] == ("cost", ("the council",), ("the NHS board",), 100, "2026/27")


def test_a_grant_of_the_other_partner_moves_its_payment():
    (entry,) = changed(funding={"board": {**DOCUMENT["funding"]["board"], "partner": "council"}})
    assert ("payments", ("the NHS board",), ("the council",), 50, "2026/27") in told(entry)


def test_swapped_localities_move_cost_between_them():
    # 60% and 40% of 100, the other way round
    (entry,) = changed(lines={"home": line(localities={"North": "40%", "South": "60%"})})
    assert told(entry) == [("cost", ("North",), ("South",), pytest.approx(20), "2026/27")]
    assert len(entry.changes) == 2


def test_another_setting_moves_cost():
    (entry,) = changed(lines={"home": line(setting="hospital")})
    assert told(entry) == [("cost", ("community",), ("hospital",), 100, "2026/27")]


def test_a_lower_floor_lets_reserves_close_the_gap_that_was_carried():
    # a gap of 10 less 4 a year; reserves of 30 above 28, then 30 above 10: in 2026/27 the other 4 is carried
    reserves = {"general": {**DOCUMENT["reserves"]["general"], "floor": {"money": 28}}}
    old = Plan.model_validate({**DOCUMENT, "reserves": reserves})
    (entry,) = one_by_one(old, OLD).entries
    assert entry.gap.tolist() == [0, 0]
    assert told(entry)[0] == ("what closes the gap", ("the deficit that is carried",), ("reserves",), 6, "2027/28")


def test_a_figure_that_moves_alone_is_told():
    (entry,) = changed(reserves={"general": {**DOCUMENT["reserves"]["general"], "opening": 40}})
    assert told(entry) == [("", (), ("all reserves together",), 10, "2026/27")]


def test_planned_use_comes_before_what_follows_from_it():
    # a gap of 6 a year; planned use of 5, then of 2, leaves 1 and 4 to close
    reserve = DOCUMENT["reserves"]["general"]
    pair = [
        {**DOCUMENT, "reserves": {"general": reserve, "fund": {**reserve, "planned_use": {"2026/27": use}}}}
        for use in (5, 2)
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, pair)).entries
    assert told(entry)[0] == ("", ("the planned use of reserves",), (), 3, "2026/27")


def test_a_saving_on_another_line_of_the_same_partner_moves_spending():
    saving = {"planned": {"2026/27": 4}, "recurring": True}
    documents = [
        {**DOCUMENT, "lines": {**DOCUMENT["lines"], "day": line()}, "savings": {"posts": {**saving, "line": each}}}
        for each in ("home", "day")
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, documents)).entries
    assert told(entry) == [("spending", ("Day",), ("Home",), 4, "2026/27")]


def test_activity_moves_in_its_own_unit_and_counts_for_no_money():
    documents = [
        {**DOCUMENT, "lines": {**DOCUMENT["lines"], "day": line(activity={"unit": "people", "base": people})}}
        for people in (170, 17)
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, documents)).entries
    (moved,) = entry.transfers
    assert told(entry) == [("", ("the activity of Day",), (), 153, "2026/27")]
    assert (moved.unit, entry.size) == ("people", (0, 0))


def test_the_expected_cost_of_risk_events_is_compared():
    # 100 with a chance of 35%, then of 3.5%
    documents = [
        {**DOCUMENT, "risk_events": {"fire": {"probability": each, "impact": 100}}} for each in ("35%", "3.5%")
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, documents)).entries
    words = "the expected cost of risk events that isn't in these figures"
    assert told(entry)[0] == ("", (words,), (), pytest.approx(31.5), "2026/27")


def test_the_order_of_reserves_moves_the_balance_of_each():
    # 6 a year from the one or from the other
    reserves = {name: DOCUMENT["reserves"]["general"] for name in ("general", "fund")}
    pair = [
        {**DOCUMENT, "reserves": reserves, "scheme": {"steps": [{"reserves": {"order": order}}, {"carry": {}}]}}
        for order in (["general", "fund"], ["fund", "general"])
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, pair)).entries
    assert told(entry) == [("", (), ("the General reserve",), 12, "2027/28")]


def test_a_spread_moves_nothing_in_the_central_case():
    (entry,) = changed(assumptions={"flat": {**FLAT, "spread": {"interval": ["-1%", "1%"]}}})
    assert (entry.gap.tolist(), entry.transfers, entry.same) == ([0, 0], (), ("source",))


def test_traces_that_stayed_are_those_of_a_value_that_changed():
    saving = DOCUMENT["savings"]["rotas"]
    (value,) = changed(savings={"rotas": {**saving, "planned": {"2026/27": 6}}})
    (both,) = changed(savings={"rotas": {**saving, "planned": {"2026/27": 6}, "note": "From May."}})
    (words,) = changed(savings={"rotas": {**saving, "owner": "Head of care"}})
    assert (value.same, both.same, words.same) == (("note",), (), ())
    assert value.gap.tolist() == [-2, -2]


def test_a_renamed_line_is_one_change_and_so_are_the_names_that_refer_to_it():
    lines = {"homes": DOCUMENT["lines"]["home"], "wards": DOCUMENT["lines"]["wards"]}
    savings = {"rotas": {**DOCUMENT["savings"]["rotas"], "line": "homes"}}
    (entry,) = one_by_one(OLD, Plan.model_validate({**DOCUMENT, "lines": lines, "savings": savings})).entries
    assert (entry.renamed, entry.gap.tolist()) == (Renamed("lines", "home", "homes"), [0, 0])


def test_a_renamed_assumption_is_found_in_keys():
    document = {**DOCUMENT, "assumptions": {"still": FLAT}}
    document["lines"] = {name: {**item, "components": {"still": "100%"}} for name, item in DOCUMENT["lines"].items()}
    document["funding"] = {name: {**item, "uplift": "still"} for name, item in DOCUMENT["funding"].items()}
    (entry,) = one_by_one(OLD, Plan.model_validate(document)).entries
    assert entry.renamed == Renamed("assumptions", "flat", "still")


def test_an_item_with_another_name_and_another_value_is_new_and_dropped():
    savings = {"rota": {**DOCUMENT["savings"]["rotas"], "planned": {"2026/27": 5}}}
    entries = one_by_one(OLD, Plan.model_validate({**DOCUMENT, "savings": savings})).entries
    assert [(entry.label, entry.gap.tolist()) for entry in entries] == [
        ("Rota (new)", [-5, -5]),
        ("Rotas (dropped)", [4, 4]),
    ]


def test_a_doubled_line_has_a_twin():
    entry, *others = changed(lines={"home_again": line(label="Home once more")})
    assert (entry.twin, others) == ("Home", [])
    assert changed(lines={"home_again": line(budget=90)})[0].twin == ""


def test_who_pays_is_told_after_the_cost_that_moved():
    # the saving of 4 on the line goes with its cost of 100: the council pays 96 less
    funding = {name: {**item, "base": 10} for name, item in DOCUMENT["funding"].items()}
    scheme = {"steps": [{"additional_payments": {"who": "own_arm"}}]}
    pair = [
        {**DOCUMENT, "funding": funding, "scheme": scheme, "lines": {**DOCUMENT["lines"], "day": line(), "home": home}}
        for home in (line(), line("nhs"))
    ]
    (entry,) = one_by_one(*map(Plan.model_validate, pair)).entries
    assert told(entry) == [
        ("cost", ("the council",), ("the NHS board",), 100, "2026/27"),
        ("what closes the gap", ("the council",), ("the NHS board",), 96, "2026/27"),
    ]


def test_a_saving_of_the_other_partner_moves_overspend():
    saving = {"planned": {"2026/27": 4}, "recurring": True}
    documents = [{**DOCUMENT, "savings": {"posts": {**saving, "partner": each}}} for each in ("council", "nhs")]
    (entry,) = one_by_one(*map(Plan.model_validate, documents)).entries
    assert told(entry)[0] == ("overspend", ("the NHS board",), ("the council",), 4, "2026/27")


def test_the_set_aside_moves_outside_the_gap():
    lines = [line("nhs", budget, set_aside=True, setting="hospital") for budget in (70, 80)]
    documents = [{**DOCUMENT, "lines": {**DOCUMENT["lines"], "beds": each}} for each in lines]
    (entry,) = one_by_one(*map(Plan.model_validate, documents)).entries
    assert told(entry) == [("", (), ("the set-aside gap",), 10, "2026/27")]


def moved(count):
    """Return the example of Shetland, and the same with the amounts of some of its items 1% higher."""
    old, left = read_plan(ROOT / "shetland").plan, count
    sections = {"lines": "budget", "funding": "base"}
    fields = {}
    for section, key in sections.items():
        items = dict(getattr(old, section))
        for name, item in items.items():
            if left and getattr(item, key):
                items[name], left = item.with_fields(**{key: getattr(item, key) * 1.01}), left - 1
        fields[section] = items
    return old, old.with_fields(**fields)


@pytest.mark.parametrize("count", [4, 12])
def test_parts_add_up_and_projections_grow_with_the_changes(count):
    found = one_by_one(*moved(count))
    difference = found.difference
    whole = difference.value("gap", after=True) - difference.value("gap", after=False)
    assert sum(entry.gap for entry in found.entries) == pytest.approx(whole)
    assert len(difference.split.weights) == 2 * count
    sizes = [np.abs(entry.gap).max() for entry in found.entries]
    assert sizes == sorted(sizes, reverse=True)


def test_a_new_plan_is_told_by_section():
    found = one_by_one(*moved(4), most=3)
    assert [(entry.label, len(entry.changes), entry.items) for entry in found.entries] == [("Budget lines", 4, 4)]
