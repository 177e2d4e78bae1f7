"""Words on the causes of cost: fractions at their boundaries, and the title for a rise, a fall, no change and a tie."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.paper.drives import FRACTIONS, causes_of_rise, fraction, title_of_causes


@pytest.mark.parametrize(("least", "words"), FRACTIONS)
def test_words_of_fractions_begin_at_their_boundaries(least, words):
    assert fraction(least) == words
    assert fraction(least - 1e-9) != words


def test_boundaries_of_fractions_fall_and_each_word_is_near_its_share():
    shares = {"nearly all": 1, "nine tenths": 0.9, "four fifths": 0.8, "three quarters": 0.75, "two thirds": 2 / 3}
    shares |= {"three fifths": 0.6, "over half": 0.55, "about half": 0.5, "two fifths": 0.4, "a third": 1 / 3}
    shares |= {"a quarter": 0.25, "a fifth": 0.2, "a tenth": 0.1}
    ends = [1.03, *(least for least, _ in FRACTIONS)]
    assert ends == sorted(ends, reverse=True)
    for (least, words), below in zip(FRACTIONS, ends, strict=False):
        assert least <= shares[words] <= below, words


@pytest.mark.parametrize(
    ("share", "words"), [(1.03, "nearly all"), (1.031, "more than all"), (0.0749, "a small part"), (0, "a small part")]
)
def test_fractions_beyond_both_ends(share, words):
    assert fraction(share) == words


def projection(pay="0%", cpi="0%", stated=100, events=None):
    """Return a projection of one year: 200 of pay and prices in equal parts, and a line whose cost is stated."""
    rate = {"unit": "rate", "source": "by hand"}
    place = {"partner": "council", "setting": "community"}
    document = {
        "mtfp": 1,
        "name": "Causes",
        "base_year": "2025/26",
        "years": 1,
        "unit": "£k",
        "source": "by hand",
        "assumptions": {"pay": {**rate, "central": pay}, "cpi": {**rate, "central": cpi}},
        "lines": {
            "home": {**place, "budget": 100, "components": {"pay": "100%"}},
            "food": {**place, "budget": 100, "components": {"cpi": "100%"}},
            "rent": {**place, "cost": {"2025/26": 100, "2026/27": stated}},
        },
        "funding": {},
    }
    plan = Plan.model_validate({**document, **({"risk_events": events} if events else {})})
    return project(plan, central_draws(plan))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pay": "6%", "cpi": "4%"}, "Pay drives three fifths of the rise in cost"),
        ({"pay": "2%", "cpi": "4%"}, "Prices drive two thirds of the rise in cost"),
        ({"pay": "6%", "stated": 95}, "Pay drives more than all of the rise in cost"),
        ({"stated": 105}, "Lines with stated cost drive nearly all of the rise in cost"),
        ({"stated": 90}, "Cost falls by £10,000 by 2026/27"),
        ({"pay": "2%", "stated": 90}, "Cost falls by £8,000 by 2026/27"),
        ({}, "Cost in 2026/27 is what it is today"),
        ({"pay": "5%", "stated": 95}, "Cost in 2026/27 is what it is today"),
    ],
)
def test_title_of_causes(given, said):
    assert title_of_causes(projection(**given)) == said


def test_the_first_of_two_equal_causes_is_named():
    found = projection(pay="5%", cpi="5%")
    assert [round(amount, 9) for amount in causes_of_rise(found).values()][:2] == [5, 5]
    assert title_of_causes(found) == "Pay drives about half of the rise in cost"
