"""How uncertain a number is: the spread of an assumption or of an event's impact.

To add a spread: one class here, one field and one entry in `choices` of `Spread`.
"""

import re
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, RootModel, model_validator
from pydantic_core import CoreSchema

from mtfp.model.arrays import is_whole
from mtfp.model.part import OneOf, Part, problem
from mtfp.model.shorthand import Schema
from mtfp.model.values import SCALAR_PATTERN, Scalar, Share
from mtfp.model.years import ByYear

Pair = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=2)]
Triple = Annotated[tuple[Scalar, ...], Field(min_length=3, max_length=3)]
PairOrTriple = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=3)]


class _Rising(RootModel[tuple[Scalar, ...]]):
    model_config = {"frozen": True}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if any(a > b for a, b in zip(self.root, self.root[1:], strict=False)):
            raise problem("E316", "the numbers of a spread must rise from low to high", "write the lower one first")
        return self


class Interval(_Rising):
    """P10 and P90, or P10, P50 and P90: two half-normals joined at the median (the central value if not given)."""

    root: PairOrTriple


class Triangular(_Rising):
    """Low, mode and high."""

    root: Triple


class Pert(_Rising):
    """Low, mode and high of a smooth hump (a beta with λ = 4)."""

    root: Triple


class Uniform(_Rising):
    """Low and high, all between equally likely."""

    root: Pair


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


class Spread(OneOf):
    """One shape of uncertainty, around nil or, with `around: central`, as a deviation from the central value."""

    choices: ClassVar = (
        "interval", "normal", "lognormal", "beta", "triangular", "pert", "uniform", "discrete",
    )  # fmt: skip

    interval: Interval | None = None
    """P10 and P90 (the central value is P50), or P10, P50 and P90."""
    normal: Moments | None = None
    """Mean and standard deviation."""
    lognormal: Moments | None = None
    """Mean and standard deviation of the value itself, which is always above zero."""
    beta: Moments | None = None
    """Mean and standard deviation of a share between 0% and 100%."""
    triangular: Triangular | None = None
    """Low, most likely and high."""
    pert: Pert | None = None
    """Low, most likely and high, as a smooth hump."""
    uniform: Uniform | None = None
    """Low and high."""
    discrete: Discrete | None = None
    """Values and their probabilities."""
    around: Literal["central"] | None = None
    """`central`: the numbers are deviations added to the central or linked value."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.around and self.chosen in ("lognormal", "beta"):
            raise problem("E316", f"a `{self.chosen}` spread can't be a deviation", "leave out `around: central`")
        return self


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
