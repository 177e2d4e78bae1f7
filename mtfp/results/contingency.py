"""Contingency needed: opening reserves with which reserves alone would meet every year's gap."""

import numpy as np

from mtfp.engine.ledger import NO_MOVEMENT
from mtfp.engine.projection import ClosedYear, Projection
from mtfp.model.base.arrays import Array, by_year, sum_of, total_over_items
from mtfp.model.scheme.closing_steps import Carry, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments


def contingency_needed(projection: Projection) -> Array:
    """Return the reserves above floors needed at the start of the plan, shape (year, draw), zero in the base year.

    The amount is the smallest with which the reserves step meets the whole gap before it in every year up to t, and no
    reserve falls below its floor:

        needed[t] = max(0, max over u <= t of  held + Σ_{v<=u} left[v] - room[u])

    `held`: amount above floors at the start, in the reserves that steps use. `left[v]`: gap that they leave open in a
    year. `room[u]`: amount that they still hold above their floors, negative for a shortfall. So held - room[u] is the
    use of reserves by then plus the rise of their floors, less what was paid in. Nothing else in the draw changes.
    """
    held, room = held_above_floors(projection), _room(projection)
    running = held + np.cumsum(_left(projection), axis=0) - room
    running[0] = 0.0
    return np.maximum.accumulate(np.maximum(running, 0.0), axis=0)


def held_above_floors(projection: Projection) -> Array:
    """Return the amount above floors at the start, in the reserves that steps use, shape (draw,)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    held = sum_of([reserve.closing[0] - reserve.floor[0] for reserve in reserves], (1,))
    return np.broadcast_to(held, (projection.draws.size,))


def _room(projection: Projection) -> Array:
    """Return the amount above floors after the year's steps and before any surplus, shape (year, draw)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    after = [
        reserve.closing - reserve.surplus_in - reserve.put_back + reserve.clawed_back - reserve.floor
        for reserve in reserves
    ]
    return sum_of(after, projection.draws.shape)


def _reserves(projection: Projection) -> tuple[str, ...]:
    """List the reserves that any step may use."""
    years = projection.closing.years
    return tuple(
        dict.fromkeys(reserve for year in years for taken in year.steps.values() for reserve in taken.reserves)
    )


def _left(projection: Projection) -> Array:
    """Return the gap that reserves leave open, shape (year, draw).

    That is the gap after the first reserves step (without one, the gap before partners pay or a deficit is carried),
    less the use of reserves by later steps.
    """
    before = _up_to_reserves(projection)
    return by_year([NO_MOVEMENT, *(_left_by(year, before) for year in projection.closing.years)])


def _left_by(year: ClosedYear, before: tuple[str, ...]) -> Array:
    """Return the gap that reserves leave open in one year, shape (draw,)."""
    position = year.position
    for step in before:
        position = position - year.steps[step].closed
    left = total_over_items(np.maximum(position, 0.0))
    later = [given for step, taken in year.steps.items() if step not in before for given in taken.reserves.values()]
    return np.maximum(left - sum_of(later, (1,)), 0.0)


def _up_to_reserves(projection: Projection) -> tuple[str, ...]:
    """List the steps up to the first that uses reserves; without one, those before partners pay or carry a deficit."""
    order = projection.plan.scheme.order
    reserves_steps = [number for number, step in enumerate(order.values()) if isinstance(step, UseReserves)]
    last_steps = [number for number, step in enumerate(order.values()) if isinstance(step, AdditionalPayments | Carry)]
    stop = reserves_steps[0] + 1 if reserves_steps else last_steps[0] if last_steps else len(order)
    return tuple(order)[:stop]
