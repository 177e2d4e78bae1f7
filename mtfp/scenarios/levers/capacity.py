"""Lever `capacity`: close or open whole units, such as wards and homes, with an amount of money for each unit.

The service level changes with the number of units. The money changes by a stated amount for each unit, and
doesn't follow volume. That amount becomes a commitment, or a transfer where set-aside money becomes cash. See
docs/decisions/levers.md.
"""

import math
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import Part, listed, problem
from mtfp.model.base.refers import StreamName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Amount, Count, Flag, Number, Share, Text
from mtfp.model.consistency.items.transfers import transfer_complaints
from mtfp.model.consistency.scale.limits import UNIT_MONEY
from mtfp.model.costs.commitment import Commitment, Release
from mtfp.model.costs.target import Selector
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.in_part import INTENDED, InPart, in_percent
from mtfp.scenarios.levers.common.lines import (
    budget_complaints,
    main_price,
    volume_cost,
    with_budget,
    with_commitment,
    with_service_level,
)
from mtfp.scenarios.levers.common.units import SLACK, counted, too_many, unit_complaints, units_there
from mtfp.scenarios.levers.common.years import LeverYear, in_plan, later, year_complaints
from mtfp.scenarios.levers.service_level import service_level_of
from mtfp.scenarios.levers.transfer import one_stream, stream_complaints, with_transfer
from mtfp.scenarios.words import FEW


def _whole(number: float) -> float:
    if number < 1 or number % 1:
        raise problem(
            "E213", f"a whole number of units is needed, found {number:g}", "write 1 or more, without decimals"
        )
    return number


Units = Annotated[Number, AfterValidator(_whole)]
MOST = 2.0
"""Most money that closed units may release, as a multiple of their lines' cost today. A larger amount is a
mistake: prices don't double within a plan, and £ typed for £k makes an amount a thousand times too large."""


class Reinvested(Part):
    """Re-investment: spending of a share of the released money on other services."""

    share: Share
    """Share of the released money that is spent on other services."""
    into: Selector
    """Lines on which the re-invested money is spent, in proportion to their budgets."""


class Capacity(InPart):
    """Close or open whole units, such as beds, wards or homes, with an amount of money for each unit."""

    model_config = ConfigDict(json_schema_extra=exactly_one("close", "open"))

    lines: Selector
    """Lines whose units close or open. Either all lines are set aside, or all are in the integrated budget."""
    close: Units | None = None
    """Number of units that close."""
    open: Units | None = None
    """Number of units that open, in place of `close`."""
    unit: Text
    """Name of the units as in the lines' `activity`, such as beds or places."""
    release: Amount | None = None
    """With `close`: money that each closed unit releases a year, in prices of the year in which it is released."""
    cost: Amount | None = None
    """With `open`: yearly cost of each unit that opens, in prices of the year in which it opens."""
    from_: LeverYear = Field(alias="from")
    """First year after the change: the units have closed, or the new units are open."""
    lag: Count = 0
    """Years after `from` until the money is released."""
    double_running: Count = 0
    """Years before `from` in which the new service already runs, so that both services are paid for."""
    cash: Flag = True
    """`true` if the released money becomes cash. Set-aside money does so by a transfer to the NHS board's payment."""
    reinvested: Reinvested | None = None
    """Re-investment of the released money in other services, in prices of the year in which it begins."""
    out_of: StreamName | None = None
    """For set-aside lines: funding source that the money leaves; required if several in the plan qualify."""
    into: StreamName | None = None
    """For set-aside lines: payment that the money joins; required if several in the plan qualify."""
    label: Text = ""
    """Label under which the money that units release or cost is shown."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.close is None) == (self.open is None):
            raise problem("E215", "`capacity` needs either `close` or `open`", "write one of the two keys, not both")
        if (self.close is None) != (self.release is None) or (self.open is None) != (self.cost is None):
            fix = "write `close: 30` with `release:`, or `open: 30` with `cost:`; state the money for one unit"
            raise problem("E215", "`close` must be used with `release`, and `open` with `cost`", fix)
        return self

    @model_validator(mode="after")
    def _only_keys_that_count(self) -> Self:
        for_closing = (self.lag, self.double_running, not self.cash, self.reinvested, self.out_of, self.into)
        if self.open and any(for_closing):
            fix = "delete `lag`, `double_running`, `cash`, `reinvested`, `out_of` and `into`"
            raise problem("E215", "opening units releases no money", fix)
        if self.reinvested and not self.cash:
            fix = "set `cash: true` if partners have agreed that the money is cash, or delete `reinvested`"
            raise problem("E215", "released money that isn't cash can't be spent on other services", fix)
        if self.double_running and not self.reinvested:
            fix = "add `reinvested`, or delete `double_running`"
            raise problem("E215", "`double_running` needs another service that gets the money", fix)
        return self

    def partly(self, share: float) -> Self | None:
        """Return the lever for a share of its units, rounded down to whole units; None if that is less than one."""
        units = math.floor(share * self._number + SLACK)
        return self.with_fields(**{"close" if self.close else "open": float(units)}) if units else None

    def cautions(self, share: float, plan: Plan) -> Iterator[Complaint]:
        """Yield a warning if a share of the units isn't a whole number."""
        exact = share * self._number
        units = math.floor(exact + SLACK)
        if exact - units > SLACK:
            key = "close" if self.close else "open"
            message = (
                f"{in_percent(share)} of {self._number:,.0f} {self.unit} is {exact:,.6g}; only whole units {key}, "
                f"so {units or 'none'} {'does' if units == 1 else 'do'}"
            )
            yield Complaint("W665", (key,), message, INTENDED)

    @property
    def _number(self) -> float:
        """Return the number of units that close or open."""
        return self.close or self.open or 0.0

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from budget_complaints(self.lines, plan, ("lines",))
        yield from self._years(plan)
        names = with_budget(self.lines, plan)
        blocks = {plan.lines[name].set_aside for name in names}
        if len(blocks) > 1:
            fix = "select lines of one kind, with `set_aside: true` or `set_aside: false`"
            message = "set-aside lines and lines of the integrated budget need separate levers"
            yield Complaint("E407", ("lines",), message, fix)
        elif names:
            yield from self._units(names, plan)
            yield from self._set_aside(plan) if blocks == {True} else self._integrated(plan)
            yield from self._reinvestment(names, plan)

    def _years(self, plan: Plan) -> Iterator[Complaint]:
        yield from year_complaints(("from",), self.from_, plan.timeline)
        at = plan.timeline.at(self._year(plan))
        if at <= plan.timeline.years < at + self.lag:
            message = f"the money is released after the plan's last year, {plan.timeline.last}"
            yield Complaint("W553", ("lag",), message, "change nothing if this is intended")
        if at - self.double_running < 1 <= at:
            start = later(self._year(plan), -self.double_running)
            message = f"the new service would run from {start}, before the plan's first projected year"
            fix = f"shorten `double_running` or write a later `from`, so that it runs from {plan.timeline.projected[0]}"
            yield Complaint("E402", ("double_running",), message, fix)

    def _units(self, names: tuple[str, ...], plan: Plan) -> Iterator[Complaint]:
        """Yield complaints if the lines count other or too few units, or if the release is far above their cost."""
        wrong = tuple(unit_complaints(names, plan, self.unit))
        yield from wrong
        if not any(each.code == "E413" for each in wrong):
            yield from too_many(names, plan, self._year(plan), self.unit, self.close)
        base = sum(plan.lines[name].recurring_base(plan.base_year) for name in names)
        if self.close and self._money > MOST * base:
            released, cost = (planned_money(amount, plan.unit) for amount in (self._money, base))
            message = f"{released} a year would be released, but the lines cost only {cost}"
            yield Complaint("E413", ("release",), message, "write the money for one unit, in the plan's `unit:`")
        elif not wrong:
            yield from self._money_of_unit(names, plan, base)

    def _money_of_unit(self, names: tuple[str, ...], plan: Plan, base: float) -> Iterator[Complaint]:
        """Yield a complaint if one unit releases, or costs, far more than a unit of the lines costs today."""
        units = sum(
            activity.base * plan.lines[name].our_share for name in names if (activity := plan.lines[name].activity)
        )
        money = (self.release if self.close else self.cost) or 0.0
        if units > 0 and base > 0 and not UNIT_MONEY.holds(money * units / base):
            does, one = ("releases" if self.close else "costs"), planned_money(base / units, plan.unit)
            message = (
                f"each of the {self.unit} {does} {planned_money(money, plan.unit)} a year, but costs {one} today: "
                "is it the money for all of them?"
            )
            key = "release" if self.close else "cost"
            yield Complaint(
                "W575", (key,), message, f"write the money for one unit: `{key}:` is multiplied by their number"
            )

    def _set_aside(self, plan: Plan) -> Iterator[Complaint]:
        """Yield complaints about the transfer that turns set-aside money into cash."""
        if self.close and self.cash:
            yield from stream_complaints(plan, "E412", out_of=self.out_of, into=self.into)
            after = self._with_money(plan, with_budget(self.lines, plan))
            for name in after.transfers.keys() - plan.transfers.keys():
                for c in transfer_complaints(after, name, ()):
                    path = tuple("release" if step == "amount" else step for step in c.path)
                    yield Complaint(c.code, path, c.message, c.fix)

    def _integrated(self, plan: Plan) -> Iterator[Complaint]:
        if self.out_of or self.into:
            message = "money released by lines of the integrated budget needs no transfer"
            yield Complaint("E407", ("out_of" if self.out_of else "into",), message, "delete `out_of` and `into`")
        if self.close and not self.cash:
            money = planned_money(self._money, plan.unit)
            message = f"{self._change}, and the plan counts none of the {money} released a year, which isn't cash"
            yield Complaint("W556", ("cash",), message, "change nothing if this is intended")

    def _reinvestment(self, names: tuple[str, ...], plan: Plan) -> Iterator[Complaint]:
        if self.reinvested is None:
            return
        path = ("reinvested", "into")
        yield from budget_complaints(self.reinvested.into, plan, path)
        targets = with_budget(self.reinvested.into, plan)
        both = [name for name in targets if name in names]
        aside = [name for name in targets if plan.lines[name].set_aside]
        if both:
            yield Complaint(
                "E407", path, f"money would go from {listed(both)} back to the same line", "select fewer lines"
            )
        elif aside:
            yield Complaint(
                "E407",
                path,
                f"{listed(aside)} is a set-aside line, and cash can't be spent there",
                "select other lines",
            )
        elif targets and volume_cost(targets, plan) <= 0:
            message = f"no part of the cost of {listed(targets)} follows volume, so its activity can't grow"
            yield Complaint("E407", path, message, "lower its `fixed_share`, or re-invest in another line")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the units closed or opened, their money, and the re-investment.

        With n of N units, the service level becomes 1 - n/N or 1 + n/N; no cost follows it. Closing releases
        n · `release` a year, from `lag` years after `from`. Of that money, share · n · `release` is spent on other
        lines, from `double_running` years before `from`. Both amounts grow with the same price, so that a share of 70%
        stays 70%. The activity of those other lines rises to 1 + share · n · release / Σ B · (1 - f), with B a line's
        recurring base and f its fixed share.
        """
        names = with_budget(self.lines, plan)
        if not names:
            return plan
        plan = self._with_money(self._at_another_level(plan, names), names)
        return self._with_reinvestment(plan, names)

    def _with_reinvestment(self, plan: Plan, names: tuple[str, ...]) -> Plan:
        """Return the plan with the released money spent on other lines, and with the activity bought there."""
        targets = with_budget(self.reinvested.into, plan) if self.reinvested else ()
        start = later(self._year(plan), -self.double_running)
        if not self.reinvested or not targets or start not in plan.timeline:
            return plan
        spent = self.reinvested.share * self._money
        level = 1 + spent / volume_cost(targets, plan)
        more = service_level_of(level, plan.timeline, start=start, end=None, profile="linear", released=1.0)
        commitment = Commitment(
            label=f"{self._label(names, plan)}: re-invested",
            lines=Selector(names=targets),
            amount={start: spent},
            recurring=True,
            indexed=main_price(names, plan),
            source="a scenario's lever",
        )
        return with_commitment(
            with_service_level(plan, targets, more.with_fields(step_fixed=True)), "reinvested", commitment
        )

    def _at_another_level(self, plan: Plan, names: tuple[str, ...]) -> Plan:
        lines, there = counted(names, plan), units_there(names, plan, self._year(plan))
        if not lines or there <= 0:
            return plan
        level = 1 + ((self.open or 0) - (self.close or 0)) / there
        change = service_level_of(level, plan.timeline, start=self.from_, end=None, profile="linear", released=1.0)
        return with_service_level(plan, lines, change.with_fields(step_fixed=True))

    def _with_money(self, plan: Plan, names: tuple[str, ...]) -> Plan:
        """Return the plan with the units' money: a commitment on their lines, or a transfer of set-aside money."""
        year, set_aside = later(self._year(plan), self.lag), plan.lines[names[0]].set_aside
        if year not in plan.timeline or not (self.open or self.cash or set_aside):
            return plan
        if self.close and self.cash and set_aside:
            return self._transferred(plan, names, year)
        kind = Commitment if self.open else Release
        commitment = kind(
            label=self._label(names, plan),
            lines=Selector(names=names),
            amount={year: self._money if self.open else -self._money},
            recurring=True,
            indexed=main_price(names, plan),
            source="a scenario's lever",
        )
        return with_commitment(plan, "capacity", commitment)

    def _transferred(self, plan: Plan, names: tuple[str, ...], year: str) -> Plan:
        out_of, into = one_stream(plan, "out_of", self.out_of), one_stream(plan, "into", self.into)
        if out_of is None or into is None:
            return plan
        transfer = Transfer(
            label=self._label(names, plan),
            out_of=out_of,
            into=into,
            lines=Selector(names=names),
            amount={year: self._money},
            indexed=main_price(names, plan),
            source="a scenario's lever",
        )
        return with_transfer(plan, transfer)

    @property
    def _money(self) -> float:
        """Return the money that all units release or cost a year."""
        return self._number * ((self.release if self.close else self.cost) or 0.0)

    def before_release(self, plan: Plan) -> range:
        """Return the positions of the years in which a stated `double_running` or `lag` costs more."""
        at = plan.timeline.at(self._year(plan))
        return range(max(at - self.double_running, 0), max(at + self.lag, 0))

    def _year(self, plan: Plan) -> str:
        return in_plan(self.from_, plan.timeline)

    def _label(self, names: tuple[str, ...], plan: Plan) -> str:
        lines = ", ".join(plan.label("lines", name) for name in names) if len(names) <= FEW else str(self.lines)
        return self.label or f"{lines}: {self._change}"

    @property
    def _change(self) -> str:
        """Return the change in words: `30 beds close`."""
        return f"{self._number:,.0f} {self.unit} {'close' if self.close else 'open'}"
