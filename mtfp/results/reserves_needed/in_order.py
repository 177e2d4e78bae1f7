"""Work out the reserves needed from the movements of an unlimited reserve, and say where this is proven.

Nothing is closed again here. docs/decisions/reserves.md has the proof.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import ClosedYear, Closing
from mtfp.model.base.arrays import Array, Flags, by_year, total_over_items
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed.flows import Year, after_steps
from mtfp.results.reserves_needed.steps import first_order, others_bear_the_rest

MARGIN = 4
"""Rounding errors by which a balance must exceed the largest one that changes another movement."""


class Found(NamedTuple):
    """Balances of the first reserve above its floor, zero or more, and where they are proven, (year, draw)."""

    needed: Array
    """Smallest balance that is enough up to each year if only the use of reserves by the step changes."""
    enough: Array
    """Balance that is enough: no movement changes."""
    is_smallest: Flags
    """True where `needed` is proven to be the smallest balance that is enough."""


def in_order(
    plan: Plan,
    years: Sequence[Year],
    reserves: Mapping[str, ReserveYears],
    closing: Closing,
    expenditure: Array,
    slack: Array,
) -> Found:
    """Return the reserves needed of a step that uses reserves in order.

    `years` has the movements of the first reserve, and `reserves` and `closing` all closed years, with an unlimited
    balance of it.

    With a balance x above the floor, the first reserve passes max(M[t] - x, 0) on to the next in the years up to t.
    M is its highest net use so far, with the rise of its floor. The second passes on what exceeds the money above its
    own floor, and so on. So x is enough if the last one passes nothing on, and if the first stays at its floor.
    """
    order, size = first_order(plan), slack.shape
    follow = _Follow(plan, order, reserves, expenditure, slack)
    rows = [(np.zeros(size), np.zeros(size), np.zeros(size))]
    for t, (year, closed) in enumerate(zip(years, closing.years, strict=True), 1):
        follow.year(t, year, closed)
        rows.append((follow.needed, follow.enough, follow.changes))
    needed, enough, changes = (by_year(each) for each in zip(*rows, strict=True))
    keeps_all = len(order) == 1 or not any(plan.all_reserves[name].clawback for name in order)
    settled = (needed > changes + MARGIN * slack) | (changes == 0)
    needed, enough = (np.where(each <= slack, 0.0, each) for each in (needed, enough))
    return Found(needed, enough, settled & (keeps_all and others_bear_the_rest(plan)))


class _Follow:
    """Balances needed so far, in money at the start. All have shape (draw,)."""

    def __init__(
        self, plan: Plan, order: tuple[str, ...], reserves: Mapping[str, ReserveYears], expenditure: Array, slack: Array
    ) -> None:
        self.plan, self.order, self.expenditure, self.slack = plan, order, expenditure, slack
        self.floors = [reserves[name].floor for name in order]
        self.others = [after_steps(reserves[name]) for name in order[1:]]
        # Part of a pound at the start that is left, and net use before the year.
        self.kept, self.net_use = 1.0, np.zeros(slack.shape)
        self.passed_on = [np.zeros(slack.shape) for _ in order]
        self.needed = self.enough = np.zeros(slack.shape)
        # Below this balance, another movement than the step's use of reserves may change.
        self.changes = np.zeros(slack.shape)

    def year(self, t: int, year: Year, closed: ClosedYear) -> None:
        """Follow one year. Once all of the balance was clawed back, the opening balance makes no difference."""
        if not self.kept:
            return
        before = list(self.passed_on)
        without_step = self.net_use + (year.planned - year.paid_in + year.floor) / self.kept - self.floors[0][0]
        highest = without_step + year.used / self.kept
        self._stay_at_floor(t, without_step, year.floor)
        self.passed_on[0] = np.where(year.used > self.slack, np.maximum(before[0], highest), before[0])
        for place in range(1, len(self.order)):
            self._pass_on(t, place, before)
        self.needed = np.maximum(self.needed, self.passed_on[-1])
        self.enough = np.maximum(self.enough, highest)
        self._keep_surplus(t, year, closed, highest)
        moved = year.planned - year.paid_in + year.used - year.put_back - year.surplus
        self.net_use, self.kept = self.net_use + moved / self.kept, self.kept * year.kept

    def _uses(self, place: int, t: int) -> bool:
        """Return True if the plan uses a reserve of the order in a year."""
        return bool(self.plan.all_reserves[self.order[place]].planned_use.get(self.plan.timeline.labels[t]))

    def _stay_at_floor(self, t: int, without_step: Array, floor: Array) -> None:
        """Hold what planned use and a rising floor need; without a floor, planned use may find less."""
        least = np.where(without_step > self.passed_on[0], without_step, 0.0)
        has_floor = floor > self.slack
        self.needed = np.maximum(self.needed, np.where(has_floor, least, 0.0))
        if self._uses(0, t):
            self.changes = np.maximum(self.changes, np.where(has_floor, 0.0, least))

    def _pass_on(self, t: int, place: int, before: list[Array]) -> None:
        """Pass on what exceeds the money of another reserve above its floor, if anything is passed to it."""
        held = self.others[place - 1][t]
        above, wanted = held - self.floors[place][t], self.passed_on[place - 1]
        passed = np.where(wanted - before[place - 1] > self.slack, wanted - np.maximum(above, 0.0), 0.0)
        self.passed_on[place] = np.maximum(before[place], passed)
        is_last = place == len(self.order) - 1
        if self._uses(place, t) or not is_last:
            # It keeps its planned use, and a reserve before the last one stays at its floor, if earlier steps left it.
            limit = above if not is_last else held
            short = before[place - 1] - before[place] > limit
            self.changes = np.maximum(self.changes, np.where(short, before[place - 1] - limit, 0.0))

    def _keep_surplus(self, t: int, year: Year, closed: ClosedYear, highest: Array) -> None:
        """Keep the balance of a reserve above the cap up to which a surplus is paid in, if there is a surplus."""
        surplus = self.plan.scheme.surplus
        if surplus is None or surplus.cap is None or surplus.to not in self.order:
            return
        place = self.order.index(surplus.to)
        has_surplus = closed.into_reserves + total_over_items(closed.returned) > self.slack
        if place:
            wanted = self.passed_on[place - 1]
            is_used = has_surplus & (wanted - self.passed_on[place] > self.slack)
            self.changes = np.maximum(self.changes, np.where(is_used, wanted, 0.0))
            return
        cap = surplus.cap.in_year(self.plan.timeline.labels[t]).level(self.expenditure[t])
        full = highest + (cap - year.floor) / self.kept
        self.enough = np.maximum(self.enough, full)
        full = full - year.put_back / self.kept
        self.changes = np.maximum(self.changes, np.where(has_surplus & (full > self.passed_on[0]), full, 0.0))
