"""Nodes in the shape of a formula: sums and products with all their parts, functions, comparisons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import choose

Kind = Literal["leaf", "constant", "sum", "product", "call", "comparison"]
CALLS = {
    np.minimum: "MIN",
    np.fmin: "MIN",
    np.maximum: "MAX",
    np.fmax: "MAX",
    np.logical_and: "AND",
    np.bitwise_and: "AND",
    np.logical_or: "OR",
    np.bitwise_or: "OR",
    np.absolute: "ABS",
    np.log: "LN",
    choose: "IF",
}
COMPARISONS = {
    np.greater: ">",
    np.greater_equal: ">=",
    np.less: "<",
    np.less_equal: "<=",
    np.equal: "=",
    np.not_equal: "<>",
}
FLAT = ("MIN", "MAX", "AND", "OR")
"""Functions whose arguments may be those of the same function inside."""


@dataclass(frozen=True, repr=False)
class Shape(Short):
    """Node as a formula shows it: its kind, the name of its function or sign, and its parts with their signs."""

    kind: Kind
    name: str = ""
    parts: tuple[tuple[int, Node], ...] = ()

    @property
    def only(self) -> Node | None:
        """Return the number that a leaf or a constant is; None for another kind."""
        return self.parts[0][1] if self.kind in ("leaf", "constant") else None


def shape_of(node: Node, whole: Callable[[Node], bool]) -> Shape:
    """Return the shape of a node that is no leaf. A part for which `whole` is true isn't taken apart."""
    if node.op in (np.add, np.subtract, np.negative) or _is_negated(node):
        return Shape("sum", "", tuple(_terms(node, 1, whole, first=True)))
    if node.op in (np.multiply, np.divide):
        return Shape("product", "", tuple(_factors(node, 1, whole, first=True)))
    if (name := CALLS.get(node.op or node)) is not None:
        return Shape("call", name, tuple((1, arg) for arg in _args(node, name, whole, first=True)))
    return Shape("comparison", COMPARISONS[node.op], tuple((1, arg) for arg in node.args))  # type: ignore[index]


def _is_negated(node: Node) -> bool:
    return node.op is np.multiply and any(arg.is_constant and arg.value == -1 for arg in node.args)


def may_flatten(node: Node, into: Node) -> bool:
    """Return True if the shape of a number may show the parts of one of its parts as its own."""
    if _is_negated(node) or node.op in (np.add, np.subtract, np.negative):
        return into.op in (np.add, np.subtract, np.negative) or _is_negated(into)
    if node.op in (np.multiply, np.divide):
        return into.op in (np.multiply, np.divide)
    return CALLS.get(node.op or node) == CALLS.get(into.op or into)


def _terms(node: Node, sign: int, whole: Callable[[Node], bool], *, first: bool = False) -> list[tuple[int, Node]]:
    if not first and whole(node):
        return [(sign, node)]
    if node.op in (np.add, np.subtract):
        one, other = node.args
        return _terms(one, sign, whole) + _terms(other, sign if node.op is np.add else -sign, whole)
    if node.op is np.negative:
        return _terms(node.args[0], -sign, whole)
    if _is_negated(node):
        one, other = node.args
        return _terms(other if one.is_constant and one.value == -1 else one, -sign, whole)
    return [(sign, node)]


def _factors(node: Node, sign: int, whole: Callable[[Node], bool], *, first: bool = False) -> list[tuple[int, Node]]:
    if (not first and whole(node)) or node.op not in (np.multiply, np.divide) or (not first and _is_negated(node)):
        return [(sign, node)]
    one, other = node.args
    return _factors(one, sign, whole) + _factors(other, sign if node.op is np.multiply else -sign, whole)


def _args(node: Node, name: str, whole: Callable[[Node], bool], *, first: bool = False) -> list[Node]:
    if name not in FLAT or (not first and (whole(node) or CALLS.get(node.op or node) != name)):
        return list(node.args) if first else [node]
    return [part for arg in node.args for part in _args(arg, name, whole)]
