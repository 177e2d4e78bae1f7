"""Lever `move`: activity moves from some services to others, with the money that the first ones release."""

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Percent, Share, Size, Text
from mtfp.model.consistency.items.moves import move_complaints
from mtfp.model.costs.move import NO_MEASURE, Move
from mtfp.model.costs.pace import Profile
from mtfp.model.costs.service_level import Stranded
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.lines import first_free, line_complaints
from mtfp.scenarios.levers.common.years import LeverYear, in_plan, span_complaints
from mtfp.scenarios.words import PlanWords


class MoveActivity(InPart):
    """Move activity from some lines to others, such as from a care home to care at home."""

    model_config = ConfigDict(json_schema_extra=exactly_one("reinvested", "ratio"))
    straight: ClassVar = ("activity", "released", "reinvested", "ratio")
    rest: ClassVar = {"activity": 0.0}

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
    stranded: Stranded | None = None
    """Years after which no stranded cost is left, as `{years: 2}`; without it, stranded cost stays for good."""
    reinvested: Share | None = None
    """Share of the released money that is spent on the lines in `into`, in every year."""
    ratio: Size | None = None
    """Units of activity added in `into` for each unit that leaves, such as hours for a place. Replaces `reinvested`."""
    label: Text = ""
    """Label under which the move is shown."""

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.reinvested is None) == (self.ratio is None):
            raise problem(*NO_MEASURE)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from line_complaints(self.out_of, plan, ("out_of",))
        yield from line_complaints(self.into, plan, ("into",))
        yield from span_complaints(self.from_, self.to, plan.timeline)
        if self.out_of.of(plan.lines) and self.into.of(plan.lines):
            yield from move_complaints(plan, self._move(plan), (), "E407")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with one more move, which the engine works out after all changes of service levels.

        The order of levers therefore makes no difference: docs/decisions/levers.md.
        """
        starts = plan.timeline.at(in_plan(self.from_, plan.timeline))
        lines = self.out_of.of(plan.lines) and self.into.of(plan.lines)
        if not lines or not self.activity or starts > plan.timeline.years:
            return plan
        return plan.with_fields(moves={**plan.moves, first_free("move", plan.moves): self._move(plan)})

    def _move(self, plan: Plan) -> Move:
        words = PlanWords(plan)
        return Move(
            label=self.label or f"From {words.value(self.out_of)} to {words.value(self.into)}",
            out_of=self.out_of,
            into=self.into,
            activity=self.activity,
            **{"from": in_plan(self.from_, plan.timeline)},
            to=in_plan(self.to, plan.timeline) if self.to else None,
            profile=self.profile,
            released=Percent(self.released),
            stranded=self.stranded,
            reinvested=self.reinvested,
            ratio=self.ratio,
            source="a scenario's lever",
        )
