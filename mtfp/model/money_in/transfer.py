"""Transfers: as activity leaves large hospitals, money moves from the set-aside to the NHS board's payment."""

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part
from mtfp.model.base.refers import PriceName, StreamName
from mtfp.model.base.values import Flag, Share, Text
from mtfp.model.base.years import PositiveAmounts, amounts
from mtfp.model.costs.commitment import build_up
from mtfp.model.costs.line import PARTNERS, Line
from mtfp.model.costs.target import Selector, Shares, by_budget


class Transfer(Part):
    """Transfer: hospital activity leaves the set-aside, and the money released moves to the NHS board's payment.

    From the transfer's year on, the cost and the funding of the set-aside fall by the released share of the activity's
    value, and the NHS board's payment rises by the same amount.
    """

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    out_of: StreamName
    """Set-aside funding source that the transfer reduces."""
    into: StreamName
    """Payment of the NHS board that the transfer increases."""
    lines: Selector | None = None
    """Set-aside lines whose cost falls, in proportion to their base budgets; all set-aside lines if left out."""
    amount: PositiveAmounts = Field(min_length=1)
    """Value of the activity that leaves, in the plan's unit, by year; later amounts add to earlier ones."""
    released: Share = 1.0
    """Share of the value that is released as money, 0% to 100%; the rest remains as stranded cost."""
    indexed: PriceName | None = None
    """Assumption whose price index each amount follows, from the amount's own year on."""
    other_units: Flag = False
    """Write `true` if the transfer is for other beds than those that `capacity` levers close or that moves empty."""
    source: Text = ""
    """Source of the figure."""
    owner: Text = ""
    """Person or post responsible for the transfer."""
    note: Text = ""
    """Note for readers."""

    def moved(self, draws: Draws) -> Array:
        """Return the money moved, shape (year, draw), zero or more.

        It is released · Σ_{u<=t} a[u] · I[t] / I[u] for amounts a and index I.
        """
        worth = build_up(amounts(self.amount, draws.timeline), draws, recurring=True, indexed=self.indexed)
        return np.multiply(self.released, worth)

    def targets(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """Return the names of the set-aside lines whose cost falls."""
        return (self.lines or Selector(set_aside=True)).of(lines)

    def landing(self, lines: Mapping[str, Line], base_year: str) -> Shares:
        """Return the split of one pound of the transfer between lines; no part falls on an arm or the whole plan."""
        names = self.targets(lines)
        return Shares(names, by_budget(names, lines, base_year), np.zeros(len(PARTNERS)), 0.0)
