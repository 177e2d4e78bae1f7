"""Work out usable funding. Ring-fenced receipts and reserves pay only for their own budget lines."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, divided, numbers, sum_of, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows
from mtfp.model.money_in.funding import Receipt, Stream
from mtfp.model.plan import Plan


@dataclass(frozen=True, repr=False)
class UsableFunding(Short):
    """Usable funding of the integrated budget, by funding source, by ring-fenced reserve and by arm.

    Arrays have shape (year, draw) unless stated, in the plan's money unit. Set-aside funding is left out.
    """

    usable: Mapping[str, Array]
    """Usable receipt of each funding source. A ring-fenced receipt is usable up to the cost of its lines."""
    unspent: Mapping[str, Array]
    """Ring-fenced receipts above the cost of their lines, which are paid into each ring-fenced reserve."""
    drawn: Mapping[str, Array]
    """Money that each ring-fenced reserve pays towards the cost of its lines."""
    recurring: Array
    """Recurring part of all usable receipts, without money from reserves."""
    after_end: Array
    """Cost that stays when time-limited money has ended, zero or more."""
    by_arm: Array
    """Usable receipts and money from ring-fenced reserves, by the arm that receives them, (partner, year, draw)."""


def usable_funding(
    plan: Plan, rows: Rows, draws: Draws, receipts: Mapping[str, Receipt], net: OfRows, lasting: OfRows
) -> UsableFunding:
    """Return the usable funding of the integrated budget. Section 7 of the model.

    `receipts` are the payments of each funding source. `net` is a function that returns the cost of flagged rows of
    lines after savings, shape (year, draw). `lasting` returns the recurring part of this cost, after the
    full-year effect of savings.
    """
    fenced = {name: stream for name, stream in plan.funding.items() if stream.type == "ring_fenced"}
    needs = {name: _need(rows, stream, net) for name, stream in fenced.items()}
    paid = {name: receipts[name].total for name, stream in plan.funding.items() if stream.type != "set_aside"}
    usable = {name: np.minimum(paid[name], needs[name]) if name in fenced else paid[name] for name in paid}
    # A receipt of the base year is NaN if the plan doesn't state it. Reserves pay from the first projected year, so the
    # base year may count as zero here.
    short = {name: np.nan_to_num(needs[name] - usable[name]) for name in fenced}
    over = {name: np.nan_to_num(paid[name] - usable[name]) for name in fenced}
    drawn, unspent, from_reserve = _reserves(plan, draws, fenced, short, over)
    recurring = {name: receipts[name].recurring for name in paid}
    for name, stream in fenced.items():
        recurring[name] = np.minimum(recurring[name], _need(rows, stream, lasting))
    arms = zeros((len(PARTNERS), *draws.shape), like=next(iter(usable.values()), None))
    for name, money in usable.items():
        received = money + from_reserve[name] if name in from_reserve else money
        arms[PARTNERS.index(plan.funding[name].put_through(plan.lines))] += received
    stays = [_after_end(plan.funding[name], money, needs.get(name), draws) for name, money in paid.items()]
    lasting_money, after_end = (sum_of(each, (len(draws.timeline), 1)) for each in (recurring.values(), stays))
    return UsableFunding(usable, unspent, drawn, lasting_money, after_end, arms)


def _after_end(stream: Stream, paid: Array, need: Array | None, draws: Draws) -> Array:
    """Return the cost that a funding source paid in its last year and that stays in each later year, (year, draw).

    The cost is the source's payment by its rule in its last year, without one-off money; for ring-fenced money, at most
    the cost of the source's lines in the later year, `need`. It is zero or more; zero for a source that doesn't end.
    """
    if not stream.ends or stream.ends not in draws.timeline:
        return zeros((len(draws.timeline), 1), like=paid)
    stays = zeros(draws.shape, like=paid)
    last = draws.timeline.at(stream.ends)
    by_rule = np.nan_to_num(paid[last] - stream.sign * stream.one_off.get(stream.ends, 0.0))
    stays[last + 1 :] = np.maximum(by_rule if need is None else np.minimum(by_rule, need[last + 1 :]), 0.0)
    return stays


def _need(rows: Rows, stream: Stream, net: OfRows) -> Array:
    """Return the cost after savings of the lines that a ring-fenced funding source pays for, shape (year, draw).

    The cost is zero or more.
    """
    names = stream.lines.of(rows.lines) if stream.lines else ()
    return np.maximum(net(rows.of(names)), 0.0)


def _reserves(
    plan: Plan, draws: Draws, fenced: Mapping[str, Stream], short: Mapping[str, Array], over: Mapping[str, Array]
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Return the movements of ring-fenced reserves, as arrays of shape (year, draw).

    The three results are money drawn from each reserve, receipts paid into each reserve, and money drawn for the lines
    of each funding source. In each year, unspent receipts are paid in before money is drawn. Funding sources whose
    lines cost more than the receipt share the balance in proportion to their shortfalls.
    """
    reserves = {name: reserve for name, reserve in plan.all_reserves.items() if reserve.class_ == "ring_fenced"}
    # Sorted, since the order of funding sources in the file must not change the last digit of a sum.
    streams = {name: sorted(stream for stream, part in fenced.items() if part.reserve == name) for name in reserves}
    drawn: dict[str, Array] = {}
    from_reserve: dict[str, Array] = {}
    unspent = {name: sum_of([over[stream] for stream in streams[name]], draws.shape) for name in reserves}
    for name, reserve in reserves.items():
        unspent[name][0] = 0.0  # the opening balance already includes money left from the base year
        balance = numbers([reserve.opening])
        drawn[name] = zeros(draws.shape, like=balance)
        from_reserve |= {stream: zeros(draws.shape, like=balance) for stream in streams[name]}
        for t, year in enumerate(draws.timeline.labels[1:], 1):
            available = balance + reserve.planned_contributions.get(year, 0.0) + unspent[name][t]
            wanted = sum_of([short[stream][t] for stream in streams[name]], (draws.size,))
            given = np.minimum(available, wanted)
            for stream in streams[name]:
                part = divided(short[stream][t], wanted, wanted > 0, 0.0)
                from_reserve[stream][t] = part * given
            drawn[name][t] = given
            balance = (available - given) * (1 - reserve.clawback.get(year, 0.0))
    return drawn, unspent, from_reserve
