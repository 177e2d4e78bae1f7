"""The level at which a service is provided, when it differs from today's."""

from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Flag, Rate, Share
from mtfp.model.base.years import Timeline, Year


def _not_negative(level: float) -> float:
    if level < 0:
        raise problem("E212", "a service level can't be below 0%", "write 100% for today's level, 85% for less")
    return level


Level = Annotated[Rate, AfterValidator(_not_negative)]


def _step(x: Array) -> Array:
    return np.where(x > 0, 1.0, 0.0)


def _linear(x: Array) -> Array:
    return x


def _front(x: Array) -> Array:
    return 1 - (1 - x) ** 2


def _back(x: Array) -> Array:
    return x**2


_CURVES = {"step": _step, "linear": _linear, "front": _front, "back": _back}


class ServiceLevel(Part):
    """A change in the level of a service, in steps or over several years."""

    level: Level
    """The level reached, today's being 100%."""
    from_: Year = Field(alias="from")
    """The first year that differs from today."""
    to: Year | None = None
    """The year in which the level is reached; `from` if left out."""
    profile: Literal["step", "linear", "front", "back"] = "linear"
    """`step` (all of it in the first year), `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """The share of what follows volume that a lower level saves; the rest stays behind as stranded cost."""

    step_fixed: Flag = False
    """Whether no cost follows it, because what it costs or releases is stated apart, in steps, as with whole wards."""

    def levels(self, timeline: Timeline) -> Array:
        """The service level by year, shape (year,).

        V[t] = 1 + (level - 1) · p(x), with x the part of the years from `from` to `to` that has come, and p(x) = x
        (linear), 1 - (1 - x)² (front) or x² (back). Section 13 of the model.

        >>> half = ServiceLevel.model_validate({"level": "50%", "from": "2026/27", "to": "2027/28"})
        >>> half.levels(Timeline("2025/26", 3))
        array([1.  , 0.75, 0.5 , 0.5 ])
        """
        first = timeline.at(self.from_)
        last = first if self.to is None else timeline.at(self.to)
        done = ((np.arange(len(timeline)) - first + 1) / (last - first + 1)).clip(0, 1)
        return np.add(1, (self.level - 1) * _CURVES[self.profile](done))

    def cost_levels(self, timeline: Timeline) -> Array:
        """What is left of the cost that follows volume, shape (year,): 1 - released · (1 - V) for cuts, else V.

        All of it where the cost is step-fixed, and stated apart.
        """
        if self.step_fixed:
            return np.ones(len(timeline))
        level = self.levels(timeline)
        return np.where(level < 1, 1 - self.released * (1 - level), level)
