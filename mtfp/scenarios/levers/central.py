"""Levers on assumptions: `set`, `shift` and `scale` change the central path, and move the spread with it."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.refers import AssumptionName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Percent, Scalar, as_percent
from mtfp.model.base.years import Path
from mtfp.model.consistency.scale.likely import in_percent, likely, usual
from mtfp.model.consistency.scale.limits import SHIFTED_RATE, SHIFTED_SHARE
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.shapes import Moments
from mtfp.model.uncertainty.spreads import SpreadByYear
from mtfp.scenarios.levers.common.aim import AssumptionSelector
from mtfp.scenarios.levers.common.factor import Factor
from mtfp.scenarios.levers.common.in_part import InPart, between
from mtfp.scenarios.levers.common.path import (
    PERCENT_UNITS,
    central_path,
    out_of_range,
    rewritten,
    with_path,
    written,
    years_that_count,
)
from mtfp.scenarios.levers.common.years import (
    LeverPath,
    LeverSpread,
    LeverYear,
    by_year_complaints,
    in_plan,
    span_complaints,
)

FIRST = "year 1"
FIX = "check the figure; if it is right, say why in `narrative:`, with the word “checked”"
TENTH = 0.1
"""Factor that puts right a point one place too far."""


class AssumptionLever(InPart):
    """Base of levers on assumptions: the assumptions to change, the first year, and optionally a new spread."""

    model_config = ConfigDict(json_schema_extra=exactly_one("assumption", "assumptions"))

    assumption: AssumptionName | None = None
    """Assumption to change, by name."""
    assumptions: AssumptionSelector | None = None
    """Several assumptions, in place of `assumption`: by name, or by what they drive, such as `{pressure: pay}`."""
    from_: LeverYear = Field(FIRST, alias="from")
    """First year that changes; the first projected year if left out."""
    to: LeverYear | None = None
    """Last year that changes; every later year if left out."""
    spread: LeverSpread | None = None
    """New spread. If it is left out, the plan's spread moves with the central value and keeps its width."""

    @model_validator(mode="after")
    def _one_aim(self) -> Self:
        if (self.assumption is None) == (self.assumptions is None):
            raise problem(
                "E215", "a lever needs either `assumption` or `assumptions`", "write one of the two keys, not both"
            )
        return self

    def names(self, plan: Plan) -> tuple[str, ...]:
        """Return the names of the assumptions to change."""
        return (self.assumption,) if self.assumption else self.assumptions.of(plan) if self.assumptions else ()

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.assumptions:
            yield from self.assumptions.complaints(plan, ("assumptions",))
        yield from span_complaints(self.from_, self.to, plan.timeline)
        if self.spread:
            yield from by_year_complaints(("spread",), self.spread.years, plan.timeline)
        for name in self.names(plan):
            refusals = tuple(self.refused(name, plan.assumptions[name], plan))
            yield from refusals
            if not refusals and out_of_range(self._changed(name, plan).spread, plan.timeline.projected):
                message = f"the spread of `{name}` doesn't fit around the new central value"
                yield Complaint("E409", (), message, "give the lever another `spread:`")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with another central path for each selected assumption."""
        changed = {name: self._changed(name, plan) for name in self.names(plan)}
        return plan.with_fields(assumptions={**plan.assumptions, **changed})

    def _changed(self, name: str, plan: Plan) -> Assumption:
        assumption = self.changed(name, plan)
        if self.spread is None:
            return assumption
        new, old, years = (
            self.spread.on(plan.timeline),
            assumption.spread or SpreadByYear.model_construct(),
            self._in(plan),
        )
        if not new.years and all(map(years, plan.timeline.projected)):
            return assumption.with_fields(spread=new)
        return assumption.with_fields(
            spread=rewritten(old, plan.timeline.projected, lambda y, o: (new.at(y) if years(y) else o) or o)
        )

    def _in(self, plan: Plan) -> Callable[[str], bool]:
        """Return a function that is True for the years that change. Earlier years that others refer to don't."""
        first = in_plan(self.from_, plan.timeline)
        last = in_plan(self.to, plan.timeline) if self.to else None
        return lambda year: first <= year and (last is None or year <= last)

    def refused(self, name: str, assumption: Assumption, plan: Plan) -> Iterator[Complaint]:
        """Yield the reasons why an assumption can't be changed like this."""
        raise NotImplementedError

    def changed(self, name: str, plan: Plan) -> Assumption:
        """Return an assumption with another central path."""
        raise NotImplementedError


class Set(AssumptionLever):
    """Give an assumption new values by year. Years without a new value keep the plan's value."""

    rest: ClassVar = {"spread": None}
    from_plan: ClassVar = ("central",)

    central: LeverPath
    """New values by year. An assumption that followed another one no longer follows it."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        late = [year for year in self.central.years if in_plan(year, plan.timeline) > plan.base_year]
        yield from by_year_complaints(("central",), late, plan.timeline)

    def refused(self, name: str, assumption: Assumption, plan: Plan) -> Iterator[Complaint]:
        values = [*self.central.years.values(), *([] if self.central.then is None else [self.central.then])]
        yield from wrong_unit(("central",), name, assumption, values)
        lagged = any(of == name and lag for other in plan.assumptions.values() for of, lag in other.links())
        needed = plan.timeline.labels if lagged else plan.timeline.projected
        missing = self._path(name, plan).missing(needed)
        if assumption.tracks and missing:
            message = f"`{name}` follows `{assumption.tracks.of}`; without that link {missing[0]} has no value"
            yield Complaint(
                "E404",
                ("central",),
                message,
                "give a value for that year and every later year, for example with `then:`",
            )

    def changed(self, name: str, plan: Plan) -> Assumption:
        """Return the assumption with central[t] = new[t] in the years `from` to `to`, for years with a new value.

        In part it is old[t] + share · (new[t] - old[t]).
        """
        return with_path(plan.assumptions[name], self._path(name, plan), plan.timeline)

    def _path(self, name: str, plan: Plan) -> Path:
        new, changes = self.central.on(plan.timeline), self._in(plan)
        named = set() if "from_" in self.model_fields_set else set(new.years)

        def value(year: str, old: float | None) -> float | None:
            replacement = new.at(year) if changes(year) or year in named else None
            if replacement is None or old is None or self._share == 1:
                return old if replacement is None else replacement
            return written(between(old, replacement, self._share), plan.assumptions[name].unit)

        years = {*years_that_count(plan), *new.years}
        before = plan.assumptions[name].central or Path()
        return rewritten(before if self._share == 1 else central_path(name, plan), years, value)


class Shift(AssumptionLever):
    """Add to an assumption's central value from a year on. If it follows another one, add to the `plus` of its link."""

    straight: ClassVar = ("by",)
    money_or_share: ClassVar = ("by",)
    rest: ClassVar = {"by": 0.0, "spread": None}

    by: Scalar
    """Amount to add: `-0.5%` for half a point less; for an index, percentage points of its yearly growth."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        rates = [name for name in self.names(plan) if plan.assumptions[name].unit in ("rate", "index")]
        if rates and isinstance(self.by, Percent) and not SHIFTED_RATE.holds(self.by):
            label, asked = plan.label("assumptions", rates[0]), likely(self.by, SHIFTED_RATE)
            message = f"the lever adds {in_percent(self.by)} to the yearly rate of {label}; {_shipped()}: {asked}"
            yield Complaint("W578", ("by",), message, FIX)
        shares = [name for name in self.names(plan) if plan.assumptions[name].unit == "share"]
        far = next((name for name in shares if self._is_far(name, plan)), None)
        if far and isinstance(self.by, Percent):
            label = plan.label("assumptions", far)
            message = (
                f"the lever adds {in_percent(self.by)} to {label}, over {SHIFTED_SHARE.high:g} times as much as its "
                f"spread allows: is it {in_percent(float(self.by) * TENTH)}?"
            )
            yield Complaint("W578", ("by",), message, FIX)

    def _is_far(self, name: str, plan: Plan) -> bool:
        """Return True if a change is far outside the spread of a share, and a tenth of it isn't."""
        of, year = plan.assumptions[name], plan.timeline.last
        spread, central = (of.spread.at(year) if of.spread else None), (of.central.at(year) if of.central else None)
        if spread is None or isinstance(spread.shape, Moments) or (central is None and not spread.around):
            return False
        middle = 0.0 if spread.around else float(central or 0.0)
        widest = max(abs(end - middle) for end in spread.shape.span)
        times = abs(float(self.by)) / widest if widest else 0.0
        return not SHIFTED_SHARE.holds(times) and times * TENTH <= SHIFTED_SHARE.seen[1]

    def refused(self, name: str, assumption: Assumption, plan: Plan) -> Iterator[Complaint]:
        growth = assumption.unit == "index" and isinstance(self.by, Percent)
        if growth and assumption.tracks:
            message = f"`{name}` is an index that follows `{assumption.tracks.of}`, so it can't be shifted"
            yield Complaint("E404", ("by",), message, f"shift `{assumption.tracks.of}` instead")
        elif not growth:
            yield from wrong_unit(("by",), name, assumption, [self.by])

    def changed(self, name: str, plan: Plan) -> Assumption:
        """Return the assumption with central[t] + `by` in the years `from` to `to`.

        An index with level L grows by `by` more each year: L'[t] = L'[t-1] · (L[t] / L[t-1] + by).
        """
        assumption = plan.assumptions[name]
        changes, years, unit = self._in(plan), years_that_count(plan), assumption.unit

        def more(year: str, old: float | None) -> float | None:
            return written(old + self.by, unit) if old is not None and changes(year) else old

        if assumption.tracks:
            return assumption.with_fields(
                tracks=assumption.tracks.with_fields(plus=rewritten(assumption.tracks.plus, years, more))
            )
        central = assumption.central or Path()
        path = rewritten(central, years, more)
        if unit == "index" and isinstance(self.by, Percent):
            levels = self._grown({year: central.at(year) for year in years}, changes)
            path = rewritten(central, years, lambda year, old: levels.get(year, old))
        return with_path(assumption, path, plan.timeline)

    def _grown(self, levels: dict[str, float | None], changes: Callable[[str], bool]) -> dict[str, float | None]:
        """Return index levels with higher growth in every year that changes."""
        grown = {year: level for year, level in levels.items() if level is not None}
        factor, before = 1.0, None
        for year, level in grown.items():
            if before and changes(year):
                factor *= 1 + self.by * before / level
            before, grown[year] = level, level * factor
        return {**levels, **grown}


def _shipped() -> str:
    return usual(SHIFTED_RATE).replace("other plans have", "shipped scenarios add")


class Scale(AssumptionLever):
    """Multiply an assumption's central value from a year on."""

    straight: ClassVar = ("by",)
    rest: ClassVar = {"by": Percent(1), "spread": None}

    by: Factor
    """Factor: `90%` makes the value a tenth smaller, `110%` a tenth larger."""

    def refused(self, name: str, assumption: Assumption, plan: Plan) -> Iterator[Complaint]:
        if assumption.tracks:
            source = assumption.tracks.of
            fix = f"scale `{source}` instead, use the lever `shift`, or give values by year with the lever `set`"
            yield Complaint("E404", (), f"`{name}` follows `{source}`, so it has no central values to scale", fix)

    def changed(self, name: str, plan: Plan) -> Assumption:
        """Return the assumption with central[t] · `by` in the years `from` to `to`."""
        assumption, changes = plan.assumptions[name], self._in(plan)

        def times(year: str, old: float | None) -> float | None:
            return written(old * self.by, assumption.unit) if old is not None and changes(year) else old

        path = rewritten(assumption.central or Path(), years_that_count(plan), times)
        return with_path(assumption, path, plan.timeline)


def wrong_unit(path: tuple[str, ...], name: str, assumption: Assumption, values: list[float]) -> Iterator[Complaint]:
    """Yield a complaint if a value is a percentage but must be a plain number, or the reverse."""
    percent = assumption.unit in PERCENT_UNITS
    wrong = [value for value in values if isinstance(value, Percent) != percent]
    if wrong:
        fix = f"write {as_percent(wrong[0])}" if percent else "write it without a percent sign"
        needed = "a percentage" if percent else f"a plain number ({assumption.unit})"
        yield Complaint("E403", path, f"`{name}` needs {needed}, found {wrong[0]:g}", fix)
