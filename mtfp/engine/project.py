"""One projection of one plan: costs, savings and funding for all years at once, then the year-ends in turn."""

from collections.abc import Mapping

import numpy as np

from mtfp.engine.arms import by_arm, integrated, placed_by_arm, shares_by_cost
from mtfp.engine.closing import close_years
from mtfp.engine.identities import hold
from mtfp.engine.placing import place
from mtfp.engine.projection import Gap, Projection, SetAside, Spending
from mtfp.engine.ring_fenced import RingFenced, ring_fenced
from mtfp.model.arrays import Array, sum_of
from mtfp.model.commitment import Commitment
from mtfp.model.cost import Costs, costs
from mtfp.model.draws import Draws
from mtfp.model.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.population import ageing_of
from mtfp.model.risk import RiskEvent
from mtfp.model.saving import Investment, Yield
from mtfp.model.target import Target

Lasting = Commitment | Investment | RiskEvent


def project(plan: Plan, draws: Draws) -> Projection:
    """Project a plan in every draw.

    Every array of the result has shape (year, draw), or (item, year, draw), in the plan's unit of money, year 0 the
    base year. The equations are those of sections 5 to 12 of the model. Raises IdentityBroken if figures that must
    agree don't, which is a fault of this program.
    """
    profiles = [line.demand.profile for line in plan.lines.values() if line.demand.profile]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    cost = costs(plan.lines, draws, ageing)
    spending = _spending(plan, draws)
    savings = {name: scheme.brings(draws, draws.delivery[name]) for name, scheme in plan.schemes.items()}
    saved = place(plan, plan.schemes, {name: brought.achieved for name, brought in savings.items()}, draws.shape)
    receipts = {name: stream.receipt(cost, draws) for name, stream in plan.funding.items()}

    spent = cost.cost + spending.placed.lines
    fenced = ring_fenced(plan, draws, receipts, spent - saved.lines)
    gap = _gap(plan, draws, cost, spending, savings, receipts, fenced)

    arm_cost = by_arm(plan, spent) + spending.placed.arms
    shares = shares_by_cost(arm_cost)
    arm_cost = arm_cost + shares * spending.placed.plan
    positions = arm_cost - placed_by_arm(plan, saved, shares) - fenced.by_arm
    closing, pots = close_years(plan, draws, gap, positions, shares, fenced, receipts)
    projection = Projection(
        plan=plan,
        draws=draws,
        ageing=ageing,
        costs=cost,
        spending=spending,
        savings=savings,
        receipts=receipts,
        usable=fenced.usable,
        gap=gap,
        set_aside=_set_aside(plan, draws, spent - saved.lines, receipts),
        closing=closing,
        pots=pots,
    )
    return hold(projection)


def _spending(plan: Plan, draws: Draws) -> Spending:
    commitments = {name: item.cost(draws) for name, item in plan.commitments.items()}
    investments = {name: item.cost(draws) for name, item in plan.investments.items()}
    events = {name: draws.events[name] for name in plan.risk_events}
    placed = (
        place(plan, plan.commitments, commitments, draws.shape)
        + place(plan, plan.investments, investments, draws.shape)
        + place(plan, plan.risk_events, events, draws.shape)
    )
    lasting = [
        *_recurring(plan, plan.commitments, commitments),
        *_recurring(plan, plan.investments, investments),
        *_recurring(plan, plan.risk_events, events),
    ]
    return Spending(commitments, investments, events, sum_of(lasting, draws.shape), placed)


def _recurring(plan: Plan, items: Mapping[str, Lasting], money: Mapping[str, Array]) -> list[Array]:
    return [money[name] * integrated_share(plan, item) for name, item in items.items() if item.recurring]


def integrated_share(plan: Plan, item: Target) -> float:
    """The share of an item's money that falls on the integrated budget rather than on set-aside lines."""
    landing = item.landing(plan.lines, plan.base_year)
    return float(landing.lines[integrated(plan)].sum() + landing.arms.sum() + landing.plan)


def _gap(
    plan: Plan,
    draws: Draws,
    cost: Costs,
    spending: Spending,
    savings: dict[str, Yield],
    receipts: dict[str, Receipt],
    fenced: RingFenced,
) -> Gap:
    mine = integrated(plan)
    placed = spending.placed
    expenditure = cost.cost[mine].sum(axis=0) + placed.lines[mine].sum(axis=0) + placed.arms.sum(axis=0) + placed.plan
    weight = {name: integrated_share(plan, scheme) for name, scheme in plan.schemes.items()}
    recurring = [name for name, scheme in plan.schemes.items() if scheme.recurring]
    other = [name for name, scheme in plan.schemes.items() if not scheme.recurring]
    achieved = {name: weight[name] * brought.achieved for name, brought in savings.items()}
    saved_recurring = sum_of([achieved[name] for name in recurring], draws.shape)
    saved_other = sum_of([achieved[name] for name in other], draws.shape)
    full_year = sum_of([weight[name] * savings[name].achieved_full_year for name in recurring], draws.shape)
    funding = fenced.by_arm.sum(axis=0)
    before_savings = expenditure - funding
    return Gap(
        expenditure=expenditure,
        funding=funding,
        before_savings=before_savings,
        savings_recurring=saved_recurring,
        savings_non_recurring=saved_other,
        savings_planned=sum_of([weight[name] * brought.planned for name, brought in savings.items()], draws.shape),
        savings=saved_recurring + saved_other,
        gap=before_savings - saved_recurring - saved_other,
        recurring_gap=_recurring_cost(plan, cost) + spending.recurring - fenced.recurring - full_year,
    )


def _recurring_cost(plan: Plan, cost: Costs) -> Array:
    """What lines cost without the one-offs of the base year, shape (year, draw)."""
    recurring = cost.cost[integrated(plan)].sum(axis=0)
    lines = [line for line in plan.lines.values() if not line.set_aside]
    recurring[0] = sum(line.sign * line.recurring_base(plan.base_year) for line in lines)
    return np.asarray(recurring)


def _set_aside(plan: Plan, draws: Draws, net: Array, receipts: dict[str, Receipt]) -> SetAside:
    streams = [receipts[name].total for name, stream in plan.funding.items() if stream.type == "set_aside"]
    cost = net[~integrated(plan)].sum(axis=0)
    funding = sum_of(streams, draws.shape)
    return SetAside(cost, funding, cost - funding)
