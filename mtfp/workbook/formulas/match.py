"""Put the parts of several columns' sums or products in the same places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from mtfp.findings.short import Short
from mtfp.traced import Node

SUM = ("sum", "")
"""Key of a sum."""
Nodes = dict[int, Node]
"""Nodes of a part by column."""
AT = "at"
"""Word in the key of a cell in a fixed year."""


class Keys(NamedTuple):
    """Keys of a part: all of them, and those of the same cell or kind, without cells in a fixed year."""

    every: frozenset[object]
    alike: frozenset[object]

    @classmethod
    def of(cls, keys: Iterable[tuple[object, ...]]) -> "Keys":
        every = frozenset(keys)
        return cls(every, frozenset(key for key in every if AT not in key))


@dataclass(repr=False)
class Slot(Short):
    """Place of a part in a sum or product: its sign, the keys that its nodes share, and its node by column."""

    sign: int
    keys: frozenset[object]
    nodes: Nodes
    at: int

    @property
    def is_number(self) -> bool:
        return all(node.is_constant for node in self.nodes.values())

    def completed(self, lacking: Iterable[int], neutral: float, is_scalar: Callable[[Node], bool]) -> Nodes | None:
        """Return the nodes with a part that adds nothing in the columns that lack it; None if none is known.

        It is the number 0 or 1 if the part is a number, and 0 times the part if this is the same in all other columns.
        """
        parts = {id(part): part for part in map(_without_number, self.nodes.values())}
        if all(part.is_constant for part in parts.values()):
            return self.nodes | dict.fromkeys(lacking, Node(None, (), neutral))
        if neutral == 0 and len(parts) == 1 and is_scalar(part := next(iter(parts.values()))):
            return self.nodes | dict.fromkeys(lacking, Node(np.multiply, (part, Node(None, (), 0.0)), 0.0))
        return None


@dataclass(repr=False)
class Slots(Short):
    """Places of parts. `keys_of` returns the keys of a part in a column."""

    keys_of: Callable[[Node, int], Keys]
    slots: list[Slot] = field(default_factory=list)
    _by_key: dict[object, list[Slot]] = field(default_factory=dict)

    def put(self, column: int, parts: Iterable[tuple[int, Node]]) -> None:
        """Put the parts of one column in the first free places that have a key of theirs."""
        in_order = True
        for at, (sign, node) in enumerate(parts):
            keys = self.keys_of(node, column)
            slot = self._next(at, sign, keys) if in_order else None
            if slot is None:
                slot = self._free(sign, column, keys)
                in_order = in_order and slot is not None and slot.at == at
            if slot is None:
                self._add(Slot(sign, keys.every, {column: node}, len(self.slots)))
            else:
                self._join(slot, column, node, keys)

    def _next(self, at: int, sign: int, keys: Keys) -> Slot | None:
        """Return the place after those of a column's parts so far, if it is the first one for the same cell or kind."""
        slot = self.slots[at] if at < len(self.slots) else None
        return slot if slot and slot.sign == sign and not keys.alike.isdisjoint(slot.keys) else None

    def _join(self, slot: Slot, column: int, node: Node, keys: Keys) -> None:
        if len(slot.nodes) == 1:
            self._by_key.setdefault(SUM, []).append(slot)
        slot.keys = slot.keys & keys.every or frozenset([SUM])
        slot.nodes[column] = node

    def _add(self, slot: Slot) -> None:
        self.slots.append(slot)
        for key in slot.keys:
            self._by_key.setdefault(key, []).append(slot)

    def _free(self, sign: int, column: int, keys: Keys) -> Slot | None:
        """Return the first free place for the same cell or kind, else for a cell in a fixed year, else for a sum.

        A part may be the only term of a sum in another column.
        """
        for wanted in (keys.alike, keys.every - keys.alike):
            slots = [slot for key in wanted for slot in self._by_key.get(key, ()) if key in slot.keys]
            if free := [slot for slot in slots if slot.sign == sign and column not in slot.nodes]:
                return min(free, key=lambda slot: slot.at)
        sums = self.slots if SUM in keys.every else [slot for slot in self._by_key.get(SUM, ()) if SUM in slot.keys]
        return next((slot for slot in sums if slot.sign == sign and column not in slot.nodes), None)

    def with_numbers(self) -> "Slots | None":
        """Return places in which numbers share those of parts that other columns have; None if no number can.

        The formula then names a cell that holds the number in its column, such as the 1 of an index's base year.
        """
        numbers = [slot for slot in self.slots if slot.is_number]
        others = [replace(slot, nodes=dict(slot.nodes)) for slot in self.slots if not slot.is_number]
        for number in numbers:
            free = (s for s in others if s.sign == number.sign and s.nodes.keys().isdisjoint(number.nodes))
            if (slot := next(free, None)) is None:
                return None
            slot.nodes |= number.nodes
        return Slots(self.keys_of, others) if numbers else None


def _without_number(node: Node) -> Node:
    """Return the part of a product that isn't a number, or a node that is no product with a number."""
    others = [arg for arg in node.args if not arg.is_constant]
    return others[0] if node.op is np.multiply and len(others) == 1 else node
