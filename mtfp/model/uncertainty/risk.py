"""Risk events: what may or may not happen, with its probability and impact."""

from collections.abc import Mapping
from typing import Any, Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.arrays import Array
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import AssumptionName
from mtfp.model.base.shorthand import Schema, exactly_one, or_only
from mtfp.model.base.values import Flag, Money, Scalar, Share, Text
from mtfp.model.base.years import Timeline, Year
from mtfp.model.costs.target import Target
from mtfp.model.uncertainty.spreads import Spread

LIKELY = 0.5
"""In the central case an event happens only if its probability is above this. Section 9 of the model."""


class Window(Part):
    """The years in which a single event may fall."""

    from_: Year | None = Field(None, alias="from")
    """The first year; the first projected year if left out."""
    to: Year | None = None
    """The last year; the plan's last year if left out."""


class Impact(Part):
    """What the event does: money with a spread, or a change to an assumption."""

    model_config = ConfigDict(json_schema_extra=exactly_one("central", "assumption"))

    central: Money | None = None
    """Money, as the best guess."""
    spread: Spread | None = None
    """How uncertain that is."""
    assumption: AssumptionName | None = None
    """Or the assumption that it changes."""
    by: Scalar | None = None
    """By how much."""

    @property
    def money(self) -> float:
        """The money as the best guess; nil where it changes an assumption."""
        return 0.0 if self.central is None else self.central

    @property
    def change(self) -> float:
        """The change of its assumption; nil where it costs money."""
        return 0.0 if self.by is None else self.by

    @model_validator(mode="before")
    @classmethod
    def _from_money(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Impact) else {"central": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_only("central", handler(core))

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.central is None) == (self.assumption is None) or (self.assumption is None) != (self.by is None):
            raise problem(
                "E215",
                "an impact is money, or an `assumption` with `by`",
                "write `impact: 600` or `{assumption: cpi, by: +1%}`",
            )
        if self.spread and self.central is None:
            raise problem("E215", "a `spread` is of money: a change `by` has none", "leave it out")
        return self


class RiskEvent(Target):
    """An entry of the risk register."""

    label: Text = ""
    """What people call it; the name if left out."""
    probability: Share
    """How likely it is: in each year, or at all for one that comes once."""
    each: Literal["year"] | None = None
    """`year`: it may happen in any year."""
    once: Window | None = None
    """Or the years in which it may happen once."""
    impact: Impact
    """What it costs, or which assumption it changes."""
    recurring: Flag = False
    """Whether the impact stays in later years; such an event happens at most once."""
    source: Text = ""
    """Where the figures come from."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    def window(self, timeline: Timeline) -> tuple[int, int]:
        """The first and last year in which it may fall, as positions."""
        first = timeline.at(self.once.from_) if self.once and self.once.from_ else 1
        last = timeline.at(self.once.to) if self.once and self.once.to else timeline.years
        return first, last

    def happens_centrally(self, timeline: Timeline) -> Array:
        """How often it happens in each year of the central case, shape (year,): once it is more likely than not.

        An event of one time falls in the first year of its window, the prudent choice.
        """
        years = np.zeros(len(timeline))
        if self.probability > LIKELY:
            first, last = self.window(timeline)
            single = self.once is not None or self.recurring
            years[first : first + 1 if single else last + 1] = 1.0
        return years

    def chances(self, timeline: Timeline) -> int:
        """How many even numbers decide when it happens: one for each year, or whether and when for a single one."""
        first, last = self.window(timeline)
        return 2 if self.once else last - first + 1

    def happens(self, even: Array, timeline: Timeline) -> Array:
        """How often it happens in each year and draw, shape (year, draw), by numbers even in 0 to 1, (chance, draw).

        It happens where a number is below its probability. One that comes `once` takes a second number for the year,
        even over its window; a recurring one happens the first time only.

        >>> once = {"probability": "50%", "once": {"from": "2026/27", "to": "2027/28"}, "impact": 1}
        >>> even = np.array([[0.4, 0.4, 0.6], [0.4, 0.6, 0.6]])
        >>> RiskEvent.model_validate(once).happens(even, Timeline("2025/26", 3)).tolist()
        [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
        """
        first, last = self.window(timeline)
        draws = even.shape[1]
        years = np.zeros((len(timeline), draws))
        if self.once:
            years[first + (even[1] * (last - first + 1)).astype(np.intp), np.arange(draws)] = even[0] < self.probability
            return years
        years[first : last + 1] = even < self.probability
        return years * (np.cumsum(years, axis=0) == 1) if self.recurring else years

    def in_force(self, happens: Array) -> Array:
        """In which years its impact is felt, given when it happens; same shape."""
        return np.cumsum(happens, axis=0) if self.recurring else happens

    def expected(self, timeline: Timeline) -> Array:
        """Probability times central impact by year, shape (year,): shown beside the gap, not counted in it."""
        first, last = self.window(timeline)
        chance = np.zeros(len(timeline))
        if self.once:
            chance[first : last + 1] = self.probability / (last - first + 1)
        elif self.recurring:
            chance[first : last + 1] = self.probability * (1 - self.probability) ** np.arange(last - first + 1)
        else:
            chance[first : last + 1] = self.probability
        return np.asarray(self.in_force(chance) * self.impact.money)
