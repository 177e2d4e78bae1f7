"""Two versions of a scenario: pairs of levers, and what differs between them, old → new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan
from mtfp.scenarios.changes import Change, Difference, describe, differences_within
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.years import in_plan
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import Scenario
from mtfp.scenarios.words import NONE, Meaning, PlanWords, key_in_words, meaning_of

OF_A_KEY = 3
"""Length of the path to what a lever changes: `levers`, the lever's number, and its kind, such as `shift`."""
AIMS = ("assumption", "assumptions", "name", "streams", "lines")
"""Keys that say what a lever without a label changes."""
UNNAMED = ("names",)
"""Steps of a path that a reader needs no word for."""


@dataclass(frozen=True, repr=False)
class LeverPair(Short):
    """Lever in two versions of a scenario, each with its number from 0; None where a version lacks it."""

    old: int | None
    new: int | None
    was: Lever | None = field(compare=False)
    now: Lever | None = field(compare=False)

    def in_short(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def path(self) -> Path:
        """Path of the lever in the new version's document, or in the old one's if it was dropped."""
        return ("levers", self.new if self.new is not None else self.old or 0)


def lever_pairs(old: Sequence[Lever], new: Sequence[Lever]) -> tuple[LeverPair, ...]:
    """Return the levers of two versions in the new order, dropped ones after the one that they followed.

    Levers of one kind are a pair: the ones that are most alike first, then those nearest to each other in the list.
    """
    likeness = sorted(
        (_unlike(was, now), abs(before - after), after, before)
        for before, was in enumerate(old)
        for after, now in enumerate(new)
        if was.chosen == now.chosen
    )
    mates: dict[int, int] = {}
    for *_, after, before in likeness:
        if after not in mates and before not in mates.values():
            mates[after] = before
    pairs = [LeverPair(mates.get(n), n, old[mates[n]] if n in mates else None, now) for n, now in enumerate(new)]
    for number, was in enumerate(old):
        if number not in mates.values():
            at = next((n for n, pair in enumerate(pairs, 1) if pair.old == number - 1), 0)
            pairs.insert(at, LeverPair(number, None, was, None))
    return tuple(pairs)


def _unlike(was: Lever, now: Lever) -> int:
    """Return the number of keys in which two levers of one kind differ."""
    return len(was.change.differing(now.change)) + sum(
        getattr(was, key) != getattr(now, key) for key in ("at", "narrative", "optional")
    )


def lever_title(pair: LeverPair, plan: Plan) -> str:
    """Return the label of a lever, or else its number, its kind and its aim, such as `Lever 2, shift (Pay awards)`."""
    lever = pair.now or pair.was
    assert lever is not None
    change, words = lever.change, PlanWords(plan)
    if label := getattr(change, "label", ""):
        return str(label)
    aims = (words.value(getattr(change, key), _meaning(change, key)) for key in AIMS if getattr(change, key, ""))
    aim = next((f" ({each})" for each in aims), "")
    return f"Lever {int(pair.path[1]) + 1}, {key_in_words(lever.chosen)}{aim}"


def _meaning(change: InPart, key: str) -> Meaning:
    """Return the meaning of a lever's key; a name is that of an item in the lever's section of the plan."""
    return Meaning(section=getattr(change, "section", "")) if key == "name" else meaning_of(type(change), key)


def in_old_order(pairs: Sequence[LeverPair]) -> tuple[LeverPair, ...]:
    """Return pairs in the old order, new levers after the one that they follow."""
    found, last = dict[LeverPair, tuple[int, int]](), -1
    for number, pair in enumerate(pairs):
        last = last if pair.old is None else pair.old
        found[pair] = (last, 0 if pair.old is not None else 1 + number)
    return tuple(sorted(pairs, key=found.__getitem__))


def has_other_order(pairs: Sequence[LeverPair]) -> bool:
    """Return True if levers that both versions have are in another order."""
    kept = [pair.old for pair in pairs if pair.old is not None and pair.new is not None]
    return kept != sorted(kept)


def order_change(pairs: Sequence[LeverPair]) -> Change:
    """Return the change of the order of the levers that both versions have, by their numbers in the old version."""
    numbers = [str(pair.old + 1) for pair in pairs if pair.old is not None and pair.new is not None]
    return Change(("levers",), "Order of the levers", "as it was", f"{', '.join(numbers)} by former number")


def lever_changes(pair: LeverPair, plan: Plan) -> tuple[Change, ...]:
    """Return what differs between the two versions of a lever, in the words of a plan; a whole lever is one change."""
    if pair.was is None or pair.now is None:
        return (Change(pair.path, lever_title(pair, plan), _in_words(pair.was, plan), _in_words(pair.now, plan)),)
    title = lever_title(pair, plan)
    return tuple(
        Change(each.path, _label(title, each), each.old, each.new, each.years or _relative(each.path[-1], plan))
        for each in _described(pair.was, pair.now, pair.path, plan)
    )


def other_changes(old: Scenario, new: Scenario, plan: Plan) -> tuple[Change, ...]:
    """Return what differs between two versions of a scenario outside its levers."""
    return _described(old.with_fields(levers=()), new.with_fields(levers=()), (), plan)


def _described(old: BaseModel, new: BaseModel, path: Path, plan: Plan) -> tuple[Change, ...]:
    found = differences_within(old, new, path, set(plan.timeline.labels))
    return describe(map(_of_one_kind, found), plan, plan)


def _of_one_kind(difference: Difference) -> Difference:
    """Return a difference in which a default of 0 or 1 is a percentage if the other value is one, and no money."""
    values = (difference.old, difference.new)
    if difference.meaning.money or not any(isinstance(value, Percent) for value in values):
        return difference
    old, new = (Percent(value) if value in (0, 1) else value for value in values)
    return replace(difference, old=old, new=new)


def _in_words(lever: Lever | None, plan: Plan) -> str:
    return NONE if lever is None else PlanWords(plan).value(lever.change)


def _relative(step: str | int, plan: Plan) -> tuple[str, ...]:
    """Return the financial year that a last step such as `year 2` means; none for another step."""
    year = in_plan(str(step), plan.timeline)
    return () if year == step or isinstance(step, int) else (year,)


def _label(title: str, change: Change) -> str:
    """Return the lever's title and the keys inside it, with the years of the change."""
    inside = change.path[OF_A_KEY if change.path[2] in Lever.choices else OF_A_KEY - 1 :]
    steps = inside[:-1] if change.years else inside
    return ", ".join([title, *_steps(steps), *_span(change.years)])


def _steps(path: Sequence[Any]) -> Iterator[str]:
    for step in path:
        if step not in UNNAMED:
            yield key_in_words(step) if isinstance(step, str) else f"change {step + 1}"


def _span(years: Sequence[str]) -> Iterator[str]:
    """Yield the years of a change in words."""
    if years:
        yield years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
