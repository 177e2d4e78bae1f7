"""Check the identities: equations that hold in every draw and year of every projection. Section 18 of the model.

A broken identity is a fault of this program, never of a plan. When an identity is broken, the program shows no results.
"""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.ledger import INS, NO_MOVEMENT, OUTS
from mtfp.engine.projection import ClosedYear, Projection
from mtfp.model.base.arrays import NOISE, Array, Flags, side_by_side, sum_of, total_over_items, values_only

SMALLEST = 1e-300
"""Smallest amount that sets the scale of rounding errors, so that the scale is never zero."""


class IdentityBroken(ArithmeticError):
    """Raised when an identity doesn't hold: two figures that must be equal differ, or a balance is negative."""


def rounding(projection: Projection) -> Array:
    """Return the largest rounding error of each draw, in the plan's money unit, (draw,). Smaller amounts are zero.

    It depends on the amounts of its own draw only, so that a draw has the same figures alone and in any block.
    """
    return NOISE * np.maximum(projection.largest, SMALLEST)


def check_identities(projection: Projection) -> Projection:
    """Return the projection if every identity holds. Raises IdentityBroken, with its name, for a broken identity."""
    gap = projection.gap
    if not all(np.isfinite(values_only(each).sum()) for each in (gap.expenditure, gap.gap[1:], gap.recurring_gap[1:])):
        raise IdentityBroken("expenditure or the gap is not a number in at least one year")
    slack = values_only(rounding(projection))
    least = slack.min()
    for name, difference in _differences(projection):
        off = values_only(difference)
        # Within the slack of every draw: two quick passes. Only an amount near it is compared draw by draw.
        if off.max() <= least and off.min() >= -least:
            continue
        if (broken := np.abs(off) > slack).any():
            most, explained = _worst(np.abs(off), slack, broken)
            raise IdentityBroken(f"{name}: the two sides differ by {most:g}, but rounding explains only {explained:g}")
    for name, recorded in _never_negative(projection):
        amount = values_only(recorded)
        if amount.min() >= -least:
            continue
        if (broken := ~(amount >= -slack)).any():  # written so that NaN fails too
            most, explained = _worst(-amount, slack, broken)
            raise IdentityBroken(
                f"{name}: the smallest amount is {-most:g}; rounding explains negative amounts only down to "
                f"{-explained:g}"
            )
    return projection


def _worst(off: Array, slack: Array, broken: Flags) -> tuple[float, float]:
    """Return the largest of the errors beyond rounding, with the rounding error of its draw."""
    at = int(np.argmax(np.where(broken, off, -np.inf)))
    return float(off.flat[at]), float(np.broadcast_to(slack, off.shape).flat[at])


def _differences(projection: Projection) -> Iterator[tuple[str, Array]]:
    """Yield the name of each identity and the difference between its two sides. Every difference must be zero."""
    gap, closing = projection.gap, projection.closing
    yield "gap = expenditure - usable funding - savings", gap.gap - (gap.expenditure - gap.funding - gap.savings)
    yield "expenditure = lines + commitments + investments + events", gap.expenditure - _spent(projection)
    yield (
        "funding = usable payments + ring-fenced reserves - repayments to partners",
        gap.funding - _received(projection),
    )
    if projection.plan.transfers:
        yield (
            "transfers lower set-aside funding and raise the NHS board's payment by the same amount",
            _transferred(projection),
        )
    left = (gap.gap - closing.planned_use - closing.to_close)[1:]
    yield "to close = gap - planned use of reserves", left
    for year in closing.years:
        yield from _differences_of_year(year)


def _differences_of_year(year: ClosedYear) -> Iterator[tuple[str, Array]]:
    """Yield the name of each identity of a closed year and the difference between its two sides, which must be zero."""
    unexplained = year.position + year.spare - year.left
    for name, step in year.steps.items():
        sources = [step.recovered, step.carried, *step.reserves.values()]
        paid = None if step.partners is None else total_over_items(step.partners)
        money = sum_of([source for source in (*sources, paid) if source is not None], (1,))
        yield f"{name}: gap closed by the step = money that the step uses", total_over_items(step.closed) - money
        unexplained = unexplained - step.closed
    yield "to close + surplus = closed by steps + unfunded, in each arm", unexplained
    used = year.put_back + year.cleared + year.into_reserves + total_over_items(year.returned)
    yield (
        "surplus = put back + deficit cleared + paid into reserves + returned to partners",
        total_over_items(year.spare) - used,
    )
    for name, moved in year.ledger.moved.items():
        ins, outs = ([moved[row] for row in rows if moved[row] is not NO_MOVEMENT] for rows in (INS, OUTS))
        closing = year.ledger.opening[name] + sum_of(ins, (1,)) - sum_of(outs, (1,))
        yield (
            f"{name}: closing balance = opening balance + money in - money out",
            year.ledger.balance[name] - closing,
        )


def _never_negative(projection: Projection) -> Iterator[tuple[str, Array]]:
    """Yield each amount that must not be negative, after the name of its identity."""
    yield "repayments to a partner never exceed the amount owed to it", projection.closing.outstanding
    for year in projection.closing.years:
        for name, step in year.steps.items():
            sources = (step.recovered, step.carried, *step.reserves.values())
            yield from (
                (f"{name}: money that the step uses is never negative", source)
                for source in sources
                if source is not None
            )
        yield from ((f"{name}: the balance is never negative", held) for name, held in year.ledger.balance.items())
        for amount in (year.put_back, year.cleared, year.returned, year.deficit):
            yield "uses of the surplus and the carried deficit are never negative", amount


def _spent(projection: Projection) -> Array:
    """Return the sum of all items of expenditure, to compare with the expenditure of the gap, shape (year, draw)."""
    mine, spending = projection.costs.rows.integrated, projection.spending
    every = (spending.commitments, spending.investments, spending.events, spending.transfers)
    items = [money for by_name in every for money in by_name.values()]
    set_aside = spending.placed.of(~mine)
    return projection.costs.of(mine) + (sum_of(items, (1, 1)) - set_aside)


def _transferred(projection: Projection) -> Array:
    """Return the changes of payments that transfers don't explain: paid, less due by rule, less transferred.

    Shape (2, year, draw): the set-aside funding that transfers lower, then the payment that they raise.
    """
    plan, shape = projection.plan, projection.draws.shape
    released = sum_of(projection.spending.transfers.values(), shape)
    losing, gaining = {t.out_of for t in plan.transfers.values()}, {t.into for t in plan.transfers.values()}
    sides = []
    for streams, change in ((losing, released), (gaining, -released)):
        by_rule = [plan.funding[name].receipt(projection.costs, projection.draws).total for name in streams]
        paid = [projection.receipts[name].total for name in streams]
        sides.append(sum_of(paid, shape) - sum_of(by_rule, shape) - change)
    return side_by_side(sides)


def _received(projection: Projection) -> Array:
    """Return usable payments plus money from ring-fenced reserves, less repayments to partners, shape (year, draw).

    The result must equal the funding of the gap.
    """
    closing = projection.closing
    usable = sum_of(projection.usable.values(), projection.draws.shape)
    return usable + closing.drawn_by_lines - total_over_items(closing.repayments)
