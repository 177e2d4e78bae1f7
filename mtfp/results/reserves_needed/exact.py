"""Say from the scheme alone when the balance above which no movement changes is also the smallest that is enough."""

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, Carry
from mtfp.model.scheme.who_pays import AdditionalPayments, StatedPayments
from mtfp.results.reserves_needed.steps import reserves_of


def is_smallest(plan: Plan, reserve: ReserveYears, slack: Array) -> Flags:
    """Return True for the draws in which no balance smaller than `enough` is enough, shape (draw,) or (1,).

    Consider the first year in which a smaller balance changes any movement of the plan. Only three amounts read the
    balance of a reserve: its planned use, what steps take from it, and the room below a cap on the surplus.

    - No cap applies to this reserve.
    - If planned use finds less, the reserve is empty. That is below its floor if the floor is above zero.
    - If the step takes less, what it leaves is paid by partners, carried or left unfunded, to the pound: every later
      step is one of those, and no step before it has changed.

    So others bear more in that year, or the reserve is below its floor, and the smaller balance isn't enough.
    """
    if not _falls_to_others(plan, reserve.name):
        return np.zeros(1, dtype=bool)
    planned_use = plan.all_reserves[reserve.name].planned_use
    years = [t for t, year in enumerate(plan.timeline.labels) if t and planned_use.get(year)]
    return np.asarray((reserve.floor[years] > slack).all(axis=0))


def _falls_to_others(plan: Plan, name: str) -> bool:
    """Return True if others bear whatever the first step that uses reserves doesn't get from this one."""
    surplus, order = plan.scheme.surplus, list(plan.scheme.order.values())
    at = next(at for at, step in enumerate(order) if reserves_of(plan, step))
    step, later = order[at], order[at + 1 :]
    is_capped = surplus is not None and surplus.to == name and surplus.cap is not None
    return reserves_of(plan, step) == (name,) and not is_capped and all(_bears(plan, each) for each in later)


def _bears(plan: Plan, step: AnyStep) -> bool:
    """Return True if a step meets what is left to it by money that others would otherwise not pay or carry."""
    if isinstance(step, AdditionalPayments):
        return not isinstance(step.root, StatedPayments) and not reserves_of(plan, step)
    return isinstance(step, Carry)
