"""Lines: the cost of each service, on one partner's side of the budget, and the drivers that change it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

import numpy as np
from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.arrays import Array, named, numbers
from mtfp.model.base.part import Part, dict_or_none, problem
from mtfp.model.base.refers import Drives, LineName, PriceName, ShareName
from mtfp.model.base.shorthand import Schema, exactly_one, or_only, or_single
from mtfp.model.base.values import Called, Flag, Money, Name, Share, Size, Text, at_least_zero
from mtfp.model.base.years import ByYear
from mtfp.model.costs.service_level import ServiceLevel

Numbers = TypeVar("Numbers", float, Array)

Partner = Literal["council", "nhs"]
PARTNERS: tuple[Partner, ...] = ("council", "nhs")
Setting = Literal["community", "institutional", "hospital", "primary_care", "prescribing", "other"]
Cost = Annotated[
    Money,
    at_least_zero(
        "income is a line with `kind: income`, its amount above zero; savings to be identified are a saving with "
        "`status: unidentified`"
    ),
]
"""Cost or income of a line, zero or more."""
OneOff = Annotated[Money, at_least_zero("a recurring correction of the budget is an amount under `adjust`")]
"""Part of a budget that ends, zero or more."""


class Adjustment(Part):
    """Recurring correction of the budget, for example for unmet need or agency cost that the budget leaves out."""

    model_config = ConfigDict(json_schema_extra=exactly_one("amount", "share"))

    amount: Money | None = None
    """Amount to add to the budget, in the plan's unit; below zero to subtract."""
    share: Share | None = None
    """Share of the budget to add, 0% to 100%, instead of an amount."""
    reason: Text
    """Reason for the correction."""

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.amount is None) == (self.share is None):
            raise problem("E215", "an adjustment needs either an `amount` or a `share`, not both", "write one of them")
        return self

    def of(self, budget: float) -> float:
        """Return the amount that the adjustment adds to a budget, in the plan's unit."""
        if self.amount is not None:
            return self.amount
        assert self.share is not None
        return self.share * budget


class Agency(Part):
    """Agency cover for vacant posts."""

    cover: Share
    """Share of vacant posts that agency staff cover, 0% to 100%."""
    premium: Share
    """Extra cost of agency staff, as a share of the post's cost, 0% to 100%."""


class Component(Part):
    """Component of a line: the part of its cost whose price follows one assumption."""

    share: Share
    """Share of the line's cost that follows this assumption, 0% to 100%."""
    on_costs: Annotated[ShareName, Drives("on_costs")] | None = None
    """Assumption for the employer's on-costs, as a share of pay."""
    vacancy: Annotated[ShareName, Drives("vacancies")] | None = None
    """Assumption for vacancies, as a share of posts."""
    agency: Agency | None = None
    """Agency cover for vacant posts; none if left out."""

    @model_validator(mode="before")
    @classmethod
    def _from_share(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Component) else {"share": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_only("share", handler(core))

    def staffing(self, values: Mapping[str, Array], years: int) -> tuple[Array, Array]:
        """Return the cost factors of on-costs and of vacancies, each (year, draw) or (year, 1), 1 in the base year.

        Their product is S[t] = (1 + o[t]) / (1 + o[0]) · k[t] / k[0], with k = 1 - v + v · cover · (1 + premium). Here
        o is on-costs as a share of pay, and v the vacant share of posts. See docs/understanding/model.md, section 6.
        """
        on_costs, vacancies = np.ones((years, 1)), np.ones((years, 1))
        if self.on_costs:
            on_costs = (1 + values[self.on_costs]) / (1 + values[self.on_costs][0])
        if self.vacancy:
            filled = named(self.filled(values[self.vacancy]), "cost per post", "factor", ("assumptions", self.vacancy))
            vacancies = filled / filled[0]
        return on_costs, vacancies

    def filled(self, vacant: Numbers) -> Numbers:
        """Return k, the cost per post if a share `vacant` of posts is empty; 1 if every post is filled."""
        covered = self.agency.cover * (1 + self.agency.premium) if self.agency else 0.0
        return 1 - vacant + vacant * covered


class Demand(Part):
    """Demand: the drivers of a service's volume."""

    profile: Text | None = None
    """Age profile (use per head by age): the name of a bundled profile, or a CSV file next to the plan."""
    line: LineName | None = None
    """Line whose activity this line follows, instead of a profile, as charges follow the activity of a service."""
    growth: Annotated[PriceName, Drives("growth")] | None = None
    """Assumption for growth that isn't demographic, such as complexity or technology: a rate or an index."""


PLACES = frozenset(("place", "places", "bed", "beds", "room", "rooms", "flat", "flats"))
"""Last words of units that must exist before they are used."""


class Activity(Part):
    """Activity that a line pays for, so that reports can show units of service next to pounds."""

    unit: Text
    """Unit of activity, such as hours, places, bed days, items or people."""
    base: Size
    """Activity in the base year, in that unit."""
    available: ByYear[Size] | None = None
    """Units that exist, such as registered places: once, or by year. `check` warns of a year that counts on more."""

    @property
    def counts_places(self) -> bool:
        """True if the unit is a place or a bed that must exist before it is used, unlike a bed day."""
        words = self.unit.casefold().split()
        return bool(words) and words[-1] in PLACES


class Hosted(Part):
    """Hosted service: one partnership runs it for several; the line's budget is the cost of the whole service."""

    by: Text
    """Host of the service: `us`, or the name of the partnership that runs it."""
    share: Share
    """Our share of the service's cost, 0% to 100%."""


class Localities(Part):
    """Split of a line's cost between the plan's localities: `{North: 34%, then: equal}`."""

    shares: dict[Called, Share] = {}
    """Share of each locality that is named, 0% to 100%."""
    then: Literal["equal"] | None = None
    """Write `equal` to split the rest equally between the localities that aren't named."""

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

    def file_form(self) -> dict[str, Any]:
        """Return the shares by locality, and under `then`, as a file has them."""
        shares = dict_or_none(self.shares)
        return super().file_form() if shares is None else {**shares, "then": self.then} if self.then else shares

    def of(self, localities: tuple[str, ...]) -> Array:
        """Return the share of each locality, shape (locality,); without `then`, zero for a locality not named."""
        unnamed = sum(place not in self.shares for place in localities)
        rest = (1 - sum(self.shares.values())) / unnamed if unnamed and self.then else 0.0
        return numbers(self.shares.get(place, rest) for place in localities)


class Line(Part):
    """Line: the cost of one service on one partner's side, projected from its budget or stated by year."""

    model_config = ConfigDict(json_schema_extra=exactly_one("budget", "cost"))

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    theme: Text = ""
    """Theme under which the table of pressures lists the whole rise in the cost of the line, such as `Prescribing`."""
    partner: Literal["council", "nhs"]
    """Partner on whose side of the budget the line is."""
    setting: Setting
    """Setting of care: `community`, `institutional`, `hospital`, `primary_care`, `prescribing` or `other`."""
    care_group: Name | None = None
    """Group of people whom the line serves, such as `older_people`, `learning_disability` or `children`."""
    kind: Literal["cost", "income"] = "cost"
    """Kind of line: `cost`, or `income` (charges, money from others), a positive amount that reduces cost."""
    set_aside: Flag = False
    """Write `true` for hospital services in the set-aside: notional money, projected and shown separately."""
    budget: Cost | None = None
    """Agreed budget of the base year, in the plan's unit, zero or more."""
    cost: ByYear[Cost] | None = None
    """Cost stated by year, including the base year, in the plan's unit; instead of a budget."""
    one_off: OneOff = 0.0
    """Part of the budget that ends with the base year, in the plan's unit."""
    adjust: tuple[Adjustment, ...] = Field((), json_schema_extra=or_single)
    """Recurring corrections of the budget, each with its reason."""
    components: dict[Annotated[PriceName, Drives("prices")], Component] = {}
    """Assumptions that change the price, each with its share of the line's cost; shares add up to 100%."""
    demand: Demand = Demand.model_construct()
    """Drivers of the service's volume."""
    fixed_share: Share = 0.0
    """Share of the cost that doesn't follow volume within the plan's years, 0% to 100%."""
    activity: Activity | None = None
    """Activity that the line pays for."""
    localities: Localities | None = None
    """Share of the line's cost by locality; shares add up to 100%."""
    hosted: Hosted | None = None
    """Host and our share, for a service that one partnership runs for several."""
    service_level: tuple[ServiceLevel, ...] = Field((), json_schema_extra=or_single)
    """Changes of the service level that are already decided; scenarios may add more."""
    report_as: Text = ""
    """Category of the statutory performance report to which the line belongs, in your own words."""
    source: Text = ""
    """Source of the figures; the plan's source if left out."""
    owner: Text = ""
    """Person or post responsible for the line."""
    note: Text = ""
    """Note for readers."""

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
                "a line needs either a `budget` (with components) or a `cost` by year, not both",
                "write `budget:` for a cost that follows prices, `cost:` for one stated by year",
            )
        if self.budget is not None and not self.components:
            raise problem(
                "E308",
                "a line with a `budget` needs `components`",
                "write `components:` with the assumptions that move its cost, and their shares, which add up to 100%",
            )
        return self

    @property
    def sign(self) -> int:
        """Sign of the line in costs: 1 for cost, -1 for income, which reduces cost."""
        return -1 if self.kind == "income" else 1

    @property
    def our_share(self) -> float:
        """Our share of the cost: 1, unless the service is hosted."""
        return self.hosted.share if self.hosted else 1.0

    @property
    def buys_elsewhere(self) -> bool:
        """Return True if a change of the service level states that care is bought elsewhere."""
        return any(change.bought_elsewhere is not None for change in self.service_level)

    def opening(self, base_year: str) -> float:
        """Return our cost in the base year, in the plan's unit: the budget, or the stated cost of that year."""
        stated = self.cost.at(base_year) if self.cost else None
        budget = 0.0 if self.budget is None else self.budget
        return (budget if stated is None else stated) * self.our_share

    def recurring_base(self, base_year: str) -> float:
        """Return our share of the recurring base B: budget less its one-off part plus adjustments."""
        if self.budget is None:
            return self.opening(base_year)
        added = sum(adjustment.of(self.budget) for adjustment in self.adjust)
        return (self.budget - self.one_off + added) * self.our_share
