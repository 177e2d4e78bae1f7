"""Reserves: balances with a class, purposes and a minimum level."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from mtfp.model.base.arrays import Array, by_year
from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import Schema, exactly_one, or_text
from mtfp.model.base.values import (
    PERCENT_PATTERN,
    Amount,
    Day,
    Flag,
    Money,
    Name,
    Share,
    Text,
    at_least_zero,
    scalar,
    shown,
)
from mtfp.model.base.years import ByYear, Year

_OF_EXPENDITURE = re.compile(r"(.+%)\s+of\s+expenditure")
_WHAT = "{} what? A number alone may be money or a percentage"
LARGEST_PERCENT = 100
"""Largest number that may be a percentage of expenditure."""


def _spellings(value: object) -> str:
    """Return the two ways to write a number: as a share of expenditure, unless it is too large, and as money."""
    try:
        number = scalar(value)
    except PydanticCustomError:
        return "write a share such as `2% of expenditure`, or money in the plan's unit such as `{money: 2_000}`"
    money = f"`{{money: {number:_.15g}}}` for money in the plan's unit"
    share = f"`{number:.15g}% of expenditure`" if number <= LARGEST_PERCENT else "a share such as `2% of expenditure`"
    return f"write {share}, or {money}"


class Threshold(Part):
    """Threshold: money, such as `{money: 2_000}`, or a share of the year's expenditure, `2% of expenditure`."""

    model_config = ConfigDict(json_schema_extra=exactly_one("money", "share"))

    amount: Amount | None = Field(None, alias="money")
    """Amount of money, in the plan's unit."""
    share: Share | None = None
    """Share of the year's expenditure, 0% to 100%, instead of money."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, Mapping | Threshold):
            return value
        match = _OF_EXPENDITURE.fullmatch(value.strip()) if isinstance(value, str) else None
        if match:
            return {"share": match[1]}
        if isinstance(value, str) and "%" in value:
            raise problem(
                "E209",
                f"a percentage here needs `of expenditure`, found {shown(value)}",
                f"write `{value.split('%')[0]}% of expenditure`",
            )
        raise problem("E343", f"{_WHAT.format(shown(value))}", _spellings(value))

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.amount is None) == (self.share is None):
            raise problem("E215", "either `money` or `share` is needed, not both", "write one of the two keys")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        share = {"type": "string", "pattern": rf"{PERCENT_PATTERN}\s+of\s+expenditure\s*$"}
        return or_text(share, handler(core))

    def level(self, expenditure: Array) -> Array:
        """Return the threshold in the plan's unit, given the year's expenditure, an array of any shape."""
        if self.share is not None:
            return self.share * expenditure
        return np.full_like(expenditure, 0.0 if self.amount is None else self.amount)

    def __str__(self) -> str:
        return f"{self.share * 100:.4g}% of expenditure" if self.share is not None else f"{self.amount:g}"


class ThresholdPath(ByYear[Threshold]):
    """One threshold for every year, or a threshold by year: `{2026/27: {money: 500}, then: 2% of expenditure}`."""

    year_mark: ClassVar = re.compile(r"/|[0-9]{2}")
    """Characters that every year contains, however it is typed, and no key of a threshold contains."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and any(key == "then" or cls.year_mark.search(str(key)) for key in value):
            return {"years": {k: v for k, v in value.items() if k != "then"}, "then": value.get("then")}
        return {"years": dict(value.years), "then": value.then} if isinstance(value, ByYear) else {"then": value}

    def in_year(self, year: str) -> Threshold:
        """Return a year's threshold. A year before the first named year, such as the base year, takes that year's."""
        return self.at(year) or self.years[min(self.years)]

    def levels(self, years: tuple[str, ...], expenditure: Array) -> Array:
        """Return the threshold of each year in the plan's unit, given the years' expenditure, both (year, draw)."""
        return by_year([self.in_year(year).level(of) for year, of in zip(years, expenditure, strict=True)])


Balance = Annotated[
    Money, at_least_zero("an overdrawn reserve holds 0, and the deficit to be repaid is a commitment of the first year")
]
"""Balance of a reserve, zero or more."""
Use = Annotated[Money, at_least_zero("money paid into a reserve goes under `planned_contributions`, above zero")]
"""Money taken out of a reserve, zero or more."""
Contribution = Annotated[Money, at_least_zero("money taken out of a reserve goes under `planned_use`, above zero")]
"""Money paid into a reserve, zero or more."""


class Reserve(Part):
    """Reserve: its class, opening balance, minimum level and planned movements."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    class_: Literal["contingency", "earmarked", "ring_fenced", "legacy"] = Field(alias="class")
    """Class: `contingency`, `earmarked`, `ring_fenced` or `legacy`."""
    opening: Balance
    """Balance at the end of the base year, in the plan's unit, zero or more."""
    purposes: tuple[Name, ...] = ()
    """Purposes of an earmarked reserve; with `gap` among them, closing steps may use the reserve."""
    floor: ThresholdPath | None = None
    """Minimum level under the reserves policy: `{money: 500}`, or `2% of expenditure`; once, or by year."""
    target: ThresholdPath | None = None
    """Level at which the reserves policy aims, written like `floor`; no step of the plan uses it."""
    maximum: ThresholdPath | None = None
    """Highest level under the reserves policy, written like `floor`; no step of the plan uses it."""
    held_for: Text = ""
    """Purpose of the reserve in plain words, such as `winter pressures`."""
    use_by: Day | None = None
    """Date by which the money of an earmarked reserve is to be used, such as 2028-03-31."""
    review: Day | None = None
    """Date of the next review of the reserve, such as 2026-11-30."""
    planned_use: dict[Year, Use] = {}
    """Amounts that the plan takes out of the reserve, in the plan's unit, by year."""
    planned_contributions: dict[Year, Contribution] = {}
    """Amounts that the plan pays into the reserve, in the plan's unit, by year."""
    contributions_stop_in_deficit: Flag = False
    """Write `true` if planned contributions aren't made in a year that begins with a carried deficit."""
    clawback: dict[Year, Share] = {}
    """Share of the year-end balance that goes back to the funder, 0% to 100%, by year."""
    source: Text = ""
    """Source of the figures; the plan's source if left out."""
    owner: Text = ""
    """Person or post responsible for the reserve."""
    note: Text = ""
    """Note for readers."""

    @property
    def serves_the_gap(self) -> bool:
        """True if closing steps may use the reserve."""
        return self.class_ in ("contingency", "legacy") or (self.class_ == "earmarked" and "gap" in self.purposes)
