"""What partners pay in, and by which rule.

To add a funding rule: one class here with its `level(...)`, and one field of `Stream` marked `Choice`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Protocol, Self

import numpy as np
from pydantic import ConfigDict, RootModel, model_validator

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Choice, OneOf, Part, problem
from mtfp.model.base.refers import Drives, PriceName, ReserveName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Count, Flag, Money, Share, Text
from mtfp.model.base.years import Amounts, MoneyPath, Year, amounts, levels
from mtfp.model.costs.cost import Costs
from mtfp.model.costs.line import Line, Partner
from mtfp.model.costs.target import Selector


class Uplift(RootModel[PriceName]):
    """The previous year's recurring payment, times one plus a rate; names the assumption for the rate."""

    model_config = {"frozen": True}
    needs_base: ClassVar = True

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """P[t] = P[0] · Π_{u<=t} (1 + g[u]), shape (year, draw)."""
        return stream.start * draws.indices[self.root]


class Stated(RootModel[MoneyPath]):
    """An amount by year: a settlement."""

    model_config = {"frozen": True}
    needs_base: ClassVar = False

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """The amounts as stated; the base year's is `base`, if that is given. Shape (year, draw)."""
        stated = levels(self.root, draws.timeline)
        if stream.base is not None:
            stated[0] = stream.base
        return stated[:, None]


class Movements(RootModel[Amounts]):
    """The base year's level, then yearly movements that stay."""

    model_config = {"frozen": True}
    needs_base: ClassVar = True

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """P[t] = P[0] + Σ_{u<=t} m[u], shape (year, draw)."""
        moved = np.cumsum(amounts(self.root, draws.timeline))
        return stream.start + moved[:, None]


class Follows(Part):
    """A share of the rise since the base year in what an assumption prices, or in the cost of named lines."""

    model_config = ConfigDict(json_schema_extra=exactly_one("assumption", "lines"))
    needs_base: ClassVar = False

    assumption: Annotated[PriceName, Drives(None)] | None = None  # it moves cost, and only by that the money
    """The assumption whose price rises are funded, at base volume."""
    lines: Selector | None = None
    """Or the lines whose rise in cost is funded."""
    share: Share = 1.0
    """The share of the rise that is funded."""

    @model_validator(mode="after")
    def _one_cause(self) -> Self:
        if (self.assumption is None) == (self.lines is None):
            raise problem(
                "E215", "`follows` needs an `assumption` or `lines`, and not both", "keep the one that is meant"
            )
        return self

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """P[t] = P[0] + share · Σ B · w · (I[t] - 1), or share of the lines' rise, shape (year, draw)."""
        if self.assumption:
            rise = costs.price_rise(self.assumption, set_aside=stream.type == "set_aside")
        else:
            assert self.lines is not None
            rise = costs.rise(self.lines.of(costs.lines))
        return stream.start + self.share * rise


class Rule(Protocol):
    """Arithmetic that every funding rule has."""

    needs_base: ClassVar[bool]
    """Whether a stream must say what it pays in the base year."""

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """The recurring payment before it is delayed or ended, shape (year, draw) or (year, 1)."""


@dataclass(frozen=True)
class Receipt:
    """What a stream pays, each shape (year, draw); NaN in a base year that isn't known."""

    recurring: Array
    one_off: Array

    @property
    def total(self) -> Array:
        return self.recurring + self.one_off


class Stream(OneOf):
    """One flow of money into the plan, from one partner, by one rule."""

    label: Text = ""
    """What people call it; the name if left out."""
    partner: Partner
    """Who pays."""
    arm: Partner | None = None
    """The arm it is put through (resource transfer); left out, that of its lines if ring-fenced, else the partner's."""
    type: Literal["payment", "set_aside", "ring_fenced", "income"]
    """`payment` (part of the integrated budget), `set_aside` (notional), `ring_fenced` or `income`."""
    base: Money | None = None
    """The payment of the base year."""
    uplift: Choice[Uplift] = None
    """Rule: grows by an assumption's rate."""
    stated: Choice[Stated] = None
    """Rule: money by year."""
    movements: Choice[Movements] = None
    """Rule: the base, with yearly changes that stay."""
    follows: Choice[Follows] = None
    """Rule: a share of the rise in a cost."""
    one_off: Amounts = {}
    """Extra money in single years, on top of the rule."""
    delay: Count = 0
    """Years by which every change arrives late."""
    ends: Year | None = None
    """The last year with the money."""
    recurring: Flag = True
    """Whether the plan may count on it for good; never if it ends."""
    status: dict[Year, Literal["confirmed", "provisional"]] = {}
    """Years that are confirmed; provisional if not named."""
    lines: Selector | None = None
    """For ring-fenced money: the lines it may pay for."""
    reserve: ReserveName | None = None
    """For ring-fenced money: the reserve that keeps what isn't spent (else it goes back)."""
    source: Text = ""
    """Where the figures come from; the plan's source if left out."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_what_its_rule_needs(self) -> Self:
        if self.base is None and self.rule.needs_base:
            raise problem(
                "E201",
                f"`base` is missing: `{self.chosen}` starts from it",
                "add the base year's payment: `base: 27_500`",
            )
        if self.type == "ring_fenced" and self.lines is None:
            raise problem(
                "E201", "`lines` is missing: ring-fenced money pays for named lines only", "add `lines: [a_line]`"
            )
        if self.type != "ring_fenced" and (self.lines or self.reserve):
            raise problem(
                "E202", "`lines` and `reserve` are for ring-fenced money", "set `type: ring_fenced`, or leave them out"
            )
        return self

    @property
    def rule(self) -> Rule:
        rule: Rule = getattr(self, self.chosen)
        return rule

    def with_rule(self, rule: Rule) -> Self:
        """Another stream, paid by this rule and no other."""
        return self.with_choice(rule)

    @property
    def lasts(self) -> bool:
        """Whether it is recurring."""
        return self.recurring and self.ends is None

    @property
    def start(self) -> float:
        """The base year's payment; nil where the plan doesn't say it."""
        return 0.0 if self.base is None else self.base

    def of_base_year(self, base_year: str) -> float | None:
        """What it pays in the base year, if the plan says so."""
        stated = self.stated.root.at(base_year) if self.stated else None
        return self.base if self.base is not None else stated if self.stated else 0.0

    def put_through(self, held: Mapping[str, Line]) -> Partner:
        """The arm it reaches: the one it says; for ring-fenced money that of its lines, if one holds them all."""
        partners = {held[name].partner for name in self.lines.of(held)} if self.lines else set()
        return self.arm or (partners.pop() if len(partners) == 1 else self.partner)

    def receipt(self, costs: Costs, draws: Draws) -> Receipt:
        """What it pays in every year and draw, before repayments."""
        level = _late(self.rule.level(self, costs, draws), self.delay)
        if self.ends:
            level = level.copy()
            level[draws.timeline.at(self.ends) + 1 :] = 0.0
        extra = amounts(self.one_off, draws.timeline)[:, None]
        nil = np.where(np.isnan(level), np.nan, 0.0)
        return Receipt(level, extra) if self.lasts else Receipt(nil, level + extra)


def _late(level: Array, delay: int) -> Array:
    """A stream whose changes arrive some years late: it keeps the base year's level until then."""
    if not delay:
        return level
    known = np.concatenate([np.nan_to_num(level[:1]), level[1:]])
    late = np.concatenate([np.repeat(known[:1], delay, axis=0), known])[: len(level)]
    late[0] = level[0]
    return late
