"""Work out the contingency needed: opening reserves large enough to meet every year's gap without other sources."""

import numpy as np

from mtfp.engine.ledger import NO_MOVEMENT
from mtfp.engine.projection import ClosedYear, Projection
from mtfp.model.base.arrays import Array, by_year, sum_of, total_over_items
from mtfp.model.scheme.closing_steps import Carry, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments


def contingency_needed(projection: Projection) -> Array:
    """Return the contingency needed: money above floors at the start of the plan, shape (year, draw).

    The base year has zero. For a year t, the amount is the smallest that is enough in every year up to t. Enough means
    that the closing step `reserves` meets the whole gap that it finds, and no reserve falls below its floor:

        needed[t] = max(0, max over u <= t of  held + Σ_{v<=u} left[v] - room[u])

    `held` is the money above floors at the start, in the reserves that closing steps may use. `left[v]` is the gap that
    these reserves leave open in year v. `room[u]` is the money above their floors in year u; it is negative for a
    balance below the floor. So held - room[u] is the use of reserves up to year u, plus the rise of their floors, less
    the money paid in. All other amounts in the draw stay the same.
    """
    held, room = held_above_floors(projection), _room(projection)
    running = held + np.cumsum(_left(projection), axis=0) - room
    running[0] = 0.0
    return np.maximum.accumulate(np.maximum(running, 0.0), axis=0)


def held_above_floors(projection: Projection) -> Array:
    """Return the money above floors at the start, in the reserves that closing steps may use, shape (draw,)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    held = sum_of([reserve.closing[0] - reserve.floor[0] for reserve in reserves], (1,))
    return np.broadcast_to(held, (projection.draws.size,))


def _room(projection: Projection) -> Array:
    """Return the money above floors after the closing steps of a year, before any surplus, shape (year, draw)."""
    reserves = [projection.reserves[name] for name in _reserves(projection)]
    after = [
        reserve.closing - reserve.surplus_in - reserve.put_back + reserve.clawed_back - reserve.floor
        for reserve in reserves
    ]
    return sum_of(after, projection.draws.shape)


def _reserves(projection: Projection) -> tuple[str, ...]:
    """Return the names of the reserves that any closing step may use."""
    years = projection.closing.years
    return tuple(
        dict.fromkeys(reserve for year in years for taken in year.steps.values() for reserve in taken.reserves)
    )


def _left(projection: Projection) -> Array:
    """Return the gap that reserves leave open in each year, shape (year, draw).

    The result is the gap after the first closing step that uses reserves, less the money that later steps take from
    reserves. If no step uses reserves, it is the gap before partners pay or a deficit is carried.
    """
    before = _up_to_reserves(projection)
    return by_year([NO_MOVEMENT, *(_left_by(year, before) for year in projection.closing.years)])


def _left_by(year: ClosedYear, before: tuple[str, ...]) -> Array:
    """Return the gap that reserves leave open in one year, shape (draw,). `before` is from `_up_to_reserves`."""
    position = year.position
    for step in before:
        position = position - year.steps[step].closed
    left = total_over_items(np.maximum(position, 0.0))
    later = [given for step, taken in year.steps.items() if step not in before for given in taken.reserves.values()]
    return np.maximum(left - sum_of(later, (1,)), 0.0)


def _up_to_reserves(projection: Projection) -> tuple[str, ...]:
    """Return the keys of the closing steps up to and including the first step that uses reserves.

    If no step uses reserves, return the keys of the steps before partners pay or a deficit is carried.
    """
    order = projection.plan.scheme.order
    reserves_steps = [number for number, step in enumerate(order.values()) if isinstance(step, UseReserves)]
    last_steps = [number for number, step in enumerate(order.values()) if isinstance(step, AdditionalPayments | Carry)]
    stop = reserves_steps[0] + 1 if reserves_steps else last_steps[0] if last_steps else len(order)
    return tuple(order)[:stop]
