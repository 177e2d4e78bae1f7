"""How much the reserves would have had to hold for reserves alone to meet what is left, year after year."""

import numpy as np

from mtfp.engine.ledger import NO_MOVEMENT
from mtfp.engine.projection import ClosedYear, Projection
from mtfp.model.base.arrays import Array, by_year, sum_of, total_over_items
from mtfp.model.scheme.closing_steps import Carry, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments


def contingency_needed(projection: Projection) -> Array:
    """What the reserves had to hold above their floors at the start, shape (year, draw), nil in the base year.

    It is the least with which the reserves step meets all it finds in every year up to t, and no floor is undercut:

        needed[t] = max(0, max over u <= t of  held + Σ_{v<=u} left[v] - room[u])

    `held` is what the steps' reserves have above their floors at the start, `left[v]` what they leave open in a year,
    `room[u]` what they still have above their floors (below zero where they are short of them). So held - room[u] is
    what they gave by then, and what their floors rose by, less what was paid in. All else is as it was drawn.
    """
    held, room = held_above_floors(projection), _room(projection)
    running = held + np.cumsum(_left(projection), axis=0) - room
    running[0] = 0.0
    return np.maximum.accumulate(np.maximum(running, 0.0), axis=0)


def held_above_floors(projection: Projection) -> Array:
    """What the reserves of the steps hold above their floors at the start, shape (draw,)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    held = sum_of([reserve.closing[0] - reserve.floor[0] for reserve in reserves], (1,))
    return np.broadcast_to(held, (projection.draws.size,))


def _room(projection: Projection) -> Array:
    """What those reserves have above their floors once the steps are done, before any surplus, shape (year, draw)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    after = [
        reserve.closing - reserve.surplus_in - reserve.put_back + reserve.clawed_back - reserve.floor
        for reserve in reserves
    ]
    return sum_of(after, projection.draws.shape)


def _reserves(projection: Projection) -> tuple[str, ...]:
    """The reserves that any step may take from."""
    years = projection.closing.years
    return tuple(
        dict.fromkeys(reserve for year in years for taken in year.steps.values() for reserve in taken.reserves)
    )


def _left(projection: Projection) -> Array:
    """What reserves leave open, shape (year, draw).

    It is what the first reserves step leaves (without one, what comes before the first step that asks the partners or
    carries), less what later steps take from reserves.
    """
    before = _up_to_reserves(projection)
    return by_year([NO_MOVEMENT, *(_left_by(year, before) for year in projection.closing.years)])


def _left_by(year: ClosedYear, before: tuple[str, ...]) -> Array:
    """The same of one year, shape (draw,)."""
    position = year.position
    for step in before:
        position = position - year.steps[step].closed
    left = total_over_items(np.maximum(position, 0.0))
    later = [given for step, taken in year.steps.items() if step not in before for given in taken.reserves.values()]
    return np.maximum(left - sum_of(later, (1,)), 0.0)


def _up_to_reserves(projection: Projection) -> tuple[str, ...]:
    """The steps up to the first that uses reserves; without one, those before anybody pays or carries."""
    order = projection.plan.scheme.order
    using = [number for number, step in enumerate(order.values()) if isinstance(step, UseReserves)]
    asking = [number for number, step in enumerate(order.values()) if isinstance(step, AdditionalPayments | Carry)]
    stop = using[0] + 1 if using else asking[0] if asking else len(order)
    return tuple(order)[:stop]
