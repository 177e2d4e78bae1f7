"""Base of the levers on savings, investments and commitments: add, drop, delay or scale one of them."""

from collections.abc import Iterator
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import StrictInt, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import Part, listed, problem
from mtfp.model.base.values import Flag, Name, shown
from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.factor import Factor
from mtfp.scenarios.levers.common.names import names_of, unknown
from mtfp.scenarios.levers.common.years import by_year_complaints, later

Item = TypeVar("Item", Saving, Investment, Commitment)


class ChangeItem(Part, Generic[Item]):
    """Change of one saving, investment or commitment: add, drop, delay or scale it."""

    section: ClassVar[str]
    by_year: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    ways: ClassVar[tuple[str, ...]] = ("delay: 1", "scale: 80%")

    name: Name
    """Name of the item in the plan. An item to add takes a new name."""
    drop: Flag = False
    """`true` drops the item from the plan."""
    delay: StrictInt = 0
    """Years by which the item's amounts come later; negative is earlier."""
    scale: Factor = 1.0
    """Factor for the item's amounts: `80%` makes them a fifth smaller."""

    @property
    def added(self) -> Any:
        """Return the item to add, with years as the scenario writes them; None if an existing item changes."""
        return getattr(self, "add")  # noqa: B009

    @property
    def changes(self) -> bool:
        """Return True if the lever changes an existing item."""
        return bool(self.delay) or self.scale != 1

    @model_validator(mode="after")
    def _one_or_changes(self) -> Self:
        if sum((self.added is not None, self.drop, self.changes)) != 1:
            fix = f"write one of `add: {{...}}`, `drop: true`, or changes such as {listed(self.ways)}"
            about = f" for `{self.name}`" if self.name else ""
            raise problem("E215", f"the lever{about} must do exactly one of: add, drop or change", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        items: dict[str, Item] = getattr(plan, self.section)
        if self.added:
            yield from taken_name(self.section, self.name, plan)
            for key in (self.by_year, *self.also):
                yield from by_year_complaints(("add", key), getattr(self.added, key), plan.timeline)
        elif self.name not in items:
            yield unknown(self.section, self.name, plan, ("name",))
        elif not self.drop:
            yield from self._of_changes(items[self.name], plan.timeline, plan.unit)

    def _of_changes(self, item: Item, timeline: Timeline, unit: str) -> Iterator[Complaint]:
        for year, amount in getattr(item, self.by_year).items():
            new_year = later(year, self.delay)
            if year in timeline and timeline.at(new_year) > timeline.years:
                size = "to be confirmed" if amount is None else f"of {planned_money(amount, unit)}"
                message = (
                    f"the amount {size} in {year} moves beyond the last year, {timeline.last}, "
                    "so the plan no longer counts it"
                )
                yield Complaint("W553", ("delay",), message, "change nothing if this is intended")
            elif self.delay < 0 and timeline.at(new_year) < 1:
                message = f"the amount in {year} can't come {-self.delay} years earlier, in {new_year}"
                yield Complaint(
                    "E402", ("delay",), message, f"the first year that can change is {timeline.projected[0]}"
                )

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the item added, dropped or changed."""
        items: dict[str, Item] = getattr(plan, self.section)
        if self.added:
            return plan.with_fields(**{self.section: {**items, self.name: self.added.on(plan.timeline)}})
        if self.drop:
            return plan.with_fields(**{self.section: {name: item for name, item in items.items() if name != self.name}})
        plan, item = self.prepared(plan, items[self.name])
        return plan.with_fields(**{self.section: {**items, self.name: self._moved(self.scaled(item), plan.timeline)}})

    def prepared(self, plan: Plan, item: Item) -> tuple[Plan, Item]:
        """Return the plan and the item after all changes except those of years and amounts."""
        return plan, item

    def _moved(self, item: Item, timeline: Timeline) -> Item:
        """Return the item with its amounts `delay` years later, without those after the plan's last year."""
        moved = {}
        for key in (self.by_year, *self.also):
            by_year = {later(year, self.delay): amount for year, amount in getattr(item, key).items()}
            moved[key] = {y: each for y, each in by_year.items() if not self.delay or timeline.at(y) <= timeline.years}
        return item.with_fields(**moved)

    def scaled(self, item: Item) -> Item:
        """Return the item with all its amounts multiplied by the factor. Amounts to be confirmed don't change."""
        scaled = {
            key: {y: None if each is None else each * self.scale for y, each in getattr(item, key).items()}
            for key in (self.by_year, *self.also)
        }
        return item.with_fields(**scaled)


def taken_name(section: str, name: str, plan: Plan) -> Iterator[Complaint]:
    """Yield a complaint if the plan already uses the name of a new item."""
    if name in names_of(section, plan):
        fix = "choose another name, or change the existing entry"
        yield Complaint("E408", ("name",), f"the plan already has {shown(name)}", fix)
