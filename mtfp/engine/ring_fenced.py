"""Usable funding. Ring-fenced money pays for its lines only: first the year's receipt, then its reserve."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.model.base.arrays import Array, numbers, sum_of, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows
from mtfp.model.money_in.funding import Receipt, Stream
from mtfp.model.plan import Plan


@dataclass(frozen=True)
class RingFenced:
    """Usable funding after the ring-fences.

    `usable[stream]`, `unspent[reserve]`, `drawn[reserve]`, `recurring` have shape (year, draw);
    `by_arm` (partner, year, draw)
    is every stream's usable money, reserves' included, where it is put through. Set-aside streams are not in it.
    """

    usable: Mapping[str, Array]
    unspent: Mapping[str, Array]
    drawn: Mapping[str, Array]
    recurring: Array
    by_arm: Array


def ring_fenced(
    plan: Plan, rows: Rows, draws: Draws, receipts: Mapping[str, Receipt], net: OfRows, lasting: OfRows
) -> RingFenced:
    """Work out usable funding.

    `net` gives the cost of rows of lines after their savings, `lasting` the recurring part of it with savings at their
    full-year effect, each shape (year, draw).
    """
    fenced = {name: stream for name, stream in plan.funding.items() if stream.type == "ring_fenced"}
    needs = {name: _need(rows, stream, net) for name, stream in fenced.items()}
    paid = {name: receipts[name].total for name, stream in plan.funding.items() if stream.type != "set_aside"}
    usable = {name: np.minimum(paid[name], needs[name]) if name in fenced else paid[name] for name in paid}
    short = {name: np.nan_to_num(needs[name] - usable[name]) for name in fenced}
    over = {name: np.nan_to_num(paid[name] - usable[name]) for name in fenced}
    drawn, unspent, from_reserve = _reserves(plan, draws, fenced, short, over)
    recurring = {name: receipts[name].recurring for name in paid}
    for name, stream in fenced.items():
        recurring[name] = np.minimum(recurring[name], _need(rows, stream, lasting))
    arms = zeros((len(PARTNERS), *draws.shape), like=next(iter(usable.values()), None))
    for name, money in usable.items():
        arms[PARTNERS.index(plan.funding[name].put_through(plan.lines))] += money + from_reserve.get(name, 0.0)
    return RingFenced(usable, unspent, drawn, sum_of(recurring.values(), draws.shape), arms)


def _need(rows: Rows, stream: Stream, net: OfRows) -> Array:
    """The cost of its lines after their savings, never below zero, shape (year, draw)."""
    names = stream.lines.of(rows.lines) if stream.lines else ()
    return np.maximum(net(rows.of(names)), 0.0)


def _reserves(
    plan: Plan, draws: Draws, fenced: Mapping[str, Stream], short: Mapping[str, Array], over: Mapping[str, Array]
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """What each reserve gives and takes year by year, and what it gives to each stream's lines.

    All that is unspent goes in first; streams that are short share what there is in proportion.
    """
    reserves = {name: reserve for name, reserve in plan.all_reserves.items() if reserve.class_ == "ring_fenced"}
    streams = {name: sorted(s for s, said in fenced.items() if said.reserve == name) for name in reserves}
    drawn: dict[str, Array] = {}
    from_reserve: dict[str, Array] = {}
    unspent = {name: sum_of([over[stream] for stream in streams[name]], draws.shape) for name in reserves}
    for name, reserve in reserves.items():
        unspent[name][0] = 0.0
        balance = numbers([reserve.opening])
        drawn[name] = zeros(draws.shape, like=balance)
        from_reserve |= {stream: zeros(draws.shape, like=balance) for stream in streams[name]}
        for t, year in enumerate(draws.timeline.labels[1:], 1):
            held = balance + reserve.planned_contributions.get(year, 0.0) + unspent[name][t]
            wanted = sum_of([short[stream][t] for stream in streams[name]], (draws.size,))
            given = np.minimum(held, wanted)
            for stream in streams[name]:
                part = np.divide(short[stream][t], wanted, out=np.zeros_like(given), where=wanted > 0)
                from_reserve[stream][t] = part * given
            drawn[name][t] = given
            balance = (held - given) * (1 - reserve.clawback.get(year, 0.0))
    return drawn, unspent, from_reserve
