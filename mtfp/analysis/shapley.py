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
"""Largest standard error of a sampled share, as a part of the largest share or whole difference."""
FEWEST, MOST = 4, 50
"""Fewest and most pairs of orders that are tried if not every coalition is."""


@dataclass(frozen=True, repr=False)
class Split(Short):
    """Rule that splits a difference between players: the weight of each coalition's value in each player's share."""

    players: int
    """Number of players."""
    weights: Mapping[int, Array]
    """Weight of a coalition's value in the share of each player, shape (player,), by coalition."""
    orders: tuple[tuple[int, ...], ...] = ()
    """Orders of the players that were tried, each before its reverse; empty if every coalition was, so it is exact."""

    def in_short(self) -> str:
        return f"{self.players} players, {f'{len(self.orders)} orders' if self.orders else 'exact'}"

    @property
    def everyone(self) -> int:
        """Return the coalition of all players."""
        return int(2**self.players - 1)

    def shares(self, game: Game) -> Array:
        """Return the share of each player, shape (player, ...); the shares add up to v(all) - v(none)."""
        without = game(0)
        found = zeros((self.players, *without.shape), like=without)
        for coalition, weights in self.weights.items():
            value = game(coalition)
            for player in np.flatnonzero(weights):
                found[player] += weights[player] * value
        return found

    def error(self, game: Game) -> float:
        """Return the largest standard error of a share, as a part of the largest share or whole difference.

        It is zero if every coalition was tried.
        """
        pairs = zip(self.orders[::2], self.orders[1::2], strict=True)
        return _error([_of_pair(pair, game) for pair in pairs]) if self.orders else 0.0


def split(game: Game, players: int, *, exact: int = EXACT, most: int = MOST, seed: int = 1) -> Split:
    """Return the rule that gives each player its Shapley value: what it adds on average over all orders of players.

    With at most `exact` players every coalition S counts, with the weight |S|! (n - |S| - 1)! / n!. With more, random
    orders and their reverses are tried, until the largest standard error of a player's share of `game` is at most 1% of
    the largest share or whole difference, at most `most` of both. One order and its reverse are exact if players change
    one another in pairs only.

    By hand: player 0 alone brings 2, player 1 alone brings 3, both bring 9. In one order player 0 adds 2, in the other
    9 - 3 = 6, so its share is 4.

    >>> brings = {0b00: 0.0, 0b01: 2.0, 0b10: 3.0, 0b11: 9.0}
    >>> def game(players):
    ...     return np.array(brings[players])
    >>> split(game, 2).shares(game).tolist()
    [4.0, 5.0]
    """
    return Split(players, _every_coalition(players)) if players <= exact else _some_orders(game, players, most, seed)


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


def _some_orders(game: Game, players: int, most: int, seed: int) -> Split:
    """Try random orders, each with its reverse, which cancels most of what pairs of players change."""
    rng, orders, seen = np.random.default_rng(seed), list[tuple[int, ...]](), list[Array]()
    while len(seen) < min(FEWEST, most) or (len(seen) < most and _error(seen) > TOLERANCE):
        order = tuple(rng.permutation(players).tolist())
        orders += [order, order[::-1]]
        seen.append(_of_pair(orders[-2:], game))
    return Split(players, _of_orders(orders, players), tuple(orders))


def _of_pair(orders: Sequence[Sequence[int]], game: Game) -> Array:
    """Return what each player adds on average over an order and its reverse, shape (player, ...)."""
    return Split(len(orders[0]), _of_orders(orders, len(orders[0]))).shares(game)


def _error(seen: Sequence[Array]) -> float:
    """Return the largest standard error of the mean of `seen`, as a part of the largest share or whole difference."""
    every = np.stack(seen)
    shares = every.mean(axis=0)
    largest = max(float(np.max(np.abs(each), initial=0.0)) for each in (shares, shares.sum(axis=0)))
    error = float(np.max(np.std(every, axis=0, ddof=min(1, len(seen) - 1)), initial=0.0)) / len(seen) ** 0.5
    return error / largest if largest else 0.0


def _of_orders(orders: Sequence[Sequence[int]], players: int) -> dict[int, Array]:
    """Return the weights that average what each player adds over some orders."""
    found: dict[int, Array] = {}
    for order in orders:
        before = [sum(1 << player for player in order[:at]) for at in range(players + 1)]
        for player, (without, coalition) in zip(order, pairwise(before), strict=True):
            found.setdefault(without, np.zeros(players))[player] -= 1 / len(orders)
            found.setdefault(coalition, np.zeros(players))[player] += 1 / len(orders)
    return found
