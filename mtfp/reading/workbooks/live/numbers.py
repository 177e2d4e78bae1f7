"""Numbers of a plan by the place of a workbook's row and the year of a column."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path
from mtfp.model.base.values import Percent, rate, share
from mtfp.model.base.years import ByYear
from mtfp.reading.workbooks.live.notation import YEAR

Part = TypeVar("Part")


def number_at(part: Any, key: Path, year: str | None) -> float | None:
    """Return a number of a plan, or of a part of it; None if it has none there.

    `year` is None for all years that have no value of their own.

    >>> number_at({"cpi": ByYear[float].model_validate({"2026/27": 0.03, "then": 0.02})}, ("cpi",), "2028/29")
    0.02
    """
    if isinstance(part, RootModel):
        return number_at(part.root, key, year)
    if isinstance(part, ByYear):
        if key and YEAR.fullmatch(str(key[0])):
            return number_at(part.years.get(str(key[0])), key[1:], year)
        held = part.at(year) if year else part.then
        return number_at(held, key, None if held is None else year)
    if not key:
        held = part.get(year) if isinstance(part, Mapping) and year else part
        return float_of(held)
    step, *rest = key
    return number_at(inside(part, step), tuple(rest), year)


def float_of(value: Any) -> float | None:
    """Return a number as it is, a rate as a rate; None for anything else."""
    return value if isinstance(value, float) else None


def inside(part: Any, step: str | int) -> Any:
    """Return what a part of a plan has under a key; None if it has nothing there."""
    if isinstance(part, BaseModel):
        held = getattr(part, str(step), None)
        return Percent(held) if isinstance(held, float) and _is_percent(type(part), str(step)) else held
    if isinstance(part, Mapping):
        return part.get(step)
    if isinstance(part, tuple) and str(step).isdigit() and int(step) < len(part):
        return part[int(step)]
    return None


def _is_percent(kind: type[BaseModel], field: str) -> bool:
    """Return True for a field of rates or shares; what it has if it is left out may be a plain number."""
    return any(getattr(each, "func", None) in (share, rate) for each in kind.model_fields[field].metadata)


def with_number(part: Part, key: Path, year: str | None, new: float, years: Sequence[str]) -> Part:
    """Return a plan, or a part of it, with another number. `years` are those of the plan.

    A year whose value holds until the end of the plan gets a value of its own, and so do the years before it that had
    none. `tidied` puts the later years together again.

    >>> cpi = ByYear[float].model_validate({"2025/26": 0.03, "then": 0.02})
    >>> with_number(cpi, (), "2027/28", 0.04, ["2025/26", "2026/27", "2027/28", "2028/29"]).years
    {'2025/26': 0.03, '2026/27': 0.02, '2027/28': 0.04}
    """
    whole: Any = part
    if isinstance(whole, RootModel):
        return type(whole).model_construct(with_number(whole.root, key, year, new, years))  # type: ignore[return-value]
    if isinstance(whole, ByYear):
        return _in_by_year(whole, key, year, new, years)
    if not key:
        return {**whole, year: new} if isinstance(whole, Mapping) and year else new  # type: ignore[return-value]
    step, *rest = key
    changed = with_number(inside(whole, step), tuple(rest), year, new, years)
    if isinstance(whole, BaseModel):
        return whole.model_copy(update={str(step): changed})  # type: ignore[return-value]
    if isinstance(whole, Mapping):
        return {**whole, step: changed}  # type: ignore[return-value]
    return tuple(changed if at == int(step) else each for at, each in enumerate(whole))  # type: ignore[return-value]


def _in_by_year(part: ByYear[Any], key: Path, year: str | None, new: float, years: Sequence[str]) -> Any:
    if key and YEAR.fullmatch(str(key[0])):
        year, key = str(key[0]), key[1:]
    if year is None:
        return part.model_copy(update={"then": with_number(part.then, key, None, new, years)})
    last = max(part.years, default="")
    named = dict(part.years)
    if year > last:
        named |= {each: part.then for each in years if last < each <= year}
    named[year] = with_number(named[year], key, year, new, years)
    return part.model_copy(update={"years": named})


def tidied(part: Any, before: Any, last: str) -> Any:
    """Return a changed part in which a value that holds until the last year is written once, as it was before.

    >>> before = ByYear[float].model_validate({"2025/26": 0.03, "then": 0.02})
    >>> after = ByYear[float].model_validate({"2025/26": 0.03, "2026/27": 0.04, "2027/28": 0.04, "then": 0.02})
    >>> tidied(after, before, "2027/28").file_form()
    {'2025/26': 0.03, 'then': 0.04}
    """
    if part is before:
        return part
    if isinstance(part, RootModel):
        return type(part).model_construct(tidied(part.root, before.root, last))
    if isinstance(part, ByYear):
        return _tidied_years(part, before, last)
    if isinstance(part, BaseModel):
        changed = {name: getattr(part, name) for name in type(part).model_fields}
        return part.model_copy(
            update={name: tidied(held, getattr(before, name), last) for name, held in changed.items()}
        )
    if isinstance(part, Mapping):
        return {key: tidied(held, before.get(key), last) for key, held in part.items()}
    if isinstance(part, tuple) and isinstance(before, tuple):
        return tuple(tidied(held, old, last) for held, old in zip(part, before, strict=True))
    return part


def _tidied_years(part: ByYear[Any], before: ByYear[Any], last: str) -> ByYear[Any]:
    if part.then is None or last not in part.years or last in before.years:
        return part
    then, years = part.years[last], dict(part.years)
    while (final := max(years, default="")) and final not in before.years and years[final] == then:
        del years[final]
    return part.model_copy(update={"years": years, "then": then})
