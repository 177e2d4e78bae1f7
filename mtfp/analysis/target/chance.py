"""Chance that a target holds, with its standard error, and the rule by which an answer passes on fresh draws."""

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.simulation.statistics import Estimate, share_of_counts

STANDARD_ERRORS = 2
"""Standard errors of a difference by which the chance in fresh draws may be under the confidence."""


def chance_of(excess: Array, *, each: bool) -> Estimate:
    """Return the share of draws in which a target holds, from the excess of its conditions, shape (condition, draw).

    each : True for the share in the year in which the target holds least often, False for all years in one draw

    >>> chance_of(np.array([[-1.0, 2.0, -1.0, -1.0], [-1.0, -1.0, 2.0, -1.0]]), each=False).value
    0.5
    """
    held = excess <= 0
    share = held.mean(axis=1).min() if each else held.all(axis=0).mean()
    return share_of_counts(np.array([share]), held.shape[1])


def holds_up(fresh: float, error: float, confidence: float) -> bool:
    """Return True unless the chance in fresh draws is clearly under the confidence.

    It may be under it by two standard errors of the difference of two equally large sets of draws: the one in which the
    answer was found, and the fresh one. The difference has an error of √2 times that of one set.

    >>> holds_up(0.78, 0.01, 0.8), holds_up(0.77, 0.01, 0.8)
    (True, False)
    """
    return fresh >= confidence - STANDARD_ERRORS * 2**0.5 * error
