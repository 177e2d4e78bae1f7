"""Nodes: numbers that remember the operation and the numbers from which they were worked out."""

import operator
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as File
from types import FrameType
from typing import Any

import numpy as np

from mtfp.findings.place import Path
from mtfp.findings.short import Short

Operation = Callable[..., Any]
PROGRAM = str(File(__file__).parents[1])
ITSELF = str(File(__file__).parent)
QUICK: dict[Operation, Operation] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.negative: operator.neg,
}
"""Python's own operations on two floats, which are NumPy's at a tenth of the time."""


@dataclass(eq=False, slots=True, repr=False)
class Node(Short):
    """Number of a recorded calculation.

    `op` was done with `args` and gave `value`. An input of the plan has a `path` instead, a number that the plan's
    years set has a `schedule`, and a constant has none of them.
    """

    op: Operation | None
    args: tuple["Node", ...]
    value: float
    path: Path = ()
    schedule: "Schedule | None" = None

    @property
    def is_constant(self) -> bool:
        return self.op is None and not self.path and self.schedule is None

    @property
    def is_fixed(self) -> bool:
        """True for a constant, and for a number that the plan's years set."""
        return self.op is None and not self.path

    def in_short(self) -> str:
        """Return the value and its origin; the arguments are left out, since they hold the whole calculation."""
        return f"{self.value:.6g} {getattr(self.op, '__name__', '') or '.'.join(map(str, self.path))}"


@dataclass(frozen=True, repr=False)
class Schedule(Short):
    """Number by year that the plan's years set, such as the share of a change that is done, in one year."""

    words: str
    unit: str
    values: tuple[float, ...]
    t: int


@dataclass(frozen=True, repr=False)
class Working(Short):
    """Array that the engine names on the way: words, unit, item of the plan, and nodes, shape (year, ...)."""

    words: str
    unit: str
    of: Path
    nodes: Any


@dataclass(repr=False)
class Recorder(Short):
    """Record of one run: inputs by path, and the places in mtfp that read a number, as (place, kind of reading).

    A branch on a value would be right today and wrong after an edit, so a test allows few places to read a number.
    """

    inputs: dict[Path, float] = field(default_factory=dict)
    reads: set[tuple[str, str]] = field(default_factory=set)
    workings: list[Working] = field(default_factory=list)
    in_years: dict[tuple[str, str, str], dict[str, Node]] = field(default_factory=dict)
    """Numbers that the engine names year by year, by their words, unit and closing step, then by year."""

    def input(self, path: Path, value: float) -> Node:
        self.inputs[path] = float(value)
        return Node(None, (), float(value), path)

    def read(self, kind: str) -> None:
        """Record that the program read a number's truth, float, integer, hash or flag."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and not _is_engine(frame.f_code.co_filename):
            frame = frame.f_back
        where = "?" if frame is None else f"{frame.f_globals['__name__']}:{frame.f_code.co_qualname}"
        self.reads.add((where.split(".<locals>")[0], kind))


def _is_engine(file: str) -> bool:
    return file.startswith(PROGRAM) and not file.startswith(ITSELF)


def constant(value: float) -> Node:
    return Node(None, (), value)


def choose(condition: Any, one: Any, other: Any) -> Any:
    """Return the first value if the condition holds, else the second."""
    return one if condition else other


def node_of(op: Any, args: tuple[Node, ...], value: float) -> Node:
    """Return the node of an operation. Constants are worked out; zeros that are added and ones are left out."""
    fixed = [arg.op is None and not arg.path and arg.schedule is None for arg in args]  # as `is_constant`, but quicker
    if True not in fixed:
        return Node(op, args, value)
    if False not in fixed:
        return Node(None, (), value)
    one, other = args[0], args[-1]
    if op in (np.add, np.subtract) and fixed[1] and other.value == 0.0:
        return one
    if op is np.add and fixed[0] and one.value == 0.0:
        return other
    if op in (np.multiply, np.divide) and fixed[1] and other.value == 1.0:
        return one
    if op is np.multiply:
        if fixed[0] and one.value == 1.0:
            return other
        if value == 0.0 and (one if fixed[0] else other).value == 0.0:
            return Node(None, (), 0.0)
    return Node(op, args, value)


def is_number(node: Node, number: float) -> bool:
    """Return True if no input changes a node, and it has this value."""
    return node.value == number and node.is_constant
