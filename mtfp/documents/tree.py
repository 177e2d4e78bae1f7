"""Trace as a block of a document. A terminal draws it as a tree; every other format writes it as a table."""

from typing import TYPE_CHECKING, NamedTuple

from mtfp.results.table import Table

if TYPE_CHECKING:
    from mtfp.analysis.trace import Part


class Tree(NamedTuple):
    """Tree of a trace: `root` is the figure with its parts, and `table` has a row for each of these numbers."""

    root: "Part"
    table: Table

    def as_table(self) -> Table:
        """Return the tree as a table with a row for each number, in the order of the tree."""
        return self.table
