"""Funding scheme: the steps that close a gap, in order, and the use of a surplus."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from pydantic import field_validator, model_validator

from mtfp.model.base.arrays import Array, is_whole
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import ReserveName
from mtfp.model.base.values import Percent, Share
from mtfp.model.costs.line import Partner
from mtfp.model.governance.agreement import Agreement
from mtfp.model.scheme.closing_steps import AnyStep, Carry, Offset, RecoveryPlan, Step
from mtfp.model.scheme.reserve import ThresholdPath
from mtfp.model.scheme.who_pays import AdditionalPayments, Fixed
from mtfp.model.scheme.year_end import by_partner, shares_of

RETURNED = "return_to_partners"


class Surplus(Part):
    """Use of the surplus that is left after planned use of reserves is put back and a carried deficit is cleared."""

    to: ReserveName | None = None
    """Reserve that receives the surplus; no reserve if left out."""
    cap: ThresholdPath | None = None
    """Balance at which that reserve is full: `{money: 900}`, or `4% of expenditure`; once, or by year."""
    then: ReserveName | None = None
    """Reserve that receives the rest, or `return_to_partners`, which is assumed if left out."""
    who: Literal["own_arm", "by_contribution", "fixed"] | None = None
    """Split of a returned surplus: `own_arm` (by underspend), `by_contribution` (by payments) or `fixed`."""
    shares: dict[Partner, Share] | None = None
    """Share of each partner with `who: fixed`, 0% to 100%; shares add up to 100%."""

    @field_validator("then", mode="before")
    @classmethod
    def _returned_is_the_rest(cls, value: Any) -> Any:
        return None if value == RETURNED else value

    @model_validator(mode="after")
    def _shares_if_fixed(self) -> Self:
        if (self.who == "fixed") != (self.shares is not None):
            raise problem(
                "E215", "`who: fixed` needs `shares`, and `shares` need `who: fixed`", "write both, or leave both out"
            )
        if self.to and self.then == self.to:
            fix = "name another reserve under `then`, or leave `then` out"
            raise problem("E215", f"`to` and `then` both name `{self.to}`", fix)
        if self.cap and not self.to:
            raise problem("E215", "`cap` limits the reserve under `to`, which is missing", "write `to: contingency`")
        if self.shares is not None and not is_whole(self.shares.values()):
            total = sum(self.shares.values()) * 100
            raise problem("E302", f"the partners' shares must add up to 100%, found {total:.6g}%", "correct the shares")
        return self

    def rooms(self, balance: Mapping[str, Array], year: str, expenditure: Array) -> Iterator[tuple[str, Array]]:
        """Yield the reserves that receive a year's surplus, in order, each with the amount it can take, (draw,)."""
        unlimited = np.full_like(expenditure, np.inf)
        if self.to and self.cap is None:
            yield self.to, unlimited
        elif self.to and self.cap:
            yield self.to, np.maximum(self.cap.in_year(year).level(expenditure) - balance[self.to], 0.0)
        if self.then:
            yield self.then, unlimited


class Scheme(Part):
    """Funding scheme: who pays when the plan doesn't balance, step by step; the rest remains unfunded."""

    steps: tuple[Step, ...] = ()
    """Closing steps, in the order in which they apply."""
    lead_agency: Partner | None = None
    """Partner that runs all services and pays whatever the steps leave, as in Highland."""
    surplus: Surplus | None = None
    """Use of a surplus; if left out, a surplus returns to the partners."""
    agreed: Agreement | None = None
    """Agreement of the scheme by the partners; if left out, it is not recorded as agreed."""

    @cached_property
    def order(self) -> dict[str, AnyStep]:
        """Closing steps by key, in order, including an assumed offset and a lead agency's payment.

        Unless the scheme lists an offset, an offset comes first: both arms belong to one board, so one arm's underspend
        meets the other's overspend before reserves or partners pay. A lead agency comes last, because it pays all that
        is left.

        >>> steps = [{"reserves": {"order": ["general"]}}, {"carry": {}}]
        >>> list(Scheme.model_validate({"steps": steps, "lead_agency": "nhs"}).order)
        ['offset', 'reserves', 'carry', 'lead_agency']
        """
        order: dict[str, AnyStep] = {} if any(step.offset for step in self.steps) else {"offset": Offset("arms")}
        seen = Counter(order)
        for step in self.steps:
            seen[step.chosen] += 1
            order[step.chosen if seen[step.chosen] == 1 else f"{step.chosen}_{seen[step.chosen]}"] = step.rule
        if self.lead_agency:
            order["lead_agency"] = AdditionalPayments(Fixed(who="fixed", shares={self.lead_agency: Percent(1)}))
        return order

    @cached_property
    def offsets(self) -> bool:
        """True if an underspend on one arm may meet an overspend on the other."""
        return any(isinstance(step, Offset) and step.root == "arms" for step in self.order.values())

    @cached_property
    def carries(self) -> bool:
        """True if a step carries a deficit into later years."""
        return any(isinstance(step, Carry) for step in self.order.values())

    @cached_property
    def recovery_plans(self) -> dict[str, RecoveryPlan]:
        """Recovery plans by key."""
        return {key: step for key, step in self.order.items() if isinstance(step, RecoveryPlan)}

    def returned(self, rest: Array, spare: Array, payments: Array) -> Array:
        """Return the surplus that goes back to each partner, shape (partner, draw), zero or more.

        The surplus `rest`, shape (draw,), is split by the arms' underspends (`spare`), by the partners' payments
        (`payments`) or in fixed shares. A split that the scheme states applies even if there is a lead agency. If the
        scheme states none, a lead agency receives all of the surplus, because it also pays every deficit; without a
        lead agency the arms' underspends decide.
        """
        who = self.surplus.who if self.surplus else None
        if who == "by_contribution":
            return shares_of(payments) * rest
        if who == "fixed" and self.surplus and self.surplus.shares:
            return by_partner(self.surplus.shares)[:, None] * rest
        if who is None and self.lead_agency:
            return by_partner({self.lead_agency: 1.0})[:, None] * rest
        return shares_of(spare) * rest
