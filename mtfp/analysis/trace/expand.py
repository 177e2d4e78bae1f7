"""Open a number up: the sum, product, smallest or largest of its parts, without steps that have no name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mtfp.analysis.trace.names import Names
from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import choose

How = Literal["sum", "product", "smallest", "largest", "same", "value", "other"]
SMALLEST, LARGEST = (np.minimum, np.fmin), (np.maximum, np.fmax)
SIGN = {1: "+", -1: "−"}


@dataclass(frozen=True, repr=False)
class Opened(Short):
    """Number as its parts: each with its sign, one of `+`, `−`, `×`, `÷`, `=`, or empty for one of several values."""

    how: How
    parts: tuple[tuple[str, Node], ...] = ()

    def again(self) -> float:
        """Return the number that the parts make."""
        values = [(sign, node.value) for sign, node in self.parts]
        match self.how:
            case "sum":
                return sum(value if sign == "+" else -value for sign, value in values)
            case "product":
                return float(np.prod([value if sign == "×" else np.divide(1, value) for sign, value in values]))
            case "smallest":
                return min(value for _, value in values)
            case "largest":
                return max(value for _, value in values)
            case _:
                return values[0][1]


def opened(node: Node, names: Names) -> Opened:
    """Return a number as its parts. Sums in a sum and products in a product are one; a choice is what was chosen."""
    if (other := names.instead.get(id(node))) is not None:
        node = other
    inner = chosen(node)
    if inner is not node and id(inner) in names.of_node:
        return Opened("same", (("=", inner),))
    node = inner
    if node.op is None:
        return Opened("value")
    if node.op in (np.add, np.subtract, np.negative):
        return Opened("sum", tuple(_terms(node, 1, names, first=True)))
    if node.op in (np.multiply, np.divide):
        return Opened("product", _without_pairs(tuple(_factors(node, "×", names, first=True))))
    if node.op in SMALLEST + LARGEST:
        kinds = SMALLEST if node.op in SMALLEST else LARGEST
        return Opened("smallest" if node.op in SMALLEST else "largest", tuple(_choices(node, kinds, names, first=True)))
    return Opened("other", tuple(("", arg) for arg in node.args))


def chosen(node: Node) -> Node:
    """Return the number behind choices that make no difference: the one chosen, and the one that a limit leaves."""
    while True:
        if node.op is choose:
            node = node.args[1] if node.args[0].value else node.args[2]
        elif node.op in SMALLEST + LARGEST:
            least = node.op in SMALLEST
            one, other = node.args
            decides = one if (one.value <= other.value) == least or np.isnan(other.value) else other
            if decides.is_constant or not (one.is_constant or other.is_constant):
                return node
            node = decides
        else:
            return node


def _anonymous(node: Node, names: Names) -> Node | None:
    """Return the node behind choices if neither has a name, or None."""
    if id(node) in names.of_node:
        return None
    node = chosen(node)
    return None if id(node) in names.of_node else node


def _terms(node: Node, sign: int, names: Names, *, first: bool = False) -> Iterator[tuple[str, Node]]:
    inner = node if first else _anonymous(node, names)
    if inner is None:
        yield SIGN[sign], chosen(node) if id(node) not in names.of_node else node
    elif inner.op is np.add:
        for arg in inner.args:
            yield from _terms(arg, sign, names)
    elif inner.op is np.subtract:
        yield from _terms(inner.args[0], sign, names)
        yield from _terms(inner.args[1], -sign, names)
    elif inner.op is np.negative:
        yield from _terms(inner.args[0], -sign, names)
    elif inner.op is np.multiply and any(_is_minus_one(arg) for arg in inner.args):
        one, other = inner.args
        yield from _terms(other if _is_minus_one(one) else one, -sign, names)
    else:
        yield SIGN[sign], inner


def _is_minus_one(node: Node) -> bool:
    return node.is_constant and node.value == -1


def _factors(node: Node, sign: str, names: Names, *, first: bool = False) -> Iterator[tuple[str, Node]]:
    inner = node if first else _anonymous(node, names)
    if inner is None:
        yield sign, chosen(node) if id(node) not in names.of_node else node
    elif inner.op is np.multiply:
        for arg in inner.args:
            yield from _factors(arg, sign, names)
    elif inner.op is np.divide:
        yield from _factors(inner.args[0], sign, names)
        yield from _factors(inner.args[1], "÷" if sign == "×" else "×", names)
    else:
        yield sign, inner


def _without_pairs(factors: tuple[tuple[str, Node], ...]) -> tuple[tuple[str, Node], ...]:
    """Return the factors of a product without numbers by which it is both multiplied and divided."""
    left = list(factors)
    for sign, node in factors:
        pair = [("×", node), ("÷", node)]
        if sign == "÷" and node.value and all(each in left for each in pair) and len(left) > len(pair):
            for each in pair:
                left.remove(each)
    return tuple(left)


def _choices(node: Node, kinds: tuple[object, ...], names: Names, *, first: bool = False) -> Iterator[tuple[str, Node]]:
    if not first and (id(node) in names.of_node or node.op not in kinds):
        yield "", node
    else:
        for arg in node.args:
            yield from _choices(arg, kinds, names)
