"""Lever `service_level`: change the level of services, with the one-off costs and the care bought elsewhere."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import MoneyOrShare, Percent, Share, Text
from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.pace import Profile
from mtfp.model.costs.service_level import Level, ServiceLevel, Stranded
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.lines import line_complaints, with_commitment, with_service_level
from mtfp.scenarios.levers.common.years import (
    LeverYear,
    by_financial_year,
    by_year_complaints,
    in_plan,
    span_complaints,
)
from mtfp.scenarios.words import FEW, level_in_words


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


class ChangeServiceLevel(InPart):
    """Provide some services at a higher or lower level than today, at once or over some years."""

    straight: ClassVar = ("level", "transition_cost", "released", "bought_elsewhere")
    money_or_share: ClassVar = ("transition_cost",)
    rest: ClassVar = {"level": Percent(1), "transition_cost": {}}

    lines: Selector
    """Lines to change, by name or attribute."""
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
    stranded: Stranded | None = None
    """Years after which no stranded cost is left, as `{years: 2}`; without it, stranded cost stays for good."""
    bought_elsewhere: Share = 0.0
    """Share of the care no longer provided here that is bought elsewhere, at the variable cost of a unit here."""
    transition_cost: dict[LeverYear, MoneyOrShare] = {}
    """One-off cost of the change, by year: money, or a share of the lines' budgets."""
    label: Text = ""
    """Label under which the one-off cost of the change is shown."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from line_complaints(self.lines, plan, ("lines",))
        yield from span_complaints(self.from_, self.to, plan.timeline)
        yield from by_year_complaints(("transition_cost",), self.transition_cost, plan.timeline)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the new level on each line, and with a commitment for the one-off cost of the change.

        Care bought elsewhere is part of the change of level: docs/decisions/levers.md.
        """
        names = self.lines.of(plan.lines)
        if not names:
            return plan
        plan = with_service_level(plan, names, self._service_level(plan.timeline))
        return with_commitment(plan, "transition", self._transition(names, plan))

    def _service_level(self, timeline: Timeline) -> ServiceLevel:
        change = service_level_of(
            self.level, timeline, start=self.from_, end=self.to, profile=self.profile, released=self.released
        )
        return change.with_fields(stranded=self.stranded, bought_elsewhere=self.bought_elsewhere or None)

    def _transition(self, names: tuple[str, ...], plan: Plan) -> Commitment:
        """Return the one-off cost of the change as a commitment: money as stated, or a share of the lines' budgets."""
        budgets = sum(plan.lines[name].opening(plan.base_year) for name in names)
        by_year = by_financial_year(self.transition_cost, plan.timeline)
        amount = {
            year: float(cost * budgets if isinstance(cost, Percent) else cost)
            for year, cost in by_year.items()
            if year in plan.timeline
        }
        lines = ", ".join(plan.label("lines", name) for name in names) if len(names) <= FEW else str(self.lines)
        label = self.label or f"{lines} at {level_in_words(self.level)} of today's level"
        label = f"{label}: one-off cost of the change"
        return Commitment(
            label=label, lines=Selector(names=names), amount=dict(amount), recurring=False, source="a scenario's lever"
        )
