"""The integration scheme as data: the steps that close what the plan leaves open, and where a surplus goes."""

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
from mtfp.model.scheme.closing_steps import AnyStep, Offset, RecoveryPlan, Step
from mtfp.model.scheme.reserve import Threshold
from mtfp.model.scheme.who_pays import AdditionalPayments, Fixed
from mtfp.model.scheme.year_end import shares_of, written

RETURNED = "return_to_partners"


class Surplus(Part):
    """Where a surplus goes once the year's planned use is put back and a carried deficit cleared."""

    to: ReserveName | None = None
    """The reserve it goes into; none if left out."""
    cap: Threshold | None = None
    """The balance up to which it goes there."""
    then: ReserveName | None = None
    """The reserve for the rest, or `return_to_partners`, which is assumed."""
    who: Literal["own_arm", "by_contribution", "fixed"] = "own_arm"
    """How what returns is shared: by the arms that are under, by the year's payments, or in fixed shares."""
    shares: dict[Partner, Share] | None = None
    """With `fixed`: the share of each partner; together 100%."""

    @field_validator("then", mode="before")
    @classmethod
    def _returned_is_the_rest(cls, value: Any) -> Any:
        return None if value == RETURNED else value

    @model_validator(mode="after")
    def _shares_if_fixed(self) -> Self:
        if (self.who == "fixed") != (self.shares is not None):
            raise problem("E215", "`who: fixed` and `shares` go together", "write both, or leave both out")
        if self.to and self.then == self.to:
            fix = "name another reserve under `then`, or leave it out"
            raise problem("E215", f"what `{self.to}` can't hold would go into it all the same", fix)
        if self.cap and not self.to:
            raise problem("E215", "`cap` limits the reserve under `to`, which is missing", "write `to: contingency`")
        if self.shares is not None and not is_whole(self.shares.values()):
            raise problem("E302", "the partners' shares must add up to 100%", "correct the shares")
        return self

    def rooms(self, balance: Mapping[str, Array], expenditure: Array) -> Iterator[tuple[str, Array]]:
        """The reserves it goes into, in order, each with how much more it may hold, shape (draw,)."""
        if self.to:
            cap = np.full_like(expenditure, np.inf) if self.cap is None else self.cap.level(expenditure)
            yield self.to, np.maximum(cap - balance[self.to], 0.0)
        if self.then:
            yield self.then, np.full_like(expenditure, np.inf)


class Scheme(Part):
    """Who pays when the plan doesn't balance, step by step. What no step closes stays unmet."""

    steps: tuple[Step, ...] = ()
    """The steps, in order."""
    lead_agency: Partner | None = None
    """The partner that runs everything and pays whatever the steps leave, as in Highland."""
    surplus: Surplus | None = None
    """Where a surplus goes; left out, it returns to the partners."""

    @cached_property
    def order(self) -> dict[str, AnyStep]:
        """The steps by key, in order, with the offset that is assumed unless one is listed, and a lead agency's.

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
        """Whether an underspend on one arm may meet an overspend on the other."""
        return any(isinstance(step, Offset) and step.root == "arms" for step in self.order.values())

    @cached_property
    def recovery_plans(self) -> dict[str, RecoveryPlan]:
        """The recovery plans by key."""
        return {key: step for key, step in self.order.items() if isinstance(step, RecoveryPlan)}

    def returned(self, rest: Array, spare: Array, payments: Array) -> Array:
        """To whom what is left of a surplus returns, shape (partner, draw).

        `rest` (draw,) is shared as the arms are under (`spare`), as the partners pay (`payments`), in fixed shares, or
        all to a lead agency, which bears everything.
        """
        who = self.surplus.who if self.surplus else "own_arm"
        if who == "by_contribution":
            return shares_of(payments) * rest
        if who == "fixed" and self.surplus and self.surplus.shares:
            return written(self.surplus.shares)[:, None] * rest
        if self.lead_agency:
            return written({self.lead_agency: 1.0})[:, None] * rest
        return shares_of(spare) * rest
