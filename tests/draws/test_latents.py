"""Compare correlated shocks and persistence with their closed forms."""

import numpy as np
import pytest
from scipy import stats

from mtfp.draws.latents import latents, scheme_latents, with_memory
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.uncertain import random_streams
from mtfp.model.correlation import implied
from tests.draws.drawn import BLOCKS, DRAWS, correlation_error, error, normal, plan, share

DELIVERY = share(spread={"normal": {"mean": "50%", "sd": "10%"}}, drawn="once")
SAVINGS = {
    "a": {"line": "home", "planned": {"2026/27": 1}, "delivery": "delivery"},
    "b": {"partner": "council", "planned": {"2026/27": 1}, "delivery": "delivery"},
    "c": {"line": "ward", "planned": {"2026/27": 1}, "delivery": "delivery"},
    "d": {"planned": {"2026/27": 1}, "delivery": "delivery"},
    "e": {"lines": ["home", "ward"], "planned": {"2026/27": 1}, "delivery": "delivery"},
}


def of_assumptions(of):
    """Return the latents of every assumption, shape (year or 1, draw)."""
    parts = [latents(of, random_shocks(random_streams(of), of.name, 7, block)) for block in range(BLOCKS)]
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}


def of_schemes(of):
    parts = []
    for block in range(BLOCKS):
        shocks = random_shocks(random_streams(of), of.name, 7, block)
        own = latents(of, shocks)
        parts.append({**own, **scheme_latents(of, shocks, own)})
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}


def correlation(one, other):
    return np.corrcoef(one, other)[0, 1]


@pytest.mark.parametrize("persistence", [0, 0.3, 0.55, 0.9, 1])
def test_each_year_is_a_standard_normal_with_persistence(persistence):
    z = of_assumptions(plan(assumptions={"x": normal(persistence=persistence)}))["x"]
    z = np.broadcast_to(z, (5, DRAWS))
    for t in range(5):
        assert z[t].mean() == pytest.approx(0, abs=error())
        # the variance of a normal's variance is 2 / n
        assert z[t].var() == pytest.approx(1, abs=error(2**0.5))
        # five sigmas of a Kolmogorov-Smirnov distance: one in 3.5 million above 2.8 / √n
        assert stats.kstest(z[t], "norm").statistic < 2.8 / DRAWS**0.5
        # ρ^k between years k apart
        expected = persistence**t
        assert correlation(z[0], z[t]) == pytest.approx(expected, abs=correlation_error(expected) + 1e-9)


def test_by_hand():
    # 2, then 0.6 · 2 + 0.8 · 1 = 2, then 0.6 · 2 + 0.8 · (-1) = 0.4
    assert with_memory(np.array([[2.0], [1.0], [-1.0]]), 0.6).ravel() == pytest.approx([2, 2, 0.4])


def test_shocks_stay_as_they_were_drawn():
    shocks = np.ones((3, 2))
    with_memory(shocks, 0.6)
    assert (shocks == 1).all()


@pytest.mark.parametrize("stated", [-0.7, -0.2, 0.3, 0.8, 1])
def test_a_pair_goes_together_as_stated_in_each_year_and_in_rank(stated):
    z = of_assumptions(plan(assumptions={"x": normal(), "y": normal()}, correlations=[["x", "y", stated]]))
    for t in range(5):
        assert correlation(z["x"][t], z["y"][t]) == pytest.approx(stated, abs=correlation_error(stated) + 1e-9)
        # Spearman's of a Gaussian copula; its standard error is no larger than 1 / √n
        rank = 6 / np.pi * np.arcsin(stated / 2)
        assert stats.spearmanr(z["x"][t], z["y"][t]).statistic == pytest.approx(rank, abs=error() + 1e-9)
    # and the shocks of different years don't
    independent = of_assumptions(
        plan(
            assumptions={"x": normal(persistence=0), "y": normal(persistence=0)},
            correlations=[["x", "y", stated]],
        )
    )
    assert correlation(independent["x"][0], independent["y"][1]) == pytest.approx(0, abs=error())


def test_three_that_go_together_do_so_pair_by_pair():
    pairs = [["x", "y", 0.8], ["x", "w", 0.5], ["y", "w", -0.1]]
    z = of_assumptions(plan(assumptions={name: normal() for name in "wxy"}, correlations=pairs))
    for one, other, stated in pairs:
        assert correlation(z[one][2], z[other][2]) == pytest.approx(stated, abs=correlation_error(stated))


@pytest.mark.parametrize("other", [{"persistence": 0.9}, {"persistence": 0}, {"drawn": "once"}])
def test_unlike_persistence_fades_a_pair_as_worked_out(other):
    of = plan(assumptions={"x": normal(persistence=0.4), "y": normal(**other)}, correlations=[["x", "y", 0.8]])
    z = of_assumptions(of)
    memory = [of.assumptions[name].memory for name in "xy"]
    for t, expected in enumerate(implied(0.8, tuple(memory), 11, 5)):
        found = correlation(z["x"][t], z["y"][min(t, len(z["y"]) - 1)])
        assert found == pytest.approx(expected, abs=correlation_error(expected))


def test_schemes_of_a_partner_turn_out_alike_and_others_do_not():
    of = plan(assumptions={"delivery": {**DELIVERY, "within_partner": 0.5}}, savings=SAVINGS)
    z = {name: array[0] for name, array in of_schemes(of).items() if name != "cpi"}
    for name in SAVINGS:
        assert z[name].var() == pytest.approx(1, abs=error(2**0.5))
    # a is on the council's line, b on its arm; c is the NHS board's; d and e are the whole plan's
    for pair, expected in {"ab": 0.5, "ac": 0, "bc": 0, "ad": 0, "cd": 0, "de": 0.5}.items():
        assert correlation(z[pair[0]], z[pair[1]]) == pytest.approx(expected, abs=correlation_error(expected))


@pytest.mark.parametrize(("alike", "expected"), [(0, 0), (0.25, 0.25), (1, 1)])
def test_how_alike_is_within_partner(alike, expected):
    of = plan(assumptions={"delivery": {**DELIVERY, "within_partner": alike}}, savings=SAVINGS)
    z = of_schemes(of)
    assert correlation(z["a"][0], z["b"][0]) == pytest.approx(expected, abs=correlation_error(expected) + 1e-9)


def test_what_delivery_goes_with_moves_the_schemes_of_both_partners():
    # x with delivery -0.6. A scheme has √0.5 of its partner's latent, which has -0.6 of x: √0.5 · -0.6.
    # Two partners have in common what x makes of both: 0.6² of their latents, half of that between schemes.
    of = plan(
        assumptions={"delivery": DELIVERY, "x": normal(drawn="once")},
        savings=SAVINGS,
        correlations=[["delivery", "x", -0.6]],
    )
    z = {name: array[0] for name, array in of_schemes(of).items()}
    for scheme in SAVINGS:
        expected = -0.6 * 0.5**0.5
        assert correlation(z[scheme], z["x"]) == pytest.approx(expected, abs=correlation_error(expected))
    for pair, expected in {"ab": 0.5, "ac": 0.18, "ad": 0.18, "cd": 0.18}.items():
        assert correlation(z[pair[0]], z[pair[1]]) == pytest.approx(expected, abs=correlation_error(expected))


def test_delivery_drawn_by_year_has_persistence_within_a_partner_and_individually():
    of = plan(assumptions={"delivery": {**DELIVERY, "drawn": "yearly", "persistence": 0.7}}, savings=SAVINGS)
    z = of_schemes(of)
    assert z["a"].shape == (5, DRAWS)
    assert correlation(z["a"][0], z["a"][1]) == pytest.approx(0.7, abs=correlation_error(0.7))
    assert correlation(z["a"][3], z["b"][3]) == pytest.approx(0.5, abs=correlation_error(0.5))
    # 0.7 of a year ago, half of it in common
    assert correlation(z["a"][0], z["b"][1]) == pytest.approx(0.35, abs=correlation_error(0.35))
