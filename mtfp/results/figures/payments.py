"""Figures of each partner's total payments: payments agreed, additional contributions, less what comes back to it."""

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures.figure import Figure
from mtfp.results.figures.gap import LONG

PAID_BY_PARTNERS = ("payment", "ring_fenced")
"""Types of funding that partners pay themselves."""


def paid_by(projection: Projection, partner: str, *kinds: str) -> Array:
    """Return the receipts from a partner's funding sources of these types, shape (year, draw)."""
    streams = projection.plan.funding.items()
    paid = [projection.receipts[name].total for name, each in streams if each.partner == partner and each.type in kinds]
    return sum_of(paid, projection.draws.shape)


def paid_in_all(projection: Projection, partner: str) -> Array:
    """Return the total payments of a partner, including additional contributions, shape (year, draw).

    Ring-fenced money counts in full, even if part of it is not used. Repayments and returned surplus are subtracted.
    Set-aside funding is left out.
    """
    closing, number = projection.closing, PARTNERS.index(partner)
    extra = closing.additional_payments[number] - closing.repayments[number] - closing.returned[number]
    return np.add(paid_by(projection, partner, *PAID_BY_PARTNERS), extra)


def _total(partner: str) -> Figure:
    return Figure(
        id=f"total_payments.{partner}",
        label=f"Total paid by {LONG[partner]}",
        phrase=f"the total paid by {LONG[partner]}",
        of=lambda known: paid_in_all(known.projection, partner),
        section=11,
        sums=True,
    )


PAYMENTS = tuple(_total(partner) for partner in PARTNERS)
"""Figures of the total that each partner pays."""
