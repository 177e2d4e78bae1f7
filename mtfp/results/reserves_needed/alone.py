"""Find the opening balance of the first reserve with which reserves alone would carry the plan. Model, section 14."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mtfp.engine.closing import close_years
from mtfp.engine.identities import rounding
from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Closing, Projection
from mtfp.engine.year_end_inputs import Positions
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed.burden import Burden, falls_to_others
from mtfp.results.reserves_needed.flows import unlimited_balance, years_of
from mtfp.results.reserves_needed.in_order import Found, in_order
from mtfp.results.reserves_needed.search import search
from mtfp.results.reserves_needed.steps import first_order
from mtfp.results.reserves_needed.without_limit import changes_later_steps_only, without_limit

Closed = tuple[Closing, Mapping[str, ReserveYears]]


@dataclass(frozen=True, repr=False)
class Carrying(Short):
    """Reserves that would carry the plan alone, in the plan's money unit. Arrays have shape (year, draw)."""

    needed: Array
    """Smallest opening balance above the floor that is enough in every year up to each year; zero or more."""
    held: Array
    """Opening balance less the floor of the base year, shape (draw,) or (1,)."""
    falls_to_partners: Array
    """Money that others bear up to each year with an unlimited balance: payments, carried deficit, unfunded gap."""
    reserves: Mapping[str, ReserveYears]
    """Years of each other reserve if the first one had an unlimited balance."""


def reserve_that_carries(plan: Plan) -> str | None:
    """Return the reserve that is looked at: the first one of the first step that uses reserves; None without a step."""
    return next(iter(first_order(plan)), None)


def held_at_start(projection: Projection, name: str) -> Array:
    """Return the opening balance of a reserve less its floor in the base year, shape (draw,) or (1,)."""
    reserve = projection.reserves[name]
    return reserve.closing[0] - reserve.floor[0]


def carrying(projection: Projection) -> Carrying:
    """Return the reserves that would carry the plan alone. A step of the plan must use reserves.

    needed[t] is the smallest opening balance of the first reserve, above its floor, with which in every year u <= t

    - each partner pays, and the IJB carries and leaves unfunded, no more than if the balance were unlimited;
    - the reserve is at its floor or above after the closing steps, or as far below as if it were unlimited.

    The other reserves are as they are.
    """
    name = reserve_that_carries(projection.plan)
    assert name is not None, "no step of the plan uses reserves"
    plan, size = projection.plan, projection.draws.size
    slack = np.broadcast_to(np.asarray(rounding(projection), dtype=float), (size,))
    if changes_later_steps_only(plan):
        closing, reserves = projection.closing, projection.reserves
        years, falls = without_limit(plan, closing, reserves[name])
    else:
        closing, reserves = _unlimited(projection, name)
        years, falls = years_of(plan, reserves[name]), falls_to_others(closing)
    found = in_order(plan, years, reserves, closing, projection.year_end_inputs.expenditure, slack)
    needed = _searched(projection, found, slack, (closing, reserves))
    others = {each: reserves[each] for each in reserves if each != name}
    to_date = np.cumsum(np.broadcast_to(falls, needed.shape), axis=0)
    return Carrying(needed, held_at_start(projection, name), to_date, others)


def _searched(projection: Projection, found: Found, slack: Array, unlimited: Closed) -> Array:
    """Return the reserves needed, by closing the years again in the draws in which a balance isn't proven."""
    needed, is_open = found.needed, ~found.is_smallest & (found.enough > 0)
    if (draws := np.flatnonzero(is_open.any(axis=0))).size:
        name = reserve_that_carries(projection.plan)
        assert name is not None, "no step of the plan uses reserves"
        again = _Again(projection, name, draws, Burden.of(*unlimited, name).only(draws))
        low, high = np.where(is_open, 0.0, needed)[:, draws], np.where(is_open, found.enough, needed)[:, draws]
        needed[:, draws] = search(again.shortage, needed[:, draws], low, high, slack[draws])
    return needed


def _unlimited(projection: Projection, name: str) -> Closed:
    """Close the years as if a reserve's opening balance were unlimited."""
    balance = unlimited_balance(projection.plan, name, projection.largest)
    return close_years(projection.plan, projection.draws, projection.year_end_inputs, {name: balance})


class _Again:
    """Closing of the years again, with another opening balance in each draw."""

    def __init__(self, projection: Projection, name: str, draws: Positions, burden: Burden) -> None:
        self.plan, self.name, self.burden = projection.plan, name, burden
        self.inputs = projection.year_end_inputs.only(draws)
        self.floor = np.broadcast_to(projection.reserves[name].floor[0], projection.draws.shape[1:])[draws]
        # Closing reads no other values of the draws.
        read = {step.achieves for step in self.plan.scheme.recovery_plans.values() if isinstance(step.achieves, str)}
        values = {each: projection.draws.values[each] for each in read}
        self.draws = replace(projection.draws, values=values, indices={}, delivery={}, events={}).only(draws)

    def shortage(self, balance: Array, draws: Positions) -> Array:
        """Return the shortage of each year with a balance above the floor, shape (year, draw)."""
        inputs = self.inputs.only(draws)
        opening = {self.name: self.floor[draws] + balance}
        closed = close_years(self.plan, self.draws.only(draws), inputs, opening)
        return np.broadcast_to(
            Burden.of(*closed, self.name).more_than(self.burden.only(draws)), (self.plan.years + 1, draws.size)
        )
