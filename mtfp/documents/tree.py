"""Trace as a block of a document. A terminal draws it as a tree; every other format writes it as a table."""

from dataclasses import dataclass

from mtfp.analysis.trace import Trace
from mtfp.results.table import Table
from mtfp.views.traced import table_of


@dataclass(frozen=True)
class Tree:
    """Tree of a trace: every number with the numbers from which it is worked out."""

    trace: Trace

    def as_table(self) -> Table:
        """Return the tree as a table with a row for each number."""
        return table_of(self.trace)
