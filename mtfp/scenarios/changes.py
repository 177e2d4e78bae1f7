"""What differs between two plans, old → new, found by comparing them, so that no lever can forget to tell.

Paths by year are compared over the plan's years: `3%` and `{2026/27: 3%, then: 3%}` are the same. What comes after the
last of them moves nothing, and is no difference.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path
from mtfp.model.base.years import ByYear
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.reserve import Threshold
from mtfp.model.uncertainty.shapes import Discrete
from mtfp.scenarios.words import in_words, pair_in_words

NOISE = 1e-12
"""Numbers nearer to each other than this, or than this share of them, are the same: rounding leaves as much."""
_YEAR = re.compile(r"\d{4}/\d\d")


@dataclass(frozen=True)
class Difference:
    """One value that differs: its path of YAML keys (with the year as the last one), before and after."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """What a reader is told of one change: where, in words, old and new. Equal ones in a run of years are one."""

    path: Path
    label: str
    old: str
    new: str
    years: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Everything that differs between two plans, in the order of their sections.

    >>> cpi = {"unit": "rate", "central": "3%", "source": "illustrative"}
    >>> said = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    >>> before = Plan.model_validate({**said, "assumptions": {"cpi": cpi}})
    >>> lower = {**cpi, "central": {"2025/26": "3%", "2026/27": "3%", "then": "2.5%"}}
    >>> [str(change) for change in changes(before, Plan.model_validate({**said, "assumptions": {"cpi": lower}}))]
    ['CPI, 2027/28 to 2028/29: 3.0% → 2.5%']
    """
    return told(differences(before, after), before, after)


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Every single value that differs, year by year."""
    labels = {*before.timeline.labels, *after.timeline.labels}
    return tuple(_between(before, after, (), labels))


def _between(old: Any, new: Any, path: Path, labels: set[str]) -> Iterator[Difference]:
    old, new = _bare(old), _bare(new)
    if _same(old, new):
        return
    if isinstance(old, ByYear) or isinstance(new, ByYear):
        for year, was, is_now in _by_year(old, new, labels):
            if year <= max(labels) and any(_between(was, is_now, (), labels)):
                yield Difference((*path, year), was, is_now)
        return
    steps: Iterable[tuple[Any, Any, Any]]
    if _told_whole(old) or _told_whole(new):
        yield Difference(path, old, new)
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        steps = _by_field(old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        steps = _by_key(old, new)
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(isinstance(item, BaseModel) for item in old + new):
        steps = [(n, was, is_now) for n, (was, is_now) in enumerate(zip_longest(old, new))]
    else:
        yield Difference(path, old, new)
        return
    for step, was, is_now in steps:
        if not (_YEAR.fullmatch(str(step)) and step > max(labels)):
            yield from _between(was, is_now, (*path, step), labels)


def _told_whole(value: Any) -> bool:
    """Whether a value says nothing piece by piece: `2% of expenditure`, or a scheme's steps, whose order counts."""
    return isinstance(value, Threshold) or (isinstance(value, tuple) and any(isinstance(item, Step) for item in value))


def _by_key(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """The values of two mappings, years in order; an amount still to be confirmed is not the same as none."""
    keys = dict.fromkeys([*old, *new])
    ordered = sorted(keys) if all(_YEAR.fullmatch(str(key)) for key in keys) else list(keys)
    for key in ordered:
        was, is_now = ("tbc" if key in said and said[key] is None else said.get(key) for said in (old, new))
        yield key, was, is_now


def _bare(value: Any) -> Any:
    """What a piece that is only a wrapping holds; keys that are numbers as pairs, so that they compare as numbers."""
    if isinstance(value, Discrete):
        return tuple(value.root.items())
    return value.root if isinstance(value, RootModel) else value


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=NOISE, abs_tol=NOISE)
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return all(_same(was, is_now) for was, is_now in zip(old, new, strict=True))
    return old is new or (type(old) is type(new) and bool(old == new))


def _by_year(old: Any, new: Any, labels: set[str]) -> Iterator[tuple[str, Any, Any]]:
    """The values of two paths year by year; either may be missing, or be something else altogether."""
    paths = [
        value if isinstance(value, ByYear) else ByYear[Any].model_construct(years={}, then=value)
        for value in (old, new)
    ]
    for year in sorted(labels.union(*(path.years for path in paths))):
        yield year, paths[0].at(year), paths[1].at(year)


def _by_field(old: BaseModel, new: BaseModel) -> Iterator[tuple[str, Any, Any]]:
    fields = {**type(old).model_fields, **type(new).model_fields}
    for name, about in fields.items():
        yield about.alias or name, getattr(old, name, None), getattr(new, name, None)


def told(found: Iterable[Difference], before: Plan, after: Plan) -> tuple[Change, ...]:
    """Differences in words, with runs of years that change alike told once."""
    return tuple(
        _change(list(run), before, after)
        for _, alike in groupby(found, key=lambda d: (_parent(d.path), pair_in_words(d.old, d.new)))
        for run in _runs(list(alike))
    )


def _runs(alike: list[Difference]) -> Iterator[list[Difference]]:
    """Differences that stand in consecutive years, together; others one by one."""
    run: list[Difference] = []
    for difference in alike:
        if run and not _follows(run[-1].path[-1], difference.path[-1]):
            yield run
            run = []
        run.append(difference)
    yield run


def _follows(year: Any, next_year: Any) -> bool:
    both = _YEAR.fullmatch(str(year)) and _YEAR.fullmatch(str(next_year))
    return bool(both) and int(year[:4]) + 1 == int(next_year[:4])


def _parent(path: Path) -> Path:
    return path[:-1] if path and _YEAR.fullmatch(str(path[-1])) else path


def _change(run: list[Difference], before: Plan, after: Plan) -> Change:
    first, last = run[0].path, run[-1].path
    years = tuple(str(d.path[-1]) for d in run if _parent(d.path) != d.path)
    old, new = pair_in_words(run[0].old, run[0].new)
    if first[-1] == "delivery":
        old, new = old + _share(run[0].old, before), new + _share(run[0].new, after)
    when = "" if not years else f", {first[-1]}" if len(years) == 1 else f", {first[-1]} to {last[-1]}"
    return Change(first, _label(_parent(first), before, after) + when, old, new, years)


def _share(assumption: Any, plan: Plan) -> str:
    """What stands behind the name of an assumption for delivery, where that is one share for all years."""
    held = plan.assumptions.get(assumption) if isinstance(assumption, str) else None
    share = held.central.then if held and held.central and not held.central.years else None
    return "" if share is None else f" ({in_words(share)})"


def _label(path: Path, before: Plan, after: Plan) -> str:
    """A path as a person would say it: the item's label, then the keys inside it."""
    if not path:
        return "The plan"
    section, *inside = path
    if section in SECTIONS and inside:
        name, *inside = inside
        holds = after if name in _items(after, section) else before
        label = holds.label(str(section), str(name)) if name in _items(holds, section) else str(name)
    else:
        label = in_words(str(section)).capitalize()
    words = [_step(step) for step in inside if step not in ("central", 0)]
    return ": ".join([label, ", ".join(words)]) if words else label


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"number {step + 1}"
    return "service level" if step == "service_level" else in_words(step)


def _items(plan: Plan, section: Any) -> Mapping[str, Any]:
    items = getattr(plan, section)
    return items if isinstance(items, Mapping) else {}
