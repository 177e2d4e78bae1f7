"""Cells of the template: the example's values as a person would type them, and the values that each cell allows."""

import re
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from mtfp.reading.sheets.forms import Form
from mtfp.reading.workbooks.imported import as_typed as typed
from mtfp.reports.excel.book import Book

PERCENT = re.compile(r"[+-]?([0-9]+(?:\.[0-9]+)?)%")
MOST_LETTERS, MOST_TITLE, MOST_LIST = 250, 32, 250
"""Maximum letters of Excel's messages, of their titles, and of a list of choices."""
YES_NO = ["yes", "no"]
TEXT, MONEY, SHARE = "@", "#,##0.##", "0.0##%"
"""Formats of cells: text, which Excel must not turn into dates or formulas; numbers; and percentages."""
WIDEST = 1e15


@dataclass(frozen=True)
class Column:
    """Column of the template: its heading, its meaning, the form of its values, and the cells that it refers to."""

    heading: str
    meaning: str
    form: Form | None
    refers: str = ""
    is_share: bool = False

    @property
    def number(self) -> str:
        """Return the format of the column's cells."""
        if self.form is None or not (self.form.number or self.form.percentage):
            return TEXT
        return SHARE if self.is_share else MONEY


def write_value(book: Book, sheet: Worksheet, at: tuple[int, int], value: Any, column: Column) -> None:
    """Write a value of the example: a percentage as a number that shows one, a list with semicolons."""
    row, number = at
    value = typed(value, column.form)
    text = in_cell(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, number, value, book.styles.of("input", number=column.number))
    elif found := PERCENT.fullmatch(text):
        share = float(found[1]) / 100 * (-1 if text.startswith("-") else 1)
        sheet.write_number(row, number, round(share, 12), book.styles.of("input", number=SHARE))
    elif text:
        book.write(sheet, row, number, text, "input", number=TEXT)
    else:
        sheet.write_blank(row, number, None, book.styles.of("input", number=column.number))


def in_cell(value: Any) -> str:
    """Return a value as text: `yes`, or the parts of a list.

    >>> in_cell(True), in_cell(["contingency", "general"]), in_cell({}), in_cell(None)
    ('yes', 'contingency; general', 'yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool) or value == {}:
        return YES_NO[0] if value is not False else YES_NO[1]
    return "; ".join(map(in_cell, value)) if isinstance(value, list) else str(value)


def validate(sheet: Worksheet, first: int, last: int, number: int, column: Column) -> None:
    """Let the cells of a column allow what its key allows, with its meaning as a message."""
    options = _allowed(column) or {"validate": "any"}
    if options["validate"] == "any" and not column.meaning:
        return
    title, words = column.heading[:MOST_TITLE], column.meaning[:MOST_LETTERS]
    sheet.data_validation(first, number, last, number, {**options, "input_title": title, "input_message": words})


def _allowed(column: Column) -> dict[str, Any]:
    form = column.form
    if column.refers:
        message = "The name is not in the sheet that it refers to. Keep it only if you will add it there."
        return {"validate": "list", "source": column.refers, "error_type": "warning", "error_message": message}
    choices = YES_NO if form is None or form.flag else list(form.choices)
    if choices and (form is None or not (form.number or form.percentage or form.text)):
        if len(",".join(choices)) <= MOST_LIST:
            return {
                "validate": "list",
                "source": choices,
                "error_message": f"Choose {', '.join(choices)}."[:MOST_LETTERS],
            }
        return {}
    if form and (form.number or form.percentage) and not (form.name or form.text or form.items):
        message = "Write a number, such as 1250 or 3.5%, without other signs."
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -WIDEST,
            "maximum": WIDEST,
            "error_type": "warning",
            "error_message": message,
        }
    return {}
