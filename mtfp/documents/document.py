"""A result as a document: blocks in order, for every format to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from mtfp.documents.blocks import Block, Checks, Findings, Heading, Listing, Manifest, Prose, Sources, Tables
from mtfp.documents.charts import FanChart, SCurve
from mtfp.documents.checks import CheckCase
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class Document:
    """A title and frozen blocks in order.

    Formats of one page or file show the title; a terminal doesn't, because every table there has a title. Formats for
    programs don't write block by block: they take tables, checks, findings and manifest by the methods below.
    """

    title: str
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """Return the blocks for formats that show the title, without a first heading that repeats it."""
        first = self.blocks[:1]
        return self.blocks[1:] if first == (Heading(self.title),) else self.blocks

    def tables(self) -> Iterator[Table]:
        """Yield every table, and the table of every chart, in order: one at a time, for documents of any size."""
        for block in self.blocks:
            match block:
                case Tables():
                    yield from block.tables
                case FanChart() | SCurve():
                    yield block.as_table()
                case Heading() | Prose() | Listing() | Checks() | Findings() | Sources() | Manifest():
                    pass  # For people only, or written by the methods below.
                case _:
                    assert_never(block)

    def cases(self) -> Iterator[CheckCase]:
        """Yield every check, in order."""
        return (case for block in self.blocks if isinstance(block, Checks) for case in block.cases)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield every finding with the plan that it concerns, in order."""
        return (found for block in self.blocks if isinstance(block, Findings) for found in block.findings)

    def manifest(self) -> dict[str, object]:
        """Return the manifests of all blocks as one."""
        manifests = (block.values for block in self.blocks if isinstance(block, Manifest))
        return {key: value for values in manifests for key, value in values.items()}
