"""The year-ends in turn: planned use of reserves, the steps of the scheme, the surplus, what the next year inherits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from mtfp.engine.arms import Arms
from mtfp.engine.ledger import NIL, Ledger, ReserveYears
from mtfp.engine.projection import Closing, YearClosed
from mtfp.engine.ring_fenced import RingFenced
from mtfp.model.base.arrays import Array, Flags, numbers, side_by_side, sum_of, total_over_items, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.scheme.year_end import StepResult, YearEnd, in_proportion


@dataclass(frozen=True)
class YearEndInputs:
    """What the year-ends begin from: arms and usable money, the lines' cost after savings (`net`), all expenditure."""

    arms: Arms
    fenced: RingFenced
    receipts: Mapping[str, Receipt]
    rows: Rows
    net: OfRows
    expenditure: Array


class _Surplus(NamedTuple):
    """Where a year's surplus goes: `returned` shape (partner, draw), the rest (draw,)."""

    put_back: Array
    cleared: Array
    into_reserves: Array
    returned: Array


def close_years(plan: Plan, draws: Draws, before: YearEndInputs) -> tuple[Closing, dict[str, ReserveYears]]:
    """Close every projected year, as sections 11 and 12 of the model have it."""
    opening = {name: numbers([reserve.opening]) for name, reserve in plan.all_reserves.items()}
    floors = {name: _floor(plan, name, before.expenditure) for name in plan.all_reserves}
    contributions = [_contributions(plan, draws, before.receipts, kind) for kind in ("payment", "set_aside")]
    years: list[YearClosed] = []
    position = before.arms.position
    for t in range(1, len(draws.timeline)):
        book = Ledger(years[-1].book.balance if years else opening)
        net_use = _planned(plan, book, before.fenced, t)
        repaid = sum_of(_due(years), (len(PARTNERS), 1))
        shared = before.arms.shares[:, t] * net_use
        year = YearEnd(
            year=draws.timeline.labels[t],
            base_year=plan.base_year,
            position=position[:, t] + repaid - shared,
            above_floor={},
            payments=contributions[0][:, t],
            set_aside=contributions[1][:, t],
            rows=before.rows,
            net=partial(_in_year, before.net, t),
            money=before.arms.money[:, t] - repaid + shared,
            holds=np.ones(1),
            values={name: values[t] for name, values in draws.values.items()},
            units={name: assumption.unit for name, assumption in plan.assumptions.items()},
        )
        may_use = {name: floors[name][t] for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap}
        steps, after = _take_steps(plan, draws, year, book, may_use, t)
        earlier = years[-1].deficit if years else NIL
        placed = _place_surplus(plan, book, after, earlier, before.expenditure[t], before.arms.shares[:, t])
        carried = sum_of([taken.carried for taken in steps.values() if taken.carried is not None], earlier.shape)
        _claw_back(plan, book, year.year)
        years.append(
            YearClosed(
                position=year.position,
                net_use=net_use,
                repaid=repaid,
                steps=_still_lent(steps, placed.returned),
                left=after.left,
                spare=after.spare,
                **placed._asdict(),
                deficit=earlier + carried - placed.cleared,
                book=book,
            )
        )
    drawn = sum_of(before.fenced.drawn.values(), (len(draws.timeline), 1))
    books = tuple(year.book for year in years)
    return Closing(tuple(years), drawn), {name: ReserveYears(name, books, floors[name]) for name in plan.all_reserves}


def _in_year(money: OfRows, t: int, rows: Flags) -> Array:
    return money(rows)[t]


def _contributions(plan: Plan, draws: Draws, receipts: Mapping[str, Receipt], kind: str) -> Array:
    """What each partner pays in streams of one type, before repayments, shape (partner, year, draw)."""
    streams = [(stream.partner, receipts[name].total) for name, stream in plan.funding.items() if stream.type == kind]
    by_partner = [[paid for by, paid in streams if by == partner] for partner in PARTNERS]
    return side_by_side([sum_of(paid, (len(draws.timeline), 1)) for paid in by_partner])


def _floor(plan: Plan, name: str, expenditure: Array) -> Array:
    floor = plan.all_reserves[name].floor
    return np.zeros_like(expenditure) if floor is None else np.maximum(floor.level(expenditure), 0.0)


def _due(years: Sequence[YearClosed]) -> list[Array]:
    """What falls due in the next year of partners' additional payments in these ones, (partner, draw) each."""
    return [
        taken.due[ago]
        for ago, closed in enumerate(reversed(years))
        for taken in closed.steps.values()
        if ago < len(taken.due)
    ]


def _planned(plan: Plan, book: Ledger, fenced: RingFenced, t: int) -> Array:
    """Put planned contributions in, take planned use out (no more than there is); returns use net of contributions."""
    year = plan.timeline.labels[t]
    net = NIL
    for name, reserve in plan.all_reserves.items():
        paid_in = numbers([reserve.planned_contributions.get(year, 0.0)])
        book.move(name, "contributions", paid_in)
        used = np.minimum(reserve.planned_use.get(year, 0.0), book.balance[name])
        book.move(name, "planned_use", used)
        net = net + used - paid_in
    for name, drawn in fenced.drawn.items():
        book.move(name, "unspent", fenced.unspent[name][t])
        book.move(name, "drawn_by_lines", drawn[t])
    return net


def _take_steps(
    plan: Plan, draws: Draws, year: YearEnd, book: Ledger, may_use: Mapping[str, Array], t: int
) -> tuple[dict[str, StepResult], YearEnd]:
    """Let each step take its part; `may_use` has the floors of the reserves that it may use."""
    steps: dict[str, StepResult] = {}
    position = year.position
    for key, step in plan.scheme.order.items():
        holds = draws.recovery[key][t] if key in draws.recovery else year.holds
        taken = step.take(year._replace(position=position, above_floor=book.above(may_use), holds=holds))
        for reserve, amount in taken.reserves.items():
            book.move(reserve, "used_by_steps", amount)
        position = position - taken.closed
        steps[key] = taken
    return steps, year._replace(position=position)


def _place_surplus(
    plan: Plan, book: Ledger, year: YearEnd, earlier: Array, expenditure: Array, shares: Array
) -> _Surplus:
    """Put back the year's planned use, clear a deficit of earlier years, then go by rule, the rest to the partners."""
    surplus = total_over_items(year.spare)
    used = {name: moved["planned_use"] for name, moved in book.moved.items()}
    all_used = sum_of(used.values(), surplus.shape)
    by_arm = _not_needed(plan, year.spare, all_used, shares)
    back = total_over_items(by_arm)
    for name, amount in used.items():
        book.move(name, "put_back", np.divide(amount * back, all_used, out=np.zeros_like(back), where=all_used > 0))
    cleared = np.minimum(surplus - back, earlier)
    into = rest = surplus - back - cleared
    if rule := plan.scheme.surplus:
        for reserve, room in rule.rooms(book.balance, expenditure):
            kept = np.minimum(rest, room)
            book.move(reserve, "surplus_in", kept)
            rest = rest - kept
    return _Surplus(back, cleared, into - rest, plan.scheme.returned(rest, year.spare - by_arm, year.payments))


def _not_needed(plan: Plan, spare: Array, used: Array, shares: Array) -> Array:
    """What of the year's planned use wasn't needed, by arm, shape (partner, draw): no more than its arms have spare.

    Where the scheme forbids an offset, an arm's share of the use is its own, and doesn't pay for the other's overspend.
    """
    if plan.scheme.offsets:
        return in_proportion(spare, used)
    return np.minimum(spare, shares * used)


def _still_lent(steps: Mapping[str, StepResult], returned: Array) -> Mapping[str, StepResult]:
    """The steps with what falls due of them, once a surplus of the same year has returned some of it to its payers.

    Of a partner's additional payments max(0, 1 - returned / paid) is lent: what wasn't needed isn't repaid again.
    """
    if not any(taken.due for taken in steps.values()):
        return steps
    paid = sum_of([np.maximum(t.partners, 0.0) for t in steps.values() if t.partners is not None], returned.shape)
    nothing = zeros(np.broadcast_shapes(paid.shape, returned.shape), like=returned)
    back = np.divide(returned, paid, out=nothing, where=paid > 0)
    lent = np.maximum(1 - back, 0.0)
    return {key: replace(taken, due=tuple(due * lent for due in taken.due)) for key, taken in steps.items()}


def _claw_back(plan: Plan, book: Ledger, year: str) -> None:
    for name, reserve in plan.all_reserves.items():
        book.move(name, "clawed_back", book.balance[name] * reserve.clawback.get(year, 0.0))
