"""Financial years, and values or amounts by year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Generic, Self, TypeVar

import numpy as np
from pydantic import AfterValidator, GetJsonSchemaHandler, Strict, WithJsonSchema, model_validator
from pydantic_core import CoreSchema

from mtfp.findings.arguments import in_short, whole_number
from mtfp.findings.suggest import Unknown, quoted
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.part import Part, dict_or_none, problem
from mtfp.model.base.shorthand import Schema, or_by_year
from mtfp.model.base.values import Amount, Money, Scalar, shown
from mtfp.model.base.year_forms import financial_year, year_fix, year_meant

_YEAR = re.compile(r"(\d{4})/(\d{2})")


def first_calendar_year(year: str) -> int:
    """Return the calendar year in which a financial year begins.

    >>> first_calendar_year("2025/26")
    2025
    """
    return int(year[:4])


def _year(value: str) -> str:
    match = _YEAR.fullmatch(value)
    if match and value == financial_year(int(match[1])):
        return value
    raise problem("E210", f"{shown(value)} is not a financial year", year_fix(value))


Year = Annotated[
    str, Strict(), AfterValidator(_year), WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}/[0-9]{2}$"})
]


@dataclass(frozen=True)
class Timeline:
    """Base year of a plan and the projected years after it. A year's position t counts from the base year, t = 0.

    >>> Timeline("2025/26", 3).labels
    ('2025/26', '2026/27', '2027/28', '2028/29')
    """

    base_year: str
    years: int

    @property
    def labels(self) -> tuple[str, ...]:
        return _labels(self.base_year, self.years)

    @property
    def projected(self) -> tuple[str, ...]:
        return self.labels[1:]

    @property
    def last(self) -> str:
        return self.labels[-1]

    @property
    def span(self) -> str:
        """First and last projected year in words: `2026/27 to 2030/31`; one year stands alone."""
        return " to ".join(dict.fromkeys((self.projected[0], self.last)))

    def at(self, year: str) -> int:
        """Return the position of a year: 0 for the base year, negative for years before the base year."""
        return first_calendar_year(year) - first_calendar_year(self.base_year)

    def position(self, year: str | int) -> int:
        """Return the position of a year of the plan, from its label or from its position, 0 for the base year.

        Raises Unknown (a LookupError) for a year that the plan lacks, and TypeError for other kinds of values.

        >>> timeline = Timeline("2025/26", 3)
        >>> timeline.position("2027/28"), timeline.position(2)
        (2, 2)
        >>> timeline.position(7)
        Traceback (most recent call last):
        mtfp.findings.suggest.Unknown: the plan has no year 7: use 0 (2025/26) to 3 (2028/29)
        """
        if isinstance(year, str):
            return self._labelled(year)
        try:
            return whole_number(year, "a year", most=self.years)
        except ValueError:
            fix = f"use 0 ({self.base_year}) to {self.years} ({self.last})"
            raise Unknown(f"the plan has no year {year}", fix) from None
        except TypeError:
            raise TypeError(f"a year must be a label such as {self.last}, not {in_short(year)}") from None

    def _labelled(self, label: str) -> int:
        if label in self.labels:
            return self.labels.index(label)
        meant, fix = year_meant(label), f"its years are {self.base_year} to {self.last}"
        if meant:
            first = first_calendar_year(meant)
            nearest = min(self.labels, key=lambda each: abs(first_calendar_year(each) - first))
            fix += f"; did you mean {nearest}?"
        raise Unknown(f"the plan has no year {quoted(label)}", fix if meant else f"{fix}; {year_fix(label)}")

    def __contains__(self, year: str) -> bool:
        return year in self.labels

    def __len__(self) -> int:
        return self.years + 1


@lru_cache(maxsize=64)
def _labels(base_year: str, years: int) -> tuple[str, ...]:
    first = first_calendar_year(base_year)
    return tuple(financial_year(first + t) for t in range(years + 1))


Value = TypeVar("Value")


class ByYear(Part, Generic[Value]):
    """Value by year: one value for every year, or `{2026/27: 3.5%, 2027/28: 3%, then: 2%}`."""

    years: dict[Year, Value] = {}
    """Values of single years."""
    then: Value | None = None
    """Value for every year after the last named year."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, ByYear):
            return {"years": dict(value.years), "then": value.then}
        if not isinstance(value, Mapping):
            return {"then": value}
        return {"years": {k: v for k, v in value.items() if k != "then"}, "then": value.get("then")}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_by_year(handler(core))

    @classmethod
    def constant(cls, value: Value) -> Self:
        return cls.model_construct(years={}, then=value)

    def file_form(self) -> dict[str, Any]:
        """Return the values by year, and under `then`, as a file has them."""
        years = dict_or_none(self.years)
        if years is None:
            return super().file_form()
        return {**years, "then": self.then} if self.then is not None else years

    def at(self, year: str) -> Value | None:
        """Return a year's own value, or `then` for a year after the last named year; None if the year has no value."""
        if year in self.years:
            return self.years[year]
        return self.then if year > max(self.years, default="") else None

    def missing(self, years: tuple[str, ...]) -> tuple[str, ...]:
        """Return the years that have no value."""
        return tuple(year for year in years if self.at(year) is None)


def levels(path: ByYear[float], timeline: Timeline) -> Array:
    """Return values by year as an array, shape (year,); NaN in years without a value.

    >>> levels(ByYear.constant(0.02), Timeline("2025/26", 2))
    array([0.02, 0.02, 0.02])
    """
    return numbers(np.nan if (value := path.at(year)) is None else value for year in timeline.labels)


def amounts(by_year: Mapping[str, float | None], timeline: Timeline) -> Array:
    """Return amounts by year as an array, shape (year,); zero in a year that isn't named or is to be confirmed."""
    return numbers(0.0 if (value := by_year.get(year)) is None else value for year in timeline.labels)


Path = ByYear[Scalar]
MoneyPath = ByYear[Money]
Amounts = dict[Year, Money]
PositiveAmounts = dict[Year, Amount]
