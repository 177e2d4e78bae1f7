"""One tiny wrong input for every code of files, YAML and CSV: where it is refused, and the repair it is given."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
import yaml

from mtfp.findings.catalogue import codes, read_page
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.text.csv_table import LONGEST_LINE, parse_csv
from mtfp.text.number import number
from mtfp.text.yaml import MOST_BYTES, MOST_VALUES, parse_yaml


def as_number(cell: str | bytes, file: str) -> object:
    found = number(str(cell), Place(file, 2, 9))
    if isinstance(found, Finding):
        raise Refused([found])
    return found


class Case(NamedTuple):
    code: str
    content: str | bytes
    place: str
    fix: str
    reader: Callable[[str | bytes, str], object] = parse_yaml


YAML = (
    Case("E101", b"unit: k\nlabel: \xa35", "f:2:8", "save the file as UTF-8"),
    Case("E101", "unit: k".encode("utf-16"), "f", "save it again as UTF-8"),
    Case("E101", b"PK\x03\x04\xff xl/workbook.xml", "f", "save the sheet"),
    Case("E101", b"PK\x03\x04\xff word/document.xml", "f", "save the document as plain text"),
    Case("E101", b"PK\x03\x04\xff", "f", "unpack it"),
    Case("E101", b"\xd0\xcf\x11\xe0\xa1", "f", "save the sheet"),
    Case("E101", b"%PDF-1.7\n%\xe2", "f", "a PDF can't be read"),
    Case("E101", b"\x1f\x8b\x08", "f", "unpack it"),
    Case("E101", b"{\\rtf1 mtfp: 1}", "f", "save the document as plain text"),
    Case("E101", "unit: £k".encode("utf-16-le"), "f", "save it again as UTF-8"),
    Case("E101", "unit: £k".encode("utf-16-be"), "f", "save it again as UTF-8"),
    Case("E101", "unit: £k".encode("utf-32"), "f", "save it again as UTF-8"),
    Case("E101", "unit: £k".encode("utf-32-le"), "f", "save it again as UTF-8"),
    Case("E101", "unit: £k".encode("utf-32-be"), "f", "save it again as UTF-8"),
    Case("E115", "a:\n\u00a0\u00a0b: 1\n  c: 2", "f:2:1", "delete it and type a blank; the file has 2"),
    Case("E115", "a:\n  b: 1\n\u202f\u202fc: 2\n  d: 1", "f:3:1", "type a blank"),
    Case("E115", "a:\u00a01\nb: 2", "f:1:3", "delete it and type a blank"),
    Case("E115", "a:\u00a0 1\nb: 2", "f:1:3", "delete it and type a blank"),
    Case("E115", "a: \u20071\nb: 2", "f:1:4", "delete it and type a blank"),
    Case("E115", "a: {b:\u00a03%, c: 1}", "f:1:7", "delete it and type a blank"),
    Case("E115", "a: {\u00a0b: 3%, c: 1}", "f:1:5", "delete it and type a blank"),
    Case("E115", "care\u00a0homes: 1", "f:1:5", "delete it and type a blank"),
    Case("E115", "a\u00a0: 1", "f:1:2", "delete it and type a blank"),
    Case("E115", "a:\n- b\n-\u00a0c", "f:3:2", "delete it and type a blank"),
    Case("E115", "a: 3%\u3000", "f:1:6", "delete it and type a blank"),
    Case("E116", "\n<!DOCTYPE html>\n<html>", "f", "download the file itself"),
    Case("E116", "<!-- page -->\n<HTML lang=en>", "f", "download the file itself"),
    Case("E116", "<?xml version='1.0'?>", "f", "save the sheet"),
    Case("E102", "years:\n\t- 5", "f:2:1", "replace every tab"),
    Case("E102", "a: 1\t\nb: 2", "f:1:5", "replace every tab"),
    Case("E102", "- 1 # x\n# \ty\n-\t2", "f:3:2", "replace every tab"),
    Case("E102", "unit: k\nyears:5\nname: x", "f:2:6", "a space after the colon"),
    Case("E102", "years:5\nname: x", "f:1:6", "a space after the colon"),
    Case("E102", "lines:\n  x: 1\n  y 2\n  z: 3", "f:3:3", "a space after the colon"),
    Case("E102", "lines\n\n  x: 1", "f:1:1", "a space after the colon"),
    Case("E102", "lines: [1,\n  2\nyears: 5", "f:1:8", "write `]` where the list or group ends"),
    Case("E102", "line: {a: 1\nyears: 5", "f:1:7", "write `}` where the list or group ends"),
    Case("E102", "line: {a: b: c}", "f:1:12", "put commas between items"),
    Case("E102", "label: 'Care\nyears: 5", "f:1:8", "end the text with `'`"),
    Case("E102", "label: 'it's'", "f:1:12", "put the whole text in double quotes"),
    Case("E102", 'label: "it" is', "f:1:13", "put the whole text in single quotes"),
    Case("E102", "title: Plan: 2025", "f:1:12", "put the whole text in double quotes"),
    Case("E102", "years: 5\n  unit: k", "f:2:3", "start the line in the same column"),
    Case("E102", "a:\n   b: 1\n  c: 2", "f:3:3", "start the line in the same column"),
    Case("E102", "a: 1\n- b", "f:2:1", "start the line in the same column"),
    Case("E102", "a: - b", "f:1:4", "begin the list on the next line"),
    Case("E102", "share: %5", "f:1:8", "put the whole text in double quotes"),
    Case("E102", "notes: **new**", "f:1:8", "put the whole text in double quotes"),
    Case("E102", "notes: ? a", "f:1:8", "put the whole text in double quotes"),
    Case("E102", "notes: > 5", "f:1:10", "begin the text on the next line"),
    Case("E102", "years: }", "f:1:8", "delete the"),
    Case("E102", "%YAML 3.0\n---\na: 1", "f:1:1", "delete the line"),
    Case("E103", "M\u00f2r: 1\nMo\u0300r: 2", "f:2:1", "delete one of the two"),
    Case("E103", "cpi: 3%\nunit: k\ncpi: 4%", "f:3:1", "delete one of the two"),
    Case("E104", "pay: &a 3%", "f:1:6", "write the part out"),
    Case("E104", "pay: *a", "f:1:6", "write the part out"),
    Case("E105", "budget: !!python/object:os.system 1", "f:1:9", "delete the tag"),
    Case("E105", "budget: !my!own 1", "f:1:9", "delete the tag"),
    Case("E106", "line:\n  <<: {a: 1}", "f:2:3", "write the entries out"),
    Case("E107", "cpi:\n  " + "[" * 200_000, "f:2:66", "close the open brackets"),
    Case("E107", "- " * 65, "f:1:129", "close the open brackets"),
    Case("E108", b"a" * (MOST_BYTES + 1), "f", "leave out entries that are not needed"),
    Case("E108", "[" + "1," * MOST_VALUES + "]", f"f:1:{2 * MOST_VALUES}", "put long tables into a CSV file"),
    Case("E109", "a: 1\nb: .inf", "f:2:4", "write the amount in full"),
    Case("E109", "a: -.INF", "f:1:4", "write the amount in full"),
    Case("E109", "a: .nan", "f:1:4", "write the amount in full"),
    Case("E109", "a: 1e999", "f:1:4", "write the amount in full"),
    Case("E110", "a: 1\n---\nb: 1", "f:2:1", "delete the line `---`"),
    Case("E111", "", "f:1:1", "write entries into the file"),
    Case("E111", "# nothing yet\n", "f:1:1", "write entries into the file"),
    Case("E111", "---\n", "f:1:1", "write entries into the file"),
    Case("E112", b"a: 1\nb: x\x00y", "f:2:5", "delete the character"),
    Case("E112", "a: x\u2028y", "f:1:5", "delete the character"),
    Case("E112", "a: \ud800", "f:1:4", "delete the character"),
    Case("E112", "a: x\u202ey", "f:1:5", "delete the character"),
    Case("E112", "a: 1\n\ufeffb: 2", "f:2:1", "delete the character"),
    Case("E112", "pa\u200by: 1", "f:1:3", "delete the character"),
    Case("E112", "pa\u00ady: 1", "f:1:3", "delete the character"),
    Case("E112", 'a: "\\0"', "f:1:4", "delete the backslash"),
    Case("E113", "? [a, b]\n: 1", "f:1:3", "write `name: value`"),
    Case("E113", '"": 1', "f:1:1", "write `name: value`"),
    Case("E113", "? |\n  a\n  b\n: 1", "f:1:3", "write `name: value`"),
    Case("E114", "a: -1234567890123456789", "f:1:4", "in quotes"),
)

CSV = (
    Case("E101", b"area,people\nYell,\xff", "f:2:6", "save the file as UTF-8", parse_csv),
    Case("E111", "\n\n", "f:1:1", "write the column names", parse_csv),
    Case("E112", "area,people\nYell,9\x000", "f:2:7", "delete the character", parse_csv),
    Case("E120", 'area,people\n"Yell"x,900', "f:2:1", "put quotation marks around the whole cell", parse_csv),
    Case("E120", 'area,people\n"Yell,900', "f:2:1", "put quotation marks around the whole cell", parse_csv),
    Case("E121", "area,people, area\n1,2,3", "f:1:14", "rename or delete one of the two columns", parse_csv),
    Case("E122", "area, ,people\n1,2,3", "f:1:7", "name the column", parse_csv),
    Case("E122", "\narea,people", "f:1:1", "write the column names", parse_csv),
    Case("E123", "area,people\nYell", "f:2:1", "write a cell for every column", parse_csv),
    Case("E123", 'area,people\n"Yell, all",1,900', "f:2:15", "write numbers without commas", parse_csv),
    Case("E124", "area,people\n\nYell,900", "f:2:1", "delete the line", parse_csv),
    Case("E125", "a\n" + "x" * (LONGEST_LINE + 1), "f:2:1", "write each row on a separate line", parse_csv),
    Case("E125", 'a\n"' + "x" * 200_000, "f:2:1", "close the quotation mark", parse_csv),
    Case("E126", "area;people\nYell;900", "f:1:1", "comma delimited", parse_csv),
    Case("E126", "area\tpeople\nYell\t900", "f:1:1", "comma delimited", parse_csv),
)

NUMBERS = tuple(
    Case(code, cell, "f:2:9", fix, as_number)
    for code, cell, fix in (
        ("E109", "9" * 400 + ".0", "write the amount in full"),
        ("E114", "1234567890123456789", "check the amount"),
        ("E130", " ", "0 if there is none"),
        ("E131", "N/A", "leave the row out"),
        ("E131", "..", "leave the row out"),
        ("E132", "-1,234,567.5", "write `-1234567.5`"),
        ("E132", "1 234", "write `1234`"),
        ("E132", "12_300", "write `12300`"),
        ("E133", "£500", "write only the number"),
        ("E133", "500k", "write only the number"),
        ("E133", "-€5", "write only the number"),
        ("E134", "1.23E+05", "write all its digits"),
        ("E135", "3%", "0.03 for 3%"),
        ("E136", "(500)", "not in brackets"),
        ("E136", "−5", "as a hyphen"),
        ("E136", "5-", "as a hyphen"),
        ("E136", "3,5", "decimals after a point"),
        ("E136", "inf", "write only digits"),
        ("E136", "٣", "write only digits"),
        ("E136", "1e", "write only digits"),
    )
)

CASES = YAML + CSV + NUMBERS


def name(case: Case) -> str:
    return f"{case.code}-{case.content[:20]!a}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_each_wrong_input_is_refused_at_its_place_with_its_repair(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        case.reader(case.content, "f")
    (finding,) = refused.value.findings
    assert (finding.code, str(finding.place)) == (case.code, case.place)
    assert case.fix in finding.fix
    assert finding.message.isprintable()


@pytest.mark.parametrize("case", [case for case in YAML if len(case.content) < MOST_VALUES], ids=name)
def test_the_parser_written_in_python_refuses_the_same(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        parse_yaml(case.content, "f", parser=yaml.SafeLoader)
    (finding,) = refused.value.findings
    assert (finding.code, str(finding.place)) == (case.code, case.place)


@pytest.mark.parametrize(
    ("content", "place", "reader"),
    [
        ("a: \u202e\n" * 203, "f:201:4", parse_yaml),
        ("a: 1\n" * 203, "f:202:1", parse_yaml),
        ("a,b\n" + "1\n" * 203, "f:202:1", parse_csv),
    ],
    ids=["invisible", "twice", "ragged"],
)
def test_more_errors_than_the_limit_end_with_a_finding_that_says_so(content, place, reader) -> None:
    with pytest.raises(Refused) as refused:
        reader(content, "f")
    *first, last = refused.value.findings
    assert (last.code, str(last.place)) == ("E137", place)
    assert len(first) == 200


OF_WORKBOOKS = {"E117", "E118", "E119"}
"""Codes of Excel workbooks: `test_xlsx` has their cases, and `tests/findings` tries their pages."""


def test_every_code_of_this_layer_has_a_case_and_no_case_lacks_its_code() -> None:
    ours = {code for code in codes() if code < "E140"} - OF_WORKBOOKS
    assert ours == {case.code for case in CASES} | {"E137"}


NEED_MORE_THAN_TEXT = {"E101", "E108", "E125", "E137"}
"""Codes of encodings and sizes: their examples need the note under them."""


def read_example(code: str, text: str) -> object:
    if code < "E120" or code == "E137":
        return parse_yaml(text, "f")
    table = parse_csv(text, "f")
    return [as_number(table.cell(row, table.header[-1]), "f") for row in range(len(table.rows))]


@pytest.mark.parametrize("code", [code for code in codes() if code < "E140" and code not in OF_WORKBOOKS])
def test_examples_do_what_they_show(code: str) -> None:
    page = read_page(code)
    wrong, right = page.examples
    read_example(code, right)
    if code in NEED_MORE_THAN_TEXT:
        return
    with pytest.raises(Refused) as refused:
        read_example(code, wrong)
    assert code in {finding.code for finding in refused.value.findings}
