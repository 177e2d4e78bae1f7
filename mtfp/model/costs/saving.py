"""Savings, and investments that yield them: planned, achieved, and what falls out again next year."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part
from mtfp.model.base.refers import Drives, PriceName, ShareName
from mtfp.model.base.values import Amount, Count, Flag, Share, Text
from mtfp.model.base.years import PositiveAmounts, amounts
from mtfp.model.costs.commitment import build_up
from mtfp.model.costs.target import Target

Status = Literal["delivered", "green", "amber", "red"]


@dataclass(frozen=True)
class Yield:
    """What a saving brings, each shape (year, draw); `full_year`: as if every tranche already ran a full year."""

    planned: Array
    achieved: Array
    achieved_full_year: Array


class Saving(Target):
    """A scheme that lowers cost: planned, times its delivery, is achieved."""

    label: Text = ""
    """What people call it; the name if left out."""
    planned: PositiveAmounts
    """The full-year amount of each tranche, by the year it starts."""
    recurring: Flag = True
    """Whether it lowers every later year; if not, it returns as a gap the next year."""
    part_year: Share = 1.0
    """The share of a full year that the first year brings; the rest comes the next year."""
    delivery: Annotated[ShareName, Drives("delivery")] | None = None
    """The assumption for the share that is achieved; all of it if left out."""
    slips: Share = 0.0
    """The share of the undelivered part that arrives a year late."""
    indexed: PriceName | None = None
    """The assumption whose index it grows with, each tranche from its own year."""
    status: Status | None = None
    """`delivered` (certain), `green`, `amber` or `red`."""
    source: Text = ""
    """Where the figures come from."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    @property
    def certain(self) -> bool:
        """Whether all of it is achieved whatever the draw."""
        return self.status == "delivered" or self.delivery is None

    def brings(self, draws: Draws, delivered: Array) -> Yield:
        """What it brings by year and draw, for the share `delivered` of each year's tranche, shape (year, draw).

        With φ(k) = 0, π, 1 for k < 0, = 0, > 0, a recurring scheme plans Σ_u p[u] · φ(t - u) and achieves
        Σ_u p[u] · (δ · φ(t - u) + σ · max(0, 1 - δ) · φ(t - u - 1)); a non-recurring one achieves
        p[t] · δ + σ · max(0, 1 - δ) · p[t - 1]. Section 8 of the model.
        """
        index = draws.indices[self.indexed] if self.indexed and self.recurring else np.ones((len(draws.timeline), 1))
        tranche = amounts(self.planned, draws.timeline)[:, None] / index
        on_time = tranche * delivered
        late = _a_year_later(tranche * self.slips * np.maximum(0, 1 - delivered))
        if not self.recurring:
            return Yield(tranche, on_time + late, np.zeros_like(tranche))
        planned, achieved = np.cumsum(tranche, axis=0), np.cumsum(on_time + late, axis=0)
        not_yet = 1 - self.part_year
        return Yield(
            planned=index * (planned - not_yet * tranche),
            achieved=index * (achieved - not_yet * (on_time + late)),
            achieved_full_year=index * achieved,
        )


def _a_year_later(by_year: Array) -> Array:
    return np.concatenate([np.zeros_like(by_year[:1]), by_year[:-1]])


class Returns(Part):
    """What an investment saves."""

    amount: Amount
    """The full-year saving once it runs."""
    lag: Count = 1
    """Years from the first spend to the first saving."""
    recurring: Flag = True
    """Whether it lowers every later year; if not, it returns as a gap the next year."""
    cashable: Share = 1.0
    """The share that becomes cash; the rest is reported, not counted."""
    delivery: Annotated[ShareName, Drives("delivery")] | None = None
    """The assumption for the share that is achieved."""


class Investment(Target):
    """Money spent now for savings later, kept together so that neither half is forgotten."""

    label: Text = ""
    """What people call it; the name if left out."""
    spend: PositiveAmounts = Field(min_length=1)
    """What is spent, by year."""
    recurring: Flag = False
    """Whether the spend stays in every later year."""
    saves: Returns | None = None
    """What it saves."""
    source: Text = ""
    """Where the figures come from."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    def cost(self, draws: Draws) -> Array:
        """What is spent, shape (year, draw)."""
        return build_up(amounts(self.spend, draws.timeline), draws, recurring=self.recurring, indexed=None)

    def saving(self, draws_years: tuple[str, ...]) -> Saving | None:
        """The saving that it yields, in cash, as a scheme like any other; none if it comes after the plan ends."""
        if self.saves is None or not self.spend:
            return None
        paid_for = min((year for year, amount in self.spend.items() if amount), default=min(self.spend))
        first = draws_years.index(paid_for) if paid_for in draws_years else 0
        if first + self.saves.lag >= len(draws_years):
            return None
        return Saving.model_construct(  # every value has been validated as a part of the investment
            label=f"{self.label}: what it saves" if self.label else "",
            planned={draws_years[first + self.saves.lag]: self.saves.amount * self.saves.cashable},
            recurring=self.saves.recurring,
            delivery=self.saves.delivery,
            owner=self.owner,
            line=self.line,
            lines=self.lines,
            partner=self.partner,
        )
