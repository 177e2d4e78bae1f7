"""Doubts about a projection: contributions while money is missing, and places that don't exist."""

import re

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.place import Place
from mtfp.model.plan import Plan
from mtfp.results.doubts import doubts

RATE = {"unit": "rate", "central": "0%", "source": "worked by hand"}
GROWTH = {**RATE, "central": "10%"}
HOMES = {"partner": "council", "setting": "institutional", "budget": 1000, "components": {"flat": "100%"}}
PAYMENT = {"partner": "council", "type": "payment", "base": 1000, "stated": {"then": 1000}}
ASKS = {"steps": [{"additional_payments": {"who": "own_arm"}}]}


def doubted(homes=None, **sections):
    document = {
        "mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
        "assumptions": {"flat": RATE, "more": GROWTH}, "lines": {"homes": {**HOMES, **(homes or {})}},
        "funding": {"payment": PAYMENT}, **sections,
    }  # fmt: skip
    plan = Plan.model_validate(document)
    return list(doubts(project(plan, central_draws(plan)), lambda path: Place("")))


def found(homes=None, **sections):
    return [(each.code, each.message) for each in doubted(homes, **sections)]


def reserve(**keys):
    return {"contingency": {"class": "contingency", "opening": 500, **keys}}


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (ASKS, "the partners are asked for additional contributions of £150,000"),
        ({"steps": [{"carry": {}}]}, "a deficit is carried of £150,000"),
        ({"steps": []}, "the plan leaves unfunded £150,000"),
    ],
    ids=["asked", "carried", "unfunded"],
)
def test_a_contribution_while_money_is_missing(scheme, words):
    """The gap is 50 in 2026/27 and in 2027/28, and each year's contribution adds to it: 70 and 80."""
    payment = {**PAYMENT, "stated": {"2026/27": 950, "2027/28": 950, "then": 1000}}
    paid = reserve(planned_contributions={"2026/27": 20, "2027/28": 30})
    (doubt,) = found(funding={"payment": payment}, reserves=paid, scheme=scheme)
    assert doubt[0] == "W580"
    assert doubt[1].startswith("Contingency is paid £50,000 in 2026/27 and 2027/28, while ")
    assert words in doubt[1]


def test_contributions_from_money_to_spare_are_none():
    payment = {**PAYMENT, "stated": {"2026/27": 1100, "then": 900}}
    paid = reserve(planned_contributions={"2026/27": 50})
    assert found(funding={"payment": payment}, reserves=paid, scheme=ASKS) == []


def test_contributions_that_stop_in_a_deficit_have_their_own_rule():
    paid = reserve(planned_contributions={"2026/27": 50}, contributions_stop_in_deficit=True)
    payment = {**PAYMENT, "stated": {"then": 900}}
    assert found(funding={"payment": payment}, reserves=paid, scheme={"steps": [{"carry": {}}]}) == []


def test_ring_fenced_money_is_not_the_boards_to_leave_out():
    paid = {"fund": {"class": "ring_fenced", "opening": 10, "planned_contributions": {"2026/27": 20}}}
    payment = {**PAYMENT, "stated": {"then": 900}}
    assert found(funding={"payment": payment}, reserves=paid, scheme=ASKS) == []


@pytest.mark.parametrize("unit", ["places", "care home places", "beds", "Rooms", "place"])
def test_demand_beyond_the_places_of_the_base_year(unit):
    """100 places at 10% a year: 133.1 in 2028/29."""
    (doubt,) = found({"demand": {"growth": "more"}, "activity": {"unit": unit, "base": 100}}, scheme=ASKS)
    assert doubt == ("W582", f"Homes counts on 133 {unit} in 2028/29, 33 more than the 100 that exist")


def test_places_that_will_exist_by_year():
    """110, 121 and 133.1 places, of which 110, 115 and 140 exist."""
    by_year = {"2025/26": 105, "2026/27": 110, "2027/28": 115, "then": 140}
    homes = {"demand": {"growth": "more"}, "activity": {"unit": "places", "base": 100, "available": by_year}}
    assert found(homes, scheme=ASKS) == [
        ("W582", "Homes counts on 121 places in 2027/28, 6 more than the 115 that exist")
    ]


@pytest.mark.parametrize(
    ("homes", "doubted"),
    [
        ({"service_level": {"level": "106%", "from": "2027/28"}}, True),
        ({"activity": {"unit": "places", "base": 100, "available": 90}}, True),
        ({"activity": {"unit": "hours", "base": 100, "available": 99}, "demand": {"growth": "more"}}, True),
        ({"setting": "community", "demand": {"growth": "more"}}, False),
        ({"activity": {"unit": "bed days", "base": 100}, "demand": {"growth": "more"}}, False),
        ({"activity": {"unit": "residents", "base": 100}, "demand": {"growth": "more"}}, False),
        ({"activity": {"unit": "places", "base": 100, "available": 200}, "demand": {"growth": "more"}}, False),
        ({"service_level": {"level": "100.4%", "from": "2027/28"}}, False),
        ({"service_level": {"level": "106%", "from": "2027/28", "step_fixed": True}}, False),
    ],
    ids=["level", "fewer than used", "hours with a limit", "no home", "bed days", "residents", "enough", "below one",
         "opened"],
)  # fmt: skip
def test_what_counts_as_a_place_that_does_not_exist(homes, doubted):
    assert bool(found({"activity": {"unit": "places", "base": 100}, **homes}, scheme=ASKS)) == doubted


@pytest.mark.parametrize(
    "homes",
    [
        {"label": "Care home placements (purchased)"},
        {"label": "Independent homes"},
        {"note": "Commissioned from the third sector"},
        {"components": {"wage": "100%"}},
    ],
    ids=["label", "independent", "note", "wages of others"],
)
def test_more_of_what_others_provide_can_be_bought(homes):
    wage = {**RATE, "label": "Wage floor of commissioned care", "pressure": "pay"}
    more = {"demand": {"growth": "more"}, "activity": {"unit": "places", "base": 100}}
    assumptions = {"flat": RATE, "more": GROWTH, "wage": wage}
    assert found({**more, **homes}, scheme=ASKS, assumptions=assumptions) == []
    limited = {**more, "activity": {"unit": "places", "base": 100, "available": 100}}
    assert found({**limited, **homes}, scheme=ASKS, assumptions=assumptions) != []


def test_a_share_of_a_hosted_service_is_compared_with_our_share_of_its_places():
    hosted = {"hosted": {"by": "us", "share": "50%"}, "demand": {"growth": "more"}}
    ((code, message),) = found({**hosted, "activity": {"unit": "beds", "base": 100}}, scheme=ASKS)
    assert (code, message) == ("W582", "Homes counts on 67 beds in 2028/29, 17 more than the 50 that exist")


def test_years_before_the_first_stated_one_have_no_limit():
    by_year = {"2027/28": 100, "then": 140}
    homes = {"demand": {"growth": "more"}, "activity": {"unit": "places", "base": 100, "available": by_year}}
    assert [message for _, message in found(homes, scheme=ASKS)] == [
        "Homes counts on 121 places in 2027/28, 21 more than the 100 that exist"
    ]


@pytest.mark.parametrize("more", [{}, {"hosted": {"by": "us", "share": "50%"}}], ids=["own", "hosted"])
def test_the_repair_ends_the_doubt(more):
    """The repair's number and year, put under `available:`, are enough in every year, also of a hosted service."""
    homes = {"demand": {"growth": "more"}, "activity": {"unit": "places", "base": 100}, **more}
    (fix,) = [each.fix for each in doubted(homes, scheme=ASKS)]
    number, worst, first = re.search(
        r"if (\d+) places will exist by (\S+), .* year by year from (\S+) on", fix
    ).groups()
    assert (number, worst, first) == ("133", "2028/29", "2026/27")
    activity = {**homes["activity"], "available": {"2025/26": 100, first: int(number), "then": int(number)}}
    assert doubted({**homes, "activity": activity}, scheme=ASKS) == []
