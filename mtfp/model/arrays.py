"""The shape of every array: dimensions always in the order (item, year, draw), year 0 the base year."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOISE = 1e-9
"""What floating-point addition may lose, as a share of what is added up."""


def by_year_and_draw(values: Any, draws: int) -> Array:
    """Values by year, shape (year,), repeated for every draw: (year, draw), read-only and without a copy."""
    return np.broadcast_to(np.asarray(values, dtype=float)[:, None], (len(values), draws))


def sum_of(items: Iterable[Array], shape: tuple[int, ...]) -> Array:
    """The sum of some arrays of one shape; nil if there are none.

    >>> sum_of([], (2,))
    array([0., 0.])
    """
    total = np.zeros(shape)
    for item in items:
        total += item
    return total


def share_of(part: Array, whole: Array) -> Array:
    """A part over a whole of the same shape; NaN where the whole isn't above nil.

    >>> share_of(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def is_whole(shares: Iterable[float]) -> bool:
    """Whether shares add up to 100%.

    >>> is_whole([0.1] * 10), is_whole([0.62, 0.28])
    (True, False)
    """
    return abs(sum(shares) - 1) <= NOISE
