"""Plan from the template: a sheet for each section, a sheet of the plan's own keys, and one of closing steps."""

from dataclasses import replace

from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Path, Place
from mtfp.findings.suggest import nearest, one_of, quoted
from mtfp.reading.sheets.cells import value_of
from mtfp.reading.sheets.document import known_names
from mtfp.reading.sheets.forms import PLAN, STEPS, form_of_items
from mtfp.reading.sheets.headings import Known, heading_of
from mtfp.reading.sheets.items import Items, items_of, put
from mtfp.reading.workbooks.in_cells import Found
from mtfp.reading.workbooks.tabs import GUIDE, KEY_HEADS, TABS, tab_of
from mtfp.text.csv_table import CsvRow
from mtfp.text.xlsx import SheetRows, Workbook

_VERSION = 1
_CARRY = "carry"


def is_template(workbook: Workbook) -> bool:
    """Return True if a workbook has the sheet of the plan's own keys."""
    return any(tab_of(name) == PLAN for name in workbook.sheets)


def from_template(workbook: Workbook) -> Found:
    """Return the values in the sheets of the template, in the order of a plan's sections."""
    found = Found({"mtfp": _VERSION})
    parts = {tab_of(name): name for name in workbook.sheets}
    found.findings += [_not_read(workbook, name) for name in workbook.sheets if tab_of(name) is None and name != GUIDE]
    for part in TABS.values():
        if part in parts:
            try:
                _read(workbook.rows(parts[part]), part, found)
            except Refused as refused:
                if part == PLAN:  # without its keys, nothing else could be checked
                    raise
                found.findings += refused.findings
                found.unread.add("scheme" if part == STEPS else part)
                found.value.setdefault("scheme" if part == STEPS else part, {})
    return found


def _read(rows: SheetRows, part: str, found: Found) -> None:
    if part == PLAN:
        _read_keys(rows, found)
    elif _has_items(rows, part):
        items = items_of(rows, known_names(part, found.value))
        found.findings += items.findings
        if any(finding.severity is Severity.ERROR for finding in items.findings):
            found.unread.add("scheme" if part == STEPS else part)
        if part == STEPS:
            _put_steps(items, found)
        else:
            found.value[part] = items.values
            found.add_places((part,), items)
    elif part in ("lines", "funding"):
        found.value[part] = {}


def _has_items(rows: SheetRows, part: str) -> bool:
    """Return True if something stands below the headings: a sheet that is left empty has only headings."""
    known = Known(part)
    for at_row, row in enumerate(rows.rows):
        if sum(bool(heading_of(cell, known).path) for cell in row.cells if cell) > 1:
            return any(any(below.cells) for below in rows.rows[at_row + 1 :])
    return any(any(row.cells) for row in rows.rows)


def _put_steps(items: Items, found: Found) -> None:
    """Put the closing steps into the plan, in the order of their rows."""
    steps = []
    for number, (name, step) in enumerate(items.values.items()):
        steps.append({key: {} if key == _CARRY else value for key, value in step.items()})
        for (_, *inner), place in _places(items, name):
            found.cells[("scheme", "steps", number, *inner)] = place
    found.value.setdefault("scheme", {})["steps"] = steps


def _places(items: Items, name: str) -> list[tuple[Path, Place]]:
    whole = Found({})
    whole.add_places((), items)
    return [(path, place) for path, place in whole.cells.items() if path[0] == name]


def _read_keys(rows: SheetRows, found: Found) -> None:
    """Read the plan's own keys, one a row, below the headings."""
    known, form = Known(PLAN), form_of_items(PLAN)
    head = next((row for row in rows.rows if _is_head(row.cells)), None)
    for row in rows.rows[rows.rows.index(head) + 1 if head else 0 :]:
        key, text = (row.cells[0], row.cells[1]) if len(row.cells) > 1 else ("", "")
        path, inner = heading_of(key, known).path, form
        if not key or not text:
            continue
        for step in path:
            inner = inner.inner(step) or inner
        value = value_of(text, inner)
        if not path:
            found.findings.append(_unknown(rows, row, key))
        elif isinstance(value, Finding):
            found.findings.append(replace(value, place=rows.place(row, 1)))
        elif not put(found.value, path, value):
            message = f"{quoted(key)} is given twice, or next to a key inside it"
            found.findings.append(Finding("E103", message, rows.place(row, 0), "delete one of the rows"))
        for length in range(1, len(path) + 1):
            found.cells.setdefault(path[:length], rows.place(row, 1))


def _is_head(cells: tuple[str, ...]) -> bool:
    return [cell.casefold() for cell in cells[:2]] == [head.casefold() for head in KEY_HEADS[:2]]


def _unknown(rows: SheetRows, row: CsvRow, key: str) -> Finding:
    keys = [each for each in form_of_items(PLAN).keys if each != "mtfp"]
    meant = nearest(key, keys)
    fix = f"did you mean {quoted(meant)}?" if meant else f"use {one_of(keys, most=40)}, or delete the row"
    return Finding("E202", f"a plan has no key {quoted(key)}", rows.place(row, 0), fix)


def _not_read(workbook: Workbook, name: str) -> Finding:
    fix = f"delete it, or rename it: the sheets of a plan are {one_of(list(TABS), most=20)}"
    place = Place(workbook.file, 1, 1, sheet=name)
    return Finding("W615", f"the sheet {quoted(name)} is passed over", place, fix)
