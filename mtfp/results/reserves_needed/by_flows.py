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
    plan: Plan, order: Sequence[str], closing: Closing, reserves: Mapping[str, ReserveYears], spent: Array, slack: Array
) -> tuple[Array, Flags]:
    """Return the reserves needed and True where they are exact, both of shape (year, draw).

    `order` names the reserves of the only step that uses reserves; the first is the reserve looked at. `closing` and
    `reserves` come from closing the years while this reserve is unlimited. `spent` is expenditure, and `slack`, shape
    (draw,), is rounding error.
    """
    rule = plan.scheme.surplus
    years = {name: years_of(plan, reserves[name]) for name in order}
    floor, openings = reserves[order[0]].floor[0], [plan.all_reserves[name].opening for name in order[1:]]
    offered = closing.surplus_into_reserves + total_over_items(closing.returned)
    capped = rule is not None and rule.cap is not None and rule.to in order
    ways = []
    # With a cap, a surplus either goes past a reserve that is full, or into one that has room for it.
    for has_room in (False, True) if capped else (False,):
        state = _Reserves(floor, openings, slack)
        for number, label in enumerate(plan.timeline.projected):
            first, *others = (years[name][number] for name in order)
            state.take_steps(first, others)
            if rule and rule.to and rule.cap and capped:
                cap, surplus = rule.cap.in_year(label).level(spent[number + 1]), offered[number + 1]
                paid = state.surplus_within(order.index(rule.to), first, others, cap, surplus, has_room=has_room)
                given = {rule.to: paid, rule.then: surplus - paid} if has_room else {}
                first, *others = (_with_surplus(years[name][number], given, name) for name in order)
            state.end_year(first, others)
        ways.append((by_year(state.needed), np.stack(state.exact)))
    (needed, exact), (with_room, exact_too) = ways[0], ways[-1]
    return np.where(exact | ~exact_too, needed, with_room), exact | exact_too


def _with_surplus(year: Year, given: Mapping[str | None, Array], name: str) -> Year:
    return year._replace(surplus=given[name]) if name in given else year


class _Reserves:
    """The reserves of a step at one point of the years, in every draw. Arrays have shape (draw,).

    The first reserve begins at its floor, and the other reserves with their opening balances. Money that they lack
    counts as needed at the start. Had the first reserve held it, less of the others would have been used by then, so
    the reserves together would hold just that money more. Two limits tell where this argument fails.
    """

    def __init__(self, floor: Array, openings: Sequence[float], slack: Array) -> None:
        none = np.zeros_like(slack)
        self.slack, self.floor = slack, floor
        self.net_use, self.cut = none, none
        self.balances = [none + opening for opening in openings]
        # Demands that each reserve has passed on to those after it, the last to the money that is missing.
        self.passed = [none for _ in range(len(openings) + 1)]
        self.drawn = [np.zeros(slack.shape, bool) for _ in openings]
        self.needed, self.exact = [none], [np.ones(slack.shape, bool)]
        # With at most `doubtful`, other movements are possible than those that are assumed. With more than `wasted`,
        # some of the money at the start goes to clawback, past a cap, or into a reserve that is below its floor.
        self.doubtful, self.wasted = none - np.inf, none + np.inf

    @property
    def missing(self) -> Array:
        """Money that the reserves have lacked so far, for steps and for planned use."""
        return self.passed[-1] + self.cut

    def take_steps(self, first: Year, others: Sequence[Year]) -> None:
        """Record one year up to the end of the closing steps."""
        drawn_before, passed_before = list(self.drawn), self.passed[-1]
        self.net_use = self.net_use + first.planned - first.paid_in + first.used
        # What the first reserve must have held at the start: after the step, and before the step.
        after_step = self.net_use + first.floor - self.floor
        before_step = after_step - first.used
        below = before_step > self.passed[0] + self.slack
        limited = [self._use_as_planned(number, year) for number, year in enumerate(others)]
        demand = np.maximum(after_step - self.passed[0], 0.0)
        self.passed[0] = self.passed[0] + demand
        for number, year in enumerate(others):
            demand = self._draw(number, year, demand)
        # Below its floor, the reserve is too small whoever pays. Without a floor, only planned use is cut short.
        has_floor = first.floor > self.slack
        floor_needs = np.where(has_floor & below, before_step, 0.0)
        known = np.maximum(self.needed[-1], floor_needs)
        # If the reserves then run out, planned use that was cut short was needed in full. Otherwise less may do.
        runs_out = (self.passed[-1] - passed_before > self.slack) & (first.used > self.slack)
        for number, short in enumerate([~has_floor & below & (first.planned > self.slack), *limited]):
            later_drawn = np.logical_or.reduce([np.zeros_like(short), *drawn_before[number:]])
            planned_needs = self.missing if number else before_step
            self._doubt(short & (later_drawn | ~runs_out) & (planned_needs > known + self.slack), planned_needs)
        needed = np.maximum(known, self.missing)
        self.needed.append(needed)
        self.exact.append((needed > self.doubtful + self.slack) & (needed <= self.wasted + self.slack))

    def _use_as_planned(self, number: int, year: Year) -> Flags:
        """Take another reserve's planned use. Return True where steps of earlier years left too little for it."""
        balance, cut_before = self.balances[number] + year.paid_in, self.cut
        short = np.maximum(year.planned - balance, 0.0)
        self.cut = self.cut + short
        self.balances[number] = balance + short - year.planned
        is_below = self.balances[number] < year.floor - self.slack
        self._waste(self.drawn[number] & is_below, self.passed[number + 1] + cut_before)
        return short > self.slack

    def _draw(self, number: int, year: Year, demand: Array) -> Array:
        """Let another reserve meet a demand down to its floor, and return the rest of the demand."""
        given = np.minimum(demand, np.maximum(self.balances[number] - year.floor, 0.0))
        self.balances[number] = self.balances[number] - given
        self.drawn[number] = self.drawn[number] | (given > self.slack)
        self.passed[number + 1] = self.passed[number + 1] + (demand - given)
        return demand - given

    def surplus_within(
        self, number: int, first: Year, others: Sequence[Year], cap: Array, offered: Array, *, has_room: bool
    ) -> Array:
        """Return the part of a surplus that a reserve with a cap takes; `number` is the reserve's place in the order.

        Without room, the movements of the unlimited first reserve hold: if the first reserve is above the cap, or if
        nothing has been drawn from another reserve. With room, money at the start must leave that room.
        """
        year = (first, *others)[number]
        balance = self.balances[number - 1] if number else self.floor + self.passed[0] - self.net_use
        room = np.maximum(cap - balance - year.put_back, 0.0)
        some, passed = offered > self.slack, self.passed[number] + self.cut
        if has_room:
            self._waste(some, passed + np.maximum(room - offered, 0.0))
        elif number:
            self._doubt(some & self.drawn[number - 1], self.passed[0] + self.cut)
        else:
            self._doubt(some, passed + cap - balance - year.put_back)
        return np.minimum(offered, room)

    def end_year(self, first: Year, others: Sequence[Year]) -> None:
        """Record surplus and clawback of one year."""
        self.net_use = self.net_use - first.put_back - first.surplus
        if first.kept < 1:
            self.doubtful = np.full_like(self.slack, np.inf)
        for number, year in enumerate(others):
            if year.kept < 1:
                self._waste(self.drawn[number], self.passed[number + 1] + self.cut)
            self.balances[number] = (self.balances[number] + year.put_back + year.surplus) * year.kept

    def _doubt(self, where: Flags, money: Array) -> None:
        self.doubtful = np.where(where, np.maximum(self.doubtful, money), self.doubtful)

    def _waste(self, where: Flags, money: Array) -> None:
        self.wasted = np.where(where, np.minimum(self.wasted, money), self.wasted)
