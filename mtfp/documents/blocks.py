"""The blocks of a document. Every writer handles each of them: one that lacks a block fails in the type checker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtfp.documents.charts import FanChart, SCurve
from mtfp.documents.checks import CheckCase
from mtfp.findings.finding import Finding
from mtfp.results.table import Table


@dataclass(frozen=True)
class Heading:
    """A heading of the blocks that follow."""

    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Lines that belong together, each whole in itself. `mono` keeps them as they are, such as lines of a file.

    `all_in` says where all lines are, for a format that may be cut short.
    """

    items: tuple[str, ...]
    mono: bool = False
    all_in: str = ""


@dataclass(frozen=True)
class Tables:
    """Tables, perhaps made one at a time while they are written; `all_in` says where every row is."""

    tables: Iterable[Table]
    all_in: str = ""


@dataclass(frozen=True)
class Checks:
    """Checks of one or several plans. `summary` counts them; `notes` add to it; `all_in` says where all are listed."""

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
    """Findings, each with the plan it concerns; a terminal shows them on standard error instead."""

    findings: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True)
class Sources:
    """Sources of the figures, with the attribution that their licences require."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Everything that made the result, for programs; `line` is the part that people see.

    Pages and files have the `attribution` too, which the licence of bundled figures requires where they are published.
    """

    values: Mapping[str, object]
    line: str
    attribution: str = ""


Block = Heading | Prose | Listing | Tables | FanChart | SCurve | Checks | Findings | Sources | Manifest
