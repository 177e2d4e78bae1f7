"""What a run keeps of each draw: the figures of every year, and what has come to pass by then."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.results.checks import broken
from mtfp.results.figures import Figures, figures
from mtfp.results.floors import below_floor, exhausted

KEPT = (
    "expenditure",
    "funding",
    "gap_before_savings",
    "savings",
    "gap",
    "to_close",
    "recovery_plan",
    "additional_payments",
    *(f"additional_payments.{partner}" for partner in PARTNERS),
    "carried",
    "unmet",
    "surplus",
    "owed",
    "recurring_gap",
    "deficit",
    "set_aside_gap",
)
"""The figures that are kept of every plan, beside its reserves, what they needed, and what its checks name."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """What is kept of one block of one future, wherever it was projected: nothing but arrays of numbers.

    `rows` are the kept figures, year after year, shape (row, draw). `counts[what]` and `clipped[assumption]` say in how
    many draws something has come to pass, or been held back, shape (year,).
    """

    rows: Array
    counts: Mapping[str, Counts]
    clipped: Mapping[str, Counts]


def block_of(projection: Projection) -> Block:
    """What is kept of a projection of one block."""
    known = figures(projection)
    return Block(
        kept(projection, known).reshape(-1, projection.draws.size),
        {what: np.count_nonzero(flags, axis=1) for what, flags in event_flags(projection, known).items()},
        dict(projection.draws.clipped),
    )


def recorded_figures(plan: Plan) -> tuple[str, ...]:
    """The figures that a run keeps of a plan, in order."""
    reserves = [f"reserves.{reserve}" for reserve in plan.all_reserves]
    every = [*KEPT, *(["reserves"] if reserves else []), *reserves, "contingency_needed", *(c.of for c in plan.checks)]
    return tuple(dict.fromkeys(every))


def kept(projection: Projection, known: Figures) -> Array:
    """The figures that a run keeps, shape (figure, year, draw), of all that are `known`."""
    rows = recorded_figures(projection.plan)
    values = np.empty((len(rows), *projection.draws.shape))
    for row, into in zip(rows, values, strict=True):
        known.put(row, into)
    return values


def event_flags(projection: Projection, known: Mapping[str, Array]) -> dict[str, Flags]:
    """What has come to pass by the end of each year, shape (year, draw); what has, stays.

    `below_floor.<reserve>` for reserves with a floor, `exhausted.<reserve>` for all, and
    `broken.<number>` for the plan's checks.
    """
    plan, reserves = projection.plan, projection.reserves
    now = {
        **{f"below_floor.{name}": below_floor(reserves[name], projection) for name in with_floor(plan)},
        **{f"exhausted.{name}": exhausted(reserve, projection) for name, reserve in reserves.items()},
        **{f"broken.{number}": broken(check, known, projection) for number, check in enumerate(plan.checks, 1)},
    }
    shape = projection.draws.shape
    return {name: np.broadcast_to(np.logical_or.accumulate(flags, axis=0), shape) for name, flags in now.items()}


def with_floor(plan: Plan) -> tuple[str, ...]:
    """The reserves that have a floor."""
    return tuple(name for name, reserve in plan.all_reserves.items() if reserve.floor)
