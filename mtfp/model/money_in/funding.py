"""Funding sources: money that partners pay in, each source by one rule.

To add a funding rule, add a class here with its `level(...)`, and a field of `Stream` marked `Choice`. Every rule
returns its recurring payment, shape (year, draw) or (year, 1), in the plan's unit; positive is money in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Protocol, Self

import numpy as np
from pydantic import ConfigDict, model_validator

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, named
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Choice, OneOf, OneValue, Part, problem
from mtfp.model.base.refers import Drives, PriceName, ReserveName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Count, Flag, Money, Share, Text, at_least_zero
from mtfp.model.base.years import Amounts, ByYear, Year, amounts, levels
from mtfp.model.costs.cost import Costs
from mtfp.model.costs.line import Line, Partner
from mtfp.model.costs.target import Selector
from mtfp.model.governance.agreement import Agreement

Paid = Annotated[
    Money,
    at_least_zero(
        "a source of money that is a cut has `kind: reduction`, its amounts above zero; a fall from year to year goes "
        "under `movements`"
    ),
]
"""Payment of a funding source, zero or more."""
PaidPath = ByYear[Paid]


class Uplift(Short, OneValue[PriceName]):
    """Name of the assumption by which the base payment grows each year: a rate or an index.

    The payment is P[t] = P[0] · Π_{u<=t} (1 + g[u]) for a rate g. The funding source must state `base`, which is P[0].

    >>> from mtfp.model.base.years import Timeline
    >>> draws = Draws(Timeline("2025/26", 2), 1, indices={"cpi": np.array([[1.0], [1.02], [1.05]])})
    >>> stream = Stream.model_validate({"partner": "council", "type": "payment", "base": 200, "uplift": "cpi"})
    >>> stream.rule.level(stream, None, draws).ravel().tolist()
    [200.0, 204.0, 210.0]
    """

    needs_base: ClassVar = True

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """Return P[t] = P[0] · Π_{u<=t} (1 + g[u]), shape (year, draw)."""
        return stream.start * draws.indices[self.root]


class Stated(Short, OneValue[PaidPath]):
    """Payment stated by year, in the plan's unit, such as a settlement: one amount, or amounts by year.

    The base year's payment is `base`, or else the amount stated for that year; NaN if the plan states neither.

    >>> from mtfp.model.base.years import Timeline
    >>> draws = Draws(Timeline("2025/26", 2), 1)
    >>> keys = {"partner": "nhs", "type": "payment", "base": 90, "stated": {"2026/27": 100, "then": 110}}
    >>> stream = Stream.model_validate(keys)
    >>> stream.rule.level(stream, None, draws).ravel().tolist()
    [90.0, 100.0, 110.0]
    """

    needs_base: ClassVar = False

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """Return the stated amounts, with `base` for the base year if given, shape (year, 1)."""
        stated = levels(self.root, draws.timeline)
        if stream.base is not None:
            stated[0] = stream.base
        return stated[:, None]


class Movements(Short, OneValue[Amounts]):
    """Recurring changes of the base payment by year, in the plan's unit: positive is a rise, below zero a fall.

    The payment is P[t] = P[0] + Σ_{u<=t} m[u] for movements m. The funding source must state `base`, which is P[0].

    >>> from mtfp.model.base.years import Timeline
    >>> draws = Draws(Timeline("2025/26", 2), 1)
    >>> keys = {"partner": "nhs", "type": "payment", "base": 90, "movements": {"2026/27": 5, "2027/28": -2}}
    >>> stream = Stream.model_validate(keys)
    >>> stream.rule.level(stream, None, draws).ravel().tolist()
    [90.0, 95.0, 93.0]
    """

    needs_base: ClassVar = True

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """Return P[t] = P[0] + Σ_{u<=t} m[u], shape (year, 1)."""
        moved = named(np.cumsum(amounts(self.root, draws.timeline)), "movements so far")
        return stream.start + moved[:, None]


class Follows(Part):
    """Share of a rise in cost since the base year: the cost of an assumption's price rises, or of named lines.

    For an assumption, the payment is P[t] = P[0] + share · Σ B · w · (I[t] - 1) over cost lines at base volume: B is a
    line's recurring base, w the share of it that follows the assumption, and I the assumption's index. For named lines,
    P[t] = P[0] + share · the rise in their cost. A payment without `base` starts at zero. A fall in cost lowers the
    payment.

    >>> from mtfp.model.base.years import Timeline
    >>> from mtfp.model.costs.cost import costs
    >>> from mtfp.model.costs.rows import Rows
    >>> draws = Draws(Timeline("2025/26", 2), 1, indices={"pay": np.array([[1.0], [1.03], [1.05]])})
    >>> home = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    >>> rows = Rows.line_by_line({"home": Line.model_validate(home)})
    >>> keys = {"partner": "nhs", "type": "payment", "follows": {"assumption": "pay", "share": "50%"}}
    >>> stream = Stream.model_validate(keys)
    >>> stream.rule.level(stream, costs(rows, draws, {}), draws).ravel().round(6).tolist()
    [0.0, 1.5, 2.5]
    """

    model_config = ConfigDict(json_schema_extra=exactly_one("assumption", "lines"))
    needs_base: ClassVar = False

    # Drives(None): the assumption moves cost, and this payment only through cost
    assumption: Annotated[PriceName, Drives(None)] | None = None
    """Assumption whose price rises are funded, at base volume."""
    lines: Selector | None = None
    """Lines whose rise in cost is funded, instead of an assumption."""
    share: Share = 1.0
    """Share of the rise that is funded, 0% to 100%."""

    @model_validator(mode="after")
    def _one_cause(self) -> Self:
        if (self.assumption is None) == (self.lines is None):
            raise problem(
                "E215",
                "`follows` needs either an `assumption` or `lines`, not both",
                "keep the one that is right, and delete the other",
            )
        return self

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """Return P[0] plus the share of the rise, shape (year, draw)."""
        if self.assumption:
            rise = costs.price_rise(self.assumption, set_aside=stream.type == "set_aside")
        else:
            assert self.lines is not None
            rise = costs.rise(self.lines.of(costs.lines))
        return stream.start + self.share * rise


class Rule(Protocol):
    """Methods that every funding rule has."""

    needs_base: ClassVar[bool]
    """True if the funding source must give its payment in the base year."""

    def level(self, stream: "Stream", costs: Costs, draws: Draws) -> Array:
        """Return the recurring payment before `delay` and `ends`, shape (year, draw) or (year, 1)."""


@dataclass(frozen=True, repr=False)
class Receipt(Short):
    """Payment of a funding source, in the plan's unit: shape (year, draw), NaN where the base payment isn't given."""

    recurring: Array
    one_off: Array

    @cached_property
    def total(self) -> Array:
        return self.recurring + self.one_off


class Stream(OneOf):
    """Funding source: money that one partner pays in, by one rule."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    group: Text = ""
    """Heading under which the table of funding lists the source, with a subtotal, such as `Scottish Government`."""
    partner: Partner
    """Partner that pays."""
    arm: Partner | None = None
    """Side of the budget that receives the money; if left out, the lines' side if ring-fenced, else the payer's."""
    type: Literal["payment", "set_aside", "ring_fenced", "income"]
    """Type: `payment` (integrated budget), `set_aside` (notional), `ring_fenced` (named lines only) or `income`."""
    kind: Literal["funding", "reduction"] = "funding"
    """Kind: `funding`, or `reduction` (a cut), whose positive amounts lower the partner's money of the same type."""
    base: Paid | None = None
    """Payment in the base year, in the plan's unit."""
    uplift: Choice[Uplift] = None
    """Rule: the base payment grows each year by an assumption, which is a rate or an index."""
    stated: Choice[Stated] = None
    """Rule: the payment is stated by year, in the plan's unit."""
    movements: Choice[Movements] = None
    """Rule: the base payment changes by recurring amounts by year, in the plan's unit; below zero for a fall."""
    follows: Choice[Follows] = None
    """Rule: the payment rises by a share of a rise in cost."""
    one_off: Amounts = {}
    """Extra money in single years, in the plan's unit, on top of the rule; below zero for less money."""
    delay: Count = 0
    """Number of years by which every change of the payment arrives late."""
    ends: Year | None = None
    """Last year in which the money is paid."""
    recurring: Flag = True
    """Write `false` for money that the plan can't count on every year; money with `ends` is never recurring."""
    status: dict[Year, Literal["confirmed", "provisional"]] = {}
    """Status by year: `confirmed` or `provisional`; a year that isn't named is provisional."""
    agreed: Agreement | None = None
    """Agreement of the payment by the partner; if left out, it is not recorded as agreed."""
    lines: Selector | None = None
    """Lines that ring-fenced money may pay for."""
    reserve: ReserveName | None = None
    """Ring-fenced reserve that keeps unspent ring-fenced money; if left out, unspent money goes back to the funder."""
    source: Text = ""
    """Source of the figures; the plan's source if left out."""
    owner: Text = ""
    """Person or post responsible for the funding source."""
    note: Text = ""
    """Note for readers."""

    @model_validator(mode="after")
    def _has_what_its_rule_needs(self) -> Self:
        if self.base is None and self.rule.needs_base:
            raise problem(
                "E201",
                f"`base` is missing, and the rule `{self.chosen}` needs it",
                "add the base year's payment: `base: 27_500`",
            )
        if self.type == "ring_fenced" and self.lines is None:
            raise problem(
                "E201", "`lines` is missing: ring-fenced money pays for named lines only", "add `lines: [a_line]`"
            )
        if self.type == "ring_fenced" and self.kind == "reduction":
            fix = "write less money under the ring-fenced source that is cut: a fall by year goes under its `movements`"
            raise problem("E344", "a reduction can't be ring-fenced, because no line receives it", fix)
        if self.type != "ring_fenced" and (self.lines or self.reserve):
            raise problem(
                "E202",
                "`lines` and `reserve` are for ring-fenced money only",
                "set `type: ring_fenced`, or leave both keys out",
            )
        return self

    @property
    def sign(self) -> int:
        """Sign of the source in funding: 1 for money, -1 for a reduction, which lowers it."""
        return -1 if self.kind == "reduction" else 1

    @property
    def rule(self) -> Rule:
        rule: Rule = getattr(self, self.chosen)
        return rule

    def with_rule(self, rule: Rule) -> Self:
        """Return a copy of the funding source with this rule instead of its own."""
        return self.with_choice(rule)

    @property
    def lasts(self) -> bool:
        """True if the money is recurring: `recurring` is true, and the money has no end year."""
        return self.recurring and self.ends is None

    @property
    def start(self) -> float:
        """Payment in the base year; zero if the plan doesn't give it."""
        return 0.0 if self.base is None else self.base

    def of_base_year(self, base_year: str) -> float | None:
        """Return the payment in the base year, below zero for a reduction; None if the plan doesn't give it."""
        stated = self.stated.root.at(base_year) if self.stated else None
        paid = self.base if self.base is not None else stated if self.stated else 0.0
        return None if paid is None else self.sign * paid

    def put_through(self, lines: Mapping[str, Line]) -> Partner:
        """Return the arm that receives the money.

        This is `arm` if the plan states it. Otherwise it is the arm that holds all the lines of ring-fenced money, or
        else the payer's own arm.
        """
        partners = {lines[name].partner for name in self.lines.of(lines)} if self.lines else set()
        return self.arm or (partners.pop() if len(partners) == 1 else self.partner)

    def receipt(self, costs: Costs, draws: Draws) -> Receipt:
        """Return the payment in every year and draw, before repayments of additional contributions.

        The payment of a reduction is below zero: the amounts of its rule and its one-off amounts, with a minus sign.
        """
        level = _late(self.rule.level(self, costs, draws), self.delay)
        if self.ends:
            level = level.copy()
            level[draws.timeline.at(self.ends) + 1 :] = 0.0
        level, extra = self.sign * level, self.sign * amounts(self.one_off, draws.timeline)[:, None]
        if self.lasts:
            return Receipt(level, extra)
        no_money = np.where(np.isnan(level), np.nan, 0.0)
        return Receipt(no_money, level + extra)


def _late(level: Array, delay: int) -> Array:
    """Delay the changes of a payment by some years; before the first change, it stays at the base year's level."""
    if not delay:
        return level
    without_nan = np.concatenate([np.nan_to_num(level[:1]), level[1:]])
    late = np.concatenate([np.repeat(without_nan[:1], delay, axis=0), without_nan])[: len(level)]
    late[0] = level[0]
    return late
