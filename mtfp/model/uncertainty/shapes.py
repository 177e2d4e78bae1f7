"""The shapes that uncertainty may have: what each says in a plan, and its arithmetic.

To add one: a class here, a `_Rising` or `Moments` with its `quantile` or one that has all that `Shape` asks for; and a
field of `Spread` marked `Choice`.

`quantile(z, median)` is the value at a latent standard normal z, of any shape: the value below which a share Φ(z) of
draws falls, so rising in z. `median` is the central value, for a spread that doesn't say its own. A spread without
width gives its one value exactly. Section 4 of the model.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from statistics import NormalDist
from typing import Annotated, Self

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, RootModel, field_validator, model_validator
from pydantic_core import CoreSchema

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array, is_whole
from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import Schema
from mtfp.model.base.values import SCALAR_PATTERN, Scalar, Share
from mtfp.model.uncertainty.normal_grid import above, along, below, knots

Pair = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=2)]
Triple = Annotated[tuple[Scalar, ...], Field(min_length=3, max_length=3)]
PairOrTriple = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=3)]

P90 = NormalDist().inv_cdf(0.9)
"""The z of the 90th percentile, 1.2816."""
PERT_WEIGHT = 4.0
"""λ: how much more a PERT's mode counts than each of its ends. Malcolm and others, Operations Research 7 (1959)."""
USUAL = 2.0
"""Standard deviations from the mean within which a central value is no surprise."""


class _Rising(RootModel[tuple[Scalar, ...]]):
    model_config = {"frozen": True}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if any(a > b for a, b in zip(self.root, self.root[1:], strict=False)):
            raise problem("E316", "the numbers of a spread must rise from low to high", "write the lower one first")
        return self

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        return self.root[0], self.root[-1]

    @property
    def width(self) -> float:
        return self.root[-1] - self.root[0]

    @property
    def has_room(self) -> bool:
        """Always: these shapes have no bounds."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Its numbers by position."""
        yield from (((position,), number) for position, number in enumerate(self.root))

    def shifted(self, by: float) -> Self:
        """The same shape with every number moved."""
        return type(self)(tuple(_plus(number, by) for number in self.root))


class Interval(_Rising):
    """P10 and P90, or P10, P50 and P90: two half-normals joined at the median (the central value if not given)."""

    root: PairOrTriple

    def quantile(self, z: Array, median: float) -> Array:
        """P50 + z · (P50 - P10) / 1.2816 below the median, P50 + z · (P90 - P50) / 1.2816 above.

        A central value outside P10 to P90 (a warning, W523) is held to the nearer of the two, so that both stay what
        they say. Joined at the median and not, as fan charts are, at the mode: those can't hold an upper half more
        than 1.77 times the lower.

        >>> Interval(("-1%", "2%")).quantile(np.array([-P90, 0.0, P90 / 2]), 0.0).round(6).tolist()
        [-0.01, 0.0, 0.01]
        """
        low, high = self.span
        middle = self.root[1] if len(self.root) > 2 else min(max(median, low), high)
        return middle + z * np.where(z < 0, (middle - low) / P90, (high - middle) / P90)


class Triangular(_Rising):
    """Low, mode and high."""

    root: Triple

    def quantile(self, z: Array, median: float) -> Array:
        """low + width · the unit triangle's quantile at Φ(z), from a table."""
        low, mode, high = self.root
        return (
            low + self.width * along(_unit_triangle((mode - low) / (high - low)), z)
            if self.width
            else np.full(z.shape, low)
        )


@lru_cache(maxsize=128)
def _unit_triangle(mode: float) -> Array:
    """sqrt(u · m) for u <= m, else 1 - sqrt((1 - u) · (1 - m)), at u = Φ of each knot."""
    return np.where(below() <= mode, np.sqrt(below() * mode), 1 - np.sqrt(above() * (1 - mode)))


class Pert(_Rising):
    """Low, mode and high of a smooth hump (a beta with λ = 4)."""

    root: Triple

    def quantile(self, z: Array, median: float) -> Array:
        """low + width · a beta(1 + λ · (mode - low) / width, 1 + λ · (high - mode) / width) at Φ(z), from a table."""
        low, mode, high = self.root
        if not self.width:
            return np.full(z.shape, low)
        a, b = (1 + PERT_WEIGHT * part / self.width for part in (mode - low, high - mode))
        return low + self.width * along(_unit_beta(a, b), z)


@lru_cache(maxsize=128)
def _unit_beta(a: float, b: float) -> Array:
    """The beta's quantile at Φ of each knot, from the tail that is nearer. SciPy is loaded here and not before."""
    from scipy.special import betaincinv

    return np.where(knots() < 0, betaincinv(a, b, below()), 1 - betaincinv(b, a, above()))


class Uniform(_Rising):
    """Low and high, all between equally likely."""

    root: Pair

    def quantile(self, z: Array, median: float) -> Array:
        """low + width · Φ(z), from a table."""
        return self.root[0] + self.width * along(below(), z)


class Moments(Part):
    """A distribution by its mean and standard deviation."""

    mean: Scalar
    """The mean."""
    sd: Scalar
    """The standard deviation, zero or more."""

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.sd < 0:
            raise problem("E316", "a standard deviation can't be negative", "write `sd` as zero or more")
        return self

    @property
    def span(self) -> tuple[float, float]:
        """The mean less and plus two standard deviations."""
        return self.mean - USUAL * self.sd, self.mean + USUAL * self.sd

    @property
    def has_room(self) -> bool:
        """Whether the mean and the standard deviation, once moved, are still possible."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """The mean and the standard deviation by key."""
        yield ("mean",), self.mean
        yield ("sd",), self.sd

    def shifted(self, by: float) -> Self:
        """The same shape with its mean moved."""
        return self.but(mean=_plus(self.mean, by))


class Normal(Moments):
    """A normal distribution by its mean and standard deviation."""

    def quantile(self, z: Array, median: float) -> Array:
        """mean + sd · z."""
        return self.mean + self.sd * z


class Lognormal(Moments):
    """A lognormal distribution by the mean and standard deviation of the value itself, always above zero."""

    @field_validator("mean", mode="after")
    @classmethod
    def _above_zero(cls, mean: float) -> float:
        if mean <= 0:
            raise problem("E316", "the mean of a `lognormal` is above zero", "write a higher mean, or use `normal`")
        return mean

    @property
    def has_room(self) -> bool:
        return self.mean > 0

    def quantile(self, z: Array, median: float) -> Array:
        """mean · exp(σ · z - σ² / 2) with σ² = ln(1 + sd² / mean²)."""
        variance = math.log1p((self.sd / self.mean) ** 2)
        return self.mean * np.exp(math.sqrt(variance) * z - variance / 2)


class Beta(Moments):
    """A beta distribution, of a share between 0% and 100%, by its mean and standard deviation."""

    @field_validator("mean", mode="after")
    @classmethod
    def _a_share(cls, mean: float) -> float:
        if not 0 <= mean <= 1:
            raise problem("E316", "the mean of a `beta` lies between 0% and 100%", "correct it, or use `normal`")
        return mean

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        most = math.sqrt(self.mean * (1 - self.mean))
        if self.sd and self.sd >= most:
            message = f"a share with a mean of {self.mean * 100:g}% can't deviate by {self.sd * 100:g}% on average"
            raise problem("E316", message, f"write an `sd` under {most * 100:.3g}%")
        return self

    @property
    def has_room(self) -> bool:
        return 0 < self.mean < 1 and self.sd**2 < self.mean * (1 - self.mean)

    def quantile(self, z: Array, median: float) -> Array:
        """A beta(mean · n, (1 - mean) · n) with n = mean · (1 - mean) / sd² - 1 at Φ(z), from a table."""
        if not self.sd:
            return np.full(z.shape, self.mean)
        size = self.mean * (1 - self.mean) / self.sd**2 - 1
        return along(_unit_beta(self.mean * size, (1 - self.mean) * size), z)


class Discrete(RootModel[dict[Scalar, Share]]):
    """Values with their probabilities, in rising order: `{0%: 20%, 50%: 50%, 100%: 30%}`."""

    model_config = {"frozen": True}

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if list(self.root) != sorted(self.root):
            raise problem("E316", "the values of a discrete spread must rise", "write the lowest value first")
        if not is_whole(self.root.values()):
            raise problem("E302", "the probabilities of a discrete spread must add up to 100%", "correct them")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        schema = handler(core)
        by_value = {SCALAR_PATTERN: schema["additionalProperties"]}
        return {**schema, "patternProperties": by_value, "additionalProperties": False}

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest value that may come."""
        possible = [value for value, chance in self.root.items() if chance > 0]
        return possible[0], possible[-1]

    @property
    def has_room(self) -> bool:
        """Always: values may be any."""
        return True

    def numbers(self) -> Iterator[tuple[Path, float]]:
        """Its values, each the key it stands under."""
        yield from (((), value) for value in self.root)

    def shifted(self, by: float) -> Self:
        """The same probabilities of values that have moved."""
        return type(self)({_plus(value, by): chance for value, chance in self.root.items()})

    def quantile(self, z: Array, median: float) -> Array:
        """The first value up to which the probabilities add up to more than Φ(z), by thresholds on z.

        >>> Discrete({"0%": "20%", "50%": "80%"}).quantile(np.array([-0.85, -0.84]), 0.0).tolist()
        [0.0, 0.5]
        """
        *sums, _ = accumulate(self.root.values())
        return np.array(list(self.root))[np.searchsorted([_latent(total) for total in sums], z, side="right")]


def _plus(number: float, by: float) -> float:
    """A number moved, still a percentage if it was one."""
    return type(number)(number + by)


def _latent(share: float) -> float:
    """The z below which a share of draws falls."""
    if 0 < share < 1:
        return NormalDist().inv_cdf(share)
    return -math.inf if share <= 0 else math.inf
