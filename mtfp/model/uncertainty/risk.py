"""Risk events: events that may or may not happen, with their probability and impact."""

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
"""Probability above which an event happens in the central case. See docs/model.md, section 9."""


class Window(Part):
    """Years in which an event with `once` may happen."""

    from_: Year | None = Field(None, alias="from")
    """First year; the first projected year if left out."""
    to: Year | None = None
    """Last year; the plan's last year if left out."""


class Impact(Part):
    """Impact of an event: a cost with a spread, or a change to an assumption."""

    model_config = ConfigDict(json_schema_extra=exactly_one("central", "assumption"))

    central: Money | None = None
    """Best estimate of the cost, in the plan's unit; positive is a cost."""
    spread: Spread | None = None
    """Range of possible costs, in the plan's unit."""
    assumption: AssumptionName | None = None
    """Assumption to change, instead of a cost."""
    by: Scalar | None = None
    """Amount to add to that assumption, in its unit, such as `+1%`."""

    @property
    def money(self) -> float:
        """Best estimate of the cost; zero for an event that changes an assumption."""
        return 0.0 if self.central is None else self.central

    @property
    def change(self) -> float:
        """Change to the assumption; zero for an event that costs money."""
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
                "an impact needs either money, or an `assumption` with `by`, not both",
                "write `impact: 600` or `{assumption: cpi, by: +1%}`",
            )
        if self.spread and self.central is None:
            raise problem(
                "E215", "a `spread` is for money; a change to an assumption can't have one", "leave `spread` out"
            )
        return self


class RiskEvent(Target):
    """Risk event: an entry of the risk register."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    probability: Share
    """Probability that the event happens, 0% to 100%: in each year, or within the years of `once`."""
    each: Literal["year"] | None = None
    """Write `year` if the event may happen in any year, and more than once; the default without `once`."""
    once: Window | None = None
    """Years in which the event may happen once, instead of in each year."""
    impact: Impact
    """Cost in the plan's unit, or change to an assumption."""
    recurring: Flag = False
    """Write `true` if the impact stays in all later years; such an event happens at most once."""
    source: Text = ""
    """Source of the figures."""
    owner: Text = ""
    """Person or post responsible for the risk."""
    note: Text = ""
    """Note for readers."""

    def window(self, timeline: Timeline) -> tuple[int, int]:
        """Return the positions of the first and last year in which the event may happen."""
        first = timeline.at(self.once.from_) if self.once and self.once.from_ else 1
        last = timeline.at(self.once.to) if self.once and self.once.to else timeline.years
        return first, last

    def happens_centrally(self, timeline: Timeline) -> Array:
        """Return 1 for each year of the central case in which the event happens, else 0, shape (year,).

        An event happens if its probability is over 50%. An event that happens at most once does so in its first
        possible year, which is the prudent choice.
        """
        years = np.zeros(len(timeline))
        if self.probability > LIKELY:
            first, last = self.window(timeline)
            single = self.once is not None or self.recurring
            years[first : first + 1 if single else last + 1] = 1.0
        return years

    def chances(self, timeline: Timeline) -> int:
        """Return the number of uniform random numbers per draw: one a year, or two for an event with `once`."""
        first, last = self.window(timeline)
        return 2 if self.once else last - first + 1

    def happens(self, uniform: Array, timeline: Timeline) -> Array:
        """Return 1 for each year and draw in which the event happens, else 0, shape (year, draw).

        `uniform`, shape (number, draw), holds random numbers from 0 to 1: an event happens if its number is below its
        probability. With `once`, a second number picks the year; every year of the window is equally likely. A
        recurring event happens once at most.

        >>> once = {"probability": "50%", "once": {"from": "2026/27", "to": "2027/28"}, "impact": 1}
        >>> uniform = np.array([[0.4, 0.4, 0.6], [0.4, 0.6, 0.6]])
        >>> RiskEvent.model_validate(once).happens(uniform, Timeline("2025/26", 3)).tolist()
        [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
        """
        first, last = self.window(timeline)
        draws = uniform.shape[1]
        years = np.zeros((len(timeline), draws))
        if self.once:
            year = first + (uniform[1] * (last - first + 1)).astype(np.intp)
            years[year, np.arange(draws)] = uniform[0] < self.probability
            return years
        years[first : last + 1] = uniform < self.probability
        return years * (np.cumsum(years, axis=0) == 1) if self.recurring else years

    def in_force(self, happens: Array) -> Array:
        """Return 1 for each year in which the impact falls, given the years in which the event happens; same shape."""
        return np.cumsum(happens, axis=0) if self.recurring else happens

    def expected(self, timeline: Timeline) -> Array:
        """Return probability times central impact by year, shape (year,); reports show it next to the gap."""
        first, last = self.window(timeline)
        chance = np.zeros(len(timeline))
        if self.once:
            chance[first : last + 1] = self.probability / (last - first + 1)
        elif self.recurring:
            chance[first : last + 1] = self.probability * (1 - self.probability) ** np.arange(last - first + 1)
        else:
            chance[first : last + 1] = self.probability
        return np.asarray(self.in_force(chance) * self.impact.money)
