"""A CSV file is read as it stands or refused; every cell knows its place."""

import contextlib
import csv
import io
from functools import partial
from unicodedata import normalize

import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.text.csv_table import parse_csv, read_csv
from mtfp.text.number import number

POPULATION = 'area,year, people\r\n"Lerwick, all",2025, 7000 \r\nYell,2025,"900"\r\n,,\r\n\r\n'


def test_cells_rows_and_places() -> None:
    table = parse_csv("\ufeff" + POPULATION, "population.csv")
    assert table.header == ("area", "year", "people")
    assert [row.cells for row in table.rows] == [("Lerwick, all", "2025", "7000"), ("Yell", "2025", "900")]
    assert [row.line for row in table.rows] == [2, 3]
    assert table.cell(1, "people") == "900"
    assert table.place(0, "people") == Place("population.csv", 2, 22, 4)
    assert table.place(1, "people") == Place("population.csv", 3, 11, 5)
    assert table.place(0, "area").source == '"Lerwick, all",2025, 7000 '


def test_a_row_over_several_lines_gives_its_first_line_and_the_cells_number() -> None:
    table = parse_csv('area,note,people\nYell,"small\nbut fine",900\nUnst,,600', "f")
    assert str(table.place(0, "people")) == "f:2:3"
    assert str(table.place(1, "people")) == "f:4:7"
    assert table.cell(1, "note") == ""


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert parse_csv("area,people\n", "f").rows == ()


def test_all_that_is_wrong_is_found_in_one_pass() -> None:
    with pytest.raises(Refused) as refused:
        parse_csv('a,,a\n1,2\n\n1,2,3,4\n1,2,3\n"x"y,2,3', "f")
    found = [(finding.place.line, finding.place.column, finding.code) for finding in refused.value.findings]
    assert found == [(1, 3, "E122"), (1, 4, "E121"), (2, 3, "E123"), (3, 1, "E124"), (4, 7, "E123"), (6, 1, "E120")]


def test_what_cannot_be_read_is_for_the_command_line_to_tell(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        read_csv(tmp_path / "missing.csv")
    (tmp_path / "people.csv").write_text("a,b\n1,2\n")
    assert read_csv(tmp_path / "people.csv", "people.csv").file == "people.csv"
    assert read_csv(tmp_path / "people.csv").file == str(tmp_path / "people.csv")


CELL = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], include_characters=',"\n'), max_size=6
).map(partial(normalize, "NFC"))


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=5))
def test_what_is_written_is_read(rows) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("a", "b", "c"), *rows])
    stripped = [tuple(cell.strip() for cell in row) for row in rows]
    while stripped and not any(stripped[-1]):
        stripped.pop()
    if not all(any(row) for row in stripped):
        with pytest.raises(Refused, match="a blank line stands between rows"):
            parse_csv(text.getvalue(), "f")
        return
    table = parse_csv(text.getvalue(), "f")
    assert [row.cells for row in table.rows] == stripped
    for index, row in enumerate(table.rows):
        for name, cell in zip(table.header, row.cells, strict=True):
            place = table.place(index, name)
            typed = place.source[place.column - 1 :][: place.length]
            if cell and row.line == row.last_line:
                assert next(csv.reader([typed]))[0].strip() == cell


@given(st.lists(st.tuples(*[st.integers(-(10**6), 10**6)] * 2), min_size=1))
def test_clean_files_read_as_pandas_reads_them(rows) -> None:
    text = "year,people\n" + "".join(f"{year},{people}\n" for year, people in rows)
    table = parse_csv(text, "f")
    ours = [[number(cell, Place("f")) for cell in row.cells] for row in table.rows]
    assert ours == pandas.read_csv(io.StringIO(text)).values.tolist()


@given(st.binary() | st.text(st.characters(categories=None)) | st.text(',"\n\r a;\t0'))
@example('"')
@example("a\r\r\nb")
@example('a," b" \n1, "2"')
@example('a,b,c\n "x,y,z"')
@example('a,b,c\nx"y,"z""",')
def test_any_input_is_read_or_refused(content) -> None:
    with contextlib.suppress(Refused):
        table = parse_csv(content, "f")
        for index in range(len(table.rows)):
            for name in table.header:
                assert table.place(index, name).line <= len(table.lines)


@given(st.text(max_size=8) | st.text("0123456789.,-+eE%£_ ()", max_size=8))
def test_a_cell_is_a_number_only_if_it_is_written_as_one(cell) -> None:
    found = number(cell, Place("f", 2, 9))
    if isinstance(found, Finding):
        assert found.fix
        assert str(found.place) == "f:2:9"
    else:
        assert found == float(cell)
        assert set(cell.strip()) <= set("0123456789.-+")


@given(st.floats(-1e15, 1e15).map(lambda value: f"{value:.6f}"))
def test_written_out_numbers_are_read(cell) -> None:
    assert number(cell, Place("f")) == float(cell)
