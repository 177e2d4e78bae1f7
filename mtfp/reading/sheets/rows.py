"""Rows of a table, sorted into items, rows that are passed over, and rows that are refused."""

from dataclasses import dataclass, field

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import quoted
from mtfp.model.base.values import is_name
from mtfp.reading.sheets.headings import NAME, unit_in
from mtfp.reading.sheets.sheet import Sheet
from mtfp.reading.sheets.totals import Amounts, amounts_of, form_at, total_finding
from mtfp.text.csv_table import CsvRow


@dataclass
class SortedRows:
    """Rows below the headings: items, rows passed over, and findings about the others."""

    items: list[CsvRow] = field(default_factory=list)
    over: list[CsvRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def sorted_rows(sheet: Sheet) -> SortedRows:
    """Sort the rows of a table. Notes below the last item are passed over; a heading between items is refused."""
    found = SortedRows()
    last = _last_item(sheet)
    above: list[Amounts] = []
    for at, row in enumerate(sheet.body):
        if total := total_finding(sheet, row, above):
            found.findings.append(total)
        elif not any(row.cells) or at > last or row.cells == sheet.head.cells or _is_units(row):
            found.over.append(row)
        elif _is_text_only(sheet, row):
            found.findings.append(_between(sheet, row))
        else:
            found.items.append(row)
            above.append(amounts_of(sheet, row))
    return found


def _last_item(sheet: Sheet) -> int:
    """Return the position of the last row that isn't a note: a note is one cell, or texts below a blank row."""
    last = -1
    after_blank = False
    for at, row in enumerate(sheet.body):
        filled = [number for number, cell in enumerate(row.cells) if cell]
        note = _is_text_only(sheet, row) if len(filled) < 2 else after_blank and _is_prose(sheet, row, filled)
        after_blank = not filled or (after_blank and note)
        if filled and not note:
            last = at
    return last


def _is_text_only(sheet: Sheet, row: CsvRow) -> bool:
    """Return True for a row whose only cell can't be of an item, since it is neither a name nor an amount."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and not is_name(filled[0]) and not amounts_of(sheet, row)


def _is_prose(sheet: Sheet, row: CsvRow, filled: list[int]) -> bool:
    """Return True if every filled cell is in a column for texts, and the row's name is not that of an item."""
    if is_name(sheet.cell(row, (NAME,))):
        return False
    numbers = {number: path for path, number in sheet.at.items()}
    forms = [form_at(sheet, numbers[number]) for number in filled if number in numbers]
    return all(form is None or form.text for form in forms)


def _is_units(row: CsvRow) -> bool:
    """Return True for a row that only states units of money below the headings."""
    filled = [cell for cell in row.cells if cell]
    return bool(filled) and all(unit_in(cell)[0] and not unit_in(cell)[1] for cell in filled)


def _between(sheet: Sheet, row: CsvRow) -> Finding:
    number = next(number for number, cell in enumerate(row.cells) if cell)
    message = f"the row {quoted(row.cells[number])} has one cell only, between rows of items"
    fix = "delete the row if it is a heading, or fill in the cells that the item needs"
    return Finding("E216", message, sheet.place(row, number), fix)
