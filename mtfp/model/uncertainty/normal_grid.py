"""Tables of functions f of a standard normal z, so that a spread's quantiles are calculated once, not for every draw.

The knots of a table are values of z at the same distance h from each other. Values between knots are interpolated
linearly, with an error of at most h²/8 · max|f''| ≈ 2e-6 · max|f''|. The values at the knots have the accuracy of
`math` and SciPy. This module must not import anything of a plan.
"""

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from mtfp.model.base.arrays import Array

KNOTS = 4096
MAX_Z = 8.0
"""Largest z of the grid, which runs from -8 to 8. Values beyond, 1 in 10^15, use the end of the table."""
_PER_UNIT = (KNOTS - 1) / (2 * MAX_Z)


@cache
def knots() -> Array:
    """Return the values of z at which tables are made, rising, shape (knot,)."""
    return _read_only(np.linspace(-MAX_Z, MAX_Z, KNOTS))


@cache
def lower_tail() -> Array:
    """Return the standard normal's Φ(z) at each knot, exact in both tails, shape (knot,)."""
    return _read_only(np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in knots()]))


@cache
def upper_tail() -> Array:
    """Return 1 - Φ(z) at each knot, without the rounding error of the difference, shape (knot,)."""
    return _read_only(lower_tail()[::-1].copy())


class Table(NamedTuple):
    """Values of a function at the knots, and their differences, which is zero at the last knot. Both shape (knot,)."""

    values: Array
    slopes: Array

    @classmethod
    def of(cls, values: Array) -> "Table":
        """Return the table of a function with these values at the knots."""
        return cls(_read_only(values), _read_only(np.diff(values, append=values[-1:])))


def interpolate(table: Table, z: Array) -> Array:
    """Return a table's values at any z, interpolated linearly between knots, as a new array in the shape of `z`.

    >>> interpolate(Table.of(lower_tail()), np.array([-9.0, 0.0, 1.0])).round(5).tolist()
    [0.0, 0.5, 0.84134]
    """
    position = z * _PER_UNIT
    position += MAX_Z * _PER_UNIT
    # The slope beyond the last knot is zero, so only the lower end needs a limit.
    np.maximum(position, 0.0, out=position)
    left = position.astype(np.intp)
    position -= left
    position *= table.slopes.take(left, mode="clip")
    position += table.values.take(left, mode="clip")
    return position


def _read_only(table: Array) -> Array:
    table.setflags(write=False)
    return table
