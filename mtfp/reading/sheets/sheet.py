"""Table in a spreadsheet: its headings and rows, between titles, blank rows and columns, and notes.

Knows where a table begins and ends, and what was passed over; must not know the values of its cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place, column_letters
from mtfp.findings.suggest import quoted
from mtfp.reading.sheets.forms import required
from mtfp.reading.sheets.headings import NAME, Heading, Known, heading_of, is_year, unit_in
from mtfp.text.csv_table import OTHER_SEPARATORS, CsvRow, CsvRows

Columns = tuple[Heading | None, ...]
_BEFORE_HEADINGS = 40
"""Most rows that are searched for headings."""


@dataclass(frozen=True)
class Sheet:
    """Table of a section: a heading for each column (None for a blank column), and the rows below the headings."""

    file: CsvRows
    known: Known
    head: CsvRow
    columns: tuple[Heading | None, ...]
    upper: CsvRow | None = None
    """Row above the headings that says what the amounts of its years are, if there is one."""

    @cached_property
    def body(self) -> tuple[CsvRow, ...]:
        return self.file.rows[self.file.rows.index(self.head) + 1 :]

    @cached_property
    def titles(self) -> tuple[CsvRow, ...]:
        """Rows above the headings that are not blank."""
        above = self.file.rows[: self.file.rows.index(self.head)]
        return tuple(row for row in above if any(row.cells) and row is not self.upper)

    @cached_property
    def at(self) -> dict[tuple[str, ...], int]:
        """Number of the column of each path."""
        return {heading.path: number for number, heading in enumerate(self.columns) if heading and heading.path}

    def cell(self, row: CsvRow, path: tuple[str, ...]) -> str:
        """Return the text of a row's cell, by the path of its column; empty if there is no such column."""
        number = self.at.get(path, -1)
        return row.cells[number] if 0 <= number < len(row.cells) else ""

    def place(self, row: CsvRow, number: int = 0) -> Place:
        return self.file.place(row, max(0, min(number, len(row.cells) - 1)))


def sheet_of(file: CsvRows, known: Known) -> Sheet:
    """Return the table in a file. Raises Refused if no row has the headings of columns."""
    head = _head(file, known)
    if head is None:
        raise Refused([_no_headings(file, known)])
    columns = tuple(heading_of(cell, known) if cell else None for cell in head.cells)
    at = file.rows.index(head)
    upper = _with_upper(columns, file.rows[at - 1], known) if at else columns
    return Sheet(file, known, head, upper, file.rows[at - 1] if upper != columns else None)


def _with_upper(columns: Columns, above: CsvRow, known: Known) -> Columns:
    """Return headings in which a year has the key that stands above it, once for several years as in merged cells."""
    found, key = list(columns), ""
    for number, heading in enumerate(columns):
        if heading is None or not is_year(heading.text):
            key = ""
            continue
        key = (above.cells[number] if number < len(above.cells) else "") or key
        whole = heading_of(f"{key} {heading.text}", known) if key else heading
        found[number] = Heading(heading.text, whole.path or heading.path, heading.unit or whole.unit)
    return tuple(found)


def _head(file: CsvRows, known: Known) -> CsvRow | None:
    """Return the row of headings: the first with a name or label and another key, else the one with most keys."""
    best, most = None, 0
    for row in file.rows[:_BEFORE_HEADINGS]:
        paths = {heading_of(cell, known).path for cell in row.cells if cell} - {()}
        if len(paths) > 1 and paths & {(NAME,), ("label",)}:
            return row
        if len(paths) > most:
            best, most = row, len(paths)
    return best


def _no_headings(file: CsvRows, known: Known) -> Finding:
    """Return the finding that no row has the names of columns, or that the columns are not separated by commas."""
    for row in file.rows[:_BEFORE_HEADINGS]:
        for name, sign in OTHER_SEPARATORS:
            cells = ",".join(row.cells).split(sign)
            if len(cells) > 1 and sum(bool(heading_of(cell.strip('" '), known).path) for cell in cells) > 1:
                message = f"the columns are separated by {name}, not by commas"
                return Finding("E126", message, file.place(row, 0), "save the sheet as “CSV UTF-8 (comma delimited)”")
    wanted = ",".join((NAME, *required(known.section)))
    row = next(row for row in file.rows if any(row.cells))
    message = f"no row names the columns of `{known.section}`"
    return Finding("E201", message, file.place(row, 0), f"write the names above the rows, such as `{wanted}`")


def passed_over(sheet: Sheet, rows: Sequence[CsvRow], columns: Sequence[int]) -> Iterator[Finding]:
    """Yield the note that says which rows and blank columns were passed over, if any were.

    Words above the headings are the table's title, and no loss; a row of amounts there may be one.
    """
    titled = (row for row in sheet.titles if any(_is_number(cell) for cell in row.cells))
    over = sorted({row.line: row for row in (*titled, *rows)}.items())
    blank = [column_letters(number) for number in columns]
    about = []
    if over:
        texts = {line: " ".join(cell for cell in row.cells if cell) for line, row in over}
        shown = [f"{line} ({quoted(text, most=40)})" if text else f"{line} (blank)" for line, text in texts.items()]
        about.append(f"{'row' if len(shown) == 1 else 'rows'} {_listed(shown)}")
    if blank:
        about.append(f"the blank {'column' if len(blank) == 1 else 'columns'} {_listed(blank)}")
    if about:
        first = over[0][1] if over else sheet.head
        place = sheet.place(first, 0 if over else columns[0])
        fix = "delete what is not part of the table, or check that nothing is lost"
        are = "are" if len(over) + len(blank) > 1 else "is"
        yield Finding("W614", f"{' and '.join(about)} {are} passed over", place, fix)


def _is_number(cell: str) -> bool:
    """Return True for an amount: a title of words, of a date, or of a unit is not part of any table.

    >>> _is_number("1,250"), _is_number("Budgets 2025/26"), _is_number("£000")
    (True, False, False)
    """
    unit, rest = unit_in(cell)
    return not (unit and not rest) and bool(re.fullmatch(r"[(−-]?£?\d[\d,]*(\.\d+)?[)%]?", cell.strip()))


def _listed(words: list[str], most: int = 6) -> str:
    shown = words if len(words) <= most + 1 else [*words[:most], f"{len(words) - most} more"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
