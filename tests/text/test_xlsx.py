"""Workbooks as texts: what programs write is read as a person would type it, and what could do harm is refused."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from mtfp.findings.finding import Refused
from mtfp.text.xlsx import read_workbook
from mtfp.text.xlsx.archive import MOST_BYTES
from mtfp.text.xlsx.cells import MOST_COLUMNS, MOST_ROWS

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
INNER = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>
<Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/>
<Relationship Id="r4" Type="http://x/externalLink" Target="file:///etc/passwd" TargetMode="External"/>
</Relationships>"""
BOOK = """<workbook xmlns:r="urn:r"><sheets><sheet name="Lines" sheetId="1" r:id="r1"/></sheets></workbook>"""
SHEET = """<worksheet><sheetData>{}</sheetData></worksheet>"""
STRINGS = """<sst><si><t>Care</t></si><si><r><t>at </t></r><r><t>home</t></r><rPh><t>no</t></rPh></si></sst>"""
STYLES = """<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>"""
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def packed(sheet: str = ONE, **parts: str | bytes) -> bytes:
    """A workbook made by hand of XML; `parts` replace its own, by the names of their files."""
    named = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": parts.get("workbook", BOOK),
        "xl/_rels/workbook.xml.rels": INNER,
        "xl/worksheets/sheet1.xml": parts.get("sheet1", SHEET.format(sheet)),
        "xl/sharedStrings.xml": parts.get("strings", STRINGS),
        "xl/styles.xml": parts.get("styles", STYLES),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return made.getvalue()


def rows(content: bytes, folder: Path, sheet: str | None = None) -> list[tuple[str, ...]]:
    file = folder / "book.xlsx"
    file.write_bytes(content)
    book = read_workbook(file)
    return [row.cells for row in book.rows(sheet or book.sheets[0]).rows]


def refusal(content: bytes, folder: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        rows(content, folder)
    (finding,) = refused.value.findings
    assert finding.fix
    return finding.code, finding.message


def by_xlsxwriter() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet, percent = book.add_worksheet("Lines"), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["Care at home", 12300.5, -4])
        sheet.write_number(1, 0, 0.0375, percent)
        sheet.write_datetime(1, 1, datetime(2026, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_boolean(1, 2, True)
        sheet.write_formula(2, 0, "=1+1", None, 2)
        sheet.write_formula(2, 1, '="Pay"', None, "Pay")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.write_rich_string(3, 1, "Care ", book.add_format({"bold": True}), "at home")
        sheet.write_string(3, 2, "=1+1")
    return made.getvalue()


def by_openpyxl() -> bytes:
    book, made = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "Lines"
    sheet.append(["Care at home", 12300.5, -4])
    sheet.append([0.0375, date(2026, 4, 1), True])
    sheet["A2"].number_format = "0.0%"
    sheet.append([2, "Pay", "#DIV/0!"])
    sheet.append([None, "Care at home"])
    sheet["C4"] = "=1+1"
    sheet["C4"].data_type = "s"
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("made", [by_xlsxwriter, by_openpyxl])
def test_cells_are_read_as_a_person_would_type_them(made, tmp_path):
    assert rows(made(), tmp_path) == [
        ("Care at home", "12300.5", "-4"),
        ("3.75%", "2026-04-01", "TRUE"),
        ("2", "Pay", "#DIV/0!"),
        ("", "Care at home", "=1+1"),
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', ("Care", "at home")),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>in</t><rPh><t>line</t></rPh></is></c></row>', ("inline",)),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1"><v>1e3</v></c></row>', ("", "1000")),
        ('<row r="1"><c r="A1" s="7"><v>0.30000000000000004</v></c></row>', ("0.3",)),
        ('<row r="1"><c r="A1" t="str"><v> a_x000D_b </v></c></row>', ("a\rb",)),
        ('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', ("#REF!",)),
    ],
)
def test_what_other_programs_write_is_read(row, cells, tmp_path):
    assert rows(packed(row), tmp_path) == [cells]


def test_blank_rows_between_keep_their_numbers_and_places_are_cells(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(packed('<row r="3"><c r="C3"><v>5</v></c></row>'))
    sheet = read_workbook(tmp_path / "book.xlsx").rows("Lines")
    assert [row.cells for row in sheet.rows] == [(), (), ("", "", "5")]
    assert str(sheet.place(sheet.rows[2], 2)).endswith("book.xlsx:Lines!C3")


def test_a_formula_that_was_never_worked_out_is_refused_at_its_cell(tmp_path):
    code, message = refusal(packed('<row r="7"><c r="C7"><f>A1+1</f></c></row>'), tmp_path)
    assert (code, message) == ("E119", "the formula in `Lines!C7` has no stored result")


def test_a_formula_whose_result_is_no_text_is_read_as_blank(tmp_path):
    assert rows(packed('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>'), tmp_path) == [
        ("", "1")
    ]


DOCTYPE = '<!DOCTYPE a [<!ENTITY x "{}"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'.format("a" * 1000)
OUTSIDE = '<!ENTITY x SYSTEM "file:///etc/passwd">'
STATED = "".join(
    "<row>" + "".join(f"<c><v>{(row + column) ** 3 % 999_983}</v></c>" for column in range(100)) + "</row>"
    for row in range(0, 160_000, 100)
)
"""Rows that don't pack as well as those of a bomb."""
BOMBS = {
    "empty": (b"", "E117"),
    "text": (b"Our budget", "E117"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "E117"),
    "cut short": (packed()[:-300], "E117"),
    "not a workbook": (packed(workbook="<a/>").replace(b"xl/workbook.xml", b"xy/workbook.xml"), "E117"),
    "no XML": (packed(sheet1="<worksheet><sheetData>"), "E117"),
    "entities": (packed(sheet1=DOCTYPE + SHEET.format("<row><c><v>&y;</v></c></row>")), "E117"),
    "entity from a file": (
        packed(strings='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'),
        "E117",
    ),
    "bomb of zeros": (packed(sheet1=SHEET.format(" " * 29_000_000)), "E118"),
    "too long when unpacked": (packed(strings="<sst>" + " " * 31_000_000 + "</sst>"), "E118"),
    "a million columns": (packed('<row r="1">' + "<c><v>1</v></c>" * 300_000 + "</row>"), "E118"),
    "a far column": (packed('<row r="1"><c r="BDWGO1"><v>1</v></c></row>'), "E118"),
    "a far row": (packed(f'<row r="{MOST_ROWS + 1}"><c r="A{MOST_ROWS + 1}"><v>1</v></c></row>'), "E118"),
    "many elements": (packed(STATED), "E118"),
    "a million elements": (packed("<row><c/></row>" * 510_000), "E118"),
    "many sheets": (packed(workbook="<workbook>" + '<sheet name="a"/>' * 300 + "</workbook>"), "E118"),
    "many formats": (
        packed(styles="<s>" + "".join(f'<numFmt numFmtId="{n}" formatCode="[[[["/>' for n in range(6_000)) + "</s>"),
        "E118",
    ),
    "too large": (b"PK" + b"\0" * MOST_BYTES, "E118"),
}
"""Workbooks that are no workbooks, or would fill the memory."""


@pytest.mark.parametrize("name", BOMBS)
def test_what_could_do_harm_is_refused(name, tmp_path):
    content, code = BOMBS[name]
    assert refusal(content, tmp_path)[0] == code


MEASURE = """
import sys
from itertools import product
from pathlib import Path
from time import process_time
from mtfp.findings.finding import Refused
from mtfp.text.xlsx import read_workbook
def a_loop():
    began = process_time()
    for n in range(5_000_000):
        pass
    return process_time() - began
for file, way in product(sorted(Path(sys.argv[1]).iterdir()), ("rows", "typed")):
    loops, began = a_loop(), process_time()
    try:
        book = read_workbook(file)
        [getattr(book, way)(name) for name in book.sheets]
    except Refused:
        used = process_time() - began
        most = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
        print(file.name, 2 * used / (loops + a_loop()), most, sep="\\t")
"""
"""CPU is counted in loops before and after, since a machine may be busy. The system's `ru_maxrss` of a new process
begins with that of the process that starts it, so VmHWM is read."""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in kB on Linux only")
def test_refusals_take_little_time_and_memory(tmp_path):
    """Under the CPU of 40 loops of five million steps each, and 256 MB, the program itself included."""
    for name, (content, _) in BOMBS.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = [line.split("\t") for line in run.stdout.splitlines()]
    assert len(found) == 2 * len(BOMBS)
    for name, loops, memory in found:
        assert float(loops) < 40, name
        assert int(memory) < 256_000, name


def test_columns_up_to_the_limit_are_read(tmp_path):
    cells = "<c><v>1</v></c>" * MOST_COLUMNS
    assert len(rows(packed(f'<row r="1">{cells}</row>'), tmp_path)[0]) == MOST_COLUMNS
