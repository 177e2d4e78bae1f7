"""CSV and JSON: exact, safe to open in a spreadsheet, valid by the schema, the same bytes for the same result."""

import csv
import io
import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.reports.data.tidy import as_csv, as_json, csv_lines, json_parts
from mtfp.reports.formats import FORMATS, write
from mtfp.results.table import Cell, Column, Row, Table
from tests.reports.records import of_csv, of_json

FIGURES = st.floats(allow_nan=False, allow_infinity=False)
PAYLOADS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠A1")  # noqa: RUF001


def one(*values: float | None, plan: str = "plan", year: str = "2026/27") -> Table:
    columns = tuple(Column("Year", year, statistic=f"draw {at}" if at else "central") for at in range(len(values)))
    return Table("gap", "Gap", plan, "£k", columns, (Row("gap", "Gap", values),))


@given(st.lists(st.none() | FIGURES, min_size=1))
def test_figures_read_back_the_same_and_blanks_are_left_out(values):
    known = [value for value in values if value is not None]
    records = list(csv.DictReader(io.StringIO(as_csv([one(*values)]))))
    assert [float(record["value"]) for record in records] == known
    assert not any("e" in record["value"].lower() for record in records)
    told = json.loads(as_json([one(*values)], {}, [], []))["result"]
    assert [value for record in told for value in record["values"].values()] == known
    assert len(told) == bool(known)


def test_the_columns_are_those_promised():
    header, line, *rest = as_csv([one(-68_300.25)]).split("\n")
    assert header == "plan,scenario,table,row,year,statistic,value,unit,label"
    assert line == "plan,base,gap,gap,2026/27,central,-68300.25,£k,Gap"
    assert rest == [""]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_a_formula_gets_an_apostrophe_and_numbers_do_not(payload):
    fields = ("plan", "scenario", "name", "row", "statistic", "unit", "label")
    column = Column("Year", "2026/27", payload, payload)
    table = Table(payload, "Gap", payload, "£k", (column,), (Row(payload, payload, (-1.5,), payload),))
    (record,) = csv.DictReader(io.StringIO(as_csv([table])))
    (raw,) = csv.DictReader(io.StringIO(as_csv([table], raw=True)))
    for field in (field.replace("name", "table") for field in fields):
        assert record[field].startswith("'")
        assert not raw[field].startswith("'")
    assert record["value"] == raw["value"] == "-1.5"


@given(st.text(), st.text())
def test_every_text_stays_in_its_own_cell(plan, year):
    records = list(csv.reader(io.StringIO(as_csv([one(1.0, plan=plan, year=year)]), newline="")))
    assert [len(record) for record in records] == [len(Cell._fields)] * 2


def test_json_is_valid_by_its_schema():
    jsonschema.Draft202012Validator.check_schema(RESULT_SCHEMA)
    findings = [
        Finding("W501", "the uplift is old", Place("plan.yaml", 3, 5), "look it up"),
        Finding("W502", "no file", Place("plan.yaml")),
    ]
    text = write(
        [one(1.5, None), one(2.0, year="all")], "json", manifest={"b": 1, "a": {"d": 1, "c": 2}}, findings=findings
    )
    result = json.loads(text)
    jsonschema.validate(result, RESULT_SCHEMA)
    assert list(result) == ["schema_version", "manifest", "result", "checks", "findings"]
    assert [finding["code"] for finding in result["findings"]] == ["W501", "W502"]
    assert list(result["manifest"]) == ["a", "b"]
    assert text.endswith("}\n")


def test_the_schema_refuses_what_is_not_promised():
    for change in ({"values": {"central": "1"}}, {"values": {}}, {"year": "2026-27"}, {"value": 1}):
        result = json.loads(as_json([one(1.5)], {}, [], []))
        result["result"][0] |= change
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(result, RESULT_SCHEMA)


def test_the_order_in_which_a_manifest_was_made_does_not_show():
    assert as_json([one(1.0)], {"a": 1, "b": 2}, [], []) == as_json([one(1.0)], {"b": 2, "a": 1}, [], [])


def test_json_can_say_the_same_in_ascii():
    text = as_json([one(1.0)], {"title": "Mòr"}, [], [], ascii_only=True)
    assert text.isascii()
    assert json.loads(text) == json.loads(as_json([one(1.0)], {"title": "Mòr"}, [], []))


def spread() -> Table:
    """Two figures with a total in parts, each with a percentile and its error, and one that has its own label."""
    columns = (Column("P90", "2026/27", statistic="p90"), Column("se", "2026/27", statistic="se_p90"))
    rows = (
        Row("", "Contingency", (None, None)),
        Row("closing", "Closing balance", (1234.56789, 0.123456), depth=1),
        Row("closing", "give or take", (-98765.4321, None), depth=2, statistic="margin_mean"),
        Row("share", "of expenditure", (0.0123456, 1e-7), "share", depth=2),
    )
    return Table("reserves", "Reserves", "plan", "£k", columns, rows)


def test_json_has_one_record_a_row_with_its_label_last():
    text = as_json([spread()], {}, [], [])
    assert text.partition('"result": ')[2].splitlines()[1] == (
        '    {"plan": "plan", "scenario": "base", "table": "reserves", "row": "closing", "year": "2026/27", '
        '"unit": "£k", "values": {"p90": 1234.56789, "se_p90": 0.1235}, "label": "Contingency, Closing balance"},'
    )
    assert [record["label"].split(", ")[-1] for record in json.loads(text)["result"]] == [
        "Closing balance",
        "give or take",
        "of expenditure",
    ]


def test_csv_and_json_hold_the_same_figures_under_the_same_labels():
    text = as_csv([spread(), one(1.5)])
    found = of_csv(text)
    assert found == of_json(json.loads(as_json([spread(), one(1.5)], {}, [], [])))
    assert [value for value in found.values()] == [1234.56789, 0.1235, -98770.0, 0.0123456, 1e-7, 1.5]
    assert text.splitlines()[2].endswith(',se_p90,0.1235,£k,"Contingency, Closing balance"')


@pytest.mark.parametrize("parts", [csv_lines, lambda tables: json_parts(tables, {}, [], [])], ids=["csv", "json"])
def test_tables_are_taken_one_at_a_time(parts):
    """A batch of any size takes the same memory: the second table isn't made before the first is written."""
    made = []

    def tables():
        for name in ("first", "second"):
            made.append(name)
            yield replace(one(1.0), name=name)

    for part in parts(tables()):
        if "first" in part:
            assert made == ["first"]
    assert made == ["first", "second"]


def test_json_holds_checks_and_findings_as_they_are_given():
    checks, findings = [{"name": "floor", "of": "gap", "holds": False, "plan": "A"}], [{"code": "W611", "message": "m"}]
    result = json.loads(as_json([one(1.0)], {}, iter(checks), iter(findings)))
    jsonschema.validate(result, RESULT_SCHEMA)
    assert (result["checks"], result["findings"]) == (checks, findings)


@pytest.mark.parametrize("format", [each.name for each in FORMATS])
def test_no_format_fails_for_a_table_without_rows_or_columns(format):
    assert write([Table("none", "Nothing", "plan", "£k", (), ())], format).endswith("\n")
    assert write([Table("none", "Nothing", "", "", (Column("2026/27"),) * 11, ())], format).endswith("\n")


def test_a_format_or_layout_that_there_is_none_of_is_refused():
    with pytest.raises(KeyError, match="xml"):
        write([one(1.0)], "xml")
    with pytest.raises(KeyError, match="tree"):
        write([one(1.0)], "table", layout="tree")
