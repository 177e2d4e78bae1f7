"""Shapley values: split the difference that several changes make together between them, with no remainder.

Knows coalitions of players and their values, which are arrays; must not know plans. Section 15 of the model.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import factorial

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, zeros

Game = Callable[[int], Array]
"""Function that returns the value of a coalition. The coalition is a number whose bit i is set if player i is in it."""
EXACT = 8
"""Largest number of players whose coalitions are all tried: 2⁸ is 256."""
TOLERANCE = 0.01
"""Largest standard error of a sampled share, as a part of the whole difference."""
FEWEST, MOST = 4, 100
"""Fewest and most pairs of orders that are tried if not every coalition is."""


@dataclass(frozen=True, repr=False)
class Split(Short):
    """Rule that splits a difference between players: the weight of each coalition's value in each player's share."""

    players: int
    """Number of players."""
    weights: Mapping[int, Array]
    """Weight of a coalition's value in the share of each player, shape (player,), by coalition."""
    orders: int = 0
    """Number of orders of the players that were tried; 0 if every coalition was, so that shares are exact."""
    error: float = 0.0
    """Largest standard error of a share of the tried game, as a part of its largest difference; 0 if exact."""

    def in_short(self) -> str:
        how = f"{self.orders} orders, error {self.error:.1%}" if self.orders else "exact"
        return f"{self.players} players, {how}"

    @property
    def everyone(self) -> int:
        """Return the coalition of all players."""
        return int(2**self.players - 1)

    def shares(self, game: Game) -> Array:
        """Return the share of each player, shape (player, ...); the shares add up to v(all) - v(nobody)."""
        nobody = game(0)
        found = zeros((self.players, *nobody.shape), like=nobody)
        for coalition, weights in self.weights.items():
            value = game(coalition)
            for player in np.flatnonzero(weights):
                found[player] += weights[player] * value
        return found


def split(game: Game, players: int, *, exact: int = EXACT, seed: int = 1) -> Split:
    """Return the rule that gives each player its Shapley value: what it adds on average over all orders of players.

    With at most `exact` players every coalition S counts, with the weight |S|! (n - |S| - 1)! / n!. With more, random
    orders and their reverses are tried, until the largest standard error of a player's share of `game` is at most 1% of
    the largest difference that all players make together.

    By hand: player 0 alone brings 2, player 1 alone brings 3, both bring 9. In one order player 0 adds 2, in the other
    9 - 3 = 6, so its share is 4.

    >>> brings = {0b00: 0.0, 0b01: 2.0, 0b10: 3.0, 0b11: 9.0}
    >>> def game(players):
    ...     return np.array(brings[players])
    >>> split(game, 2).shares(game).tolist()
    [4.0, 5.0]
    """
    return Split(players, _every_coalition(players)) if players <= exact else _some_orders(game, players, seed)


def _every_coalition(players: int) -> dict[int, Array]:
    found = {}
    for coalition in range(2**players):
        inside = np.array([bool(coalition >> player & 1) for player in range(players)], dtype=bool)
        size = int(inside.sum())
        with_it, without_it = (weight(size - 1, players) if size else 0.0, weight(size, players))
        found[coalition] = np.where(inside, with_it, -without_it)
    return found


def weight(size: int, players: int) -> float:
    """Return the share of orders in which a player comes right after a given coalition of `size` others.

    >>> weight(0, 3), weight(1, 3), weight(3, 3)
    (0.3333333333333333, 0.16666666666666666, 0.0)
    """
    return factorial(size) * factorial(players - size - 1) / factorial(players) if size < players else 0.0


def _some_orders(game: Game, players: int, seed: int) -> Split:
    """Try random orders, each with its reverse, which cancels most of what pairs of players change."""
    rng, orders, seen = np.random.default_rng(seed), list[list[int]](), list[Array]()
    difference = float(np.max(np.abs(game(2**players - 1) - game(0)), initial=0.0))
    error = np.inf
    while len(seen) < FEWEST or (len(seen) < MOST and error > TOLERANCE):
        order = rng.permutation(players).tolist()
        pair = [order, order[::-1]]
        seen.append(Split(players, _of_orders(pair, players)).shares(game))
        orders += pair
        error = standard_error(seen, difference)
    return Split(players, _of_orders(orders, players), len(orders), error)


def _of_orders(orders: Sequence[Sequence[int]], players: int) -> dict[int, Array]:
    """Return the weights that average what each player adds over some orders."""
    found: dict[int, Array] = {}
    for order in orders:
        before = [sum(1 << player for player in order[:at]) for at in range(players + 1)]
        for player, (without, coalition) in zip(order, pairwise(before), strict=True):
            found.setdefault(without, np.zeros(players))[player] -= 1 / len(orders)
            found.setdefault(coalition, np.zeros(players))[player] += 1 / len(orders)
    return found


def standard_error(seen: Sequence[Array], difference: float) -> float:
    """Return the largest standard error of the mean of some shares, as a part of a difference."""
    error = float(np.max(np.std(np.stack(seen), axis=0, ddof=min(1, len(seen) - 1)), initial=0.0)) / len(seen) ** 0.5
    return error / difference if difference else (np.inf if error else 0.0)
