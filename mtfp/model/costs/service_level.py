"""Changes of a line's service level, and their effect on its cost."""

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import AfterValidator, Field, model_validator

from mtfp.model.base.arrays import Array, named, sum_of
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Flag, Number, Rate, Share
from mtfp.model.base.years import Timeline, Year


def _not_negative(level: float) -> float:
    if level < 0:
        raise problem(
            "E212", "a service level can't be below 0%", "write 100% for today's level, or for example 85% for less"
        )
    return level


Level = Annotated[Rate, AfterValidator(_not_negative)]
Profile = Literal["step", "linear", "front", "back"]


def _step(x: Array) -> Array:
    return np.where(x > 0, 1.0, 0.0)


def _linear(x: Array) -> Array:
    return x


def _front(x: Array) -> Array:
    return 1 - (1 - x) ** 2


def _back(x: Array) -> Array:
    return x**2


_CURVES = {"step": _step, "linear": _linear, "front": _front, "back": _back}


def progress(timeline: Timeline, start: str, end: str | None, profile: Profile) -> Array:
    """Return the share of a gradual change that is done by each year, shape (year,): 0 before `start`, 1 from `end`.

    It is the pace p(x) of the share x of the years from `start` to `end` that has passed: x (linear), 1 - (1 - x)²
    (front), x² (back) or 1 (step). See docs/understanding/model.md, section 13.
    """
    first = timeline.at(start)
    last = first if end is None else max(first, timeline.at(end))
    done = ((np.arange(len(timeline)) - first + 1) / (last - first + 1)).clip(0, 1)
    return _CURVES[profile](done)


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

    def left(self, cut: Array) -> Array:
        """Return the part of all cuts so far that still costs money, shape (year,), given the total cut by year.

        What is cut in year u counts at max(0, 1 - (t - u) / years) in year t. A total cut never falls again.

        >>> Stranded(years=2).left(np.array([0.0, 0.3, 0.3, 0.3]))
        array([0.  , 0.3 , 0.15, 0.  ])
        """
        since = np.arange(len(cut))[:, None] - np.arange(len(cut))
        counts = np.where(since < 0, 0.0, np.clip(1 - since / self.years, 0, 1))
        made = np.concatenate([cut[:1], cut[1:] - cut[:-1]])
        left = sum_of([counts[:, year] * made[year] for year in range(len(cut))], cut.shape)
        return named(left, "cuts that still cost money", "factor")


def cost_level(level: Array, released: float, stranded: Stranded | None) -> Array:
    """Return the factor of volume-related cost at a service level, shape (year,).

    For a cut it is V + (1 - released) · the part of the cut 1 - V that still costs money: all of it without
    `stranded`. A level above 1 costs in full. See docs/understanding/model.md, section 5.
    """
    if stranded is None:
        return np.where(level < 1, 1 - released * (1 - level), level)
    return level + (1 - released) * stranded.left(np.maximum(0.0, 1 - level))


def fixed_level(level: Array, stranded: Stranded | None) -> Array:
    """Return the factor of fixed cost, shape (year,): 1, and running off once the service is stopped if it may."""
    if stranded is None:
        return np.ones_like(level)
    runs = np.where(level > 0, 1.0, 0.0)
    return runs + stranded.left(1 - runs)


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
        done = progress(timeline, self.from_, self.to, self.profile)
        return named(np.add(1, (self.level - 1) * done), "service level of a change", "factor")

    def cost_levels(self, timeline: Timeline) -> Array:
        """Return the factor of volume-related cost, shape (year,); none of it follows a `step_fixed` change."""
        level = cost_level(self.levels(timeline), self.released, self.stranded)
        return named(level, "cost at the service level of a change", "factor")

    def fixed_levels(self, timeline: Timeline) -> Array:
        """Return the factor of fixed cost, shape (year,): below 1 only where the change stops the service."""
        return fixed_level(self.levels(timeline), self.stranded)
