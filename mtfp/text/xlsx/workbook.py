"""Workbook: its sheets, and each sheet's rows as a CSV file would give them, with the places of cells."""

import pathlib
from dataclasses import dataclass

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted
from mtfp.text.csv_table import CsvRow, CsvRows
from mtfp.text.source import Source, path_text, read_bytes
from mtfp.text.xlsx.archive import MOST_BYTES, Archive, NotRead, TooLarge, open_archive
from mtfp.text.xlsx.cells import Cells, Shared
from mtfp.text.xlsx.parts import SHEET, STYLES, TEXTS, Sheets, Styles, Texts, relations, workbook_part
from mtfp.text.xlsx.typed import TypedCells

MOST_SHEETS = 200
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class SheetRows(CsvRows):
    """Rows of a sheet, all of one length. `numbers`: the sheet's own numbers of the columns, from 0."""

    name: str
    numbers: tuple[int, ...]

    def place(self, row: CsvRow, number: int) -> Place:
        """Return the place of a row's cell, such as `Savings!C7`."""
        column = self.numbers[number] if number < len(self.numbers) else number
        return Place(self.source.file, row.line, column + 1, sheet=self.name)


@dataclass(frozen=True)
class Workbook:
    """Workbook: sheets are read when asked for, each within limits."""

    file: str
    archive: Archive
    parts: dict[str, str]
    shared: Shared

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets, in order."""
        return tuple(self.parts)

    def rows(self, name: str) -> SheetRows:
        """Return the rows of a sheet without blank ones at the end. Raises Refused for a formula without a value."""
        cells = Cells(self.shared)
        self._read(name, cells)
        if cells.unknown:
            raise Refused(first_errors(_no_value(self.file, name, *at) for at in cells.unknown))
        width = max((column for row in cells.rows.values() for column in row), default=-1) + 1
        rows = tuple(
            CsvRow(at + 1, at + 1, tuple(row.get(column, "") for column in range(width)) if row else ())
            for at in range(max(cells.rows, default=-1) + 1)
            for row in (cells.rows.get(at),)
        )
        return SheetRows(Source(self.file, "", ()), rows, name, tuple(range(width)))

    def typed(self, name: str) -> TypedCells:
        """Return the cells of a sheet with their kinds and formulas; a formula may lack a stored result."""
        cells = TypedCells(self.shared)
        self._read(name, cells)
        return cells

    def _read(self, name: str, cells: Cells) -> None:
        try:
            self.archive.read(self.parts[name], cells)
        except (NotRead, TooLarge) as error:
            raise Refused([_refusal(self.file, error)]) from error


def read_workbook(file: pathlib.Path) -> Workbook:
    """Read a workbook's list of sheets. Raises Refused if it can't be read, and OSError if the file can't be."""
    shown = path_text(file)
    content = read_bytes(file, most=MOST_BYTES)
    try:
        return _workbook(shown, content)
    except (NotRead, TooLarge) as error:
        raise Refused([_refusal(shown, error)]) from error


def _workbook(file: str, content: bytes) -> Workbook:
    if content.startswith(_OLD):
        raise NotRead("is an old workbook (.xls), or has a password")
    archive = open_archive(content)
    part = workbook_part(archive)
    related, listed, texts, styles = relations(archive, part), Sheets(), Texts(), Styles()
    archive.read(part, listed)
    if len(listed.names) > MOST_SHEETS:
        raise TooLarge(f"has more than {MOST_SHEETS} sheets")
    if found := related.one(TEXTS):
        archive.read(found, texts)
    if found := related.one(STYLES):
        archive.read(found, styles)
    kinds = ((name, *related.found.get(identifier, ("", ""))) for name, identifier in listed.names)
    parts = {name: inside for name, kind, inside in kinds if kind == SHEET}
    return Workbook(file, archive, parts, Shared(texts.found, styles, listed.since_1904))


def _refusal(file: str, error: NotRead | TooLarge) -> Finding:
    if isinstance(error, TooLarge):
        fix = "copy the sheets that you need, as values, into a new workbook"
        return Finding("E118", f"the workbook {error}", Place(file), fix)
    fix = "save it from the spreadsheet program as an Excel workbook (.xlsx), without a password"
    return Finding("E117", f"the file {error}", Place(file), fix)


def _no_value(file: str, sheet: str, row: int, column: int) -> Finding:
    return no_result(Place(file, row + 1, column + 1, sheet=sheet))


def no_result(place: Place) -> Finding:
    """Return the finding about a formula that was never worked out."""
    fix = "open the workbook in the spreadsheet program, and save it there"
    return Finding("E119", f"the formula in {quoted(place.cell)} has no stored result", place, fix)
