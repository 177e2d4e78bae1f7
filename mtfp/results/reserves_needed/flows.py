"""Follow one reserve through the years: its movements, and its balance after the closing steps."""

from typing import NamedTuple

import numpy as np

from mtfp.engine.ledger import NO_MOVEMENT, Ledger, ReserveYears
from mtfp.model.base.arrays import Array, by_year
from mtfp.model.plan import Plan

FAR_MORE = 1e6
"""Multiple of the largest amount of money in a projection that no reserve could use up."""


class Year(NamedTuple):
    """Movements of one reserve in one year, shape (draw,) or (1,)."""

    paid_in: Array
    """Planned contributions."""
    planned: Array
    """Planned use."""
    used: Array
    """Money that closing steps take."""
    put_back: Array
    """Planned use that is put back."""
    surplus: Array
    """Surplus paid in."""
    kept: float
    """Share of the year-end balance that is not clawed back."""
    floor: Array
    """Minimum level."""


def years_of(plan: Plan, reserve: ReserveYears) -> list[Year]:
    """Return the movements of a reserve in each projected year."""
    clawback = plan.all_reserves[reserve.name].clawback
    moved = [ledger.moved[reserve.name] for ledger in reserve.ledgers]
    return [
        Year(
            each["contributions"],
            each["planned_use"],
            each["used_by_steps"],
            each["put_back"],
            each["surplus_in"],
            1.0 - clawback.get(year, 0.0),
            floor,
        )
        for year, each, floor in zip(plan.timeline.projected, moved, reserve.floor[1:], strict=True)
    ]


def after_steps(reserve: ReserveYears) -> Array:
    """Return the balance of a reserve after the closing steps, before any surplus and clawback, (year, draw)."""
    return by_year([NO_MOVEMENT, *(_after_steps(reserve.name, ledger) for ledger in reserve.ledgers)])


def _after_steps(name: str, ledger: Ledger) -> Array:
    moved = ledger.moved[name]
    return ledger.opening[name] + moved["contributions"] - moved["planned_use"] - moved["used_by_steps"]


def unlimited_balance(plan: Plan, name: str, largest: Array) -> Array:
    """Return an opening balance that no step or planned use can exhaust, shape (draw,).

    `largest` is the largest amount of money in each draw. Clawback takes its share of the balance, so the balance
    is divided by the shares that remain. If all is clawed back in a year, no balance would last beyond that year.
    """
    shares = [1.0 - share for share in plan.all_reserves[name].clawback.values() if share < 1]
    return np.multiply(largest, FAR_MORE / np.prod(shares))
