"""Items of a section from the rows of its table, with the place of each value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place, column_letters
from mtfp.findings.suggest import quoted
from mtfp.model.base.values import mended_name
from mtfp.reading.sheets.cells import value_of
from mtfp.reading.sheets.columns import heading_findings, with_known_headings
from mtfp.reading.sheets.headings import NAME, Known
from mtfp.reading.sheets.rows import sorted_rows
from mtfp.reading.sheets.sheet import Sheet, passed_over, sheet_of
from mtfp.reading.sheets.totals import form_at
from mtfp.text.csv_table import CsvRow, CsvRows


@dataclass
class Items:
    """Items of a section by name, the row of each, and findings about the file."""

    sheet: Sheet
    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, CsvRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Path, *, of_key: bool) -> Place:
        """Return the place of an item's value: a cell, or the heading for `of_key`. `path` begins with the name."""
        row, keys = self.rows[str(path[0])], tuple(str(step) for step in path[1:] if isinstance(step, str))
        if of_key and keys in self.sheet.at:
            return self.sheet.place(self.sheet.head, self.sheet.at[keys])
        return self.sheet.place(row, self._column(row, keys))

    def heading(self, path: Path) -> str:
        """Return the heading of the column that holds a value, or an empty text for a whole item."""
        keys = tuple(str(step) for step in path[1:] if isinstance(step, str))
        column = self.sheet.columns[self.sheet.at[keys]] if keys in self.sheet.at else None
        return column.text if column else ""

    def _column(self, row: CsvRow, keys: tuple[str, ...]) -> int:
        """Return a key's column: its own, else that of the nearest outer group, else a filled one of an inner key."""
        at = self.sheet.at
        around = [path for path in at if path == keys[: len(path)]]
        inside = (path for path in at if path[: len(keys)] == keys and self.sheet.cell(row, path))
        path = max(around, key=len) if around else next(inside, (NAME,)) if keys else (NAME,)
        return at.get(path, at.get(("label",), 0))


def items_of(file: CsvRows, known: Known, *, whole: bool = True) -> Items:
    """Return the items in a file, and findings about its headings, rows and cells. Raises Refused without a table.

    `whole` is False if the rows only add to items that are elsewhere.
    """
    sheet, findings = with_known_headings(sheet_of(file, known))
    findings += heading_findings(sheet, whole=whole)
    rows = sorted_rows(sheet)
    items = Items(sheet, findings=findings + rows.findings)
    nameless = [number for number, heading in enumerate(sheet.columns) if heading is None]
    used = {number for row in rows.items for number, cell in enumerate(row.cells) if cell}
    items.findings += [_nameless(sheet, number) for number in nameless if number in used]
    items.findings += passed_over(sheet, rows.over, [number for number in nameless if number not in used])
    if any(finding.code in ("E201", "E121") for finding in findings):
        return items
    for row in rows.items:
        if wide := _ragged(sheet, row):
            items.findings.append(wide)
        elif name := _name(items, row):
            items.rows[name] = row
            item, wrong = _item(sheet, row)
            items.findings += wrong
            items.values.update({} if wrong else {name: item})
    return items


def _nameless(sheet: Sheet, number: int) -> Finding:
    place = sheet.place(sheet.head, number)
    return Finding(
        "E122", f"column {column_letters(number)} has no name", place, "name the column, or delete the column"
    )


def _ragged(sheet: Sheet, row: CsvRow) -> Finding | None:
    """Return the finding that a row has too few cells, or cells to the right of the last column."""
    count, width = len(row.cells), len(sheet.columns)
    if count == width or (count > width and not any(row.cells[width:])):
        return None
    message = f"the row has {count} {'cell' if count == 1 else 'cells'}, but there are {width} columns"
    fix = "write a cell for every column"
    if count > width:
        fix = "write numbers without commas (12300), and put quotation marks around a text that contains a comma"
    return Finding("E123", message, sheet.place(row, min(count - 1, width)), fix)


def _name(items: Items, row: CsvRow) -> str:
    """Return the name of a row's item, made from its label if need be; an empty text, and a finding, if it has none."""
    sheet = items.sheet
    name, label = sheet.cell(row, (NAME,)), sheet.cell(row, ("label",))
    place = items.sheet.place(row, sheet.at.get((NAME,), sheet.at.get(("label",), 0)))
    if not name and not label:
        fix = "write a name such as `care_at_home`"
        items.findings.append(Finding("E201", "the row has no name", place, fix))
        return ""
    made = name or mended_name(label)
    if made in items.rows:
        from_label = "" if name else f" (from the label {quoted(label)})"
        message = f"{quoted(made)}{from_label} is given twice, first in line {items.rows[made].line}"
        items.findings.append(Finding("E103", message, place, "rename one of them, or delete it"))
        return ""
    return made


def _item(sheet: Sheet, row: CsvRow) -> tuple[dict[str, Any], list[Finding]]:
    """Return the keys and values of a row, and findings about cells that can't be read or set the same value."""
    item: dict[str, Any] = {}
    findings: list[Finding] = []
    for number, heading in enumerate(sheet.columns):
        path = heading.path if heading else ()
        text, form = sheet.cell(row, path), form_at(sheet, path)
        if heading is None or path in ((), (NAME,)) or not text or form is None:
            continue
        value, called = value_of(text, form), quoted(heading.text)
        if isinstance(value, Finding):
            message = f"{value.message}, in the column {called}"
            findings.append(Finding(value.code, message, sheet.place(row, number), value.fix))
        elif not put(item, path, value):
            message = f"the cell under {called} and the cell under another column set the same value"
            findings.append(Finding("E103", message, sheet.place(row, number), "empty one of the two cells"))
    return item, findings


def put(item: dict[str, Any], path: tuple[str, ...], value: object) -> bool:
    """Set a value under nested keys. Return False if one of them has a value already."""
    *outer, last = path
    inner: Any = item
    for step in outer:
        inner = inner.setdefault(step, {}) if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or last in inner:
        return False
    inner[last] = value
    return True


def paths_of(path: Path, value: object) -> list[Path]:
    """Return the path of a value, and the paths of all values inside it."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, item in inner for each in paths_of((*path, key), item))]
