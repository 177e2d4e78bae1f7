"""Levers `saving` and `investment`: add, drop, delay or scale one or all, or change their delivery."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.shorthand import exactly_one, or_single
from mtfp.model.base.values import Percent, shown
from mtfp.model.base.years import Path, Timeline
from mtfp.model.costs.delivery import Delivery, stated_share
from mtfp.model.costs.saving import Investment, Saved, Saving, Spent, Status, tranches
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.scenarios.levers.common.in_part import between
from mtfp.scenarios.levers.common.item import ChangeItem
from mtfp.scenarios.levers.common.path import central_path, rewritten
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year

NOT_DELIVERED = "not delivered"
"""Word for every status but `delivered`, and for a saving without a status."""
LeverStatus = Literal[Status, "not delivered"]
Delivers = TypeVar("Delivers", Saving, Investment)


class AddedSaving(Saving):
    """Saving to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    planned: dict[LeverYear, Saved]
    """Full-year amount of each tranche of the saving, by the year in which the tranche starts."""
    delivered: dict[LeverYear, Saved] = {}
    """Full-year amount that is achieved of the tranches, by the year in which it starts; it replaces `delivery`."""

    def _of_tranches(self) -> Self:
        # `year 2` may come before or after a financial year: `on` adds up in order once all years are financial
        return self

    def on(self, timeline: Timeline) -> Saving:
        """Return the same saving with financial years, and with each year's amount instead of running totals."""
        by_year = {key: by_financial_year(getattr(self, key), timeline) for key in ("planned", "delivered")}
        if self.cumulative:
            by_year = {key: tranches(amounts) for key, amounts in by_year.items()}
        return Saving.model_construct(**{**dict(self), **by_year, "cumulative": False})


class AddedInvestment(Investment):
    """Investment to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    spend: dict[LeverYear, Spent] = Field(min_length=1)
    """Money spent on the investment, by year."""

    def on(self, timeline: Timeline) -> Investment:
        """Return the same investment with financial years."""
        return Investment.model_construct(**{**dict(self), "spend": by_financial_year(self.spend, timeline)})


class _ChangeDelivery(ChangeItem[Delivers]):
    """Change of a saving or an investment, including the share of it that is delivered."""

    ways: ClassVar = ("delay: 1", "scale: 80%", "delivery: 70%")
    from_plan: ClassVar = ("delivery",)

    delivery: Delivery | None = None
    """Share of the planned amount that is achieved: a percentage, or an assumption's name."""

    @property
    def changes(self) -> bool:
        return super().changes or self.delivery is not None

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        items: Mapping[str, Delivers] = getattr(plan, self.section)
        item = items.get(self.name) if self.name else None
        if self.delivery is not None and item and (item.is_delivered or not item.is_identified):
            why = "is delivered, and counts in full" if item.is_delivered else "has still to be identified"
            message = f"{shown(self.name)} {why}, so a share delivered changes nothing"
            yield Complaint("E415", ("delivery",), message, "write `scale:` to change its amounts, or drop it")

    def prepared(self, plan: Plan, item: Delivers) -> tuple[Plan, Delivers]:
        """Return the plan with an assumption for the share delivered, and the item that refers to that assumption.

        An item whose amounts count in full, or don't count at all, keeps its delivery.
        """
        if self.delivery is None or item.is_delivered or not (item.is_identified and has_saving(item)):
            return plan, item
        share = stated_share(self.delivery)
        if share is None:
            return plan, item.with_delivery(self.delivery)
        plan, name = self._with_assumption(plan, self._achieved(plan, item, share))
        return plan, item.with_delivery(name)

    def _achieved(self, plan: Plan, item: Delivers, share: float) -> Path:
        """Return the share achieved by year: in part, straight from what the plan expects of the item."""
        if self._share == 1:
            return Path().with_fields(then=share)
        named = delivery_of(item)
        old = central_path(named, plan) if isinstance(named, str) else Path().with_fields(then=Percent(1))
        return rewritten(
            old, plan.timeline.labels, lambda _, was: None if was is None else between(was, share, self._share)
        )

    def _with_assumption(self, plan: Plan, central: Path) -> tuple[Plan, str]:
        """Return the plan with an assumption for a share achieved, and its name. Items with equal shares have one."""
        about = {"unit": "share", "central": "100%", "source": "a scenario's lever"}
        label = plan.label(self.section, self.name) if self.name else self.section.capitalize()
        wanted = Assumption.model_validate({"label": f"{label}: share achieved", **about}).with_fields(central=central)
        name = f"{self.name or self.section}_delivery"
        while name in plan.assumptions and plan.assumptions[name] != wanted:
            name += "_changed"
        return plan.with_fields(assumptions={**plan.assumptions, name: wanted}), name


def has_saving(item: Saving | Investment) -> bool:
    """Return True if an item saves money: every saving does, but not every investment."""
    return not isinstance(item, Investment) or item.saves is not None


def delivery_of(item: Saving | Investment) -> str | float | None:
    """Return the assumption for the share that is achieved of an item; None if it is achieved in full."""
    if isinstance(item, Investment):
        return item.saves.delivery if item.saves else None
    return item.delivery


class ChangeSaving(_ChangeDelivery[Saving]):
    """Add, drop, delay or scale a saving, all savings or those of a status, or change how much is delivered."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "all", "status"))
    aims: ClassVar = ("name", "all", "status")
    section: ClassVar = "savings"
    by_year: ClassVar = "planned"
    also: ClassVar = ("delivered",)

    status: tuple[LeverStatus, ...] = Field((), json_schema_extra=or_single)
    """Status of the savings to change, instead of a name, with the investments whose saving has that status."""
    add: AddedSaving | None = None
    """New saving, written as in a plan."""

    @field_validator("status", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        if self.add and self.add.cumulative:
            yield from self._falls(self.add, plan.timeline)

    def _falls(self, added: AddedSaving, timeline: Timeline) -> Iterator[Complaint]:
        for key in ("planned", "delivered"):
            try:
                tranches(by_financial_year(getattr(added, key), timeline))
            except PydanticCustomError as falls:
                yield Complaint(falls.type, ("add", key), falls.message(), (falls.context or {})["fix"])

    def selected(self, plan: Plan) -> tuple[tuple[ChangeItem[Any], tuple[str, ...]], ...]:
        """Return the names of the savings to change; for a status, of the investments too whose saving has it."""
        if not self.status:
            return super().selected(plan)
        savings = tuple(name for name, item in plan.savings.items() if self._selects(item))
        investments = tuple(name for name, item in plan.investments.items() if item.saves and self._selects(item))
        same = {key: getattr(self, key) for key in ("drop", "delay", "scale", "delivery")}
        of_investments = ChangeInvestment(all=True, drop=True).with_fields(**same)
        of_investments._share = self._share
        return (self, savings), (of_investments, investments)

    def _selects(self, item: Saving | Investment) -> bool:
        return item.status in self.status or ("delivered" if item.is_delivered else NOT_DELIVERED) in self.status


class ChangeInvestment(_ChangeDelivery[Investment]):
    """Add, drop, delay or scale an investment, or change how much of its saving is delivered; or all investments."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "all"))
    section: ClassVar = "investments"
    by_year: ClassVar = "spend"

    add: AddedInvestment | None = None
    """New investment, written as in a plan."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        item = plan.investments.get(self.name) if self.name else None
        if item and item.saves is None and self.delivery is not None:
            fix = "leave `delivery` out"
            message = f"the investment {shown(self.name)} saves nothing, so there is no delivery to change"
            yield Complaint("E407", ("delivery",), message, fix)

    def scaled(self, item: Investment) -> Investment:
        item = super().scaled(item)
        return (
            item.with_fields(saves=item.saves.with_fields(amount=item.saves.amount * self.scale))
            if item.saves
            else item
        )
