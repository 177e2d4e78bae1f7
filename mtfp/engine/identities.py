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
    spending, closing = projection.spending, projection.closing
    yield projection.costs.cost
    yield from (projection.arms.cost, projection.arms.saved, projection.arms.money)
    for block in (projection.gap, projection.set_aside, closing, *projection.pots.values()):
        yield from (money for money in vars(block).values() if isinstance(money, np.ndarray))
    for step in closing.steps.values():
        yield from (step.closed, step.offset, step.recovered, step.carried, step.partners, *step.pots.values())
    for items in (spending.commitments, spending.investments, spending.events, spending.transfers):
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
    yield (
        "what transfers take off the set-aside's cost is taken off its funding and paid to the board",
        _moved(projection),
    )
    left = (gap.gap - closing.planned_use - closing.to_close)[1:]
    yield "to close = gap - planned use of reserves", left
    for name, step in closing.steps.items():
        sources = step.recovered + step.from_pots + step.partners.sum(axis=0) + step.carried
        yield f"{name}: what it takes off the arms is somebody's money", step.closed.sum(axis=0) - sources
        yield (
            f"{name}: recovers, takes from pots and carries nothing below nil",
            np.minimum(np.minimum(step.recovered, step.from_pots), np.minimum(step.carried, 0.0)),
        )
    taken = sum_of([step.closed for step in closing.steps.values()], closing.position.shape)
    yield "to close + surplus = what the steps close, by arm", closing.position + closing.spare - taken - closing.left
    placed = closing.put_back + closing.deficit_cleared + closing.surplus_into_pots + closing.returned.sum(axis=0)
    yield "surplus = put back + deficit cleared + into pots + returned", closing.surplus - placed
    yield "repayments are never more than is owed", np.minimum(closing.outstanding, 0.0)
    for name, pot in projection.pots.items():
        ins = pot.contributions + pot.unspent + pot.put_back + pot.surplus_in
        outs = pot.planned_use + pot.drawn_by_lines + pot.used_by_steps + pot.clawed_back
        yield f"{name}: closing = opening + ins - outs", np.diff(pot.closing, axis=0) - (ins - outs)[1:]
        yield f"{name}: never below zero", np.minimum(pot.closing, 0.0)
    once = (closing.left, closing.spare, closing.returned, closing.put_back, closing.deficit_cleared, closing.deficit)
    yield "nothing is below nil that can't be", np.array([min(0.0, float(money.min(initial=0.0))) for money in once])


def _spent(projection: Projection) -> Array:
    """Expenditure added up again, item by item."""
    mine, spending = integrated(projection.plan), projection.spending
    every = (spending.commitments, spending.investments, spending.events, spending.transfers)
    items = [money for by_name in every for money in by_name.values()]
    set_aside = spending.placed.lines[~mine].sum(axis=0)
    return projection.costs.cost[mine].sum(axis=0) + sum_of(items, projection.draws.shape) - set_aside


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
    return np.stack(sides)


def _received(projection: Projection) -> Array:
    closing = projection.closing
    usable = sum_of(projection.usable.values(), projection.draws.shape)
    return usable + closing.drawn_by_lines - closing.repayments.sum(axis=0)
