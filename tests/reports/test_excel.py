"""The workbook: figures as numbers that equal the CSV's, one table a sheet, and no text that Excel would run."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
import real
from every_block import HOSTILE, WIDE, every_block
from openpyxl import load_workbook
from tables import comparison, document_of, statement, years
from word_file import file_of

from mtfp.documents.blocks import Tables
from mtfp.documents.charts.chart import Chart
from mtfp.documents.document import Document
from mtfp.findings.show import printable
from mtfp.reports.excel import tables as excel_tables
from mtfp.reports.excel.names import sheet_name
from mtfp.reports.shown import for_people
from mtfp.results.table import NOISE, Row, Table

SOFFICE = shutil.which("soffice")
UNSAFE = ("vbaProject", "externalLink", "connections", "macrosheet", "embeddings", "customXml", "comments")
FORBIDDEN = (
    "<f>",
    "<f ",
    "<hyperlink",
    'state="hidden"',
    'hidden="1"',
    "<definedName function",
    "<mergeCell",
    "<oleObject",
)


def book_of(document: Document):
    return load_workbook(io.BytesIO(file_of(document, format="xlsx")))


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def simulated() -> bytes:
    return file_of(real.document("simulated"), format="xlsx")


@pytest.mark.parametrize("kind", [*real.KINDS, None])
def test_every_figure_is_the_csvs_in_the_cell_of_its_row_and_column(kind):
    """In the plan's unit and unrounded, to the 16 digits that a workbook holds."""
    document = real.document(kind) if kind else every_block()
    sheets = [sheet for sheet in book_of(document).worksheets if _has_figures(sheet)]
    written = [table for table in map(for_people, document.tables()) if table.rows]
    seen = 0
    for sheet, table in zip(sheets, written, strict=True):
        ((_, *rows),) = (sheet[each.ref] for each in sheet.tables.values())
        for cells, row in zip(rows, table.rows, strict=True):
            for cell, value in zip(cells[1:], row.values, strict=True):
                seen += value is not None
                if value is None or abs(value) <= NOISE:
                    assert not cell.value, cell
                else:
                    assert cell.value == float(f"{value:.16G}"), cell
    assert seen > 20


def _has_figures(sheet) -> bool:
    heads = {column.name for table in sheet.tables.values() for column in table.tableColumns}
    return bool(heads) and not heads & {"Repair", "Sheet"}


def test_figures_have_the_format_of_their_unit():
    rows = (
        Row("gap", "Gap", (1_234.56, -0.25)),
        Row("pay", "Pay", (1.0, -2.0), signed=True),
        Row("share", "Share", (0.0184, None), "share"),
        Row("hours", "Hours", (12_000.0, 1.0), "hours"),
    )
    sheet = book_of(document_of([Table("gap", "The gap", "plan", "£k", years(2), rows)])).worksheets[1]
    formats = [[sheet.cell(row, column).number_format for column in (2, 3)] for row in range(4, 8)]
    assert formats == [["#,##0"] * 2, ["+#,##0;-#,##0;0"] * 2, ["#,##0.0%"] * 2, ["#,##0"] * 2]
    assert sheet["B6"].value == 0.0184
    assert sheet["C6"].value is None


def test_a_sheet_has_one_table_a_header_in_view_and_pages_ready_to_print():
    sheets = [sheet for sheet in book_of(real.document("projected")).worksheets if sheet.title != "About"]
    assert len([sheet for sheet in sheets if sheet.tables]) > 10
    for sheet in (sheet for sheet in sheets if sheet.tables):  # a table without rows has only notes
        (table,) = sheet.tables.values()
        first, head = table.ref.split(":")[0], int(re.findall(r"\d+", table.ref)[0])
        assert first.startswith("A")
        assert sheet["A1"].font.bold
        assert sheet.freeze_panes == (f"B{head + 1}" if sheet.title != "Warnings" else f"A{head + 1}")
        assert sheet.print_title_rows == f"${head}:${head}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage  # one page wide, which is the default
        assert sheet.page_setup.fitToHeight == 0
        heads = [column.name for column in table.tableColumns]
        assert len(set(heads)) == len(heads)
        assert all(heads)


def test_labels_are_indented_and_totals_bold():
    sheet = book_of(document_of([statement()])).worksheets[1]
    cells = {row[0].value: row[0] for row in sheet.iter_rows(min_row=4, max_row=25)}
    assert [cells[label].alignment.indent for label in ("Expenditure", "Pay", "by the council")] == [0, 1, 2]
    assert [bool(cells[label].font.bold) for label in ("Expenditure", "Pay")] == [True, False]


def test_the_first_sheet_says_everything_and_lists_every_other():
    book = book_of(every_block("Xylophone"))
    about = book["About"]
    assert about["A1"].value == "Xylophone"
    (listed,) = about.tables.values()
    names = [row[0].value for row in about[listed.ref][1:]]
    assert names == [name for name in book.sheetnames if name not in ("About", "Chart data")]


def test_every_chart_is_excels_own_and_has_words(simulated):
    document, parts = real.document("simulated"), parts_of(simulated)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert len([name for name in parts if name.startswith("xl/charts/")]) == len(charts) > 0
    drawings = "".join(text for name, text in parts.items() if name.startswith("xl/drawings/drawing"))
    described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawings)
    assert [words.startswith(chart.heading) for words, chart in zip(described, charts, strict=True)] == [True] * len(
        charts
    )
    assert "8 in 10 draws" in described[0]


def test_every_kind_of_chart_is_drawn_from_cells_that_have_figures():
    content = file_of(every_block(), format="xlsx")
    book, parts = load_workbook(io.BytesIO(content)), parts_of(content)
    charts = [text for name, text in parts.items() if name.startswith("xl/charts/")]
    assert len(charts) == 7
    for text in charts:
        ranges = re.findall(r"<c:(?:val|yVal)>.*?<c:f>(.*?)</c:f>", text)
        assert ranges
        for each in ranges:
            sheet, _, cells = each.rpartition("!")
            found = book[sheet.strip("'")][cells.replace("$", "")]
            cells = [cell for row in found for cell in row] if isinstance(found, tuple) else [found]
            assert any(isinstance(cell.value, int | float) for cell in cells), each


@pytest.mark.parametrize(
    "text", [*HOSTILE, *WIDE, "=1+1", "+A1", "@SUM(A1)", "bell\x07 \ud800", "x" * 70_000, "_x0041_"]
)
def test_texts_stay_texts_and_add_no_sheet_link_or_formula(text):
    content = file_of(every_block(text), format="xlsx")
    parts = parts_of(content)
    for name, inside in parts.items():
        assert not any(word in name for word in UNSAFE), name
        if name.startswith("xl/worksheets/"):
            assert not [each for each in FORBIDDEN if each in inside], name
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == len(book_of(every_block()).sheetnames)
    types = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}
    shown = printable(text)
    labels = [str(cell.value) for cell in book["Statement"]["A"]]
    assert any(label == shown or shown.startswith(label.rstrip("…")[:30]) for label in labels if label.strip())


def test_a_text_like_a_formula_is_marked_as_text_for_those_who_edit_it():
    sheet = book_of(every_block("=HYPERLINK(1)"))["Statement"]
    marked = [row[0] for row in sheet.iter_rows() if str(row[0].value).startswith("=")]
    assert marked
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in marked[1:])


def test_sheet_names_are_safe_and_unique():
    taken: list[str] = []
    for wanted in ("gap", "Gap", "GAP", "History", "'a'", "a/b:c?*[d]\\", "", "x" * 40, "x" * 40, "👩" * 20):
        taken.append(sheet_name(wanted, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.strip("'") == name
        assert name.casefold() != "history"


def test_the_same_document_gives_the_same_bytes_without_dates(simulated):
    assert file_of(real.document("simulated"), format="xlsx") == simulated
    with zipfile.ZipFile(io.BytesIO(simulated)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = parts_of(simulated)["docProps/core.xml"]
    assert "dcterms" not in properties.partition("<dc:title>")[2]


def test_more_rows_than_a_sheet_holds_go_to_further_sheets(monkeypatch):
    monkeypatch.setattr(excel_tables, "MOST_ROWS", 3)
    rows = tuple(Row(f"r{at}", f"Row {at}", (float(at),)) for at in range(7))
    book = book_of(Document("Plan", (Tables((Table("gap", "The gap", "plan", "£k", years(1), rows),)),)))
    assert book.sheetnames == ["About", "Gap", "Gap (2)", "Gap (3)"]
    assert [book[name]["B4"].value for name in book.sheetnames[1:]] == [0, 3, 6]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't installed: the workbook isn't opened in it")
def test_libreoffice_reads_every_sheet_and_figure(tmp_path):
    """Converted to a flat file of LibreOffice's own, each cell says its type; `###` or an error would be a text."""
    assert SOFFICE
    document = document_of([statement(), comparison()])
    (tmp_path / "book.xlsx").write_bytes(file_of(document, format="xlsx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "fods", "book.xlsx"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    body = (tmp_path / "book.fods").read_text("utf-8").partition("<office:body>")[2]
    found = Counter(Decimal(value) for value in re.findall(r'office:value="([^"]+)"', body))
    wanted = [value for table in map(for_people, document.tables()) for row in table.rows for value in row.values]
    kept = {Decimal(f"{value:.15g}") for value in wanted if value is not None and abs(value) > NOISE}
    assert {Decimal(f"{float(each):.15g}") for each in found} - {Decimal(0)} == kept
    assert "#" not in "".join(re.findall(r"<text:p>([^<]*)</text:p>", body))
