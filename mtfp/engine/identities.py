"""The identities that hold in every draw and year of every projection, checked each time: section 18 of the model.

A failure is a fault of this program, never of a plan, and no result is shown.
"""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.arms import integrated
from mtfp.engine.projection import Projection
from mtfp.model.arrays import NOISE, Array, sum_of


class IdentityBroken(ArithmeticError):
    """Figures that must agree don't."""


def rounding(projection: Projection) -> float:
    """How much money rounding error may explain: anything smaller is nothing."""
    return NOISE * max(1e-300, *(_largest(money) for money in _money(projection)))


def hold(projection: Projection) -> Projection:
    """The projection, read-only, once every identity is seen to hold. Raises IdentityBroken with the one that fails."""
    gap = projection.gap
    if not all(np.isfinite(each).all() for each in (gap.expenditure, gap.gap[1:], gap.recurring_gap[1:])):
        raise IdentityBroken("every figure is a number: some of expenditure or the gap isn't")
    slack = rounding(projection)
    for name, difference in _differences(projection):
        if _largest(difference) > slack:
            raise IdentityBroken(f"{name}: off by {_largest(difference):g}, where rounding explains {slack:g}")
    for money in _money(projection):
        money.flags.writeable = False
    return projection


def _money(projection: Projection) -> Iterator[Array]:
    """Every amount there is, to take the size of the plan's money from."""
    spending, blocks = projection.spending, (projection.gap, projection.set_aside, projection.closing)
    yield projection.costs.cost
    for block in (*blocks, *projection.pots.values()):
        yield from vars(block).values()
    for items in (spending.commitments, spending.investments, spending.events):
        yield from items.values()
    yield from (receipt.total for receipt in projection.receipts.values())
    yield from (brought.planned for brought in projection.savings.values())


def _largest(values: Array) -> float:
    return float(np.max(np.abs(np.nan_to_num(values)), initial=0.0))


def _differences(projection: Projection) -> Iterator[tuple[str, Array]]:
    """What must be nil: each identity's name, and by how much it fails."""
    gap, closing = projection.gap, projection.closing
    yield "gap = expenditure - usable funding - savings", gap.gap - (gap.expenditure - gap.funding - gap.savings)
    yield "expenditure = lines + what falls beside them", gap.expenditure - _spent(projection)
    yield "funding = streams + ring-fenced reserves", gap.funding - _received(projection)
    left = (gap.gap - closing.planned_use - closing.to_close)[1:]
    yield "to close = gap - planned use of reserves", left
    closed = closing.reserves_used + closing.additional_payments.sum(axis=0) + closing.carried + closing.unmet
    yield "to close + surplus = what the steps close", (closing.to_close + closing.surplus - closed)[1:]
    placed = closing.put_back + closing.deficit_cleared + closing.surplus_into_pots + closing.returned
    yield "surplus = put back + deficit cleared + into pots + returned", closing.surplus - placed
    for name, pot in projection.pots.items():
        ins = pot.contributions + pot.unspent + pot.put_back + pot.surplus_in
        outs = pot.planned_use + pot.drawn_by_lines + pot.used_by_steps + pot.clawed_back
        yield f"{name}: closing = opening + ins - outs", np.diff(pot.closing, axis=0) - (ins - outs)[1:]
        yield f"{name}: never below zero", np.minimum(pot.closing, 0.0)
    yield "nothing is negative that can't be", np.minimum(np.nan_to_num(closed[1:]), 0.0)


def _spent(projection: Projection) -> Array:
    """Expenditure added up again, item by item."""
    mine, spending = integrated(projection.plan), projection.spending
    items = [*spending.commitments.values(), *spending.investments.values(), *spending.events.values()]
    set_aside = spending.placed.lines[~mine].sum(axis=0)
    return projection.costs.cost[mine].sum(axis=0) + sum_of(items, projection.draws.shape) - set_aside


def _received(projection: Projection) -> Array:
    return sum_of(projection.usable.values(), projection.draws.shape) + projection.closing.drawn_by_lines
