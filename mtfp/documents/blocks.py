"""Blocks of a document. Every writer must handle every block; the type checker finds a writer that lacks a block."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from mtfp.documents.checks import CheckCase
from mtfp.documents.tree import Tree
from mtfp.findings.finding import Finding
from mtfp.results.table import MONEY, Column, Row, Table

if TYPE_CHECKING:
    from mtfp.documents.charts.kinds import AnyChart

MOST_KEY_FIGURES = 4
"""Maximum number of key figures in a row: more do not fit the width of a page."""


class Heading(NamedTuple):
    """Heading above the blocks that follow it. `level` is 2 for a section, and 3 for a part of a section."""

    text: str
    level: Literal[2, 3] = 2


class Prose(NamedTuple):
    """Paragraph of text."""

    text: str


class Listing(NamedTuple):
    """List of lines of text. If `mono` is True, formats keep the spaces in the lines, as in a file.

    `all_in` names the place that has the full list, for a format that shows only part of it.
    """

    items: tuple[str, ...]
    mono: bool = False
    all_in: str = ""


class Tables(NamedTuple):
    """Tables. The program may make each table only when a format writes it.

    `all_in` names the place that has every row, for a format that shows only some rows.
    """

    tables: Iterable[Table]
    all_in: str = ""

    @property
    def for_people(self) -> Iterator[Table]:
        """Tables without those of which programs alone read every row."""
        return (table for table in self.tables if not table.rows or any(not row.for_machines for row in table.rows))


class KeyFigure(NamedTuple):
    """One key figure: `text` is its value in words for people, `note` a sentence or a range that belongs to it.

    `figure`, `value`, `unit`, `year`, `scenario` and `statistic` are for programs, as in a table.
    """

    figure: str
    label: str
    text: str
    value: float
    note: str = ""
    unit: str = MONEY
    year: str = ""
    scenario: str = "base"
    statistic: str = "central"

    @property
    def line(self) -> str:
        """Return the label, the value and the note in one line, for formats without cards."""
        return f"{self.label}: {self.text}. {self.note}" if self.note else f"{self.label}: {self.text}"


@dataclass(frozen=True)
class KeyFigures:
    """Row of up to four key figures, which people see as cards and programs as a table.

    `name` identifies the table for programs, `plan` is the plan's name, and `money` the unit of all its money.
    """

    name: str
    title: str
    plan: str
    money: str
    figures: tuple[KeyFigure, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for more figures than a row of cards holds."""
        if len(self.figures) > MOST_KEY_FIGURES:
            raise ValueError(f"a row has up to {MOST_KEY_FIGURES} key figures, found {len(self.figures)}")

    def as_table(self) -> Table:
        """Return the key figures as a table with a row for each, and the notes below."""
        rows = tuple(
            Row(
                each.figure,
                each.label,
                (each.value,),
                each.unit,
                year=each.year,
                scenario=each.scenario,
                statistic=each.statistic,
                about=each.note,
            )
            for each in self.figures
        )
        return Table(self.name, self.title, self.plan, self.money, (Column("Figure"),), rows)


class Notice(NamedTuple):
    """Short line that formats mark, such as "Illustrative" or "Draft, not approved"."""

    text: str


class Checks(NamedTuple):
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


class Findings(NamedTuple):
    """Findings, each with the name of the plan that it concerns. A terminal shows them on standard error."""

    findings: tuple[tuple[str, Finding], ...]


class Sources(NamedTuple):
    """Sources of figures, with the attribution that their licences require."""

    lines: tuple[str, ...]


class Manifest(NamedTuple):
    """Manifest for programs: all inputs and options behind the result. `line` is the part that people see.

    Pages and files also show the `attribution`, which the licence of bundled figures requires in publications, and on
    every page the `mark`, such as "Illustrative".
    """

    values: Mapping[str, object]
    line: str
    attribution: str = ""
    mark: str = ""


NotChart = Heading | Prose | Notice | Listing | KeyFigures | Tables | Tree | Checks | Findings | Sources | Manifest
"""Blocks other than charts, which are loaded only when they are drawn."""
Block: TypeAlias = "NotChart | AnyChart"
