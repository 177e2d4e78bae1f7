"""Record the results of each draw: yearly figures, and flags such as 'reserve below floor by this year'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtfp.engine.aggregate import group_lines
from mtfp.engine.projection import Projection
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags, so_far
from mtfp.model.base.once import once_per_part
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.results.checks import broken
from mtfp.results.figures import Figures, figures, figures_of
from mtfp.results.floors import below_floor, exhausted
from mtfp.results.reserves_needed import reserve_that_carries

RECORDED = (
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
"""Figures that every run records.

A run also records the reserves, the figures of `ALONE`, and the figures that the plan's checks name.
"""

ALONE = ("reserves_needed", "falls_to_partners")
"""Figures that a run records if a step of the plan uses reserves."""

Counts = NDArray[np.int64]
"""Numbers of draws in which an event happens, shape (year,), or (replicate, year) where stated."""


@dataclass(frozen=True, repr=False)
class Block(Short):
    """Results recorded for one block of one scenario. All are arrays, so that processes can exchange them."""

    rows: Array
    """Recorded figures, one row for each year of each figure, shape (row, draw), in the units of the figures."""
    counts: Mapping[str, Counts]
    """Number of draws in which a flag of `event_flags` is True at the end of the year, by flag, shape (year,)."""
    clipped: Mapping[str, Counts]
    """Number of draws in which a floor or cap changed an assumption's value, by assumption, shape (year,)."""


def record_block(projection: Projection) -> Block:
    """Return the results of one block that a run records, from the block's projection."""
    every = figures(projection)
    return Block(
        recorded(projection, every).reshape(-1, projection.draws.size),
        {flag: np.count_nonzero(set_, axis=1) for flag, set_ in event_flags(projection, every).items()},
        dict(projection.draws.clipped),
    )


def recorded_figures(plan: Plan) -> tuple[str, ...]:
    """Return the identifiers of the figures that a run records for a plan, in the order of the store."""
    reserves = [f"reserves.{reserve}" for reserve in plan.all_reserves]
    total = ["reserves"] if reserves else []
    checked = [check.of for check in plan.checks]
    alone = ALONE if reserve_that_carries(plan) else ()
    return tuple(dict.fromkeys([*RECORDED, *total, *reserves, *alone, *checked]))


def rows_for(plan: Plan, names: Iterable[str]) -> Rows:
    """Return the plan's lines in as few rows as the named figures, and no figure of a single line, allow."""
    records = figures_of(plan)
    return group_lines(plan, by_setting=any(records[name].by_setting for name in names if name in records))


@once_per_part
def rows_of_run(plan: Plan) -> Rows:
    """Return the plan's lines in as few rows as the recorded figures allow; the same for every block of draws."""
    return rows_for(plan, recorded_figures(plan))


def recorded(projection: Projection, every: Figures) -> Array:
    """Return the values of the recorded figures, shape (figure, year, draw).

    `every` has all figures of the projection.
    """
    rows = recorded_figures(projection.plan)
    values = np.empty((len(rows), *projection.draws.shape))
    for row, into in zip(rows, values, strict=True):
        every.put(row, into)
    return values


def event_flags(projection: Projection, every: Figures) -> dict[str, Flags]:
    """Return flags that are True once an event has happened by the end of a year, shape (year, draw).

    A flag stays True in later years. The flags are `below_floor.<reserve>` for each reserve with a floor,
    `exhausted.<reserve>` for each reserve, True once the reserve is used up, and `broken.<number>` for each check of
    the plan, numbered from 1. `every` has the figures of the projection. `below_floor_alone.<reserve>` is the flag of
    the other reserves with a floor if the reserve that would carry the plan alone had an unlimited balance.
    """
    plan, reserves = projection.plan, projection.reserves
    first = reserve_that_carries(plan)
    alone = {name: every.carrying.reserves[name] for name in with_floor(plan) if first and name != first}
    now = {
        **{f"below_floor.{name}": below_floor(reserves[name], projection) for name in with_floor(plan)},
        **{f"exhausted.{name}": exhausted(reserve, projection) for name, reserve in reserves.items()},
        **{f"below_floor_alone.{name}": below_floor(reserve, projection) for name, reserve in alone.items()},
        **{f"broken.{number}": broken(check, every, projection) for number, check in enumerate(plan.checks, 1)},
    }
    shape = projection.draws.shape
    return {name: np.broadcast_to(so_far(flags), shape) for name, flags in now.items()}


def with_floor(plan: Plan) -> tuple[str, ...]:
    """Return the names of the reserves that have a floor."""
    return tuple(name for name, reserve in plan.all_reserves.items() if reserve.floor)
