"""Compute statistics of one figure over many draws, each with its standard error.

This module must not know what the numbers measure. Independent draws form one replicate. Sobol points form several
replicates, each scrambled separately; their standard errors come from the differences between the replicates.
"""

from dataclasses import dataclass

import numpy as np

from mtfp.model.base.arrays import Array, Flags

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
WORST_SHARE = 0.1
"""Share of draws that count as the worst; their mean is the expected shortfall."""
Z_95 = 1.959964
"""Half-width of the central 95% of a normal distribution, in standard deviations."""
T_95 = {8: 2.364624}
"""Half-width of a 95% interval around the mean of n replicates, in standard errors, by n.

The value is the 97.5% point of Student's t with n - 1 degrees of freedom.
"""
RANK_DEVIATIONS = 3
"""Half-width of the interval of ranks that gives a quantile's standard error, in standard deviations of the rank.

With one standard deviation, the standard error varies too much from sample to sample: an interval of 1.96 errors then
contains the true value in 93% of samples. With three, it does in 94.7%. With more than three, the shape of the tail
distorts the error.
"""
ADDED_DRAWS = 2
"""Number of draws added to the draws with an event, and to those without it, for the standard error of a share.

The error is then above zero, also for shares of 0% and 100%. Agresti and Coull, American Statistician 52 (1998).
"""


@dataclass(frozen=True)
class Estimate:
    """One statistic with its standard error."""

    value: float
    """Value of the statistic, in the unit of the draws."""
    error: float | None
    """Standard error, in the unit of the draws; None if there are too few draws to estimate it."""


def z_95(replicates: int) -> float:
    """Return the factor that turns a standard error into a 95% margin of error."""
    return T_95.get(replicates, Z_95)


def describe(values: Array, replicates: int = 1, *, low_is_worse: bool = False) -> dict[str, Estimate]:
    """Return the mean, standard deviation, percentiles and mean of the worst tenth of `values`, shape (draw,).

    Draws without a value, such as a share of zero, are left out. If every draw is without a value, the result is empty.
    """
    values = values if np.isfinite(values).all() else values[np.isfinite(values)]
    if not values.size:
        return {}
    if replicates > 1:
        return _by_replicates(values, replicates, low_is_worse)
    ordered = np.sort(values)
    return {
        "mean": _mean(values),
        "sd": _sd(values),
        **{f"p{level:02d}": quantile(ordered, level / 100) for level in PERCENTILES},
        "es90": worst_tenth(-ordered[::-1] if low_is_worse else ordered, -1 if low_is_worse else 1),
    }


def _mean(values: Array) -> Estimate:
    """Return the mean of n draws. Its standard error is sd / √n, with sd the standard deviation of the draws."""
    n = values.size
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else None)


def _sd(values: Array) -> Estimate:
    """Return the standard deviation s of n draws.

    Its standard error is √((m4 − s⁴) / n) / 2s, with m4 the fourth central moment.
    """
    n = values.size
    if n < 2:
        return Estimate(0.0, None)
    squares = (values - values.mean()) ** 2
    variance = float(squares.sum() / (n - 1))
    if variance == 0:
        return Estimate(0.0, 0.0)
    return Estimate(variance**0.5, float(np.sqrt(squares.var() / n) / (2 * variance**0.5)))


def quantile(ordered: Array, share: float) -> Estimate:
    """Return the quantile q (`share`) of n draws in rising order.

    A quantile between two draws is interpolated linearly, as by NumPy's default and Excel's PERCENTILE.INC. The rank of
    the true quantile is binomial, with a standard deviation of √(n·q·(1 − q)). Two draws lie `RANK_DEVIATIONS` such
    deviations below and above the quantile. The standard error is a sixth of the distance between these two draws.
    It is None if there is no draw at one of the two ranks.

    >>> quantile(np.arange(101.0), 0.9).value
    90.0
    """
    n = ordered.size
    middle, half = (n - 1) * share, RANK_DEVIATIONS * np.sqrt(n * share * (1 - share))
    low, high = middle - half, middle + half
    if low < 0 or high > n - 1:
        return Estimate(_at(ordered, middle), None)
    return Estimate(_at(ordered, middle), (_at(ordered, high) - _at(ordered, low)) / (2 * RANK_DEVIATIONS))


def _at(ordered: Array, position: float) -> float:
    """Return the value at a position in rising order; a position between two draws is interpolated."""
    before = int(position)
    after = min(before + 1, ordered.size - 1)
    return float(ordered[before] + (position - before) * (ordered[after] - ordered[before]))


def worst_tenth(ordered: Array, sign: int = 1) -> Estimate:
    """Return the mean of the highest tenth of n draws, times `sign`. The draws come in rising order.

    If a tenth of n is not a whole number, the lowest draw of the tenth counts in part. The standard error is
    sd(max(x − q, 0)) / (0.1 √n), with x the draws, q the lower end of the tenth and sd the standard deviation.

    >>> worst_tenth(np.arange(1.0, 21.0)).value
    19.5
    """
    n = ordered.size
    count = WORST_SHARE * n
    whole = int(count + 1e-9)
    first = max(n - whole - 1, 0)
    beyond = ordered[n - whole :].sum() + (count - whole) * ordered[first] if whole < n else ordered.sum()
    excess = np.maximum(ordered - _at(ordered, (n - 1) * (1 - WORST_SHARE)), 0.0)
    error = float(excess.std(ddof=1) / (WORST_SHARE * np.sqrt(n))) if whole > 1 else None
    return Estimate(sign * float(beyond / count), error)


def share(flags: Flags, replicates: int = 1) -> Estimate:
    """Return the share of draws in which a flag is True."""
    return share_of_counts(flags.reshape(replicates, -1).mean(axis=1), flags.size)


def share_of_counts(shares: Array, draws: int) -> Estimate:
    """Return the share of draws with an event, from the share in each replicate.

    The standard error comes from the differences between replicates. With only one replicate, it is binomial.
    """
    whole = float(shares.mean())
    if shares.size > 1:
        return Estimate(whole, _error_of_mean(shares))
    adjusted = (whole * draws + ADDED_DRAWS) / (draws + 2 * ADDED_DRAWS)
    return Estimate(whole, float(np.sqrt(adjusted * (1 - adjusted) / (draws + 2 * ADDED_DRAWS))))


def percentile(values: Array, share: float, replicates: int = 1) -> Estimate:
    """Return a percentile of `values`, shape (draw,): the value that the given share of draws does not exceed."""
    whole = quantile(np.sort(values), share)
    if replicates == 1:
        return whole
    return Estimate(whole.value, _error_of_mean(np.quantile(values.reshape(replicates, -1), share, axis=1)))


def share_below(values: Array, value: float, replicates: int = 1) -> Estimate:
    """Return the percentile of a value: the share of draws below the value, plus half the share of draws equal to it.

    >>> share_below(np.array([1.0, 2.0, 2.0, 3.0]), 2.0).value
    0.5
    """
    below, at_most = share(values < value, replicates), share(values <= value, replicates)
    return Estimate((below.value + at_most.value) / 2, below.error)


def _by_replicates(values: Array, replicates: int, low_is_worse: bool) -> dict[str, Estimate]:
    """Return the statistics of all draws, with standard errors from the differences between replicates."""
    whole = describe(values, low_is_worse=low_is_worse)
    each = [describe(part, low_is_worse=low_is_worse) for part in np.array_split(values, replicates)]
    if not all(each):
        return {name: Estimate(estimate.value, None) for name, estimate in whole.items()}
    return {
        name: Estimate(estimate.value, _error_of_mean(np.array([statistics[name].value for statistics in each])))
        for name, estimate in whole.items()
    }


def _error_of_mean(by_replicate: Array) -> float:
    return float(by_replicate.std(ddof=1) / np.sqrt(by_replicate.size))
