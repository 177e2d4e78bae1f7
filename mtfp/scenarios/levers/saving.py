"""The levers `saving` and `investment`: add, drop, delay or scale one, or change how much of it is delivered."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import ShareName
from mtfp.model.base.values import Amount, Share, shown
from mtfp.model.base.years import Timeline
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.scenarios.levers.common.item import ChangeItem, Item
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year


class AddedSaving(Saving):
    """A saving as a plan has it; its years may also be `year 1` and so on."""

    planned: dict[LeverYear, Amount]
    """The full-year amount of each tranche, by the year it starts."""

    def on(self, timeline: Timeline) -> Saving:
        """The same saving by financial year."""
        return Saving.model_construct(**{**dict(self), "planned": by_financial_year(self.planned, timeline)})


class AddedInvestment(Investment):
    """An investment as a plan has it; its years may also be `year 1` and so on."""

    spend: dict[LeverYear, Amount] = Field(min_length=1)
    """What is spent, by year."""

    def on(self, timeline: Timeline) -> Investment:
        """The same investment by financial year."""
        return Investment.model_construct(**{**dict(self), "spend": by_financial_year(self.spend, timeline)})


class _Delivered(ChangeItem[Item]):
    """A saving or an investment: also delivered otherwise."""

    ways: ClassVar = ("delay: 1", "scale: 80%", "delivery: 70%")

    delivery: ShareName | Share | None = None
    """The share that is achieved: an assumption's name, or a percentage."""

    @property
    def changes(self) -> bool:
        return super().changes or self.delivery is not None

    def prepared(self, plan: Plan, item: Item) -> tuple[Plan, Item]:
        """The plan with the assumption for the share delivered, and the item that names it."""
        if self.delivery is None:
            return plan, item
        plan, name = self._delivered(plan)
        return plan, self.with_delivery(item, name)

    def _delivered(self, plan: Plan) -> tuple[Plan, str]:
        """The assumption for the share delivered; one of its own if the lever gives a percentage."""
        if isinstance(self.delivery, str):
            return plan, self.delivery
        name = f"{self.name}_delivery"
        while name in plan.assumptions:
            name += "_changed"
        label = f"{plan.label(self.section, self.name)}: share achieved"
        said = {"label": label, "unit": "share", "central": self.delivery, "source": "a scenario's lever"}
        return plan.but(assumptions={**plan.assumptions, name: Assumption.model_validate(said)}), name

    def with_delivery(self, item: Item, name: str) -> Item:
        """The item with another assumption for its delivery."""
        raise NotImplementedError


class ChangeSaving(_Delivered[Saving]):
    """Add, drop, delay or scale a saving, or change how much of it is delivered."""

    section: ClassVar = "savings"
    by_year: ClassVar = "planned"

    add: AddedSaving | None = None
    """A saving that the plan doesn't have, as a plan writes it."""

    def with_delivery(self, item: Saving, name: str) -> Saving:
        """The saving with another assumption for its delivery; one that was certain isn't any more."""
        return item.but(delivery=name, status=None if item.status == "delivered" else item.status)


class ChangeInvestment(_Delivered[Investment]):
    """Add, drop, delay or scale an investment, or change how much of what it saves is delivered."""

    section: ClassVar = "investments"
    by_year: ClassVar = "spend"

    add: AddedInvestment | None = None
    """An investment that the plan doesn't have, as a plan writes it."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from super().complaints(plan)
        item = plan.investments.get(self.name)
        if item and item.saves is None and self.delivery is not None:
            fix = "leave `delivery` out"
            yield Complaint("E407", ("delivery",), f"{shown(self.name)} saves nothing that could be delivered", fix)

    def scaled(self, item: Investment) -> Investment:
        item = super().scaled(item)
        return item.but(saves=item.saves.but(amount=item.saves.amount * self.scale)) if item.saves else item

    def with_delivery(self, item: Investment, name: str) -> Investment:
        return item.but(saves=item.saves.but(delivery=name)) if item.saves else item
