"""Base of the levers on savings, investments and commitments: add, drop, delay or scale one of them, or all."""

from collections.abc import Collection, Iterator
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import StrictInt, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import listed, problem
from mtfp.model.base.values import Flag, Name, Percent, shown
from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.factor import Factor
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.names import names_of, unknown
from mtfp.scenarios.levers.common.years import by_year_complaints, later

Item = TypeVar("Item", Saving, Investment, Commitment)


class ChangeItem(InPart, Generic[Item]):
    """Change of one saving, investment or commitment, or of all: add, drop, delay or scale it."""

    straight: ClassVar = ("scale",)
    rest: ClassVar = {"scale": Percent(1), "delay": 0}
    section: ClassVar[str]
    by_year: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    ways: ClassVar[tuple[str, ...]] = ("delay: 1", "scale: 80%")
    aims: ClassVar[tuple[str, ...]] = ("name", "all")

    name: Name = ""
    """Name of the item in the plan. An item to add takes a new name."""
    all: Flag = False
    """`true` instead of a name changes every item that isn't delivered."""
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
    def _one_aim(self) -> Self:
        if sum(bool(getattr(self, key)) for key in self.aims) != 1:
            others = {"all": "`all: true` for all of them", "status": "a `status`"}
            fix = f"write the `name` of one, or {' or '.join(others[key] for key in self.aims if key in others)}"
            raise problem("E215", f"the lever needs one of {listed(self.aims)}", fix)
        if self.added is not None and not self.name:
            raise problem("E215", "what is added needs a `name`", "write `name:` with a new name")
        return self

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
        elif self.name and self.name not in items:
            yield unknown(self.section, self.name, plan, ("name",))
        elif not self.drop:
            for lever, names in self.selected(plan):
                for name in names:
                    yield from lever.of_changes(name, plan)

    def selected(self, plan: Plan) -> "tuple[tuple[ChangeItem[Any], tuple[str, ...]], ...]":
        """Return the names of the items to change, each group with the lever that changes it."""
        items: dict[str, Item] = getattr(plan, self.section)
        undelivered = tuple(name for name, item in items.items() if not getattr(item, "is_delivered", False))
        return ((self, (self.name,) if self.name else undelivered),)

    def of_changes(self, name: str, plan: Plan) -> Iterator[Complaint]:
        """Yield complaints about an item's amounts that the lever moves out of the plan's years."""
        timeline, items = plan.timeline, getattr(plan, self.section)
        of = "" if self.name else f" of {plan.label(self.section, name)}"
        for year, amount in getattr(items[name], self.by_year).items():
            new_year = later(year, self.delay)
            if year in timeline and timeline.at(new_year) > timeline.years:
                size = "to be confirmed" if amount is None else f"of {planned_money(amount, plan.unit)}"
                message = (
                    f"the amount{of} {size} in {year} moves beyond the last year, {timeline.last}, "
                    "so the plan no longer counts it"
                )
                yield Complaint("W553", ("delay",), message, "change nothing if this is intended")
            elif self.delay < 0 and timeline.at(new_year) < 1:
                message = f"the amount{of} in {year} can't come {-self.delay} years earlier, in {new_year}"
                yield Complaint(
                    "E402", ("delay",), message, f"the first year that can change is {timeline.projected[0]}"
                )

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the item added, or with the selected items dropped or changed."""
        if self.added:
            items: dict[str, Item] = getattr(plan, self.section)
            return plan.with_fields(**{self.section: {**items, self.name: self.added.on(plan.timeline)}})
        for lever, names in self.selected(plan):
            plan = lever.on_items(plan, names)
        return plan

    def on_items(self, plan: Plan, names: Collection[str]) -> Plan:
        """Return the plan with some of the section's items dropped or changed."""
        items: dict[str, Item] = getattr(plan, self.section)
        if self.drop:
            return plan.with_fields(**{self.section: {n: item for n, item in items.items() if n not in names}})
        changed = {}
        for name in names:
            plan, item = self.prepared(plan, items[name])
            changed[name] = self._moved(self.scaled(item), plan.timeline)
        return plan.with_fields(**{self.section: {**items, **changed}})

    def partly(self, share: float) -> Self | None:
        """Return the lever with a share of the amounts added or dropped, or of the change of the amounts."""
        if self.added:
            return self.with_fields(add=self.with_fields(scale=share).scaled(self.added))
        return self.with_fields(drop=False, scale=1 - share) if self.drop else super().partly(share)

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
