"""How uncertain a number is: the spread of an assumption or of an event's impact."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Protocol, Self

from pydantic import model_validator

from mtfp.findings.place import Path
from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.base.part import Choice, OneOf, problem
from mtfp.model.base.years import ByYear
from mtfp.model.uncertainty.shapes import Beta, Discrete, Interval, Lognormal, Normal, Pert, Triangular, Uniform


class Shape(Protocol):
    """Arithmetic that every shape has."""

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest value that is no surprise."""

    @property
    def has_room(self) -> bool:
        """Whether its numbers, once moved, are still possible."""

    def quantile(self, z: Array, median: float) -> Array:
        """The value at a latent normal z; `median` is the central value, for a shape that doesn't say its own."""

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Its numbers in the assumption's unit, by their path below its key."""

    def shifted(self, by: float) -> "Shape":
        """The same shape further up or down, its width kept."""


class Spread(OneOf):
    """One shape of uncertainty, around nil or, with `around: central`, as a deviation from the central value."""

    interval: Choice[Interval] = None
    """P10 and P90 (the central value is P50), or P10, P50 and P90."""
    normal: Choice[Normal] = None
    """Mean and standard deviation."""
    lognormal: Choice[Lognormal] = None
    """Mean and standard deviation of the value itself, which is always above zero."""
    beta: Choice[Beta] = None
    """Mean and standard deviation of a share between 0% and 100%."""
    triangular: Choice[Triangular] = None
    """Low, most likely and high."""
    pert: Choice[Pert] = None
    """Low, most likely and high, as a smooth hump."""
    uniform: Choice[Uniform] = None
    """Low and high."""
    discrete: Choice[Discrete] = None
    """Values and their probabilities."""
    around: Literal["central"] | None = None
    """`central`: the numbers are deviations added to the central or linked value."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.around and self.chosen in ("lognormal", "beta"):
            raise problem("E316", f"a `{self.chosen}` spread can't be a deviation", "leave out `around: central`")
        return self

    @property
    def shape(self) -> Shape:
        """What was written under the key."""
        shape: Shape = getattr(self, self.chosen)
        return shape

    def value(self, z: Array, central: Array | float) -> Array:
        """The value at a latent normal z: of its own, or a deviation added to the central or linked value.

        A spread that isn't `around: central` takes one central value, that of its year.
        """
        if self.around:
            return central + self.shape.quantile(z, 0.0)
        return self.shape.quantile(z, float(central))

    def holds(self, central: float) -> bool:
        """Whether a central value, or the deviation of nil, lies where the spread says that values fall."""
        low, high = self.shape.span
        at = 0.0 if self.around else central
        room = NOISE * max(abs(low), abs(high))
        return low - room <= at <= high + room


class SpreadByYear(ByYear[Spread]):
    """One spread for every year, or one by year like a path: `{2026/27: {...}, then: {...}}`."""

    a_year: ClassVar = re.compile("/")
    """What a key has in it that is a year, and no key of a spread."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, dict) and any(key == "then" or cls.a_year.search(str(key)) for key in value):
            return {"years": {k: v for k, v in value.items() if k != "then"}, "then": value.get("then")}
        return value if isinstance(value, ByYear) else {"then": value}
