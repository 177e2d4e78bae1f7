"""Shapes of a spread: the numbers that each shape has in a plan, and its quantile.

To add a shape, add a class here and a field of `Spread` marked `Choice`. The class extends `_RisingNumbers` or
`Moments` with its `quantile`, or has all methods of `Shape`.

`quantile(z, median)` returns the value below which a share Φ(z) of draws falls, for an array of latent standard normal
values z. The value never falls as z rises. `median` is the central value, for a shape that doesn't state its
median. A spread of zero width returns its one value exactly. `expected(median)` is the exact mean of these values. See
docs/understanding/model.md, sections 4 and 9.
"""

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from statistics import NormalDist
from typing import Annotated, Self

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic_core import CoreSchema

from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, is_whole
from mtfp.model.base.part import OneValue, Part, problem
from mtfp.model.base.shorthand import Schema
from mtfp.model.base.values import SCALAR_PATTERN, Percent, Scalar, Share
from mtfp.model.uncertainty.beta_quantile import beta_quantile, has_moderate_hump
from mtfp.model.uncertainty.normal_grid import KNOTS, Table, interpolate, knots, lower_tail, upper_tail

Pair = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=2)]
Triple = Annotated[tuple[Scalar, ...], Field(min_length=3, max_length=3)]
PairOrTriple = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=3)]

P90 = NormalDist().inv_cdf(0.9)
"""Standard normal value z of the 90th percentile, 1.2816."""
_DENSITY = NormalDist().pdf
_BELOW = NormalDist().cdf
PERT_WEIGHT = 4.0
"""Weight λ of a PERT's most likely value; each end has weight 1. Malcolm and others, Operations Research 7 (1959)."""
PLAUSIBLE_SDS = 2.0
"""Standard deviations from the mean beyond which a central value brings a warning."""


class _RisingNumbers(Short, OneValue[tuple[Scalar, ...]]):
    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if any(a > b for a, b in zip(self.root, self.root[1:], strict=False)):
            raise problem("E316", "the numbers of a spread must rise from low to high", "write the lowest number first")
        return self

    @property
    def span(self) -> tuple[float, float]:
        """Lowest and highest number."""
        return self.root[0], self.root[-1]

    @property
    def width(self) -> float:
        return self.root[-1] - self.root[0]

    @property
    def has_room(self) -> bool:
        """True, because these shapes are possible with any rising numbers."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Yield the shape's numbers, each with its position as path."""
        yield from (((position,), number) for position, number in enumerate(self.root))

    def shifted(self, by: float) -> Self:
        """Return the same shape with `by` added to every number."""
        return type(self)(tuple(_plus(number, by) for number in self.root))


class Interval(_RisingNumbers):
    """Values P10 and P90, or P10, P50 and P90, of a distribution; if left out, P50 is the central value.

    P10 is the value that 1 draw in 10 falls below, P90 the value that 1 draw in 10 exceeds. The distribution is two
    half-normals, joined at P50.
    """

    root: PairOrTriple

    def quantile(self, z: Array, median: float) -> Array:
        """Return P50 + z · (P50 - P10) / 1.2816 below the median, P50 + z · (P90 - P50) / 1.2816 above it.

        A central value outside P10 to P90 (warning W523) is replaced by the nearer of them, so that both hold.
        The two half-normals join at the median. Fan charts join them at the mode, but then the upper half can't be
        more than 1.77 times as wide as the lower half.

        >>> Interval(("-1%", "2%")).quantile(np.array([-P90, 0.0, P90 / 2]), 0.0).round(6).tolist()
        [-0.01, 0.0, 0.01]
        """
        middle, below, above = self._halves(median)
        return _times_plus(np.where(z < 0, below, above), z, middle)

    def expected(self, median: float) -> float:
        """Return P50 + φ(0) · (width of the upper half-normal - width of the lower), with φ the normal density.

        >>> round(Interval((80, 220)).expected(100.0), 1)
        131.1
        """
        middle, below, above = self._halves(median)
        return middle + _DENSITY(0.0) * (above - below)

    def shortfall(self, least: float, median: float) -> float:
        """Return the mean of max(least - x, 0) of values x, for a `least` of at most P50.

        It is σ · φ(d) - (P50 - least) · Φ(-d), with d = (P50 - least) / σ and σ the width of the lower half-normal.
        """
        middle, below, _ = self._halves(median)
        return (
            below * _DENSITY((middle - least) / below) - (middle - least) * _BELOW((least - middle) / below)
            if below
            else 0.0
        )

    def _halves(self, median: float) -> tuple[float, float, float]:
        """Return the median, and the standard deviations of the half-normals below and above it."""
        low, high = self.span
        middle = self.root[1] if len(self.root) > 2 else min(max(median, low), high)
        return middle, (middle - low) / P90, (high - middle) / P90


class Triangular(_RisingNumbers):
    """Low, most likely and high value of a triangular distribution."""

    root: Triple

    def quantile(self, z: Array, median: float) -> Array:
        """Return low + width · the quantile of a triangle from 0 to 1 at Φ(z), from a table."""
        low, mode, high = self.root
        return (
            _times_plus(interpolate(_unit_triangle((mode - low) / (high - low)), z), self.width, low)
            if self.width
            else np.full(z.shape, low)
        )

    def expected(self, median: float) -> float:
        """Return (low + mode + high) / 3."""
        return sum(self.root) / len(self.root)


@lru_cache(maxsize=128)
def _unit_triangle(mode: float) -> Table:
    """Return the triangle's quantile for each knot: sqrt(u · m) if u = Φ(z) <= m, else 1 - sqrt((1 - u) · (1 - m))."""
    rising, falling = np.sqrt(lower_tail() * mode), 1 - np.sqrt(upper_tail() * (1 - mode))
    return Table.of(np.where(lower_tail() <= mode, rising, falling))


class Pert(_RisingNumbers):
    """Low, most likely and high value of a PERT distribution: a smooth hump (a beta with λ = 4)."""

    root: Triple

    def quantile(self, z: Array, median: float) -> Array:
        """Return low + width · the quantile of beta(a, b) at Φ(z), from a table.

        a = 1 + λ · (mode - low) / width, b = 1 + λ · (high - mode) / width.
        """
        low, mode, high = self.root
        if not self.width:
            return np.full(z.shape, low)
        a, b = (1 + PERT_WEIGHT * part / self.width for part in (mode - low, high - mode))
        return _times_plus(interpolate(_unit_beta(a, b), z), self.width, low)

    def expected(self, median: float) -> float:
        """Return (low + λ · mode + high) / (λ + 2)."""
        low, mode, high = self.root
        return (low + PERT_WEIGHT * mode + high) / (PERT_WEIGHT + 2)


@lru_cache(maxsize=128)
def _unit_beta(a: float, b: float) -> Table:
    """Return the beta's quantile for each knot, from the nearer tail, which is more exact."""
    if has_moderate_hump(a, b):
        half = lower_tail()[: KNOTS // 2]
        return Table.of(np.concatenate([beta_quantile(a, b, half), 1 - beta_quantile(b, a, half)[::-1]]))
    from scipy.special import betaincinv  # takes a second to load

    return Table.of(np.where(knots() < 0, betaincinv(a, b, lower_tail()), 1 - betaincinv(b, a, upper_tail())))


@cache
def _unit_uniform() -> Table:
    return Table.of(lower_tail())


def _times_plus(values: Array, factor: Array | float, plus: float) -> Array:
    """Return values · factor + plus in the array of `values`, which belongs to the caller."""
    values *= factor
    values += plus
    return values


class Uniform(_RisingNumbers):
    """Low and high value of a uniform distribution: every value between them is equally likely."""

    root: Pair

    def quantile(self, z: Array, median: float) -> Array:
        """Return low + width · Φ(z), from a table."""
        return _times_plus(interpolate(_unit_uniform(), z), self.width, self.root[0])

    def expected(self, median: float) -> float:
        """Return (low + high) / 2."""
        return sum(self.root) / len(self.root)


class Moments(Part):
    """Mean and standard deviation of a distribution."""

    mean: Scalar
    """Mean, in the unit of the figure."""
    sd: Scalar
    """Standard deviation, in the unit of the figure, zero or more."""

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.sd < 0:
            raise problem("E316", "a standard deviation can't be negative", "write `sd` as zero or more")
        return self

    @property
    def span(self) -> tuple[float, float]:
        """Range from two standard deviations below the mean to two above it."""
        return self.mean - PLAUSIBLE_SDS * self.sd, self.mean + PLAUSIBLE_SDS * self.sd

    @property
    def has_room(self) -> bool:
        """True if a distribution can have this mean and standard deviation; `shifted` doesn't check this."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Yield the mean and the standard deviation by key."""
        yield ("mean",), self.mean
        yield ("sd",), self.sd

    def shifted(self, by: float) -> Self:
        """Return the same shape with `by` added to its mean."""
        return self.with_fields(mean=_plus(self.mean, by))

    def expected(self, median: float) -> float:
        """Return the stated mean."""
        return self.mean


class Normal(Moments):
    """Mean and standard deviation of a normal distribution."""

    def quantile(self, z: Array, median: float) -> Array:
        """Return mean + sd · z."""
        return _times_plus(z.copy(), self.sd, self.mean)


class Lognormal(Moments):
    """Mean and standard deviation of a lognormal distribution: of the value itself, not of its logarithm."""

    @field_validator("mean", mode="after")
    @classmethod
    def _above_zero(cls, mean: float) -> float:
        if mean <= 0:
            fix = "write a higher mean, or use `normal`"
            raise problem("E316", f"the mean of a `lognormal` must be above zero, found {_shown(mean)}", fix)
        return mean

    @property
    def has_room(self) -> bool:
        return self.mean > 0

    def quantile(self, z: Array, median: float) -> Array:
        """Return mean · exp(σ · z - σ² / 2) with σ² = ln(1 + sd² / mean²)."""
        variance = math.log1p((self.sd / self.mean) ** 2)
        found = _times_plus(z.copy(), math.sqrt(variance), -variance / 2)
        np.exp(found, out=found)
        found *= self.mean
        return found


class Beta(Moments):
    """Mean and standard deviation of a beta distribution: a share between 0% and 100%."""

    @field_validator("mean", mode="after")
    @classmethod
    def _a_share(cls, mean: float) -> float:
        if not 0 <= mean <= 1:
            fix = "correct the mean, or use `normal`"
            raise problem("E316", f"the mean of a `beta` must lie between 0% and 100%, found {_shown(mean)}", fix)
        return mean

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        most = math.sqrt(self.mean * (1 - self.mean))
        if self.sd and self.sd >= most:
            message = (
                f"a share with a mean of {self.mean * 100:g}% can't have a standard deviation of {self.sd * 100:g}%"
            )
            raise problem("E316", message, f"write an `sd` under {most * 100:.3g}%")
        return self

    @property
    def has_room(self) -> bool:
        return 0 < self.mean < 1 and self.sd**2 < self.mean * (1 - self.mean)

    def quantile(self, z: Array, median: float) -> Array:
        """Return the quantile of beta(mean · n, (1 - mean) · n) at Φ(z), from a table.

        n = mean · (1 - mean) / sd² - 1.
        """
        if not self.sd:
            return np.full(z.shape, self.mean)
        size = self.mean * (1 - self.mean) / self.sd**2 - 1
        return interpolate(_unit_beta(self.mean * size, (1 - self.mean) * size), z)


class Discrete(Short, OneValue[dict[Scalar, Share]]):
    """Values with their probabilities, lowest value first: `{0%: 20%, 50%: 50%, 100%: 30%}`."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if list(self.root) != sorted(self.root):
            raise problem("E316", "the values of a discrete spread must rise", "write the lowest value first")
        if not is_whole(self.root.values()):
            total = sum(self.root.values()) * 100
            message = f"the probabilities of a discrete spread must add up to 100%, found {total:.6g}%"
            raise problem("E302", message, "correct the probabilities")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        schema = handler(core)
        by_value = {SCALAR_PATTERN: schema["additionalProperties"]}
        return {**schema, "patternProperties": by_value, "additionalProperties": False}

    @property
    def span(self) -> tuple[float, float]:
        """Lowest and highest value with a probability above 0%."""
        possible = [value for value, chance in self.root.items() if chance > 0]
        return possible[0], possible[-1]

    @property
    def has_room(self) -> bool:
        """True, because any values are possible."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Yield the values, each with an empty path, because the values are keys and keys have no path."""
        yield from (((), value) for value in self.root)

    def shifted(self, by: float) -> Self:
        """Return the same probabilities with `by` added to every value."""
        return type(self)({_plus(value, by): chance for value, chance in self.root.items()})

    def quantile(self, z: Array, median: float) -> Array:
        """Return the lowest value at which the cumulative probability exceeds Φ(z), by thresholds on z.

        >>> Discrete({"0%": "20%", "50%": "80%"}).quantile(np.array([-0.85, -0.84]), 0.0).tolist()
        [0.0, 0.5]
        """
        *sums, _ = accumulate(self.root.values())
        return np.array(list(self.root))[np.searchsorted([_latent(total) for total in sums], z, side="right")]

    def expected(self, median: float) -> float:
        """Return the sum of value times probability."""
        return sum(value * chance for value, chance in self.root.items())


def _plus(number: float, by: float) -> float:
    """Add `by` to a number; a percentage stays a percentage."""
    return type(number)(number + by)


def _shown(number: float) -> str:
    return f"{number * 100:g}%" if isinstance(number, Percent) else f"{number:g}"


def _latent(share: float) -> float:
    """Return the standard normal value z below which a share of draws falls."""
    if 0 < share < 1:
        return NormalDist().inv_cdf(share)
    return -math.inf if share <= 0 else math.inf
