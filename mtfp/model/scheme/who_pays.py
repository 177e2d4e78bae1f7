"""Rules for who pays: the additional partner contributions of the step `additional_payments`.

To add a rule, add a class here with its `who` and its `request(...)`, and its name to the union in
`AdditionalPayments`. The first line of its docstring is printed under the table `scheme`; its `Source:` is the
agreement or report that describes the rule. Amounts are in the plan's unit; a payment is positive.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final, Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.arrays import (
    Array,
    divided,
    is_whole,
    numbers,
    share_or_zero,
    side_by_side,
    sum_of,
    total_over_items,
    zeros,
)
from mtfp.model.base.part import OneValue, Part, problem
from mtfp.model.base.refers import ReserveName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Amount, Flag, Money, Share, Text
from mtfp.model.base.years import ByYear, Year
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.costs.target import Selector
from mtfp.model.scheme.year_end import SIDES, StepResult, YearEnd, by_partner, from_reserves, shares_of

RESERVES: Final = "reserves"
ROUNDING = 1e-12
"""Rounding error allowed in a sum of shares of an amount, as a share of the amount."""
Payer = Literal["reserves", "council", "nhs"]


def _must_add_up(shares: Collection[float], what: str) -> None:
    if not is_whole(shares):
        total = sum(shares) * 100
        raise problem("E302", f"{what} add up to {total:.6g}%, not 100%", "correct the shares")


class Repayable(Part):
    """Repayment of a partner's additional contributions, by lower payments from the partner in later years."""

    share: Share = 1.0
    """Share of the contribution that is repaid, 0% to 100%."""
    schedule: tuple[Share, ...]
    """Shares repaid by year, from next year on, in total 100%: `[100%]` at once, `[50%, 30%, 20%]` over three years."""

    @model_validator(mode="after")
    def _all_is_paid_back(self) -> Self:
        _must_add_up(self.schedule, "the shares of the schedule")
        return self


@dataclass(frozen=True)
class Request:
    """Payments that a rule requests before caps apply.

    `partners` (payer, arm, draw) is each partner's payment for each arm. `reserves` (arm, draw) is the part that
    reserves are to pay; the reserves are used in the order `order`.
    """

    partners: Array
    reserves: Array | None = None
    order: tuple[str, ...] = field(default=())


class Rule(Part):
    """Rule for who pays: the keys that every rule has."""

    repayable: dict[Partner, Repayable] = {}
    """Repayment of additional contributions, by partner; nothing is repaid if left out."""
    source: Text = ""
    """Source of the rule."""

    def due(self, paid: Array) -> tuple[Array, ...]:
        """Return the repayments that fall due next year, the year after and so on, each shape (partner, draw).

        Each repayment is share · schedule[k] · max(payment, 0): money that a partner took back leads to no repayment.
        """
        years = max((len(terms.schedule) for terms in self.repayable.values()), default=0)
        parts = zeros((years, len(PARTNERS), 1), like=paid)
        for partner, terms in self.repayable.items():
            parts[: len(terms.schedule), PARTNERS.index(partner), 0] = terms.share * numbers(terms.schedule)
        return tuple(part * np.maximum(paid, 0.0) for part in parts)


class CappedRule(Rule):
    """Rule by which each partner pays up to its cap; amounts above the caps are left to the next step."""

    cap: dict[Partner, ByYear[Amount]] = {}
    """Cap on each partner's contribution in a year, in the plan's unit: one amount, or amounts by year."""

    def request(self, left: Array, year: YearEnd) -> Request:
        """Return the payments before caps, given the overspend of each arm, shape (partner, draw)."""
        raise NotImplementedError

    @property
    def takes_all(self) -> bool:
        """True if the rule leaves nothing to later steps."""
        return not self.cap

    def take(self, year: YearEnd) -> StepResult:
        left = year.left
        request = self.request(left, year)
        for number, partner in enumerate(SIDES):
            year.by_arm(request.partners[number], f"requested by the share of the {partner}, for the overspend")
        paid, closed = self._limit_to_caps(request.partners, year.year)
        if request.reserves is None:
            return StepResult(_without_rounding(closed, left), partners=paid, due=self.due(paid))
        # Reserves pay after caps and don't make up for them: an amount above a partner's cap is left to the next step.
        wanted = total_over_items(request.reserves)
        reserves = from_reserves(request.order, wanted, year.above_floor)
        given = sum_of(reserves.values(), wanted.shape)
        closed = closed + request.reserves * divided(given, wanted, wanted > 0, 0.0)
        return StepResult(_without_rounding(closed, left), reserves=reserves, partners=paid, due=self.due(paid))

    def _limit_to_caps(self, requested: Array, year: str) -> tuple[Array, Array]:
        """Limit payments, (payer, arm, draw), to the caps; return payments by payer and amounts closed by arm."""
        wanted = requested[:, 0] + requested[:, 1]
        if not self.cap:
            return wanted, total_over_items(requested)
        paid = np.minimum(wanted, numbers(self._cap_of(partner, year) for partner in PARTNERS)[:, None])
        share_paid = divided(paid, wanted, wanted > 0, 1.0)
        return paid, total_over_items(requested * share_paid[:, None])

    def _cap_of(self, partner: Partner, year: str) -> float:
        cap = self.cap[partner].at(year) if partner in self.cap else None
        return np.inf if cap is None else cap


class ByContribution(CappedRule):
    """Share the overspend between partners in proportion to their payments for the year, as most schemes do.

    A partner's share = its payment / all payments, shape (partner, draw). Payments count before repayments are
    taken off; a payment below zero counts as zero.

    Source: Accounts Commission, November 2018, paragraph 14 (Fife).

    >>> year = YearEnd("2026/27", "2025/26", np.array([[30.0], [10.0]]), payments=np.array([[60.0], [40.0]]))
    >>> ByContribution(who="by_contribution").take(year).partners.ravel().tolist()
    [24.0, 16.0]
    """

    who: Literal["by_contribution"]
    """Rule for who pays: `by_contribution`."""
    set_aside: Flag = False
    """Write `true` if the set-aside counts as part of a partner's contribution."""

    def request(self, left: Array, year: YearEnd) -> Request:
        basis = year.payments + year.set_aside if self.set_aside else year.payments
        return Request(year.by_arm(shares_of(basis), "share of payments", "share")[:, None] * left)


class Fixed(CappedRule):
    """Share the overspend between partners in the fixed shares of the scheme.

    A partner's payment = its share · overspend of both arms, shape (partner, draw). Raises a validation error if the
    shares don't add up to 100%.

    Source: no published scheme; a simpler form of West Lothian's equal shares, without named lines.

    >>> year = YearEnd("2026/27", "2025/26", np.array([[30.0], [10.0]]))
    >>> rule = Fixed.model_validate({"who": "fixed", "shares": {"council": "25%", "nhs": "75%"}})
    >>> rule.take(year).partners.ravel().tolist()
    [10.0, 30.0]
    """

    who: Literal["fixed"]
    """Rule for who pays: `fixed`."""
    shares: dict[Partner, Share]
    """Share of each partner, 0% to 100%; shares add up to 100%."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        _must_add_up(self.shares.values(), "the partners' shares")
        return self

    def request(self, left: Array, year: YearEnd) -> Request:
        return Request(by_partner(self.shares)[:, None, None] * left)


class OwnArm(CappedRule):
    """Let each partner pay the overspend on the arm that it runs, as in Shetland.

    A partner's payment = the overspend of its arm, shape (partner, draw).

    Source: Shetland News, 6 March 2025.

    >>> OwnArm(who="own_arm").take(YearEnd("2026/27", "2025/26", np.array([[30.0], [10.0]]))).partners.ravel().tolist()
    [30.0, 10.0]
    """

    who: Literal["own_arm"]
    """Rule for who pays: `own_arm`."""

    def request(self, left: Array, year: YearEnd) -> Request:
        return Request(_each_own_arm(left))


class ForLines(Part):
    """Rule within a nested rule: the lines that it covers, and who pays for them."""

    model_config = ConfigDict(json_schema_extra=exactly_one("shares", "who"))

    lines: Selector | None = None
    """Lines whose overspend the rule covers; if left out, all the overspend that earlier rules leave."""
    shares: dict[Payer, Share] | None = None
    """Shares of `reserves`, `council` and `nhs`, 0% to 100%, which add up to 100%."""
    who: Literal["by_contribution", "own_arm"] | None = None
    """Rule for who pays, `by_contribution` or `own_arm`, instead of shares."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.shares is None) == (self.who is None):
            raise problem(
                "E215",
                "a nested rule needs either `shares` or `who`, not both",
                "keep the one that is right, and delete the other",
            )
        if self.shares is not None:
            _must_add_up(self.shares.values(), "the shares")
        return self

    def overspend(self, left: Array, year: YearEnd) -> Array:
        """Return the overspend of the rule's lines on each arm, shape (partner, draw), zero or more.

        An arm's funding is split between its lines by base budget. So the overspend is Σ cost of the lines after
        savings − funding of the arm · Σ base budget of the lines / Σ base budget of the arm. It is at most the arm's
        overspend that earlier rules leave, because an underspend on the arm's other lines counts first. See
        docs/understanding/model.md, section 11.
        """
        if self.lines is None:
            return left
        named = self.lines.of(year.rows.lines)
        over = []
        for arm, partner in enumerate(PARTNERS):
            base = _base_budgets(year, partner)
            rows = year.rows.of([name for name in base if name in named])
            share = share_or_zero(sum(base[name] for name in base if name in named), sum(base.values()))
            over.append(year.net(rows) - share * year.money[arm])
        return np.clip(side_by_side(over), 0.0, left)

    def request(self, over: Array, year: YearEnd) -> Request:
        """Return the payments requested, given the overspend of the rule's lines on each arm."""
        if self.who == "own_arm":
            return Request(_each_own_arm(over))
        if self.who == "by_contribution":
            return Request(shares_of(year.payments)[:, None] * over)
        assert self.shares is not None
        return Request(by_partner(self.shares)[:, None, None] * over, self.shares.get(RESERVES, 0.0) * over)


class Nested(CappedRule):
    """Apply rules to named lines first and then to the rest, as in West Lothian.

    Each rule splits its lines' overspend by shares or by another rule. The order matters: each rule covers only what
    the rules before it leave, so a rule without lines belongs at the end. A validation error is raised if there is
    no rule.

    Source: westlothianhscp.org.uk, article 84895.

    >>> year = YearEnd("2026/27", "2025/26", np.array([[0.0], [20.0]]), {"general": np.array([4.0])})
    >>> rules = [{"shares": {"reserves": "50%", "nhs": "50%"}}]
    >>> result = Nested.model_validate({"who": "nested", "rules": rules}).take(year)
    >>> result.partners.ravel().tolist(), result.reserves["general"].tolist(), result.closed.ravel().tolist()
    ([0.0, 10.0], [4.0], [0.0, 14.0])
    """

    who: Literal["nested"]
    """Rule for who pays: `nested`."""
    rules: tuple[ForLines, ...]
    """Rules in order; each covers what the rules before it leave."""
    order: tuple[ReserveName, ...] = ()
    """Names of the reserves that pay any share of `reserves`, in the order of use, each down to its minimum level."""

    @model_validator(mode="after")
    def _some_rule(self) -> Self:
        if not self.rules:
            raise problem("E213", "`rules` is empty", "write who pays: `rules: [{shares: {nhs: 100%}}]`")
        return self

    @property
    def uses_reserves(self) -> bool:
        """True if a rule gives reserves a share."""
        return any(rule.shares and RESERVES in rule.shares for rule in self.rules)

    @property
    def takes_all(self) -> bool:
        return not self.cap and not self.uses_reserves and self.rules[-1].lines is None

    def request(self, left: Array, year: YearEnd) -> Request:
        partners = zeros((len(PARTNERS), *left.shape), like=left)
        reserves = np.zeros_like(left)
        for rule in self.rules:
            over = rule.overspend(left, year)
            request = rule.request(over, year)
            partners += request.partners
            reserves += 0.0 if request.reserves is None else request.reserves
            left = left - over
        return Request(partners, reserves, self.order or tuple(year.above_floor))


class StatedPayments(Rule):
    """Pay the amounts of an agreed deal, by year and partner, even if they exceed the overspend or are below zero.

    A payment meets the overspend on the partner's own arm first, then the overspend on the other arm; the rest becomes
    a surplus. An amount below zero is money that the partner takes back. Payments of both partners come before any
    money is taken back, so that one partner can take back money that the other has paid and that isn't needed.

    Source: Accounts Commission, November 2018, Appendix 4 (nine of 30 boards in 2017/18).

    >>> year = YearEnd("2026/27", "2025/26", np.array([[10.0], [5.0]]))
    >>> deal = {"who": "stated", "amounts": {"2026/27": {"council": 12}}}
    >>> StatedPayments.model_validate(deal).take(year).closed.ravel().tolist()
    [10.0, 2.0]
    """

    takes_all: ClassVar = False

    who: Literal["stated"]
    """Rule for who pays: `stated`."""
    amounts: dict[Year, dict[Partner, Money]]
    """Additional contribution of each partner by year, in the plan's unit; below zero for money taken back."""

    def take(self, year: YearEnd) -> StepResult:
        deal = self.amounts.get(year.year, {})
        paid = numbers(deal.get(partner, 0.0) for partner in PARTNERS)[:, None] + np.zeros_like(year.position)
        position = _after_payments(year.position, np.maximum(paid, 0.0))
        # Money taken back follows the same rule with signs reversed: it comes from the underspend of the partner's own
        # arm first, then from the other arm's; the rest becomes an overspend on the partner's own arm.
        position = -_after_payments(-position, np.maximum(-paid, 0.0))
        return StepResult(year.position - position, partners=paid, due=self.due(paid))


def _after_payments(over: Array, money: Array) -> Array:
    """Return positions after each arm's money has met its own overspend first, then the other arm's."""
    after = over - money
    helps = np.minimum(np.minimum(np.maximum(-after, 0.0), money)[::-1], np.maximum(after, 0.0))
    return after - helps + helps[::-1]


def _base_budgets(year: YearEnd, partner: Partner) -> dict[str, float]:
    """Return the base budgets of a partner's lines, without the set-aside; income is negative."""
    held = {name: line for name, line in year.rows.lines.items() if line.partner == partner and not line.set_aside}
    return {name: line.sign * line.opening(year.base_year) for name, line in held.items()}


def _without_rounding(closed: Array, left: Array) -> Array:
    """Close all of an overspend if only a rounding error would remain, so that no later step acts on it."""
    return np.where(left - closed <= ROUNDING * left, left, closed)


def _each_own_arm(left: Array) -> Array:
    """Let each partner pay for its own arm: shape (partner, draw) becomes (payer, arm, draw)."""
    return np.eye(len(PARTNERS))[:, :, None] * left


class AdditionalPayments(
    OneValue[Annotated[ByContribution | Fixed | OwnArm | Nested | StatedPayments, Field(discriminator="who")]]
):
    """Close the overspend with additional partner contributions, by a rule for who pays.

    Source: see each rule.
    """

    @property
    def takes_all(self) -> bool:
        return self.root.takes_all

    def take(self, year: YearEnd) -> StepResult:
        return self.root.take(year)
