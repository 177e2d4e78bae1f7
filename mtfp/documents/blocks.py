"""Blocks of a document. Every writer handles every block: the type checker fails a writer that leaves one out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtfp.documents.charts import FanChart, SCurve
from mtfp.documents.checks import CheckCase
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class Heading:
    """Heading of the blocks that follow."""

    text: str


@dataclass(frozen=True)
class Prose:
    """Paragraph."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Lines that belong together, each complete in itself. `mono` keeps their spaces, as for lines of a file.

    `all_in` names the place of the full list, for a format that shows only part of it.
    """

    items: tuple[str, ...]
    mono: bool = False
    all_in: str = ""


@dataclass(frozen=True)
class Tables:
    """Tables, which may be made one at a time while they are written; `all_in` names the place of every row."""

    tables: Iterable[Table]
    all_in: str = ""


@dataclass(frozen=True)
class Checks:
    """Checks of one or several plans. `summary` counts them, `notes` add to it, `all_in` names the full list."""

    cases: tuple[CheckCase, ...]
    summary: str
    notes: tuple[str, ...] = ()
    all_in: str = ""

    @property
    def of_one_plan(self) -> bool:
        """Return True if all cases are of the same plan."""
        return len({case.plan for case in self.cases}) <= 1


@dataclass(frozen=True)
class Findings:
    """Findings, each with the plan it concerns; a terminal shows them on standard error."""

    findings: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True)
class Sources:
    """Sources of the figures, with the attribution that their licences require."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Everything that made the result, for programs; `line` is the part that people see.

    Pages and files also show the `attribution`, which the licence of bundled figures requires of publications.
    """

    values: Mapping[str, object]
    line: str
    attribution: str = ""


Block = Heading | Prose | Listing | Tables | FanChart | SCurve | Checks | Findings | Sources | Manifest
