"""Compare reserves with their floors in every year and draw, and find empty reserves."""

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, Flags, so_far


def above_floor(reserve: ReserveYears, projection: Projection) -> Array:
    """Return a reserve's balance less its floor, shape (year, draw); negative is a balance below the floor.

    Amounts no larger than rounding error are zero.
    """
    room = reserve.closing - reserve.floor
    return np.where(np.abs(room) <= rounding(projection), 0.0, room)


def below_floor(reserve: ReserveYears, projection: Projection) -> Flags:
    """Return True where a reserve is below its floor, shape (year, draw)."""
    return np.asarray(above_floor(reserve, projection) < 0)


def exhausted(reserve: ReserveYears, projection: Projection) -> Flags:
    """Return True where a reserve is empty but had money in an earlier year, shape (year, draw)."""
    empty = reserve.closing <= rounding(projection)
    return np.asarray(empty & so_far(~empty))
