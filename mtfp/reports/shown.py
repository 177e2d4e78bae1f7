"""A table as people see it: its rows and columns chosen, units named, figures rounded and written out.

The terminal, Markdown, HTML and sheets all lay this out; no format rounds or labels for itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import NamedTuple

from mtfp.documents.blocks import Checks, Findings
from mtfp.documents.checks import BROKEN, Outcome
from mtfp.findings.finding import Finding
from mtfp.reports.money import ROUNDED, Form, Unit, as_known, choose, form, is_rounded
from mtfp.results.table import MONEY, SHARE, Row, Table, full_labels

PLAN = "Plan"
CHECK_HEADS = (PLAN, "Check", "Outcome", "Reason", "Place", "Repair")
FINDING_HEADS = (PLAN, "Finding", "Place", "Repair")
WORDS = {Outcome.PASSED: "holds", Outcome.FAILED: "fails", Outcome.ERROR: "error", Outcome.SKIPPED: "not tried"}
Written = Callable[[Form, Row, float], str]
"""Writes a figure of a row in the row's form."""


@dataclass(frozen=True)
class ShownRow:
    """A row: its label, the label after those of the rows above it that it is part of, and a text for each column."""

    label: str
    full_label: str
    cells: tuple[str, ...]
    strong: bool
    depth: int
    is_heading: bool
    is_share: bool


@dataclass(frozen=True)
class ShownTable:
    """A table as texts. `corner` is the unit that stands over the labels; `scenarios` has a name for each column."""

    title: str
    corner: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    scenarios: tuple[str, ...]


def as_text(shown: Form, row: Row, value: float) -> str:
    """Write a figure for people to read."""
    return shown.text(value)


class Records(NamedTuple):
    """A table of texts: heads, and a text for each of them in every row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(table: Table, unit: Callable[[Table], Unit] = choose, write: Written = as_text) -> ShownTable:
    """Return a table as people see it, its money in a unit, each figure written by `write`.

    >>> from mtfp.results.table import Column
    >>> rows = (Row("gap", "Gap", (12_300.25,)), Row("share", "Share of budget", (0.0184,), "share"))
    >>> seen = shown(Table("gap", "The gap", "plan", "£k", (Column("2026/27"),), rows))
    >>> seen.corner, seen.heads, [(row.label, row.cells) for row in seen.rows], seen.notes[0]
    ('£k', ('2026/27',), [('Gap', ('12,300',)), ('Share of budget', ('1.8%',))], \
'Figures are rounded; parts may not add to totals.')
    """
    table, full = labelled_for_people(table)
    money = unit(table)
    corner = _corner(table, money)
    rows = tuple(
        ShownRow(
            labelled(row, row.label, corner),
            labelled(row, label, corner),
            tuple("" if value is None else write(form(row, table, money), row, value) for value in row.values),
            row.strong,
            row.depth,
            row.is_heading,
            row.unit == SHARE,
        )
        for row, label in zip(table.rows, full, strict=True)
    )
    heads, scenarios = (column.label for column in table.columns), (column.scenario for column in table.columns)
    return ShownTable(table.title, corner, tuple(heads), rows, notes(table, money), tuple(scenarios))


def notes(table: Table, unit: Unit) -> tuple[str, ...]:
    """Return the table's notes, with a warning where rounding changed a figure."""
    return (*table.notes, ROUNDED) if is_rounded(table, unit) else table.notes


def for_people(table: Table) -> Table:
    """Return the table with the columns and rows that people see, and no heading with nothing left beneath it.

    A row without figures that has a name of its own is no heading, and stays.
    """
    return labelled_for_people(table)[0]


def labelled_for_people(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table as people see it with its rows' full labels, which are those of programs.

    A label may name a row that people don't see, such as one that is nil throughout.
    """
    seen = [not column.for_machines for column in table.columns]
    labels = zip(table.rows, full_labels(table), strict=True)
    rows = [
        (replace(row, values=tuple(compress(_values(row, table), seen))), label)
        for row, label in labels
        if row.shows_something
    ]
    below = (*(row.depth for row, _ in rows[1:]), 0)
    kept = [pair for pair, depth in zip(rows, below, strict=False) if depth > pair[0].depth or not pair[0].is_heading]
    columns = tuple(compress(table.columns, seen))
    return replace(table, columns=columns, rows=tuple(row for row, _ in kept)), tuple(label for _, label in kept)


def _values(row: Row, table: Table) -> Iterator[float | None]:
    for column, value in zip(table.columns, row.values, strict=True):
        yield value if value is None else as_known(row.statistic or column.statistic, value)


def labelled(row: Row, label: str, corner: str) -> str:
    """Return the label with the row's unit, where neither the table's corner nor a percent sign gives it."""
    return label if row.unit in (MONEY, SHARE, corner) or row.unit in label else f"{label}, {row.unit}"


def _corner(table: Table, unit: Unit) -> str:
    """Return the unit over the labels: that of the table's money, or of everything if there is none."""
    units = {row.unit for row in table.rows if not row.is_heading} - {SHARE}
    return unit.name if MONEY in units else units.pop() if len(units) == 1 else ""


def shown_checks(block: Checks) -> list[tuple[str, ...]]:
    """Return a row for each finding of a check: errors, then failures by how far they miss, then the others.

    Of several plans only what is wrong is shown. A case that passed with nothing to say, such as "can be read", isn't.
    """
    order = (Outcome.ERROR, Outcome.FAILED, Outcome.SKIPPED, Outcome.PASSED)
    cases = [case for case in block.cases if block.of_one_plan or case.is_wrong]
    cases.sort(key=lambda case: (order.index(case.outcome), -case.missed_by))
    return [
        (case.plan, case.name, WORDS[case.outcome], _reason(finding), str(finding.place), finding.fix)
        for case in cases
        for finding in case.findings
    ]


def check_records(block: Checks) -> Records:
    """Return the checks as a table of texts."""
    return _records(CHECK_HEADS, shown_checks(block))


def finding_records(block: Findings) -> Records:
    """Return the findings as a table of texts."""
    rows = [(plan, f"{each.code}: {each.message}", str(each.place), each.fix) for plan, each in block.findings]
    return _records(FINDING_HEADS, rows)


def _records(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Records:
    """Leave out columns that say nothing: those without a text, and the plan where there is only one."""
    columns = list(zip(*rows, strict=True))
    says = [len(set(texts)) > 1 if head == PLAN else any(texts) for head, texts in zip(heads, columns, strict=False)]
    return Records(tuple(compress(heads, says)), tuple(tuple(compress(row, says)) for row in rows))


def _reason(finding: Finding) -> str:
    return finding.message if finding.code == BROKEN else f"{finding.code}: {finding.message}"
