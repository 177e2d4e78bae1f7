"""Guarantees (`at_least`) that hold an assumption above a value of zero to which a listed move is compared."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.moves.usual import Move
from mtfp.draws.chance import central_chance
from mtfp.draws.of_plan import draws_of
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan


def held_above_zero(move: Move) -> Iterator[tuple[str, str, float]]:
    """Yield the assumption, the year and the rate at which a guarantee holds it when the move's driver is at zero."""
    plan = move.driver_at_zero
    for name in move.members or (move.driver,):
        if plan is None or name not in plan.assumptions or plan.assumptions[name].at_least is None:
            continue
        without = plan.assumptions[name].with_fields(at_least=None)
        free = _central(plan.with_fields(assumptions={**plan.assumptions, name: without}), name)
        held = _central(plan, name)
        for at in np.flatnonzero((np.abs(free) < 1e-12) & (held > 0)):
            yield name, plan.timeline.labels[at], float(held[at])


def _central(plan: Plan, name: str) -> Array:
    """Return the values of an assumption in the central case, shape (year,)."""
    return np.asarray(draws_of(plan, central_chance(plan)).values[name][:, 0])
