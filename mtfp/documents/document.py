"""Document of a result: a title and blocks in order, which every format can write."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from mtfp.documents.blocks import (
    Block,
    Checks,
    Findings,
    Heading,
    KeyFigures,
    Listing,
    Manifest,
    Notice,
    Prose,
    Sources,
    Tables,
)
from mtfp.documents.charts.chart import Chart
from mtfp.documents.checks import CheckCase
from mtfp.documents.tree import Tree
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


class Document(NamedTuple):
    """Document: a title and blocks in order.

    Formats for a page or file show the title. A terminal leaves it out, because every table there has a title.
    Formats for programs don't write block by block: they read tables, checks, findings and the manifest from the
    methods below.
    """

    title: str
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """Return the blocks for formats that show the title; the first heading is left out if it repeats the title."""
        first = self.blocks[:1]
        return self.blocks[1:] if first == (Heading(self.title),) else self.blocks

    @property
    def mark(self) -> str:
        """Return the word that pages show above everything, such as "Illustrative"; empty if there is none."""
        return next((block.mark for block in self.blocks if isinstance(block, Manifest) and block.mark), "")

    @property
    def describes_rows(self) -> bool:
        """Return True if a table has sentences on single rows, as no table has that is made while it is written."""
        made = [block.tables for block in self.blocks if isinstance(block, Tables) and isinstance(block.tables, tuple)]
        trees = [(block.as_table(),) for block in self.blocks if isinstance(block, Tree)]
        return any(row.about for tables in (*made, *trees) for table in tables for row in table.rows)

    def tables(self) -> Iterator[Table]:
        """Yield the tables of the document, and every chart as a table, in order.

        Tables are made one at a time, so that documents may have any size.
        """
        for block in self.blocks:
            match block:
                case Tables():
                    yield from block.tables
                case KeyFigures() | Chart() | Tree():
                    yield block.as_table()
                case Heading() | Prose() | Notice() | Listing() | Checks() | Findings() | Sources() | Manifest():
                    pass  # These blocks are for people only, or the methods below return them.
                case _:
                    assert_never(block)

    def cases(self) -> Iterator[CheckCase]:
        """Yield every check of the document, in order."""
        return (case for block in self.blocks if isinstance(block, Checks) for case in block.cases)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield every finding with the name of the plan that it concerns, in order."""
        return (found for block in self.blocks if isinstance(block, Findings) for found in block.findings)

    def manifest(self) -> dict[str, object]:
        """Return the manifests of all blocks together, as one mapping."""
        manifests = (block.values for block in self.blocks if isinstance(block, Manifest))
        return {key: value for values in manifests for key, value in values.items()}
