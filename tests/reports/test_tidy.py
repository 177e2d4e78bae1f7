"""CSV and JSON: exact, safe to open in a spreadsheet, valid by the schema, the same bytes for the same result."""

import csv
import io
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import written

from mtfp.documents.blocks import Checks, Findings, Manifest, Tables
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.reports.data.tidy import as_csv, as_json
from mtfp.reports.deliver import text_of
from mtfp.reports.formats import FORMATS, Kind
from mtfp.reports.page import Page
from mtfp.results.table import Cell, Column, Row, Table

FIGURES = st.floats(allow_nan=False, allow_infinity=False)
PAYLOADS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠A1")  # noqa: RUF001


def one(*values: float | None, plan: str = "plan", year: str = "2026/27") -> Table:
    columns = tuple(Column("Year", year, statistic=f"draw_{number}") for number in range(len(values)))
    return Table("gap", "Gap", plan, "£k", columns, (Row("gap", "Gap", values),))


@given(st.lists(st.none() | FIGURES, min_size=1))
def test_figures_read_back_the_same_and_blanks_are_left_out(values):
    known = [value for value in values if value is not None]
    records = list(csv.DictReader(io.StringIO(as_csv([one(*values)]))))
    assert [float(record["value"]) for record in records] == known
    assert not any("e" in record["value"].lower() for record in records)
    records = json.loads(as_json([one(*values)], {}, [], []))["result"]
    assert [value for record in records for value in record["values"].values()] == known


def test_the_columns_are_those_promised():
    header, line, *rest = as_csv([one(-68_300.25)]).split("\n")
    assert header == "plan,scenario,table,row,year,statistic,value,unit,label"
    assert line == "plan,base,gap,gap,2026/27,draw_0,-68300.25,£k,Gap"
    assert rest == [""]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_a_formula_gets_an_apostrophe_and_numbers_do_not(payload):
    fields = ("plan", "scenario", "table", "row", "statistic", "unit", "label")
    column = Column("Year", "2026/27", payload, payload)
    table = Table(payload, "Gap", payload, "£k", (column,), (Row(payload, payload, (-1.5,), payload),))
    (record,) = csv.DictReader(io.StringIO(as_csv([table])))
    (raw,) = csv.DictReader(io.StringIO(as_csv([table], raw=True)))
    for field in fields:
        assert record[field].startswith("'")
        assert not raw[field].startswith("'")
    assert record["value"] == raw["value"] == "-1.5"


@given(st.text(), st.text())
def test_every_text_stays_in_its_own_cell(plan, year):
    records = list(csv.reader(io.StringIO(as_csv([one(1.0, plan=plan, year=year)]), newline="")))
    assert [len(record) for record in records] == [len(Cell._fields)] * 2


def test_json_is_valid_by_its_schema():
    jsonschema.Draft202012Validator.check_schema(RESULT_SCHEMA)
    findings = (
        ("plan", Finding("W501", "the uplift is old", Place("plan.yaml", 3, 5), "look it up")),
        ("plan", Finding("W502", "no file", Place("plan.yaml"))),
    )
    details = {"of": "gap", "year": "2026/27", "value": 1.5, "bound": 1.0}
    found = (Finding("check", "the gap is £1.5k", Place("plan.yaml", 9)),)
    cases = (CheckCase("plan", "plan.yaml", "no gap", Outcome.FAILED, found, details=details),)
    blocks = (
        Tables((one(1.5, None), one(2.0, year="all"))),
        Checks(cases, "0 of 1 checks hold."),
        Findings(findings),
        Manifest({"b": 1, "a": {"d": 1, "c": 2}}, "mtfp"),
    )
    text = text_of(Document("Plan", blocks), "json")
    result = json.loads(text)
    jsonschema.validate(result, RESULT_SCHEMA)
    assert list(result) == ["schema_version", "manifest", "result", "checks", "findings"]
    assert [finding["code"] for finding in result["findings"]] == ["W501", "W502"]
    assert [(check["name"], check["holds"], check["value"]) for check in result["checks"]] == [("no gap", False, 1.5)]
    assert list(result["manifest"]) == ["a", "b"]
    assert text.endswith("}\n")


def test_a_record_has_all_statistics_of_a_figure():
    (record,) = json.loads(as_json([one(1.5, None, -2.0)], {}, [], []))["result"]
    assert record["values"] == {"draw_0": 1.5, "draw_2": -2.0}
    assert record["label"] == "Gap"


@pytest.mark.parametrize("change", [{"values": {"central": "1"}}, {"values": {}}, {"year": "2026-27"}, {"note": "Gap"}])
def test_the_schema_refuses_what_is_not_promised(change):
    result = json.loads(as_json([one(1.5)], {}, [], []))
    result["result"][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, RESULT_SCHEMA)


def test_the_order_in_which_a_manifest_was_made_does_not_show():
    assert as_json([one(1.0)], {"a": 1, "b": 2}, [], []) == as_json([one(1.0)], {"b": 2, "a": 1}, [], [])


def test_json_can_say_the_same_in_ascii():
    document = Document("Plan", (Tables((one(1.0, plan="Mòr"),)), Manifest({"title": "Mòr"}, "mtfp")))
    text = text_of(document, "json", Page(encoding="cp1252"))
    assert text.isascii()
    assert json.loads(text) == json.loads(text_of(document, "json"))


@pytest.mark.parametrize("format", [each.name for each in FORMATS if Kind.FIGURES in each.kinds])
def test_no_format_fails_for_a_table_without_rows_or_columns(format):
    for table in (
        Table("none", "Nothing", "plan", "£k", (), ()),
        Table("none", "Nothing", "", "", (Column("2026/27"),) * 11, ()),
    ):
        assert written([table], format).endswith("\n")


def test_a_format_or_layout_that_there_is_none_of_is_refused():
    with pytest.raises(KeyError, match="xml"):
        text_of(Document("Plan", ()), "xml")
    with pytest.raises(KeyError, match="tree"):
        Page(layout="tree")
