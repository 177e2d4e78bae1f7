"""Guess the reserves needed from the movements of an unlimited reserve, without closing the years again.

The guess is right in most draws, and `search` tests it. It may be wrong where an amount depends on a balance: steps
that make up for reserves, clawback, a cap on the surplus paid in, or planned use that finds no money.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.model.base.arrays import Array, by_year
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed.flows import Year, years_of


def by_flows(plan: Plan, order: Sequence[str], reserves: Mapping[str, ReserveYears]) -> Array:
    """Return a guess of the reserves needed, zero or more, shape (year, draw) or (year, 1).

    `order` names the reserves of a step; the first is the reserve looked at, and `reserves` come from closing the years
    while it is unlimited. The first reserve begins at its floor, and the others with their opening balances. Money that
    they lack counts as needed at the start: had the first reserve held it, less of the others would have been used.
    """
    firsts, *others = (years_of(plan, reserves[name]) for name in order)
    balances = [np.zeros(1) + plan.all_reserves[name].opening for name in order[1:]]
    floor = reserves[order[0]].floor[0]
    net_use = asked = missing = np.zeros(1)
    needed = [np.zeros(1)]
    for number, first in enumerate(firsts):
        others_now = [years[number] for years in others]
        net_use = net_use + first.planned - first.paid_in + first.used
        after_step = net_use + first.floor - floor
        # What the first reserve can't meet, and then each other reserve.
        demand = np.maximum(after_step - asked, 0.0)
        asked = asked + demand
        for place, year in enumerate(others_now):
            balances[place], demand, cut = _use(balances[place], year, demand)
            missing = missing + cut
        missing = missing + demand
        # Planned use may not take the first reserve below its floor, even if other reserves meet what steps need.
        by_plan = np.where(first.floor > 0, after_step - first.used, 0.0)
        needed.append(np.maximum(np.maximum(needed[-1], by_plan), missing))
        net_use = net_use - first.put_back - first.surplus
        balances = [
            (balance + year.put_back + year.surplus) * year.kept
            for balance, year in zip(balances, others_now, strict=True)
        ]
    return by_year(needed)


def _use(balance: Array, year: Year, demand: Array) -> tuple[Array, Array, Array]:
    """Use another reserve as planned, then for a demand. Return its balance, the rest of the demand, and use cut."""
    before = balance + year.paid_in
    used = np.minimum(year.planned, before)
    given = np.minimum(demand, np.maximum(before - used - year.floor, 0.0))
    return before - used - given, demand - given, year.planned - used
