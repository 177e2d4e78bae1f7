"""Cells that hold the parts of a formula, and the shape in which the formula shows each part."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.workbook.formulas.match import AT, Keys
from mtfp.workbook.formulas.reach import may_refer
from mtfp.workbook.formulas.shapes import Shape, shape_of
from mtfp.workbook.rows import CONSTANT, Book, Place, Row

Key = tuple[int, int, int]
"""Key of a part of a formula: its node, then the row or the sheet of the formula, and the column."""

SMALL = 3
"""Least number of cells in a part of several formulas that gets a row of its own."""
LONG = 11
"""Largest number of cells in a part of one formula that gets no row of its own."""


class Opening(IntEnum):
    """Cells that show how their number is worked out, instead of a reference to the cell that does."""

    OWN = 0
    """The first cell of each number."""
    OWN_ROW = 1
    """Other cells of its row too."""
    ALL = 2
    """Cells of other rows too."""


@dataclass(repr=False)
class Cells(Short):
    """Cells of a book as formulas see them. What is found once is kept until a row is added."""

    book: Book
    opening: Opening = Opening.OWN
    users: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Number of nodes that each node is a part of."""
    _sizes: dict[int, int] = field(default_factory=dict)
    _shapes: dict[Key, tuple[Node, Shape]] = field(default_factory=dict)
    """Shapes of parts, with their nodes, so that no other node gets the identity of one."""
    _found: dict[Key, list[Place]] = field(default_factory=dict)
    _keys: dict[Key, Keys] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget what was found, because the book has other cells now."""
        self._shapes.clear()
        self._found.clear()
        self._keys.clear()

    def count_users(self) -> None:
        """Count the nodes that each node is a part of."""
        users, seen = self.users, set[int]()
        steps = [node for row in self.book.rows() for node in row.cells.values()]
        while steps:
            node = steps.pop()
            if node.args and id(node) not in seen:
                seen.add(id(node))
                for part in {*map(id, node.args)}:
                    users[part] += 1
                steps += node.args

    def shape(self, node: Node, at: Place, *, top: bool = False) -> Shape:
        """Return the shape of a part of a formula in a cell; `top` for the whole formula."""
        if top or node.is_constant:
            return self._shape(node, at, top=top)
        key = _key(node, at)
        if (found := self._shapes.get(key)) is None:
            found = self._shapes[key] = node, self._shape(node, at, top=False)
        return found[1]

    def _shape(self, node: Node, at: Place, *, top: bool) -> Shape:
        if node.is_constant:
            return Shape("constant", parts=((1, node),))
        if not (top and self.is_shown(node, at)) and self.homes(node, at, alias=top):
            return Shape("leaf", parts=((1, node),))
        return shape_of(node, lambda part: part.is_constant or self.lasts(part, at))

    def is_shown(self, node: Node, at: Place) -> bool:
        """Return True if a cell with a number shows how it is worked out."""
        return node.op is not None and self._is_opened(self.book.homes(node)[0], at)

    def _is_opened(self, home: Place, at: Place) -> bool:
        """Return True if the formula of `at` shows the calculation of the number in `home` and does not refer to it."""
        return home == at or (home[0] is at[0] and self.opening > Opening.OWN) or self.opening is Opening.ALL

    def lasts(self, node: Node, at: Place) -> bool:
        """Return True if a cell holds a part of a sum or product; workings of other sheets don't count."""
        return any(not home.is_working or home.sheet is at[0].sheet for home, _ in self.homes(node, at))

    def homes(self, node: Node, at: Place, *, alias: bool = False) -> list[Place]:
        """Return the cells that hold a node and to which a cell may refer; for `alias`, only those before the cell."""
        if alias:
            return self._homes(node, at, alias=True)
        key = _key(node, at)
        if (found := self._found.get(key)) is None:
            found = self._found[key] = self._homes(node, at, alias=False)
        return found

    def _homes(self, node: Node, at: Place, *, alias: bool) -> list[Place]:
        homes = self.book.homes(node)
        if alias and at in homes:
            homes = homes[: homes.index(at)]
        return [home for home in homes if home != at and may_refer(at, home)]

    def is_cut(self, node: Node) -> bool:
        """Return True for a part that gets a row of its own: several formulas use it, or it is long."""
        return self.is_shared(node) or self._size(node) > LONG

    def is_shared(self, node: Node) -> bool:
        """Return True for a part of several formulas that is worth a row of its own."""
        return self.users.get(id(node), 0) > 1 and self._size(node) >= SMALL

    def _size(self, node: Node) -> int:
        """Return the number of cells in the formula of a node."""
        if id(node) not in self._sizes:
            parts = [arg for arg in node.args if not arg.is_constant]
            ends = [bool(self.book.homes(part)) or not part.args for part in parts]
            self._sizes[id(node)] = sum(1 if end else self._size(part) for part, end in zip(parts, ends, strict=True))
        return self._sizes[id(node)]

    def is_scalar(self, node: Node) -> bool:
        """Return True if a part counts in every year: it is worked out from inputs and numbers that do."""
        if node.is_constant or (homes := self.book.homes(node)):
            return node.is_constant or homes[0][1] == CONSTANT
        return bool(node.args) and all(self.is_scalar(arg) for arg in node.args)

    def keys(self, node: Node, at: Place) -> Keys:
        """Return keys of a part: two parts of different columns can have one place if they share a key."""
        key = _key(node, at)
        if (found := self._keys.get(key)) is None:
            found = self._keys[key] = self._keys_of_part(node, at)
        return found

    def _keys_of_part(self, node: Node, at: Place) -> Keys:
        shape = self.shape(node, at)
        if shape.kind == "leaf":
            homes = self.homes(node, at)
            return Keys.of(key for home, c in homes for key in _keys_of(home, c, at[1]))
        return Keys.of([(shape.kind, shape.name)])


def _key(node: Node, at: Place) -> Key:
    """Return the key of a part of a formula: all cells of a sheet's column see the same, but for their own number."""
    row, column = at
    if row.cells.get(column) is node:
        return id(node), id(row), column
    return id(node), id(row.sheet), column


def _keys_of(home: Row, column: int, user: int) -> Iterator[tuple[object, ...]]:
    """Yield the keys of a cell: its distance in years, or its fixed column."""
    if column != CONSTANT:
        yield id(home), "by", column - user
    yield id(home), AT if column >= 0 else "", column
