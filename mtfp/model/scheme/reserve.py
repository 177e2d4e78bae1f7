"""Reserves: balances with a class, purposes and a minimum level."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.arrays import Array, by_year
from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import Schema, or_only
from mtfp.model.base.values import PERCENT_PATTERN, Amount, Flag, Name, Share, Text, shown
from mtfp.model.base.years import ByYear, PositiveAmounts, Year

_OF_EXPENDITURE = re.compile(r"(.+%)\s+of\s+expenditure")


class Threshold(Part):
    """Threshold: an amount of money, or a share of the year's expenditure, such as `2% of expenditure`."""

    amount: Amount | None = None
    """Amount of money, in the plan's unit."""
    share: Share | None = None
    """Share of the year's expenditure, 0% to 100%, instead of an amount."""

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
        return {"amount": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        made = or_only("amount", handler(core))
        share = {"type": "string", "pattern": rf"{PERCENT_PATTERN}\s+of\s+expenditure\s*$"}
        return {**made, "anyOf": [*made["anyOf"][:-1], share]}

    def level(self, expenditure: Array) -> Array:
        """Return the threshold in the plan's unit, given the year's expenditure, an array of any shape."""
        if self.share is not None:
            return self.share * expenditure
        return np.full_like(expenditure, 0.0 if self.amount is None else self.amount)

    def __str__(self) -> str:
        return f"{self.share * 100:.4g}% of expenditure" if self.share is not None else f"{self.amount:g}"


class ThresholdPath(ByYear[Threshold]):
    """One threshold for every year, or a threshold by year: `{2026/27: 500, then: 2% of expenditure}`."""

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


class Reserve(Part):
    """Reserve: its class, opening balance, minimum level and planned movements."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    class_: Literal["contingency", "earmarked", "ring_fenced", "legacy"] = Field(alias="class")
    """Class: `contingency`, `earmarked`, `ring_fenced` or `legacy`."""
    opening: Amount
    """Balance at the end of the base year, in the plan's unit, zero or more."""
    purposes: tuple[Name, ...] = ()
    """Purposes of an earmarked reserve; with `gap` among them, closing steps may use the reserve."""
    floor: ThresholdPath | None = None
    """Minimum level under the reserves policy: money, or a share such as `2% of expenditure`; once, or by year."""
    planned_use: PositiveAmounts = {}
    """Amounts that the plan takes out of the reserve, in the plan's unit, by year."""
    planned_contributions: PositiveAmounts = {}
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
