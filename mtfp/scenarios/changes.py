"""Changes between two plans, old → new.

Both plans are compared in full, so that every change made by a lever is reported. Values by year are compared over the
plan's years: `3%` and `{2026/27: 3%, then: 3%}` are the same. Values after the last year change no figure, and are not
compared.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.years import ByYear
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.reserve import Threshold, ThresholdPath
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.shapes import Discrete
from mtfp.scenarios.words import (
    NONE,
    PLAIN,
    TO_BE_CONFIRMED,
    YEAR,
    Meaning,
    PlanWords,
    in_words,
    key_in_words,
    meaning_of,
    service_level_in_words,
)

NOISE = 1e-12
"""Largest difference, absolute and relative, between numbers that count as equal. Rounding can cause it."""
OF_THE_UNIT = ("central", "floor", "cap")
"""Fields of an assumption whose numbers are in the assumption's unit."""
OF_A_YEAR = 4
"""Number of steps in the path of a year's value: section, name, key and year."""
ARMS = {"council": "council", "nhs": "NHS board"}
AS_TODAY = "as today"
BEFORE_IT = "the level before it"


@dataclass(frozen=True, repr=False)
class Difference(Short):
    """Difference: one value before and after a change. `path` holds the YAML keys that lead to it, then the year."""

    path: Path
    old: Any
    new: Any
    meaning: Meaning = PLAIN


@dataclass(frozen=True, repr=False)
class Change(Short):
    """Change in words: a label, the old and the new value. Equal changes in consecutive years are one change."""

    path: Path
    label: str
    old: str
    new: str
    years: tuple[str, ...] = ()

    def in_short(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return every change between two plans, in the order of their sections.

    >>> cpi = {"unit": "rate", "central": "3%", "source": "illustrative"}
    >>> head = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    >>> before = Plan.model_validate({**head, "assumptions": {"cpi": cpi}})
    >>> lower = {**cpi, "central": {"2025/26": "3%", "2026/27": "3%", "then": "2.5%"}}
    >>> [str(change) for change in changes(before, Plan.model_validate({**head, "assumptions": {"cpi": lower}}))]
    ['CPI, 2027/28 to 2028/29: 3.0% → 2.5%']
    """
    return describe(differences(before, after), before, after)


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Return every value that differs between two plans, year by year."""
    labels = {*before.timeline.labels, *after.timeline.labels}
    found = _between(before, after, (), labels)
    return tuple(each for each in found if not all(_has_base(each.path, plan) for plan in (before, after)))


def differences_within(old: BaseModel, new: BaseModel, path: Path, labels: set[str]) -> tuple[Difference, ...]:
    """Return every value that differs between two parts of one kind at a path, such as two levers.

    labels : years that count, by label
    """
    return tuple(_between(old, new, path, labels))


def _has_base(path: Path, plan: Plan) -> bool:
    """Return True for a payment's `then` in the base year, if the plan has a `base` in its place."""
    section, name, key, year = path if len(path) == OF_A_YEAR else ("", "", "", "")
    stream = plan.funding.get(str(name)) if (section, key, year) == ("funding", "stated", plan.base_year) else None
    return bool(stream and stream.stated and stream.base is not None and year not in stream.stated.root.years)


def _between(old: Any, new: Any, path: Path, labels: set[str], meaning: Meaning = PLAIN) -> Iterator[Difference]:
    meaning = _bare_meaning(old, new) or meaning
    old, new = _bare(old), _bare(new)
    if _same(old, new):
        return
    if isinstance(old, ByYear) or isinstance(new, ByYear):
        for year, was, is_now in _by_year(old, new, labels):
            if year <= max(labels) and any(_between(was, is_now, (), labels)):
                yield Difference((*path, year), was, is_now, meaning)
        return
    steps: Iterable[tuple[Any, Any, Any, Meaning]]
    if _is_indivisible(old) or _is_indivisible(new):
        yield Difference(path, old, new, meaning)
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        steps = _by_field(old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        steps = ((*step, meaning) for step in _by_key(old, new))
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(isinstance(item, BaseModel) for item in old + new):
        steps = [(n, was, is_now, meaning) for n, (was, is_now) in enumerate(zip_longest(old, new))]
    else:
        yield Difference(path, old, new, meaning)
        return
    for step, was, is_now, inner in steps:
        if not (YEAR.fullmatch(str(step)) and step > max(labels)):
            yield from _between(was, is_now, (*path, step), labels, inner)


def _is_indivisible(value: Any) -> bool:
    """Return True if a value must be compared as a whole, such as `2% of expenditure` or a scheme's steps in order."""
    return isinstance(value, Threshold) or (isinstance(value, tuple) and any(isinstance(item, Step) for item in value))


def _by_key(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each key of two mappings with its old and new value, years in order. `tbc` and a missing amount differ."""
    keys = dict.fromkeys([*old, *new])
    ordered = sorted(keys) if all(YEAR.fullmatch(str(key)) for key in keys) else list(keys)
    for key in ordered:
        was, is_now = (
            TO_BE_CONFIRMED if key in values and values[key] is None else values.get(key) for values in (old, new)
        )
        yield key, was, is_now


def _bare(value: Any) -> Any:
    """Return the content of a wrapper model; a discrete spread as pairs, a threshold of all years as one value."""
    if isinstance(value, Discrete):
        return tuple(value.root.items())
    if isinstance(value, ThresholdPath) and not value.years:
        return value.then
    return value.root if isinstance(value, RootModel) else value


def _bare_meaning(old: Any, new: Any) -> Meaning | None:
    """Return the meaning of a wrapper model's content; None if neither value is a wrapper."""
    wrappers = (type(value) for value in (old, new) if isinstance(value, RootModel))
    return next((meaning_of(kind, "root") for kind in wrappers), None)


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=NOISE, abs_tol=NOISE)
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return all(_same(was, is_now) for was, is_now in zip(old, new, strict=True))
    return old is new or (type(old) is type(new) and bool(old == new))


def _by_year(old: Any, new: Any, labels: set[str]) -> Iterator[tuple[str, Any, Any]]:
    """Yield old and new values year by year. Old or new may be missing, or be one value for all years."""
    paths = [
        value if isinstance(value, ByYear) else ByYear[Any].model_construct(years={}, then=value)
        for value in (old, new)
    ]
    was, is_now = (path.in_year if isinstance(path, ThresholdPath) else path.at for path in paths)
    for year in sorted(labels.union(*(path.years for path in paths))):
        yield year, was(year), is_now(year)


def _by_field(old: BaseModel, new: BaseModel) -> Iterator[tuple[str, Any, Any, Meaning]]:
    fields = {**type(old).model_fields, **type(new).model_fields}
    money = any(isinstance(part, Assumption) and part.unit == "money" for part in (old, new))
    for name, about in fields.items():
        part = type(new) if name in type(new).model_fields else type(old)
        meaning = Meaning(money=True) if money and name in OF_THE_UNIT else meaning_of(part, name)
        yield about.alias or name, getattr(old, name, None), getattr(new, name, None), meaning


def describe(found: Iterable[Difference], before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return differences in words. Equal differences in consecutive years become one change."""
    return tuple(
        _change(list(run), before, after)
        for _, alike in groupby(found, key=lambda each: (_parent(each.path), _pair(each, before, after)))
        for run in _runs(list(alike))
    )


def _pair(difference: Difference, before: Plan, after: Plan) -> tuple[str, str]:
    """Return the old and the new value in words. If both would read the same, they are shown in full detail."""
    old, new = (
        _words(value, difference, PlanWords(plan))
        for value, plan in ((difference.old, before), (difference.new, after))
    )
    if old != new:
        return old, new
    exact = PlanWords(before, exact=True), PlanWords(after, exact=True)
    return exact[0].value(difference.old, difference.meaning), exact[1].value(difference.new, difference.meaning)


def _words(value: Any, difference: Difference, words: PlanWords) -> str:
    """Return a value in words. A service level is a share of today's, or of the level set by the change before it."""
    if not any(isinstance(each, ServiceLevel) for each in (difference.old, difference.new)):
        return words.value(value, difference.meaning)
    is_first = difference.path[-1] in (0, "service_level")
    if isinstance(value, ServiceLevel):
        return service_level_in_words(value) if is_first else service_level_in_words(value, BEFORE_IT)
    return AS_TODAY if is_first else NONE


def _runs(alike: list[Difference]) -> Iterator[list[Difference]]:
    """Yield differences in groups: one group for each run of consecutive years, one for each other difference."""
    run: list[Difference] = []
    for difference in alike:
        if run and not _follows(run[-1].path[-1], difference.path[-1]):
            yield run
            run = []
        run.append(difference)
    yield run


def _follows(year: Any, next_year: Any) -> bool:
    both = YEAR.fullmatch(str(year)) and YEAR.fullmatch(str(next_year))
    return bool(both) and int(year[:4]) + 1 == int(next_year[:4])


def _parent(path: Path) -> Path:
    return path[:-1] if path and YEAR.fullmatch(str(path[-1])) else path


def _change(run: list[Difference], before: Plan, after: Plan) -> Change:
    first, last = run[0].path, run[-1].path
    years = tuple(str(d.path[-1]) for d in run if _parent(d.path) != d.path)
    old, new = _pair(run[0], before, after)
    if first[-1] == "delivery":
        old, new = old + _share(run[0].old, before), new + _share(run[0].new, after)
    if first[-1] == "arm":
        old, new = _arm(old, first, before), _arm(new, first, after)
    when = "" if not years else f", {first[-1]}" if len(years) == 1 else f", {first[-1]} to {last[-1]}"
    return Change(first, _label(_parent(first), before, after) + when, old, new, years)


def _arm(words: str, path: Path, plan: Plan) -> str:
    """Return the arm that receives a payment; if the plan doesn't state it, the one that follows from other keys."""
    stream = plan.funding.get(str(path[1])) if path[0] == "funding" else None
    if words != NONE or stream is None:
        return words
    receiver = stream.put_through(plan.lines)
    return f"{ARMS[receiver]}, from its {'partner' if receiver == stream.partner else 'lines'}"


def _share(assumption: Any, plan: Plan) -> str:
    """Return the share that a delivery assumption achieves, in brackets; empty if it varies by year."""
    named = plan.assumptions.get(assumption) if isinstance(assumption, str) else None
    share = named.central.then if named and named.central and not named.central.years else None
    return "" if share is None else f" ({in_words(share)})"


def _label(path: Path, before: Plan, after: Plan) -> str:
    """Return a path in words: the item's label, then the keys inside the item."""
    if not path:
        return "The plan"
    section, *inside = path
    if section in SECTIONS and inside:
        name, *inside = inside
        plan = after if name in _items(after, section) else before
        label = plan.label(str(section), str(name)) if name in _items(plan, section) else str(name)
    else:
        label, inside = _in_a_list(path, after) or (in_words(str(section)).capitalize(), inside)
    return ", ".join([label, *(_step(step) for step in inside if step not in ("central", 0))])


def _in_a_list(path: Path, plan: Plan) -> tuple[str, list[str | int]] | None:
    """Return the words for a check, and the keys inside it; None for another path."""
    section, *inside = path
    if section != "checks" or not inside or not isinstance(inside[0], int) or inside[0] >= len(plan.checks):
        return None
    return f"Check “{plan.checks[inside[0]].name}”", inside[1:]


def _step(step: str | int) -> str:
    return f"change {step + 1}" if isinstance(step, int) else key_in_words(step)


def _items(plan: Plan, section: Any) -> Mapping[str, Any]:
    items = getattr(plan, section)
    return items if isinstance(items, Mapping) else {}
