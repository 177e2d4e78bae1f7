"""Levers `saving` and `investment`: add, drop, delay or scale one saving or investment, or change its delivery."""

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
    """Saving to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    planned: dict[LeverYear, Amount]
    """Full-year amount of each tranche of the saving, by the year in which the tranche starts."""

    def on(self, timeline: Timeline) -> Saving:
        """Return the same saving with financial years."""
        return Saving.model_construct(**{**dict(self), "planned": by_financial_year(self.planned, timeline)})


class AddedInvestment(Investment):
    """Investment to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    spend: dict[LeverYear, Amount] = Field(min_length=1)
    """Money spent on the investment, by year."""

    def on(self, timeline: Timeline) -> Investment:
        """Return the same investment with financial years."""
        return Investment.model_construct(**{**dict(self), "spend": by_financial_year(self.spend, timeline)})


class _ChangeDelivery(ChangeItem[Item]):
    """Change of a saving or an investment, including the share of it that is delivered."""

    ways: ClassVar = ("delay: 1", "scale: 80%", "delivery: 70%")

    delivery: ShareName | Share | None = None
    """Share of the planned amount that is achieved: a percentage, or an assumption's name."""

    @property
    def changes(self) -> bool:
        return super().changes or self.delivery is not None

    def prepared(self, plan: Plan, item: Item) -> tuple[Plan, Item]:
        """Return the plan with an assumption for the share delivered, and the item that refers to that assumption."""
        if self.delivery is None:
            return plan, item
        plan, name = self._with_assumption(plan)
        return plan, self.with_delivery(item, name)

    def _with_assumption(self, plan: Plan) -> tuple[Plan, str]:
        """Return the plan and the name of the assumption for the share delivered. A percentage adds an assumption."""
        if isinstance(self.delivery, str):
            return plan, self.delivery
        name = f"{self.name}_delivery"
        while name in plan.assumptions:
            name += "_changed"
        label = f"{plan.label(self.section, self.name)}: share achieved"
        achieved = {"label": label, "unit": "share", "central": self.delivery, "source": "a scenario's lever"}
        return plan.but(assumptions={**plan.assumptions, name: Assumption.model_validate(achieved)}), name

    def with_delivery(self, item: Item, name: str) -> Item:
        """Return the item with another assumption for its delivery."""
        raise NotImplementedError


class ChangeSaving(_ChangeDelivery[Saving]):
    """Add, drop, delay or scale a saving, or change how much of it is delivered."""

    section: ClassVar = "savings"
    by_year: ClassVar = "planned"

    add: AddedSaving | None = None
    """New saving, written as in a plan."""

    def with_delivery(self, item: Saving, name: str) -> Saving:
        """Return the saving with another assumption for its delivery. The status `delivered` is removed."""
        return item.but(delivery=name, status=None if item.status == "delivered" else item.status)


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
        return item.but(saves=item.saves.but(amount=item.saves.amount * self.scale)) if item.saves else item

    def with_delivery(self, item: Investment, name: str) -> Investment:
        return item.but(saves=item.saves.but(delivery=name)) if item.saves else item
