"""Players: the levers of a scenario that are counted separately, or together where one needs another.

A lever that can't be applied without an earlier one, or that changes an item which an earlier one makes, has no effect
by itself: both are one player.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mtfp.findings.short import Short, counted, in_list
from mtfp.model.plan import SECTIONS, Plan
from mtfp.scenarios.changes import Change, describe, differences
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import At, Scenario, in_order

Item = tuple[str, str]
"""Section and name of an item of the plan."""

LONGEST = 60
"""Most characters of a label that states the old and the new value."""


@dataclass(frozen=True, repr=False)
class Player(Short):
    """One lever, or several that need one another, with their position, label and changes to the plan."""

    levers: tuple[Lever, ...]
    at: tuple[At, ...]
    label: str
    changes: tuple[Change, ...]

    def in_short(self) -> str:
        return f"{self.label}, {len(self.levers)} levers"

    @property
    def numbers(self) -> str:
        """Return the numbers of the levers in words, such as `levers 1 and 3`."""
        found = [str(at.lever + 1) for at in self.at]
        return f"lever{'s' if len(found) > 1 else ''} {in_list(found)}"


def players_of(plan: Plan, scenarios: Sequence[Scenario]) -> tuple[Player, ...]:
    """Return the players of scenarios that can be applied to a plan together, in the order of their first levers.

    A lever that changes nothing in the plan is left out.
    """
    every = list(in_order(scenarios))
    levers = [lever for _, lever in every]
    before, labels, changes = [plan], list[str](), list[tuple[Change, ...]]()
    made, touched = list[set[Item]](), list[set[Item]]()
    for lever in levers:
        after = lever.apply(before[-1])
        found = differences(before[-1], after)
        changes.append(describe(found, before[-1], after))
        labels.append(label_of(lever, changes[-1], after))
        made.append(_items(after) - _items(before[-1]))
        touched.append({item for each in found if (item := _item(each.path))})
        before.append(after)
    effective = [n for n, found in enumerate(changes) if found or levers[n].apply(plan) != plan]
    groups = _joined(effective, plan, levers, made, touched)
    return tuple(
        Player(
            tuple(every[number][1] for number in group),
            tuple(every[number][0] for number in group),
            " and ".join(dict.fromkeys(labels[number] for number in group)),
            tuple(change for number in group for change in changes[number]),
        )
        for group in groups
    )


def _joined(
    effective: Sequence[int],
    plan: Plan,
    levers: Sequence[Lever],
    made: Sequence[set[Item]],
    touched: Sequence[set[Item]],
) -> list[list[int]]:
    """Return the levers in groups: those that need one another are in one group."""
    group_of = {number: {number} for number in effective}
    for number in effective:
        earlier = [other for other in effective if other < number]
        needs = [other for other in earlier if made[other] & touched[number]]
        needs += _needed(plan, levers, number, earlier)
        for other in needs:
            merged = group_of[number] | group_of[other]
            group_of.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(group)): sorted(group) for group in group_of.values()}.values())


def _needed(plan: Plan, levers: Sequence[Lever], number: int, earlier: Sequence[int]) -> list[int]:
    """Return the earlier levers without which a lever can't be applied.

    If no single one is needed, but the lever can't be applied without any of them, all of them are returned.
    """
    if not _fails(levers[number], plan):
        return []
    needed = []
    for other in earlier:
        without = plan
        for each in earlier:
            if each != other and not _fails(levers[each], without):
                without = levers[each].apply(without)
        if _fails(levers[number], without):
            needed.append(other)
    return needed or list(earlier)


def _fails(lever: Lever, plan: Plan) -> bool:
    return any(complaint.code.startswith("E") for complaint in lever.complaints(plan))


def _items(plan: Plan) -> set[Item]:
    sections = ((section, getattr(plan, section)) for section in SECTIONS)
    return {(section, name) for section, items in sections if isinstance(items, dict) for name in items}


def _item(path: Sequence[object]) -> Item | None:
    return (str(path[0]), str(path[1])) if len(path) > 1 and path[0] in SECTIONS else None


def label_of(lever: Lever, changes: Sequence[Change], plan: Plan) -> str:
    """Return the label of a lever: its own, or else its change, or the items of the plan that it changes."""
    own = getattr(lever.change, "label", "")
    existing = [change for change in changes if len(change.path) > len(("section", "name"))] or list(changes)
    items = dict.fromkeys(item for change in existing if (item := _item(change.path)))
    if own or not changes:
        return str(own) or lever.chosen.replace("_", " ")
    if len(items) < 2:
        whole = f"{existing[0]}{' and later' if len(existing) > 1 else ''}"
        return whole if len(whole) <= LONGEST else existing[0].label
    section, name = next(iter(items))
    return f"{plan.label(section, name)} and {counted(len(items) - 1, 'other')}"
