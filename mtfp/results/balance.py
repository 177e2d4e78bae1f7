"""Balance of a plan: the first year from which nothing is left to close, now or later, without one-off money."""

import numpy as np

from mtfp.model.base.arrays import Array

PENNY = 1e-9
"""Part of a figure's own size that rounding may leave in a gap that is closed."""


def balanced_from(recurring_gap: Array, to_close: Array, size: Array) -> Array:
    """Return the first year from which a plan balances, shape (draw,): 1 is the first projected year.

    A plan balances from a year on if in this and every later year its recurring gap and its gap still to close are zero
    or less. The result is the number of years, one more than the last position, if the plan does not balance in the
    last year. All arrays have shape (year, draw); `size` is the expenditure, which sets the scale of rounding errors.

    >>> recurring, left = np.array([[0.0], [5.0], [-1.0], [-2.0]]), np.array([[0.0], [9.0], [3.0], [-2.0]])
    >>> balanced_from(recurring, left, np.full((4, 1), 100.0))
    array([3])
    """
    slack = PENNY * np.abs(size)
    holds = (recurring_gap <= slack) & (to_close <= slack)
    lasting = np.logical_and.accumulate(holds[:0:-1], axis=0)
    found: Array = len(holds) - lasting.sum(axis=0)
    return found
