"""Blocks of a document. Every writer must handle every block; the type checker finds a writer that lacks a block."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.checks import CheckCase
from mtfp.documents.tree import Tree
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class Heading:
    """Heading above the blocks that follow it."""

    text: str


@dataclass(frozen=True)
class Prose:
    """Paragraph of text."""

    text: str


@dataclass(frozen=True)
class Listing:
    """List of lines of text. If `mono` is True, formats keep the spaces in the lines, as in a file.

    `all_in` names the place that has the full list, for a format that shows only part of it.
    """

    items: tuple[str, ...]
    mono: bool = False
    all_in: str = ""


@dataclass(frozen=True)
class Tables:
    """Tables. The program may make each table only when a format writes it.

    `all_in` names the place that has every row, for a format that shows only some rows.
    """

    tables: Iterable[Table]
    all_in: str = ""

    @property
    def for_people(self) -> Iterator[Table]:
        """Tables without those of which programs alone read every row."""
        return (table for table in self.tables if not table.rows or any(not row.for_machines for row in table.rows))


@dataclass(frozen=True)
class Checks:
    """Outcomes of the checks of one or several plans.

    `summary` is a sentence that counts the checks, and `notes` are further sentences. `all_in` names the place that has
    the full list.
    """

    cases: tuple[CheckCase, ...]
    summary: str
    notes: tuple[str, ...] = ()
    all_in: str = ""

    @property
    def of_one_plan(self) -> bool:
        """Return True if all checks are of the same plan."""
        return len({case.plan for case in self.cases}) <= 1


@dataclass(frozen=True)
class Findings:
    """Findings, each with the name of the plan that it concerns. A terminal shows them on standard error."""

    findings: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True)
class Sources:
    """Sources of figures, with the attribution that their licences require."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Manifest for programs: all inputs and options behind the result. `line` is the part that people see.

    Pages and files also show the `attribution`, which the licence of bundled figures requires in publications.
    """

    values: Mapping[str, object]
    line: str
    attribution: str = ""


Block = Heading | Prose | Listing | Tables | AnyChart | Tree | Checks | Findings | Sources | Manifest
