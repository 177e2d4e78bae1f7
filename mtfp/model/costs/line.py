"""A line: one service's cost, held by one partner's arm, and what moves it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

import numpy as np
from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import Drives, LineName, PriceName, ShareName
from mtfp.model.base.shorthand import Schema, exactly_one, or_only, or_single
from mtfp.model.base.values import Amount, Flag, Money, Name, Share, Size, Text
from mtfp.model.base.years import MoneyPath
from mtfp.model.costs.service_level import ServiceLevel

Numbers = TypeVar("Numbers", float, Array)

Partner = Literal["council", "nhs"]
PARTNERS: tuple[Partner, ...] = ("council", "nhs")
Setting = Literal["community", "institutional", "hospital", "primary_care", "prescribing", "other"]


class Adjustment(Part):
    """A recurring correction of the budget as a base: unmet need, agency cost that the budget leaves out."""

    model_config = ConfigDict(json_schema_extra=exactly_one("amount", "share"))

    amount: Money | None = None
    """Money to add to the base (below zero: to take off)."""
    share: Share | None = None
    """Or a share of the budget to add."""
    reason: Text
    """Why."""

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.amount is None) == (self.share is None):
            raise problem("E215", "an adjustment needs an `amount` or a `share`, and not both", "write one of them")
        return self

    def of(self, budget: float) -> float:
        """What it adds to a budget."""
        if self.amount is not None:
            return self.amount
        assert self.share is not None
        return self.share * budget


class Agency(Part):
    """How vacant posts are covered."""

    cover: Share
    """The share of vacant posts that agency staff cover."""
    premium: Share
    """What agency staff cost above the post, as a share of it."""


class Component(Part):
    """The part of a line whose price follows one assumption."""

    share: Share
    """Its share of the line's cost."""
    on_costs: Annotated[ShareName, Drives("on_costs")] | None = None
    """The assumption (a share of pay) for employer on-costs."""
    vacancy: Annotated[ShareName, Drives("vacancies")] | None = None
    """The assumption (a share of posts) for vacancies."""
    agency: Agency | None = None
    """How vacant posts are covered; not at all if left out."""

    @model_validator(mode="before")
    @classmethod
    def _from_share(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Component) else {"share": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_only("share", handler(core))

    def staffing(self, values: Mapping[str, Array], years: int) -> tuple[Array, Array]:
        """What on-costs and what vacancies do to the cost, each shape (year, draw) or (year, 1), 1 in the base year.

        S[t] = (1 + o[t]) / (1 + o[0]) · k[t] / k[0], with k = 1 - v + v · cover · (1 + premium). Section 6.
        """
        on_costs, vacancies = np.ones((years, 1)), np.ones((years, 1))
        if self.on_costs:
            on_costs = (1 + values[self.on_costs]) / (1 + values[self.on_costs][0])
        if self.vacancy:
            filled = self.filled(values[self.vacancy])
            vacancies = filled / filled[0]
        return on_costs, vacancies

    def filled(self, vacant: Numbers) -> Numbers:
        """k: the cost of a post where a share `vacant` of posts is empty and agency staff cover part of them."""
        covered = self.agency.cover * (1 + self.agency.premium) if self.agency else 0.0
        return 1 - vacant + vacant * covered


class Demand(Part):
    """What moves the volume of a service."""

    profile: Text | None = None
    """Use per head by age: a bundled profile's name, or a CSV file beside the plan."""
    line: LineName | None = None
    """Or the line whose activity it follows, service levels too, as charges follow a service."""
    growth: Annotated[PriceName, Drives("growth")] | None = None
    """The assumption for growth that is not demographic: complexity, expectations, technology."""


class Activity(Part):
    """What the line buys, so that people and units stand beside pounds."""

    unit: Text
    """Hours, places, bed days, items, people."""
    base: Size
    """How much in the base year."""


class Hosted(Part):
    """A service run by one partnership for several. The line's budget states the whole service."""

    by: Text
    """`us`, or who hosts it."""
    share: Share
    """Our share of it."""


class Localities(Part):
    """How a line's cost falls on the plan's localities."""

    shares: dict[str, Share] = {}
    """The share of each locality that is named."""
    then: Literal["equal"] | None = None
    """`equal`: localities that aren't named share the rest equally."""

    @model_validator(mode="before")
    @classmethod
    def _from_shares(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {"shares": {k: v for k, v in value.items() if k != "then"}, "then": value.get("then")}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        schema = handler(core)
        shares, then = (schema["properties"][key] for key in ("shares", "then"))
        return {**schema, "properties": {"then": then}, "additionalProperties": shares["additionalProperties"]}

    def of(self, localities: tuple[str, ...]) -> Array:
        """The share of each locality, shape (locality,); those not named share the rest equally."""
        unnamed = sum(place not in self.shares for place in localities)
        rest = (1 - sum(self.shares.values())) / unnamed if unnamed and self.then else 0.0
        return numbers(self.shares.get(place, rest) for place in localities)


class Line(Part):
    """One service's cost held by one partner's arm: a budget with what moves it, or a cost stated by year."""

    model_config = ConfigDict(json_schema_extra=exactly_one("budget", "cost"))

    label: Text = ""
    """What people call it; the name if left out."""
    partner: Literal["council", "nhs"]
    """Whose arm holds it."""
    setting: Setting
    """Where care is given: `community`, `institutional`, `hospital`, `primary_care`, `prescribing` or `other`."""
    care_group: Name | None = None
    """Whom it serves, such as `older_people`, `learning_disability` or `children`."""
    kind: Literal["cost", "income"] = "cost"
    """`income` (charges, money from others) is written above zero and reduces cost."""
    set_aside: Flag = False
    """Hospital services set aside: shown and projected apart, never cash."""
    budget: Amount | None = None
    """The agreed budget of the base year."""
    cost: MoneyPath | None = None
    """Instead of a budget: the cost of every year, base year included, as a published plan states it."""
    one_off: Amount = 0.0
    """The part of the budget that ends with the base year."""
    adjust: tuple[Adjustment, ...] = Field((), json_schema_extra=or_single)
    """Corrections of the base, each with its reason."""
    components: dict[Annotated[PriceName, Drives("prices")], Component] = {}
    """The assumptions that move its price, with their shares of the cost."""
    demand: Demand = Demand()
    """What moves its volume."""
    fixed_share: Share = 0.0
    """The share of cost that doesn't follow volume within the plan."""
    activity: Activity | None = None
    """What it buys."""
    localities: Localities | None = None
    """How it falls on the plan's localities."""
    hosted: Hosted | None = None
    """For a service run by one partnership for several."""
    service_level: tuple[ServiceLevel, ...] = Field((), json_schema_extra=or_single)
    """Decided changes of the service level; scenarios add theirs."""
    report_as: Text = ""
    """The category of the statutory performance report that it belongs to, in any words."""
    source: Text = ""
    """Where the figures come from; the plan's source if left out."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        singles = {key: (value[key],) for key in ("adjust", "service_level") if isinstance(value.get(key), Mapping)}
        return {**value, **singles}

    @model_validator(mode="after")
    def _budget_or_cost(self) -> Self:
        if (self.budget is None) == (self.cost is None):
            raise problem(
                "E308",
                "a line needs a `budget` (with components) or a `cost` by year, and not both",
                "write `budget:` for a line that prices move, `cost:` for one that is stated",
            )
        if self.budget is not None and not self.components:
            raise problem(
                "E308", "a line with a `budget` needs `components`", "write for example `components: {cpi: 100%}`"
            )
        return self

    @property
    def sign(self) -> int:
        """Minus one for income, which reduces cost."""
        return -1 if self.kind == "income" else 1

    @property
    def our_share(self) -> float:
        """Our share of a hosted service, else all of it."""
        return self.hosted.share if self.hosted else 1.0

    def opening(self, base_year: str) -> float:
        """The cost of the base year that the plan bears: the budget, or the base year's stated cost."""
        stated = self.cost.at(base_year) if self.cost else None
        budget = 0.0 if self.budget is None else self.budget
        return (budget if stated is None else stated) * self.our_share

    def recurring_base(self, base_year: str) -> float:
        """B: budget less the one-offs in it, plus the adjustments. Section 6 of the model."""
        if self.budget is None:
            return self.opening(base_year)
        added = sum(adjustment.of(self.budget) for adjustment in self.adjust)
        return (self.budget - self.one_off + added) * self.our_share
