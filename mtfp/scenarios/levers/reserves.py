"""Lever `reserves`: change the planned use or the minimum level of a reserve, or contributions; add or drop one."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import problem
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Flag, Money, Name, Share
from mtfp.model.base.years import Timeline
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Balance, Contribution, Reserve, Threshold, ThresholdPath, Use
from mtfp.scenarios.levers.common.in_part import InPart, between, leap
from mtfp.scenarios.levers.common.item import taken_name
from mtfp.scenarios.levers.common.names import unknown
from mtfp.scenarios.levers.common.reserve_in_part import floor_between, floor_leaps, times
from mtfp.scenarios.levers.common.sound import unsound
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year, by_year_complaints, in_plan

BY_YEAR = ("planned_use", "planned_contributions", "clawback")
FROM_PLAN = ("opening", "floor", *BY_YEAR)
"""Fields of a reserve with amounts or shares, which go straight from the plan's to the lever's if it is in part."""
STOP = "contributions_stop_in_deficit"
"""Field of a reserve that the key `contributions` sets."""


class LeverThreshold(ThresholdPath):
    """One threshold for every year, or thresholds by year: `{year 1: {money: 500}, then: 2% of expenditure}`."""

    year_mark: ClassVar = re.compile(r"/|[0-9]{2}|year ")

    years: dict[LeverYear, Threshold] = {}

    def on(self, timeline: Timeline) -> ThresholdPath:
        """Return the same thresholds with financial years."""
        return ThresholdPath.model_construct(years=by_financial_year(self.years, timeline), then=self.then)


class AddedReserve(Reserve):
    """Reserve to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    floor: LeverThreshold | None = None
    """Minimum level: `{money: 500}`, or `2% of expenditure`; once, or by year."""
    planned_use: dict[LeverYear, Use] = {}
    """Planned use, by year: money out of the reserve."""
    planned_contributions: dict[LeverYear, Contribution] = {}
    """Planned contributions, by year: money into the reserve."""
    clawback: dict[LeverYear, Share] = {}
    """Share of the year-end balance that is paid back to the funder, by year."""

    def on(self, timeline: Timeline) -> Reserve:
        """Return the same reserve with financial years."""
        by_year = {key: by_financial_year(getattr(self, key), timeline) for key in BY_YEAR}
        floor = self.floor and self.floor.on(timeline)
        return Reserve.model_construct(**{**dict(self), **by_year, "floor": floor})


class ChangeReserve(InPart):
    """Change the planned use, contributions or minimum level of a reserve, add a reserve, or drop one."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "all"))
    straight: ClassVar = ("add_use",)
    rest: ClassVar = {"add_use": {}, "purposes": None, "contributions": None}
    from_plan: ClassVar = FROM_PLAN

    name: Name | None = None
    """Name of the reserve in the plan. A reserve to add takes a new name."""
    all: Flag = False
    """`true` instead of a name changes the `contributions` of every reserve that isn't ring-fenced."""
    add: AddedReserve | None = None
    """New reserve, written as in a plan."""
    drop: Flag = False
    """`true` drops the reserve from the plan."""
    opening: Balance | None = None
    """New opening balance: money in the reserve at the end of the base year."""
    floor: LeverThreshold | None = None
    """New minimum level: `{money: 500}`, or `2% of expenditure`; once, or by year."""
    purposes: tuple[Name, ...] | None = None
    """New purposes. With the purpose `gap`, the scheme may use an earmarked reserve to close a gap."""
    planned_use: dict[LeverYear, Use] | None = None
    """Planned use by year, in place of all planned use in the plan; `{}` for none."""
    add_use: dict[LeverYear, Money] = {}
    """Money by year on top of the planned use; below zero, that much less is used."""
    planned_contributions: dict[LeverYear, Contribution] | None = None
    """Planned contributions by year, in place of all planned contributions in the plan; `{}` for none."""
    clawback: dict[LeverYear, Share] | None = None
    """Shares of the balance paid back to the funder by year, in place of those in the plan; `{}` for none."""
    contributions: Literal["as planned", "until a deficit is carried"] | None = None
    """Planned contributions: made `as planned`, or `until a deficit is carried` into the year."""

    @property
    def changes(self) -> dict[str, Any]:
        """Return the new values of an existing reserve by field, with years as the scenario writes them."""
        keys = ("opening", "floor", "purposes", *BY_YEAR)
        stop = {} if self.contributions is None else {STOP: self.contributions != "as planned"}
        return {key: value for key in keys if (value := getattr(self, key)) is not None} | stop

    @model_validator(mode="after")
    def _one_or_changes(self) -> Self:
        if (self.name is None) != self.all:
            fix = "write `name:` for one reserve, or `all: true` for every reserve"
            raise problem("E215", "this lever needs either the name of a reserve or `all: true`", fix)
        if self.all and (self.add or self.drop or self.add_use or set(self.changes) != {STOP}):
            fix = "write `all: true, contributions: until a deficit is carried`, or name one reserve"
            raise problem("E215", "`all: true` changes `contributions` and nothing else", fix)
        if self.add_use and self.planned_use is not None:
            fix = "write all of the use under `planned_use`, or only what is added under `add_use`"
            raise problem("E215", "`planned_use` and `add_use` can't both change the planned use", fix)
        if sum((self.add is not None, self.drop, bool(self.changes or self.add_use))) != 1:
            fix = "write one of `add: {...}`, `drop: true`, or changes such as `floor: 3% of expenditure`"
            raise problem("E215", f"the lever for `{self.name}` must do exactly one of: add, drop or change", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.name is None:
            if not _with_contributions(plan):
                fix = "leave the lever out, unless the scenario serves other plans too"
                yield Complaint("W552", ("all",), "the plan has no contributions to reserves that could stop", fix)
            return
        if self.add:
            yield from taken_name("reserves", self.name, plan)
        elif self.name not in plan.all_reserves:
            yield unknown("reserves", self.name, plan, ("name",))
            return
        years = tuple(self._years(plan))
        yield from years
        if not any(each.code.startswith("E") for each in years):
            below = tuple(self._below_zero(plan))
            yield from below or unsound(plan, self.apply(plan))

    def _below_zero(self, plan: Plan) -> Iterator[Complaint]:
        """Yield a complaint for each year in which less than nothing would be used."""
        for year in self.add_use:
            use = self._use(plan.all_reserves[self.name or ""], plan.timeline).get(in_plan(year, plan.timeline), 0.0)
            if use < 0:
                off, uses = self.add_use[year], use - self.add_use[year]
                money, used = planned_money(-off, plan.unit), planned_money(uses, plan.unit) if uses else "none"
                label = plan.label("reserves", self.name or "")
                message = f"the plan uses {used} of {label} in {year}, so that its use can't fall by {money}"
                fix = (
                    f"write {-off:.15g} for more use, or take off no more than the plan uses; money paid in goes under "
                    "`planned_contributions`"
                )
                yield Complaint("E693", ("add_use", year), message, fix)

    def _years(self, plan: Plan) -> Iterator[Complaint]:
        for key in BY_YEAR:
            path, by_year = (("add", key), getattr(self.add, key)) if self.add else ((key,), self.changes.get(key, {}))
            yield from by_year_complaints(path, by_year, plan.timeline)
        yield from by_year_complaints(("add_use",), self.add_use, plan.timeline)
        path, floor = (("add", "floor"), self.add.floor) if self.add else (("floor",), self.floor)
        yield from by_year_complaints(path, floor.years if floor else (), plan.timeline)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the reserve added, dropped or changed, without amounts after the plan's last year."""
        if self.name is None:
            return self._on_all(plan)
        if self.drop and self._share == 1:
            return plan.with_fields(
                reserves={name: reserve for name, reserve in plan.all_reserves.items() if name != self.name}
            )
        reserve = (
            times(self.add.on(plan.timeline), self._share)
            if self.add
            else self._changed(plan.all_reserves[self.name], plan)
        )
        within = {key: {y: v for y, v in getattr(reserve, key).items() if y in plan.timeline} for key in BY_YEAR}
        return plan.with_fields(reserves={**plan.all_reserves, self.name: reserve.with_fields(**within)})

    def partly(self, share: float) -> Self | None:
        """Return the lever with a share of the reserve added or dropped, or of the change of its amounts."""
        if not self.add and not self.drop:
            return super().partly(share)
        part = self.with_fields()
        part._share = share
        return part

    def cautions(self, share: float, plan: Plan) -> Iterator[Complaint]:
        yield from super().cautions(share, plan)
        old = plan.all_reserves[self.name].floor if self.name in plan.all_reserves else None
        if self.floor and old and floor_leaps(old, self.floor.on(plan.timeline), plan.timeline):
            yield leap(("floor",), "a minimum level of another kind (money, or a share of expenditure)", share)

    def _changed(self, reserve: Reserve, plan: Plan) -> Reserve:
        """Return the reserve with its new values; in part, its amounts go straight from the plan's."""
        if self.drop:
            return times(reserve, 1 - self._share)
        new = self._on(plan.timeline)
        if self._share != 1:
            straight = {"opening", *BY_YEAR} & new.keys()
            new |= {key: between(getattr(reserve, key), new[key], self._share) for key in straight}
            if self.floor:
                new["floor"] = floor_between(reserve.floor, new["floor"], self._share, plan.timeline)
        return reserve.with_fields(
            **new, **({"planned_use": self._use(reserve, plan.timeline)} if self.add_use else {})
        )

    def _use(self, reserve: Reserve, timeline: Timeline) -> dict[str, float]:
        """Return the planned use by year with `add_use` on top of it."""
        use = dict(reserve.planned_use)
        for year, money in by_financial_year(self.add_use, timeline).items():
            use[year] = use.get(year, 0.0) + money
        return use

    def _on_all(self, plan: Plan) -> Plan:
        """Return the plan with the changes made to every reserve that has contributions and isn't ring-fenced."""
        changed = {name: reserve.with_fields(**self.changes) for name, reserve in _with_contributions(plan).items()}
        return plan.with_fields(reserves={**plan.all_reserves, **changed}) if changed else plan

    def _on(self, timeline: Timeline) -> dict[str, Any]:
        floor = {"floor": self.floor.on(timeline)} if self.floor else {}
        return {
            key: by_financial_year(value, timeline) if key in BY_YEAR else value for key, value in self.changes.items()
        } | floor


def _with_contributions(plan: Plan) -> dict[str, Reserve]:
    """Return the reserves with planned contributions that a deficit could stop, by name."""
    return {
        name: reserve
        for name, reserve in plan.all_reserves.items()
        if reserve.class_ != "ring_fenced" and reserve.planned_contributions
    }
