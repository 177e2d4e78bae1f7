"""The lever `reserves`: another policy for one reserve, a new reserve, or one less."""

from collections.abc import Iterator
from typing import Any, Self

from pydantic import model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Amount, Flag, Name, Share
from mtfp.model.base.years import Timeline
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve, Threshold
from mtfp.scenarios.levers.common.item import taken_name
from mtfp.scenarios.levers.common.names import unknown
from mtfp.scenarios.levers.common.sound import unsound
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year, by_year_complaints

BY_YEAR = ("planned_use", "planned_contributions", "clawback")


class AddedReserve(Reserve):
    """A reserve as a plan has it; its years may also be `year 1` and so on."""

    planned_use: dict[LeverYear, Amount] = {}
    """What the plan takes out, by year."""
    planned_contributions: dict[LeverYear, Amount] = {}
    """What the plan pays in, by year."""
    clawback: dict[LeverYear, Share] = {}
    """The share of the year-end balance that goes back to the giver."""

    def on(self, timeline: Timeline) -> Reserve:
        """The same reserve by financial year."""
        by_year = {key: by_financial_year(getattr(self, key), timeline) for key in BY_YEAR}
        return Reserve.model_construct(**{**dict(self), **by_year})


class ChangeReserve(Part):
    """Change the policy for one reserve, add a reserve, or leave one out."""

    name: Name
    """Its name in the plan; for one that is added, a name of its own."""
    add: AddedReserve | None = None
    """A reserve that the plan doesn't have, as a plan writes it."""
    drop: Flag = False
    """Whether it is left out."""
    opening: Amount | None = None
    """Another balance at the end of the base year."""
    floor: Threshold | None = None
    """Another balance that the policy keeps: money, or `2% of expenditure`."""
    purposes: tuple[Name, ...] | None = None
    """Other purposes; with `gap` the scheme may use an earmarked reserve."""
    planned_use: dict[LeverYear, Amount] | None = None
    """What is taken out instead of all that the plan takes, by year; `{}` for nothing."""
    planned_contributions: dict[LeverYear, Amount] | None = None
    """What is paid in instead of all that the plan pays in, by year; `{}` for nothing."""
    clawback: dict[LeverYear, Share] | None = None
    """The shares that go back to the giver instead of those that the plan has, by year; `{}` for none."""

    @property
    def changes(self) -> dict[str, Any]:
        """What it says of a reserve that there is, years as a scenario writes them."""
        keys = ("opening", "floor", "purposes", *BY_YEAR)
        return {key: said for key in keys if (said := getattr(self, key)) is not None}

    @model_validator(mode="after")
    def _one_or_changes(self) -> Self:
        if sum((self.add is not None, self.drop, bool(self.changes))) != 1:
            fix = "write one of `add: {...}`, `drop: true`, or changes such as `floor: 3% of expenditure`"
            raise problem("E215", f"`{self.name}` must be added, dropped or changed, one of the three", fix)
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.add:
            yield from taken_name("reserves", self.name, plan)
        elif self.name not in plan.all_reserves:
            yield unknown("reserves", self.name, plan, ("name",))
            return
        years = tuple(self._years(plan))
        yield from years
        if not any(each.code.startswith("E") for each in years):
            yield from unsound(plan, self.apply(plan))

    def _years(self, plan: Plan) -> Iterator[Complaint]:
        for key in BY_YEAR:
            path, said = (("add", key), getattr(self.add, key)) if self.add else ((key,), self.changes.get(key, {}))
            yield from by_year_complaints(path, said, plan.timeline)

    def apply(self, plan: Plan) -> Plan:
        """The plan with the reserve added, left out or changed; what comes after its last year drops out."""
        if self.drop:
            return plan.but(
                reserves={name: reserve for name, reserve in plan.all_reserves.items() if name != self.name}
            )
        reserve = (
            self.add.on(plan.timeline) if self.add else plan.all_reserves[self.name].but(**self._on(plan.timeline))
        )
        within = {key: {y: v for y, v in getattr(reserve, key).items() if y in plan.timeline} for key in BY_YEAR}
        return plan.but(reserves={**plan.all_reserves, self.name: reserve.but(**within)})

    def _on(self, timeline: Timeline) -> dict[str, Any]:
        return {
            key: by_financial_year(said, timeline) if key in BY_YEAR else said for key, said in self.changes.items()
        }
