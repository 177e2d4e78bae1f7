"""Write the sheets of values after the live sheets of a workbook."""

from xlsxwriter.workbook import Workbook

from mtfp.documents.manifest import mark_of
from mtfp.reports.excel.about import write_chart_figures
from mtfp.reports.excel.book import CHART_FIGURES, Book, Listed
from mtfp.reports.excel.styles import Styles
from mtfp.reports.excel.tables import write_table
from mtfp.workbook.build import Model
from mtfp.workbook.values.as_run import write_as_run
from mtfp.workbook.values.values import Values, live_sentence

AS_WRITTEN, OF_SCENARIOS = "as written", "Scenarios"
"""Words after the name of a table of the plan, and before that of a comparison: live sheets have the names alone."""


def write_values(workbook: Workbook, model: Model, values: Values) -> list[Listed]:
    """Write the sheets of values, and return their names with their titles."""
    live = [sheet.get_name() for sheet in workbook.worksheets()]
    taken = (*live, CHART_FIGURES)
    book = Book(workbook, Styles(workbook), mark_of(model.plan), taken, live_sentence(model.book))
    if values.simulated:
        write_as_run(book, values.simulated, model.scenarios)
    for table in values.published:
        write_table(book, table, f"{table.name} {AS_WRITTEN}")
    for table in values.compared:
        write_table(book, table, f"{OF_SCENARIOS} {table.name}")
    write_chart_figures(book)
    for sheet in workbook.worksheets()[len(live) :]:
        sheet.protect("", {"format_columns": True, "format_rows": True})
    return book.listed
