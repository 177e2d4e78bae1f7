"""First sheet of a workbook: its title, its list of sheets, and the document's texts. Last sheet: figures of charts."""

from xlsxwriter.worksheet import Worksheet

from mtfp.reports.excel.book import CHART_FIGURES, Book, high_enough, ready_to_print

WIDTHS = (30, 95)
"""Widths of the two columns of the first sheet, in digits. Lines of text run over both."""
HEADS = ("Sheet", "Table or chart")
BEHIND = "Positions of bars and bands, from which Excel draws the charts. The sheet of each chart has its figures."


def write_about(book: Book, sheet: Worksheet, title: str) -> None:
    """Write the first sheet, when every other sheet is known."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = book.write_lines(sheet, 0, title, "title", sum(WIDTHS)) + 1
    if book.listed:
        row = _write_list(book, sheet, row) + 1
    for look, text in book.texts:
        if look == "file text":
            book.write(sheet, row, 0, text, look)
            row += 1
        else:
            row = book.write_lines(sheet, row + (look == "section"), text, look, sum(WIDTHS))


def _write_list(book: Book, sheet: Worksheet, row: int) -> int:
    """Write the list of sheets as a table, and return the row below it."""
    styles = book.styles
    last = row + len(book.listed)
    columns = [{"header": head, "header_format": styles.of("head")} for head in HEADS]
    words = {"title": "Sheets of this workbook", "description": "Name of each sheet, and the title of its table."}
    sheet.add_table(row, 0, last, 1, {"columns": columns, "autofilter": False, "style": None, **words})
    for number, listed in enumerate(book.listed, row + 1):
        book.write(sheet, number, 0, listed.sheet, "cell", "label")
        book.write(sheet, number, 1, listed.title, "cell", "label")
        high_enough(sheet, number, [(listed.title, WIDTHS[1])])
    return last + 1


def write_chart_figures(book: Book) -> None:
    """Write the last sheet, with the figures that only charts need."""
    if not book.figures:
        return
    sheet = ready_to_print(book.workbook.add_worksheet(CHART_FIGURES), book.mark)
    sheet.set_column(0, 0, WIDTHS[0])
    book.write(sheet, 0, 0, BEHIND, "note")
    for number, cells in enumerate(book.figures, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                book.write(sheet, number, column, cell, "line")
            elif isinstance(cell, float):
                sheet.write_number(number, column, cell, book.styles.of("line", number="#,##0.00"))
