"""One sheet of a finance team, laid out as the section that a mapping says it is: only the mapped columns and rows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Place
from mtfp.findings.suggest import nearest, one_of, quoted
from mtfp.reading.sheets.headings import Known, unit_in
from mtfp.reading.sheets.sheet import sheet_of
from mtfp.reading.sheets.totals import Amounts, amounts_of, total_finding
from mtfp.reading.workbooks.income import with_income
from mtfp.reading.workbooks.mapping import SheetMapping
from mtfp.text.csv_table import CsvRow
from mtfp.text.xlsx import SheetRows


def as_section(rows: SheetRows, mapping: SheetMapping, document: Document, known: Known) -> SheetRows:
    """Return the mapped columns with the plan's keys as headings, without the rows that the mapping leaves out.

    Raises Refused for a heading of the mapping that no row of the sheet has.
    """
    head = _head(rows, mapping, document)
    columns = [(_number(head, heading), key) for heading, key in mapping.columns.items()]
    numbers, keys = [number for number, _ in columns], [key for _, key in columns]
    body = [row for row in rows.rows[rows.rows.index(head) + 1 :] if any(row.cells)]
    kept = [_row(row, numbers, keys, mapping) for row in body if not _skipped(row, mapping)]
    heads = (_with_unit(key, head.cells[number]) for number, key in columns)
    laid_out = (
        *_units_above(rows, head),
        replace(head, cells=(*heads, *mapping.same)),
        *(row for row in kept if any(row.cells)),
    )
    places = tuple(rows.numbers[number] for number in numbers)
    section = replace(rows, rows=laid_out, numbers=places + places[:1] * len(mapping.same))
    section = _without_totals(section, known) if mapping.subtotals == "skip" else section
    return with_income(section, known) if mapping.below_zero == "income" else section


def misspelt_words(rows: SheetRows, mapping: SheetMapping, document: Document) -> Iterator[Finding]:
    """Warn of a word of the mapping that no row has, while one has a word much like it that the mapping lacks."""
    head = _head(rows, mapping, document)
    body = rows.rows[rows.rows.index(head) + 1 :]
    numbers = {key: _number(head, heading) for heading, key in mapping.columns.items()}
    for key in mapping.values.keys() & numbers.keys():
        values = mapping.values[key]
        words = dict.fromkeys(row.cells[numbers[key]] for row in body if not _skipped(row, mapping))
        here, told = {_letters(word) for word in words}, {_letters(word) for word in values}
        others = [word for word in words if word and _letters(word) not in told]
        for word in values:
            if _letters(word) not in here and (meant := nearest(word, others)):
                message = f"no row of the sheet {quoted(rows.name)} has {quoted(word)}, but one has {quoted(meant)}"
                fix = f"write {quoted(meant)} if that is meant; take the word out if no row has it any more"
                place = document.place(("sheets", rows.name, "values", key, word), of_key=True)
                yield Finding("W730", message, place, fix)


def _head(rows: SheetRows, mapping: SheetMapping, document: Document) -> CsvRow:
    """Return the first row that has every heading of the mapping."""
    wanted = {_letters(heading) for heading in mapping.columns}
    best: tuple[int, set[str]] = (0, set())
    for row in rows.rows:
        here = {_letters(cell) for cell in row.cells}
        if wanted <= here:
            return row
        best = max(best, (len(wanted & here), here), key=lambda found: found[0])
    _, nearest_row = best
    raise Refused(_absent(rows, mapping, document, nearest_row))


def _absent(rows: SheetRows, mapping: SheetMapping, document: Document, here: set[str]) -> Iterator[Finding]:
    texts = list(dict.fromkeys(cell for row in rows.rows for cell in row.cells if _letters(cell) in here and cell))
    for heading in mapping.columns:
        if _letters(heading) not in here:
            meant = nearest(heading, texts)
            fix = f"did you mean {quoted(meant)}?" if meant else f"write a heading of the sheet: {_some(texts)}"
            place = document.place(("sheets", rows.name, "columns", heading), of_key=True)
            yield Finding("E221", f"the sheet {quoted(rows.name)} has no column {quoted(heading)}", place, fix)


def _with_unit(key: str, heading: str) -> str:
    """Return the key of a column with the unit that the column's own heading states, which must be the plan's."""
    unit, _ = unit_in(heading)
    return f"{key} ({unit})" if unit else key


def _units_above(rows: SheetRows, head: CsvRow) -> Iterator[CsvRow]:
    """Yield the rows above the headings that state a unit of money, as one cell each."""
    for row in rows.rows[: rows.rows.index(head)]:
        yield from (replace(row, cells=(cell,)) for cell in row.cells if unit_in(cell)[0])


def _some(texts: list[str]) -> str:
    return one_of(texts, most=12) if texts else "its first row has none"


def _number(head: CsvRow, heading: str) -> int:
    return next(number for number, cell in enumerate(head.cells) if _letters(cell) == _letters(heading))


def _row(row: CsvRow, numbers: list[int], keys: list[str], mapping: SheetMapping) -> CsvRow:
    """Return the mapped cells of a row, and the values that every row has; no cells if all of them are blank."""
    cells = [row.cells[number] for number in numbers]
    if not any(cells):
        return replace(row, cells=())
    said = [_meant(cell, mapping.values.get(key, {})) for cell, key in zip(cells, keys, strict=True)]
    return replace(row, cells=(*said, *mapping.same.values()))


def _meant(cell: str, values: dict[str, str]) -> str:
    return next((value for word, value in values.items() if _letters(word) == _letters(cell)), cell)


def _skipped(row: CsvRow, mapping: SheetMapping) -> bool:
    first = next((cell for cell in row.cells if cell), "").casefold()
    words = (each.casefold() for each in mapping.skip if isinstance(each, str))
    return row.line in mapping.skip or any(first.startswith(word) for word in words)


def _without_totals(rows: SheetRows, known: Known) -> SheetRows:
    """Return the rows without totals of those above. A total is known as in a CSV file: by its words and its sums."""
    sheet, above, kept = sheet_of(rows, known), list[Amounts](), list[CsvRow]()
    for row in sheet.body:
        if not total_finding(sheet, row, above):
            above.append(amounts_of(sheet, row))
            kept.append(row)
    return replace(rows, rows=(*sheet.titles, sheet.head, *kept))


def _letters(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def no_such_sheet(name: str, sheets: tuple[str, ...], place: Place) -> Finding:
    """Return the finding that the workbook lacks a sheet of the mapping."""
    meant = nearest(name, sheets)
    fix = f"did you mean {quoted(meant)}?" if meant else f"write the name of a sheet: {one_of(sheets, most=12)}"
    return Finding("E221", f"the workbook has no sheet {quoted(name)}", place, fix)
