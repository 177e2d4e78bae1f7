"""Titles of charts state the finding: rise, fall, none, surplus and tie, at the edges where words change."""

import pytest

from mtfp.documents.charts.charts_of_closing import closing, reserves, who_pays
from mtfp.documents.charts.charts_of_cost import causes, cost_and_funding
from mtfp.documents.charts.charts_of_people import balance_of_care, population
from mtfp.documents.charts.in_words import Part, change_in_words, fraction, largest, more_or_less
from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.model.plan import Plan


def projected(lines=None, paid: tuple[float, float, float] = (100.0, 100.0, 100.0), **fields) -> Projection:
    """A plan of £100k of care in 2025/26 and two more years, paid by the council, without a scheme for a gap."""
    lines = lines or {"home": line()}
    rate = {"unit": "rate", "source": "a test"}
    assumptions = {
        "pay": {**rate, "central": {"2026/27": "10%", "then": "0%"}},
        "cpi": {**rate, "central": {"2026/27": "10%", "then": "0%"}},
        "fall": {**rate, "central": {"2026/27": "-20%", "then": "0%"}},
    }
    stated = dict(zip(("2025/26", "2026/27", "2027/28"), paid, strict=True))
    council = {"partner": "council", "type": "payment", "stated": stated}
    return projection_of(
        {
            "mtfp": 1,
            "name": "A",
            "base_year": "2025/26",
            "years": 2,
            "unit": "£k",
            "assumptions": assumptions,
            "lines": lines,
            "funding": {"council": council},
            **fields,
        }
    )


def projection_of(fields) -> Projection:
    plan = Plan.model_validate(fields)
    return project(plan, central_draws(plan))


def line(budget: float = 100.0, **components: str) -> dict[str, object]:
    return {
        "partner": "council",
        "setting": "community",
        "budget": budget,
        "components": components or {"cpi": "0%", "pay": "100%"},
    }


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "less than a tenth"),
        (0.0749, "less than a tenth"),
        (0.075, "about a tenth"),
        (0.5, "about half"),
        (0.61, "about three fifths"),
        (0.9499, "about nine tenths"),
        (0.95, "almost all"),
        (0.9949, "almost all"),
        (0.995, "all"),
        (1.005, "all"),
        (1.006, "more than all"),
    ],
)
def test_a_fraction_at_its_edges(share, words):
    assert fraction(share) == words


def test_a_change_that_reads_the_same_is_none():
    assert change_in_words(1_000.0, 1_004.9, "£k") == "stays at £1 million"
    assert change_in_words(1_000.0, 1_005.1, "£k") == "rises from £1 million to £1.01 million"
    assert change_in_words(1_000.0, 990.0, "£k") == "falls from £1 million to £990,000"
    assert more_or_less(0.0004, "£k") == "the same"
    assert more_or_less(0.0006, "£k") == "£1 more"


def test_the_largest_part_is_above_zero_and_may_be_a_tie():
    assert largest([Part("a", -5.0), Part("b", 0.0)], "£k") == []
    assert [part.label for part in largest([Part("a", 1_000.0), Part("b", 1_004.9)], "£k")] == ["b", "a"]
    assert [part.label for part in largest([Part("a", 1_000.0), Part("b", 1_005.1)], "£k")] == ["b"]


def test_causes_of_a_rise_a_fall_a_tie_and_of_no_change():
    one = causes(projected())
    assert one.title == "Pay drives all of the £10,000 rise in cost by 2027/28"
    both = causes(projected({"home": line(100.0, pay="50%", cpi="50%")}))
    assert both.title == "Pay and prices each drive about half of the £10,000 rise in cost by 2027/28"
    prices = causes(projected({"home": line(100.0, cpi="100%")}))
    assert prices.title == "Prices drive all of the £10,000 rise in cost by 2027/28"
    fall = causes(projected({"home": line(100.0, fall="100%")}))
    assert fall.title == "Cost falls by £20,000 by 2027/28, most of all through prices"
    none = causes(projected({"home": line(0.0)}))
    assert none.title == "Cost by 2027/28 is the same as in 2025/26"
    offset = causes(projected({"up": line(200.0), "down": line(50.0, fall="100%")}))
    assert offset.title == "Pay drives more than all of the £10,000 rise in cost by 2027/28"


def test_cost_against_funding_with_a_gap_a_surplus_and_neither():
    assert cost_and_funding(projected()).title == "Before savings, the cost of 2027/28 is £10,000 more than its funding"
    surplus = cost_and_funding(projected(paid=(100.0, 120.0, 120.0)))
    assert surplus.title == "Before savings, the funding of 2027/28 is £10,000 more than its cost"
    assert cost_and_funding(projected(paid=(100.0, 110.0, 110.0))).title == (
        "Funding meets the cost of 2027/28 before savings"
    )


def test_growth_of_cost_and_funding_by_hand():
    """Cost grows by 10% over two years: √1.1 is 1.0488."""
    assert cost_and_funding(projected()).sentence.startswith(
        "Between 2025/26 and 2027/28, cost grows by 4.9% and funding grows by 0.0% a year on average."
    )


def saving(amount: float) -> dict[str, object]:
    return {"planned": {"2026/27": amount}, "status": "delivered"}


def test_ways_to_close_a_gap():
    assert closing(projected()).title == "All of the £10,000 gap before savings in 2027/28 is unfunded"
    half = closing(projected(savings={"a": saving(5.0)}))
    assert half.title == "About half of the £10,000 gap before savings in 2027/28 is unfunded"
    most = closing(projected(savings={"a": saving(8.0)}))
    assert most.title == "Savings close about four fifths of the £10,000 gap before savings in 2027/28"
    surplus = closing(projected(paid=(100.0, 120.0, 120.0)))
    assert surplus.title == "There is no gap to close in 2027/28"
    even = closing(projected(paid=(100.0, 110.0, 110.0)))
    assert even.title == "There is no gap to close in 2027/28"


def test_who_pays_more_less_and_the_same():
    assert who_pays(projected()).title == "The council pays the same in 2027/28 as in 2025/26"
    more = who_pays(projected(paid=(100.0, 100.0, 105.0)))
    assert more.title == "The council pays £5,000 more in 2027/28 than in 2025/26"
    both = {
        name: {"partner": name, "type": "payment", "stated": {"2025/26": 60, "2026/27": 60, "2027/28": last}}
        for name, last in (("council", 55), ("nhs", 66))
    }
    assert who_pays(projected({"home": line(200.0)}, funding=both)).title == (
        "The council pays £5,000 less and the NHS board pays £6,000 more in 2027/28 than in 2025/26"
    )
    both["nhs"]["stated"]["2027/28"] = 55
    assert (
        who_pays(projected({"home": line(200.0)}, funding=both)).title
        == "Each partner pays £5,000 less in 2027/28 than in 2025/26"
    )
    both["nhs"]["stated"]["2027/28"] = 60
    assert who_pays(projected({"home": line(200.0)}, funding=both)).title == (
        "The council pays £5,000 less and the NHS board pays no more in 2027/28 than in 2025/26"
    )


def reserve(**fields: object) -> dict[str, object]:
    return {"general": {"opening": 10.0, "class": "contingency", **fields}}


def test_reserves_above_and_below_their_minimum_and_without_one():
    assert reserves(projected()) is None
    assert reserves(projected(reserves=reserve())).title == "The sum of all reserves stays at £10,000 by 2027/28"
    kept = reserves(projected(reserves=reserve(floor={"money": 10.0})))
    assert kept.title == "Every reserve stays at or above its minimum level up to 2027/28"
    below = reserves(projected(reserves=reserve(floor={"money": 10.0}, planned_use={"2027/28": 0.5})))
    assert below.title == "A reserve is below its minimum level from 2027/28"
    assert "by £500 at most" in below.sentence
    always = reserves(projected(reserves=reserve(floor={"money": 11.0})))
    assert always.title == "A reserve is below its minimum level from the start"


def test_the_balance_of_care_rises_falls_and_stays():
    lines = {"home": line(), "beds": {**line(100.0, cpi="0%", pay="100%"), "setting": "institutional"}}
    assert balance_of_care(projected(lines)).title == (
        "The community's share of care spending stays at 50.0% up to 2027/28"
    )
    lines["beds"]["components"] = {"fall": "100%"}
    assert balance_of_care(projected(lines)).title == (
        "The community's share of care spending rises from 50.0% to 57.9%"
    )
    lines["home"]["components"], lines["beds"]["components"] = {"fall": "100%"}, {"pay": "100%"}
    assert balance_of_care(projected(lines)).title == (
        "The community's share of care spending falls from 50.0% to 42.1%"
    )


def test_a_plan_without_people_has_no_chart_of_them():
    assert population(projected()) is None


def test_a_plan_is_illustrative_if_its_source_says_so():
    assert causes(projected(source="An Illustrative plan")).heading.startswith("Illustrative: Pay")
    assert not causes(projected(source="Budget paper")).illustrative
    assert not causes(projected(source="Not unillustrative")).illustrative
