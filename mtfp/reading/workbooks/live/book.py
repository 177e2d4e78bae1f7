"""Sheets of a live workbook: the plan's fingerprint, the scenarios, and rows of inputs with their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Place
from mtfp.findings.suggest import one_of
from mtfp.reading.workbooks.live.cells import INPUTS, SCENARIOS, STATEMENT, Cell, LiveRow
from mtfp.reading.workbooks.live.inserted import copied, with_numbers, without_copies, without_numbers
from mtfp.reading.workbooks.live.marks import Grid
from mtfp.reading.workbooks.live.notation import (
    CONSTANT,
    FINGERPRINT,
    IN_USE,
    ITEM,
    LIST,
    NAME,
    PLACE,
    YEAR,
    count_of,
    kinds_of,
    marks_of,
)
from mtfp.reading.workbooks.live.overwritten import formulas_changed, formulas_gone, numbers_gone
from mtfp.text.xlsx import TypedCells, Workbook

AGAIN = "undo the change, or write the workbook again with `mtfp workbook` and edit that one"
COVER = "Cover"
MOST_CELLS = 250_000
"""Maximum number of cells of all sheets; a workbook of 60 lines and four scenarios has about 10,000."""


@dataclass(frozen=True)
class Listed:
    """Scenario of the switch: its label, what is typed after `-s` for it, and the fingerprint of the plan under it."""

    label: str
    request: str
    digest: str
    place: Place


@dataclass
class LiveBook:
    """Live workbook as it was saved."""

    file: str
    digest: str
    digest_place: Place
    listed: list[Listed] = field(default_factory=list)
    in_use: str = ""
    rows: dict[str, list[LiveRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    heads: dict[str, tuple[Place, tuple[str, ...]]] = field(default_factory=dict)
    """Place of each sheet's headings, and those of its columns of numbers."""
    grids: dict[str, Grid] = field(default_factory=dict)
    """Rows and columns of each sheet, by its name."""

    def without_columns(self, years: Sequence[str]) -> list[Finding]:
        """Return a finding for each sheet that lacks columns of years."""
        found = []
        for place, columns in self.heads.values():
            if gone := [each for each in (CONSTANT, *years) if each not in columns]:
                message = f"the column{'s' if len(gone) > 1 else ''} {one_of(gone)} of this sheet can't be found"
                found.append(Finding("E699", message, place, AGAIN))
        return found


def fingerprint_in(workbook: Workbook) -> tuple[str, Place] | None:
    """Return the fingerprint of the plan on the cover of a live workbook, with its place; None for other workbooks."""
    for name in dict.fromkeys([*workbook.sheets[:1], *(name for name in workbook.sheets if name == COVER)]):
        for at, row in workbook.typed(name).rows.items():
            if row.get(0) == FINGERPRINT:
                return row.get(1, ""), Place(workbook.file, at + 1, 2, sheet=name)
    return None


def live_book(workbook: Workbook) -> LiveBook | None:
    """Return what a live workbook holds; None for a workbook that `mtfp workbook` did not write."""
    found = fingerprint_in(workbook)
    return read_live(workbook, *found) if found else None


def read_live(workbook: Workbook, digest: str, digest_place: Place) -> LiveBook:
    """Return the inputs and the figures of a live workbook, with findings about its sheets and formulas."""
    book = LiveBook(workbook.file, digest, digest_place)
    count = 0
    for name in workbook.sheets:
        sheet = _Sheet(workbook.file, name, workbook.typed(name))
        count += sum(map(len, sheet.cells.rows.values()))
        if count > MOST_CELLS:
            fix = "take out the sheets that `mtfp workbook` did not write"
            message = f"the workbook has more than {MOST_CELLS:,} cells with something in them"
            raise Refused([Finding("E118", message, Place(workbook.file), fix)])
        _read(sheet, book)
    book.findings += first_errors(formulas_changed(book.rows, book.grids))
    book.findings += first_errors(numbers_gone(book.rows))
    missing = [title for title in (INPUTS, SCENARIOS, STATEMENT) if title not in book.rows]
    if missing:
        message = f"the workbook lacks {one_of(missing, most=3)}, or the headings of a sheet"
        fix = "write the workbook again with `mtfp workbook`, and edit only its inputs"
        book.findings.append(Finding("E699", message, Place(workbook.file), fix))
    return book


@dataclass
class _Sheet:
    """Sheet while it is read."""

    file: str
    name: str
    cells: TypedCells

    def text(self, row: int, column: int) -> str:
        return self.cells.rows.get(row, {}).get(column, "")

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, row + 1, column + 1, sheet=self.name)

    def cell(self, row: int, column: int, meant: str, mark: str) -> Cell:
        kind, found = self.cells.kind(row, column), self.cells.formulas.get((row, column))
        return Cell(self.text(row, column), kind, found, self.place(row, column), meant, mark)


@dataclass(frozen=True)
class _Head:
    """Row of headings: its number, the columns of numbers by heading, and those of names and of kinds of cells."""

    row: int
    columns: dict[str, int]
    name: int
    kinds: int
    count: int


def _head(sheet: _Sheet) -> _Head | None:
    for at, row in sheet.cells.rows.items():
        if row.get(0) == ITEM:
            columns = {text: column for column, text in row.items() if text == CONSTANT or YEAR.fullmatch(text)}
            name = next((column for column, text in row.items() if text in (PLACE, NAME)), None)
            counts = ((column, count_of(text)) for column, text in row.items())
            kinds, count = next(((column, count) for column, count in counts if count is not None), (None, 0))
            if name is not None and kinds is not None and count is not None:
                return _Head(at, columns, name, kinds, count)
    return None


def _read(sheet: _Sheet, book: LiveBook) -> None:
    """Read a sheet. Sheets without the headings of mtfp are passed over."""
    head = _head(sheet)
    if head is None:
        return
    title = sheet.text(0, 0).rpartition(": ")[2]
    book.heads[title] = sheet.place(head.row, 0), tuple(head.columns)
    if title == SCENARIOS:
        _read_scenarios(sheet, head, book)
    rows = list(_rows(sheet, head, title))
    marked, copies = without_copies(row for row in rows if row.is_written)
    if len(marked) < head.count:
        gone = head.count - len(marked)
        message = f"{gone} of the {head.count} rows of this sheet {'is' if gone == 1 else 'are'} missing"
        book.findings.append(Finding("E699", message, sheet.place(head.row, head.kinds), AGAIN))
    if title not in (INPUTS, SCENARIOS):
        book.findings += first_errors(formulas_gone(marked))
    book.findings += first_errors(
        [
            *(with_numbers(row) for row in rows if not row.is_written),
            *(copied(row, first) for row, first in copies),
            *_without_numbers(sheet, head, rows),
        ]
    )
    book.rows[title] = marked
    lines = sorted({row.line - 1 for row in marked})
    book.grids[sheet.name] = Grid(title, lines, sorted(head.columns.values()))


def _rows(sheet: _Sheet, head: _Head, title: str) -> Iterator[LiveRow]:
    """Yield the rows with numbers, or with the marks of mtfp, below the headings."""
    group, columns = "", list(head.columns)
    for at in sorted(row for row in sheet.cells.rows if row > head.row):
        label, kinds = sheet.text(at, 0), kinds_of(sheet.text(at, head.kinds), columns)
        marks = marks_of(sheet.text(at, head.kinds), columns)
        cells = {
            text: sheet.cell(at, column, kinds.get(text, ""), marks.get(text, ""))
            for text, column in head.columns.items()
        }
        held = {text: cell for text, cell in cells.items() if cell.is_meant or cell.kind or cell.formula is not None}
        if not held:
            group = label
            continue
        of_scenario, is_money = title == SCENARIOS, sheet.text(at, 1).startswith("£")
        words, scenario = (group, label) if of_scenario and kinds else (label, "")
        yield LiveRow(title, sheet.text(at, head.name), words, is_money, held, group, scenario)


def _without_numbers(sheet: _Sheet, head: _Head, rows: Sequence[LiveRow]) -> Iterator[Finding]:
    kinds = {at: sheet.text(at, head.kinds) for at in sheet.cells.rows}
    return without_numbers(kinds, {row.line - 1 for row in rows}, head.row + 1, lambda at: sheet.place(at, 0))


def _read_scenarios(sheet: _Sheet, head: _Head, book: LiveBook) -> None:
    """Read the scenario in use and the list of scenarios, above the headings."""
    last = max(head.columns.values(), default=0)
    in_list = False
    for at in range(head.row):
        first = sheet.text(at, 0)
        if first == IN_USE:
            book.in_use = sheet.text(at, 2)
        elif in_list and not first:
            break
        elif in_list:
            digest = sheet.text(at, max(head.name, last + 1))
            book.listed.append(Listed(first, sheet.text(at, 2), digest, sheet.place(at, 2)))
        in_list = in_list or first == LIST
