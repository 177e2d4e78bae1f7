"""Words on the causes of cost: fractions at their boundaries, and the title for a rise, a fall, no change and a tie."""

import pytest

from mtfp.documents.charts.charts_of_cost import causes
from mtfp.documents.charts.in_words import FRACTIONS, fraction
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan


@pytest.mark.parametrize("share", FRACTIONS)
def test_each_fraction_is_named_at_its_own_share_and_around_it(share):
    assert fraction(share) == fraction(share + 0.008) == fraction(share - 0.008) == f"about {FRACTIONS[share]}"


def test_every_share_has_the_words_of_a_fraction_within_a_twentieth():
    for share in (number / 1_000 for number in range(75, 950)):
        named = next(each for each, words in FRACTIONS.items() if fraction(share) == f"about {words}")
        assert abs(named - share) <= 0.05 + 1e-9, share


@pytest.mark.parametrize(
    ("share", "words"),
    [(1.0051, "more than all"), (1.005, "all"), (0.995, "all"), (0.9949, "almost all"), (0.95, "almost all"),
     (0.9499, "about nine tenths"), (0.075, "about a tenth"), (0.0749, "less than a tenth"), (0, "less than a tenth")],
)  # fmt: skip
def test_fractions_at_both_ends(share, words):
    assert fraction(share) == words


def projection(pay="0%", cpi="0%", stated=100):
    """Return a projection of one year: 200 of pay and prices in equal parts, and a line whose cost is stated."""
    rate = {"unit": "rate", "source": "by hand"}
    place = {"partner": "council", "setting": "community"}
    plan = Plan.model_validate(
        {
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
    )
    return project(plan, central_draws(plan))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pay": "6%", "cpi": "4%"}, "Pay drives about three fifths of the £10,000 rise in cost by 2026/27"),
        ({"pay": "2%", "cpi": "4%"}, "Prices drive about two thirds of the £6,000 rise in cost by 2026/27"),
        ({"pay": "6%", "stated": 95}, "Pay drives more than all of the £1,000 rise in cost by 2026/27"),
        ({"stated": 105}, "Lines with stated cost drive all of the £5,000 rise in cost by 2026/27"),
        ({"pay": "5%", "cpi": "5%"}, "Pay and prices each drive about half of the £10,000 rise in cost by 2026/27"),
        ({"stated": 90}, "Cost falls by £10,000 by 2026/27, most of all through lines with stated cost"),
        ({"pay": "2%", "stated": 90}, "Cost falls by £8,000 by 2026/27, most of all through lines with stated cost"),
        ({}, "Cost by 2026/27 is the same as in 2025/26"),
        ({"pay": "5%", "stated": 95}, "Cost by 2026/27 is the same as in 2025/26"),
    ],
)
def test_title_of_causes(given, said):
    assert causes(projection(**given)).title == said
