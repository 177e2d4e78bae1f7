"""Usable funding: ring-fenced money pays only for its own lines, from the year's receipt, then from its reserve."""

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
class UsableFunding:
    """Usable funding of the integrated budget, by funding source, by ring-fenced reserve and by arm.

    Arrays have shape (year, draw) unless stated, in the plan's money unit. Set-aside streams are left out.
    """

    usable: Mapping[str, Array]
    """Usable part of each stream's receipt; of a ring-fenced stream, no more than its lines cost."""
    unspent: Mapping[str, Array]
    """Receipts that their lines did not need, paid into each ring-fenced reserve."""
    drawn: Mapping[str, Array]
    """Money that lines draw from each ring-fenced reserve."""
    recurring: Array
    """Recurring part of all usable funding, without reserves."""
    by_arm: Array
    """Usable receipts and drawings on ring-fenced reserves, by the arm they are put through: (partner, year, draw)."""


def usable_funding(
    plan: Plan, rows: Rows, draws: Draws, receipts: Mapping[str, Receipt], net: OfRows, lasting: OfRows
) -> UsableFunding:
    """Work out usable funding. Section 7 of the model.

    `net` gives the cost of rows of lines after their savings, `lasting` the recurring part of it with savings at their
    full-year effect, each shape (year, draw).
    """
    fenced = {name: stream for name, stream in plan.funding.items() if stream.type == "ring_fenced"}
    needs = {name: _need(rows, stream, net) for name, stream in fenced.items()}
    paid = {name: receipts[name].total for name, stream in plan.funding.items() if stream.type != "set_aside"}
    usable = {name: np.minimum(paid[name], needs[name]) if name in fenced else paid[name] for name in paid}
    # The base year's receipt is NaN where the plan doesn't state it; reserves start in the first projected year.
    short = {name: np.nan_to_num(needs[name] - usable[name]) for name in fenced}
    over = {name: np.nan_to_num(paid[name] - usable[name]) for name in fenced}
    drawn, unspent, from_reserve = _reserves(plan, draws, fenced, short, over)
    recurring = {name: receipts[name].recurring for name in paid}
    for name, stream in fenced.items():
        recurring[name] = np.minimum(recurring[name], _need(rows, stream, lasting))
    arms = zeros((len(PARTNERS), *draws.shape), like=next(iter(usable.values()), None))
    for name, money in usable.items():
        arms[PARTNERS.index(plan.funding[name].put_through(plan.lines))] += money + from_reserve.get(name, 0.0)
    return UsableFunding(usable, unspent, drawn, sum_of(recurring.values(), draws.shape), arms)


def _need(rows: Rows, stream: Stream, net: OfRows) -> Array:
    """Return the cost of a stream's lines after their savings, never negative, shape (year, draw)."""
    names = stream.lines.of(rows.lines) if stream.lines else ()
    return np.maximum(net(rows.of(names)), 0.0)


def _reserves(
    plan: Plan, draws: Draws, fenced: Mapping[str, Stream], short: Mapping[str, Array], over: Mapping[str, Array]
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Return drawings and unspent receipts by reserve, and drawings by stream, each (year, draw).

    Unspent receipts of all streams go in first. Streams that are short then share the balance in proportion.
    """
    reserves = {name: reserve for name, reserve in plan.all_reserves.items() if reserve.class_ == "ring_fenced"}
    # Sorted: the order of streams in the file must not change the last digit of a sum.
    streams = {name: sorted(stream for stream, part in fenced.items() if part.reserve == name) for name in reserves}
    drawn: dict[str, Array] = {}
    from_reserve: dict[str, Array] = {}
    unspent = {name: sum_of([over[stream] for stream in streams[name]], draws.shape) for name in reserves}
    for name, reserve in reserves.items():
        unspent[name][0] = 0.0  # the opening balance already holds what the base year left
        balance = numbers([reserve.opening])
        drawn[name] = zeros(draws.shape, like=balance)
        from_reserve |= {stream: zeros(draws.shape, like=balance) for stream in streams[name]}
        for t, year in enumerate(draws.timeline.labels[1:], 1):
            available = balance + reserve.planned_contributions.get(year, 0.0) + unspent[name][t]
            wanted = sum_of([short[stream][t] for stream in streams[name]], (draws.size,))
            given = np.minimum(available, wanted)
            for stream in streams[name]:
                part = np.divide(short[stream][t], wanted, out=np.zeros_like(given), where=wanted > 0)
                from_reserve[stream][t] = part * given
            drawn[name][t] = given
            balance = (available - given) * (1 - reserve.clawback.get(year, 0.0))
    return drawn, unspent, from_reserve
