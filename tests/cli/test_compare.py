"""`mtfp compare`: the years, the tables, real terms, the limits that break, and the exit code."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app

PLAN = """
mtfp: 1
name: Compared
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
deflator: prices
assumptions:
  prices: {unit: rate, central: 10%, source: i}
  pay: {unit: rate, central: 0%, source: i}
lines: {home: {partner: council, setting: community, budget: 100, components: {pay: 100%}}}
funding: {council: {partner: council, type: payment, base: 100, stated: {then: 100}}}
reserves: {general: {class: contingency, opening: 30, floor: 20% of expenditure}}
scheme: {steps: [{additional_payments: {who: own_arm}}]}
checks:
  - {name: little is missing, of: gap, at_most: 5, in: 2027/28}
  - {name: savings are found, of: unidentified_share, at_most: 100%}
"""
DEAR = "mtfp: 1\nscenario: dear\nlabel: Dear\nlevers: [set: {assumption: pay, central: 10%}]\n"
USED = (
    "mtfp: 1\nscenario: used\nlabel: Used\nlevers:\n"
    "  - reserves: {name: general, floor: {2026/27: 32% of expenditure, then: 36% of expenditure}}\n"
)


@pytest.fixture(autouse=True)
def plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("plan", PLAN), ("dear", DEAR), ("used", USED)):
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")


def run(*words, exit_code):
    result = CliRunner().invoke(app, ["compare", "plan.yaml", *words])
    assert result.exit_code == exit_code, result.stderr
    return result


def figures(*words, exit_code=1):
    rows = csv.DictReader(io.StringIO(run(*words, "--format", "csv", exit_code=exit_code).stdout))
    return {tuple(row[key] for key in ("table", "row", "year", "scenario")): float(row["value"]) for row in rows}


def test_a_year_is_chosen_and_no_other_is_shown():
    """Pay rises by 10%: 110, 121 and 133.1, so the gap is 10, 21 and 33.1."""
    found = figures("-s", "dear.yaml", "--year", "2027/28")
    assert {year for table, _, year, _ in found if table != "breaks"} == {"2027/28"}
    assert found["difference", "gap", "2027/28", "dear"] == pytest.approx(21)
    assert found["levels", "gap", "2027/28", "base"] == 0
    both = figures("-s", "dear.yaml", "--year", "2026/27", "--year", "all", "--table", "difference")
    assert both["difference", "gap", "2026/27", "dear"] == pytest.approx(10)
    assert both["difference", "gap", "all", "dear"] == pytest.approx(64.1)
    assert "Extract" not in run("-s", "dear.yaml", "--year", "2027/28", "--table", "levels", exit_code=1).stdout


def test_any_table_is_shown_side_by_side():
    found = figures("-s", "dear.yaml", "--table", "statement", "--table", "assumptions", "--year", "2028/29")
    assert found["statement", "gap", "2028/29", "base"] == 0
    assert found["statement", "gap", "2028/29", "dear"] == pytest.approx(33.1)
    assert found["assumptions", "assumptions.pay", "2028/29", "dear"] == pytest.approx(0.1)
    shown = run("-s", "dear.yaml", "--table", "statement", exit_code=1).stdout
    assert "2028/29 under each scenario" in shown
    assert "Difference from the plan" not in shown


def test_real_terms_use_the_index_of_each_scenario():
    """Prices rise by 10%, so 133.1 of 2028/29 are 100 of 2025/26, and the gap of 33.1 is 33.1 / 1.331."""
    found = figures("-s", "dear.yaml", "--real")
    assert found["levels", "expenditure", "2028/29", "dear"] == pytest.approx(100)
    assert found["difference", "gap", "2028/29", "dear"] == pytest.approx(33.1 / 1.331)
    assert found["difference", "gap", "all", "dear"] == pytest.approx(10 / 1.1 + 21 / 1.21 + 33.1 / 1.331)
    assert figures("-s", "dear.yaml", "--real", "--table", "lines")["lines", "lines.home", "2028/29", "dear"] == (
        pytest.approx(100)
    )
    shown = run("-s", "dear.yaml", "--real", exit_code=1).stdout
    assert "Figures of 2028/29, real terms" in shown
    assert "Amounts are in prices of 2025/26" in shown


def test_limits_that_break_are_named_in_words_and_figures():
    """The gap of 21 is 16 past its limit of 5. The reserve of 30 is to hold 32, then 36."""
    shown = " ".join(run("-s", "dear.yaml", "-s", "used.yaml", exit_code=1).stdout.split())
    assert "FAILS Dear: little is missing: the gap, £21,000 in 2027/28, must be at most £5,000" in shown
    assert "Used: the reserve General is below its minimum level in 3 years, most in 2027/28, by £6,000." in shown
    assert "Nothing breaks: The plan as it stands." in shown
    found = figures("-s", "dear.yaml", "-s", "used.yaml", "--table", "breaks")
    assert {table for table, *_ in found} == {"breaks"}
    assert found["breaks", "check.1", "all", "dear"] == pytest.approx(16)
    assert found["breaks", "below_minimum.general", "all", "used"] == pytest.approx(6)
    assert found["breaks", "below_minimum.general", "all", "base"] == 0


def test_only_a_check_of_the_plan_sets_the_exit_code():
    run("-s", "used.yaml", exit_code=0)
    run("-s", "used.yaml", "-s", "dear.yaml", exit_code=1)
    Path("plan.yaml").write_text(PLAN.replace("then: 100}", "then: 50}"), encoding="utf-8")
    run("-s", "used.yaml", exit_code=1)  # it fails in the plan as it stands


@pytest.mark.parametrize("words", ["table", "plain", "markdown", "html", "sheet", "json"])
def test_every_format_says_what_breaks(words):
    assert "little is missing" in run("-s", "dear.yaml", "--format", words, "--table", "lines", exit_code=1).stdout


def test_csv_and_files_leave_the_reason_on_the_screen():
    for words in (("--format", "csv"), ("-o", "out.html")):
        assert "Dear: FAILS: little is missing" in run("-s", "dear.yaml", *words, exit_code=1).stderr
        assert "FAILS" not in run("-s", "dear.yaml", *words, "-q", "--force", exit_code=1).stderr


def test_checks_in_json_name_their_scenario():
    checks = json.loads(run("-s", "dear.yaml", "--format", "json", exit_code=1).stdout)["checks"]
    assert [(each["plan"], each["scenario"], each["holds"]) for each in checks if each["of"] == "gap"] == [
        ("Compared", "base", True),
        ("Compared", "dear", False),
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--year", "2031/32"), "--year 2031/32: use"),
        (("--table", "mix", "--year", "2025/26"), "the table mix has no figures of 2025/26"),
        (("--table", "statement", "--year", "all"), "the table statement has no figures of all years together"),
        (("--table", "bridge", "--real"), "carries cash from year to year"),
        (("--table", "nothing"), "--table nothing: use"),
    ],
)
def test_what_a_comparison_cannot_show_is_refused(words, message):
    assert message in run("-s", "dear.yaml", *words, exit_code=2).stderr


def test_real_needs_a_deflator():
    Path("plan.yaml").write_text(PLAN.replace("deflator: prices\n", ""), encoding="utf-8")
    assert "--real needs a deflator" in run("-s", "dear.yaml", "--real", exit_code=2).stderr


def test_an_unsound_check_is_refused():
    Path("plan.yaml").write_text(PLAN.replace("of: gap,", "of: nothing,"), encoding="utf-8")
    assert "E322" in run("-s", "dear.yaml", exit_code=3).stderr


@pytest.mark.parametrize(
    ("name", "message"), [("dear", "two scenarios are called dear"), ("base", "may be called base")]
)
def test_scenarios_of_one_name_are_refused(name, message):
    Path("other.yaml").write_text(DEAR.replace("scenario: dear", f"scenario: {name}"), encoding="utf-8")
    assert message in run("-s", "dear.yaml", "-s", "other.yaml", exit_code=2).stderr
