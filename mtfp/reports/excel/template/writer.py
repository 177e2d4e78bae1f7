"""Write the template: a guide, a sheet for the plan's own keys, and a sheet with an example for each section."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from xlsxwriter.worksheet import Worksheet

from mtfp.model.base.year_forms import financial_year
from mtfp.reading.sheets.forms import PLAN, STEPS, form_of_items
from mtfp.reading.workbooks.tabs import GUIDE, KEY_HEADS, TABS
from mtfp.reports.archive import save
from mtfp.reports.excel.book import Book, high_enough, open_book, ready_to_print
from mtfp.reports.excel.template.cells import PERCENT, Column, validate, write_value
from mtfp.reports.excel.template.columns import PLAN_KEYS, Path, at, columns, flat, heading, meaning
from mtfp.reports.excel.template.guide import ABOUT_SHEETS, TITLE, write_guide

FREE_ROWS, ROWS = 20, 300
"""Empty rows below the example, and rows for which cells are checked."""
HEAD = 3
"""Row of the headings, below title, advice and meanings."""
WIDTH, NARROW, WIDE = 16, 11, 34
"""Widths of columns, in digits."""
REFER = {
    **dict.fromkeys(("line", "lines"), "Lines"),
    **dict.fromkeys(("growth", "uplift", "delivery", "indexed", "deflator"), "Assumptions"),
}
"""Keys whose values are names of items, with the sheet of these items."""


def write_template(plan: Mapping[str, Any], to: BinaryIO) -> None:
    """Write the template with a plan as its example; the plan is what a plan's file holds."""
    written = io.BytesIO()
    book, first = open_book(written, TITLE, "mtfp", "", GUIDE)
    write_guide(book, first, str(plan["name"]))
    for tab, part in TABS.items():
        sheet = ready_to_print(book.workbook.add_worksheet(tab), "")
        book.write(sheet, 0, 0, tab, "title")
        book.write(sheet, 1, 0, ABOUT_SHEETS[tab], "note")
        if part == PLAN:
            _write_keys(book, sheet, plan)
        else:
            _write_items(book, sheet, part, plan)
    book.workbook.close()
    save(written.getvalue(), to)


def _write_keys(book: Book, sheet: Worksheet, plan: Mapping[str, Any]) -> None:
    """Write the plan's own keys, one a row, each with its value and its meaning."""
    form, values = form_of_items(PLAN), flat({key: value for key, value in plan.items() if key not in _elsewhere()})
    paths = [tuple(key.split(".")) for key in PLAN_KEYS.split()]
    for number, (head, width) in enumerate(zip(KEY_HEADS, (26, 60, 90), strict=True)):
        book.write(sheet, HEAD - 1, number, head, "head")
        sheet.set_column(number, number, width)
    for row, path in enumerate(dict.fromkeys((*paths, *values)), HEAD):
        column = Column(heading(path, form), meaning(path, form), at(path, form), _source(path))
        book.write(sheet, row, 0, column.heading, "cell", "label")
        write_value(book, sheet, (row, 1), values.get(path), column)
        book.write(sheet, row, 2, column.meaning, "cell", "label")
        validate(sheet, row, row, 1, column)
        high_enough(sheet, row, [(column.meaning, 90)])
    sheet.freeze_panes(HEAD, 1)


def _elsewhere() -> set[str]:
    """Return the keys of a plan that have sheets of their own, or none: version, correlations and checks."""
    return {*TABS.values(), "mtfp", "correlations", "checks", "scheme"}


def _write_items(book: Book, sheet: Worksheet, part: str, plan: Mapping[str, Any]) -> None:
    """Write a sheet of items: meanings, headings, the example, and free rows below."""
    items, form = _items(part, plan), form_of_items(part)
    first = int(str(plan["base_year"])[:4])
    years = [financial_year(first + number) for number in range(1, int(plan["years"]) + 1)]
    paths = columns(part, items.values(), form, years)
    rows = [{("name",): name, **flat(item)} for name, item in items.items()]
    last = HEAD + len(rows) + FREE_ROWS
    found = [_column(path, part, rows) for path in paths]
    above = [_meaning_once(number, found) for number, _ in enumerate(found)]
    for number, column in enumerate(found):
        book.write(sheet, HEAD - 1, number, above[number], "meaning")
        sheet.set_column(number, number, _width(paths[number]))
        validate(sheet, HEAD + 1, HEAD + ROWS, number, column)
        for row in range(HEAD + 1, last + 1):
            inside = rows[row - HEAD - 1] if row - HEAD <= len(rows) else {}
            write_value(book, sheet, (row, number), inside.get(paths[number]), column)
    high_enough(sheet, HEAD - 1, ((words, _width(path)) for path, words in zip(paths, above, strict=True)))
    heads = [{"header": column.heading, "header_format": book.styles.of("head")} for column in found]
    high_enough(sheet, HEAD, ((column.heading, _width(path)) for path, column in zip(paths, found, strict=True)))
    table = {"columns": heads, "autofilter": False, "style": None, "name": part.capitalize() + "_to_fill_in"}
    sheet.add_table(HEAD, 0, last, len(found) - 1, table)
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.repeat_rows(HEAD)


def _meaning_once(number: int, columns: Sequence[Column]) -> str:
    """Return the meaning above a column, unless it stands above the column to the left, as for the years of a key."""
    words = columns[number].meaning
    return "" if number and columns[number - 1].meaning == words else words


def _items(part: str, plan: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    if part == STEPS:
        return {f"step_{number}": step for number, step in enumerate(plan.get("scheme", {}).get("steps", ()), 1)}
    found = plan.get(part)
    return found if isinstance(found, Mapping) else {}


def _column(path: Path, part: str, rows: Sequence[Mapping[Path, Any]]) -> Column:
    if path == ("name",):
        words = "Short name, which other sheets use: small letters, digits and underscores."
        return Column("Name", words, form_of_items(PLAN).inner("name"))
    form = form_of_items(part)
    shares = any(isinstance(value := row.get(path), str) and PERCENT.fullmatch(value) for row in rows)
    own = at(path, form)
    is_share = shares or (own is not None and own.percentage and not own.number)
    return Column(heading(path, form), meaning(path, form), own, _source(path), is_share)


def _source(path: Path) -> str:
    """Return the cells with the names to which a key refers, as Excel writes them; empty for any other key."""
    tab = REFER.get(path[-1])
    return f"={tab}!$A${HEAD + 2}:$A${HEAD + ROWS + 1}" if tab else ""


def _width(path: Path) -> int:
    if path[-1] in ("label", "source"):
        return WIDE
    return NARROW if "/" in path[-1] or path[-1] == "then" else WIDTH
