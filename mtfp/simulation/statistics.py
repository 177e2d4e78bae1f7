"""What many draws of one figure say, and how far chance in the drawing may have put it out.

Knows rows of numbers; must not know what they are of. Draws come in replicates: one of independent draws, or several
runs of Sobol points, each even in itself, whose differences are the error.
"""

from dataclasses import dataclass

import numpy as np

from mtfp.model.base.arrays import Array, Flags

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
WORST = 0.1
"""The share of futures whose mean is the expected shortfall."""
SURE = 1.959964
"""Standard errors on either side that hold 95% of a normal."""
SURE_OF = {8: 2.364624}
"""The same for the mean of a few replicates, by their number: Student's t with one degree of freedom less."""
RANKS = 3
"""How far to either side of a quantile draws tell its error. Over fewer ranks the error is itself too much a matter of
chance: with one, 1.96 errors hold the truth in 93% of samples, with three in 94.7%; with more, tails bend it."""
PLUS = 2
"""Added to what happened and to what didn't for the error of a share, which is then not nil at 0% and 100%: Agresti and
Coull, American Statistician 52 (1998)."""


@dataclass(frozen=True)
class Estimate:
    """One statistic with its standard error; None for an error that so few draws can't tell."""

    value: float
    error: float | None


def sure(replicates: int) -> float:
    """How many standard errors on either side hold 95%."""
    return SURE_OF.get(replicates, SURE)


def described(values: Array, replicates: int = 1, *, low_is_worse: bool = False) -> dict[str, Estimate]:
    """Mean, standard deviation, percentiles and the worst tenth's mean of some draws, shape (draw,), with their errors.

    Draws without a figure (a share of nothing) are left out. No draws, no statistics.
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
    """The mean; its error is sd / √n."""
    n = values.size
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else None)


def _sd(values: Array) -> Estimate:
    """The standard deviation; its error is √((m4 − s⁴) / n) / 2s, m4 the fourth central moment."""
    n = values.size
    if n < 2:
        return Estimate(0.0, None)
    squares = (values - values.mean()) ** 2
    variance = float(squares.sum() / (n - 1))
    if variance == 0:
        return Estimate(0.0, 0.0)
    return Estimate(variance**0.5, float(np.sqrt(squares.var() / n) / (2 * variance**0.5)))


def quantile(ordered: Array, share: float) -> Estimate:
    """A quantile of draws in rising order, and its error.

    Between two draws it is linear (NumPy's default, Excel's PERCENTILE.INC). The rank of the true quantile is binomial,
    with a standard deviation of √(n·q·(1 − q)); the error is a sixth of what lies between the draws `RANKS` of those
    below and above. There is no error where one of them lies beyond the draws.

    >>> quantile(np.arange(101.0), 0.9).value
    90.0
    """
    n = ordered.size
    middle, half = (n - 1) * share, RANKS * np.sqrt(n * share * (1 - share))
    low, high = middle - half, middle + half
    if low < 0 or high > n - 1:
        return Estimate(_at(ordered, middle), None)
    return Estimate(_at(ordered, middle), (_at(ordered, high) - _at(ordered, low)) / (2 * RANKS))


def _at(ordered: Array, place: float) -> float:
    """The value at a place that may lie between two draws."""
    before = int(place)
    after = min(before + 1, ordered.size - 1)
    return float(ordered[before] + (place - before) * (ordered[after] - ordered[before]))


def worst_tenth(ordered: Array, sign: int = 1) -> Estimate:
    """The mean of the highest tenth of draws in rising order, of which the last may count in part; times `sign`.

    Its error is sd(max(x − q, 0)) / (0.1 √n), q the tenth's lower end.

    >>> worst_tenth(np.arange(1.0, 21.0)).value
    19.5
    """
    n = ordered.size
    count = WORST * n
    whole = int(count + 1e-9)
    first = max(n - whole - 1, 0)
    beyond = ordered[n - whole :].sum() + (count - whole) * ordered[first] if whole < n else ordered.sum()
    excess = np.maximum(ordered - _at(ordered, (n - 1) * (1 - WORST)), 0.0)
    error = float(excess.std(ddof=1) / (WORST * np.sqrt(n))) if whole > 1 else None
    return Estimate(sign * float(beyond / count), error)


def share(happened: Flags, replicates: int = 1) -> Estimate:
    """In what share of draws something happened, with its error."""
    return share_of_counts(happened.reshape(replicates, -1).mean(axis=1), happened.size)


def share_of_counts(shares: Array, draws: int) -> Estimate:
    """A share of draws from that of each replicate: binomial, but for several replicates by how they differ."""
    whole = float(shares.mean())
    if shares.size > 1:
        return Estimate(whole, _spread(shares))
    drawn = (whole * draws + PLUS) / (draws + 2 * PLUS)
    return Estimate(whole, float(np.sqrt(drawn * (1 - drawn) / (draws + 2 * PLUS))))


def percentile(values: Array, share: float, replicates: int = 1) -> Estimate:
    """The value that a share of draws doesn't pass, shape (draw,), with its error."""
    whole = quantile(np.sort(values), share)
    if replicates == 1:
        return whole
    return Estimate(whole.value, _spread(np.quantile(values.reshape(replicates, -1), share, axis=1)))


def share_below(values: Array, value: float, replicates: int = 1) -> Estimate:
    """In what share of draws a figure is below a value, those at the value itself by half: the percentile it lies on.

    >>> share_below(np.array([1.0, 2.0, 2.0, 3.0]), 2.0).value
    0.5
    """
    below, at_most = share(values < value, replicates), share(values <= value, replicates)
    return Estimate((below.value + at_most.value) / 2, below.error)


def _by_replicates(values: Array, replicates: int, low_is_worse: bool) -> dict[str, Estimate]:
    """The statistics of all draws, their errors by how the replicates' own differ."""
    whole = described(values, low_is_worse=low_is_worse)
    each = [described(part, low_is_worse=low_is_worse) for part in np.array_split(values, replicates)]
    if not all(each):
        return {name: Estimate(told.value, None) for name, told in whole.items()}
    return {
        name: Estimate(told.value, _spread(np.array([e[name].value for e in each]))) for name, told in whole.items()
    }


def _spread(of_each: Array) -> float:
    return float(of_each.std(ddof=1) / np.sqrt(of_each.size))
