"""Put the parts of several columns' sums or products in the same places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from mtfp.findings.short import Short
from mtfp.traced import Node

SUM = ("sum", "")
"""Key of a sum."""
AT = "at"
"""Word in the key of a cell in a fixed year."""


@dataclass(repr=False)
class Slot(Short):
    """Place of a part in a sum or product: its sign, the keys that its nodes share, and its node by column."""

    sign: int
    keys: frozenset[object]
    nodes: dict[int, Node]
    at: int


@dataclass(repr=False)
class Slots(Short):
    """Places of parts. `keys_of` returns the keys of a part in a column."""

    keys_of: Callable[[Node, int], frozenset[object]]
    slots: list[Slot] = field(default_factory=list)
    _by_key: dict[object, list[Slot]] = field(default_factory=dict)

    def put(self, column: int, parts: Iterable[tuple[int, Node]]) -> None:
        """Put the parts of one column in the first free places that have a key of theirs."""
        for sign, node in parts:
            keys = self.keys_of(node, column)
            slot = self._free(sign, column, keys)
            if slot is None:
                self._add(Slot(sign, keys, {column: node}, len(self.slots)))
            else:
                slot.keys = slot.keys & keys or frozenset([SUM])
                self._by_key.setdefault(SUM, []).append(slot)
                slot.nodes[column] = node

    def _add(self, slot: Slot) -> None:
        self.slots.append(slot)
        for key in slot.keys:
            self._by_key.setdefault(key, []).append(slot)

    def _free(self, sign: int, column: int, keys: frozenset[object]) -> Slot | None:
        """Return the first free place for the same cell or kind, else for a cell in a fixed year, else for a sum.

        A part may be the only term of a sum in another column.
        """
        alike = [key for key in keys if not (isinstance(key, tuple) and AT in key)]
        for wanted in (alike, keys - {*alike}):
            slots = [slot for key in wanted for slot in self._by_key.get(key, ()) if key in slot.keys]
            if free := [slot for slot in slots if slot.sign == sign and column not in slot.nodes]:
                return min(free, key=lambda slot: slot.at)
        sums = self.slots if SUM in keys else [slot for slot in self._by_key.get(SUM, ()) if SUM in slot.keys]
        return next((slot for slot in sums if slot.sign == sign and column not in slot.nodes), None)

    def complete(self, slot: Slot, lacking: Iterable[int], neutral: float, is_scalar: Callable[[Node], bool]) -> None:
        """Give a place a part that adds nothing in the columns that lack it, if one is known.

        It is the number 0 or 1 if the part is a number, and 0 times the part if this is the same in all other columns.
        """
        parts = {id(part): part for part in map(_without_number, slot.nodes.values())}
        if all(part.is_constant for part in parts.values()):
            slot.nodes |= dict.fromkeys(lacking, Node(None, (), neutral))
        elif neutral == 0 and len(parts) == 1 and is_scalar(part := next(iter(parts.values()))):
            slot.nodes |= dict.fromkeys(lacking, Node(np.multiply, (part, Node(None, (), 0.0)), 0.0))


def _without_number(node: Node) -> Node:
    """Return the part of a product that isn't a number, or a node that is no product with a number."""
    others = [arg for arg in node.args if not arg.is_constant]
    return others[0] if node.op is np.multiply and len(others) == 1 else node
