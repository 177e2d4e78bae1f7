"""Savings schemes with their planned and achieved savings, and investments that lead to savings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, named
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import PriceName
from mtfp.model.base.values import Count, Flag, Money, Share, Text, at_least_zero
from mtfp.model.base.years import Year, amounts
from mtfp.model.costs.commitment import build_up
from mtfp.model.costs.delivery import Delivery, stated_share
from mtfp.model.costs.target import Target
from mtfp.model.governance.assessment import Assessment

Progress = Literal["delivered", "green", "amber", "red"]
"""Status of an investment, or of a savings scheme that has been identified."""
Status = Literal[Progress, "unidentified"]
"""Status of a savings scheme."""
Saved = Annotated[Money, at_least_zero("a saving is an amount above zero, it lowers cost; more cost is a commitment")]
"""Money saved, zero or more."""
Spent = Annotated[Money, at_least_zero("money that comes back is a saving: write it under `saves`")]
"""Money spent, zero or more."""
DELIVERY_OF = {status: f"delivery_{status}" for status in ("green", "amber", "red")}
"""Name of the assumption that gives the delivery of each status."""


@dataclass(frozen=True, repr=False)
class Yield(Short):
    """Savings of one scheme, in arrays of shape (year, draw); positive is a saving.

    `achieved_full_year` counts every tranche as if it had already saved for a full year.
    """

    planned: Array
    achieved: Array
    achieved_full_year: Array


def tranches(totals: Mapping[str, float]) -> dict[str, float]:
    """Return the amount that each year adds to running totals by year. A year that isn't named adds nothing.

    >>> tranches({"2026/27": 700, "2028/29": 2_100})
    {'2026/27': 700.0, '2028/29': 1400}
    """
    added: dict[str, float] = {}
    before, last = 0.0, ""
    for year, total in sorted(totals.items()):
        if total < before:
            message = f"a running total can't fall: {total:,.15g} in {year} after {before:,.15g} in {last}"
            fix = "correct one of them, or take `cumulative: true` out if each year's own saving is meant"
            raise problem("E345", message, fix)
        added[year], before, last = total - before, total, year
    return added


class Saving(Target):
    """Savings scheme: a planned fall in cost, of which a share is achieved."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    planned: dict[Year, Saved]
    """Full-year saving of each tranche, in the plan's unit, by its first year; recurring tranches add up."""
    cumulative: Flag = False
    """Write `true` if `planned` and `delivered` are running totals: each amount includes those of the years before."""
    recurring: Flag = True
    """Write `false` if each tranche saves in its own year only, so that the gap reopens the next year."""
    part_year: Share = 1.0
    """Share of the full-year saving in a tranche's first year, 0% to 100%; later years save the full amount."""
    delivery: Delivery | None = None
    """Share of the planned amount that is achieved: a percentage, or an assumption's name; else the status decides."""
    delivered: dict[Year, Saved] = {}
    """Full-year saving that is achieved of the tranches, in the plan's unit, by first year; it replaces `delivery`."""
    slips: Share = 0.0
    """Share of the saving not achieved on time that is achieved a year late, 0% to 100%."""
    indexed: PriceName | None = None
    """Assumption whose price index a recurring saving follows, each tranche from its own year on."""
    status: Status | None = None
    """Status: `delivered` (counts in full), `green`, `amber`, `red`, or `unidentified` (counts for nothing)."""
    source: Text = ""
    """Source of the figures."""
    impact_assessment: Assessment | None = None
    """Assessment of the savings scheme's impact on people; if left out, it is not recorded."""
    owner: Text = ""
    """Person or post responsible for the savings scheme."""
    note: Text = ""
    """Note for readers."""

    @model_validator(mode="after")
    def _tranches_of_running_totals(self) -> Self:
        if not self.cumulative:
            return self
        if not self.recurring:
            fix = "take `cumulative` out, and write the amount that each year saves"
            raise problem("E345", "`cumulative` is for savings that last, but `recurring` is `false`", fix)
        return self._of_tranches()

    def _of_tranches(self) -> Self:
        """Return the same saving with each year's amount instead of running totals."""
        return self.with_fields(planned=tranches(self.planned), delivered=tranches(self.delivered), cumulative=False)

    @model_validator(mode="after")
    def _delivered_alone(self) -> Self:
        if self.delivered and (against := self._against_delivered()):
            raise problem("E325", f"`delivered` states the money that is achieved, so {against[0]}", against[1])
        return self

    def _against_delivered(self) -> tuple[str, str] | None:
        """Return what contradicts the amounts under `delivered`, and its repair; None if nothing does."""
        if self.delivery is not None:
            return "`delivery` has no effect", "keep one of the two"
        if self.slips:
            return "nothing else arrives a year late", "take `slips` out, and write late money under `delivered`"
        if self.status not in (None, "delivered"):
            return f"the status can't be `{self.status}`", "write `status: delivered`, or take the status out"
        missing = [year for year, amount in self.planned.items() if amount and year not in self.delivered]
        return (
            (f"it needs an amount for {missing[0]} too", f"add `{missing[0]}: 0` if nothing is achieved")
            if missing
            else None
        )

    @property
    def certain(self) -> bool:
        """True if the scheme achieves the same amount in every draw."""
        return self.is_delivered or self.delivery is None

    @property
    def is_delivered(self) -> bool:
        """True if the scheme counts as delivered: by its status, or because the plan states what it delivers."""
        return self.status == "delivered" or bool(self.delivered)

    @property
    def is_identified(self) -> bool:
        """True unless the scheme is only an amount that a budget has still to identify."""
        return self.status != "unidentified"

    @property
    def takes_delivery_of(self) -> str | None:
        """Name of the assumption that the status brings to a scheme without its own delivery."""
        return None if self.delivery is not None or self.delivered else DELIVERY_OF.get(self.status or "")

    @property
    def stated_delivery(self) -> float | None:
        """Share that the scheme itself states for its delivery; None if it names an assumption or nothing."""
        return stated_share(self.delivery)

    def with_delivery(self, name: str) -> Self:
        """Return the scheme with another assumption for its delivery."""
        return self.with_fields(delivery=name)

    def stated(self, draws: Draws) -> Array:
        """Return the planned savings, shape (year, draw), whatever is achieved of them."""
        return self.brings(draws, draws.zeros()).planned

    def brings(self, draws: Draws, delivered: Array) -> Yield:
        """Return the planned and achieved savings, given the share `delivered` of each year's tranche.

        `delivered` has shape (year, draw). A recurring scheme plans Σ_u p[u] · φ(t - u). It achieves
        Σ_u p[u] · (δ · φ(t - u) + σ · max(0, 1 - δ) · φ(t - u - 1)). A non-recurring scheme achieves
        p[t] · δ + σ · max(0, 1 - δ) · p[t - 1]. Here p is `planned`, δ the share `delivered` and σ `slips`. φ(k) is 0
        before a tranche's first year (k < 0), `part_year` in it (k = 0) and 1 after it (k > 0). Amounts that the
        scheme states under `delivered` replace p · δ, and nothing slips. See docs/understanding/model.md, section 8.
        """
        index = draws.indices[self.indexed] if self.indexed and self.recurring else np.ones((len(draws.timeline), 1))
        tranche = named(amounts(self.planned, draws.timeline)[:, None] / index, "tranche")
        on_time = amounts(self.delivered, draws.timeline)[:, None] / index if self.delivered else tranche * delivered
        on_time = named(on_time, "achieved of the tranche")
        late = named(_a_year_later(tranche * self.slips * np.maximum(0, 1 - delivered)), "late from the year before")
        if not self.recurring:
            return Yield(tranche, on_time + late, np.zeros_like(tranche))
        planned = named(np.cumsum(tranche, axis=0), "tranches so far")
        achieved = named(np.cumsum(on_time + late, axis=0), "achieved of tranches so far")
        not_yet = 1 - self.part_year
        return Yield(
            planned=index * (planned - not_yet * tranche),
            achieved=index * (achieved - not_yet * (on_time + late)),
            achieved_full_year=index * achieved,
        )


def _a_year_later(by_year: Array) -> Array:
    return np.concatenate([np.zeros_like(by_year[:1]), by_year[:-1]])


class Returns(Part):
    """Saving that an investment yields."""

    amount: Saved
    """Saving in a full year, in the plan's unit, zero or more."""
    lag: Count = 1
    """Number of years from the first spend to the first saving."""
    recurring: Flag = True
    """Write `false` if the investment saves in one year only, so that the gap reopens the next year."""
    cashable: Share = 1.0
    """Share of the saving that releases cash, 0% to 100%; the rest is reported but doesn't reduce the gap."""
    delivery: Delivery | None = None
    """Share of the saving that is achieved: a percentage, or an assumption's name; else the status decides."""


class Investment(Target):
    """Investment: money spent now for savings later."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    theme: Text = ""
    """Theme under which the table of pressures lists the spend."""
    spend: dict[Year, Spent] = Field(min_length=1)
    """Spend by year, in the plan's unit."""
    recurring: Flag = False
    """Write `true` if each amount is spent again in all later years."""
    saves: Returns | None = None
    """Saving that the investment yields."""
    status: Progress | None = None
    """Status: `delivered` (its saving counts in full), `green`, `amber` or `red`; if left out, not yet delivered."""
    source: Text = ""
    """Source of the figures."""
    owner: Text = ""
    """Person or post responsible for the investment."""
    note: Text = ""
    """Note for readers."""

    @property
    def is_delivered(self) -> bool:
        """True if the investment's saving counts as delivered."""
        return self.status == "delivered"

    @property
    def is_identified(self) -> bool:
        """True, because money is spent only on an investment that is identified."""
        return True

    @property
    def takes_delivery_of(self) -> str | None:
        """Name of the assumption that the status brings to a saving without its own delivery."""
        return DELIVERY_OF.get(self.status or "") if self.saves and self.saves.delivery is None else None

    @property
    def stated_delivery(self) -> float | None:
        """Share that the investment itself states for the delivery of its saving; None if it names an assumption."""
        return stated_share(self.saves.delivery) if self.saves else None

    def with_delivery(self, name: str) -> Self:
        """Return the investment with another assumption for the delivery of its saving."""
        return self.with_fields(saves=self.saves.with_fields(delivery=name)) if self.saves else self

    def cost(self, draws: Draws) -> Array:
        """Return the spend, shape (year, draw), positive is a cost."""
        return build_up(amounts(self.spend, draws.timeline), draws, recurring=self.recurring, indexed=None)

    def saving(self, draws_years: tuple[str, ...]) -> Saving | None:
        """Return the cash saving as a savings scheme; None if the saving starts after the plan's last year."""
        if self.saves is None or not self.spend:
            return None
        paid_for = min((year for year, amount in self.spend.items() if amount), default=min(self.spend))
        first = draws_years.index(paid_for) if paid_for in draws_years else 0
        if first + self.saves.lag >= len(draws_years):
            return None
        return Saving.model_construct(  # every value has been validated as a part of the investment
            label=f"{self.label}: savings" if self.label else "",
            planned={draws_years[first + self.saves.lag]: self.saves.amount * self.saves.cashable},
            recurring=self.saves.recurring,
            delivery=self.saves.delivery,
            status=self.status,
            owner=self.owner,
            line=self.line,
            lines=self.lines,
            partner=self.partner,
        )
