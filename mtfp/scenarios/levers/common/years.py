"""Years of a scenario: `2026/27`, or `year 1` for the first projected year of any plan."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Strict, WithJsonSchema

from mtfp.findings.place import Path as Keys
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.values import Scalar, shown
from mtfp.model.base.year_forms import financial_year, year_fix, year_meant
from mtfp.model.base.years import ByYear, Path, Timeline, first_calendar_year
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear

_RELATIVE = re.compile(r"year ([1-9]|10)")
_COUNTED = re.compile(r"\s*(?:y|yr|year|)[\s_-]*([1-9]|10)\s*", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(\d{4})/\d\d")


def _lever_year(value: str) -> str:
    absolute = _ABSOLUTE.fullmatch(value)
    if _RELATIVE.fullmatch(value) or (absolute and value == financial_year(int(absolute[1]))):
        return value
    raise problem("E210", f"{shown(value)} is not a year", _fix(value))


def _fix(value: str) -> str:
    """Return the repair for a year of a lever.

    >>> _fix("Year2"), _fix("27/28")
    ('write `year 2`', 'write it as 2027/28')
    """
    if counted := _COUNTED.fullmatch(value):
        return f"write `year {counted[1]}`"
    if year_meant(value):
        return year_fix(value)
    return f"{year_fix(value)}, or `year 1` for the first projected year of the plan"


LeverYear = Annotated[
    str,
    Strict(),
    AfterValidator(_lever_year),
    WithJsonSchema({"type": "string", "pattern": r"^([0-9]{4}/[0-9]{2}|year ([1-9]|10))$"}),
]


class LeverPath(ByYear[Scalar]):
    """Value for every year, or values by year: `{year 1: 3.5%, 2028/29: 3%, then: 2%}`."""

    years: dict[LeverYear, Scalar] = {}

    def on(self, timeline: Timeline) -> Path:
        """Return the same path with financial years."""
        return Path().with_fields(years=by_financial_year(self.years, timeline), then=self.then)


class LeverSpread(SpreadByYear):
    """Spread for every year, or spreads by year: `{year 1: {...}, then: {...}}`."""

    year_mark: ClassVar = re.compile(r"/|[0-9]{2}|year ")

    years: dict[LeverYear, Spread] = {}

    def on(self, timeline: Timeline) -> SpreadByYear:
        """Return the same spreads with financial years."""
        return SpreadByYear.model_construct(years=by_financial_year(self.years, timeline), then=self.then)


def in_plan(year: str, timeline: Timeline) -> str:
    """Return the financial year that a scenario's year means. It may lie outside the plan.

    >>> in_plan("year 2", Timeline("2025/26", 3)), in_plan("2031/32", Timeline("2025/26", 3))
    ('2027/28', '2031/32')
    """
    relative = _RELATIVE.fullmatch(year)
    return financial_year(first_calendar_year(timeline.base_year) + int(relative[1])) if relative else year


def later(year: str, by: int) -> str:
    """Return the financial year that comes `by` years later.

    >>> later("2026/27", 2)
    '2028/29'
    """
    return financial_year(first_calendar_year(year) + by)


def by_financial_year(by_year: Mapping[str, Any], timeline: Timeline) -> dict[str, Any]:
    """Return a lever's values by year with financial years as keys."""
    return {in_plan(year, timeline): value for year, value in by_year.items()}


def year_complaints(path: Keys, year: str | None, timeline: Timeline, *, of_key: bool = False) -> Iterator[Complaint]:
    """Yield a complaint if a lever's year is before the first projected year of the plan, or after the last."""
    if year is None:
        return
    at = timeline.at(in_plan(year, timeline))
    if at < 1:
        fix = f"write a year from {timeline.projected[0]} to {timeline.last}, or `year 1` for the first projected year"
        yield Complaint("E402", path, f"{year} is not a projected year of this plan", fix, of_key)
    elif at > timeline.years:
        fix = f"write a year up to {timeline.last}, so that the lever affects this plan"
        yield Complaint("W553", path, f"{year} comes after the plan's last year, {timeline.last}", fix, of_key)


def by_year_complaints(path: Keys, by_year: Iterable[str], timeline: Timeline) -> Iterator[Complaint]:
    """Yield complaints about the years in amounts by year, and about a year written twice in different ways."""
    seen: dict[str, str] = {}
    for year in by_year:
        yield from year_complaints((*path, year), year, timeline, of_key=True)
        first = seen.setdefault(in_plan(year, timeline), year)
        if first != year:
            message = f"{year} and {first} are the same year of this plan"
            yield Complaint("E402", (*path, year), message, "keep one of the two entries", of_key=True)


def span_complaints(start: str, end: str | None, timeline: Timeline) -> Iterator[Complaint]:
    """Yield complaints about the first and the last year of a gradual change."""
    yield from year_complaints(("from",), start, timeline)
    if end is not None and timeline.at(in_plan(end, timeline)) < timeline.at(in_plan(start, timeline)):
        yield Complaint("E402", ("to",), f"`to: {end}` comes before `from: {start}`", "write the later year under `to`")
