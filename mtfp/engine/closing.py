"""Close the years in turn: planned use of reserves, the closing steps of the scheme, then the surplus.

Order of a year-end (sections 11 and 12 of the model):

1. Planned contributions to reserves, planned use, and the movements of ring-fenced reserves.
2. Repayments due of additional contributions of earlier years.
3. Closing steps in the scheme's order, the offset first unless the scheme lists it.
4. Surplus: put back planned use, clear a carried deficit, pay into reserves, return the rest to the partners.
5. Clawback, a share of each reserve's balance at the end of the year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from mtfp.engine.arms import Arms
from mtfp.engine.ledger import NO_MOVEMENT, Ledger, ReserveYears
from mtfp.engine.projection import ClosedYear, Closing
from mtfp.engine.ring_fenced import UsableFunding
from mtfp.model.base.arrays import Array, Flags, numbers, side_by_side, sum_of, total_over_items, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.scheme.year_end import StepResult, YearEnd, in_proportion


@dataclass(frozen=True)
class YearEndInputs:
    """Figures of all years that the year-ends start from, in the plan's money unit."""

    arms: Arms
    """Cost, savings and usable funding by arm."""
    funding: UsableFunding
    """Usable funding, and the movements of ring-fenced reserves."""
    receipts: Mapping[str, Receipt]
    """Payments of each stream after transfers."""
    rows: Rows
    """Rows of lines that `net` is for."""
    net: OfRows
    """Cost of some rows of lines after savings, shape (year, draw)."""
    expenditure: Array
    """Expenditure of the integrated budget before savings, shape (year, draw)."""


class _SurplusUses(NamedTuple):
    """Uses of one year's surplus, each zero or more: `returned` has shape (partner, draw), the rest (draw,)."""

    put_back: Array
    cleared: Array
    into_reserves: Array
    returned: Array


def close_years(plan: Plan, draws: Draws, inputs: YearEndInputs) -> tuple[Closing, dict[str, ReserveYears]]:
    """Close every projected year and return the result with the reserves by name. Sections 11 and 12 of the model."""
    opening = {name: numbers([reserve.opening]) for name, reserve in plan.all_reserves.items()}
    floors = {name: _floor(plan, name, inputs.expenditure) for name in plan.all_reserves}
    payments, set_aside = (_contributions(plan, draws, inputs.receipts, kind) for kind in ("payment", "set_aside"))
    years: list[ClosedYear] = []
    position = inputs.arms.position
    for t in range(1, len(draws.timeline)):
        ledger = Ledger(years[-1].ledger.balance if years else opening)
        # Planned use comes before any step: the board decided on it in its budget, and the scheme closes only what it
        # leaves. It belongs to no arm, so the arms share it by cost.
        net_use = _apply_planned_movements(plan, ledger, inputs.funding, t)
        use_by_arm = inputs.arms.shares[:, t] * net_use
        # Repayments also come before the steps, which then close the gap that they leave in the lender's arm. They are
        # one-offs: `payments`, by which steps share a gap, stays before repayments, since a loan doesn't change the
        # agreed contribution.
        repaid = sum_of(_repayments_due(years), (len(PARTNERS), 1))
        year = YearEnd(
            year=draws.timeline.labels[t],
            base_year=plan.base_year,
            position=position[:, t] + repaid - use_by_arm,
            above_floor={},
            payments=payments[:, t],
            set_aside=set_aside[:, t],
            rows=inputs.rows,
            net=partial(_net_in_year, inputs.net, t),
            money=inputs.arms.money[:, t] - repaid + use_by_arm,
            holds=np.ones(1),
            values={name: values[t] for name, values in draws.values.items()},
            units={name: assumption.unit for name, assumption in plan.assumptions.items()},
        )
        # Ring-fenced reserves, and earmarked ones with another purpose, are out of every step's hands.
        floors_of_year = {
            name: floors[name][t] for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap
        }
        steps, after = _take_steps(plan, draws, year, ledger, floors_of_year, t)
        earlier_deficit = years[-1].deficit if years else NO_MOVEMENT
        uses = _use_surplus(
            plan, ledger, after, earlier_deficit, inputs.expenditure[t], shares=inputs.arms.shares[:, t]
        )
        # A surplus clears deficits of earlier years only. One arm's surplus and another's carried deficit of the same
        # year meet in the offset, or not at all if the scheme forbids it.
        carried = sum_of([step.carried for step in steps.values() if step.carried is not None], earlier_deficit.shape)
        _claw_back(plan, ledger, year.year)
        years.append(
            ClosedYear(
                position=year.position,
                net_use=net_use,
                repaid=repaid,
                steps=_without_returned_loans(steps, uses.returned),
                left=after.left,
                spare=after.spare,
                **uses._asdict(),
                deficit=earlier_deficit + carried - uses.cleared,
                ledger=ledger,
            )
        )
    drawn = sum_of(inputs.funding.drawn.values(), (len(draws.timeline), 1))
    ledgers = tuple(year.ledger for year in years)
    reserves = {name: ReserveYears(name, ledgers, floors[name]) for name in plan.all_reserves}
    return Closing(tuple(years), drawn), reserves


def _net_in_year(net: OfRows, t: int, rows: Flags) -> Array:
    return net(rows)[t]


def _contributions(plan: Plan, draws: Draws, receipts: Mapping[str, Receipt], kind: str) -> Array:
    """Return what each partner pays in streams of one type, before repayments, shape (partner, year, draw)."""
    streams = [(stream.partner, receipts[name].total) for name, stream in plan.funding.items() if stream.type == kind]
    by_partner = [[paid for payer, paid in streams if payer == partner] for partner in PARTNERS]
    return side_by_side([sum_of(paid, (len(draws.timeline), 1)) for paid in by_partner])


def _floor(plan: Plan, name: str, expenditure: Array) -> Array:
    # A share of expenditure is negative in a year in which income exceeds cost; no reserve may go below zero.
    floor = plan.all_reserves[name].floor
    return np.zeros_like(expenditure) if floor is None else np.maximum(floor.level(expenditure), 0.0)


def _repayments_due(years: Sequence[ClosedYear]) -> list[Array]:
    """Return what the year after `years` repays of their additional contributions, (partner, draw) each."""
    return [
        step.due[ago]
        for ago, closed in enumerate(reversed(years))
        for step in closed.steps.values()
        if ago < len(step.due)
    ]


def _apply_planned_movements(plan: Plan, ledger: Ledger, funding: UsableFunding, t: int) -> Array:
    """Record the planned movements of every reserve; return planned use less planned contributions, shape (draw,)."""
    year = plan.timeline.labels[t]
    net = NO_MOVEMENT
    for name, reserve in plan.all_reserves.items():
        paid_in = numbers([reserve.planned_contributions.get(year, 0.0)])
        ledger.move(name, "contributions", paid_in)
        # A step of an earlier year may have taken the money: a plan can't use it twice. Planned use may go below the
        # floor, which limits the scheme and not the board.
        used = np.minimum(reserve.planned_use.get(year, 0.0), ledger.balance[name])
        ledger.move(name, "planned_use", used)
        net = net + used - paid_in
    # Ring-fenced reserves have no planned use. Their movements follow from receipts and the cost of their lines, and
    # are already in usable funding, so here they are only recorded.
    for name, drawn in funding.drawn.items():
        ledger.move(name, "unspent", funding.unspent[name][t])
        ledger.move(name, "drawn_by_lines", drawn[t])
    return net


def _take_steps(
    plan: Plan, draws: Draws, year: YearEnd, ledger: Ledger, floors: Mapping[str, Array], t: int
) -> tuple[dict[str, StepResult], YearEnd]:
    """Take the closing steps in order, each on what the steps before it left; return their results and the year after.

    `floors` are those of the reserves that steps may use.
    """
    # The order is the agreement's own. Only the offset is assumed, as the first step: the arms are one budget of one
    # board, so an underspend of one meets an overspend of the other before anyone pays more.
    steps: dict[str, StepResult] = {}
    position = year.position
    for key, step in plan.scheme.order.items():
        holds = draws.recovery[key][t] if key in draws.recovery else year.holds
        # Two steps may use one reserve: each finds what the ledger still holds above the floor.
        result = step.take(year._replace(position=position, above_floor=ledger.above_floors(floors), holds=holds))
        for reserve, amount in result.reserves.items():
            ledger.move(reserve, "used_by_steps", amount)
        position = position - result.closed
        steps[key] = result
    return steps, year._replace(position=position)


def _use_surplus(
    plan: Plan, ledger: Ledger, year: YearEnd, earlier_deficit: Array, expenditure: Array, *, shares: Array
) -> _SurplusUses:
    """Put back planned use, clear a deficit of earlier years, pay into reserves, and return the rest to the partners.

    `year` is the year-end after the steps, `shares` the arms' shares of planned use, shape (partner, draw).
    """
    surplus = total_over_items(year.spare)
    # First undo the year's planned use, in proportion to what each reserve gave: money that was not needed was never
    # spent. What steps took from reserves stays taken, since a step takes only where an arm is over.
    used = {name: moved["planned_use"] for name, moved in ledger.moved.items()}
    all_used = sum_of(used.values(), surplus.shape)
    unneeded = _unneeded_use(plan, year.spare, all_used, shares)
    back = total_over_items(unneeded)
    for name, amount in used.items():
        share_of_back = np.divide(amount * back, all_used, out=np.zeros_like(back), where=all_used > 0)
        ledger.move(name, "put_back", share_of_back)
    # Then the deficit: a board doesn't build reserves or pay out a surplus while it carries one.
    cleared = np.minimum(surplus - back, earlier_deficit)
    # Then reserves, by the scheme's rule. A cap on the balance counts what was just put back.
    available = rest = surplus - back - cleared
    if rule := plan.scheme.surplus:
        for reserve, room in rule.rooms(ledger.balance, expenditure):
            paid_in = np.minimum(rest, room)
            ledger.move(reserve, "surplus_in", paid_in)
            rest = rest - paid_in
    # The partners get the rest, by rule or as their arms are under after what was put back for them.
    return _SurplusUses(
        back, cleared, available - rest, plan.scheme.returned(rest, year.spare - unneeded, year.payments)
    )


def _unneeded_use(plan: Plan, spare: Array, used: Array, shares: Array) -> Array:
    """Return the part of the year's planned use that was not needed, by arm, shape (partner, draw): at most `spare`.

    If the scheme forbids the offset, each arm puts back no more than its own share of the use: what one arm did not
    need must not refill a reserve on behalf of the other, whose overspend it was not to meet.
    """
    if plan.scheme.offsets:
        return in_proportion(spare, used)
    return np.minimum(spare, shares * used)


def _without_returned_loans(steps: Mapping[str, StepResult], returned: Array) -> Mapping[str, StepResult]:
    """Return the steps with their repayments reduced by what a surplus of the same year has returned to the payers.

    Of a partner's additional contributions, max(0, 1 - returned / paid) is lent: what came back as a surplus isn't
    repaid a second time.
    """
    if not any(step.due for step in steps.values()):
        return steps
    paid = sum_of([np.maximum(s.partners, 0.0) for s in steps.values() if s.partners is not None], returned.shape)
    none = zeros(np.broadcast_shapes(paid.shape, returned.shape), like=returned)
    returned_share = np.divide(returned, paid, out=none, where=paid > 0)
    lent_share = np.maximum(1 - returned_share, 0.0)
    return {key: replace(step, due=tuple(due * lent_share for due in step.due)) for key, step in steps.items()}


def _claw_back(plan: Plan, ledger: Ledger, year: str) -> None:
    # Last, since the share is of the balance at the end of the year. A balance may end a rounding error below zero:
    # nothing is set to zero here, because arithmetic takes one path whatever the numbers; `identities` allows for it.
    for name, reserve in plan.all_reserves.items():
        ledger.move(name, "clawed_back", ledger.balance[name] * reserve.clawback.get(year, 0.0))
