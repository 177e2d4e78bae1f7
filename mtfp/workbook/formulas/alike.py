"""Find the years of a row whose numbers are worked out alike: a formula of two of them is right in all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.workbook.formulas.cells import Cells
from mtfp.workbook.formulas.shapes import may_flatten
from mtfp.workbook.formulas.terms import Term, references
from mtfp.workbook.rows import Place, Row

Nodes = Mapping[int, Node]
"""Nodes of a row by column."""
MOST_OTHERS = 2
"""Largest number of years that are worked out otherwise: most often the first one, which follows the base year."""


class Unlike(Exception):
    """A formula can't be made from two years that stand for others."""


class Step(NamedTuple):
    """Part of a typical calculation: its node, if its own parts come next, and if it gets a row of its own."""

    node: Node
    goes_on: bool
    is_cut: bool


@dataclass(frozen=True, repr=False)
class Alike(Short):
    """Columns that are worked out alike, and their parts by the identity of that of the first one."""

    columns: tuple[int, ...]
    parts: Mapping[int, Nodes]

    def representatives(self, nodes: Nodes) -> Nodes:
        """Return a row's nodes without those of columns for which the first and the last alike stand."""
        left_out = self.columns[1:-1]
        return {column: node for column, node in nodes.items() if column not in left_out}

    def everywhere(self, nodes: Nodes) -> Nodes:
        """Return a part in all columns, given that of representatives."""
        part = nodes[self.columns[0]]
        if (parts := self.parts.get(id(part))) is None:
            raise Unlike
        return dict(sorted({**nodes, **parts}.items()))

    def require_none(self, columns: Sequence[int]) -> None:
        """Raise Unlike if a column stands for others."""
        if any(column in self.columns for column in columns):
            raise Unlike

    def confirm(self, term: Term) -> None:
        """Raise Unlike if a formula names a cell that holds another part in a column for which others stand."""
        first = self.columns[0]
        for ref in references(term):
            cells = ref.row.cells
            if (node := cells.get(ref.at(first))) is None or node.is_constant:
                continue
            parts = self.parts.get(id(node))
            if parts is None or any(cells.get(ref.at(column)) is not part for column, part in parts.items()):
                raise Unlike


def alike(nodes: Nodes, row: Row, cells: Cells) -> Alike | None:
    """Return the columns of a row that seem to be worked out as the last but one is; None if most are not.

    The last year's numbers have no following year that needs them, and the first year's follow the base year.
    """
    *_, typical, _ = columns = sorted(nodes)
    steps = _steps(nodes[typical], (row, typical), cells)
    found: dict[int, Sequence[Node]] = {}
    for tried, column in enumerate(columns):
        parts = _followed(nodes[column], column - typical, steps, cells)
        if parts is not None:
            found[column] = parts
        elif tried - len(found) >= MOST_OTHERS:
            return None
    return _of(found) if len(found) > 2 else None


def _of(found: Mapping[int, Sequence[Node]]) -> Alike | None:
    """Return columns that are alike, if a part of the first one stands for one part of each other."""
    parts: dict[int, Nodes] = {}
    for each in zip(*found.values(), strict=True):
        by_column = dict(zip(found, each, strict=True))
        if parts.setdefault(id(each[0]), by_column) != by_column:
            return None
    return Alike((*found,), parts)


def _steps(node: Node, at: Place, cells: Cells) -> list[Step]:
    """Return the parts of a cell's calculation, the whole one first.

    They go down to the numbers that other cells hold, and to the parts that get a row of their own.
    """
    shown = cells.shape(node, at, top=True).only is None
    found, parts = [Step(node, shown, is_cut=True)], [(arg, node) for arg in node.args if shown]
    while parts:
        part, whole = parts.pop()
        is_cut = not part.is_constant and cells.is_cut(part)
        ends = part.is_constant or cells.lasts(part, at) or (is_cut and not may_flatten(part, whole))
        found.append(Step(part, not ends, is_cut))
        if not ends:
            parts += [(arg, part) for arg in part.args]
    return found


def _followed(node: Node, distance: int, steps: list[Step], cells: Cells) -> list[Node] | None:
    """Return the parts of another column's calculation in the order of the typical one's; None if they differ."""
    found, parts = [], [node]
    for typical, goes_on, is_cut in steps:
        part = parts.pop()
        if part.op is not typical.op:
            return None
        if goes_on:
            if not is_cut and cells.is_shared(part):
                return None
            parts += part.args
        elif part is not typical and not _seems_alike(part, typical, distance, cells):
            return None
        found.append(part)
    return found


def _seems_alike(part: Node, typical: Node, distance: int, cells: Cells) -> bool:
    """Return True if a number is as another, or if its first cell has the distance from the other's first cell."""
    if part.is_constant or typical.is_constant:
        return part.is_constant and typical.is_constant and str(part.value) == str(typical.value)
    homes, others = cells.book.homes(part), cells.book.homes(typical)
    if not homes or not others:
        return not homes and not others
    (row, column), (other, typical_column) = homes[0], others[0]
    return row is other and column == typical_column + distance
