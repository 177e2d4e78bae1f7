"""Changes of a line's service level, and their effect on its cost."""

from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator, Field, model_validator

from mtfp.model.base.arrays import Array, named, scheduled, sum_of
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Flag, Number, Rate, Share
from mtfp.model.base.years import Timeline, Year
from mtfp.model.costs.pace import Pace, Profile


def _not_negative(level: float) -> float:
    if level < 0:
        raise problem(
            "E212", "a service level can't be below 0%", "write 100% for today's level, or for example 85% for less"
        )
    return level


Level = Annotated[Rate, AfterValidator(_not_negative)]


def _whole(number: float) -> float:
    if number < 1 or number % 1:
        raise problem(
            "E213", f"a whole number of years is needed, found {number:g}", "write 1 or more, without decimals"
        )
    return number


Years = Annotated[Number, AfterValidator(_whole)]


class Stranded(Part):
    """Stranded cost that runs off: the number of years after a cut by which none of the cost is left."""

    years: Years
    """Number of years, 1 or more, over which the cost of a cut runs off in even steps after the cut's own year."""

    def left(self, cut: Array, pace: Pace, cost: str) -> Array:
        """Return the part of all cuts so far that still costs money, shape (year,), given the total cut by year.

        What is cut in year u counts at max(0, 1 - (t - u) / years) in year t. A total cut never falls again.

        >>> pace = Pace(Timeline("2025/26", 3), "2026/27", None, "step")
        >>> Stranded(years=2).left(np.array([0.0, 0.3, 0.3, 0.3]), pace, "volume-related cost")
        array([0.  , 0.3 , 0.15, 0.  ])
        """
        since = scheduled(np.arange(len(cut), dtype=float), "years since a cut", "factor", like=self.years)
        counts = np.clip(1 - since / self.years, 0, 1)
        counts = named(counts, "share of a cut's cost left after 0, 1, 2 … years", "share")
        cut = named(cut, f"total cut, of {cost}", "share")
        made = np.concatenate([cut[:1], cut[1:] - cut[:-1]])
        made = named(made, f"cut of the year, of {cost}", "share")
        rows = []
        for year in pace.years_of_change:
            label = pace.timeline.labels[year]
            still = np.concatenate([np.zeros(year), counts[: len(cut) - year] * made[year]])
            rows.append(named(still, f"cut of {label} that still costs money, of {cost}", "share"))
        return named(sum_of(rows, cut.shape), f"cuts that still cost money, of {cost}", "share")


def cost_level(level: Array, released: float, stranded: Stranded | None, pace: Pace) -> Array:
    """Return the factor of volume-related cost at a service level, shape (year,).

    For a cut it is V + (1 - released) · the part of the cut 1 - V that still costs money: all of it without
    `stranded`. A level above 1 costs in full. See docs/understanding/model.md, section 5.
    """
    if stranded is None:
        return np.where(level < 1, 1 - released * (1 - level), level)
    return level + (1 - released) * stranded.left(np.maximum(0.0, 1 - level), pace, "volume-related cost")


def fixed_level(level: Array, stranded: Stranded | None, pace: Pace) -> Array:
    """Return the factor of fixed cost, shape (year,): 1, and running off once the service is stopped if it may."""
    if stranded is None:
        return np.ones_like(level)
    runs = named(np.where(level > 0, 1.0, 0.0), "1 while the service runs", "factor")
    return named(runs + stranded.left(1 - runs, pace, "fixed cost"), "level of fixed cost", "factor")


class ServiceLevel(Part):
    """Change of the service level, in one year or over several."""

    level: Level
    """Service level at the end of the change, as a percentage of today's, such as 85%."""
    from_: Year = Field(alias="from")
    """First year in which the level differs from today's."""
    to: Year | None = None
    """Year in which the change is complete; the same as `from` if left out."""
    profile: Profile = "linear"
    """Pace: `step` (all in the first year), `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """Share of the volume-related cost that a lower level saves, 0% to 100%; the rest remains as stranded cost."""
    stranded: Stranded | None = None
    """Years after which no stranded cost is left, as `{years: 2}`; without it, stranded cost stays for good."""
    bought_elsewhere: Share | None = None
    """Share of the care no longer provided that is bought elsewhere, at the variable cost of a unit here."""
    step_fixed: Flag = False
    """Write `true` if the change in cost doesn't follow the level but is stated separately, as for whole wards."""

    @model_validator(mode="after")
    def _runs_off_what_follows(self) -> Self:
        if self.step_fixed and self.stranded:
            fix = "delete `stranded`, or delete `step_fixed`"
            raise problem("E215", "no cost follows a `step_fixed` change, so none of it can run off", fix)
        return self

    def levels(self, timeline: Timeline) -> Array:
        """Return the service level by year, shape (year,): V[t] = 1 + (level - 1) · `progress`; 1 is today's.

        >>> half = ServiceLevel.model_validate({"level": "50%", "from": "2026/27", "to": "2027/28"})
        >>> half.levels(Timeline("2025/26", 3))
        array([1.  , 0.75, 0.5 , 0.5 ])
        """
        pace = self._pace(timeline)
        level = np.add(1, (self.level - 1) * pace.done(self.level))
        return named(level, f"activity, changed in {pace.span}", "share")

    def cost_levels(self, timeline: Timeline) -> Array:
        """Return the factor of volume-related cost, shape (year,); none of it follows a `step_fixed` change."""
        pace = self._pace(timeline)
        level = cost_level(self.levels(timeline), self.released, self.stranded, pace)
        return named(level, f"volume-related cost, changed in {pace.span}", "share")

    def fixed_levels(self, timeline: Timeline) -> Array:
        """Return the factor of fixed cost, shape (year,): below 1 only where the change stops the service."""
        return fixed_level(self.levels(timeline), self.stranded, self._pace(timeline))

    def _pace(self, timeline: Timeline) -> Pace:
        return Pace(timeline, self.from_, self.to, self.profile)
