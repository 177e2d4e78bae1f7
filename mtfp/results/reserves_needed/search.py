"""Search the reserves needed by closing the years again with other opening balances, in all draws at once."""

from collections.abc import Callable

import numpy as np

from mtfp.draws.random_streams import BLOCK
from mtfp.engine.year_end_inputs import Positions
from mtfp.model.base.arrays import Array, Flags

Shortage = Callable[[Array, Positions], Array]
"""Function of opening balances above the floor, and of the positions of their draws; a draw may have several balances.

It returns the shortage of each year, shape (year, balance); zero or less if the balance is enough in that year.
"""
LEAST_RATE = 1e-6
"""Smallest part of a pound at the start that is taken to lower a shortage, so that a step stays finite."""
MIDDLE = 4
"""Number of tries after which the middle of the bracket is tried, so that the search ends."""


def search(shortage: Shortage, guess: Array, low: Array, high: Array, slack: Array) -> Array:
    """Return the smallest balance that is enough up to each year, shape (year, draw).

    It lies between `low` and `high`, and `high` is enough. `guess` is tried first. All have shape (year, draw).
    `slack`, shape (draw,), is rounding error.
    """
    bracket = _Bracket(guess, low, high, slack)
    while (pairs := bracket.open_pairs())[0].size:
        balance = bracket.next_balance(*pairs)
        bracket.narrow(*pairs, balance, shortage(balance, pairs[1]))
    return bracket.high


class _Bracket:
    """Balances between which the smallest one lies, and the tries so far, for each pair of a year and a draw."""

    def __init__(self, guess: Array, low: Array, high: Array, slack: Array) -> None:
        self.low, self.high, self.slack = np.maximum.accumulate(low, axis=0), high.copy(), slack
        self.next, self.tries = guess.copy(), np.zeros(guess.shape, int)
        # The last balance that was too small, its shortage, and the number of balances since then that were enough.
        self.tried, self.short, self.enough = low.copy(), np.zeros_like(low), np.zeros(guess.shape, int)

    def _width(self) -> Array:
        return np.maximum(self.slack, 8 * np.spacing(self.high))

    def open_pairs(self) -> tuple[Positions, Positions]:
        """Return the years and draws with a bracket wider than rounding error.

        If there are many, only the first open year of each draw is returned: each try narrows later years too.
        """
        is_open = self.high - self.low > self._width()
        if np.count_nonzero(is_open) <= BLOCK:
            years, draws = np.nonzero(is_open)
            return years, draws
        draws = np.flatnonzero(is_open.any(axis=0))
        return np.argmax(is_open[:, draws], axis=0), draws

    def next_balance(self, years: Positions, draws: Positions) -> Array:
        """Return the balance to try for each pair, shape (pair,).

        A pound at the start lowers a later shortage by one pound at most, so a step by the shortage never goes too far.
        A balance just below one that is enough tests if that one is the answer.
        """
        at = years, draws
        low, high = self.low[at], self.high[at]
        below = high - self._width()[at]
        balance = np.where(self.enough[at] == 1, below, self.next[at])
        balance = np.where(self.tries[at] % MIDDLE == MIDDLE - 1, (low + high) / 2, balance)
        return np.clip(balance, low, high)

    def narrow(self, years: Positions, draws: Positions, balance: Array, shortage: Array) -> None:
        """Narrow the brackets, given the shortage of each year with the balances, shape (year, pair)."""
        slack = self.slack[draws]
        fails = shortage > slack
        at_least = balance + np.take_along_axis(shortage, np.argmax(fails, axis=0)[None], axis=0)[0]
        fails = np.logical_or.accumulate(fails, axis=0)
        for year, failed in enumerate(fails):
            np.maximum.at(self.low[year], draws[failed], at_least[failed])
            np.minimum.at(self.high[year], draws[~failed], balance[~failed])
        self._plan_step((years, draws), balance, shortage[years, np.arange(years.size)], fails)
        # No balance that is too small for a year is enough for a later one.
        closed = self.high - self.low <= self._width()
        self.low = np.maximum.accumulate(np.where(closed, self.high, self.low), axis=0)

    def _plan_step(self, at: tuple[Positions, Positions], balance: Array, short: Array, fails: Flags) -> None:
        """Choose the next step of each pair: further than by the shortage if the last step lowered it by less."""
        failed = fails[at[0], np.arange(at[0].size)]
        again = failed & (self.short[at] > short) & (balance > self.tried[at]) & (short > 0)
        rate = np.divide(self.short[at] - short, balance - self.tried[at], out=np.ones_like(short), where=again)
        step = balance + np.maximum(short, 0.0) / np.clip(rate, LEAST_RATE, 1.0)
        self.tries[at] += 1
        self.enough[at] = np.where(failed, 0, self.enough[at] + 1)
        self.next[at] = np.where(failed, step, self.low[at])
        self.tried[at] = np.where(failed, balance, self.tried[at])
        self.short[at] = np.where(failed, short, self.short[at])
