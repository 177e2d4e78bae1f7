"""Who pays what the plan leaves open: the rules of the step `additional_payments`, partners beyond their contributions.

To add a rule: one class here with its `who` and its `asked(...)`, and its name in the union of `AdditionalPayments`.
The first line of its docstring is printed under the table `scheme`; its `Source:` is the agreement that has it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final, Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, RootModel, model_validator

from mtfp.model.base.arrays import (
    Array,
    is_whole,
    numbers,
    share_or_zero,
    side_by_side,
    sum_of,
    total_over_items,
    zeros,
)
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import ReserveName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Amount, Flag, Money, Share, Text
from mtfp.model.base.years import ByYear, Year
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.costs.target import Selector
from mtfp.model.scheme.year_end import StepResult, YearEnd, from_reserves, shares_of, written

RESERVES: Final = "reserves"
ROUNDING = 1e-12
"""What adding up shares of an amount may lose of it."""
Payer = Literal["reserves", "council", "nhs"]


def _all_of_it(shares: Collection[float], what: str) -> None:
    if not is_whole(shares):
        total = sum(shares) * 100
        raise problem("E302", f"{what} add up to {total:.6g}%, not 100%", "correct the shares")


class Repayable(Part):
    """What of a partner's additional payments is paid back out of its later payments, and when."""

    share: Share = 1.0
    """The share that is paid back."""
    schedule: tuple[Share, ...]
    """How, from the next year on: `[100%]` next year, `[50%, 30%, 20%]` tapered over three."""

    @model_validator(mode="after")
    def _all_is_paid_back(self) -> Self:
        _all_of_it(self.schedule, "the parts of the schedule")
        return self


@dataclass(frozen=True)
class Request:
    """What a rule asks before caps: `partners` (payer, arm, draw), for which arm each pays; `reserves` (arm, draw)."""

    partners: Array
    reserves: Array | None = None
    order: tuple[str, ...] = field(default=())


class Rule(Part):
    """What every rule may say beside who pays."""

    repayable: dict[Partner, Repayable] = {}
    """By partner: what is paid back out of later payments; nothing if left out."""
    source: Text = ""
    """Where the rule comes from."""

    def due(self, paid: Array) -> tuple[Array, ...]:
        """What falls to be repaid of payments, shape (partner, draw): next year, the year after, and so on.

        share · schedule[k] of what a partner paid; of what it took back, nothing.
        """
        years = max((len(terms.schedule) for terms in self.repayable.values()), default=0)
        parts = zeros((years, len(PARTNERS), 1), like=paid)
        for partner, terms in self.repayable.items():
            parts[: len(terms.schedule), PARTNERS.index(partner), 0] = terms.share * numbers(terms.schedule)
        return tuple(part * np.maximum(paid, 0.0) for part in parts)


class Capped(Rule):
    """A rule that works out who pays, each partner up to a cap; what is above it is left to the next step."""

    cap: dict[Partner, ByYear[Amount]] = {}
    """By partner: the most it pays in a year, one amount or by year."""

    def request(self, left: Array, year: YearEnd) -> Request:
        """What is asked, given what each arm is over by, shape (partner, draw)."""
        raise NotImplementedError

    @property
    def takes_all(self) -> bool:
        """Whether it leaves nothing to later steps."""
        return not self.cap

    def take(self, year: YearEnd) -> StepResult:
        asked = self.request(year.left, year)
        paid, closed = self._up_to_the_cap(asked.partners, year.year)
        if asked.reserves is None:
            return StepResult(_whole(closed, year.left), partners=paid, due=self.due(paid))
        wanted = total_over_items(asked.reserves)
        reserves = from_reserves(asked.order, wanted, year.above_floor)
        given = sum_of(reserves.values(), wanted.shape)
        closed = closed + asked.reserves * np.divide(given, wanted, out=np.zeros_like(given), where=wanted > 0)
        return StepResult(_whole(closed, year.left), reserves=reserves, partners=paid, due=self.due(paid))

    def _up_to_the_cap(self, asked: Array, year: str) -> tuple[Array, Array]:
        """What each partner pays of what is asked, (payer, arm, draw), and what that closes on each arm."""
        wanted = asked[:, 0] + asked[:, 1]
        if not self.cap:
            return wanted, total_over_items(asked)
        paid = np.minimum(wanted, numbers(self._most(partner, year) for partner in PARTNERS)[:, None])
        kept = np.divide(paid, wanted, out=np.ones_like(paid), where=wanted > 0)
        return paid, total_over_items(asked * kept[:, None])

    def _most(self, partner: Partner, year: str) -> float:
        said = self.cap[partner].at(year) if partner in self.cap else None
        return np.inf if said is None else said


class ByContribution(Capped):
    """Partners pay in proportion to the year's payments, as most schemes have it.

    Payments before repayments; one below zero counts as none.

    Source: Accounts Commission, November 2018, paragraph 14 (Fife).
    """

    who: Literal["by_contribution"]
    """`by_contribution`."""
    set_aside: Flag = False
    """Whether the set-aside counts as a contribution."""

    def request(self, left: Array, year: YearEnd) -> Request:
        basis = year.payments + year.set_aside if self.set_aside else year.payments
        return Request(shares_of(basis)[:, None] * left)


class Fixed(Capped):
    """Partners pay in fixed shares, written into the scheme.

    Source: no published scheme; as West Lothian's equal shares, without its named lines.
    """

    who: Literal["fixed"]
    """`fixed`."""
    shares: dict[Partner, Share]
    """The share of each partner; together 100%."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _all_of_it(self.shares.values(), "the partners' shares")
        return self

    def request(self, left: Array, year: YearEnd) -> Request:
        return Request(written(self.shares)[:, None, None] * left)


class OwnArm(Capped):
    """Each partner tops up the arm that it runs, as in Shetland.

    Source: Shetland News, 6 March 2025.
    """

    who: Literal["own_arm"]
    """`own_arm`."""

    def request(self, left: Array, year: YearEnd) -> Request:
        return Request(_own(left))


class ForLines(Part):
    """One rule of a nested scheme: whose lines it is for, and who pays for them."""

    model_config = ConfigDict(json_schema_extra=exactly_one("shares", "who"))

    lines: Selector | None = None
    """The lines whose overspend it is for; left out, all that rules before it have left."""
    shares: dict[Payer, Share] | None = None
    """The shares of `reserves`, `council` and `nhs`; together 100%."""
    who: Literal["by_contribution", "own_arm"] | None = None
    """Or who pays, as in the rules of the same name."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.shares is None) == (self.who is None):
            raise problem("E215", "a nested rule needs `shares` or `who`, and not both", "keep the one that is meant")
        if self.shares is not None:
            _all_of_it(self.shares.values(), "the shares")
        return self

    def overspend(self, left: Array, year: YearEnd) -> Array:
        """What its lines are over by on each arm, shape (partner, draw), at most what the arm has left.

        An arm's money is shared by its lines by base budget, so the overspend is Σ cost after savings − money · Σ base
        budget of the lines / Σ base budget of the arm. Section 11 of the model.
        """
        if self.lines is None:
            return left
        named = self.lines.of(year.rows.lines)
        over = []
        for arm, partner in enumerate(PARTNERS):
            base = _base_budgets(year, partner)
            mine = year.rows.of([name for name in base if name in named])
            share = share_or_zero(sum(base[name] for name in base if name in named), sum(base.values()))
            over.append(year.net(mine) - share * year.money[arm])
        return np.clip(side_by_side(over), 0.0, left)

    def request(self, over: Array, year: YearEnd) -> Request:
        """Who pays it, given what its lines are over by on each arm."""
        if self.who == "own_arm":
            return Request(_own(over))
        if self.who == "by_contribution":
            return Request(shares_of(year.payments)[:, None] * over)
        assert self.shares is not None
        return Request(written(self.shares)[:, None, None] * over, self.shares.get(RESERVES, 0.0) * over)


class Nested(Capped):
    """Rules for named lines first, then for the rest, as in West Lothian.

    Source: westlothianhscp.org.uk, article 84895.
    """

    who: Literal["nested"]
    """`nested`."""
    rules: tuple[ForLines, ...]
    """The rules, in order; each is for what those before it have left."""
    order: tuple[ReserveName, ...] = ()
    """The reserves that a share of `reserves` comes from, first one first, each down to its floor."""

    @model_validator(mode="after")
    def _some_rule(self) -> Self:
        if not self.rules:
            raise problem("E213", "`rules` has no rule", "write who pays: `rules: [{shares: {nhs: 100%}}]`")
        return self

    @property
    def uses_reserves(self) -> bool:
        """Whether a rule gives reserves a share."""
        return any(rule.shares and RESERVES in rule.shares for rule in self.rules)

    @property
    def takes_all(self) -> bool:
        return not self.cap and not self.uses_reserves and self.rules[-1].lines is None

    def request(self, left: Array, year: YearEnd) -> Request:
        partners = zeros((len(PARTNERS), *left.shape), like=left)
        reserves = np.zeros_like(left)
        for rule in self.rules:
            over = rule.overspend(left, year)
            asked = rule.request(over, year)
            partners += asked.partners
            reserves += 0.0 if asked.reserves is None else asked.reserves
            left = left - over
        return Request(partners, reserves, self.order or tuple(year.above_floor))


class StatedPayments(Rule):
    """A deal made: money by year and partner, which may be more than is needed, or below zero.

    Source: Accounts Commission, November 2018, Appendix 4 (nine of 30 boards in 2017/18).
    """

    takes_all: ClassVar = False

    who: Literal["stated"]
    """`stated`."""
    amounts: dict[Year, dict[Partner, Money]]
    """What each partner pays by year; below zero, what it pays less than agreed."""

    def take(self, year: YearEnd) -> StepResult:
        """Money meets its own arm's overspend first, then the other's; the rest is a surplus.

        What is taken back comes out of what is spare, its own arm's first; the rest is put on its own arm's position.
        """
        said = self.amounts.get(year.year, {})
        paid = numbers(said.get(partner, 0.0) for partner in PARTNERS)[:, None] + np.zeros_like(year.position)
        position = _met(year.position, np.maximum(paid, 0.0))
        position = -_met(-position, np.maximum(-paid, 0.0))
        return StepResult(year.position - position, partners=paid, due=self.due(paid))


def _met(over: Array, money: Array) -> Array:
    """Positions once each arm's money has met its own overspend, then the other arm's, and the rest is kept."""
    after = over - money
    helps = np.minimum(np.minimum(np.maximum(-after, 0.0), money)[::-1], np.maximum(after, 0.0))
    return after - helps + helps[::-1]


def _base_budgets(year: YearEnd, partner: Partner) -> dict[str, float]:
    """The base budgets of the lines that an arm holds, set-aside apart, income below zero."""
    held = {name: line for name, line in year.rows.lines.items() if line.partner == partner and not line.set_aside}
    return {name: line.sign * line.opening(year.base_year) for name, line in held.items()}


def _whole(closed: Array, left: Array) -> Array:
    """What is closed, all of it where only rounding is left, so that no step after it finds a trillionth."""
    return np.where(left - closed <= ROUNDING * left, left, closed)


def _own(left: Array) -> Array:
    """Each partner pays for its own arm: (partner, draw) to (payer, arm, draw)."""
    return np.eye(len(PARTNERS))[:, :, None] * left


class AdditionalPayments(
    RootModel[Annotated[ByContribution | Fixed | OwnArm | Nested | StatedPayments, Field(discriminator="who")]]
):
    """Partners pay more than they agreed, by a rule for who pays.

    Source: each rule's own.
    """

    model_config = {"frozen": True}

    @property
    def takes_all(self) -> bool:
        return self.root.takes_all

    def take(self, year: YearEnd) -> StepResult:
        return self.root.take(year)
