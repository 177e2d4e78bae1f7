"""Lever `service_level`: change the level of services, with the one-off costs and the care bought elsewhere."""

from collections.abc import Iterator
from math import prod
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, Field

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Percent, Scalar, Share, Text
from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.service_level import Level, ServiceLevel
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.lines import (
    line_complaints,
    main_price,
    movable,
    volume_cost,
    with_commitment,
    with_service_level,
)
from mtfp.scenarios.levers.common.years import (
    LeverYear,
    by_financial_year,
    by_year_complaints,
    in_plan,
    span_complaints,
)
from mtfp.scenarios.words import FEW, level_in_words


def _not_negative(value: float) -> float:
    if value < 0:
        raise problem("E212", f"a cost must be zero or more, found {value:g}", "write the cost without a minus")
    return value


MoneyOrShare = Annotated[Scalar, AfterValidator(_not_negative)]
Profile = Literal["step", "linear", "front", "back"]


def service_level_of(
    level: float, timeline: Timeline, *, start: str, end: str | None, profile: Profile, released: float
) -> ServiceLevel:
    """Return a change of the service level in financial years, as a plan's line holds it."""
    change = {
        "level": Percent(level),
        "from": in_plan(start, timeline),
        "profile": profile,
        "released": Percent(released),
    }
    return ServiceLevel.model_validate({**change, "to": in_plan(end, timeline) if end else None})


class ChangeServiceLevel(Part):
    """Provide some services at a higher or lower level than today, at once or over some years."""

    lines: Selector
    """Lines to change, by name or attribute. A line with a stated cost can't change."""
    level: Level
    """New level, as a percentage of today's."""
    from_: LeverYear = Field(alias="from")
    """First year in which the level differs from today's."""
    to: LeverYear | None = None
    """First year in which the new level holds in full; `from` if left out."""
    profile: Profile = "linear"
    """Pace of the change: `step`, `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """Share of the variable cost that a lower level saves; the rest stays behind as stranded cost."""
    bought_elsewhere: Share = 0.0
    """Money spent on the same care elsewhere and on travel, as a share of the cost of care no longer provided here."""
    transition_cost: dict[LeverYear, MoneyOrShare] = {}
    """One-off cost of the change, by year: money, or a share of the lines' budgets."""
    label: Text = ""
    """Label under which the costs of the change are shown."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from line_complaints(self.lines, plan, ("lines",))
        yield from span_complaints(self.from_, self.to, plan.timeline)
        yield from by_year_complaints(("transition_cost",), self.transition_cost, plan.timeline)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the new level on each line, and with commitments for the costs of the change."""
        names = movable(self.lines, plan)
        if not names:
            return plan
        plan = with_service_level(plan, names, self._service_level(plan.timeline))
        plan = with_commitment(plan, "transition", self._transition(names, plan))
        return with_commitment(plan, "elsewhere", self._elsewhere(names, plan))

    def _service_level(self, timeline: Timeline) -> ServiceLevel:
        return service_level_of(
            self.level, timeline, start=self.from_, end=self.to, profile=self.profile, released=self.released
        )

    def _transition(self, names: tuple[str, ...], plan: Plan) -> Commitment:
        """Return the one-off cost of the change as a commitment: money as stated, or a share of the lines' budgets."""
        budgets = sum(plan.lines[name].opening(plan.base_year) for name in names)
        by_year = by_financial_year(self.transition_cost, plan.timeline)
        amount = {
            year: float(cost * budgets if isinstance(cost, Percent) else cost)
            for year, cost in by_year.items()
            if year in plan.timeline
        }
        return self._commitment(names, plan, what="one-off cost of the change", amount=amount)

    def _elsewhere(self, names: tuple[str, ...], plan: Plan) -> Commitment:
        """Return the recurring cost of care bought elsewhere, at base prices, for the care that this change takes away.

        V are the levels of this change, W the levels before it, e is `bought_elsewhere`, B a line's recurring base and
        f its fixed share. Each year adds e · Σ B · (1 - f) · ((W[t-1] · V[t-1] - W[t-1]) - (W[t] · V[t] - W[t])),
        summed over the lines.
        """
        level = self._service_level(plan.timeline).levels(plan.timeline)
        bought = np.zeros(plan.timeline.years)
        for name in names:
            before = prod(change.levels(plan.timeline) for change in plan.lines[name].service_level[:-1])
            bought += self.bought_elsewhere * volume_cost((name,), plan) * np.diff(before * (1 - level))
        amount = {year: float(more) for year, more in zip(plan.timeline.projected, bought, strict=True) if more}
        commitment = self._commitment(names, plan, what="care bought elsewhere, and travel", amount=amount)
        return commitment.but(recurring=True, indexed=main_price(names, plan))

    def _commitment(self, names: tuple[str, ...], plan: Plan, *, what: str, amount: dict[str, float]) -> Commitment:
        lines = ", ".join(plan.label("lines", name) for name in names) if len(names) <= FEW else str(self.lines)
        label = f"{self.label or f'{lines} at {level_in_words(self.level)} of today'}: {what}"
        return Commitment(label=label, lines=Selector(names=names), amount=dict(amount), source="a scenario's lever")
