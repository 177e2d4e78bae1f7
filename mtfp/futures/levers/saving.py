"""The levers `saving` and `investment`: add, drop, delay or scale one, or change how much of it is delivered."""

from collections.abc import Iterator
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import Field, StrictInt, model_validator

from mtfp.futures.levers.central import Factor
from mtfp.futures.levers.names import unknown
from mtfp.futures.levers.years import LeverYear, by_financial_year, by_year_complaints
from mtfp.model.assumption import Assumption
from mtfp.model.complaint import Complaint
from mtfp.model.part import Part, problem
from mtfp.model.plan import Plan
from mtfp.model.refers import ShareName
from mtfp.model.saving import Investment, Saving
from mtfp.model.values import Amount, Flag, Name, Share, shown
from mtfp.model.years import Timeline, financial_year, first_calendar_year


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


Item = TypeVar("Item", Saving, Investment)


class _ChangeItem(Part, Generic[Item]):
    """One saving or investment: added, dropped, delayed, scaled, or delivered otherwise."""

    section: ClassVar[str]
    by_year: ClassVar[str]

    name: Name
    """Its name in the plan; for one that is added, a name of its own."""
    drop: Flag = False
    """Whether it is left out."""
    delay: StrictInt = 0
    """Years by which it comes later; below zero, earlier."""
    scale: Factor = 1.0
    """The factor for its amounts: `80%` for a fifth less."""
    delivery: ShareName | Share | None = None
    """The share that is achieved: an assumption's name, or a percentage."""

    @property
    def added(self) -> Any:
        """The item that is added, with its years as a scenario writes them; none if one is changed."""
        return getattr(self, "add")  # noqa: B009

    @model_validator(mode="after")
    def _one_or_changes(self) -> Self:
        changes = bool(self.delay) or self.scale != 1 or self.delivery is not None
        if sum((self.added is not None, self.drop, changes)) != 1:
            fix = (
                "write one of `add: {...}`, `drop: true`, or changes such as `delay: 1`, `scale: 80%`, `delivery: 70%`"
            )
            raise problem("E215", f"`{self.name}` must be added, dropped or changed, one of the three", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        items: dict[str, Item] = getattr(plan, self.section)
        if self.added:
            if self.name in items:
                fix = "give it another name, or change the one there is with `delay`, `scale` or `delivery`"
                yield Complaint("E408", ("name",), f"the plan already has {shown(self.name)}", fix)
            yield from by_year_complaints(("add", self.by_year), getattr(self.added, self.by_year), plan.timeline)
        elif self.name not in items:
            yield unknown(self.section, self.name, plan, ("name",))
        elif not self.drop:
            yield from self._of_changes(items[self.name], plan.timeline)

    def _of_changes(self, item: Item, timeline: Timeline) -> Iterator[Complaint]:
        for year, amount in getattr(item, self.by_year).items():
            then = later(year, self.delay)
            if year in timeline and timeline.at(then) > timeline.years:
                message = f"{amount:g} of {year} would come after the plan's last year, {timeline.last}, and drops out"
                yield Complaint("W553", ("delay",), message, "nothing, if that is meant")
            elif self.delay < 0 and timeline.at(then) < 1:
                message = f"what is planned for {year} can't come {-self.delay} years earlier"
                yield Complaint(
                    "E402", ("delay",), message, f"the first year that can change is {timeline.projected[0]}"
                )

    def apply(self, plan: Plan) -> Plan:
        """The plan with the item added, left out or changed."""
        items: dict[str, Item] = getattr(plan, self.section)
        if self.added:
            return plan.but(**{self.section: {**items, self.name: self.added.on(plan.timeline)}})
        if self.drop:
            return plan.but(**{self.section: {name: item for name, item in items.items() if name != self.name}})
        item = items[self.name]
        if self.delivery is not None:
            plan, delivery = self._delivered(plan)
            item = self.with_delivery(item, delivery)
        return plan.but(**{self.section: {**items, self.name: self._moved(self.scaled(item), plan.timeline)}})

    def _moved(self, item: Item, timeline: Timeline) -> Item:
        """The item some years later; what comes after the plan's last year drops out."""
        moved = {later(year, self.delay): amount for year, amount in getattr(item, self.by_year).items()}
        kept = {year: amount for year, amount in moved.items() if not self.delay or timeline.at(year) <= timeline.years}
        return item.but(**{self.by_year: kept})

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

    def scaled(self, item: Item) -> Item:
        """The item with all its amounts times the factor."""
        return item.but(**{self.by_year: {y: amount * self.scale for y, amount in getattr(item, self.by_year).items()}})

    def with_delivery(self, item: Item, name: str) -> Item:
        """The item with another assumption for its delivery."""
        return item.but(delivery=name)


class ChangeSaving(_ChangeItem[Saving]):
    """Add, drop, delay or scale a saving, or change how much of it is delivered."""

    section: ClassVar = "savings"
    by_year: ClassVar = "planned"

    add: AddedSaving | None = None
    """A saving that the plan doesn't have, as a plan writes it."""

    def with_delivery(self, item: Saving, name: str) -> Saving:
        """The saving with another assumption for its delivery; one that was certain isn't any more."""
        return item.but(delivery=name, status=None if item.status == "delivered" else item.status)


class ChangeInvestment(_ChangeItem[Investment]):
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


def later(year: str, by: int) -> str:
    """A financial year some years later.

    >>> later("2026/27", 2)
    '2028/29'
    """
    return financial_year(first_calendar_year(year) + by)
