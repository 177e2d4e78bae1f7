"""Workings that the engine names, each as a row of the plan's item to which it belongs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np

from mtfp.analysis.trace.names import Names
from mtfp.analysis.trace.sources import Origins
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import Recorder, Working, constant, is_number
from mtfp.workbook.rows import CONSTANT, Row, Sheet


@dataclass(frozen=True, repr=False)
class Item(Short):
    """Rows of an item of the plan under its heading."""

    heading: str
    rows: Sequence[Row]


@dataclass(repr=False)
class Workings(Short):
    """Workings of a recorded projection. Each gets one row, in the first list of items that needs it."""

    every: Sequence[Working]
    names: Names
    origins: Origins
    _of_node: dict[int, int] = field(default_factory=dict)
    _owners: dict[int, Path | None] = field(default_factory=dict)
    _listed: set[str] = field(default_factory=set)
    _placed: set[int] = field(default_factory=set)
    _paths: dict[int, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, working in enumerate(self.every):
            for node in column_of(working):
                if node.op is not None:
                    self._of_node.setdefault(id(node), at)  # a number keeps the first name that it gets

    def of(self, owner: Path, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of the workings that the engine gives to an owner, in the order in which it works them out."""
        for working in self.every:
            if working.of == owner and (cells := _cells(working)):
                label = f"{working.words[:1].upper()}{working.words[1:]}"
                yield Row(sheet, label, working.unit, cells=cells, is_named_working=True)

    def with_workings(self, sheet: Sheet, items: Mapping[Path, Item]) -> dict[Path, list[Row]]:
        """Return the rows of items with their workings: each before the row of its item that needs it.

        A working that only other items need comes before the last row of its own item. One whose item has no rows here
        is in the first item that needs it.
        """
        found: dict[Path, list[Row]] = {key: [] for key in items}
        elsewhere: dict[int, Path] = {}
        for key, item in items.items():
            seen: set[int] = set()
            for row in item.rows:
                own, others = self._reached([*row.cells.values()], key, items, seen)
                found[key] += [*self._rows(own, key, sheet, items), row]
                elsewhere |= dict.fromkeys(others, key) | elsewhere
        first: dict[Path, set[int]] = {key: set() for key in items}
        steps, seen = [*elsewhere], set[int]()
        while steps:
            at = steps.pop()
            home = self._home(at, elsewhere[at], items)
            own, others = self._reached(column_of(self.every[at]), home, items, seen)
            first[home] |= {at, *own}
            steps += [other for other in others if other not in elsewhere]
            elsewhere |= dict.fromkeys(others, home) | elsewhere
        return {
            key: [*rows[:-1], *self._rows(first[key], key, sheet, items), *rows[-1:]] for key, rows in found.items()
        }

    def _rows(self, found: Iterable[int], key: Path, sheet: Sheet, items: Mapping[Path, Item]) -> Iterator[Row]:
        """Yield rows of workings that have none yet, in the order in which the engine works them out."""
        for at in sorted(found):
            working = self.every[at]
            label = f"{items[key].heading}, {self._words(at, key)}"
            cells = _cells(working)
            if cells and at not in self._placed and label not in self._listed:
                self._listed.add(label)
                self._placed.add(at)
                yield Row(sheet, label, working.unit, cells=cells, is_named_working=True)

    def _reached(
        self, nodes: Sequence[Node], key: Path, items: Mapping[Path, Item], seen: set[int]
    ) -> tuple[set[int], set[int]]:
        """Return the workings of an item from which numbers are worked out, and those of other items on the way.

        The search ends at numbers that have a row anyway, and at workings of other items.
        """
        steps, own, others = [*nodes], set[int](), set[int]()
        while steps:
            node = steps.pop()
            at = self._of_node.get(id(node))
            if at is not None and self._home(at, key, items) != key:
                others.add(at)
                continue
            if at is not None:
                own.add(at)
            parts = self.names.instead.get(id(node), node).args
            fresh = [part for part in parts if id(part) not in seen and id(part) not in self.names.of_node]
            seen.update(id(arg) for arg in fresh)
            steps += fresh
        return own, others

    def _home(self, at: int, key: Path, items: Mapping[Path, Item]) -> Path:
        """Return the item in which a working has its row, if another one needs it."""
        owner = self._owner(at)
        return next((owner[:steps] for steps in (2, 1) if owner[:steps] in items), key)

    def _owner(self, at: int) -> Path:
        """Return the path to which a working belongs: that of its item, or the beginning of the paths of all inputs."""
        if at not in self._paths:
            working = self.every[at]
            self._paths[at] = working.of or self._beginning(column_of(working)) or ()
        return self._paths[at]

    def _beginning(self, nodes: Sequence[Node]) -> Path | None:
        """Return the longest path with which all inputs behind numbers begin; None if there is no input."""
        steps = [*nodes]
        while steps:
            node = steps[-1]
            missing = [arg for arg in node.args if id(arg) not in self._owners]
            if not missing:
                inside = [self._owners[id(arg)] for arg in node.args]
                self._owners[id(node)] = _shared(inside) if node.args else node.path or None
                steps.pop()
            steps += missing
        return _shared([self._owners[id(node)] for node in nodes])

    def _words(self, at: int, home: Path) -> str:
        """Return the words of a working, after those of the part of its item or of the other item that it is of."""
        working, owner = self.every[at], self._owner(at)
        numbered = [place for place, step in enumerate(owner) if place > 1 and isinstance(step, int)]
        part = owner[: numbered[-1] + 1] if numbered else owner[:2]
        if len(part) < 2 or part == home:
            return working.words
        label = self.origins.label(part)
        own = label.removeprefix(f"{self.origins.label(part[:2])}, ") if part[:2] == home else label
        return f"{own}: {working.words}"


def every_working(recorder: Recorder, years: Sequence[str]) -> list[Working]:
    """Return the workings of a record, with those that the engine names year by year."""
    found = [*recorder.workings]
    for (words, unit, _), by_year in recorder.in_years.items():
        nodes = np.array([by_year.get(year, constant(0.0)) for year in years], dtype=object)
        found.append(Working(words, unit, (), nodes))
    return found


def column_of(working: Working) -> Sequence[Node]:
    """Return the nodes of a working by year, or the one that counts in every year."""
    column: Sequence[Node] = working.nodes.reshape(max(len(np.atleast_1d(working.nodes)), 1), -1)[:, 0]
    return column


def _cells(working: Working) -> dict[int, Node]:
    """Return numbers by year from the first one that can move or isn't zero; nothing if none can move."""
    nodes = column_of(working)
    if all(node.is_constant for node in nodes):
        return {}
    if not working.nodes.ndim:
        return {CONSTANT: nodes[0]}
    first = next(t for t, node in enumerate(nodes) if not is_number(node, 0.0))
    return {
        t: node for t, node in enumerate(nodes) if t >= first and (node.value == node.value or not node.is_constant)
    }


def _shared(paths: Sequence[Path | None]) -> Path | None:
    """Return the longest beginning that paths share.

    >>> _shared([("lines", "a", "budget"), None, ("lines", "a", "cost")])
    ('lines', 'a')
    """
    known = {path for path in paths if path is not None}
    if len(known) <= 1:
        return next(iter(known), None)
    return tuple(steps[0] for steps in takewhile(lambda steps: len({*steps}) == 1, zip(*known, strict=False)))
