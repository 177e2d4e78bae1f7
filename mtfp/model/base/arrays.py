"""The shape of every array: dimensions always in the order (item, year, draw), year 0 the base year."""

from collections.abc import Iterable, Sequence
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
    """The sum of some arrays; nil of a shape if there are none. Arrays that are the same in every draw may be narrow.

    >>> sum_of([], (2,))
    array([0., 0.])
    >>> sum_of([np.ones((2, 3)), np.ones((2, 1))], (2, 3)).shape
    (2, 3)
    """
    every = tuple(items)
    if not every:
        return np.zeros(shape)
    total = every[0] + (every[1] if len(every) > 1 else 0.0)
    for item in every[2:]:
        if total.shape[-1] < item.shape[-1]:
            total = total + item
        else:
            total += item
    return total


def in_all(by_item: Array) -> Array:
    """What a few items have together, shape (item, ...) to (...): as `sum(axis=0)`, which takes twice as long.

    >>> in_all(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    return sum_of(by_item, by_item.shape[1:])


def side_by_side(items: Sequence[Array]) -> Array:
    """Arrays of several items as one, the item first; some may be narrow.

    >>> side_by_side([np.zeros((2, 1)), np.ones((2, 4))]).shape
    (2, 2, 4)
    """
    return np.stack(np.broadcast_arrays(*items))


def by_year(years: Sequence[Array]) -> Array:
    """Arrays of single years, shape (..., draw) or (..., 1), as one, shape (..., year, draw); narrow if all are.

    >>> by_year([np.zeros((2, 1)), np.ones((2, 4))]).shape
    (2, 2, 4)
    """
    shape = np.broadcast_shapes(*(array.shape for array in years))
    whole = np.empty((*shape[:-1], len(years), shape[-1]))
    for t, array in enumerate(years):
        whole[..., t, :] = array
    return whole


def largest(values: Array) -> float:
    """The largest amount, whatever its sign; what isn't known apart.

    >>> largest(np.array([1.0, -3.0, np.nan]))
    3.0
    """
    if not values.size:
        return 0.0
    high, low = float(values.max()), float(values.min())
    return largest(np.nan_to_num(values)) if np.isnan(high) else max(high, -low)


def share_of(part: Array, whole: Array) -> Array:
    """A part over a whole; NaN where the whole isn't above nil.

    >>> share_of(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    nan = np.full(np.broadcast_shapes(part.shape, whole.shape), np.nan)
    return np.divide(part, whole, out=nan, where=whole > 0)


def is_whole(shares: Iterable[float]) -> bool:
    """Whether shares add up to 100%.

    >>> is_whole([0.1] * 10), is_whole([0.62, 0.28])
    (True, False)
    """
    return abs(sum(shares) - 1) <= NOISE
