"""Reading of CSV files into tables: named columns, and cells with places. A file that is not a clean table is refused.

Uses the standard `csv` module, because pandas silently renames doubled columns, fills short rows and shifts long ones.
Must not know what the columns mean.
"""

import csv
import io
import pathlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted
from mtfp.text.source import Source, path_text, read_bytes, read_source

MOST_BYTES = 50_000_000
LONGEST_LINE = 1_000_000
OTHER_SEPARATORS = (("semicolons", ";"), ("tabs", "\t"))
CELL = re.compile(r'("(?:[^"]|"")*"|[^,]*)(?:,|$)')


@dataclass(frozen=True, slots=True)
class CsvRow:
    """Row of a table: its first and last line in the file, and its cells without blanks at either end."""

    line: int
    last_line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CsvRows:
    """Rows of a file as they are, of any length: the first may be a title, and any may be blank."""

    source: Source
    rows: tuple[CsvRow, ...]

    def place(self, row: CsvRow, number: int) -> Place:
        """Return the place of a row's cell, by the cell's number from 0."""
        return _place(self.source, row, number)


@dataclass(frozen=True)
class CsvTable:
    """Table: a header, and rows with as many cells as the header."""

    file: str
    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    lines: tuple[str, ...] = field(repr=False)

    def cell(self, row: int, column: str) -> str:
        """Return the text of a cell, by the row's number from 0 and the column's name."""
        return self.rows[row].cells[self.header.index(column)]

    def place(self, row: int, column: str) -> Place:
        r"""Return the place of a cell. In a row of several lines, that is the row's first line and the cell's number.

        >>> table = parse_csv("area,people\nLerwick, 7000\n", "population.csv")
        >>> str(table.place(0, "people"))
        'population.csv:2:10'
        """
        return _place(Source(self.file, "", self.lines), self.rows[row], self.header.index(column))


def read_csv(file: pathlib.Path, shown_as: str | None = None) -> CsvTable:
    """Read the table in a CSV file. Findings call the file `shown_as`, by default its path.

    Raises Refused with everything that is wrong, and OSError if the file can't be read.
    """
    return parse_csv(read_bytes(file, most=MOST_BYTES), shown_as or path_text(file))


def read_rows(file: pathlib.Path, shown_as: str | None = None) -> CsvRows:
    """Read the rows of a CSV file without expecting a table. Raises Refused, and OSError if the file can't be read."""
    return parse_rows(read_bytes(file, most=MOST_BYTES), shown_as or str(file))


def parse_csv(text: str | bytes, file: str) -> CsvTable:
    r"""Read the table in a CSV text: column names in the first line, then rows.

    Blank lines at the end are ignored, and blank columns at the right.

    >>> parse_csv("year,people\n2025,23000\n", "population.csv").rows[0].cells
    ('2025', '23000')
    """
    source, rows, findings = _all_rows(text, file)
    rows = _without_empty_columns(rows)
    findings += first_errors(_misshapen(source, rows))
    if findings:
        raise Refused(findings)
    return CsvTable(file, rows[0].cells, tuple(rows[1:]), source.lines)


def parse_rows(text: str | bytes, file: str) -> CsvRows:
    r"""Read the rows of a CSV text without expecting a table. Raises Refused if the text can't be split into cells.

    >>> [row.cells for row in parse_rows("Our budget\n\na,b\n1,2\n", "lines.csv").rows]
    [('Our budget',), (), ('a', 'b'), ('1', '2')]
    """
    source, rows, findings = _all_rows(text, file)
    if findings:
        raise Refused(findings)
    return CsvRows(source, tuple(rows))


def _all_rows(text: str | bytes, file: str) -> tuple[Source, list[CsvRow], list[Finding]]:
    """Return every row up to the last one that isn't blank, and a finding if the rest can't be split into cells."""
    source = read_source(text, file, most=MOST_BYTES)
    if findings := list(_long_lines(source)):
        raise Refused(findings)
    rows, findings = _rows(source)
    while rows and not any(rows[-1].cells):
        rows.pop()
    if not rows and not findings:
        fix = "write the column names in the first line, and one row in each line below"
        raise Refused([Finding("E111", "the file is empty", source.place(1, 1), fix)])
    return source, rows, findings


def _without_empty_columns(rows: list[CsvRow]) -> list[CsvRow]:
    """Return the rows without the columns at the right in which every cell is blank; spreadsheets write them."""
    width = max((at for row in rows for at, cell in enumerate(row.cells, 1) if cell), default=0)
    return [replace(row, cells=row.cells[:width]) for row in rows]


def _long_lines(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, start=1):
        if len(line) > LONGEST_LINE:
            message = f"the line has more than {LONGEST_LINE:,} characters"
            yield Finding("E125", message, source.place(number, 1), "write each row on a separate line")


def _rows(source: Source) -> tuple[list[CsvRow], list[Finding]]:
    """Return the rows before the first one that can't be split into cells, and a finding about that row if any."""
    rows: list[CsvRow] = []
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    read_to = 0
    try:
        for cells in reader:
            rows.append(CsvRow(read_to + 1, reader.line_num, tuple(cell.strip() for cell in cells)))
            read_to = reader.line_num
    except csv.Error as error:
        return rows, [_unreadable(source.place(read_to + 1, 1), str(error))]
    return rows, []


def _unreadable(place: Place, problem: str) -> Finding:
    if "field larger than field limit" in problem:
        message = f"a cell has more than {csv.field_size_limit():,} characters"
        return Finding("E125", message, place, "close the quotation mark at the start of the cell, or shorten the cell")
    message = "a quotation mark in this row is not closed, or stands in the middle of a cell"
    fix = "put quotation marks around the whole cell, and double any quotation mark inside it"
    return Finding("E120", message, place, fix)


def _misshapen(source: Source, rows: list[CsvRow]) -> Iterator[Finding]:
    if not rows:
        return
    header, *body = rows
    if not any(header.cells):
        fix = "write the column names in the first line"
        yield Finding("E122", "the first line is blank", source.place(header.line, 1), fix)
        return
    if len(header.cells) == 1:
        yield from _other_separator(source, header)
    yield from _names(source, header)
    for row in body:
        if not any(row.cells):
            place = source.place(row.line, 1)
            yield Finding("E124", "a blank line stands between rows", place, "delete the line")
        elif len(row.cells) != len(header.cells):
            yield _ragged(source, row, len(header.cells))


def _other_separator(source: Source, header: CsvRow) -> Iterator[Finding]:
    for name, sign in OTHER_SEPARATORS:
        if sign in header.cells[0]:
            message = f"the columns are separated by {name}, not by commas"
            yield Finding(
                "E126", message, source.place(header.line, 1), "save the sheet as “CSV UTF-8 (comma delimited)”"
            )


def _names(source: Source, header: CsvRow) -> Iterator[Finding]:
    count = Counter(header.cells)
    first_of = {name: number for number, name in reversed([*enumerate(header.cells)])}
    for number, name in enumerate(header.cells):
        first = first_of[name]
        if not name:
            message = f"column {number + 1} has no name"
            yield Finding("E122", message, _place(source, header, number), "name the column, or delete the column")
        elif count[name] > 1 and number != first:
            message = f"two columns are named {quoted(name)}: the {_nth(first + 1)} and the {_nth(number + 1)}"
            yield Finding("E121", message, _place(source, header, number), "rename or delete one of the two columns")


def _ragged(source: Source, row: CsvRow, width: int) -> Finding:
    count = len(row.cells)
    message = f"the row has {count} {'cell' if count == 1 else 'cells'}, but there are {width} columns"
    fix = "write a cell for every column"
    if count > width:
        fix = "write numbers without commas (12300), and put quotation marks around a text that contains a comma"
    return Finding("E123", message, _place(source, row, min(count - 1, width)), fix)


def _place(source: Source, row: CsvRow, number: int) -> Place:
    """Return the place where a cell of a row begins, with the length of the cell as typed."""
    if row.line != row.last_line:
        return source.place(row.line, number + 1)
    cell = next(islice(CELL.finditer(source.lines[row.line - 1]), number, None))
    blanks = len(cell.group(1)) - len(cell.group(1).lstrip())
    return source.place(row.line, cell.start() + blanks + 1, max(1, len(cell.group(1).strip())))


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
