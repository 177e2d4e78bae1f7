"""Expected cost of risk events that the central case of a plan doesn't count. Section 9 of the model."""

from dataclasses import dataclass, replace

import numpy as np

from mtfp.draws.chance import Chance, central_chance
from mtfp.draws.of_plan import draws_of
from mtfp.engine import project
from mtfp.engine.project import integrated_share
from mtfp.model.base.arrays import Array, total_over_items
from mtfp.model.plan import Plan


@dataclass(frozen=True)
class ExpectedCost:
    """Expected cost of risk events, less their cost in the central case, by year, shape (year,).

    Amounts are in the plan's money unit. They are negative if the central case counts more than events cost on average.
    """

    integrated: Array
    """Expected cost on the integrated budget, which belongs next to the funding gap."""
    set_aside: Array
    """Expected cost on set-aside lines, which belongs next to the gap of the set-aside."""

    @property
    def both(self) -> Array:
        """Expected cost on the integrated budget and on set-aside lines together."""
        return self.integrated + self.set_aside

    def __add__(self, other: "ExpectedCost") -> "ExpectedCost":
        return ExpectedCost(self.integrated + other.integrated, self.set_aside + other.set_aside)


def expected_events(plan: Plan) -> ExpectedCost:
    """Return the expected cost of all risk events of a plan, less what its central case counts.

    By hand: a fire costs 100 with a chance of 10% a year. A flood has a chance of 60% a year, so the central case
    counts its 50 in full, although it costs 30 on average: 10 + 30 - 50 = -10 in every year.

    >>> from mtfp.model.plan import Plan
    >>> events = {"fire": {"probability": "10%", "impact": 100}, "flood": {"probability": "60%", "impact": 50}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "lines": {}, "funding": {}, "risk_events": events})
    >>> expected_events(plan).integrated.round(9).tolist()
    [0.0, -10.0, -10.0, -10.0]
    """
    nothing = ExpectedCost(np.zeros(len(plan.timeline)), np.zeros(len(plan.timeline)))
    return sum((expected_event(plan, name) for name in plan.risk_events), nothing)


def expected_event(plan: Plan, name: str) -> ExpectedCost:
    """Return the expected cost of one risk event, less what the central case counts."""
    return _on_assumption(plan, name) if plan.risk_events[name].impact.assumption else _money(plan, name)


def _money(plan: Plan, name: str) -> ExpectedCost:
    event = plan.risk_events[name]
    cost, share = event.beyond_central(plan.timeline), integrated_share(plan, event)
    return ExpectedCost(share * cost, (1 - share) * cost)


def _on_assumption(plan: Plan, name: str) -> ExpectedCost:
    """Return the expected effect on the gap of an event that changes an assumption.

    One projection has a draw for every path of the event, and the central values of everything else. The effect of a
    path is its gap less the gap of the central case. Repayments to partners don't count: they depend on how a gap is
    closed.
    """
    happens, chance = plan.risk_events[name].paths(plan.timeline)
    central = central_chance(plan)
    paths = replace(
        central,
        size=chance.size,
        happens={**central.happens, name: happens},
        variant=np.repeat(central.variant, chance.size),
    )
    effects = (w - c for w, c in zip(_gaps(plan, paths), _gaps(plan, central), strict=True))
    return ExpectedCost(*(np.append(0.0, (chance * effect).sum(axis=1)) for effect in effects))


def _gaps(plan: Plan, chance: Chance) -> tuple[Array, Array]:
    """Return the funding gap before repayments and the gap of the set-aside, of the projected years, (year, draw)."""
    projection = project(plan, draws_of(plan, chance))
    before_repayments = projection.gap.gap - total_over_items(projection.closing.repayments)
    return before_repayments[1:], projection.set_aside.gap[1:]
