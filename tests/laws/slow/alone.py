"""Contingency for risk, and the reserves that would carry the plan alone, section 14."""

import math
from dataclasses import dataclass

from tests.laws.slow.closing import floor, nested_order, steps_of
from tests.laws.slow.every_year import ROUNDING, money_of, year_ends
from tests.laws.slow.years import PARTNERS

BURDENS = (*(f"additional_payments.{p}" for p in PARTNERS), "carried", "unmet")
"""Rows that fall to partners if reserves don't carry the plan."""


def percentile(values, share):
    """The value that a share of draws doesn't exceed, linear between draws."""
    ordered = sorted(values)
    rank = share * (len(ordered) - 1)
    below = min(int(rank), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


def contingency(to_close, centrally, confidence, *, to_year=False):
    """Contingency for risk by year from year 1 on: of `to_close` by draw and year, less the plan's own case.

    `to_year`: to the end of each year, as a sum over years 1 to t.
    """

    def more(draw, t):
        return sum(draw[u] - centrally[u] for u in range(1 if to_year else t, t + 1))

    return [max(0.0, percentile([more(draw, t) for draw in to_close], confidence)) for t in range(1, len(centrally))]


@dataclass(frozen=True)
class Alone:
    """Reserves that would carry the plan alone, to the end of each year from year 1 on; `held` is the same for all."""

    reserve: str
    needed: list
    held: float
    short: list
    falls_to_partners: list


def watched(plan):
    """The reserve looked at: the first in the order of the first step that uses reserves."""
    for _, kind, step in steps_of(plan):
        if kind == "reserves":
            return step.order[0]
        if kind == "nested" and any("reserves" in (rule.shares or {}) for rule in step.rules):
            return nested_order(plan, step)[0]
    return None


def carries_alone(plan, draw):
    """Bisect on the opening balance of the reserve looked at; none if no step uses reserves.

    Reading: a year in which that reserve is below its floor even at an unlimited balance (all of it was clawed back)
    does not count against a lower balance, because no balance would mend it.
    """
    name = watched(plan)
    if name is None:
        return None
    money, reserve = money_of(plan, draw), plan.reserves[name]
    slack = ROUNDING * max(money.size(), 1.0)
    unlimited = year_ends(plan, draw, money, {name: math.inf})
    least = floor(reserve, plan.base_year, unlimited["expenditure"][0])

    def carries(opening, t):
        rows = year_ends(plan, draw, money, {name: opening})
        return all(in_year(rows, u) for u in range(1, t + 1))

    def in_year(rows, u):
        no_more = all(rows[row][u] <= unlimited[row][u] + slack for row in BURDENS)
        above, at_most = (case[f"above_floor.{name}"][u] for case in (rows, unlimited))
        return no_more and (above >= -slack or at_most < -slack)

    opening, needed = least, []
    for t in range(1, plan.years + 1):
        if not carries(opening, t):
            opening = least_that(lambda balance, t=t: carries(balance, t), opening, slack)
        needed.append(opening - least)
    held = reserve.opening - least
    return Alone(
        reserve=name,
        needed=needed,
        held=held,
        short=[max(each - held, 0.0) for each in needed],
        falls_to_partners=[
            sum(unlimited[row][u] for row in BURDENS for u in range(1, t + 1)) for t in range(1, plan.years + 1)
        ],
    )


def least_that(carries, too_low, close):
    """The least opening balance that carries, between one that doesn't and twice, four times … as much."""
    step = max(too_low, 1.0)
    while not carries(too_low + step):
        too_low, step = too_low + step, 2 * step
        assert step < 1e18, "no balance carries the plan, but an unlimited one does"
    enough = too_low + step
    while enough - too_low > close:
        middle = (too_low + enough) / 2
        if carries(middle):
            enough = middle
        else:
            too_low = middle
    return enough
