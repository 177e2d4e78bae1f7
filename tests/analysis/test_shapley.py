"""Shapley values against brute force over all orders, and sampled orders against exact values."""

from itertools import permutations

import numpy as np
import pytest

from mtfp.analysis.shapley import MOST, TOLERANCE, split


def game_of(players, seed=3):
    """Return a game with a random value, shape (year,), for each coalition."""
    values = np.random.default_rng(seed).normal(size=(2**players, 4))
    return lambda coalition: values[coalition]


def nearly_additive(players, seed=5):
    """Return a game in which each player adds much by itself, and pairs of players a little."""
    rng = np.random.default_rng(seed)
    alone, pairs = rng.normal(100, 20, size=players), rng.normal(0, 2, size=(players, players))

    def game(coalition):
        inside = np.array([coalition >> n & 1 for n in range(players)])
        return np.array([alone @ inside + inside @ pairs @ inside])

    return game


def over_all_orders(game, players):
    found = np.zeros((players, 4))
    orders = list(permutations(range(players)))
    for order in orders:
        coalition = 0
        for player in order:
            found[player] += game(coalition | 1 << player) - game(coalition)
            coalition |= 1 << player
    return found / len(orders)


@pytest.mark.parametrize("players", [1, 2, 3, 5])
def test_shares_are_averages_over_all_orders(players):
    game = game_of(players)
    assert split(game, players).shares(game) == pytest.approx(over_all_orders(game, players))


def test_no_players_have_no_shares():
    assert split(game_of(0), 0).shares(game_of(0)).shape == (0, 4)


def test_sampled_shares_add_up_and_are_near_the_exact_ones():
    game = nearly_additive(9)
    exact, sampled = split(game, 9, exact=9), split(game, 9, exact=8)
    whole = game(2**9 - 1) - game(0)
    assert sampled.shares(game).sum(axis=0) == pytest.approx(whole)
    assert 0 < sampled.error(game) <= TOLERANCE
    assert exact.error(game) == 0
    assert sampled.shares(game) == pytest.approx(exact.shares(game), abs=4 * TOLERANCE * float(whole[0]))
    assert split(game, 9, exact=8).orders == sampled.orders, "the same seed tries the same orders"


def test_a_difference_of_zero_does_not_go_on_for_ever():
    values = np.random.default_rng(1).normal(size=2**9)
    values[0] = values[-1] = 0.0
    found = split(lambda coalition: np.array([values[coalition]]), 9)
    assert found.error(lambda coalition: np.array([values[coalition]])) > TOLERANCE
    assert len(found.orders) == 2 * MOST
