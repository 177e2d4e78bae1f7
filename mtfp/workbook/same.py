"""Make one node of equal ones, so that a number worked out twice has one cell, and leave out what adds nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import choose, is_number
from mtfp.workbook.rows import CONSTANT

YEAR = re.compile(r"\d{4}/\d\d")
EITHER_WAY = frozenset([np.add, np.multiply, np.minimum, np.maximum])
"""Operations whose two parts may change places."""

ENDS: dict[object, float] = {np.minimum: np.inf, np.fmin: np.inf, np.maximum: -np.inf, np.fmax: -np.inf}
"""Numbers that change no minimum or maximum."""


@dataclass(repr=False)
class Same(Short):
    """Nodes of a workbook. Equal calculations of the same year share one node.

    `instead` has nodes in the shape of a textbook, by the node that the engine worked out. The year of a calculation is
    the latest one of its parts, and an input that counts in several years has the year that needs it.
    """

    instead: Mapping[int, Node]
    year: int = 0
    _known: dict[int, Node] = field(default_factory=dict)
    _nodes: dict[object, Node] = field(default_factory=dict)
    _kept: list[Node] = field(default_factory=list)
    _years: dict[int, int] = field(default_factory=dict)
    """Years of calculations, by their nodes."""

    def of(self, node: Node, year: int) -> Node:
        """Return the node of the workbook for a node of the engine. The nodes of early years must come first."""
        self.year = year
        known, instead, steps = self._known, self.instead, [node]
        while steps:
            each = steps[-1]
            if id(each) in known:
                steps.pop()
                continue
            shown = instead.get(id(each), each)
            if missing := [arg for arg in shown.args if id(arg) not in known]:
                steps += missing
            else:
                steps.pop()
                known[id(each)] = self._made(shown)
                self._kept.append(each)
        return known[id(node)]

    def _made(self, node: Node) -> Node:
        if node.op is None:
            return self._beginning(node)
        known, years = self._known, self._years
        args = tuple([known[id(arg)] for arg in node.args])
        year, may_be_plain = CONSTANT - 1, node.op is choose
        for arg in args:
            may_be_plain = may_be_plain or arg.op is None
            year = max(year, years.get(id(arg), self.year))
        if may_be_plain and (plain := _plain(node, args, [arg.is_constant for arg in args])) is not None:
            return self._number(plain) if plain.is_constant else plain
        parts = [id(arg) for arg in args]
        if node.op in EITHER_WAY:
            parts.sort()
        key = (year, node.op, *parts)
        if (made := self._nodes.get(key)) is None:
            made = self._nodes[key] = Node(node.op, args, node.value)
            years[id(made)] = year
        return made

    def _beginning(self, node: Node) -> Node:
        """Return the node of an input, of a number that the plan's years set, or of a constant."""
        if node.path:
            if not is_by_year(node.path):
                self._years[id(node)] = CONSTANT
            return self._nodes.setdefault(node.path, node)
        if node.schedule:
            self._years[id(node)] = node.schedule.t
            return self._nodes.setdefault(node.schedule, node)
        return self._number(node)

    def _number(self, node: Node) -> Node:
        """Return the one node of a constant, which is older than any year."""
        made = self._nodes.setdefault(("number", str(node.value)), node)
        self._years[id(made)] = CONSTANT - 1
        return made


def is_by_year(path: Path) -> bool:
    """Return True for an input that counts in some years only; one without years counts in all of them."""
    return path[0] == "population" or any(step == "then" or YEAR.fullmatch(str(step)) for step in path)


def _is_nan(node: Node) -> bool:
    return node.is_constant and node.value != node.value


def _plain(node: Node, args: tuple[Node, ...], fixed: list[bool]) -> Node | None:
    """Return the node that an operation leaves as it is, or a constant; None if the operation changes something.

    `fixed` tells which of the arguments are constants.
    """
    if True not in fixed:
        return args[1] if node.op is choose and args[1] is args[2] else None
    if False not in fixed and node.op is not choose:
        return Node(None, (), node.value)
    if (end := ENDS.get(node.op)) is not None:
        left = [arg for arg in args if not (is_number(arg, end) or (node.op in (np.fmin, np.fmax) and _is_nan(arg)))]
        return left[0] if len(left) == 1 else None if left else args[0]
    if node.op is not choose and any(_is_nan(arg) for arg in args):
        return Node(None, (), np.nan)
    if node.op is choose and args[0].is_constant:
        return args[1] if args[0].value else args[2]
    if node.op is choose and (args[1] is args[2]):
        return args[1]
    if False not in fixed:
        return Node(None, (), node.value)
    if node.op in (np.add, np.subtract) and is_number(args[1], 0.0):
        return args[0]
    if node.op is np.add and is_number(args[0], 0.0):
        return args[1]
    if node.op in (np.multiply, np.divide) and is_number(args[1], 1.0):
        return args[0]
    if node.op is np.multiply and is_number(args[0], 1.0):
        return args[1]
    if (node.op in (np.multiply, np.divide) and is_number(args[0], 0.0)) or (
        node.op is np.multiply and is_number(args[1], 0.0)
    ):
        return Node(None, (), 0.0)
    return None
