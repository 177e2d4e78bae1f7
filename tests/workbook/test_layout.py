"""Laws of the written XML: which functions, numbers and references it may have, what is locked, what is stored."""

import io
import re
from math import isinf
from textwrap import wrap
from xml.sax.saxutils import escape

from lxml import etree as ET
from openpyxl import load_workbook

from mtfp.workbook.of_plan import workbook_model
from mtfp.workbook.rows import Sheet
from mtfp.workbook.sheets.checks import HOLD
from mtfp.workbook.write import SHOWN
from tests.workbook.conftest import plan_of, written

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FUNCTIONS = {"MIN", "MAX", "IF", "AND", "OR", "ABS", "SUM", "INDEX", "MATCH", "SUMPRODUCT", "LN", "COUNT", "ROW"}
"""Functions that Excel 2007 has, and LibreOffice."""
LONGEST = 250
"""Most characters of a formula of Shetland's workbook with three scenarios."""
ORDER = {sheet.title: int(sheet) for sheet in Sheet} | {"Cover": 99}


def sheets(parts):
    """Yields each sheet's name and its XML."""
    yield "Cover", ET.fromstring(parts["xl/worksheets/sheet1.xml"].encode())
    for number, sheet in enumerate(SHOWN, 2):
        yield sheet.title, ET.fromstring(parts[f"xl/worksheets/sheet{number}.xml"].encode())


def formulas(parts):
    """Yields sheet, cell and formula of every formula, without the texts inside."""
    for name, sheet in sheets(parts):
        for cell in sheet.iter(f"{SPACE}c"):
            if (found := cell.find(f"{SPACE}f")) is not None:
                yield name, cell.get("r"), re.sub(r'"[^"]*"', '""', found.text), cell.find(f"{SPACE}v")


def test_only_functions_that_every_excel_has(parts):
    used = {name for _, _, text, _ in formulas(parts) for name in re.findall(r"([A-Z]+)\(", text)}
    assert used <= FUNCTIONS


def test_no_number_but_0_and_1_in_a_formula(parts):
    for sheet, cell, text, _ in formulas(parts):
        rest = re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", text)
        assert set(re.findall(r"[\d.]+", rest)) <= {"0", "1"}, (sheet, cell, text)


def test_formulas_are_short(parts):
    lengths = sorted(len(text) for _, _, text, _ in formulas(parts))
    assert lengths[len(lengths) // 2] < 40
    assert lengths[-1] <= LONGEST


def test_sources_are_whole(shetland, parts):
    """Every source is in the row of its input, whose height shows all of it."""
    texts = parts["xl/sharedStrings.xml"]
    for row in shetland.book.rows():
        assert escape(row.note, {'"': "&quot;"}) in texts or escape(row.note) in texts, row
    (inputs,) = (sheet for name, sheet in sheets(parts) if name == "Inputs")
    heights = {int(each.get("r")): float(each.get("ht", 15)) for each in inputs.iter(f"{SPACE}row")}
    for row in shetland.book.sheets[Sheet.INPUTS]:
        assert heights[row.number + 1] >= 12 * len(wrap(row.note, 80)), row.note


def test_the_effect_of_ageing_has_its_source(shetland):
    rows = [row for row in shetland.book.sheets[Sheet.INPUTS] if row.place.startswith("population.")]
    assert rows
    assert all(row.note.startswith("People: National Records of Scotland") for row in rows)
    assert all(not row.note.endswith(": ") for row in rows)


def test_a_rate_that_is_typed_shows_its_second_decimal():
    sheet = load_workbook(io.BytesIO(written(workbook_model(plan_of("examples/shetland"), []))))["Inputs"]
    shares = [cell for row in sheet.iter_rows() if row[1].value == "%" for cell in row[3:] if cell.value is not None]
    assert {cell.number_format for cell in shares if cell.data_type in "nf"} == {"0.0#%"}


def test_a_check_that_fails_is_red(parts):
    sheet = dict(sheets(parts))["Checks"]
    rules = {rule.get("sqref") for rule in sheet.iter(f"{SPACE}conditionalFormatting")}
    flags = {row for row in rules if row.startswith("D")}
    assert rules == flags
    assert len(flags) > 10


def test_formulas_refer_to_earlier_sheets(parts):
    """The only reference to a later sheet is from the year-end to last year's closing balance of a reserve.

    Notes are no part of the calculation: on the statement they say if an input differs, as Checks has it.
    """
    later = set()
    for sheet, cell, text, _ in formulas(parts):
        if sheet == "Statement" and cell.startswith("C"):
            assert re.fullmatch(r'IF\(Checks!D9=1,"","\"\)', text)
            continue
        for name, column in re.findall(r"'?([A-Z][A-Za-z-]+)'?!\$?([A-Z]+)", text):
            if ORDER[name] > ORDER[sheet]:
                assert column < re.match("[A-Z]+", cell)[0]
                later.add((sheet, name))
    assert later == {("Year-end", "Reserves")}


def test_every_formula_carries_its_value(parts):
    for sheet, cell, text, value in formulas(parts):
        assert value is not None, (sheet, cell)
        if not text.startswith("=IF") and '""' not in text:
            assert value.text, (sheet, cell, text)


def test_nothing_is_hidden_linked_or_run(parts):
    assert not [name for name in parts if re.search("vba|external|media", name, re.IGNORECASE)]
    every = "".join(parts.values())
    assert 'hidden="1"' not in every
    assert "hyperlink" not in every
    assert "OFFSET" not in every
    assert "INDIRECT" not in every


def test_sheets_are_protected_without_a_password(parts):
    for name, sheet in sheets(parts):
        protection = sheet.find(f"{SPACE}sheetProtection")
        assert protection is not None, name
        assert protection.get("password") is None


def test_only_inputs_and_scenarios_have_open_cells(parts):
    styles = ET.fromstring(parts["xl/styles.xml"].encode())
    open_styles = {
        str(at)
        for at, style in enumerate(styles.find(f"{SPACE}cellXfs"))
        if (lock := style.find(f"{SPACE}protection")) is not None and lock.get("locked") == "0"
    }
    for name, sheet in sheets(parts):
        cells = [cell for cell in sheet.iter(f"{SPACE}c") if cell.get("s") in open_styles]
        assert bool(cells) == (name in ("Inputs", "Scenarios")), name
        assert all(cell.find(f"{SPACE}f") is None for cell in cells)
        checked = {place for rule in sheet.iter(f"{SPACE}dataValidation") for place in rule.get("sqref").split()}
        assert {cell.get("r") for cell in cells} == checked


def test_formula_like_text_stays_text():

    plan = plan_of("examples/schemes/moray-2017.yaml")
    name = next(iter(plan.lines))
    line = plan.lines[name].with_fields(label="=HYPERLINK(1)", source="+cmd|calc")
    model = workbook_model(plan.with_fields(name="=1+1", lines={**plan.lines, name: line}), [])
    assert b"PK" in written(model)[:4]
    import zipfile

    with zipfile.ZipFile(io.BytesIO(written(model))) as archive:
        every = "".join(archive.read(n).decode() for n in archive.namelist() if "worksheets" in n)
        assert "=HYPERLINK(1), " in archive.read("xl/sharedStrings.xml").decode()
    assert "<f>HYPERLINK" not in every
    assert "<f>1+1" not in every


def test_the_same_model_gives_the_same_bytes(plain):
    assert written(plain) == written(plain)


def test_the_cover_has_the_result_of_the_checks(parts):
    assert HOLD in parts["xl/worksheets/sheet1.xml"]


def test_a_reserve_without_a_limit_needs_no_infinite_number():
    """A spreadsheet has none."""
    model = workbook_model(plan_of("examples/schemes/outturn-2017.yaml"), [])
    values = [node.value for row in model.book.rows() for node in row.cells.values()]
    assert not any(isinf(value) for value in values)
    assert written(model)
