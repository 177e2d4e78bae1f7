"""Two versions of a scenario: pairs of levers, and what differs between them in words."""

import pytest

from mtfp.model.plan import Plan
from mtfp.scenarios.between import (
    has_other_order,
    in_old_order,
    lever_changes,
    lever_pairs,
    order_change,
    other_changes,
)
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import Scenario

RATE = {"unit": "rate", "central": "0%", "source": "worked by hand"}
HOME = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
PLAN = Plan.model_validate(
    {
        "mtfp": 1,
        "name": "A",
        "base_year": "2025/26",
        "years": 3,
        "unit": "£k",
        "assumptions": {"pay": {**RATE, "label": "Pay awards"}, "cpi": RATE},
        "lines": {"home": {**HOME, "label": "Care at home"}, "day": HOME},
        "savings": {"rotas": {"label": "Better rotas", "line": "home", "planned": {"2026/27": 4}}},
        "funding": {},
    }
)
PAY = {"shift": {"assumption": "pay", "by": "1%"}}
CPI = {"shift": {"assumption": "cpi", "by": "2%"}}
ROTAS = {"saving": {"name": "rotas", "delay": 1}}
LESS = {"service_level": {"lines": "home", "level": "90%", "from": "year 1", "transition_cost": {"year 1": 20}}}
OF_HOME = "Lever 1, service level (Care at home)"


def pairs(old, new):
    return lever_pairs(*([Lever.model_validate(each) for each in levers] for levers in (old, new)))


def numbers(old, new):
    return [(pair.old, pair.new) for pair in pairs(old, new)]


def words(old, new):
    return [str(change) for pair in pairs(old, new) if pair.was != pair.now for change in lever_changes(pair, PLAN)]


def but(lever, **changes):
    """Return a lever with other values of the keys inside it."""
    ((kind, inside),) = lever.items()
    return {kind: {**inside, **changes}}


def test_levers_of_one_kind_that_are_most_alike_are_a_pair():
    assert numbers([PAY, CPI], [but(CPI, by="3%"), PAY]) == [(1, 0), (0, 1)]
    assert numbers([PAY, CPI, ROTAS], [PAY, ROTAS]) == [(0, 0), (1, None), (2, 1)]
    assert numbers([PAY, ROTAS], [CPI, PAY, ROTAS]) == [(None, 0), (0, 1), (1, 2)]
    assert numbers([PAY], [ROTAS]) == [(0, None), (None, 0)]


def test_another_order_is_a_change_by_the_former_numbers():
    found = pairs([PAY, ROTAS, LESS], [LESS, CPI, PAY, ROTAS])
    assert has_other_order(found)
    assert str(order_change(found)) == "Order of the levers: as it was → 3, 1, 2 by former number"
    assert [pair.old for pair in in_old_order(found) if pair.old is not None] == [0, 1, 2]
    assert not has_other_order(pairs([PAY, ROTAS], [CPI, PAY]))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (PAY, but(PAY, by="10%"), ["Lever 1, shift (Pay awards), by: 1.0% → 10.0%"]),
        (PAY, but(PAY, **{"from": "2027/28"}), ["Lever 1, shift (Pay awards), from: year 1 → 2027/28"]),
        (PAY, but(PAY, assumption="cpi"), ["Lever 1, shift (CPI), assumption: Pay awards → CPI"]),
        (PAY, {**PAY, "at": "50%"}, ["Lever 1, shift (Pay awards), at: 100.0% → 50.0%"]),
        (LESS, but(LESS, bought_elsewhere="20%"), [f"{OF_HOME}, bought elsewhere: 0.0% → 20.0%"]),
        (LESS, but(LESS, transition_cost={"year 1": "1%"}), [f"{OF_HOME}, transition cost, year 1: £20,000 → 1.0%"]),
        (ROTAS, but(ROTAS, delay=2), ["Lever 1, saving (Better rotas), delay: 1 → 2"]),
        (PAY, {**PAY, "narrative": "Agreed."}, ["Lever 1, shift (Pay awards), narrative: none → Agreed."]),
        (LESS, but(LESS, lines="day"), ["Lever 1, service level (Day), lines: Care at home → Day"]),
        (
            but(LESS, label="Fewer visits"),
            but(LESS, label="Fewer visits", transition_cost={"year 2": 200}),
            [
                "Fewer visits, transition cost, year 1: £20,000 → none",
                "Fewer visits, transition cost, year 2: none → £200,000",
            ],
        ),
    ],
)
def test_what_differs_in_a_lever_in_words(old, new, expected):
    assert words([old], [new]) == expected


def test_a_whole_lever_is_one_change():
    assert words([], [PAY]) == ["Lever 1, shift (Pay awards): none → assumption: Pay awards; by: 1.0%"]
    assert words([ROTAS], []) == ["Lever 1, saving (Better rotas): name: rotas; delay: 1 → none"]


def test_a_year_of_any_plan_is_that_of_the_plan():
    (pair,) = pairs([LESS], [but(LESS, transition_cost={"year 2": 20})])
    assert [change.years for change in lever_changes(pair, PLAN)] == [("2026/27",), ("2027/28",)]


def test_what_differs_outside_the_levers():
    old, new = (
        Scenario.model_validate({"mtfp": 1, "scenario": "a", "narrative": text, "levers": [lever]})
        for text, lever in (("Less.", PAY), ("More.", CPI))
    )
    assert [str(change) for change in other_changes(old, new, PLAN)] == ["Narrative: Less. → More."]
