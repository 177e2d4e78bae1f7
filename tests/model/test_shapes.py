"""The arithmetic of each spread: worked by hand, against SciPy's quantiles, and exact where there is no width."""

import math

import numpy as np
import pytest
from scipy import special, stats

from mtfp.model.uncertainty.beta_quantile import beta_quantile, has_moderate_hump
from mtfp.model.uncertainty.normal_grid import Table, interpolate, knots, lower_tail, upper_tail
from mtfp.model.uncertainty.shapes import P90
from mtfp.model.uncertainty.spreads import Spread

Z = np.concatenate([np.random.default_rng(1).standard_normal(50_000), np.linspace(-6, 6, 5_001)])
OUR_TABLES = 5e-7
"""What reading a table may err by, as a share of the spread's width: h² / 8 · max|f''| with h = 16 / 4095."""
UNIFORM_SD = 1 / math.sqrt(12)


def spread(**said):
    return Spread.model_validate(said)


def percent(number):
    return f"{number * 100:.12f}%"


# By hand, at z = 0 unless another is given.
BY_HAND = [
    # half-normals: P90 is 2 at z = 1.2816, half way to P10 = -1 at half of that
    ({"interval": [-1, 2]}, P90, 2),
    ({"interval": [-1, 2]}, -P90 / 2, -0.5),
    ({"interval": [-1, 1, 2]}, 0, 1),
    ({"interval": [-1, 1, 2]}, -P90, -1),
    ({"normal": {"mean": 3, "sd": 2}}, -1.5, 0),
    # σ² = ln(1 + 4 / 4) = ln 2; the median is 2 · exp(-ln 2 / 2) = 2 / √2
    ({"lognormal": {"mean": 2, "sd": 2}}, 0, math.sqrt(2)),
    # a beta with the variance of the uniform, 1 / 12, is the uniform: n = 0.25 · 12 - 1 = 2, beta(1, 1)
    ({"beta": {"mean": "50%", "sd": percent(UNIFORM_SD)}}, 1, 0.8413447),
    # right triangles: 1 - √0.5, and √0.5
    ({"triangular": [0, 0, 1]}, 0, 1 - math.sqrt(0.5)),
    ({"triangular": [0, 1, 1]}, 0, math.sqrt(0.5)),
    # beta(1, 5): 1 - 0.5^(1/5), ten times as wide and up from 2
    ({"pert": [2, 2, 12]}, 0, 2 + 10 * (1 - 0.5**0.2)),
    ({"uniform": [1, 4]}, 0, 2.5),
    # a fifth of draws lie below z = -0.8416, half below 0
    ({"discrete": {0: "20%", 5: "30%", 9: "50%"}}, -0.85, 0),
    ({"discrete": {0: "20%", 5: "30%", 9: "50%"}}, -0.84, 5),
    ({"discrete": {0: "20%", 5: "30%", 9: "50%"}}, 0.01, 9),
]


@pytest.mark.parametrize(("said", "z", "value"), BY_HAND, ids=str)
def test_value_by_hand(said, z, value):
    assert spread(**said).value(np.array([float(z)]), 0.0) == pytest.approx(value, abs=5e-6)


def test_around_central_adds_to_it_draw_by_draw():
    # 2% and 3%, less a point at P10
    deviation = spread(interval=["-1%", "+2%"], around="central")
    assert deviation.value(np.array([-P90, -P90]), np.array([0.02, 0.03])) == pytest.approx([0.01, 0.02])


def test_a_central_value_outside_its_interval_is_held_to_the_nearer_end():
    # P10 to P90 from 2 to 4 and a central value of 1: the median is 2, so is all below it, and P90 is still 4
    assert spread(interval=[2, 4]).value(np.array([-3, 0, P90]), 1.0) == pytest.approx([2, 2, 4])


def beta(mean, sd):
    size = mean * (1 - mean) / sd**2 - 1
    return {"beta": {"mean": percent(mean), "sd": percent(sd)}}, stats.beta(mean * size, (1 - mean) * size), 1


AGAINST_SCIPY = [
    ({"normal": {"mean": 3, "sd": 2}}, stats.norm(3, 2), 2),
    ({"lognormal": {"mean": 1, "sd": 0.5}}, stats.lognorm(math.sqrt(math.log(1.25)), 0, 1 / math.sqrt(1.25)), 100),
    ({"uniform": [1, 4]}, stats.uniform(1, 3), 3),
    ({"triangular": [1, 2, 4]}, stats.triang(1 / 3, 1, 3), 3),
    ({"triangular": [1, 1, 4]}, stats.triang(0, 1, 3), 3),
    ({"pert": [1, 2, 4]}, stats.beta(1 + 4 / 3, 1 + 8 / 3, 1, 3), 3),
    ({"pert": [1, 4, 4]}, stats.beta(5, 1, 1, 3), 3),
    beta(0.8, 0.15),
    beta(0.5, 0.2),
    beta(0.05, 0.04),
]


@pytest.mark.parametrize(("said", "exact", "width"), AGAINST_SCIPY, ids=lambda each: str(each)[:40])
def test_quantile_is_scipys(said, exact, width):
    quantile = np.where(Z < 0, exact.ppf(stats.norm.cdf(Z)), exact.isf(stats.norm.sf(Z)))
    assert np.abs(spread(**said).value(Z, 0.0) - quantile).max() <= OUR_TABLES * width


SHAPES = [(1, 1), (1, 5), (5, 1), (1.5, 4.5), (3, 3), (4.0001, 1.9999), (4.889, 1.222), (2, 10), (10.9, 1.1), (6, 6)]
"""a and b of betas with a moderate hump."""


@pytest.mark.parametrize(("a", "b"), SHAPES, ids=str)
def test_quantile_of_a_beta_with_a_moderate_hump(a, b):
    shares = stats.norm.cdf(np.linspace(-8, 0, 200))
    assert has_moderate_hump(a, b)
    assert beta_quantile(a, b, shares) == pytest.approx(special.betaincinv(a, b, shares), rel=1e-13, abs=0)


@pytest.mark.parametrize(("a", "b"), [(0.99, 3), (3, 0.99), (6.1, 6)])
def test_a_beta_without_a_moderate_hump(a, b):
    assert not has_moderate_hump(a, b)


# A beta that is nearly all at 0% and 100% rises steeply in between, and the table errs by more: stated in the model.
@pytest.mark.parametrize(("sd", "error"), [(0.4, 3e-6), (0.45, 2e-5), (0.49, 3e-4)])
def test_quantile_of_a_beta_with_two_humps(sd, error):
    said, exact, _ = beta(0.5, sd)
    quantile = np.where(Z < 0, exact.ppf(stats.norm.cdf(Z)), exact.isf(stats.norm.sf(Z)))
    assert np.abs(spread(**said).value(Z, 0.0) - quantile).max() <= error


MEANS = [
    ({"lognormal": {"mean": 2, "sd": 0.5}}, 2, 0.5),
    ({"beta": {"mean": "80%", "sd": "15%"}}, 0.8, 0.15),
    ({"triangular": [1, 2, 6]}, 3, math.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18)),
    ({"pert": [1, 2, 6]}, (1 + 8 + 6) / 6, math.sqrt((2.5 - 1) * (6 - 2.5) / 7)),
    ({"uniform": [1, 4]}, 2.5, 3 * UNIFORM_SD),
    ({"discrete": {0: "20%", 10: "80%"}}, 8, 4),
]


@pytest.mark.parametrize(("said", "mean", "sd"), MEANS, ids=str)
def test_mean_and_deviation_are_those_of_the_textbook(said, mean, sd):
    # the middles of 200,000 equal slices of probability stand for all draws
    z = stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    values = spread(**said).value(z, 0.0)
    assert (values.mean(), values.std()) == pytest.approx((mean, sd), rel=2e-4)


WITHOUT_WIDTH = [
    {"interval": ["84.1%", "84.1%"]},
    {"interval": ["84.1%", "84.1%", "84.1%"]},
    {"normal": {"mean": "84.1%", "sd": "0%"}},
    {"lognormal": {"mean": "84.1%", "sd": "0%"}},
    {"beta": {"mean": "84.1%", "sd": "0%"}},
    {"triangular": ["84.1%", "84.1%", "84.1%"]},
    {"pert": ["84.1%", "84.1%", "84.1%"]},
    {"uniform": ["84.1%", "84.1%"]},
    {"discrete": {"84.1%": "100%"}},
]


@pytest.mark.parametrize("said", WITHOUT_WIDTH, ids=str)
def test_without_width_is_the_central_value_to_the_bit(said):
    assert set(spread(**said).value(Z, 0.841).tolist()) == {spread(interval=["84.1%"] * 2).interval.root[0]}


@pytest.mark.parametrize(("said", "z", "value"), BY_HAND, ids=str)
def test_never_falls_with_z(said, z, value):
    assert (np.diff(spread(**said).value(np.sort(Z), 0.5)) >= 0).all()


def test_the_normals_table_is_scipys_in_both_tails():
    assert lower_tail() == pytest.approx(stats.norm.cdf(knots()), rel=1e-13, abs=0)
    assert upper_tail() == pytest.approx(stats.norm.sf(knots()), rel=1e-13, abs=0)
    assert np.abs(interpolate(Table.of(lower_tail()), Z) - stats.norm.cdf(Z)).max() < OUR_TABLES
    # beyond the ends, the ends
    assert interpolate(Table.of(lower_tail()), np.array([-50.0, 50.0])).tolist() == [lower_tail()[0], lower_tail()[-1]]


IMPOSSIBLE = [
    ({"beta": {"mean": "80%", "sd": "40%"}}, "E316"),
    ({"beta": {"mean": "120%", "sd": "10%"}}, "E316"),
    ({"lognormal": {"mean": 0, "sd": 1}}, "E316"),
]


@pytest.mark.parametrize(("said", "code"), IMPOSSIBLE, ids=str)
def test_a_spread_that_nothing_has_is_refused(said, code):
    with pytest.raises(ValueError, match="mean") as refused:
        spread(**said)
    assert [error["type"] for error in refused.value.errors()] == [code]


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        ({"interval": [2, 4]}, 2, 1.9),
        ({"normal": {"mean": 10, "sd": 2}}, 14, 14.1),  # two standard deviations
        ({"uniform": [1, 4]}, 4, 5),
        ({"discrete": {0: "0%", 5: "50%", 9: "50%"}}, 5, 0),  # nil never comes
    ],
)
def test_where_a_central_value_is_expected(said, inside, outside):
    assert spread(**said).holds(inside)
    assert not spread(**said).holds(outside)


def test_a_deviation_is_expected_around_nil():
    assert spread(interval=["-1%", "2%"], around="central").holds(0.5)
    assert not spread(interval=["1%", "2%"], around="central").holds(0.015)
