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
PARTS = np.arange(1, 7) / 7
"""Places in a bracket that are tried too after so many tries, since closing a few more draws takes little longer."""
WIDTH = 4
"""Width at which a bracket is closed, in rounding errors: a balance below one that is enough must fail clearly."""


def search(shortage: Shortage, guess: Array, low: Array, high: Array, slack: Array) -> Array:
    """Return the smallest balance that is enough up to each year, shape (year, draw).

    It lies between `low` and `high`, which is enough, and is `low` where both are equal. `guess` is tried first. All
    have shape (year, draw). `slack`, shape (draw,), is rounding error.
    """
    bracket = _Bracket(guess, *_by_other_years(low, high, slack), slack)
    while (pairs := bracket.open_pairs())[0].size:
        balances, draws = bracket.next_balances(*pairs)
        batches = (slice(first, first + BLOCK) for first in range(0, draws.size, BLOCK))
        found = [shortage(balances[batch], draws[batch]) for batch in batches]
        bracket.narrow(*pairs, balances, draws, np.concatenate(found, axis=1))
    return bracket.high


def _by_other_years(low: Array, high: Array, slack: Array) -> tuple[Array, Array]:
    """Return the brackets narrowed by those of other years: a later year needs what an earlier one needs, or more.

    The lower end may then be enough, so it is set just below.
    """
    earlier = np.maximum.accumulate(low, axis=0)
    just_below = np.maximum(earlier - 2 * _width(earlier, slack), 0.0)
    low = np.where(low < earlier, just_below, low)
    return low, np.maximum(np.minimum.accumulate(high[::-1], axis=0)[::-1], low)


def _width(balance: Array, slack: Array) -> Array:
    return WIDTH * np.maximum(slack, 8 * np.spacing(balance))


class _Bracket:
    """Balances between which the smallest one lies, and the tries so far, for each pair of a year and a draw.

    Only balances that were tried narrow a bracket. How much a pound at the start lowers a later shortage isn't known: a
    pound may be used in one year and also be put back, and lower a shortage by two.
    """

    def __init__(self, guess: Array, low: Array, high: Array, slack: Array) -> None:
        self.low, self.high, self.slack = low, high, slack
        self.next, self.tries = guess.copy(), np.zeros(guess.shape, int)
        # The last balance that was too small, its shortage, and the number of balances since then that were enough.
        self.tried, self.short, self.enough = np.zeros_like(high), np.zeros_like(high), np.zeros(guess.shape, int)

    def open_pairs(self) -> tuple[Positions, Positions]:
        """Return the years and draws with a bracket wider than rounding error."""
        years, draws = np.nonzero(self.high - self.low > _width(self.high, self.slack))
        return years, draws

    def next_balances(self, years: Positions, draws: Positions) -> tuple[Array, Positions]:
        """Return the balances to try, and the draw of each: the likely one of each pair, then the one just below it.

        After some tries, others in the bracket follow. The balances of a draw don't depend on other draws.
        """
        likely, at = self._likely(years, draws), (years, draws)
        low, high = self.low[at], self.high[at]
        below = np.maximum(likely - _width(self.high, self.slack)[at], low)
        hard = np.flatnonzero(self.tries[at] >= MIDDLE)
        inside = low[hard] + PARTS[:, None] * (high - low)[hard]
        of = np.concatenate([draws, draws, np.tile(draws[hard], PARTS.size)])
        return np.concatenate([likely, below, inside.ravel()]), of

    def _likely(self, years: Positions, draws: Positions) -> Array:
        """Return the most likely balance for each pair. Just below one that is enough, it tests if that one is it."""
        at = years, draws
        low, high = self.low[at], self.high[at]
        balance = np.minimum(self.next[at], high - _width(self.high, self.slack)[at])
        # Zero is the only lower end that may be enough.
        tried = (balance <= low) & ((low > 0) | (self.short[at] > 0))
        balance = np.where(tried | (self.tries[at] % MIDDLE == MIDDLE - 1), (low + high) / 2, balance)
        return np.maximum(balance, low)

    def narrow(self, years: Positions, draws: Positions, balances: Array, of: Positions, shortage: Array) -> None:
        """Narrow the brackets, given the shortage of each year with the balances, shape (year, balance).

        `of` has the draw of each balance. The likely ones of the pairs come first.
        """
        # A balance that is too small for a year isn't enough for a later one.
        shortage = np.maximum.accumulate(shortage, axis=0)
        fails = shortage > self.slack[of]
        for year, failed in enumerate(fails):
            np.maximum.at(self.low[year], of[failed], balances[failed])
            np.minimum.at(self.high[year], of[~failed], balances[~failed])
        pair = np.arange(years.size)
        self._plan_step((years, draws), balances[pair], shortage[years, pair], fails[years, pair])

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
