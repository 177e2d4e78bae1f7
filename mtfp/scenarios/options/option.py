"""Option: a change that a planning group may choose, with its people, its impact and what it needs."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, ConfigDict, Field, field_validator, model_validator

from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import exactly_one, or_single
from mtfp.model.base.values import Called, Day, Flag, Name, Number, Size, Text
from mtfp.model.costs.delivery import Delivery, stated_share
from mtfp.model.governance.assessment import Assessment
from mtfp.scenarios.levers.common.years import LeverYear
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.saving import AddedInvestment, AddedSaving

WORST = 10
"""Highest impact of the scale; 0 is no impact."""
CHANGES = ("levers", "saving", "investment")
"""Keys of an option of which it has exactly one."""


def _on_scale(impact: float) -> float:
    if not 0 <= impact <= WORST:
        raise problem(
            "E707", f"the scale goes from 0 to {WORST}, found {impact:g}", f"write a number from 0 to {WORST}"
        )
    return impact


def _whole(number: float) -> float:
    if number % 1:
        raise problem("E213", f"a whole number of people is needed, found {number:g}", "write it without decimals")
    return number


People = Annotated[Size, AfterValidator(_whole)]
"""Number of people, zero or more."""
Impact = Annotated[Number, AfterValidator(_on_scale)]
"""Impact on people by the group's own scale, from 0 (none) to 10."""


class ImpactScale(Part):
    """Scale of impact: how the group that scored the options measures their impact on people."""

    name: Called
    """Name of the scale, such as `harm to people`."""
    by: Text = ""
    """Group that scored the options."""
    date: Day | None = None
    """Date on which the group scored them."""
    adds: Flag = False
    """Write `true` if two scores may be added up: two options of 3 are then as bad as one of 6."""


class Affected(Part):
    """People whom an option affects: a named group, how many of them, and how."""

    who: Called
    """Name of the group of people, the same in every option."""
    number: People
    """Number of people of the group whom the option affects."""
    how: Text = ""
    """Change for these people, in plain words."""


class Option(Part):
    """Option: levers, a saving or an investment that a group may choose. Its money is worked out, never typed."""

    model_config = ConfigDict(json_schema_extra=exactly_one(*CHANGES))

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    levers: tuple[Lever, ...] | None = Field(None, min_length=1)
    """Changes to the plan, in order, as in a scenario."""
    saving: AddedSaving | None = None
    """Saving that the option adds to the plan, in place of levers."""
    investment: AddedInvestment | None = None
    """Investment that the option adds to the plan, in place of levers."""
    delivery: Delivery | None = None
    """Share of the option that is achieved: a percentage; for a saving or an investment also an assumption's name."""
    impact: Impact
    """Impact on people by the file's scale, from 0 (none) to 10."""
    people: tuple[Affected, ...] = Field((), json_schema_extra=or_single)
    """People whom the option affects: one group, or a list of groups."""
    impact_assessment: Assessment | None = None
    """Assessment of the option's impact; if left out, it is missing."""
    needs: tuple[Name, ...] = Field((), json_schema_extra=or_single)
    """Options without which this one can't be chosen."""
    excludes: tuple[Name, ...] = Field((), json_schema_extra=or_single)
    """Options that can't be chosen together with this one."""
    group: Name | None = None
    """Name of a group of options of which at most one can be chosen."""
    earliest: LeverYear | None = None
    """First year in which the option can change anything: a financial year, or `year 2`."""
    owner: Text = ""
    """Person or post responsible for the option."""
    source: Text = ""
    """Source of the option's figures."""
    note: Text = ""
    """Note for readers."""

    @field_validator("people", "needs", "excludes", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str | dict | Affected) else value

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [key for key in CHANGES if getattr(self, key) is not None]
        if len(given) != 1:
            found = " and ".join(f"`{key}`" for key in given) or "none"
            fix = "write the option's `levers`, or one `saving` or `investment`"
            raise problem("E215", f"an option needs exactly one of its kinds of change, found {found}", fix)
        return self

    @model_validator(mode="after")
    def _delivery_once(self) -> Self:
        if self.delivery is None:
            return self
        saving, investment = self.saving, self.investment
        states_it = bool(saving and (saving.delivery is not None or saving.delivered))
        if investment:
            states_it = investment.saves is None or investment.saves.delivery is not None
        if states_it:
            fix = "write the delivery once, next to the option's other keys"
            raise problem("E704", "the option's `saving` or `investment` leaves `delivery` nothing to change", fix)
        if self.levers is not None and stated_share(self.delivery) is None:
            fix = "write a percentage, such as `delivery: 80%`"
            raise problem("E704", "levers are achieved by a share that is written as a percentage", fix)
        return self

    @property
    def is_assessed(self) -> bool:
        """True if the impact assessment is complete."""
        return self.impact_assessment is not None and self.impact_assessment.is_complete
