"""The shape of every array: dimensions always in the order (item, year, draw), year 0 the base year."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
