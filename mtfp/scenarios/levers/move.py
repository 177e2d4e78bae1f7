"""Lever `move`: activity moves from some services to others, with the money that the first ones release."""

from collections.abc import Iterator
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part, listed, problem
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Share, Size
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.lines import line_complaints, movable, volume_cost, with_service_level
from mtfp.scenarios.levers.common.years import LeverYear, span_complaints
from mtfp.scenarios.levers.service_level import Profile, service_level_of


class Move(Part):
    """Move activity from some lines to others, such as from a care home to care at home."""

    model_config = ConfigDict(json_schema_extra=exactly_one("reinvested", "ratio"))

    out_of: Selector
    """Lines that activity leaves."""
    into: Selector
    """Lines to which activity moves, in proportion to the part of their cost that follows volume."""
    activity: Share
    """Share of the lines' activity that leaves."""
    from_: LeverYear = Field(alias="from")
    """First year in which some activity has moved."""
    to: LeverYear | None = None
    """First year in which the move is complete; `from` if left out."""
    profile: Profile = "linear"
    """Pace of the change: `step`, `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """Share of the variable cost that is released where activity leaves; the rest stays behind as stranded cost."""
    reinvested: Share | None = None
    """Share of the released money that is spent on the lines in `into`."""
    ratio: Size | None = None
    """Units of activity added in `into` for each unit that leaves, such as hours for a place. Replaces `reinvested`."""

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.reinvested is None) == (self.ratio is None):
            fix = "write `reinvested: 70%`, or `ratio: 700` for hours in place of one bed"
            raise problem("E215", "a move needs either `reinvested` or `ratio`", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from line_complaints(self.out_of, plan, ("out_of",))
        yield from line_complaints(self.into, plan, ("into",))
        yield from span_complaints(self.from_, self.to, plan.timeline)
        sources, targets = movable(self.out_of, plan), movable(self.into, plan)
        if sources and targets:
            yield from self._between(sources, targets, plan)

    def _between(self, sources: tuple[str, ...], targets: tuple[str, ...], plan: Plan) -> Iterator[Complaint]:
        both = [name for name in sources if name in targets]
        if both:
            yield Complaint(
                "E407",
                ("into",),
                f"activity would move from {listed(both)} back to the same line",
                "select fewer lines",
            )
        if self.ratio is not None:
            yield from self._uncounted(sources, targets, plan)
        elif volume_cost(targets, plan) <= 0:
            message = f"no part of the cost of {listed(targets)} follows volume, so its activity can't grow"
            yield Complaint("E407", ("into",), message, "lower its `fixed_share`, or move into another line")
        if {plan.lines[n].set_aside for n in sources} != {plan.lines[n].set_aside for n in targets}:
            message = (
                "activity moves between set-aside services and the integrated budget, but set-aside money isn't cash"
            )
            yield Complaint(
                "W555",
                ("out_of",),
                message,
                "add the lever `transfer` for that money, or select lines of one side only",
            )

    def _uncounted(self, sources: tuple[str, ...], targets: tuple[str, ...], plan: Plan) -> Iterator[Complaint]:
        """Yield complaints if `ratio` is used with lines that state no activity, or that count it in several units."""
        for key, names in (("out_of", sources), ("into", targets)):
            uncounted = [name for name in names if not (activity := plan.lines[name].activity) or not activity.base]
            units = {activity.unit for name in names if (activity := plan.lines[name].activity)}
            fix = "give all these lines an `activity` in the same unit, or use `reinvested`"
            if uncounted:
                yield Complaint("E407", (key,), f"`ratio` needs the `activity` of {listed(uncounted)}", fix)
            elif len(units) > 1:
                message = f"with `ratio`, all lines here must count the same unit, found {listed(sorted(units))}"
                yield Complaint("E407", (key,), message, fix)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with a lower service level on lines that activity leaves, and a higher one where it goes.

        With x the share that leaves and r the share released, B a line's recurring base and f its fixed share, the
        level of the lines in `into` is 1 + reinvested · r · x · Σ B · (1 - f) of the lines in `out_of` / Σ B · (1 - f)
        of the lines in `into`. With `ratio` it is 1 + ratio · x · activity of `out_of` / activity of `into`. Levels are
        at base prices, before demand grows: docs/decisions/levers-move.md.
        """
        sources, targets = movable(self.out_of, plan), movable(self.into, plan)
        if not sources or not targets:
            return plan
        leaves = self._service_level(1 - self.activity, plan, released=self.released)
        arrives = self._service_level(1 + self._added(sources, targets, plan), plan, released=1.0)
        return with_service_level(with_service_level(plan, sources, leaves), targets, arrives)

    def _service_level(self, level: float, plan: Plan, *, released: float) -> ServiceLevel:
        return service_level_of(
            level, plan.timeline, start=self.from_, end=self.to, profile=self.profile, released=released
        )

    def _added(self, sources: tuple[str, ...], targets: tuple[str, ...], plan: Plan) -> float:
        """Return the activity added to the lines in `into`, as a share of their activity today."""
        if self.ratio is not None:
            return self.ratio * self.activity * _activity(sources, plan) / _activity(targets, plan)
        freed = volume_cost(sources, plan) * self.released * self.activity
        return (self.reinvested or 0.0) * freed / volume_cost(targets, plan)


def _activity(names: tuple[str, ...], plan: Plan) -> float:
    """Return the activity of some lines in the base year, in units. A hosted service counts by our share."""
    lines = [plan.lines[name] for name in names]
    return sum(line.activity.base * line.our_share for line in lines if line.activity)
