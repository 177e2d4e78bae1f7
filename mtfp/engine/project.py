"""One projection of one plan: costs, savings and funding for all years at once, then the year-ends in turn."""

from collections.abc import Mapping

import numpy as np

from mtfp.engine.allocation import place
from mtfp.engine.arms import arms
from mtfp.engine.closing import YearEndInputs, close_years
from mtfp.engine.identities import hold
from mtfp.engine.projection import Gap, Projection, SetAside, Spending
from mtfp.engine.ring_fenced import RingFenced, ring_fenced
from mtfp.engine.transfers import taken_off, transferred
from mtfp.model.base.arrays import Array, Flags, numbers, sum_of, total_over_items
from mtfp.model.base.draws import Draws
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.population import ageing_of
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.saving import Investment, Yield
from mtfp.model.costs.target import Target
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent

Beside = Commitment | Investment | RiskEvent


def project(plan: Plan, draws: Draws, rows: Rows | None = None) -> Projection:
    """Project a plan in every draw.

    Every array of the result has shape (year, draw), or (item, year, draw), in the plan's unit of money, year 0 the
    base year. What is of lines has a row a line, or the `rows` that are given, which saves time where no single line
    is asked for. The equations are those of sections 5 to 12 of the model. Raises IdentityBroken if figures that must
    agree don't, which is a fault of this program.
    """
    rows = Rows.line_by_line(plan.lines) if rows is None else rows
    profiles = [line.demand.profile for line in plan.lines.values() if line.demand.profile]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    cost = costs(rows, draws, ageing)
    spending = _spending(plan, rows, draws)
    savings = {name: scheme.brings(draws, draws.delivery[name]) for name, scheme in plan.all_savings.items()}
    saved = place(plan, rows, [(plan.all_savings[n], by.achieved) for n, by in savings.items()], draws.shape)
    by_rule = {name: stream.receipt(cost, draws) for name, stream in plan.funding.items()}
    receipts = transferred(plan, by_rule, spending.transfers)

    def net(which: Flags) -> Array:
        return cost.of(which) + (spending.placed.of(which) + (-saved).of(which))

    lasting = _Lasting(plan, draws, cost, spending, savings)
    fenced = ring_fenced(plan, rows, draws, receipts, net, lasting.of)
    held = arms(cost, spending.placed, saved, fenced.by_arm)
    expenditure = total_over_items(held.cost)
    closing, reserves = close_years(plan, draws, YearEndInputs(held, fenced, receipts, rows, net, expenditure))
    gap = _gap(plan, draws, savings, fenced, lasting.total(), expenditure, closing.repayments)
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
        set_aside=_set_aside(plan, draws, net(~rows.integrated), receipts),
        arms=held,
        closing=closing,
        reserves=reserves,
    )
    return hold(projection)


def _spending(plan: Plan, rows: Rows, draws: Draws) -> Spending:
    commitments = {name: item.cost(draws) for name, item in plan.commitments.items()}
    investments = {name: item.cost(draws) for name, item in plan.investments.items()}
    events = {name: draws.events[name] for name in plan.risk_events}
    transfers = taken_off(plan, draws)
    sections: tuple[tuple[Mapping[str, Beside], Mapping[str, Array]], ...] = (
        (plan.commitments, commitments),
        (plan.investments, investments),
        (plan.risk_events, events),
    )
    items = [(item, money[name]) for held, money in sections for name, item in held.items()]
    moved = [(item, transfers[name]) for name, item in plan.transfers.items()]
    recurring = place(plan, rows, [*moved, *((i, money) for i, money in items if i.recurring)], draws.shape)
    once = place(plan, rows, [(i, money) for i, money in items if not i.recurring], draws.shape)
    return Spending(commitments, investments, events, transfers, recurring, recurring + once)


class _Lasting:
    """Recurring cost less recurring savings at their full-year effect: what is left when one-offs are gone."""

    def __init__(self, plan: Plan, draws: Draws, cost: Costs, spending: Spending, savings: Mapping[str, Yield]) -> None:
        full = [(plan.all_savings[name], brought.achieved_full_year) for name, brought in savings.items()]
        self.cost = cost
        self.beside = spending.recurring + -place(plan, cost.rows, full, draws.shape)
        bases = [line.sign * line.recurring_base(plan.base_year) for line in plan.lines.values()]
        self.base = cost.rows.add_up(numbers(bases))

    def of(self, rows: Flags) -> Array:
        """Of some rows of lines, shape (year, draw)."""
        return self._lines(rows) + self.beside.of(rows)

    def total(self) -> Array:
        """Of the integrated budget, shape (year, draw)."""
        mine = self.cost.rows.integrated
        return self._lines(mine) + self.beside.total(mine)

    def _lines(self, rows: Flags) -> Array:
        cost = self.cost.of(rows)
        cost[0] = self.base[rows].sum()
        return cost


def integrated_share(plan: Plan, item: Target) -> float:
    """The share of an item's money that falls on the integrated budget rather than on set-aside lines."""
    landing = item.landing(plan.lines, plan.base_year)
    mine = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    return landing.lines[mine].sum() + landing.arms.sum() + landing.plan


def _gap(
    plan: Plan,
    draws: Draws,
    savings: Mapping[str, Yield],
    fenced: RingFenced,
    lasting: Array,
    expenditure: Array,
    repayments: Array,
) -> Gap:
    weight = {name: integrated_share(plan, scheme) for name, scheme in plan.all_savings.items()}
    achieved = {name: weight[name] * brought.achieved for name, brought in savings.items()}
    recurring = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if scheme.recurring], draws.shape)
    other = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if not scheme.recurring], draws.shape)
    funding = total_over_items(fenced.by_arm) - total_over_items(repayments)
    return Gap(
        expenditure=expenditure,
        funding=funding,
        before_savings=expenditure - funding,
        savings_recurring=recurring,
        savings_non_recurring=other,
        savings_planned=sum_of([weight[name] * brought.planned for name, brought in savings.items()], draws.shape),
        savings=recurring + other,
        gap=expenditure - funding - recurring - other,
        recurring_gap=lasting - fenced.recurring,
    )


def _set_aside(plan: Plan, draws: Draws, net: Array, receipts: Mapping[str, Receipt]) -> SetAside:
    streams = [receipts[name].total for name, stream in plan.funding.items() if stream.type == "set_aside"]
    funding = sum_of(streams, draws.shape)
    return SetAside(net, funding, net - funding)
