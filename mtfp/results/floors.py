"""Reserves against their floors, in every year and draw: above, below, used up."""

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.pots import PotYears
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, Flags


def above_floor(pot: PotYears, projection: Projection) -> Array:
    """What a pot holds above its floor, below zero where it is short of it, shape (year, draw); rounding is nil."""
    room = pot.closing - pot.floor
    return np.where(np.abs(room) <= rounding(projection), 0.0, room)


def below_floor(pot: PotYears, projection: Projection) -> Flags:
    """Whether a pot has fallen below its floor, shape (year, draw)."""
    return np.asarray(above_floor(pot, projection) < 0)


def exhausted(pot: PotYears, projection: Projection) -> Flags:
    """Whether a pot that held something is empty, shape (year, draw)."""
    empty = pot.closing <= rounding(projection)
    return np.asarray(empty & (np.maximum.accumulate(~empty, axis=0)))
