"""Changed items of a plan, the one that moves most first, with what each moves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.by_change.players import items_of
from mtfp.analysis.one_by_one.movement import Transfer
from mtfp.analysis.one_by_one.renamed import Renamed, bare, with_new_names
from mtfp.analysis.one_by_one.transfers import transfers
from mtfp.analysis.plan_difference import PlanDifference, plan_difference
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import SECTIONS, Plan
from mtfp.scenarios.changes import Change
from mtfp.scenarios.words import ABOUT, NONE

MOST = 60
"""Most changed items of which each is tried; with more, such as a new year's plan, changes are tried by section."""
LEAST = 0.5
"""Pounds up to which a movement is rounding."""
WHOLE_ITEM, KEY_OF_ITEM = 2, 3
"""Number of steps in the path of an item, section and name, and of one of its keys."""
TRACES = ("source", "note", "reviewed")
"""Keys that should change with a value that was changed on purpose."""


@dataclass(frozen=True, repr=False)
class Entry(Short):
    """Changes of one item, or of items that can't change separately, and what they move."""

    id: str
    label: str
    changes: tuple[Change, ...]
    gap: Array
    """Movement of the gap, shape (year,), in the plan's unit; positive adds to the gap."""
    transfers: tuple[Transfer, ...] = ()
    same: tuple[str, ...] = ()
    """Keys, such as `source`, that the item has in both versions and that didn't change with its values."""
    renamed: Renamed | None = None
    twin: str = ""
    """Label of another item of the new version that is the same but for name and label, if the item is new."""

    def in_short(self) -> str:
        return f"{self.label}, {counted(len(self.changes), 'change')}"

    @property
    def items(self) -> int:
        """Number of items that changed."""
        return len({_item(change) for change in self.changes})

    @property
    def values(self) -> tuple[Change, ...]:
        """Changes of an item's values, without those of words about it; all changes of several items."""
        return tuple(change for change in self.changes if self.items > 1 or not _is_words(change))

    @property
    def words(self) -> tuple[str, ...]:
        """Keys of the words about one item that changed, such as `source`."""
        return tuple(str(change.path[2]) for change in self.changes if self.items == 1 and _is_words(change))

    @property
    def size(self) -> tuple[float, float]:
        """Largest movement of the gap, and largest other movement."""
        return float(np.abs(self.gap).max()), max((each.money for each in self.transfers), default=0.0)


@dataclass(frozen=True, repr=False)
class OneByOne(Short):
    """Changed items between two versions of a plan, the one that moves the gap most first."""

    difference: PlanDifference
    entries: tuple[Entry, ...]
    by_section: bool

    def in_short(self) -> str:
        return counted(len(self.entries), "changed item")


def one_by_one(old: Plan, new: Plan, *, most: int = MOST) -> OneByOne:
    """Return the changed items between two versions of a plan, each with what it moves in the central case.

    Movements are those of `plan_difference` by name, from one order of the changes and its reverse if they are more
    than three, so that the number of projections grows with that of changed items. With more than `most` changed items
    they are by section. Items that only have another name count as renamed. Raises NotComparable.
    """
    old, renamed = with_new_names(old, new)
    difference = plan_difference(old, new, "name", quick=True)
    by_section = len(difference.players) > most
    if by_section:
        difference = plan_difference(old, new, "section", quick=True)
    found = [*_entries(difference), *(_of_name(each, difference) for each in renamed)]
    return OneByOne(difference, tuple(sorted(found, key=lambda each: each.size, reverse=True)), by_section)


def _entries(difference: PlanDifference) -> Iterator[Entry]:
    gaps, still = np.nan_to_num(difference.of("gap")), np.zeros(len(difference.years))
    least = LEAST / UNITS[difference.new.unit]
    gaps[np.abs(gaps) <= least] = 0.0
    moved = transfers(difference, np.abs(gaps).max(axis=1, initial=0.0), least)
    groups: dict[int | tuple[str, str], list[Change]] = {number: [] for number in range(len(difference.players))}
    for change in difference.changes_that_count:
        number = difference.player_of(change)
        groups.setdefault(_item(change) if number is None else number, []).append(change)
    for key, changes in groups.items():
        if not changes:
            continue  # such as amounts of years that the new budgets hold
        if isinstance(key, int):
            player = difference.players[key]
            same, twin = _same(changes, difference), _twin(changes, difference.new)
            yield Entry(player.id, player.label, tuple(changes), gaps[key], moved[key], same, twin=twin)
        else:
            yield Entry(".".join(filter(None, key)), "", tuple(changes), still)


def _item(change: Change) -> tuple[str, str]:
    section, *inside = map(str, change.path or ("",))
    return section, inside[0] if inside else ""


def _is_words(change: Change) -> bool:
    return len(change.path) == KEY_OF_ITEM and change.path[2] in {*ABOUT, *TRACES}


def _same(changes: list[Change], difference: PlanDifference) -> tuple[str, ...]:
    """Return the traces of one changed item that stayed while its values changed."""
    items = {_item(change) for change in changes}
    keys = {str(change.path[2]) for change in changes if len(change.path) >= KEY_OF_ITEM}
    if len(items) != 1 or not keys - {*ABOUT, *TRACES}:
        return ()
    section, name = next(iter(items))
    if section not in SECTIONS:
        return ()
    both = [items_of(plan, section).get(name) for plan in (difference.old, difference.new)]
    return tuple(key for key in TRACES if key not in keys and all(getattr(each, key, "") for each in both))


def _twin(changes: list[Change], new: Plan) -> str:
    """Return the label of an item that is the same as a new one."""
    section, name = _item(changes[0])
    if len(changes) > 1 or len(changes[0].path) != WHOLE_ITEM or name not in items_of(new, section):
        return ""
    own = bare(items_of(new, section)[name])
    twins = (other for other, item in items_of(new, section).items() if other != name and bare(item) == own)
    return next((new.label(section, twin) for twin in twins if changes[0].old == NONE), "")


def _of_name(renamed: Renamed, difference: PlanDifference) -> Entry:
    label = difference.new.label(renamed.section, renamed.new)
    still = np.zeros(len(difference.years))
    return Entry(f"{renamed.section}.{renamed.new}", label, (), still, renamed=renamed)
