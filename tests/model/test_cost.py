"""A line's cost and activity from their factors, worked by hand."""

import numpy as np
import pytest

from mtfp.model.costs.drivers import Drivers, Price


def drivers(**factors):
    """Factors of a line of 100 in the base year and the next, 1 unless given."""
    ones = np.ones((2, 1))
    by_year = {name: np.array([[1.0], [factor]]) for name, factor in factors.items() if name != "fixed_share"}
    volume = dict.fromkeys(("ageing", "healthier", "growth", "fixed_level", "cost_level", "service_level"), ones)
    pay = Price("pay", 0.75, by_year.pop("pay", ones), ones, ones)
    drugs = Price("drugs", 0.25, by_year.pop("drugs", ones), ones, ones)
    return Drivers(
        100,
        factors.get("fixed_share", 0.0),
        (pay, drugs),
        **{**volume, "elsewhere": 0 * ones, "closed": 0 * ones, **by_year},
    )


@pytest.mark.parametrize(
    ("factors", "cost"),
    [
        ({}, 100),
        # 75 x 1.08 + 25 x 1.2 = 81 + 30
        ({"pay": 1.08, "drugs": 1.2}, 111),
        # 75 x 1.2 + 25 = 115; a fifth is fixed, the rest follows volume: 23 + 92 x 1.5
        ({"pay": 1.2, "growth": 1.5, "fixed_share": 0.2}, 161),
        # 0.4 + 0.6 x 1.25 x 0.96 x 1.1 x 0.5 = 0.4 + 0.396; activity alone follows the service level
        (
            {
                "ageing": 1.25,
                "healthier": 0.96,
                "growth": 1.1,
                "cost_level": 0.5,
                "service_level": 0.25,
                "fixed_share": 0.4,
            },
            79.6,
        ),
    ],
    ids=["base year", "prices", "price and volume", "every factor of volume"],
)
def test_cost_is_base_times_price_times_volume(factors, cost):
    assert drivers(**factors).cost.ravel() == pytest.approx([100, cost], rel=1e-12)


def test_activity_follows_the_service_level():
    # 1.25 x 0.96 x 1.1 x 0.25; the fixed share is of cost, not of activity
    moved = drivers(ageing=1.25, healthier=0.96, growth=1.1, cost_level=0.5, service_level=0.25, fixed_share=0.4)
    assert moved.volume.ravel() == pytest.approx([1, 0.33], rel=1e-12)
