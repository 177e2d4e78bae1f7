"""First sheet of the template: how to fill it in, and what becomes of it."""

from xlsxwriter.worksheet import Worksheet

from mtfp.reports.excel.book import Book

TITLE = "Medium-term financial plan: template"
WIDTHS = (18, 100)
ABOUT_SHEETS = {
    "Plan": "The plan itself: its name, its years and its unit of money. One value a row.",
    "Assumptions": "Uncertain or disputed rates and shares, each with its source. Other sheets refer to them by name.",
    "Lines": "Costs of services in the base year, and what moves them: prices of components, and demand.",
    "Commitments": "Agreed costs that don't follow from the assumptions. One column a year.",
    "Funding": "Payments of the council and the NHS board, and other money. In the base year it should meet the cost.",
    "Savings": "Planned savings. One column a year: the full-year amount of savings that begin in it.",
    "Investments": "Money spent now for savings later.",
    "Risks": "Risk register: events that may happen, with their probability and their cost.",
    "Reserves": "Reserves with their opening balances and minimum levels.",
    "Scheme": "Closing steps of the integration scheme, in order. Fill in the column of one kind of step in each row.",
}
"""Sheets, with the sentence that stands at the top of each."""
STEPS = (
    "1. Replace the example, sheet by sheet, with your own figures. Every amount of the example is illustrative.",
    "2. Write amounts in the unit of the sheet Plan, and percentages with a percent sign: 3.5%.",
    "3. Leave a cell empty if you have nothing to say; leave a sheet empty if the plan has no such items.",
    "4. Add a row for an item, and a column for a key: a heading is the key in words, such as `Planned 2027/28`.",
    "5. Save the workbook, and run `mtfp import template.xlsx -o plan.yaml`. Mistakes are named by their cells.",
    "6. Run `mtfp check plan.yaml` and `mtfp project plan.yaml -o results.xlsx`.",
)
ROWS_TO_KEEP = (
    "Cells to fill in are pale blue. Above each heading is its meaning, and it appears again when you choose a cell.",
    "Totals are not needed: mtfp adds up. Formulas may be used; their results are read. There are no macros.",
    "The plan file can say more than this template: see the page on the plan file in mtfp's documents.",
)


def write_guide(book: Book, sheet: Worksheet, name: str) -> None:
    """Write the guide; `name` is that of the example."""
    row = 0
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = book.write_lines(sheet, row, TITLE, "title", sum(WIDTHS))
    row = book.write_lines(sheet, row, f"The example is the first plan of {name}, from open data.", "note", sum(WIDTHS))
    row = _section(book, sheet, row + 1, "How to use it", STEPS)
    row = _section(book, sheet, row + 1, "Good to know", ROWS_TO_KEEP)
    book.write(sheet, row + 1, 0, "Sheets", "section")
    for at, (tab, words) in enumerate(ABOUT_SHEETS.items(), row + 2):
        book.write(sheet, at, 0, tab, "cell")
        book.write(sheet, at, 1, words, "cell")


def _section(book: Book, sheet: Worksheet, row: int, title: str, texts: tuple[str, ...]) -> int:
    book.write(sheet, row, 0, title, "section")
    row += 1
    for text in texts:
        row = book.write_lines(sheet, row, text, "line", sum(WIDTHS))
    return row
