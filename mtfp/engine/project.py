"""One projection of one plan: costs, savings and funding for all years at once, then the year-ends in turn."""

from collections.abc import Mapping

from mtfp.engine.arms import arms, integrated
from mtfp.engine.closing import Before, close_years
from mtfp.engine.identities import hold
from mtfp.engine.placing import Placed, nowhere, place
from mtfp.engine.projection import Gap, Projection, SetAside, Spending
from mtfp.engine.ring_fenced import RingFenced, ring_fenced
from mtfp.engine.transfers import taken_off, transferred
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

Beside = Commitment | Investment | RiskEvent


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
    savings = {name: scheme.brings(draws, draws.delivery[name]) for name, scheme in plan.all_savings.items()}
    saved = place(plan, plan.all_savings, {name: brought.achieved for name, brought in savings.items()}, draws.shape)
    by_rule = {name: stream.receipt(cost, draws) for name, stream in plan.funding.items()}
    receipts = transferred(plan, by_rule, spending.transfers)

    spent = cost.cost + spending.placed.lines
    net = spent - saved.lines
    lasting = _lasting(plan, draws, cost, spending, savings)
    fenced = ring_fenced(plan, draws, receipts, net, lasting.lines)
    held = arms(plan, spent, spending.placed, saved, fenced.by_arm)
    expenditure = held.cost.sum(axis=0)
    closing, pots = close_years(plan, draws, Before(held, fenced, receipts, net, expenditure))
    gap = _gap(plan, draws, savings, fenced, lasting, expenditure, closing.repayments)
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
        set_aside=_set_aside(plan, draws, net, receipts),
        arms=held,
        closing=closing,
        pots=pots,
    )
    return hold(projection)


def _spending(plan: Plan, draws: Draws) -> Spending:
    commitments = {name: item.cost(draws) for name, item in plan.commitments.items()}
    investments = {name: item.cost(draws) for name, item in plan.investments.items()}
    events = {name: draws.events[name] for name in plan.risk_events}
    sections: tuple[tuple[Mapping[str, Beside], Mapping[str, Array]], ...] = (
        (plan.commitments, commitments),
        (plan.investments, investments),
        (plan.risk_events, events),
    )
    placed, recurring = nowhere(plan, draws.shape), nowhere(plan, draws.shape)
    for items, money in sections:
        placed += place(plan, items, money, draws.shape)
        lasting = {name: item for name, item in items.items() if item.recurring}
        recurring += place(plan, lasting, money, draws.shape)
    transfers = taken_off(plan, draws)
    off = place(plan, plan.transfers, transfers, draws.shape)
    return Spending(commitments, investments, events, transfers, recurring + off, placed + off)


def _lasting(plan: Plan, draws: Draws, cost: Costs, spending: Spending, savings: Mapping[str, Yield]) -> Placed:
    """Recurring cost less recurring savings at their full-year effect: what is left when one-offs are gone."""
    full_year = {name: brought.achieved_full_year for name, brought in savings.items()}
    saved = place(plan, plan.all_savings, full_year, draws.shape)
    lines = cost.cost.copy()
    for row, line in enumerate(plan.lines.values()):
        lines[row, 0] = line.sign * line.recurring_base(plan.base_year)
    return Placed(
        lines + spending.recurring.lines - saved.lines,
        spending.recurring.arms - saved.arms,
        spending.recurring.plan - saved.plan,
    )


def integrated_share(plan: Plan, item: Target) -> float:
    """The share of an item's money that falls on the integrated budget rather than on set-aside lines."""
    landing = item.landing(plan.lines, plan.base_year)
    return float(landing.lines[integrated(plan)].sum() + landing.arms.sum() + landing.plan)


def _gap(
    plan: Plan,
    draws: Draws,
    savings: Mapping[str, Yield],
    fenced: RingFenced,
    lasting: Placed,
    expenditure: Array,
    repayments: Array,
) -> Gap:
    weight = {name: integrated_share(plan, scheme) for name, scheme in plan.all_savings.items()}
    achieved = {name: weight[name] * brought.achieved for name, brought in savings.items()}
    recurring = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if scheme.recurring], draws.shape)
    other = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if not scheme.recurring], draws.shape)
    funding = fenced.by_arm.sum(axis=0) - repayments.sum(axis=0)
    return Gap(
        expenditure=expenditure,
        funding=funding,
        before_savings=expenditure - funding,
        savings_recurring=recurring,
        savings_non_recurring=other,
        savings_planned=sum_of([weight[name] * brought.planned for name, brought in savings.items()], draws.shape),
        savings=recurring + other,
        gap=expenditure - funding - recurring - other,
        recurring_gap=lasting.total(integrated(plan)) - fenced.recurring,
    )


def _set_aside(plan: Plan, draws: Draws, net: Array, receipts: dict[str, Receipt]) -> SetAside:
    streams = [receipts[name].total for name, stream in plan.funding.items() if stream.type == "set_aside"]
    cost = net[~integrated(plan)].sum(axis=0)
    funding = sum_of(streams, draws.shape)
    return SetAside(cost, funding, cost - funding)
