"""Levers `saving` and `investment`: add, drop, delay or scale a saving or an investment, or change its delivery."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.shorthand import exactly_one, or_single
from mtfp.model.base.values import Name, shown
from mtfp.model.base.years import Timeline
from mtfp.model.costs.delivery import Delivery, stated_share
from mtfp.model.costs.saving import Investment, Saved, Saving, Spent, Status, tranches
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.scenarios.levers.common.item import ChangeItem
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

    delivery: Delivery | None = None
    """Share of the planned amount that is achieved: a percentage, or an assumption's name."""

    @property
    def changes(self) -> bool:
        return super().changes or self.delivery is not None

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        items: Mapping[str, Delivers] = getattr(plan, self.section)
        item = items.get(self.name)
        if self.delivery is not None and item and (item.is_delivered or not item.is_identified):
            why = "is delivered, and counts in full" if item.is_delivered else "has still to be identified"
            message = f"{shown(self.name)} {why}, so a share delivered changes nothing"
            yield Complaint("E415", ("delivery",), message, "write `scale:` to change its amounts, or drop it")

    def prepared(self, plan: Plan, item: Delivers) -> tuple[Plan, Delivers]:
        """Return the plan with an assumption for the share delivered, and the item that refers to that assumption."""
        if self.delivery is None:
            return plan, item
        plan, name = self._with_assumption(plan)
        return plan, item.with_delivery(name)

    def _with_assumption(self, plan: Plan) -> tuple[Plan, str]:
        """Return the plan and the name of the assumption for the share delivered. A percentage adds an assumption."""
        share = stated_share(self.delivery)
        if self.delivery is not None and share is None:
            return plan, self.delivery
        name = f"{self.name}_delivery"
        while name in plan.assumptions:
            name += "_changed"
        label = f"{plan.label(self.section, self.name)}: share achieved"
        achieved = {"label": label, "unit": "share", "central": share, "source": "a scenario's lever"}
        return plan.with_fields(assumptions={**plan.assumptions, name: Assumption.model_validate(achieved)}), name


class ChangeSaving(_ChangeDelivery[Saving]):
    """Add, drop, delay or scale a saving, or change how much of it is delivered; or drop all savings of a status."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "status"))
    section: ClassVar = "savings"
    by_year: ClassVar = "planned"
    also: ClassVar = ("delivered",)

    name: Name = ""
    """Name of the saving in the plan. A saving to add takes a new name."""
    status: tuple[LeverStatus, ...] = Field((), json_schema_extra=or_single)
    """Status of the savings to drop, instead of a name, with the investments whose saving has that status."""
    add: AddedSaving | None = None
    """New saving, written as in a plan."""

    @field_validator("status", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _name_or_status(self) -> Self:
        if bool(self.name) == bool(self.status) or (self.status and not self.drop):
            fix = "write the `name` of one saving, or for example `{status: not delivered, drop: true}`"
            raise problem("E215", "the lever needs a `name`, or a `status` with `drop: true`", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.name:
            yield from super().complaints(plan)
        if self.add and self.add.cumulative:
            yield from self._falls(self.add, plan.timeline)

    def _falls(self, added: AddedSaving, timeline: Timeline) -> Iterator[Complaint]:
        for key in ("planned", "delivered"):
            try:
                tranches(by_financial_year(getattr(added, key), timeline))
            except PydanticCustomError as falls:
                yield Complaint(falls.type, ("add", key), falls.message(), (falls.context or {})["fix"])

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the saving added, dropped or changed, or without the savings of a status.

        An investment is left out with the savings if the saving that it yields has the status.
        """
        if self.name:
            return super().apply(plan)
        kept = {name: item for name, item in plan.investments.items() if not (item.saves and self._selects(item))}
        return plan.with_fields(
            savings={n: s for n, s in plan.savings.items() if not self._selects(s)}, investments=kept
        )

    def _selects(self, item: Saving | Investment) -> bool:
        return item.status in self.status or ("delivered" if item.is_delivered else NOT_DELIVERED) in self.status


class ChangeInvestment(_ChangeDelivery[Investment]):
    """Add, drop, delay or scale an investment, or change how much of its saving is delivered."""

    section: ClassVar = "investments"
    by_year: ClassVar = "spend"

    add: AddedInvestment | None = None
    """New investment, written as in a plan."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        item = plan.investments.get(self.name)
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
