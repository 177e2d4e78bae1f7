"""Write a model as an Excel workbook. XlsxWriter is imported with this module, which commands import late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Book
from xlsxwriter.worksheet import Worksheet

from mtfp.findings.short import Short
from mtfp.reading.workbooks.live.marks import mark_of_number
from mtfp.reading.workbooks.live.notation import CONSTANT as EVERY_YEAR
from mtfp.reading.workbooks.live.notation import (
    FIXED,
    FORMULAS,
    IN_USE,
    INPUTS,
    ITEM,
    LIST,
    NAME,
    PLACE,
    cells_in_words,
    marks_in_words,
    rows_in_words,
)
from mtfp.reading.workbooks.live.notation import HEADING as ROW_HEADING
from mtfp.reports.excel.book import high_enough
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.workbook.build import Model
from mtfp.workbook.chart import ROWS as CHART_ROWS
from mtfp.workbook.chart import insert_chart
from mtfp.workbook.cover import Line, cover_lines
from mtfp.workbook.formulas.terms import FIRST
from mtfp.workbook.rows import CONSTANT, SWITCH, UNITS, Row, Sheet
from mtfp.workbook.sheets.as_written import HEADING as BLOCKS
from mtfp.workbook.sheets.checks import FLAG, HOLD, master_text
from mtfp.workbook.values.values import AS_WRITTEN, Values, as_written_text
from mtfp.workbook.values.write import write_values
from mtfp.workbook.written import Written, grids_of, written

FIRST_SHOWN = (Sheet.STATEMENT, Sheet.WHY)
SHOWN = (*FIRST_SHOWN, *(sheet for sheet in Sheet if sheet not in FIRST_SHOWN))
"""Order of the sheets after the cover."""
LONGEST_PROMPT = 250
"""Largest number of characters that Excel shows when a cell is selected."""
NOTES = "Notes on the plan as it stands, as written: they don't follow an edit"
NOTE_LETTERS = 150
"""Largest number of characters in a line of a note, which runs over the cells to its right."""
PER_LINE = 108
"""Number of characters in a line of the cover."""
TITLE_POINTS = 24
"""Height of the row of a title."""
FONT = {"font_name": "Arial", "font_size": 11, "valign": "top"}
MONEY_FORMATS = {
    "£m": '[>=0.0005]#,##0.000;[<=-0.0005]-#,##0.000;"-"',
    "£k": '[>=0.5]#,##0;[<=-0.5]-#,##0;"-"',
    "£": '[>=0.5]#,##0;[<=-0.5]-#,##0;"-"',
}
"""Formats of money: an amount that rounds to zero is a dash."""
NUMBERS = {SHARE: "0.0%", FACTOR: "0.0000"}
FULL_SHARE = "0.0#%"
"""Format of percentages that are typed, or follow what is typed: a rate of 2.75% is not 2.8%."""
FULL = (Sheet.SCENARIOS, Sheet.INPUTS, Sheet.DEMAND)
WIDTHS = (62, 8, 58, 13)
"""Widths of the columns before the years."""
YEAR_WIDTH = 12
PLACE_WIDTH, CELLS_WIDTH = 50, 40
"""Widths of the columns after the years, which name the row's place and the kinds of its cells; they aren't printed."""
BORDERED = {"bg_color": "#FFF5CC", "border": 1, "border_color": "#7F7F7F"}
INPUT = {**BORDERED, "locked": False}
HEADING = {"bold": True, "bg_color": "#DCE6F0"}
STRONG = {"bold": True, "top": 1}
VALUE = {"italic": True}
"""Look of a row of values as written."""


class Page(Worksheet):  # type: ignore[misc]
    """Sheet whose formulas have no function that is newer than Excel 2007, so that no search for such is needed."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


@dataclass(repr=False)
class Styles(Short):
    """Cell formats of a workbook, each made once."""

    book: Book
    made: dict[tuple[tuple[str, Any], ...], Format]

    def of(self, **more: Any) -> Format:
        key = tuple(sorted(more.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, **more})
        return self.made[key]


def write(model: Model, to: IO[bytes], values: Values | None = None) -> None:
    """Write a workbook to a binary stream: the live sheets, and after them the sheets of values, if there are any."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False, "in_memory": True}
    book = xlsxwriter.Workbook(to, options)
    book.set_properties({"title": model.plan.title or model.plan.name, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    book.set_calc_mode("auto")
    styles = Styles(book, {})
    cover = book.add_worksheet("Cover")
    for sheet in SHOWN:
        _sheet(book.add_worksheet(sheet.title, Page), sheet, model, styles)
    if model.has_switch:
        book.define_name("Scenario", f"=Scenarios!$D${SWITCH + 1}")
    listed = write_values(book, model, values) if values else []
    _cover(cover, cover_lines(model, listed), styles)
    book.close()


def _cover(page: Worksheet, lines: list[Line], styles: Styles) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 92)
    for at, line in enumerate(lines):
        page.write_string(at, 0, line.label, styles.of(bold=True, **({"font_size": 16} if line.title else {})))
        if line.title:
            page.set_row(at, TITLE_POINTS)
        if line.formula:
            page.write_formula(at, 1, line.formula, styles.of(bold=True), line.text)
        elif line.text:
            page.set_row(at, 15 * (1 + len(line.text) // PER_LINE))
            page.write_string(at, 1, line.text, styles.of(text_wrap=True, **(BORDERED if line.is_input else {})))
    page.set_portrait()
    _print(page, styles)


def _print(page: Worksheet, styles: Styles) -> None:
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F&C&A&RPage &P of &N")
    page.protect("", {"format_columns": True, "format_rows": True})


def _sheet(page: Worksheet, sheet: Sheet, model: Model, styles: Styles) -> None:
    years = model.plan.timeline.labels
    plan = model.plan
    page.hide_gridlines(2)
    page.set_landscape()
    for column, width in enumerate((*WIDTHS, *[YEAR_WIDTH] * len(years), PLACE_WIDTH, CELLS_WIDTH)):
        page.set_column(column, column, width)
    page.set_row(0, TITLE_POINTS)
    page.write_string(0, 0, f"{plan.title or plan.name}: {sheet.title}", styles.of(bold=True, font_size=14))
    page.write_string(1, 0, f"{plan.name}. Money in {plan.unit}.", styles.of())
    if model.has_switch and sheet is not Sheet.SCENARIOS:
        shown = f'="Scenario shown: "&Scenarios!$C${SWITCH}'
        page.write_formula(2, 0, shown, styles.of(bold=True), f"Scenario shown: {model.scenarios[0]}")
    if sheet is Sheet.CHECKS:
        page.write_formula(1, FIRST + CONSTANT, master_text(model.book, sheet), styles.of(bold=True), HOLD)
    rows = [row for row in model.book.sheets[sheet] if not row.is_heading]
    place = PLACE if sheet in (Sheet.SCENARIOS, Sheet.INPUTS) else NAME
    _headings(page, model.top(sheet) - 1, (*years, place, rows_in_words(len(rows))), styles)
    if sheet is Sheet.SCENARIOS:
        _switch(page, model, styles)
    heading, grids = "", grids_of(model)
    below = CHART_ROWS if sheet is Sheet.WHY else 0
    for row in model.book.sheets[sheet]:
        heading = row.label if row.is_heading else heading
        if row.is_heading:
            _heading(page, row, model, styles)
        else:
            formulas = written(row, grids)
            _row(page, row, heading, formulas, model, styles)
            _describe(page, row, formulas, model, styles)
    if sheet is Sheet.CHECKS:
        _mark_failures(page, rows, styles)
    if sheet is Sheet.STATEMENT:
        below = _notes(page, model, styles)
    if sheet is Sheet.WHY:
        insert_chart(styles.book, page, model)
    page.print_area(0, 0, model.top(sheet) + len(model.book.sheets[sheet]) + below, FIRST + len(years) - 1)
    page.freeze_panes(model.top(sheet), 1)
    page.repeat_rows(model.top(sheet) - 1)
    _print(page, styles)


def _notes(page: Worksheet, model: Model, styles: Styles) -> int:
    """Write the notes on the statement below its rows, and return the number of rows that they take."""
    if not model.notes:
        return 0
    lines = [line for note in model.notes for line in wrap(note, NOTE_LETTERS)]
    rows = model.book.sheets[Sheet.STATEMENT]
    first = model.top(Sheet.STATEMENT) + len(rows) + 1
    page.set_h_pagebreaks([next((row.number for row in rows if row.label == BLOCKS), first)])
    page.write_string(first, 0, NOTES, styles.of(bold=True))
    for at, line in enumerate(lines, first + 1):
        page.write_string(at, 0, line, styles.of())
    return len(lines) + 2


def _mark_failures(page: Worksheet, rows: Sequence[Row], styles: Styles) -> None:
    """Let the cell of a check that fails be red."""
    red = styles.book.add_format({"bg_color": "#F4B6B0", "bold": True})
    for row in rows:
        if row.formats.get(CONSTANT) == FLAG:
            at = (row.number, FIRST + CONSTANT)
            page.conditional_format(*at, *at, {"type": "cell", "criteria": "==", "value": 0, "format": red})


def _headings(page: Worksheet, at: int, years: tuple[str, ...], styles: Styles) -> None:
    texts = (ITEM, "Unit", "Source or note", EVERY_YEAR, *years)
    for column, text in enumerate(texts):
        side = {"align": "right"} if FIRST + CONSTANT <= column < len(texts) - 2 else {}
        page.write_string(at, column, text, styles.of(bold=True, bottom=1, **side))


def _switch(page: Worksheet, model: Model, styles: Styles) -> None:
    """Write the cell that names the scenario, its number, and the list of scenarios."""
    if not model.has_switch:
        page.write_string(2, 0, "The workbook has no scenario: name some with -s.", styles.of())
        return
    column, first = FIRST + CONSTANT, SWITCH + 2
    page.write_string(SWITCH - 1, 0, IN_USE, styles.of(bold=True))
    page.write_string(SWITCH - 1, column - 1, model.scenarios[0], styles.of(**INPUT))
    last = first + len(model.scenarios)
    source = f"=$A${first + 1}:$A${last}"
    page.data_validation(
        SWITCH - 1, column - 1, SWITCH - 1, column - 1,
        {"validate": "list", "source": source, "error_message": "Choose one of the scenarios of the list."},
    )  # fmt: skip
    page.write_string(SWITCH, 0, "Number of the scenario", styles.of())
    match = f"=MATCH($C${SWITCH},$A${first + 1}:$A${last},0)"
    page.write_formula(SWITCH, column, match, styles.of(num_format="0"), 1)
    page.write_string(SWITCH + 1, 0, LIST, styles.of(**HEADING))
    for at, label in enumerate(model.scenarios):
        page.write_string(first + at, 0, label, styles.of())
    for at, texts in enumerate(model.requests):
        for to, text in zip((column - 1, FIRST + len(model.plan.timeline)), texts, strict=True):
            page.write_string(first + at, to, text, styles.of(font_size=9))


def _heading(page: Worksheet, row: Row, model: Model, styles: Styles) -> None:
    for column in range(FIRST + len(model.plan.timeline)):
        page.write_blank(row.number, column, None, styles.of(**HEADING))
    page.write_string(row.number, 0, row.label, styles.of(**HEADING))
    page.write_string(row.number, FIRST + len(model.plan.timeline) + 1, ROW_HEADING, styles.of(font_size=9))


def _row(
    page: Worksheet, row: Row, heading: str, formulas: Mapping[int, Written], model: Model, styles: Styles
) -> None:
    strong = STRONG if row.strong else VALUE if row.is_as_written else {}
    words = row.label if row.sheet is Sheet.SCENARIOS else label(row, heading)
    page.write_string(row.number, 0, words, styles.of(indent=row.depth, align="left", text_wrap=True, **strong))
    page.write_string(row.number, 1, UNITS.get(row.unit, model.plan.unit), styles.of(**strong))
    note = styles.of(font_size=9, text_wrap=True, **strong)
    if row.is_as_written:
        page.write_formula(row.number, 2, as_written_text(model.book), note, AS_WRITTEN)
    else:
        page.write_string(row.number, 2, row.note, note)
    high_enough(page, row.number, [(words, WIDTHS[0] - row.depth), (row.note, WIDTHS[2])])
    number = NUMBERS.get(row.unit, MONEY_FORMATS[model.plan.unit])
    if row.unit == SHARE and row.sheet in FULL:
        number = FULL_SHARE
    if row.unit == FACTOR and [*row.cells] == [CONSTANT]:
        number = "General"
    plain = {"align": "right", **strong}
    made: dict[tuple[bool, str], Format] = {}
    if row.strong:
        for column in range(FIRST - 1, FIRST + len(model.plan.timeline)):
            page.write_blank(row.number, column, None, styles.of(**strong))
    for column, node in sorted(row.cells.items()):
        at = (row.number, column + FIRST)
        is_input = row.is_input and column not in row.formulas and column not in row.zeros
        key = (is_input, row.formats.get(column, number))
        if key not in made:
            made[key] = styles.of(**{**plain, "num_format": key[1]}, **(INPUT if is_input else {}))
        style = made[key]
        if column in formulas:
            page.write_formula(*at, formulas[column].text, style, "" if node.value != node.value else node.value)
        elif node.value == node.value:
            page.write_number(*at, node.value, style)
        if is_input:
            page.data_validation(*at, *at, _validation(row, model.plan.unit))


def _describe(page: Worksheet, row: Row, formulas: Mapping[int, Written], model: Model, styles: Styles) -> None:
    """Write the last columns of a row: its place in the plan or its name, and the kinds of its cells with marks."""
    marks = {column - CONSTANT: each.mark for column, each in formulas.items()}
    marks |= {column - CONSTANT: mark_of_number(value) for column, value in _fixed(row)}
    columns = (EVERY_YEAR, *model.plan.timeline.labels)
    kinds = "; ".join(each for each in (_kinds(row, model), marks_in_words(marks, columns)) if each)
    for to, text in enumerate((row.place or row.id, kinds), FIRST + len(model.plan.timeline)):
        page.write_string(row.number, to, text, styles.of(font_size=9))


def _fixed(row: Row) -> Iterator[tuple[int, float]]:
    """Yield the numbers of a row that are no inputs, by column."""
    for column, node in row.cells.items():
        is_input = row.is_input and column not in row.zeros
        if not is_input and column not in row.formulas and column not in row.texts and node.value == node.value:
            yield column, float(node.value)


def _kinds(row: Row, model: Model) -> str:
    """Return the kinds of a row's cells: inputs, formulas, and numbers that are fixed."""
    kinds = {}
    for column, node in row.cells.items():
        has_formula = column in row.formulas or column in row.texts
        if has_formula or node.value == node.value:
            is_input = row.is_input and column not in row.zeros
            kinds[column - CONSTANT] = FORMULAS if has_formula else INPUTS if is_input else FIXED
    return cells_in_words(kinds, (EVERY_YEAR, *model.plan.timeline.labels))


def label(row: Row, heading: str) -> str:
    """Return the label of a row below its heading, which it need not repeat.

    >>> label(Row(Sheet.LINES, "Care at home, price"), "Care at home")
    'Price'
    """
    words = "Total" if row.label == heading else row.label.removeprefix(f"{heading}, ")
    return words[:1].upper() + words[1:]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _validation(row: Row, money: str) -> Mapping[str, Any]:
    low, high = row.limits or (-1e12, 1e12)
    words = {
        SHARE: f"Type a percentage from {low:.0%} to {high:.0%}, such as 3.5%, not 3.5.",
        MONEY: f"Type an amount in {money}, as a number without a currency sign.",
    }
    message = words.get(row.unit, "Type a number.").replace("-", "−")
    prompt = {"input_title": "Source", "input_message": _cut(row.note, LONGEST_PROMPT)} if row.note else {}
    return {
        **prompt,
        "validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": False,
        "error_title": "This cell needs a number", "error_message": message,
    }  # fmt: skip
