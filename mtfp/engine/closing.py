"""The year-ends in turn: planned use of reserves, the steps of the scheme, the surplus, and every pot's balance."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from mtfp.engine.projection import Closing, Gap, PotYears
from mtfp.engine.ring_fenced import RingFenced
from mtfp.model.arrays import Array, sum_of
from mtfp.model.draws import Draws
from mtfp.model.funding import Receipt
from mtfp.model.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.model.scheme import YearEnd


@dataclass
class _Ledger:
    """The arrays that the year loop fills, one row a year."""

    closing: dict[str, Array]
    pots: dict[str, dict[str, Array]]
    balance: dict[str, Array]
    deficit: Array
    used: dict[str, Array] = field(default_factory=dict)


def close_years(
    plan: Plan,
    draws: Draws,
    gap: Gap,
    positions: Array,
    shares: Array,
    fenced: RingFenced,
    receipts: Mapping[str, Receipt],
) -> tuple[Closing, dict[str, PotYears]]:
    """Close every projected year, as sections 11 and 12 of the model have it.

    `positions` (partner, year, draw) are the arms' before planned use of reserves, which the arms share by `shares`.
    """
    ledger = _open(plan, draws)
    contributions = [_by_partner(plan, draws, receipts, kind) for kind in ("payment", "set_aside")]
    floors = {name: _floor(plan, name, gap.expenditure) for name in plan.pots}
    for t in range(1, len(draws.timeline)):
        net_use = _planned(plan, ledger, fenced, t)
        left = positions[:, t] - shares[:, t] * net_use
        ledger.closing["to_close"][t] = left.sum(axis=0)
        above = {
            name: np.maximum(ledger.balance[name] - floors[name][t], 0.0)
            for name, pot in plan.pots.items()
            if pot.serves_the_gap
        }
        year = YearEnd(np.maximum(-left, 0.0), above, *(by_partner[:, t] for by_partner in contributions))
        earlier = ledger.deficit
        spare = _take_steps(plan, ledger, np.maximum(left, 0.0), year, t)
        _place_surplus(plan, ledger, spare, earlier, gap.expenditure[t], t)
        _end_year(plan, ledger, t)
    pots = {name: PotYears(**rows, floor=floors[name]) for name, rows in ledger.pots.items()}
    return Closing(**ledger.closing), pots


def _open(plan: Plan, draws: Draws) -> _Ledger:
    names = {f.name for f in fields(PotYears)} - {"floor"}
    pots = {name: {row: draws.nil() for row in names} for name in plan.pots}
    balance = {name: np.full(draws.size, pot.opening) for name, pot in plan.pots.items()}
    for name, rows in pots.items():
        rows["closing"][0] = balance[name]
    closing = {f.name: draws.nil() for f in fields(Closing)}
    closing["additional_payments"] = np.zeros((len(PARTNERS), *draws.shape))
    return _Ledger(closing, pots, balance, np.zeros(draws.size))


def _by_partner(plan: Plan, draws: Draws, receipts: Mapping[str, Receipt], kind: str) -> Array:
    """What each partner pays in streams of one type, before repayments, shape (partner, year, draw)."""
    streams = [(stream.partner, receipts[name].total) for name, stream in plan.funding.items() if stream.type == kind]
    return np.stack([sum_of([paid for by, paid in streams if by == partner], draws.shape) for partner in PARTNERS])


def _floor(plan: Plan, name: str, expenditure: Array) -> Array:
    floor = plan.pots[name].floor
    return np.zeros_like(expenditure) if floor is None else np.maximum(floor.level(expenditure), 0.0)


def _move(ledger: _Ledger, pot: str, row: str, t: int, amount: Array, sign: int) -> None:
    ledger.pots[pot][row][t] += amount
    ledger.balance[pot] = ledger.balance[pot] + sign * amount


def _planned(plan: Plan, ledger: _Ledger, fenced: RingFenced, t: int) -> Array:
    """Put planned contributions in, take planned use out (no more than there is); returns use net of contributions."""
    year = plan.timeline.labels[t]
    net = np.zeros_like(ledger.deficit)
    for name, pot in plan.pots.items():
        paid_in = np.full_like(net, pot.planned_contributions.get(year, 0.0))
        _move(ledger, name, "contributions", t, paid_in, 1)
        used = np.minimum(pot.planned_use.get(year, 0.0), ledger.balance[name])
        _move(ledger, name, "planned_use", t, used, -1)
        net += used - paid_in
        ledger.used[name] = used
    for name, drawn in fenced.drawn.items():
        _move(ledger, name, "unspent", t, fenced.unspent[name][t], 1)
        _move(ledger, name, "drawn_by_lines", t, drawn[t], -1)
        ledger.closing["drawn_by_lines"][t] += drawn[t]
    ledger.closing["planned_use"][t] = net
    return net


def _take_steps(plan: Plan, ledger: _Ledger, left: Array, year: YearEnd, t: int) -> Array:
    """Let each step take its part; returns what underspent arms have left, shape (draw,)."""
    closing, spare = ledger.closing, year.spare
    above = dict(year.above_floor)
    for step in plan.scheme.order:
        taken = step.rule.take(left, YearEnd(spare, above, year.payments, year.set_aside))
        left = left - taken.by_arm
        if taken.offset is not None:
            closing["offset"][t] += taken.offset
            spare = spare - taken.by_arm[::-1]
        for pot, amount in taken.pots.items():
            _move(ledger, pot, "used_by_steps", t, amount, -1)
            above[pot] = above[pot] - amount
            closing["reserves_used"][t] += amount
        if taken.partners is not None:
            closing["additional_payments"][:, t] += taken.partners
        if taken.carried is not None:
            closing["carried"][t] += taken.carried
            ledger.deficit = ledger.deficit + taken.carried
    closing["unmet"][t] = left.sum(axis=0)
    return np.asarray(spare.sum(axis=0))


def _place_surplus(plan: Plan, ledger: _Ledger, surplus: Array, earlier: Array, expenditure: Array, t: int) -> None:
    """Put back the year's planned use, clear a deficit of earlier years, then go by rule, the rest to the partners."""
    closing = ledger.closing
    closing["surplus"][t] = surplus
    used = sum_of(ledger.used.values(), surplus.shape)
    back = np.minimum(surplus, used)
    for name, amount in ledger.used.items():
        part = np.divide(amount * back, used, out=np.zeros_like(back), where=used > 0)
        _move(ledger, name, "put_back", t, part, 1)
    cleared = np.minimum(surplus - back, earlier)
    ledger.deficit = ledger.deficit - cleared
    into = np.zeros_like(back)
    if rule := plan.scheme.surplus:
        cap = np.full_like(back, np.inf) if rule.cap is None else rule.cap.level(expenditure)
        into = np.minimum(surplus - back - cleared, np.maximum(cap - ledger.balance[rule.to], 0.0))
        _move(ledger, rule.to, "surplus_in", t, into, 1)
    closing["put_back"][t], closing["deficit_cleared"][t], closing["surplus_into_pots"][t] = back, cleared, into
    closing["returned"][t] = surplus - back - cleared - into


def _end_year(plan: Plan, ledger: _Ledger, t: int) -> None:
    year = plan.timeline.labels[t]
    for name, pot in plan.pots.items():
        _move(ledger, name, "clawed_back", t, ledger.balance[name] * pot.clawback.get(year, 0.0), -1)
        ledger.pots[name]["closing"][t] = ledger.balance[name]
    ledger.closing["deficit"][t] = ledger.deficit
