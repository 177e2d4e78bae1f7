"""Compute statistics of one figure over many draws, each with its standard error.

This module must not know what the numbers measure. Independent draws form one replicate. Sobol points form several
replicates, each scrambled separately; their standard errors come from the differences between the replicates.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

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

With one standard deviation, the standard error varies too much from sample to sample. With more than three, the shape
of the tail distorts the error.
"""
_BIAS_OF_WIDTHS = 0.75
"""Relative bias of the power mean of two widths, exponent 4, times the number of draws in a width: 3 / 2 · 1 / 2."""
MAX_JUMP = 8.0
"""Largest ratio between the widths of the four quarters of that interval; a larger ratio shows a jump in the density.

Twenty draws in a half of the interval give ratios up to 6 by chance.
"""
MAX_SKEW = 0.25
"""Largest squared skewness, per draw, of the values behind an average for which a standard error is given.

A squared skewness of n / k means that the average depends on about k of n draws; 0.25 stands for four draws.
"""
AVERAGES = ("mean", "sd", "es90")
"""Statistics that are averages, or roots of them: a few draws may decide them, in all replicates together."""
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
    """Standard error, in the unit of the draws; None if the draws can't show it. See the page on uncertainty."""


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
    """Return the mean of the draws."""
    return Estimate(float(values.mean()), _error_of_average(values))


def _sd(values: Array) -> Estimate:
    """Return the standard deviation s of the draws. Its standard error is that of the mean square, over 2s."""
    if values.size < 2:
        return Estimate(0.0, None)
    squares = (values - values.mean()) ** 2
    deviation = float(squares.sum() / (values.size - 1)) ** 0.5
    error = _error_of_average(squares)
    return Estimate(deviation, error / (2 * deviation) if error and deviation else error)


def _error_of_average(values: Array) -> float | None:
    """Return the standard error of the average of n values: sd / √n, made larger for skewed values.

    The factor is 1 + (γ² (z⁴ + 2z² - 3) / 18 + (z² + 3) / 4 - κ (z² - 3) / 12) / n, with γ the skewness, κ the excess
    kurtosis, and z = 1.96. It makes the interval of z errors hold the true average in 95% of samples to order 1 / n.
    Hall, The Bootstrap and Edgeworth Expansion (1992), section 2.6. The error is None for a single value, or if γ² / n
    is over `MAX_SKEW`: a few values then decide the average.
    """
    n = values.size
    if n < 2:
        return None
    deviations = values - values.mean()
    squares = np.square(deviations)
    variance = float(squares.mean())
    if variance == 0:
        return 0.0
    skew = float((squares * deviations).mean() / variance**1.5) ** 2  # a power of an array takes ten times as long
    kurtosis = float(np.square(squares).mean() / variance**2) - 3
    if skew / n > MAX_SKEW:
        return None
    z = Z_95**2
    longer = (skew * (z * z + 2 * z - 3) / 18 + (z + 3) / 4 - kurtosis * (z - 3) / 12) / n
    return float(np.sqrt(variance / (n - 1)) * (1 + longer))


def quantile(ordered: Array, share: float) -> Estimate:
    """Return the quantile q (`share`) of n draws in rising order.

    A quantile between two draws is interpolated linearly, as by NumPy's default and Excel's PERCENTILE.INC.

    >>> quantile(np.arange(101.0), 0.9).value
    90.0
    """
    return Estimate(_at(ordered, (ordered.size - 1) * share), _error_of_quantile(ordered, share))


def _error_of_quantile(ordered: Array, share: float) -> float | None:
    """Return the standard error of a quantile q (`share`), from draws near it.

    The rank of the true quantile is binomial, with a standard deviation of √(n·q·(1 − q)). The interval of ranks
    reaches `RANK_DEVIATIONS` such deviations below and above the quantile. The error is a third of the power mean
    (exponent 4) of the widths a and b of its halves: if the density is a / b times as high above the quantile as below,
    1.96 errors then hold the true value in 95% of samples. A divisor removes the bias from the chance in a and b. The
    error is zero if all draws in the interval are equal, and None if some are, if no draw is at an end, or if the
    density jumps.
    """
    n = ordered.size
    middle, half = (n - 1) * share, RANK_DEVIATIONS * sqrt(n * share * (1 - share))
    if middle < half or middle + half > n - 1:
        return None
    inside = ordered[int(middle - half) : ceil(middle + half) + 1]
    if inside[0] == inside[-1]:
        return 0.0
    ends = [_at(ordered, middle + part * half) for part in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    quarters = [high - low for low, high in pairwise(ends)]
    if max(quarters) > MAX_JUMP * min(quarters) or (inside[1:] == inside[:-1]).any():
        return None
    below, above = quarters[0] + quarters[1], quarters[2] + quarters[3]
    return float(((below**4 + above**4) / 2) ** 0.25 / (RANK_DEVIATIONS * (1 + _BIAS_OF_WIDTHS / half)))


def _at(ordered: Array, position: float) -> float:
    """Return the value at a position in rising order; a position between two draws is interpolated."""
    before = int(position)
    after = min(before + 1, ordered.size - 1)
    return float(ordered[before] + (position - before) * (ordered[after] - ordered[before]))


def worst_tenth(ordered: Array, sign: int = 1) -> Estimate:
    """Return the mean of the highest tenth of n draws, times `sign`. The draws come in rising order.

    If a tenth of n is not a whole number, the lowest draw of the tenth counts in part. The standard error is that of
    the average of max(x − q, 0), over 0.1, with x the draws and q the lower end of the tenth.

    >>> worst_tenth(np.arange(1.0, 21.0)).value
    19.5
    """
    n = ordered.size
    count = WORST_SHARE * n
    whole = int(count + 1e-9)
    first = max(n - whole - 1, 0)
    beyond = ordered[n - whole :].sum() + (count - whole) * ordered[first] if whole < n else ordered.sum()
    excess = np.maximum(ordered - _at(ordered, (n - 1) * (1 - WORST_SHARE)), 0.0)
    error = _error_of_average(excess) if whole > 1 else None
    return Estimate(sign * float(beyond / count), None if error is None else error / WORST_SHARE)


def share(flags: Flags, replicates: int = 1) -> Estimate:
    """Return the share of draws in which a flag is True."""
    return share_of_counts(flags.reshape(replicates, -1).mean(axis=1), flags.size)


def share_of_counts(shares: Array, draws: int) -> Estimate:
    """Return the share of draws with an event, from the share in each replicate.

    The standard error comes from the differences between replicates. A replicate's share is a whole number of draws, so
    the variance of this rounding, 1/12 of a draw squared, is added: all replicates may have the same share by rounding.
    With only one replicate, or if no draw differs from the others, the error is binomial.
    """
    whole = float(shares.mean())
    if shares.size > 1 and 0 < whole < 1:
        step = shares.size / draws
        return Estimate(whole, float(np.sqrt(_error_of_mean(shares) ** 2 + step**2 / 12 / shares.size)))
    adjusted = (whole * draws + ADDED_DRAWS) / (draws + 2 * ADDED_DRAWS)
    return Estimate(whole, float(np.sqrt(adjusted * (1 - adjusted) / (draws + 2 * ADDED_DRAWS))))


def percentile(values: Array, share: float, replicates: int = 1) -> Estimate:
    """Return a percentile of `values`, shape (draw,): the value that the given share of draws does not exceed."""
    whole = quantile(np.sort(values), share)
    if replicates == 1:
        return whole
    return _with_replicates(whole, np.quantile(values.reshape(replicates, -1), share, axis=1))


def _by_replicates(values: Array, replicates: int, low_is_worse: bool) -> dict[str, Estimate]:
    """Return the statistics of all draws, with standard errors from the differences between replicates."""
    whole = describe(values, low_is_worse=low_is_worse)
    each = [describe(part, low_is_worse=low_is_worse) for part in np.array_split(values, replicates)]
    if not all(each):
        return {name: Estimate(estimate.value, None) for name, estimate in whole.items()}
    return {
        name: _with_replicates(estimate, np.array([statistics[name].value for statistics in each]))
        if estimate.error is not None or name not in AVERAGES
        else estimate
        for name, estimate in whole.items()
    }


def _with_replicates(whole: Estimate, by_replicate: Array) -> Estimate:
    """Return a statistic of all draws with the standard error from its value in each replicate.

    An error of zero stays. If only some replicates have the same value, as next to many equal draws, there is no error.
    """
    if whole.error == 0:
        return whole
    tied = np.unique(by_replicate).size < by_replicate.size
    return Estimate(whole.value, None if tied else _error_of_mean(by_replicate))


def _error_of_mean(by_replicate: Array) -> float:
    return float(by_replicate.std(ddof=1) / np.sqrt(by_replicate.size))
