"""Changes of a line's service level, and their effect on its cost."""

from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, Field

from mtfp.model.base.arrays import Array
from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Flag, Rate, Share
from mtfp.model.base.years import Timeline, Year


def _not_negative(level: float) -> float:
    if level < 0:
        raise problem(
            "E212", "a service level can't be below 0%", "write 100% for today's level, or for example 85% for less"
        )
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
    """Change of the service level, in one year or over several."""

    level: Level
    """Service level at the end of the change, as a percentage of today's, such as 85%."""
    from_: Year = Field(alias="from")
    """First year in which the level differs from today's."""
    to: Year | None = None
    """Year in which the change is complete; the same as `from` if left out."""
    profile: Literal["step", "linear", "front", "back"] = "linear"
    """Pace: `step` (all in the first year), `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """Share of the volume-related cost that a lower level saves, 0% to 100%; the rest remains as stranded cost."""

    step_fixed: Flag = False
    """Write `true` if the change in cost doesn't follow the level but is stated separately, as for whole wards."""

    def levels(self, timeline: Timeline) -> Array:
        """Return the service level by year, shape (year,); 1 is today's.

        V[t] = 1 + (level - 1) · p(x), where x is the share of the years from `from` to `to` that has passed. The pace
        p(x) is x (linear), 1 - (1 - x)² (front), x² (back) or 1 (step). See docs/model.md, section 13.

        >>> half = ServiceLevel.model_validate({"level": "50%", "from": "2026/27", "to": "2027/28"})
        >>> half.levels(Timeline("2025/26", 3))
        array([1.  , 0.75, 0.5 , 0.5 ])
        """
        first = timeline.at(self.from_)
        last = first if self.to is None else timeline.at(self.to)
        done = ((np.arange(len(timeline)) - first + 1) / (last - first + 1)).clip(0, 1)
        return np.add(1, (self.level - 1) * _CURVES[self.profile](done))

    def cost_levels(self, timeline: Timeline) -> Array:
        """Return the factor of volume-related cost, shape (year,): 1 - released · (1 - V) for a cut, else V.

        The factor is 1 for a `step_fixed` change, because its cost is stated separately.
        """
        if self.step_fixed:
            return np.ones(len(timeline))
        level = self.levels(timeline)
        return np.where(level < 1, 1 - self.released * (1 - level), level)
