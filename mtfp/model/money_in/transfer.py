"""Transfers: activity leaves large hospitals, and the money it frees goes from the set-aside into the NHS payment."""

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part
from mtfp.model.base.refers import PriceName, StreamName
from mtfp.model.base.values import Share, Text
from mtfp.model.base.years import PositiveAmounts, amounts
from mtfp.model.costs.commitment import build_up
from mtfp.model.costs.line import PARTNERS, Line
from mtfp.model.costs.target import Selector, Shares, by_budget


class Transfer(Part):
    """Activity that leaves the set-aside, and with it the money that is really released: recurring, from its year on.

    The set-aside's cost and its funding fall by the released share of what the activity is worth; the NHS board's
    payment rises by it.
    """

    label: Text = ""
    """What people call it; the name if left out."""
    out_of: StreamName
    """The set-aside stream that falls."""
    into: StreamName
    """The payment of the NHS board that rises."""
    lines: Selector | None = None
    """The set-aside lines that cost less, shared by base budget; all of them if left out."""
    amount: PositiveAmounts = Field(min_length=1)
    """What the activity is worth that leaves, by the year it starts; later amounts add to it."""
    released: Share = 1.0
    """The share of it that becomes money; the rest stays behind as stranded cost."""
    indexed: PriceName | None = None
    """The assumption whose index it grows with, each amount from its own year."""
    source: Text = ""
    """Where the figure comes from."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    def moved(self, draws: Draws) -> Array:
        """The money that changes sides, shape (year, draw): released · Σ_{u<=t} a[u] · I[t] / I[u]."""
        worth = build_up(amounts(self.amount, draws.timeline), draws, recurring=True, indexed=self.indexed)
        return np.multiply(self.released, worth)

    def targets(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """The set-aside lines that cost less."""
        return (self.lines or Selector(set_aside=True)).of(lines)

    def landing(self, lines: Mapping[str, Line], base_year: str) -> Shares:
        """Where one pound of it falls: on its lines alone."""
        names = self.targets(lines)
        return Shares(names, by_budget(names, lines, base_year), np.zeros(len(PARTNERS)), 0.0)
