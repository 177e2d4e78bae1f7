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
WIDTH = 4
"""Width at which a bracket is closed, in rounding errors: a balance below one that is enough must fail clearly."""


def search(shortage: Shortage, guess: Array, high: Array, slack: Array) -> Array:
    """Return the smallest balance that is enough up to each year, shape (year, draw).

    It lies between zero and `high`, which is enough. `guess` is tried first. All have shape (year, draw). `slack`,
    shape (draw,), is rounding error.
    """
    bracket = _Bracket(guess, high, slack)
    while (pairs := bracket.open_pairs())[0].size:
        balance = bracket.next_balance(*pairs)
        bracket.narrow(*pairs, balance, shortage(balance, pairs[1]))
    return bracket.high


class _Bracket:
    """Balances between which the smallest one lies, and the tries so far, for each pair of a year and a draw.

    Only balances that were tried narrow a bracket. How much a pound at the start lowers a later shortage isn't known: a
    pound may be used in one year and also be put back, and lower a shortage by two.
    """

    def __init__(self, guess: Array, high: Array, slack: Array) -> None:
        self.low, self.high, self.slack = np.zeros_like(high), high.copy(), slack
        self.next, self.tries = guess.copy(), np.zeros(guess.shape, int)
        # The last balance that was too small, its shortage, and the number of balances since then that were enough.
        self.tried, self.short, self.enough = np.zeros_like(high), np.zeros_like(high), np.zeros(guess.shape, int)

    def _width(self) -> Array:
        return WIDTH * np.maximum(self.slack, 8 * np.spacing(self.high))

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

        A balance just below one that is enough tests if that one is the answer.
        """
        at = years, draws
        low, high = self.low[at], self.high[at]
        balance = np.minimum(self.next[at], high - self._width()[at])
        # Zero is the only lower end that may be enough.
        tried = (balance <= low) & ((low > 0) | (self.short[at] > 0))
        balance = np.where(tried | (self.tries[at] % MIDDLE == MIDDLE - 1), (low + high) / 2, balance)
        return np.maximum(balance, low)

    def narrow(self, years: Positions, draws: Positions, balance: Array, shortage: Array) -> None:
        """Narrow the brackets, given the shortage of each year with the balances, shape (year, pair)."""
        # A balance that is too small for a year isn't enough for a later one.
        shortage = np.maximum.accumulate(shortage, axis=0)
        fails = shortage > self.slack[draws]
        for year, failed in enumerate(fails):
            np.maximum.at(self.low[year], draws[failed], balance[failed])
            np.minimum.at(self.high[year], draws[~failed], balance[~failed])
        at, pair = (years, draws), np.arange(years.size)
        self._plan_step(at, balance, shortage[years, pair], fails[years, pair])

    def _plan_step(self, at: tuple[Positions, Positions], balance: Array, short: Array, failed: Flags) -> None:
        """Choose the next balance of each pair: further by the shortage, as fast as the last step lowered it.

        Below a balance that is enough, the one just below it comes first, then zero.
        """
        again = failed & (self.short[at] > short) & (balance > self.tried[at])
        rate = np.divide(self.short[at] - short, balance - self.tried[at], out=np.ones_like(short), where=again)
        self.tries[at] += 1
        self.enough[at] = np.where(failed, 0, self.enough[at] + 1)
        below = np.where(self.enough[at] == 1, balance, 0.0)
        self.next[at] = np.where(failed, balance + short / np.maximum(rate, LEAST_RATE), below)
        self.tried[at] = np.where(failed, balance, self.tried[at])
        self.short[at] = np.where(failed, short, self.short[at])
