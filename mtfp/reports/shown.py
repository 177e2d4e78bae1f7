"""Tables as people see them: without rows and columns for programs, with units and rounded figures.

The terminal, Markdown, HTML and sheet formats only lay out these tables: rounding and labels are done here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from mtfp.documents.blocks import Checks, Findings
from mtfp.documents.checks import BROKEN, Outcome
from mtfp.findings.finding import Finding
from mtfp.reports.money import ROUNDED, Form, Unit, as_known, choose, form, is_rounded
from mtfp.results.table import MONEY, PLAIN, SHARE, Row, Table, full_labels

PLAN = "Plan"
CHECK_HEADS = (PLAN, "Check", "Outcome", "Reason", "Place", "Repair")
FINDING_HEADS = (PLAN, "Finding", "Place", "Repair")
WORDS = {Outcome.PASSED: "holds", Outcome.FAILED: "fails", Outcome.ERROR: "error", Outcome.SKIPPED: "not run"}
WRONG = (WORDS[Outcome.FAILED], WORDS[Outcome.ERROR])
WriteFigure = Callable[[Form, Row, float], str]
"""Function that turns a figure into text, given the form of its row, the row, and the value."""


class ShownRow(NamedTuple):
    """One row as text. `full_label` includes the labels of the rows above; `cells` has a text for each column."""

    label: str
    full_label: str
    cells: tuple[str, ...]
    strong: bool
    depth: int
    is_heading: bool
    is_share: bool


class ShownTable(NamedTuple):
    """One table as text. `corner`: unit shown above the labels. `scenarios`: scenario of each column."""

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
    """Table of texts: column headings, and rows with one text for each heading."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(table: Table, unit: Callable[[Table], Unit] = choose, write: WriteFigure = as_text) -> ShownTable:
    """Return a table as people see it: `unit` chooses the unit of money, `write` writes each figure.

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
    """Return the sentences on single rows, the table's notes, and a note on rounding if rounding changes a figure."""
    rows, rounded = (row.about for row in table.rows if row.about), is_rounded(table, unit)
    return (*rows, *table.notes, *((ROUNDED,) if rounded else ()))


def for_people(table: Table) -> Table:
    """Return the table with the columns and rows that people see, without headings that have no rows below them.

    A row without figures that has an identifier is not a heading, so it is kept.
    """
    return labelled_for_people(table)[0]


def labelled_for_people(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table as people see it, and the full label of each row. CSV and JSON have the same full labels.

    A full label may contain the label of a row that people don't see, such as a row of zeros.
    """
    seen = [not column.for_machines for column in table.columns]
    labels = zip(table.rows, full_labels(table), strict=True)
    rows = [
        (replace(row, values=tuple(compress(_values(row, table), seen))), label)
        for row, label in labels
        if row.shows_something
    ]
    below = (*(row.depth for row, _ in rows[1:]), 0)
    pairs = [pair for pair, depth in zip(rows, below, strict=False) if depth > pair[0].depth or not pair[0].is_heading]
    columns = tuple(compress(table.columns, seen))
    return replace(table, columns=columns, rows=tuple(row for row, _ in pairs)), tuple(label for _, label in pairs)


def _values(row: Row, table: Table) -> Iterator[float | None]:
    for column, value in zip(table.columns, row.values, strict=True):
        yield value if value is None else as_known(row.statistic or column.statistic, value)


def labelled(row: Row, label: str, corner: str) -> str:
    """Return the label, with the row's unit unless the table's corner or a percent sign already shows the unit."""
    return label if row.unit in (MONEY, SHARE, *PLAIN, corner) or row.unit in label else f"{label}, {row.unit}"


def _corner(table: Table, unit: Unit) -> str:
    """Return the unit above the labels: the unit of money, or the only unit of a table without money."""
    units = {row.unit for row in table.rows if not row.is_heading} - {SHARE, *PLAIN}
    return unit.name if MONEY in units else units.pop() if len(units) == 1 else ""


def shown_checks(block: Checks) -> list[tuple[str, ...]]:
    """Return one row per finding of a check: errors, failures from the largest miss to the smallest, other findings.

    For several plans, only errors and failures are shown. A check that passed without a finding is never shown.
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
    """Return the table without its empty columns, and without the plan's column if there is only one plan."""
    columns = list(zip(*rows, strict=True))
    shows = [len(set(texts)) > 1 if head == PLAN else any(texts) for head, texts in zip(heads, columns, strict=False)]
    return Records(tuple(compress(heads, shows)), tuple(tuple(compress(row, shows)) for row in rows))


def _reason(finding: Finding) -> str:
    return finding.message if finding.code == BROKEN else f"{finding.code}: {finding.message}"
