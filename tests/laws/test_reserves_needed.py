"""Reserves that would carry the plan alone equal a plain bisection over projections with other opening balances."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given

from mtfp.engine import project
from mtfp.model.scheme.closing_steps import UseReserves
from mtfp.results.figures import figures
from tests.evidence import examples
from tests.laws.plans import plans, some_draws

FAR_MORE = 1e9
CLOSE = 1e-9


def first_reserve(plan):
    """Return the first reserve that a step names, by reading the scheme; None without one."""
    for step in plan.scheme.order.values():
        rule = getattr(step, "root", step)
        if isinstance(rule, UseReserves):
            return rule.order[0]
        if any("reserves" in (each.shares or {}) for each in getattr(rule, "rules", ())):
            return (rule.order or [name for name, each in plan.all_reserves.items() if each.serves_the_gap])[0]
    return None


class Opening:
    """One draw of a plan, projected with any opening balance of a reserve."""

    def __init__(self, drawn, draws, name):
        self.drawn, self.draws, self.name = drawn, draws, name
        plain = project(drawn.plan(), draws)
        self.floor, self.money = float(plain.reserves[name].floor[0, 0]), float(np.max(plain.largest))
        self.best = self.burden(FAR_MORE * self.money)

    def burden(self, balance):
        """Return what others pay, carry and leave, and the reserve's shortfall of its floor, shape (figure, year)."""
        held = {**self.drawn.document["reserves"]}
        held[self.name] = {**held[self.name], "opening": self.floor + balance}
        found = project(replace(self.drawn, document={**self.drawn.document, "reserves": held}).plan(), self.draws)
        reserve, closing = found.reserves[self.name], found.closing
        left = reserve.closing - reserve.put_back - reserve.surplus_in + reserve.clawed_back
        short = np.maximum(reserve.floor - left, 0)
        every = [*closing.additional_payments, closing.carried, closing.unmet, short]
        return np.stack([np.broadcast_to(each, found.draws.shape)[1:, 0] for each in every])

    def is_enough(self, balance, year):
        """Return True if no figure is higher than with far more, in any year up to `year`, counted from 1."""
        more = (self.burden(balance) - self.best)[:, :year]
        return bool((more <= CLOSE * self.money).all())

    def least(self, year, low):
        """Return the least balance that is enough up to a year, by halving the range in which it lies."""
        if self.is_enough(low, year):
            return low
        high = low + self.money
        while not self.is_enough(high, year):
            high = 4 * high
        while high - low > CLOSE * self.money / 4:
            middle = (low + high) / 2
            low, high = (low, middle) if self.is_enough(middle, year) else (middle, high)
        return high


@examples(ordinary=25, long=2_000)
@given(plans())
def test_the_reserves_needed_equal_a_plain_bisection(drawn):
    plan = drawn.plan()
    name = first_reserve(plan)
    assume(name is not None)
    draws = some_draws(plan, 2).alone(1)
    known = figures(project(plan, draws))
    opening, least = Opening(drawn, draws, name), 0.0
    for year in range(1, plan.years + 1):
        least = opening.least(year, least)
        assert abs(known["reserves_needed"][year, 0] - least) <= 20 * CLOSE * opening.money, (year, least)
    falls = np.cumsum(opening.best[:-1].sum(axis=0))
    np.testing.assert_allclose(known["falls_to_partners"][1:, 0], falls, rtol=1e-9, atol=20 * CLOSE * opening.money)
