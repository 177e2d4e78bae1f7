"""The identities that hold in every draw and year of every projection, checked each time: section 18 of the model.

A failure is a fault of this program, never of a plan, and no result is shown.
"""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.ledger import INS, NIL, OUTS
from mtfp.engine.projection import Projection, YearClosed
from mtfp.model.base.arrays import NOISE, Array, largest, side_by_side, sum_of, total_over_items


class IdentityBroken(ArithmeticError):
    """Figures that must agree don't."""


def rounding(projection: Projection) -> float:
    """How much money rounding error may explain: anything smaller is nothing."""
    return NOISE * max(1e-300, projection.largest)


def hold(projection: Projection) -> Projection:
    """The projection, read-only, once every identity is seen to hold. Raises IdentityBroken with the one that fails."""
    gap = projection.gap
    if not all(np.isfinite(each.sum()) for each in (gap.expenditure, gap.gap[1:], gap.recurring_gap[1:])):
        raise IdentityBroken("every figure is a number: some of expenditure or the gap isn't")
    slack = rounding(projection)
    for name, difference in _differences(projection):
        if (off := largest(difference)) > slack:
            raise IdentityBroken(f"{name}: off by {off:g}, where rounding explains {slack:g}")
    for name, amount in _never_below_nil(projection):
        if not (least := float(amount.min(initial=0.0))) >= -slack:  # nor is it unknown
            raise IdentityBroken(f"{name}: {least:g}, where rounding explains {slack:g}")
    return projection


def _differences(projection: Projection) -> Iterator[tuple[str, Array]]:
    """What must be nil: each identity's name, and by how much it fails."""
    gap, closing = projection.gap, projection.closing
    yield "gap = expenditure - usable funding - savings", gap.gap - (gap.expenditure - gap.funding - gap.savings)
    yield "expenditure = lines + what falls beside them", gap.expenditure - _spent(projection)
    yield "funding = streams + ring-fenced reserves", gap.funding - _received(projection)
    yield (
        "what transfers take off the set-aside's cost is taken off its funding and paid to the board",
        _moved(projection),
    )
    left = (gap.gap - closing.planned_use - closing.to_close)[1:]
    yield "to close = gap - planned use of reserves", left
    for year in closing.years:
        yield from _of_year(year)


def _of_year(year: YearClosed) -> Iterator[tuple[str, Array]]:
    """What must be nil at one year's end, arrays of shape (draw,) or (partner, draw)."""
    taken = year.position + year.spare - year.left
    for name, step in year.steps.items():
        sources = [step.recovered, step.carried, *step.reserves.values()]
        paid = None if step.partners is None else total_over_items(step.partners)
        money = sum_of([source for source in (*sources, paid) if source is not None], (1,))
        yield f"{name}: what it takes off the arms is somebody's money", total_over_items(step.closed) - money
        taken = taken - step.closed
    yield "to close + surplus = what the steps close, by arm", taken
    placed = year.put_back + year.cleared + year.into_reserves + total_over_items(year.returned)
    yield "surplus = put back + deficit cleared + into reserves + returned", total_over_items(year.spare) - placed
    for name, moved in year.book.moved.items():
        ins, outs = ([moved[row] for row in rows if moved[row] is not NIL] for rows in (INS, OUTS))
        left = year.book.opening[name] + sum_of(ins, (1,)) - sum_of(outs, (1,))
        yield f"{name}: closing = opening + ins - outs", year.book.balance[name] - left


def _never_below_nil(projection: Projection) -> Iterator[tuple[str, Array]]:
    """What is nil or more, whatever comes: each amount with its identity's name."""
    yield "repayments are never more than is owed", projection.closing.outstanding
    for year in projection.closing.years:
        for name, step in year.steps.items():
            sources = (step.recovered, step.carried, *step.reserves.values())
            yield from ((f"{name}: takes nothing below nil", source) for source in sources if source is not None)
        yield from ((f"{name}: never below zero", balance) for name, balance in year.book.balance.items())
        for never in (year.put_back, year.cleared, year.returned, year.deficit):
            yield "nothing is below nil that can't be", never


def _spent(projection: Projection) -> Array:
    """Expenditure added up again, item by item."""
    mine, spending = projection.costs.rows.integrated, projection.spending
    every = (spending.commitments, spending.investments, spending.events, spending.transfers)
    items = [money for by_name in every for money in by_name.values()]
    set_aside = spending.placed.of(~mine)
    return projection.costs.of(mine) + (sum_of(items, (1, 1)) - set_aside)


def _moved(projection: Projection) -> Array:
    """By how much streams differ from their rules, but for what transfers take off the lines: (side, year, draw)."""
    plan, shape = projection.plan, projection.draws.shape
    taken = sum_of(projection.spending.transfers.values(), shape)
    left, reached = {t.out_of for t in plan.transfers.values()}, {t.into for t in plan.transfers.values()}
    sides = []
    for streams, change in ((left, taken), (reached, -taken)):
        by_rule = [plan.funding[name].receipt(projection.costs, projection.draws).total for name in streams]
        paid = [projection.receipts[name].total for name in streams]
        sides.append(sum_of(paid, shape) - sum_of(by_rule, shape) - change)
    return side_by_side(sides)


def _received(projection: Projection) -> Array:
    closing = projection.closing
    usable = sum_of(projection.usable.values(), projection.draws.shape)
    return usable + closing.drawn_by_lines - total_over_items(closing.repayments)
