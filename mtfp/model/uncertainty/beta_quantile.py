"""Quantile of a beta distribution with one moderate hump, such as every PERT, by a series and Newton's method.

SciPy has the quantile of every beta distribution, but loading it takes longer than simulating 10,000 draws of a plan.
This module must not import anything of a plan.
"""

import math

import numpy as np

from mtfp.model.base.arrays import Array

LARGEST = 12.0
"""Largest a + b for which the series has the accuracy of SciPy; a PERT has 6."""
TERMS = 1000
"""Most terms of the series."""
LEAST_TERM = 1e-18
"""Size below which a term of the series changes nothing."""
LAST_STEP = 1e-8
"""Largest last step of Newton's method in log x. Each step squares the error, so that after this one it is 1e-16."""


def has_moderate_hump(a: float, b: float) -> bool:
    """Return True if `beta_quantile` knows the quantile of beta(a, b)."""
    return a >= 1 and b >= 1 and a + b <= LARGEST


def beta_quantile(a: float, b: float, share: Array) -> Array:
    """Return the quantiles of a beta(a, b) that has a moderate hump, at shares above 0% and up to 50%.

    The share of draws below x is x^a · s(x) / B(a, b), with s(x) = Σ (1-b)(2-b)…(n-b) / (n! · (a+n)) · x^n, from
    DLMF 8.17.7. Its logarithm is concave in log x, as b is at least 1, so Newton's method rises to the quantile from
    every lower value, such as that of the first term of the series alone.

    >>> beta_quantile(3.0, 3.0, np.array([0.5, 0.103515625])).round(12).tolist()
    [0.5, 0.25]
    """
    terms = _terms(a, b)
    target = np.log(share) + math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    log_x, step = (target + math.log(a)) / a, np.array(np.inf)
    while np.abs(step).max() > LAST_STEP:
        x = np.exp(log_x)
        s = np.polynomial.polynomial.polyval(x, terms)
        step = (target - a * log_x - np.log(s)) * s / (1 - x) ** (b - 1)
        log_x = log_x + step
    return np.exp(log_x)


def _terms(a: float, b: float) -> Array:
    """Return the factors of x^n that matter up to the median, which is at most the larger of mean and mode."""
    n = np.arange(TERMS)
    terms: Array = np.cumprod(np.append(1.0, (n[1:] - b) / n[1:])) / (a + n)
    highest = max(a / (a + b), (a - 1) / (a + b - 2)) if a + b > 2 else 0.5
    return terms[np.abs(terms) * highest**n > LEAST_TERM]
