"""Close the funding gap of each year in turn, by planned use of reserves and the closing steps; then use any surplus.

Each year is closed in this order (sections 11 and 12 of the model):

1. Record planned contributions to reserves, unless a carried deficit stops them; planned use of reserves; and the
   movements of ring-fenced reserves.
2. Repay the partners' additional contributions of earlier years that are due.
3. Take the closing steps in the scheme's order. The offset is the first step unless the scheme lists it elsewhere.
4. Use the surplus: put back planned use, clear a carried deficit, pay into reserves, return the rest to the partners.
5. Claw back a share of each reserve's balance at the end of the year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from mtfp.engine.ledger import NO_MOVEMENT, Ledger, ReserveYears
from mtfp.engine.projection import ClosedYear, Closing
from mtfp.engine.year_end_inputs import YearEndInputs
from mtfp.model.base.arrays import NOISE, Array, Flags, divided, numbers, sum_of, total_over_items
from mtfp.model.base.draws import Draws
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows
from mtfp.model.plan import Plan
from mtfp.model.scheme.year_end import StepResult, YearEnd, in_proportion

NO_OTHER: Mapping[str, Array] = MappingProxyType({})
"""Opening balances that differ from the plan's: none."""


class _SurplusUses(NamedTuple):
    """Amounts of one year's surplus by use, each zero or more.

    `returned` has shape (partner, draw); the other amounts have shape (draw,).
    """

    put_back: Array
    cleared: Array
    into_reserves: Array
    returned: Array


def close_years(
    plan: Plan, draws: Draws, inputs: YearEndInputs, opening: Mapping[str, Array] = NO_OTHER
) -> tuple[Closing, dict[str, ReserveYears]]:
    """Close every projected year. Return the closed years, and the years of each reserve by its name.

    `opening` has other opening balances than the plan's, by reserve, shape (draw,). Sections 11 and 12 of the model.
    """
    opening = {name: numbers([reserve.opening]) for name, reserve in plan.all_reserves.items()} | dict(opening)
    floors = {name: _floor(plan, name, inputs.expenditure) for name in plan.all_reserves}
    years: list[ClosedYear] = []
    position = inputs.arms.position
    moves = any(reserve.planned_use or reserve.planned_contributions for reserve in plan.all_reserves.values())
    units = {name: assumption.unit for name, assumption in plan.assumptions.items()}
    for t in range(1, len(draws.timeline)):
        ledger = Ledger(years[-1].ledger.balance if years else opening)
        earlier_deficit = years[-1].deficit if years else NO_MOVEMENT
        # Planned use comes before any step: the IJB decided on it in its budget, and the steps close only the gap that
        # it leaves. It belongs to no arm, so the arms share it in proportion to their cost.
        net_use = _apply_planned_movements(plan, ledger, inputs, earlier_deficit, t)
        use_by_arm = inputs.arms.shares[:, t] * net_use if moves else None
        # Repayments also come before the steps. A repayment opens a gap in the arm of the partner that lent, and the
        # steps then close it. Repayments are one-offs, and a loan doesn't change the agreed contribution, so steps
        # share a gap by `payments` before repayments.
        due = _repayments_due(years)
        repaid = sum_of(due, (len(PARTNERS), 1))
        year = YearEnd(
            year=draws.timeline.labels[t],
            base_year=plan.base_year,
            position=_plus_less(position[:, t], repaid if due else None, use_by_arm),
            above_floor={},
            payments=inputs.payments[:, t],
            set_aside=inputs.set_aside[:, t],
            rows=inputs.rows,
            net=partial(_net_in_year, inputs.net, t),
            money=_plus_less(inputs.arms.money[:, t], use_by_arm, repaid if due else None),
            holds=np.ones(1),
            values={name: values[t] for name, values in draws.values.items()},
            units=units,
        )
        # No step may use a ring-fenced reserve, or an earmarked reserve with another purpose.
        floors_of_year = {
            name: floors[name][t] for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap
        }
        steps, after = _take_steps(plan, draws, year, ledger, floors_of_year, t)
        spare = after.spare
        uses = _use_surplus(
            plan, ledger, after, spare, earlier_deficit, inputs.expenditure[t], shares=inputs.arms.shares[:, t]
        )
        # A surplus clears deficits of earlier years only. Within a year, the offset lets one arm's surplus meet the
        # other's deficit, unless the scheme forbids it.
        carried = sum_of([step.carried for step in steps.values() if step.carried is not None], earlier_deficit.shape)
        _claw_back(plan, ledger, year.year)
        years.append(
            ClosedYear(
                position=year.position,
                net_use=net_use,
                repaid=repaid,
                steps=_without_returned_loans(steps, uses.returned),
                left=after.left,
                spare=spare,
                **uses._asdict(),
                deficit=earlier_deficit + carried - uses.cleared,
                ledger=ledger,
            )
        )
    drawn = sum_of(inputs.funding.drawn.values(), (len(draws.timeline), 1))
    ledgers = tuple(year.ledger for year in years)
    reserves = {name: ReserveYears(name, ledgers, floors[name]) for name in plan.all_reserves}
    return Closing(tuple(years), drawn), reserves


def _plus_less(amount: Array, plus: Array | None, less: Array | None) -> Array:
    """Add one amount and subtract another. None stands for zero in every plan like this one, and costs no time."""
    added = amount if plus is None else amount + plus
    return added if less is None else added - less


def _net_in_year(net: OfRows, t: int, rows: Flags) -> Array:
    return net(rows)[t]


def _floor(plan: Plan, name: str, expenditure: Array) -> Array:
    # A floor may be a share of expenditure, which is negative when income exceeds cost; no floor is below zero.
    if (floor := plan.all_reserves[name].floor) is None:
        return np.zeros_like(expenditure)
    return np.maximum(floor.levels(plan.timeline.labels, expenditure), 0.0)


def _repayments_due(years: Sequence[ClosedYear]) -> list[Array]:
    """Return arrays, shape (partner, draw), of repayments to partners due in the year after the last of `years`."""
    return [
        step.due[ago]
        for ago, closed in enumerate(reversed(years))
        for step in closed.steps.values()
        if ago < len(step.due)
    ]


def _apply_planned_movements(
    plan: Plan, ledger: Ledger, inputs: YearEndInputs, earlier_deficit: Array, t: int
) -> Array:
    """Record the planned movements of every reserve in year `t`, and return planned use less planned contributions.

    The result has shape (draw,) or (1,).
    """
    year = plan.timeline.labels[t]
    net = NO_MOVEMENT
    for name, reserve in plan.all_reserves.items():
        if reserve.planned_contributions:
            paid_in = numbers([reserve.planned_contributions.get(year, 0.0)])
            if reserve.contributions_stop_in_deficit:
                in_deficit = earlier_deficit > NOISE * np.abs(inputs.expenditure[t])
                paid_in = np.where(in_deficit, 0.0, paid_in)
            ledger.move(name, "contributions", paid_in)
            net = net - paid_in
        if reserve.planned_use:
            # A step of an earlier year may have taken the money, and a plan can't use it twice. Planned use may go
            # below the floor: the floor limits the closing steps, not the IJB's own decision.
            used = np.minimum(reserve.planned_use.get(year, 0.0), ledger.balance[name])
            ledger.move(name, "planned_use", used)
            net = net + used
    # Ring-fenced reserves have no planned use. Usable funding already contains their movements, which follow from
    # receipts and the cost of their lines, so the ledger only records them here.
    for name, drawn in inputs.funding.drawn.items():
        ledger.move(name, "unspent", inputs.funding.unspent[name][t])
        ledger.move(name, "drawn_by_lines", drawn[t])
    return net


def _take_steps(
    plan: Plan, draws: Draws, year: YearEnd, ledger: Ledger, floors: Mapping[str, Array], t: int
) -> tuple[dict[str, StepResult], YearEnd]:
    """Take the closing steps in order. Return the result of each step, and the year-end after the last step.

    Each step starts from the overspends that the earlier steps left. `floors` has the floor of each reserve that steps
    may use.
    """
    # The order is the one in the integration scheme. Only the offset is assumed, as the first step: both arms belong to
    # the budget of one IJB, so one arm's underspend meets the other's overspend before a partner pays more.
    steps: dict[str, StepResult] = {}
    position = year.position
    for key, step in plan.scheme.order.items():
        holds = draws.recovery[key][t] if key in draws.recovery else year.holds
        # Two steps may use one reserve, so each step takes the balance above the floor from the ledger as it is now.
        now = year._replace(position=position, above_floor=ledger.above_floors(floors), holds=holds, step=key)
        if steps:
            now.by_arm(now.position, "overspend before the step")
        result = step.take(now)
        for reserve, amount in result.reserves.items():
            ledger.move(reserve, "used_by_steps", amount)
        position = position - result.closed
        steps[key] = result
    return steps, year._replace(position=position)


def _use_surplus(
    plan: Plan,
    ledger: Ledger,
    year: YearEnd,
    spare: Array,
    earlier_deficit: Array,
    expenditure: Array,
    *,
    shares: Array,
) -> _SurplusUses:
    """Use the surplus: put back planned use, clear an earlier deficit, pay into reserves, return the rest to partners.

    `year` is the year-end after the closing steps, and `spare` its underspend of each arm. `shares` are the arms'
    shares of planned use of reserves, shape (partner, draw).
    """
    surplus = total_over_items(spare)
    # First put unneeded planned use back into the reserves, in proportion to the planned use of each reserve.
    # Money that closing steps took is not put back, since a step takes money only to meet an arm's overspend.
    used = {name: ledger.moved[name]["planned_use"] for name, each in plan.all_reserves.items() if each.planned_use}
    all_used = sum_of(used.values(), (1,))
    unneeded = _unneeded_use(plan, spare, all_used, shares) if used else np.zeros((len(PARTNERS), 1))
    year.by_arm(unneeded, "planned use of reserves that is not needed")
    back = total_over_items(unneeded)
    for name, amount in used.items():
        share_of_back = divided(amount * back, all_used, all_used > 0, 0.0)
        ledger.move(name, "put_back", share_of_back)
    # Then clear the deficit: an IJB doesn't build reserves or pay out a surplus while it carries a deficit.
    cleared = np.minimum(surplus - back, earlier_deficit) if plan.scheme.carries else NO_MOVEMENT
    # Then pay into reserves by the scheme's rule. The cap on a balance includes the money that was just put back.
    left = _plus_less(surplus, None, back if used else None)
    left = _plus_less(left, None, cleared if plan.scheme.carries else None)
    available = rest = year.named(left, "surplus after planned use put back and deficit cleared")
    if rule := plan.scheme.surplus:
        for reserve, room in rule.rooms(ledger.balance, year.year, expenditure):
            paid_in = np.minimum(rest, room)
            ledger.move(reserve, "surplus_in", paid_in)
            rest = rest - paid_in
    less_back = _plus_less(spare, None, unneeded if used else None)
    not_put_back = year.by_arm(less_back, "underspend less planned use put back")
    # The partners get the rest, by the scheme's rule or in proportion to each arm's underspend less its money put back.
    return _SurplusUses(back, cleared, available - rest, plan.scheme.returned(rest, not_put_back, year.payments))


def _unneeded_use(plan: Plan, spare: Array, used: Array, shares: Array) -> Array:
    """Return the part of the year's planned use of reserves that each arm did not need, shape (partner, draw).

    An arm puts back at most its underspend, `spare`. If the scheme forbids the offset, an arm also puts back at most
    its own share of the planned use: its underspend must not pay for the other arm.
    """
    if plan.scheme.offsets:
        return in_proportion(spare, used)
    return np.minimum(spare, shares * used)


def _without_returned_loans(steps: Mapping[str, StepResult], returned: Array) -> Mapping[str, StepResult]:
    """Return the steps with their repayments reduced by the surplus that the same year returned to the partners.

    Money that a partner already got back as a surplus must not be repaid a second time. The loan of a partner is
    therefore the share max(0, 1 - returned / paid) of its additional contributions.
    """
    if not any(step.due for step in steps.values()):
        return steps
    paid = sum_of([np.maximum(s.partners, 0.0) for s in steps.values() if s.partners is not None], returned.shape)
    returned_share = divided(returned, paid, paid > 0, 0.0)
    lent_share = np.maximum(1 - returned_share, 0.0)
    return {key: replace(step, due=tuple(due * lent_share for due in step.due)) for key, step in steps.items()}


def _claw_back(plan: Plan, ledger: Ledger, year: str) -> None:
    # Clawback comes last, since it takes a share of the balance at the end of the year. Rounding may
    # leave a balance slightly below zero. It is not set to zero here, so that every draw has the same arithmetic;
    # `identities` allows for rounding.
    for name, reserve in plan.all_reserves.items():
        if reserve.clawback:
            ledger.move(name, "clawed_back", ledger.balance[name] * reserve.clawback.get(year, 0.0))
