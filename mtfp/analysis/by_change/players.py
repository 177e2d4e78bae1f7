"""Groups of changes between two plans: by section, or by the name of each item.

Items that only the new plan has are *new*, those that only the old plan has are *dropped*. Groups that can't be changed
separately, because an item of one refers to a new or dropped item of the other, are one player.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mtfp.findings.short import Short, counted, in_list
from mtfp.model.base.refers import parts_in, references
from mtfp.model.costs.target import Selector
from mtfp.model.plan import SECTIONS, Plan
from mtfp.scenarios.words import in_words

By = Literal["section", "name"]
Item = tuple[str, str]
"""Section and name of an item; the name is empty for a part of the plan without names, such as the scheme."""
WITHOUT_NAMES = ("population", "opening_gap", "scheme")
"""Parts of a plan without names that change its central case."""
OF_THE_BASE_YEAR = ("lines", "funding", "reserves", "opening_gap")
"""Parts of a plan whose money is that of the base year, so that they can't change without it."""
ROLL_FORWARD = "roll-forward"
LABELS = {
    "assumptions": "Assumptions",
    "lines": "Budget lines",
    "moves": "Moves of activity",
    "commitments": "Commitments",
    "funding": "Funding sources",
    "transfers": "Transfers",
    "savings": "Savings",
    "investments": "Investments",
    "risk_events": "Risk events",
    "reserves": "Reserves",
}


@dataclass(frozen=True, repr=False)
class ChangedItems(Short):
    """Player: items of the plan that change together, with a label and an identifier for tables."""

    id: str
    label: str
    items: frozenset[Item]

    def in_short(self) -> str:
        return f"{self.label}, {counted(len(self.items), 'item')}"


def changed_items(old: Plan, new: Plan, by: By) -> tuple[ChangedItems, ...]:
    """Return the players between two plans, in the order of the plan's sections.

    If the base year moved, the first player is the roll-forward: the base year with the budgets, payments and reserves
    of the new plan.
    """
    moved = old.base_year != new.base_year
    groups: dict[str, tuple[str, set[Item]]] = {}
    if moved:
        groups[ROLL_FORWARD] = (f"Roll-forward to the budgets of {new.base_year}", set())
    for item in _changed(old, new):
        of_base = moved and item[0] in OF_THE_BASE_YEAR
        id, label = (ROLL_FORWARD, "") if of_base else _group(item, old, new, by)
        groups.setdefault(id, (label, set()))[1].add(item)
    players = [ChangedItems(id, label, frozenset(items)) for id, (label, items) in groups.items()]
    return tuple(_joined(players, old, new))


def items_of(plan: Plan, section: str) -> Mapping[str, object]:
    """Return the items of a section by name; empty for a part without names, and for `reserves: none`."""
    value = getattr(plan, section)
    return value if isinstance(value, dict) else {}


def is_whole(section: str, old: Plan, new: Plan) -> bool:
    """Return True if a part of the plan changes as a whole: it has no names, or is `none` in one of the plans."""
    return not all(isinstance(getattr(plan, section), dict) for plan in (old, new))


def _changed(old: Plan, new: Plan) -> Iterator[Item]:
    for section in (*SECTIONS, *WITHOUT_NAMES):
        if is_whole(section, old, new):
            of_files = section == "population" and old.supplied != new.supplied
            if getattr(old, section) != getattr(new, section) or of_files:
                yield section, ""
            continue
        before, after = items_of(old, section), items_of(new, section)
        for name in dict.fromkeys([*before, *after]):
            both = name in before and name in after
            if section == "assumptions" and not both:
                continue  # an assumption changes a figure only through the items that name it
            if not both or before[name] != after[name]:
                yield section, name


def _group(item: Item, old: Plan, new: Plan, by: By) -> tuple[str, str]:
    section, name = item
    if not name:
        return section, LABELS.get(section, in_words(section).capitalize())
    way = "" if name in items_of(old, section) and name in items_of(new, section) else "new"
    way = "dropped" if way and name in items_of(old, section) else way
    if by == "name":
        plan = new if name in items_of(new, section) else old
        return f"{section}.{name}", f"{plan.label(section, name)}{f' ({way})' if way else ''}"
    label = LABELS[section]
    return f"{section}.{way}".rstrip("."), f"{way.capitalize()} {label.lower()}" if way else label


def _joined(players: Sequence[ChangedItems], old: Plan, new: Plan) -> list[ChangedItems]:
    """Return the players, with those that need one another joined into one at the place of the first."""
    of_item = {item: number for number, player in enumerate(players) for item in player.items}
    group = list(range(len(players)))
    for one, other in (*_needs(old, new), *_selecting(old, new), *_on_sides(old, new)):
        if one in of_item and other in of_item:
            first, second = sorted((group[of_item[one]], group[of_item[other]]))
            group = [first if each == second else each for each in group]
    found: dict[int, list[ChangedItems]] = {}
    for number, player in zip(group, players, strict=True):
        found.setdefault(number, []).append(player)
    return [_together(each) for each in found.values()]


def _together(players: Sequence[ChangedItems]) -> ChangedItems:
    first, *others = players
    also = in_list([player.label[:1].lower() + player.label[1:] for player in others])
    label = f"{first.label}, with {also}" if also else first.label
    return ChangedItems(first.id, label, frozenset(item for player in players for item in player.items))


def _needs(old: Plan, new: Plan) -> Iterator[tuple[Item, Item]]:
    """Yield pairs of items that must change together: one refers to the other, which only its own plan has so."""
    for plan, other in ((old, new), (new, old)):
        for reference in references(plan):
            section, target = reference.to.section, reference.name
            kept = items_of(other, section).get(target)
            # closing steps may use a reserve in one plan and not in the other, by its class
            differs = section == "reserves" and kept != items_of(plan, section).get(target)
            if section != "assumptions" and (kept is None or differs):
                at, *inside = map(str, reference.path)
                yield _item(at, inside, old, new), _item(section, [target], old, new)


def _on_sides(old: Plan, new: Plan) -> Iterator[tuple[Item, Item]]:
    """Yield items whose money falls on a side of the plan of which no common line stays, with every line that changed.

    A side is a partner's part of the integrated budget; for transfers it is the set-aside.
    """
    common = [[line for n, line in plan.lines.items() if n in old.lines and n in new.lines] for plan in (old, new)]
    cost = [[line for line in lines if line.kind == "cost"] for lines in common]
    sides = [{"set_aside" if line.set_aside else line.partner for line in lines} for lines in cost]
    changed = [item for item in _changed(old, new) if item[0] == "lines"]
    for section in ("transfers", "commitments", "savings", "investments", "risk_events"):
        for name, item in (each for plan in (old, new) for each in items_of(plan, section).items()):
            side = "set_aside" if section == "transfers" else getattr(item, "partner", None)
            if side and not all(side in every for every in sides):
                yield from (((section, name), line) for line in changed)


def _selecting(old: Plan, new: Plan) -> Iterator[tuple[Item, Item]]:
    """Yield items that select lines of which no common one stays, each with every line that changed."""
    common = [{n: line for n, line in plan.lines.items() if n in old.lines and n in new.lines} for plan in (old, new)]
    lines = [item for item in _changed(old, new) if item[0] == "lines"]
    for plan in (old, new):
        for section in (*SECTIONS, *WITHOUT_NAMES):
            for path, selector in parts_in(getattr(plan, section), Selector, (section,)):
                if not all(selector.of(each) for each in common):
                    yield from ((_item(section, list(map(str, path[1:])), old, new), line) for line in lines)


def _item(section: str, inside: Sequence[str], old: Plan, new: Plan) -> Item:
    whole = section not in SECTIONS or is_whole(section, old, new)
    return section, "" if whole or not inside else inside[0]
