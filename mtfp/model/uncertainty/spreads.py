"""Spreads: the uncertainty of an assumption or of an event's impact."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Protocol, Self

import numpy as np
from pydantic import model_validator

from mtfp.findings.place import Path
from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.base.part import Choice, OneOf, problem
from mtfp.model.base.years import ByYear
from mtfp.model.uncertainty.shapes import Beta, Discrete, Interval, Lognormal, Normal, Pert, Triangular, Uniform


class Shape(Protocol):
    """Methods that every shape has."""

    @property
    def span(self) -> tuple[float, float]:
        """Range of plausible central values; a central value outside it brings a warning."""

    @property
    def has_room(self) -> bool:
        """True if the shape is possible with its numbers; `shifted` doesn't check this."""

    def quantile(self, z: Array, median: float) -> Array:
        """Return the value for a latent normal z; `median` is the central value, for a shape without its own median."""

    def expected(self, median: float) -> float:
        """Return the mean of the values that `quantile` returns for a standard normal z."""

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Yield the shape's numbers in the assumption's unit, each with its path below the shape's key."""

    def shifted(self, by: float) -> "Shape":
        """Return the same shape moved by an amount, with its width unchanged."""


class Spread(OneOf):
    """Spread: one shape for the range of possible values, or of deviations from the central value."""

    interval: Choice[Interval] = None
    """`[P10, P90]` or `[P10, P50, P90]`: 1 draw in 10 is below P10, 1 in 10 above P90; P50 is `central` if left out."""
    normal: Choice[Normal] = None
    """Normal distribution: its `mean` and standard deviation `sd`."""
    lognormal: Choice[Lognormal] = None
    """Lognormal distribution, always above zero: `mean` and standard deviation `sd` of the value itself."""
    beta: Choice[Beta] = None
    """Beta distribution of a share between 0% and 100%: its `mean` and standard deviation `sd`."""
    triangular: Choice[Triangular] = None
    """Triangular distribution: `[low, most likely, high]`."""
    pert: Choice[Pert] = None
    """PERT distribution, a smooth hump: `[low, most likely, high]`."""
    uniform: Choice[Uniform] = None
    """Uniform distribution, all values equally likely: `[low, high]`."""
    discrete: Choice[Discrete] = None
    """Separate values with their probabilities, lowest value first: `{0%: 20%, 100%: 80%}`."""
    around: Literal["central"] | None = None
    """Write `central` if the numbers are deviations from the central or linked value, not values themselves."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.around and self.chosen in ("lognormal", "beta"):
            raise problem("E316", f"a `{self.chosen}` spread can't state deviations", "leave out `around: central`")
        return self

    @property
    def shape(self) -> Shape:
        """Shape that the plan states."""
        shape: Shape = getattr(self, self.chosen)
        return shape

    def value(self, z: Array, central: Array | float, into: Array | None = None) -> Array:
        """Return the value for a latent normal z, in the array `into` if it is given.

        With `around: central`, the result is the central or linked value plus a deviation. Otherwise `central` must be
        one number, the central value of the year.
        """
        if self.around:
            return np.add(central, self.shape.quantile(z, 0.0), out=into)
        return np.positive(self.shape.quantile(z, float(central)), out=into)

    def holds(self, central: float) -> bool:
        """Return True if the central value, or a deviation of zero, lies within the spread."""
        low, high = self.shape.span
        value = 0.0 if self.around else central
        tolerance = NOISE * max(abs(low), abs(high))
        return low - tolerance <= value <= high + tolerance


class SpreadByYear(ByYear[Spread]):
    """One spread for every year, or a spread by year: `{2026/27: {...}, then: {...}}`."""

    year_mark: ClassVar = re.compile(r"/|[0-9]{2}")
    """Characters that every year contains, however it is typed, and no key of a spread contains."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, dict) and any(key == "then" or cls.year_mark.search(str(key)) for key in value):
            return {"years": {k: v for k, v in value.items() if k != "then"}, "then": value.get("then")}
        return value if isinstance(value, ByYear) else {"then": value}
