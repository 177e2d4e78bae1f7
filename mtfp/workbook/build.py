"""Build the rows of a workbook from a plan and its scenarios."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtfp.analysis.trace.sources import Origins
from mtfp.analysis.trace.trace import Numbers
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.place import Path
from mtfp.findings.short import Short, counted
from mtfp.model.plan import Plan
from mtfp.traced import Node
from mtfp.traced.plan import with_numbers
from mtfp.views.plan.statement import statement
from mtfp.workbook.engine import Case
from mtfp.workbook.formulas.added import FIXED
from mtfp.workbook.formulas.agree import require_agreement
from mtfp.workbook.formulas.blanks import fill_blanks
from mtfp.workbook.formulas.fit import fit
from mtfp.workbook.rows import CONSTANT, SWITCH, TOP, Book, Row, Sheet
from mtfp.workbook.same import Same
from mtfp.workbook.sheets.as_written import AsWritten, Blocks, expected_rows
from mtfp.workbook.sheets.causes import Causes
from mtfp.workbook.sheets.checks import check_rows
from mtfp.workbook.sheets.inputs import input_rows, scenario_rows
from mtfp.workbook.sheets.layout import Layout
from mtfp.workbook.sheets.why import why_rows

REPEATED = {"funding": "total", "usable": "usable amount"}
"""Rows of a funding source, by the beginning of their identifier, that are left out if they only repeat another."""


@dataclass(frozen=True, repr=False)
class Model(Short):
    """Rows of a workbook with their formulas, and the labels of its scenarios, the plan as it stands first."""

    plan: Plan
    book: Book
    scenarios: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Notes on the statement of the plan as it stands."""
    left_out: tuple[str, ...] = ()
    """Sentences on scenarios that are not part of the switch."""
    requests: tuple[tuple[str, str], ...] = ()
    """Scenarios as typed after `-s`, each with the fingerprint of the plan under it; the plan as it stands first."""

    def in_short(self) -> str:
        formulas = sum(len(row.formulas) for row in self.book.rows())
        others = f" for the plan and {counted(len(self.scenarios) - 1, 'scenario')}" if self.has_switch else ""
        return f"{counted(formulas, 'formula')}{others}"

    @property
    def has_switch(self) -> bool:
        return len(self.scenarios) > 1

    @property
    def tops(self) -> dict[Sheet, int]:
        """Number of the first row of each sheet that has another one than the rest."""
        return {Sheet.SCENARIOS: SWITCH + len(self.scenarios) + 3} if self.has_switch else {}

    def top(self, sheet: Sheet) -> int:
        return self.tops.get(sheet, TOP)


def model_of(
    cases: Sequence[Case], labels: Sequence[str], left_out: Sequence[str] = (), drawn: Sequence[AsWritten] = ()
) -> Model:
    """Return the model of plans of one structure: the plan as it stands, then the plan under each scenario.

    `drawn` are rows of the statement from a simulation. Raises Disagreement if a formula, in the common structure, has
    another value than the engine's for the plan itself.
    """
    plans = [each.plan for each in cases]
    plan = plans[0]
    numbers = Numbers.of(plan, plan)
    layout = Layout(numbers.known, numbers.names)
    instead = numbers.names.instead | layout.corkscrews()
    causes = Causes(numbers.known, numbers.names)
    base = statement(project(plan, central_draws(plan)))
    shown_rows = layout.statement(base, causes)
    as_written = Blocks.of([*expected_rows([each.central.plan for each in cases]), *drawn], labels)
    calculation = [*layout.calculation(), *causes.rows(), *shown_rows]
    same = Same(instead)
    for column in range(CONSTANT, len(plan.timeline)):
        for row in calculation:
            if column in row.cells:
                row.cells[column] = same.of(row.cells[column], column)
    needed = _needed(calculation)
    origins = Origins(plan)
    found = [*input_rows(_inputs(needed), origins, plan.timeline.labels, [values_of(each) for each in plans])]
    book = Book()
    kept = _without_unused(calculation, needed)
    for row in (
        *scenario_rows(found, labels),
        *found,
        *_scheduled(needed),
        *(row for row in kept if row.sheet is not Sheet.STATEMENT),
    ):
        book.add(row)
    shown = [row for row in kept if row.sheet is Sheet.STATEMENT]
    for row in (*_worked_out(book, shown), *as_written.placed(shown)):
        book.add(row)
    fit(book)
    fill_blanks(book)
    model = Model(plan, book, tuple(labels), base.notes, tuple(left_out))
    book.number(model.tops)
    as_written.choose()
    engine = [each.central.figures for each in cases]
    require_agreement(book, engine)
    for row in why_rows(book, plan.timeline.labels):
        book.add(row)
    for row in check_rows(book, len(plan.timeline), engine, labels):
        book.add(row)
    return model


def values_of(plan: Plan) -> dict[Path, float]:
    """Return the numbers of a plan by path."""
    values: dict[Path, float] = {}
    with_numbers(plan, lambda path, value: values.setdefault(path, value))
    return values


def _needed(rows: Sequence[Row]) -> dict[int, Node]:
    """Return the nodes from which the statement, the year-end and the reserves are worked out, by their identity."""
    ends = (Sheet.YEAR_END, Sheet.RESERVES, Sheet.CAUSES, Sheet.STATEMENT)
    steps = [node for row in rows if row.sheet in ends for node in row.cells.values()]
    found: dict[int, Node] = {}
    while steps:
        node = steps.pop()
        if id(node) not in found:
            found[id(node)] = node
            steps += node.args
    return found


def _worked_out(book: Book, shown: Sequence[Row]) -> Iterator[Row]:
    """Yield a row for each figure of the statement that no sheet works out yet; the statement only refers to it."""
    rows = [row for row in shown if any(not node.is_constant and not book.homes(node) for node in row.cells.values())]
    if rows:
        yield Row(Sheet.WORKINGS, "Figures of the statement")
        yield from (
            Row(Sheet.WORKINGS, row.label, row.unit, cells=dict(row.cells), repeats=row.repeats) for row in rows
        )


def _inputs(needed: Mapping[int, Node]) -> Iterator[Node]:
    yield from (node for node in needed.values() if node.path)


def _scheduled(needed: Mapping[int, Node]) -> Iterator[Row]:
    """Yield a row for each set of numbers that the plan's years set, after their heading."""
    rows: dict[tuple[str, tuple[float, ...]], Row] = {}
    for node in needed.values():
        if (of := node.schedule) is not None:
            label = of.words[:1].upper() + of.words[1:]
            row = rows.setdefault((of.words, of.values), Row(Sheet.INPUTS, label, of.unit))
            row.cells[of.t] = node
    if rows:
        yield Row(Sheet.INPUTS, FIXED)
        yield from sorted(rows.values(), key=lambda row: row.label)


def _without_unused(rows: Sequence[Row], needed: Mapping[int, Node]) -> list[Row]:
    """Return the rows from which a result is worked out, and the headings that still have rows."""
    kept: list[Row] = []
    known: dict[tuple[Sheet, frozenset[tuple[int, int]]], Row] = {}
    for row in rows:
        if row.is_heading and kept and kept[-1].is_heading and kept[-1].sheet is row.sheet:
            kept.pop()
        cells = {column: node for column, node in row.cells.items() if id(node) in needed or node.is_constant}
        if row.is_heading or any(not node.is_constant for node in cells.values()):
            row.cells = cells
            key = (row.sheet, frozenset((column, id(node)) for column, node in cells.items()))
            same = known.setdefault(key, row)
            repeated = REPEATED.get(row.id.partition(".")[0]) if same.id and row.sheet is Sheet.FUNDING else None
            if same is row or not (row.is_named_working or repeated):
                kept.append(row)
            elif repeated:
                same.note = f"{same.note}, {repeated}" if same.note else f"The same as: {repeated}"
            elif same.label.startswith(row.label):
                same.label = row.label  # the same numbers without the note of the first ones
    return kept
