"""A result as a document: blocks in order, for every format to write."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtfp.documents.blocks import Block, Tables
from mtfp.documents.charts import FanChart, SCurve
from mtfp.results.table import Table


@dataclass(frozen=True)
class Document:
    """A title and frozen blocks in order.

    Formats of one page or file show the title; a terminal, where every table has a title of its own, doesn't.
    """

    title: str
    blocks: tuple[Block, ...]

    def tables(self) -> Iterator[Table]:
        """Every table, and the table of every chart, in order: one at a time, for documents of any size."""
        for block in self.blocks:
            if isinstance(block, Tables):
                yield from block.tables
            elif isinstance(block, FanChart | SCurve):
                yield block.as_table()

    def with_blocks(self, *blocks: Block) -> "Document":
        """Return the document with more blocks at its end."""
        return replace(self, blocks=(*self.blocks, *blocks))
