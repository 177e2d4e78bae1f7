"""Functions of a standard normal as tables on a uniform grid of z: what a spread's quantile costs, it costs once.

Between knots h apart the reading is linear, so that it errs by at most h²/8 · max|f''| ≈ 2e-6 · max|f''|. Tables are
made with the accuracy of `math` and SciPy. Knows nothing of plans.
"""

import math
from functools import cache

import numpy as np

from mtfp.model.base.arrays import Array

KNOTS = 4096
REACH = 8.0
"""Knots run from -8 to 8; beyond, where one draw in 10^15 falls, a table's ends are read."""
_PER_UNIT = (KNOTS - 1) / (2 * REACH)


@cache
def knots() -> Array:
    """The values of z at which tables are made, rising, shape (knot,)."""
    return _kept(np.linspace(-REACH, REACH, KNOTS))


@cache
def below() -> Array:
    """The standard normal's Φ(z) at each knot, exact in both tails, shape (knot,)."""
    return _kept(np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in knots()]))


@cache
def above() -> Array:
    """1 - Φ(z) at each knot, without the loss of taking the difference, shape (knot,)."""
    return _kept(below()[::-1].copy())


def along(table: Array, z: Array) -> Array:
    """A table read at any z, linear between knots; shape that of `z`.

    >>> along(below(), np.array([-9.0, 0.0, 1.0])).round(5).tolist()
    [0.0, 0.5, 0.84134]
    """
    position = z * _PER_UNIT
    position += REACH * _PER_UNIT
    np.clip(position, 0, KNOTS - 1, out=position)
    left = position.astype(np.intp)
    position -= left
    position *= np.diff(table, append=table[-1:]).take(left, mode="clip")
    position += table.take(left, mode="clip")
    return position


def _kept(table: Array) -> Array:
    table.setflags(write=False)
    return table
