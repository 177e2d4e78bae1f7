"""Project one plan: work out cost, savings and funding of all years at once, then close the years in turn."""

from collections.abc import Mapping

import numpy as np

from mtfp.engine.aggregate import line_by_line
from mtfp.engine.allocation import Item, place
from mtfp.engine.arms import budget_by_arm
from mtfp.engine.closing import close_years
from mtfp.engine.identities import check_identities
from mtfp.engine.projection import Gap, Projection, SetAside, Spending
from mtfp.engine.ring_fenced import UsableFunding, usable_funding
from mtfp.engine.shared_costs import costs_of
from mtfp.engine.transfers import receipts_after_transfers, transfer_costs
from mtfp.engine.year_end_inputs import YearEndInputs
from mtfp.findings.arguments import instance_of
from mtfp.findings.suggest import quoted
from mtfp.model.base.arrays import OF_FIGURES, Array, Flags, named, side_by_side, sum_of, total_over_items
from mtfp.model.base.draws import Draws
from mtfp.model.base.once import once_per_part
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.cost import Costs, opening_and_recurring
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.saving import Investment, Yield
from mtfp.model.costs.target import Target
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan, a_plan
from mtfp.model.uncertainty.risk import RiskEvent

OtherCost = Commitment | Investment | RiskEvent


def project(plan: Plan, draws: Draws, rows: Rows | None = None, cost: Costs | None = None) -> Projection:
    """Project a plan in every draw.

    plan : the plan, after the levers of a scenario if one applies.
    draws : draws of this plan: the single draw of `central_draws`, or the sampled draws of a block.
    rows : budget lines in groups, which save time if no single line is shown. By default each line has a separate row.
    cost : cost of the lines in these rows and draws, if it is known from another version of the plan.

    Arrays of the result have shape (year, draw), or (item, year, draw); year 0 is the base year. Money is in the
    plan's money unit; a positive gap is a shortfall. Sections 5 to 12 of the model have the equations. Two of them,
    for a year t, are

        gap[t]      = cost[t] + commitments[t] + investments[t] + events[t] - usable funding[t] - savings achieved[t]
        to close[t] = gap[t] - planned use of reserves[t]

    Raises ValueError if the draws belong to another plan: their years differ, or they lack an assumption, saving or
    risk event. Raises TypeError for anything but a plan and draws, and IdentityBroken if figures that must agree
    differ. The cause of the last is a fault of this program.

    By hand: pay rises by 5% once, on a budget of 100. The payment stays at 100, so the gap is 5 in every projected
    year.

    >>> import mtfp
    >>> pay = {"unit": "rate", "central": {"2026/27": "5%", "then": "0%"}, "source": "illustrative"}
    >>> still = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    >>> payment = {"partner": "council", "type": "payment", "base": 100, "uplift": "still"}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"pay": pay, "still": still}, "lines": {"home": home}, "funding": {"council": payment}})
    >>> projection = project(plan, mtfp.central_draws(plan))
    >>> projection.gap.gap.shape
    (4, 1)
    >>> projection.gap.gap[:, 0].round(9).tolist()
    [0.0, 5.0, 5.0, 5.0]
    """
    _check_arguments(plan, draws)
    rows = line_by_line(plan) if rows is None else rows
    cost = costs_of(plan, draws, rows) if cost is None else cost
    spending = _spending(plan, rows, draws)
    savings = {name: scheme.brings(draws, draws.delivery[name]) for name, scheme in plan.all_savings.items()}
    saved = place(plan, rows, [(("savings", name), by.achieved) for name, by in savings.items()], draws.shape)
    by_rule = {name: stream.receipt(cost, draws) for name, stream in plan.funding.items()}
    receipts = receipts_after_transfers(plan, by_rule, spending.transfers)

    def net(which: Flags) -> Array:
        return cost.of(which) + (spending.placed.of(which) + (-saved).of(which))

    recurring = _RecurringCost(plan, draws, cost, spending, savings)
    funding = usable_funding(plan, rows, draws, receipts, net, recurring.of)
    arms = budget_by_arm(cost, spending.placed, saved, funding.by_arm)
    expenditure = total_over_items(arms.cost)
    paid, set_aside = (_contributions(plan, draws, receipts, kind) for kind in ("payment", "set_aside"))
    inputs = YearEndInputs(arms, funding, paid, set_aside, rows, net, expenditure)
    closing, reserves = close_years(plan, draws, inputs)
    gap = _gap(plan, draws, savings, funding, recurring.total(), expenditure, closing.repayments)
    projection = Projection(
        plan=plan,
        draws=draws,
        ageing=cost.ageing,
        costs=cost,
        spending=spending,
        savings=savings,
        receipts=receipts,
        usable=funding.usable,
        gap=gap,
        set_aside=_set_aside(plan, draws, net(~rows.integrated), receipts),
        arms=arms,
        year_end_inputs=inputs,
        closing=closing,
        reserves=reserves,
    )
    return check_identities(projection)


def _check_arguments(plan: Plan, draws: Draws) -> None:
    instance_of(draws, Draws, "the draws", "make them with central_draws")
    lacking = [
        *(a_plan(plan).assumptions.keys() - draws.values.keys()),
        *(plan.all_savings.keys() - draws.delivery.keys()),
        *(plan.risk_events.keys() - draws.events.keys()),
    ]
    if plan.timeline != draws.timeline:
        mine, theirs = plan.timeline, draws.timeline
        what = f"the plan has the years {mine.base_year} to {mine.last}, the draws {theirs.base_year} to {theirs.last}"
    elif lacking:
        what = f"they have no values for {quoted(min(lacking))}"
    else:
        return
    raise ValueError(f"the draws belong to another plan: {what}; make the draws of this plan, with central_draws")


def _contributions(plan: Plan, draws: Draws, receipts: Mapping[str, Receipt], kind: str) -> Array:
    """Return the payments of each partner before repayments to the partner, shape (partner, year, draw).

    Only funding sources of the type `kind` count.
    """
    streams = [(stream.partner, receipts[name].total) for name, stream in plan.funding.items() if stream.type == kind]
    by_partner = [[paid for payer, paid in streams if payer == partner] for partner in PARTNERS]
    return side_by_side([sum_of(paid, (len(draws.timeline), 1)) for paid in by_partner])


def _spending(plan: Plan, rows: Rows, draws: Draws) -> Spending:
    commitments = {name: item.cost(draws) for name, item in plan.commitments.items()}
    investments = {name: item.cost(draws) for name, item in plan.investments.items()}
    events = {name: draws.events[name] for name in plan.risk_events}
    transfers = transfer_costs(plan, draws)
    sections: Mapping[str, tuple[Mapping[str, OtherCost], Mapping[str, Array]]] = {
        "commitments": (plan.commitments, commitments),
        "investments": (plan.investments, investments),
        "risk_events": (plan.risk_events, events),
    }
    lasting: list[tuple[Item, Array]] = [(("transfers", name), money) for name, money in transfers.items()]
    ending: list[tuple[Item, Array]] = []
    for section, (every, money) in sections.items():
        for name, item in every.items():
            (lasting if item.recurring else ending).append(((section, name), money[name]))
    recurring, once = (place(plan, rows, items, draws.shape) for items in (lasting, ending))
    return Spending(commitments, investments, events, transfers, recurring, recurring + once)


class _RecurringCost:
    """Recurring cost: cost without one-offs, less the full-year effect of recurring savings."""

    def __init__(self, plan: Plan, draws: Draws, cost: Costs, spending: Spending, savings: Mapping[str, Yield]) -> None:
        full_year = [(("savings", name), saving.achieved_full_year) for name, saving in savings.items()]
        self.cost = cost
        self.placed = spending.recurring + -place(plan, cost.rows, full_year, draws.shape, "full-year amount")
        _, self.base = opening_and_recurring(cost.rows, plan.base_year)

    def of(self, rows: Flags) -> Array:
        """Return the recurring cost of the flagged rows of lines, shape (year, draw)."""
        return self._lines(rows) + self.placed.of(rows)

    def total(self) -> Array:
        """Return the recurring cost of the integrated budget, shape (year, draw)."""
        mine = self.cost.rows.integrated
        lines = named(self._lines(mine), "recurring cost of all lines", of=OF_FIGURES)
        other = "recurring commitments, investments and risk events, less full-year recurring savings"
        return lines + named(self.placed.total(mine), other, of=OF_FIGURES)

    def _lines(self, rows: Flags) -> Array:
        cost = self.cost.of(rows)
        cost[0] = self.base[rows].sum()  # cost of the base year includes one-offs, which must not count here
        return cost


def integrated_share(plan: Plan, item: Target) -> float:
    """Return the share of an item's money that falls on the integrated budget, from 0 to 1.

    The rest falls on set-aside lines.
    """
    names = item.targets(plan.lines)
    if len(names) == 1:
        return 0.0 if plan.lines[names[0]].set_aside else 1.0
    landing = item.landing(plan.lines, plan.base_year)
    mine = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    return landing.lines[mine].sum() + landing.arms.sum() + landing.plan


@once_per_part
def _integrated_shares(plan: Plan) -> Mapping[str, float]:
    """Return the share of each saving that falls on the integrated budget, from 0 to 1, by name."""
    return {name: integrated_share(plan, each) for name, each in {**plan.all_savings, **plan.to_identify}.items()}


def set_aside_share(plan: Plan, item: Target) -> float:
    """Return the share of an item's money that falls on set-aside lines, without the arithmetic's rounding error."""
    return float(np.round(1 - integrated_share(plan, item), 12))


def _gap(
    plan: Plan,
    draws: Draws,
    savings: Mapping[str, Yield],
    usable: UsableFunding,
    recurring_cost: Array,
    expenditure: Array,
    repayments: Array,
) -> Gap:
    weight = _integrated_shares(plan)
    achieved = {name: weight[name] * saving.achieved for name, saving in savings.items()}
    none = (len(draws.timeline), 1)
    recurring = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if scheme.recurring], none)
    other = sum_of([achieved[name] for name, scheme in plan.all_savings.items() if not scheme.recurring], none)
    funding = total_over_items(usable.by_arm) - total_over_items(repayments)
    return Gap(
        expenditure=expenditure,
        funding=funding,
        before_savings=expenditure - funding,
        savings_recurring=recurring,
        savings_non_recurring=other,
        savings_planned=sum_of([weight[name] * saving.planned for name, saving in savings.items()], none),
        to_identify=sum_of([weight[name] * s.stated(draws) for name, s in plan.to_identify.items()], none),
        savings=recurring + other,
        gap=expenditure - funding - recurring - other,
        recurring_gap=recurring_cost - named(usable.recurring, "recurring funding", of=OF_FIGURES),
        cost_after_funding_ends=usable.after_end,
    )


def _set_aside(plan: Plan, draws: Draws, net: Array, receipts: Mapping[str, Receipt]) -> SetAside:
    streams = [receipts[name].total for name, stream in plan.funding.items() if stream.type == "set_aside"]
    funding = sum_of(streams, (len(draws.timeline), 1))
    return SetAside(net, funding, net - funding)
