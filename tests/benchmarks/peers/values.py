"""Values of one draw at a time, as a tool that knows no draws takes them."""

from collections.abc import Callable, Mapping

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from tests.laws import slow

Values = Mapping[str, Array]
"""Value of each assumption, shape (year,), the base year first."""
GapOf = Callable[[Values], Array]
"""Function that returns the gap of one draw, shape (year,), the base year first."""


def values_of(draws: Draws, position: int) -> Values:
    """Return the values of one draw."""
    one = draws.alone(position)
    return {name: values[:, 0] for name, values in one.values.items()}


def plain_draw(draws: Draws, position: int) -> slow.Draw:
    """Return one draw as the model in plain Python takes it."""
    one = draws.alone(position)
    parts = (one.values, one.delivery, one.events, one.recovery)
    return slow.Draw(*({name: array[:, 0].tolist() for name, array in part.items()} for part in parts))


def level(rates: Array) -> Array:
    """Return the price index of rates, 1 in the base year."""
    rises = 1 + rates
    rises[0] = 1.0
    return np.cumprod(rises)
