"""Pace of a gradual change: the share of it that is made by each year."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, scheduled
from mtfp.model.base.years import Timeline

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


@dataclass(frozen=True, repr=False)
class Pace(Short):
    """Pace of a gradual change from its first year to its last one, which is the first if `end` is None."""

    timeline: Timeline
    start: str
    end: str | None
    profile: Profile

    @property
    def progress(self) -> Array:
        """Share of the change that is done by each year, shape (year,): 0 before `start`, 1 from `end`.

        It is the pace p(x) of the share x of the years from `start` to `end` that has passed: x (linear), 1 - (1 - x)²
        (front), x² (back) or 1 (step). See docs/understanding/model.md, section 13.
        """
        first = self.timeline.at(self.start)
        last = first if self.end is None else max(first, self.timeline.at(self.end))
        done = ((np.arange(len(self.timeline)) - first + 1) / (last - first + 1)).clip(0, 1)
        return _CURVES[self.profile](done)

    @property
    def years_of_change(self) -> list[int]:
        """Positions of the years in which some of the change is made."""
        return [int(year) for year in np.flatnonzero(np.diff(self.progress, prepend=0.0))]

    @property
    def span(self) -> str:
        """Years of the change in words, such as `2026/27` or `2026/27 to 2028/29`."""
        return self.start if self.end in (None, self.start) else f"{self.start} to {self.end}"

    def done(self, like: float) -> Array:
        """Return the progress as numbers that the plan's years set, in the type of `like`."""
        words = f"share of a change in {self.span} that is made, {self.profile}"
        return scheduled(self.progress, words, "share", like=like)
