"""Give the plans of scenarios one structure: what a scenario adds is in every plan, without effect elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.move import Move
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.traced.plan import UNREAD, with_numbers

WORDS = {"label", "source", "owner", "note", "notes", "narrative", "title", "theme", "reviewed", "grade", "decisions"}
"""Fields in which plans may differ, because no figure depends on them."""
EFFECT = {
    Commitment: "amount",
    Transfer: "amount",
    Saving: "planned",
    Investment: "spend",
    Move: "activity",
    ServiceLevel: "level",
}
"""Field of an item that decides if it has an effect."""


class Different(Exception):
    """Plans differ in a part that numbers can't unite; `path` is its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(".".join(map(str, path)))


def united(plans: Sequence[Plan]) -> list[Plan]:
    """Return plans with the same figures and one structure. Raises Different if their rules differ."""
    return _united(plans, ())


def _united(parts: Sequence[Any], path: Path) -> list[Any]:
    first = parts[0]
    if all(part is first or part == first for part in parts[1:]) or (path and path[-1] in WORDS | UNREAD):
        return [first] * len(parts)
    if all(isinstance(part, float) for part in parts):
        return [Percent(part) if any(isinstance(p, Percent) for p in parts) else part for part in parts]
    if len({type(part) for part in parts}) > 1:
        raise Different(path)
    if isinstance(first, ByYear):
        return _by_year(parts, path)
    if isinstance(first, RootModel):
        roots = _united([part.root for part in parts], path)
        return [part.model_copy(update={"root": root}) for part, root in zip(parts, roots, strict=True)]
    if isinstance(first, BaseModel):
        return _fields(parts, path)
    if isinstance(first, dict):
        return _dicts(parts, path)
    if isinstance(first, tuple):
        return _tuples(parts, path)
    raise Different(path)


def _fields(parts: Sequence[Any], path: Path) -> list[Any]:
    names = type(parts[0]).model_fields
    columns = {name: _united([getattr(part, name) for part in parts], (*path, name)) for name in names}
    return [
        part.model_copy(update={name: column[at] for name, column in columns.items()}) for at, part in enumerate(parts)
    ]


def _by_year(parts: Sequence[Any], path: Path) -> list[Any]:
    """Return values by year with the same years; values of `then` become those of single years."""
    if all(
        part.years.keys() == parts[0].years.keys() and (part.then is None) == (parts[0].then is None) for part in parts
    ):
        return _fields(parts, path)
    years = sorted({year for part in parts for year in part.years})
    columns = {}
    for year in years:
        values = [part.at(year) for part in parts]
        if any(value is not None for value in values):
            columns[year] = _united([_first(values) if v is None else v for v in values], (*path, year))
    thens = [part.then for part in parts]
    later = None
    if any(then is not None for then in thens):
        later = _united([_first(thens) if then is None else then for then in thens], (*path, "then"))
    return [
        part.model_copy(
            update={
                "years": {year: column[at] for year, column in columns.items()},
                "then": later[at] if later else None,
            }
        )
        for at, part in enumerate(parts)
    ]


def _first(values: Sequence[Any]) -> Any:
    return next(value for value in values if value is not None)


def _dicts(parts: Sequence[Mapping[Any, Any]], path: Path) -> list[Any]:
    """Return items by name, each in every part. An amount that a part lacks is zero there."""
    names = dict.fromkeys(name for part in parts for name in part)
    found: list[dict[Any, Any]] = [{} for _ in parts]
    for name in names:
        for at, held in enumerate(_versions([part.get(name) for part in parts], (*path, name))):
            full = [_without_effect(_first(held), (*path, name)) if each is None else each for each in held]
            own = name if at == 0 else f"{name}_{at + 1}"
            for into, value in zip(found, _united(full, (*path, name)), strict=True):
                into[own] = value
    return found


def _versions(held: Sequence[Any], path: Path) -> list[list[Any]]:
    """Return the items of one name that plans have; those that numbers can't unite, each apart from the others.

    Scenarios give what they add names of their own, such as `move_1`, so one name may stand for different items.
    """
    versions: list[list[Any]] = []
    for at, item in enumerate(held):
        if item is None:
            continue
        same = (v for v in versions if held[0] is not None or _alike(_first(v), item, path))
        if (version := next(same, None)) is None:
            versions.append(version := [None] * len(held))
        version[at] = item
    return versions


def _tuples(parts: Sequence[tuple[Any, ...]], path: Path) -> list[Any]:
    """Return lists of the same length: items that a list lacks at its end have no effect there."""
    every: list[Any] = []
    places: list[dict[int, int]] = [{} for _ in parts]
    for at, part in enumerate(parts):
        for item in part:
            same = (k for k, each in enumerate(every) if k not in places[at] and _alike(each, item, path))
            if (place := next(same, None)) is None:
                place = len(every)
                every.append(item)
            places[at][place] = part.index(item)
    rows = []
    for k, item in enumerate(every):
        held = [
            part[places[at][k]] if k in places[at] else _without_effect(item, path) for at, part in enumerate(parts)
        ]
        rows.append(_united(held, (*path, k)))
    return [tuple(row[at] for row in rows) for at in range(len(parts))]


def _alike(one: Any, other: Any, path: Path) -> bool:
    """Return True if numbers alone can unite two items."""
    try:
        _united([one, other], path)
    except Different:
        return False
    return True


def _without_effect(item: Any, path: Path) -> Any:
    """Return an item that changes no figure: an amount of zero, today's service level, an assumption that is unused."""
    if isinstance(item, float):
        return type(item)(0.0)
    if isinstance(item, Assumption):
        return item
    if isinstance(item, Investment):
        item = item.with_fields(saves=item.saves.with_fields(amount=0.0) if item.saves else None)
    fields = [field for kind, field in EFFECT.items() if issubclass(type(item), kind)]
    if not fields:
        raise Different(path)
    (field,) = fields
    neutral = 1.0 if field == "level" else 0.0
    value = with_numbers(getattr(item, field), lambda _, number: type(number)(neutral))
    return item.model_copy(update={field: value})
