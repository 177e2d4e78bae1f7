"""Rows that were inserted into a workbook are told and are no edits; numbers that are no inputs are told by cell."""

import io
import re

import openpyxl
import pytest

from mtfp import read_plan
from mtfp.findings.finding import Refused
from mtfp.library.edited.workbook import edited_workbook
from mtfp.reading.workbooks.live.book import live_book
from mtfp.text.xlsx import read_workbook
from mtfp.workbook.of_plan import workbook_model
from tests.workbook.conftest import ROOT, written
from tests.workbook.places import cell

NAME, MEALS = "tests/golden/plan.yaml", "lines.care_at_home.budget"


@pytest.fixture(scope="module")
def golden():
    """The golden plan, and its workbook."""
    read = read_plan(ROOT / NAME)
    return read, written(workbook_model(read.plan, []))


def insert(book, sheet, at, *values):
    """Inserts a row as a spreadsheet program does: references to the rows below it move with them."""
    book[sheet].insert_rows(at)
    for column, value in enumerate(values, 1):
        book[sheet].cell(at, column).value = value
    for page in book:
        for each in (each for row in page.iter_rows() for each in row if str(each.value).startswith("=")):
            each.value = moved(each.value, page.title, sheet, at)


def moved(formula, own, sheet, at):
    def shifted(found):
        name = (found[1] or own).strip("'!")
        lines = (int(n) + (name == sheet and int(n) >= at) if n else "" for n in (found[3], found[5]))
        first, last = lines
        return f"{found[1] or ''}{found[2]}{first}{f':{found[4]}{last}' if last else ''}"

    cells = re.compile(r"('[^']+'!|[A-Za-z]+!)?(\$?[A-Z]{1,2}\$?)(\d+)(?::(\$?[A-Z]{1,2}\$?)(\d+))?(?![\w(])")
    parts = re.split(r'("[^"]*")', formula)
    return "".join(part if part.startswith('"') else cells.sub(shifted, part) for part in parts)


def imported(golden, folder, change):
    read, content = golden
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    book.save(folder / "edited.xlsx")
    return edited_workbook(live_book(read_workbook(folder / "edited.xlsx")), read)


def told(findings):
    return [
        (each.code, each.place.sheet, each.place.line) for each in findings if each.code in ("W728", "E699", "E695")
    ]


def test_inserted_rows_are_told_with_their_place_and_are_no_edits(golden, tmp_path):
    def change(book):
        cell(book, MEALS).value = 12_345.5
        insert(book, "Lines", 9)
        insert(book, "Lines", 9, "Checked by us")
        insert(book, "Inputs", 8)
        insert(book, "Inputs", 14, "Our own line", "£k", None, 120)

    found = imported(golden, tmp_path, change)
    assert [edit.new for edit in found.edits] == [12_345.5]
    assert sorted(told(found.warnings)) == [("W728", "Inputs", 8), ("W728", "Inputs", 14), ("W728", "Lines", 9)]
    words = " ".join(each.message for each in found.warnings)
    assert "row 8 was inserted, without numbers: that is no edit" in words
    assert "rows 9 to 10 were inserted, without numbers" in words
    assert "the row `Our own line` was inserted, and no formula reads it" in words


def copy_of(book, place, value=None):
    """Inserts a copy of an input's row below it."""
    at = cell(book, place)
    texts = [each.value for each in book["Inputs"][at.row]]
    insert(book, "Inputs", at.row + 1, *texts)
    book["Inputs"].cell(at.row + 1, at.column).value = texts[at.column - 1] if value is None else value


def test_a_copied_row_is_told_and_is_no_edit(golden, tmp_path):
    found = imported(golden, tmp_path, lambda book: copy_of(book, MEALS))
    assert not found.edits
    (message,) = (each.message for each in found.warnings if each.code == "W728")
    assert re.search(r"`Care at home, budget` stands twice, in rows (\d+) and \d+", message)


def test_a_copied_row_with_another_number_is_refused(golden, tmp_path):
    with pytest.raises(Refused, match=r"stands twice, in rows .* with different numbers"):
        imported(golden, tmp_path, lambda book: copy_of(book, MEALS, 500))


@pytest.mark.parametrize("typed", [None, "to follow", 0.123])
@pytest.mark.parametrize("sheet", ["Inputs", "Statement"])
def test_a_fixed_number_that_was_overwritten_is_told_by_sheet_and_cell(sheet, typed, golden, tmp_path):
    places = []

    def change(book):
        page = book[sheet]
        kinds = next(each.column for row in page.iter_rows() for each in row if str(each.value).startswith("Cells ("))
        names = kinds - 1
        rows = (row for row in page.iter_rows(min_row=5) if str(row[kinds - 1].value).startswith("fixed"))
        row = next(row for row in rows if sheet == "Statement" or not row[names - 1].value)
        each = next(each for each in row[3 : names - 1] if each.value is not None)
        places.append(f"{sheet}!{each.coordinate}")
        each.value = typed

    with pytest.raises(Refused) as refused:
        imported(golden, tmp_path, change)
    assert [(each.code, each.place.cell) for each in refused.value.findings if each.code == "E695"] == [
        ("E695", *places)
    ]


@pytest.mark.parametrize(("typed", "said"), [(None, "it is empty"), ("to follow", "it holds the text `to follow`")])
def test_an_input_without_a_number_is_told_by_sheet_and_cell(typed, said, golden, tmp_path):
    places = []

    def change(book):
        at = cell(book, MEALS)
        places.append(at.coordinate)
        at.value = typed

    with pytest.raises(Refused) as refused:
        imported(golden, tmp_path, change)
    (finding,) = refused.value.findings
    assert finding.message == f"the input `Inputs!{places[0]}` needs a number, but {said}"
