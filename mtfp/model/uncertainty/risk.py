"""Risk events: events that may or may not happen, with their probability and impact."""

from itertools import product
from typing import Literal

import numpy as np
from pydantic import Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.part import Part
from mtfp.model.base.values import Flag, Share, Text
from mtfp.model.base.years import Timeline, Year
from mtfp.model.costs.target import Target
from mtfp.model.uncertainty.impact import Impact

LIKELY = 0.5
"""Probability above which an event happens in the central case. See docs/understanding/model.md, section 9."""


class Window(Part):
    """Years in which an event with `once` may happen."""

    from_: Year | None = Field(None, alias="from")
    """First year; the first projected year if left out."""
    to: Year | None = None
    """Last year; the plan's last year if left out."""


class RiskEvent(Target):
    """Risk event: an entry of the risk register."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    theme: Text = ""
    """Theme under which the table of pressures lists a cost that the plan counts."""
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
    status: Literal["open", "mitigated", "closed"] = "open"
    """Status: `open`, `mitigated` (state its remaining probability and impact), or `closed`, which never happens."""
    source: Text = ""
    """Source of the figures."""
    owner: Text = ""
    """Person or post responsible for the risk."""
    note: Text = ""
    """Note for readers."""

    @property
    def likelihood(self) -> float:
        """Probability with which the event counts: as stated, or zero if the risk is closed."""
        return 0.0 if self.status == "closed" else self.probability

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
        if self.likelihood > LIKELY:
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
            years[year, np.arange(draws)] = uniform[0] < self.likelihood
            return years
        years[first : last + 1] = uniform < self.likelihood
        return years * (np.cumsum(years, axis=0) == 1) if self.recurring else years

    def in_force(self, happens: Array) -> Array:
        """Return 1 for each year in which the impact falls, given the years in which the event happens; same shape."""
        return np.cumsum(happens, axis=0) if self.recurring else happens

    def chance(self, timeline: Timeline) -> Array:
        """Return the chance that the event costs in each year, shape (year,).

        It is p in each year of the window; once: p over the number of years; recurring: 1 - (1 - p)^k after k years.
        """
        first, last = self.window(timeline)
        chance = np.zeros(len(timeline))
        if self.once:
            chance[first : last + 1] = self.likelihood / (last - first + 1)
        elif self.recurring:
            chance[first : last + 1] = self.likelihood * (1 - self.likelihood) ** np.arange(last - first + 1)
        else:
            chance[first : last + 1] = self.likelihood
        return self.in_force(chance)

    def beyond_central(self, timeline: Timeline) -> Array:
        """Return the expected cost less the cost in the central case, shape (year,), in the plan's unit.

        It is zero for an event that changes an assumption.

        >>> fire = {"probability": "10%", "recurring": True, "impact": {"central": 8, "spread": {"uniform": [50, 150]}}}
        >>> RiskEvent.model_validate(fire).beyond_central(Timeline("2025/26", 3)).round(2).tolist()
        [0.0, 10.0, 19.0, 27.1]
        """
        central = self.in_force(self.happens_centrally(timeline)) * self.impact.money
        return np.asarray(self.chance(timeline) * self.impact.expected - central)

    def paths(self, timeline: Timeline) -> tuple[Array, Array]:
        """Return every path of the event, 1 in a year in which it happens, shape (year, path); and its chance, (path,).

        >>> flood = {"probability": "10%", "impact": 1}
        >>> happens, chance = RiskEvent.model_validate(flood).paths(Timeline("2025/26", 2))
        >>> happens.tolist(), chance.round(2).tolist()
        ([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]], [0.81, 0.09, 0.09, 0.01])
        """
        first, last = self.window(timeline)
        p, window = self.likelihood, last - first + 1
        if self.once or self.recurring:
            inside = np.concatenate([np.zeros((window, 1)), np.eye(window)], axis=1)
            each = np.full(window, p / window) if self.once else p * (1 - p) ** np.arange(window)
            chance = np.array([1 - p if self.once else (1 - p) ** window, *each])
        else:
            inside = np.array(list(product((0.0, 1.0), repeat=window))).T
            chance = np.where(inside > 0, p, 1 - p).prod(axis=0)
        happens = np.zeros((len(timeline), inside.shape[1]))
        happens[first : last + 1] = inside
        return happens, chance
