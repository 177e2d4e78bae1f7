"""Lever `funding`: replace a funding source, hold it flat, add one-off money, end it or delay it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from mtfp.draws.of_plan import central_draws
from mtfp.findings.suggest import one_of
from mtfp.model.base.by_names import ByNames
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import KeyOf, problem
from mtfp.model.base.refers import StreamName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Count, Flag, Money
from mtfp.model.base.years import Timeline
from mtfp.model.costs.cost import costs
from mtfp.model.costs.line import Partner
from mtfp.model.costs.rows import Rows
from mtfp.model.money_in.funding import PaidPath, Stated, Stream
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.in_part import HALF, InPart, between, leap
from mtfp.scenarios.levers.common.years import (
    LeverYear,
    by_financial_year,
    by_year_complaints,
    in_plan,
    year_complaints,
)

StreamType = Literal["payment", "set_aside", "ring_fenced", "income"]
RuleName = Annotated[str, KeyOf(Stream)]


class StreamSelector(ByNames):
    """Funding sources by name or by attribute: `[council_payment]`, `{type: payment, partner: nhs}`."""

    names: tuple[StreamName, ...] = ()
    """Funding sources by name."""
    type: StreamType | None = None
    """Funding sources of this type."""
    partner: Partner | None = None
    """Funding sources that this partner pays."""
    kind: Literal["funding", "reduction"] | None = None
    """Funding sources of this kind: money, or reductions."""
    rule: RuleName | tuple[RuleName, ...] | None = None
    """Funding sources whose amount follows this rule, or one of these rules, such as `uplift`."""

    def of(self, streams: Mapping[str, Stream]) -> tuple[str, ...]:
        """Return the names of the selected funding sources, in the plan's order."""
        if self.names:
            return tuple(name for name in streams if name in self.names)
        return tuple(name for name, stream in streams.items() if self._fits(stream))

    def _fits(self, stream: Stream) -> bool:
        rules = (self.rule,) if isinstance(self.rule, str) else self.rule
        return (
            self.type in (None, stream.type)
            and self.partner in (None, stream.partner)
            and self.kind in (None, stream.kind)
            and (rules is None or stream.chosen in rules)
        )


class ChangeFunding(InPart):
    """Change one funding source, or several in the same way."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "streams"))
    straight: ClassVar = ("add",)
    rest: ClassVar = {"add": {}, "ends": None, "delay": 0}
    from_plan: ClassVar = ("flat",)

    meant: ClassVar = {"one_off": "name one funding source with `name:`, and write its amounts by year under `add:`"}
    """Keys of a funding source, with what to write in a lever in their place."""

    name: StreamName | None = None
    """Funding source to change, by name."""
    streams: StreamSelector | None = None
    """Several funding sources, by name or attribute, in place of `name`."""
    replace: Stream | None = None
    """New funding source in its place, written as in a plan. Only with `name`."""
    flat: Flag = False
    """`true` holds the funding in every year at the cash amount of the base year, or at the first stated amount."""
    add: dict[LeverYear, Money] = {}
    """One-off money by year, positive is more funding. Only with `name`."""
    ends: LeverYear | None = None
    """Last year in which the money is paid."""
    delay: Count = 0
    """Years by which each yearly change of the funding comes later."""

    @model_validator(mode="after")
    def _says_what_and_how(self) -> Self:
        if (self.name is None) == (self.streams is None):
            raise problem(
                "E215", "a funding lever needs either `name` or `streams`", "write one of the two keys, not both"
            )
        changes = (self.flat, bool(self.add), self.ends is not None, self.delay > 0)
        if not (self.replace or any(changes)) or (self.replace and any(changes)):
            fix = "write `replace: {...}` alone, or some of `flat: true`, `add`, `ends` and `delay`"
            raise problem("E215", "a funding lever must either replace a funding source or change it", fix)
        if self.streams and (self.replace or self.add):
            fix = "write `name:` with one funding source in place of `streams:`"
            raise problem("E215", "`replace` and `add` change only one funding source at a time", fix)
        return self

    def nothing(self) -> Self | None:
        return None if self.replace else super().nothing()

    def cautions(self, share: float, plan: Plan) -> Iterator[Complaint]:
        yield from super().cautions(share, plan)
        if self.flat and any(plan.funding[name].follows for name in self.names(plan)):
            yield leap(("flat",), "`flat` for funding that follows a cost", share)

    def names(self, plan: Plan) -> tuple[str, ...]:
        """Return the names of the funding sources to change."""
        return (self.name,) if self.name else self.streams.of(plan.funding) if self.streams else ()

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if not self.names(plan):
            fix = f"select a funding source by name: {one_of(plan.funding)}"
            yield Complaint("W552", ("streams",), f"the plan has no funding source with {self.streams}", fix)
        yield from by_year_complaints(("add",), self.add, plan.timeline)
        yield from year_complaints(("ends",), self.ends, plan.timeline)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with each selected funding source replaced or changed."""
        changed = {name: self.replace or self._changed(plan.funding[name], plan) for name in self.names(plan)}
        return plan.with_fields(funding={**plan.funding, **changed})

    def _changed(self, stream: Stream, plan: Plan) -> Stream:
        timeline = plan.timeline
        if self.flat:
            stream = held_flat(stream, timeline) if self._share == 1 else nearly_flat(stream, plan, self._share)
        added = {year: money for year, money in by_financial_year(self.add, timeline).items() if money}
        on_top = {year: stream.one_off.get(year, 0.0) + stream.sign * money for year, money in added.items()}
        extra = {**stream.one_off, **on_top}
        return stream.with_fields(one_off=extra, ends=self._end(stream, timeline), delay=stream.delay + self.delay)

    def _end(self, stream: Stream, timeline: Timeline) -> str | None:
        """Return the last year of payment. If the old and the new year are both after the plan, keep the old year."""
        if self.ends is None:
            return stream.ends
        ends = in_plan(self.ends, timeline)
        beyond = all(timeline.at(each) >= timeline.years for each in (ends, stream.ends or ends))
        return stream.ends if beyond and not stream.lasts else ends


def held_flat(stream: Stream, timeline: Timeline) -> Stream:
    """Return the funding source with one cash amount in every year: the base year's, else the first stated amount."""
    stated = stream.stated.root if stream.stated else PaidPath()
    candidates = [stream.base, *(stated.at(year) for year in timeline.labels)]
    amount = next((money for money in candidates if money is not None), 0.0)
    past = {*(year for year in stated.years if timeline.at(year) < 0), timeline.base_year}
    before = {year: money for year in sorted(past) if (money := stated.at(year)) is not None}
    flat = PaidPath().with_fields(years={**before, **dict.fromkeys(timeline.projected, amount)})
    return stream.with_rule(Stated(flat))


def nearly_flat(stream: Stream, plan: Plan, share: float) -> Stream:
    """Return the funding source a share of the way from its amounts in the central case to the amount held flat."""
    flat = held_flat(stream, plan.timeline)
    if stream.follows or not flat.stated:
        return flat if share >= HALF else stream
    draws, no_lines = central_draws(plan), Rows.line_by_line({})  # only a stream that follows a cost reads costs
    planned = stream.rule.level(stream, costs(no_lines, draws, {}), draws)[:, 0]
    amounts = dict(flat.stated.root.years)
    for year, amount in zip(plan.timeline.labels, planned, strict=True):
        if year in amounts and amount == amount:
            amounts[year] = between(float(amount), amounts[year], share)
    return stream.with_rule(Stated(PaidPath().with_fields(years=amounts)))
