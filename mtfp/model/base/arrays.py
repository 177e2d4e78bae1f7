"""Helpers for arrays. Dimensions are always in the order (item, year, draw), and year 0 is the base year.

New arrays are made with `like=`, and a plan's numbers become an array only in `numbers`. The engine therefore works
with other types of array than NumPy's own, such as the type with which tests record the calculations.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOISE = 1e-9
"""Rounding error allowed in a floating-point sum, as a share of the amounts summed."""
OF_FIGURES = ("figures",)
"""Place of steps between the sheets of a workbook and its figures, which belong to no item of the plan."""


def named(array: Array, words: str, unit: str = "money", of: tuple[str, ...] = ()) -> Array:
    """Name the numbers of a recorded array for a workbook, inside the item that they belong to; return the array.

    `of` is the item's section and name, such as `("moves", "hospital_to_home")`. It may be left out if every number of
    the plan behind the array is the item's own. Words are different for each array of an item.

    >>> named(np.ones(2), "all tranches so far")
    array([1., 1.])
    """
    name = getattr(array, "named", None)
    return name(words, unit, of) if name else array


def named_in(year: str, array: Array, words: str, unit: str = "money", step: str = "") -> Array:
    """Name the numbers of a recorded array of one year, shape (draw,), for a workbook; return the array.

    The arrays of all years with the same words, and of the same closing step, become one row.

    >>> named_in("2026/27", np.ones(2), "overspend of both sides")
    array([1., 1.])
    """
    name = getattr(array, "named_in", None)
    return name(year, words, unit, step) if name else array


def is_recorded(array: Array | Flags) -> bool:
    """Return True for an array whose calculation is recorded for a workbook.

    >>> is_recorded(np.ones(2))
    False
    """
    return hasattr(array, "nodes")


def values_only(array: Array) -> Array:
    """Return the values of an array for a check of a finished result; nothing more is recorded of a recorded array.

    >>> values_only(np.ones(2))
    array([1., 1.])
    """
    values: Array = getattr(array, "value", array)
    return values


def scheduled(values: Array, words: str, unit: str, *, like: Any) -> Array:
    """Keep numbers by year that the plan's years set as numbers of their own, if `like` is recorded for a workbook.

    A recorded calculation leaves out other zeros and ones, so that formulas would differ from year to year.

    >>> scheduled(np.array([0.0, 0.5, 1.0]), "share done", "share", like=0.85)
    array([0. , 0.5, 1. ])
    """
    keep = getattr(like, "scheduled", None)
    return keep(values, words, unit) if keep else values


def numbers(values: Iterable[Any]) -> Array:
    """Return a plan's numbers as an array, shape (number,). Numbers of a special type make an array of that type.

    >>> numbers([2, 0.5]), numbers([])
    (array([2. , 0.5]), array([], dtype=float64))
    """
    every = list(values)
    made = np.array(every)
    return np.stack(every) if made.dtype == object else made.astype(float, copy=False)


def zeros(shape: tuple[int, ...], *, like: Array | None) -> Array:
    """Return an array of zeros of the same type as `like`."""
    return np.zeros(shape, like=like)


def ones(shape: tuple[int, ...], *, like: Array | None) -> Array:
    """Return an array of ones of the same type as `like`."""
    return np.ones(shape, like=like)


def empty(shape: tuple[int, ...], *, like: Array | None) -> Array:
    """Return an array of the same type as `like`, without values; the caller must fill it completely."""
    return np.empty(shape, like=like)


def by_year_and_draw(values: Array, draws: int) -> Array:
    """Repeat values by year, shape (year,), for every draw, which shares them; shape (year, draw)."""
    return widened(values[:, None], (len(values), draws))


def widened(array: Array, shape: tuple[int, ...]) -> Array:
    """Return an array with one column for all draws in full, as a read-only view; a full one as it is.

    >>> widened(np.ones((2, 1)), (2, 3)).shape
    (2, 3)
    """
    return array if array.shape == shape else np.broadcast_to(array, shape)


def sum_of(items: Iterable[Array], shape: tuple[int, ...], *, like: Array | None = None) -> Array:
    """Add arrays up, or return zeros of `shape` if there are none. An array may have a single column for all draws.

    >>> sum_of([], (2,))
    array([0., 0.])
    >>> sum_of([np.ones((2, 3)), np.ones((2, 1))], (2, 3)).shape
    (2, 3)
    """
    every = tuple(items)
    if not every:
        return zeros(shape, like=like)
    total = every[0] + (every[1] if len(every) > 1 else 0.0)
    for item in every[2:]:
        if total.shape[-1] < item.shape[-1]:
            total = total + item
        else:
            total += item
    return total


def total_over_items(by_item: Array) -> Array:
    """Sum over items: shape (item, ...) becomes (...). For few items, this is twice as fast as `sum(axis=0)`.

    >>> total_over_items(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    return sum_of(by_item, by_item.shape[1:])


def side_by_side(items: Sequence[Array]) -> Array:
    """Stack the arrays of several items: shape (item, ...). An array may have a single column for all draws.

    >>> side_by_side([np.zeros((2, 1)), np.ones((2, 4))]).shape
    (2, 2, 4)
    """
    return np.stack(np.broadcast_arrays(*items))


def by_year(years: Sequence[Array]) -> Array:
    """Join one array per year, shape (..., draw) or (..., 1), into one, shape (..., year, draw) or (..., year, 1).

    >>> by_year([np.zeros((2, 1)), np.ones((2, 4))]).shape
    (2, 2, 4)
    """
    shape = np.broadcast_shapes(*(array.shape for array in years))
    return np.concatenate([widened(array, shape)[..., None, :] for array in years], axis=-2)


def largest_by_draw(values: Array) -> Array:
    """Return the largest amount of each draw, ignoring signs and NaN: shape (..., draw) becomes (draw,).

    >>> largest_by_draw(np.array([[1.0, 2.0], [-3.0, np.nan]])).tolist()
    [3.0, 2.0]
    """
    high, low = values, values
    while len(high.shape) > 1:
        high, low = np.fmax.reduce(high, axis=0, initial=0.0), np.fmin.reduce(low, axis=0, initial=0.0)
    return np.maximum(high, -low)


def so_far(flags: Flags) -> Flags:
    """Return flags that stay True from their first True on, shape (year, draw). NumPy's `accumulate` takes far longer.

    >>> so_far(np.array([[False, True], [True, False], [False, False]])).tolist()
    [[False, True], [True, True], [True, True]]
    """
    found = flags.copy()
    for before, now in pairwise(found):
        now |= before
    return found


def divided(part: Array, whole: Array, where: Flags, otherwise: float) -> Array:
    """Divide where a condition holds, and return another number elsewhere, such as where the whole is zero.

    NumPy takes three to five times as long with its own `where=`, which a recorded array needs for its formula.

    >>> divided(np.array([1.0, 1.0]), np.array([4.0, 0.0]), np.array([True, False]), 0.5)
    array([0.25, 0.5 ])
    """
    if is_recorded(part) or is_recorded(whole) or is_recorded(where):
        shape = np.broadcast_shapes(part.shape, whole.shape, where.shape)
        return np.divide(part, whole, out=np.full(shape, otherwise), where=where)
    return np.where(where, np.divide(part, np.where(where, whole, 1.0)), otherwise)


def share_of(part: Array, whole: Array) -> Array:
    """Divide a part by its whole; the result is NaN where the whole is zero or less.

    >>> share_of(np.array([1.0, 1.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    return divided(part, whole, whole > 0, np.nan)


def share_or_zero(part: float, whole: float) -> Array:
    """Divide a part by its whole, as an array of shape (); the result is zero if the whole is zero or less.

    >>> float(share_or_zero(1, 4)), float(share_or_zero(1, 0))
    (0.25, 0.0)
    """
    return np.divide(part, whole, out=np.zeros_like(whole, dtype=float), where=np.greater(whole, 0))


def is_whole(shares: Iterable[float]) -> bool:
    """Return True if shares add up to 100%.

    >>> is_whole([0.1] * 10), is_whole([0.62, 0.28])
    (True, False)
    """
    return abs(sum(shares) - 1) <= NOISE
