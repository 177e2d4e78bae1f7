"""Work out the reserves needed from the movements of an unlimited reserve, without closing the years again.

This is exact in a draw unless an amount depends on the balance of a reserve that steps have used: clawback, a cap on
the surplus paid in, or planned use that finds no money. The years of such a draw must be closed again.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Closing
from mtfp.model.base.arrays import Array, Flags, by_year, total_over_items
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed.flows import Year, years_of


def by_flows(
    plan: Plan, order: Sequence[str], closing: Closing, reserves: Mapping[str, ReserveYears], slack: Array
) -> tuple[Array, Flags]:
    """Return the reserves needed, shape (year, draw), and True for each draw in which they are exact, shape (draw,).

    `order` names the reserves of the only step that uses reserves; the first is the reserve looked at. `closing` and
    `reserves` come from closing the years while this reserve is unlimited. `slack`, shape (draw,), is rounding error.
    """
    surplus = plan.scheme.surplus
    capped = surplus.to if surplus and surplus.cap else None
    offered = closing.surplus_into_reserves + total_over_items(closing.returned)
    years = {name: years_of(plan, reserves[name]) for name in order}
    own = _Draws(reserves[order[0]].floor[0], [plan.all_reserves[name].opening for name in order[1:]], slack)
    for number in range(len(closing.years)):
        first, *others = (years[name][number] for name in order)
        own.take_steps(first, others)
        if capped in order:
            own.cap_surplus(order.index(capped), offered[number + 1])
        own.end_year(first, others)
    return by_year(own.needed), ~own.lost


class _Draws:
    """State of every draw at one point of the years. Arrays have shape (draw,).

    The first reserve begins at its floor, and the other reserves with their opening balances. When they run out, the
    missing money counts as needed at the start: money that the first reserve had held would have been used before the
    others', so they would still hold as much.
    """

    def __init__(self, floor: Array, openings: Sequence[float], slack: Array) -> None:
        none = np.zeros_like(slack)
        self.slack, self.floor = slack, floor
        self.net_use, self.highest, self.missing = none, none, none
        self.balances = [none + opening for opening in openings]
        self.drawn = [np.zeros(slack.shape, bool) for _ in openings]
        self.first_event = np.full_like(slack, np.inf)
        self.lost = np.zeros(slack.shape, bool)
        self.needed = [none]

    def take_steps(self, first: Year, others: Sequence[Year]) -> None:
        """Record one year up to the end of the closing steps."""
        drawn_before = [False, *self.drawn]
        before, limited = self.missing, []
        self.net_use = self.net_use + first.planned - first.paid_in + first.used
        # What the first reserve must have held at the start: after the step, and before the step.
        after_step = self.net_use + first.floor - self.floor
        before_step = after_step - first.used
        below = before_step > self.highest + self.slack
        demand = np.maximum(after_step - self.highest, 0.0)
        self.highest = self.highest + demand
        for number, year in enumerate(others):
            limited.append(self._use_as_planned(number, year, before))
            demand = self._draw(number, year, demand)
        self.missing = self.missing + demand
        # Below its floor, the reserve is too small whoever pays. Without a floor, only planned use is cut short.
        has_floor = first.floor > self.slack
        cut_short = ~has_floor & below & (before_step > self.needed[-1] + self.slack) & (first.planned > self.slack)
        floor_needs = np.where(has_floor & below, before_step, 0.0)
        self.needed.append(np.maximum(np.maximum(self.needed[-1], self.missing), floor_needs))
        # If reserves then run out, the reserve must hold all that was planned. Otherwise less may be enough.
        runs_out = (demand > self.slack) & (first.used > self.slack)
        for number, short in enumerate([cut_short, *limited]):
            later_drawn = np.logical_or.reduce([np.zeros_like(short), *drawn_before[number + 1 :]])
            self.lost = self.lost | (short & (later_drawn | ~runs_out))
        self.lost = self.lost | (self.needed[-1] > self.first_event + self.slack)

    def _use_as_planned(self, number: int, year: Year, before: Array) -> Flags:
        """Take another reserve's planned use. Return True where steps of earlier years left too little for it."""
        balance = self.balances[number] + year.paid_in
        short = np.maximum(year.planned - balance, 0.0)
        self.missing = self.missing + short
        self.balances[number] = balance + short - year.planned
        # Money that fills the reserve up to its floor is of no use to the step.
        is_below = self.drawn[number] & (self.balances[number] < year.floor - self.slack)
        self._note_event(is_below, before)
        return short > self.slack

    def _draw(self, number: int, year: Year, demand: Array) -> Array:
        """Let another reserve meet a demand down to its floor, and return the rest of the demand."""
        given = np.minimum(demand, np.maximum(self.balances[number] - year.floor, 0.0))
        self.balances[number] = self.balances[number] - given
        self.drawn[number] = self.drawn[number] | (given > self.slack)
        return demand - given

    def cap_surplus(self, number: int, offered: Array) -> None:
        """Note that the room for a surplus depends on the balance of the first reserve, or of one that was drawn on."""
        depends = self.drawn[number - 1] if number else np.ones_like(self.lost)
        self._lost_after(depends & (offered > self.slack))

    def end_year(self, first: Year, others: Sequence[Year]) -> None:
        """Record surplus and clawback of one year."""
        self.net_use = self.net_use - first.into
        if first.kept < 1:
            self._lost_after(np.ones_like(self.lost))
        for number, year in enumerate(others):
            if year.kept < 1:
                self._note_event(self.drawn[number], self.missing)
            self.balances[number] = (self.balances[number] + year.into) * year.kept

    def _note_event(self, where: Flags, money: Array) -> None:
        """Note where more money at the start than `money` would have changed an amount that depends on a balance."""
        self.first_event = np.where(where, np.minimum(self.first_event, money), self.first_event)

    def _lost_after(self, where: Flags) -> None:
        self.first_event = np.where(where, -np.inf, self.first_event)
