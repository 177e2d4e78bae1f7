"""Search the reserves needed by closing the years again with other opening balances, in all draws at once."""

from collections.abc import Callable

import numpy as np

from mtfp.engine.year_end_inputs import Positions
from mtfp.model.base.arrays import Array, Flags

Shortage = Callable[[Array, Positions], Array]
"""Function of opening balances above the floor and of the positions of their draws.

It returns the shortage of each year, shape (year, draw); zero or less if the balance is enough in that year.
"""
LEAST_RATE = 1e-6
"""Smallest part of a pound at the start that is taken to lower a shortage, so that a step stays finite."""


def search(shortage: Shortage, enough: Array, slack: Array) -> Array:
    """Return the smallest balance that is enough up to each year, shape (year, draw).

    `enough` is a balance that is enough up to each year, same shape. `slack`, shape (draw,), is rounding error.
    """
    bracket = _Bracket(enough, slack)
    while (draws := np.flatnonzero(bracket.is_open().any(axis=0))).size:
        balance = bracket.next_balance(draws)
        bracket.narrow(draws, balance, shortage(balance, draws))
    return bracket.high


class _Bracket:
    """Balances between which the smallest one lies in each year and draw. The first open year of a draw comes first."""

    def __init__(self, enough: Array, slack: Array) -> None:
        self.low, self.high, self.slack = np.zeros_like(enough), enough.copy(), slack
        # For the first open year of each draw: the last balance that was too small, its shortage, and the rate at which
        # a larger balance lowered the shortage.
        self.year, self.tries = np.full(slack.shape, -1), np.zeros(slack.shape, int)
        self.tried, self.short, self.rate = np.zeros_like(slack), np.zeros_like(slack), np.ones_like(slack)

    def is_open(self) -> Flags:
        """Return True where a bracket is wider than rounding error, shape (year, draw)."""
        return self.high - self.low > self._width(self.high, self.slack)

    @staticmethod
    def _width(high: Array, slack: Array) -> Array:
        return np.maximum(slack, 8 * np.spacing(high))

    def next_balance(self, draws: Positions) -> Array:
        """Return the balance to try in each draw, shape (draw,).

        A pound at the start lowers a later shortage by one pound at most, so a step by the shortage never goes too far.
        Where a pound lowers it by less, the next step is longer. A balance just below the highest one tests if that is
        the answer already, and the middle of the bracket makes sure that the search ends.
        """
        year = np.argmax(self.is_open()[:, draws], axis=0)
        begins = year != self.year[draws]
        self.tries[draws] = np.where(begins, 0, self.tries[draws] + 1)
        self.year[draws] = year
        low, high, slack = self.low[year, draws], self.high[year, draws], self.slack[draws]
        step = np.where(begins, low, self.tried[draws] + self.short[draws] / self.rate[draws])
        below, middle = high - self._width(high, slack), (low + high) / 2
        return np.clip(np.choose(self.tries[draws] % 4, [step, step, below, middle]), low, high)

    def narrow(self, draws: Positions, balance: Array, shortage: Array) -> None:
        """Narrow the brackets of some draws, given their shortage with a balance, shape (year, draw)."""
        fails = shortage > self.slack[draws]
        first = np.argmax(fails, axis=0)
        at_least = balance + np.take_along_axis(shortage, first[None], axis=0)[0]
        fails = np.logical_or.accumulate(fails, axis=0)
        low = np.where(fails, np.maximum(self.low[:, draws], at_least), self.low[:, draws])
        high = np.where(fails, self.high[:, draws], np.minimum(self.high[:, draws], balance))
        self._learn(draws, balance, shortage)
        # No balance that is too small for a year is enough for a later one.
        closed = high - low <= self._width(high, self.slack[draws])
        self.low[:, draws] = np.maximum.accumulate(np.where(closed, high, low), axis=0)
        self.high[:, draws] = high

    def _learn(self, draws: Positions, balance: Array, shortage: Array) -> None:
        """Record the rate at which the shortage of the year that is searched falls, for the next step."""
        now = shortage[self.year[draws], np.arange(draws.size)]
        tried, short = self.tried[draws], self.short[draws]
        again = (self.tries[draws] > 0) & (balance > tried) & (now > self.slack[draws])
        fall = np.divide(short - now, balance - tried, out=np.ones_like(now), where=again)
        self.rate[draws] = np.clip(np.where(again, fall, 1.0), LEAST_RATE, 1.0)
        fails = now > self.slack[draws]
        self.tried[draws] = np.where(fails, balance, tried)
        self.short[draws] = np.where(fails, now, short)
