"""Cells as spreadsheets write them: those that can be read in one way are read, the rest refused with the cause."""

import pytest

from mtfp.findings.finding import Finding
from mtfp.reading.sheets.amounts import amount
from mtfp.reading.sheets.cells import value_of
from mtfp.reading.sheets.forms import Form, form_of_items

READ = {
    "pounds": (("£12,300", "12300"), ("£ 12300", "12300"), ("-£5.50", "-5.50"), ("£-5", "-5"), ("12300 £", "12300")),
    "thousands": (("1,234,567", "1234567"), ("12 300", "12300"), ("12\u00a0300.5", "12300.5"), ("12_300", "12300")),
    "brackets": (("(1,234)", "-1234"), ("(£45.5)", "-45.5"), ("£(7)", "-7"), ("( 12 )", "-12")),
    "minus": (("−5", "-5"), ("–1,234", "-1234"), ("1,234-", "-1234"), ("- 3", "-3")),
    "zero": (("-", "0"), ("–", "0"), ("£-", "0"), ("£ -   ", "0"), ("—", "0")),
    "plain": (("+5", "5"), (".5", "0.5"), ("12.", "12"), ("0012", "0012")),
    "percent": (("3 %", "3%"), ("(3%)", "-3%"), ("-0.5%", "-0.5%")),
}
REFUSED = {
    "decimal comma": ("1.234,56", "1,23", "1,2345", "12,34,567", "1.234.567", "1,234,56"),
    "date": ("12/13", "01/04/2026", "05-Sep", "Apr-26", "2026-04-01", "4 May 2026"),
    "blank": ("12 30", "1 2 3"),
    "credit": ("1,234 CR", "500DR", "£20 cr"),
    "formula": ("=SUM(B2:B9)", "=5"),
    "narrow column": ("####", "########"),
}
CAUSES = {
    "decimal comma": "comma",
    "date": "date",
    "blank": "blank",
    "credit": "credit",
    "formula": "formula",
    "narrow column": "column",
}


def form(section: str, *path: str) -> Form:
    found: Form | None = form_of_items(section)
    for step in path:
        assert found is not None
        found = found.inner(step)
    assert found is not None
    return found


BUDGET = form("lines", "budget")


@pytest.mark.parametrize(("text", "value"), [pair for pairs in READ.values() for pair in pairs])
def test_amounts_that_can_be_read_in_one_way(text: str, value: str) -> None:
    assert amount(text, percentage=False) == value


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts])
def test_amounts_that_can_be_read_in_two_ways_are_refused_with_the_cause(kind: str, text: str) -> None:
    found = value_of(text, BUDGET)
    assert isinstance(found, Finding), found
    assert found.code == "E219"
    assert CAUSES[kind] in found.message + found.fix
    assert found.fix


@pytest.mark.parametrize("text", ["n/a", "TBA", "#REF!", "#DIV/0!", "nil", "?"])
def test_a_mark_in_place_of_a_figure_is_not_zero(text: str) -> None:
    found = value_of(text, BUDGET)
    assert isinstance(found, Finding)
    assert found.code == "E131"


@pytest.mark.parametrize("text", ["12k", "£1.2m", "1.5 million", "3%", "1.23E+04", "--5", "-(5)", "£1£2", "five"])
def test_what_the_model_explains_best_is_left_to_it(text: str) -> None:
    assert value_of(text, BUDGET) == text


@pytest.mark.parametrize(
    ("section", "path", "text", "value"),
    [
        ("lines", ("partner",), "COUNCIL", "council"),
        ("lines", ("setting",), "Primary care", "primary_care"),
        ("funding", ("type",), "Ring-fenced", "ring_fenced"),
        ("savings", ("status",), "Amber", "amber"),
        ("commitments", ("amount", "2026/27"), "TBC", "tbc"),
        ("lines", ("set_aside",), "Yes", True),
        ("savings", ("recurring",), "FALSE", False),
        ("savings", ("recurring",), "n", False),
        ("investments", ("saves", "lag"), "2", 2),
        ("investments", ("saves", "lag"), "2.0", 2),
        ("savings", ("line",), "Care at home", "care_at_home"),
        ("savings", ("lines",), "Care at home; day_care", ["care_at_home", "day_care"]),
        ("reserves", ("purposes",), "gap", ["gap"]),
        ("reserves", ("floor",), "2% of expenditure", "2% of expenditure"),
        ("reserves", ("floor",), "£1,500", "1500"),
        ("risk_events", ("impact", "spread", "interval"), "£1,000; 2000; (5)", ["1000", "2000", "-5"]),
        ("savings", ("part_year",), "-", "0%"),
        ("lines", ("label",), "Yes", "Yes"),
        ("lines", ("owner",), "1,234", "1,234"),
    ],
)
def test_the_choices_of_a_key_make_a_cell_clear(section: str, path: tuple[str, ...], text: str, value: object) -> None:
    assert value_of(text, form(section, *path)) == value


@pytest.mark.parametrize("text", ["01/04/2026", "2026-04-01", "Apr-26"])
def test_a_date_is_not_a_financial_year(text: str) -> None:
    found = value_of(text, form("risk_events", "once", "from"))
    assert isinstance(found, Finding)
    assert "financial year" in found.message
