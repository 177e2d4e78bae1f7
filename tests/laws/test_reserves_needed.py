"""Reserves that would carry the plan alone equal a plain bisection over projections with other opening balances."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.engine.closing import close_years
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.scheme.closing_steps import UseReserves
from mtfp.results.figures import figures
from mtfp.results.reserves_needed.burden import falls_to_others
from mtfp.results.reserves_needed.flows import unlimited_balance, years_of
from mtfp.results.reserves_needed.without_limit import changes_later_steps_only, without_limit
from tests.evidence import examples
from tests.laws import chance
from tests.laws.plans import (
    PARTNERS,
    SCHEDULES,
    Drawn,
    by_years,
    group,
    maybe,
    money,
    paths,
    plans,
    some_draws,
    year,
)

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

    def is_enough(self, balance, year, close):
        """Return True if no figure is higher than with far more, in any year up to `year`, counted from 1."""
        more = (self.burden(balance) - self.best)[:, :year]
        return bool((more <= close * self.money).all())

    def least(self, year, low, close=CLOSE):
        """Return the least balance that is enough up to a year, by halving the range in which it lies."""
        if self.is_enough(low, year, close):
            return low
        step = CLOSE * self.money
        while not self.is_enough(low + step, year, close):
            low, step = low + step, 4 * step
        high = low + step
        while high - low > CLOSE * self.money / 4:
            middle = (low + high) / 2
            low, high = (low, middle) if self.is_enough(middle, year, close) else (middle, high)
        return high


def check_every_year(drawn, draws):
    """Check that the balance of each year lies between those that are enough nearly and to the last digit.

    The two are far apart if others bear only a small part of each pound that the reserve lacks.
    """
    name = first_reserve(drawn.plan())
    known = figures(project(drawn.plan(), draws))
    opening, nearly = Opening(drawn, draws, name), 0.0
    margin = 20 * CLOSE * opening.money
    for to_year in range(1, drawn.plan().years + 1):
        found = known["reserves_needed"][to_year, 0]
        nearly = opening.least(to_year, nearly)
        fully = opening.least(to_year, nearly, CLOSE / 1000) if found > nearly + margin else nearly
        assert nearly - margin <= found <= fully + margin, (to_year, nearly, fully)
    falls = np.cumsum(opening.best[:-1].sum(axis=0))
    np.testing.assert_allclose(known["falls_to_partners"][1:, 0], falls, rtol=1e-9, atol=margin)


@examples(ordinary=25, long=2_000)
@given(plans())
def test_the_reserves_needed_equal_a_plain_bisection(drawn):
    plan = drawn.plan()
    assume(first_reserve(plan) is not None)
    check_every_year(drawn, some_draws(plan, 2).alone(1))


TIGHT_BYTES = 256
"""More bytes than any tight plan takes."""
REPAYABLE = chance.dictionaries(PARTNERS, chance.fixed_dictionaries({"schedule": SCHEDULES}))
CAPPED = chance.dictionaries(PARTNERS, chance.sampled_from((20, 50)))
STATED = chance.dictionaries([year(1), year(2)], chance.dictionaries(PARTNERS, chance.sampled_from((2, 10, 30))))


@chance.composite
def tight_schemes(draw):
    """Choose a scheme with reserves between steps that take a part, pay too much or are repaid, and a surplus."""
    who = chance.sampled_from(("own_arm", "by_contribution"))
    parts = (
        chance.fixed_dictionaries({"recovery_plan": chance.just({"achieves": "50%"})}),
        chance.fixed_dictionaries({"additional_payments": paid(who=chance.just("stated"), amounts=STATED)}),
        chance.fixed_dictionaries({"additional_payments": paid(who=who, cap=CAPPED)}),
    )
    steps = draw(chance.lists(chance.one_of(*parts), max_size=2))
    order = draw(chance.sampled_from((["general", "old"], ["general"])))
    steps.insert(draw(chance.integers(0, len(steps))), {"reserves": {"order": order}})
    offset = draw(chance.sampled_from(([{"offset": "none"}], [], [{"offset": "arms"}])))
    scheme = {
        "steps": [*offset, *steps, *draw(chance.sampled_from(([{"additional_payments": {"who": "own_arm"}}], [])))]
    }
    surplus = {"to": chance.sampled_from(("general", "old")), "cap": chance.just({"money": 20}), "who": maybe(who)}
    return {**scheme, "surplus": group(draw, **surplus)} if draw(chance.booleans()) else scheme


@chance.composite
def paid(draw, **fields):
    return group(draw, **fields, repayable=maybe(REPAYABLE))


@chance.composite
def tight_plans(draw):
    """Choose a plan whose payments about meet its costs, so that each step of its scheme counts.

    Planned use is often more than a reserve holds.
    """
    years = draw(chance.integers(2, 4))
    costs = paths(chance.sampled_from((100, 100, 80, 110, 120, 150)) | money(160, 50))
    kinds = {"council": "community", "nhs": "hospital"}
    uses = by_years(chance.sampled_from((5, 20, 40)), 2)
    held = {
        "general": {"class": "contingency", "opening": 0, **group(draw, planned_use=maybe(uses))},
        "old": {"class": "legacy", "opening": draw(chance.sampled_from((30, 0, 50)) | money(60))},
    }
    if draw(chance.booleans()):
        held["old"] |= group(draw, planned_use=maybe(uses), floor=chance.sampled_from((None, {"money": 10})))
    document = {
        "mtfp": 1,
        "name": "Tight",
        "base_year": year(0),
        "years": years,
        "unit": "£k",
        "source": "drawn",
        "assumptions": {
            "flat": {"unit": "rate", "central": "0%", "source": "drawn"},
            "delivery": {"unit": "share", "central": "60%", "source": "drawn"},
        },
        "lines": {each: {"partner": each, "setting": kinds[each], "cost": draw(costs)} for each in PARTNERS},
        "funding": {each: {"partner": each, "type": "payment", "base": 100, "uplift": "flat"} for each in PARTNERS},
        "reserves": held,
        "scheme": draw(tight_schemes()),
    }
    return Drawn(document, SuppliedFigures())


@examples(ordinary=100, long=4_000)
@given(tight_plans().from_bytes(TIGHT_BYTES))
def test_every_step_counts(drawn):
    check_every_year(drawn, central_draws(drawn.plan()))


SIMPLE = chance.sampled_from(
    (
        [{"additional_payments": {"who": "by_contribution", "cap": {"council": 20}}}],
        [{"recovery_plan": {"achieves": "50%"}}, {"additional_payments": {"who": "own_arm"}}],
        [{"carry": {}}],
        [],
    )
)


@chance.composite
def simple_plans(draw):
    """Choose a tight plan whose scheme repays nothing, and whose first reserve has no planned use."""
    drawn = draw(tight_plans())
    steps = [*draw(SIMPLE)[:1], {"reserves": {"order": ["general"]}}, *draw(SIMPLE)]
    held = {**drawn.document["reserves"], "general": {"class": "contingency", "opening": draw(money(50))}}
    surplus = draw(chance.sampled_from(({}, {"surplus": {"to": "general"}}, {"surplus": {"to": "old"}})))
    return replace(drawn, document={**drawn.document, "reserves": held, "scheme": {"steps": steps, **surplus}})


@examples(ordinary=60, long=2_000)
@given(simple_plans().from_bytes(TIGHT_BYTES))
def test_an_unlimited_reserve_is_read_from_the_closed_years_as_if_they_were_closed_again(drawn):
    plan = drawn.plan()
    assume(first_reserve(plan) == "general" and changes_later_steps_only(plan))
    found = project(plan, some_draws(plan, 2).alone(1))
    balance = unlimited_balance(plan, "general", found.largest)
    closing, reserves = close_years(plan, found.draws, found.year_end_inputs, {"general": balance})
    years, falls = without_limit(plan, found.closing, found.reserves["general"])
    close = {"rtol": 1e-9, "atol": CLOSE * float(found.largest.max())}
    np.testing.assert_allclose(*np.broadcast_arrays(falls, falls_to_others(closing)), **close)
    for read, closed in zip(years, years_of(plan, reserves["general"]), strict=True):
        for movement in ("paid_in", "planned", "used", "put_back", "surplus", "floor"):
            np.testing.assert_allclose(
                *np.broadcast_arrays(getattr(read, movement), getattr(closed, movement)), **close, err_msg=movement
            )
    for name, reserve in reserves.items():
        if name != "general":
            np.testing.assert_allclose(*np.broadcast_arrays(found.reserves[name].closing, reserve.closing), **close)
