"""`mtfp sensitivity` as a user types it: its first line, its tables, what it refuses, and its progress."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from mtfp import Planner
from mtfp.cli.app import app
from mtfp.views.sensitivity.names import BY_DEFAULT, OF_DRIVERS
from tests.cli.terminal import on_a_terminal

SHETLAND, CERTAIN = "examples/shetland", "examples/gateshead-2025"
FEW = ("--draws", "100")


def run(*words, plan=SHETLAND):
    return CliRunner().invoke(app, ["sensitivity", plan, *words])


def rows_of(*words, plan=SHETLAND):
    result = run(*words, "--format", "csv", plan=plan)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--of", "gpa"), "no number of this plan is called `gpa`: did you mean `gap`?"),
        (("--year", "2034/35"), "no projected year is called `2034/35`: did you mean `2030/31`?"),
        (("--year", "2025/26"), "no projected year is called `2025/26`"),
        (("--table", "ech"), "--table ech: did you mean `each`?"),
        (("--table", "values"), "--table values shows listed moves: add --move"),
        (("--move", "pay_nhs"), "--move: `pay_nhs` is not a move; write a driver and its values"),
        (("--move", "pay_nhs 1%, lots"), "--move: `lots` is not the size of a move"),
    ],
)
def test_wrong_words_are_refused_with_their_repair(words, message):
    refused = run(*words)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert not refused.stdout


def test_a_move_that_the_plan_cannot_have_is_refused_as_in_a_file():
    refused = run("--move", "pay_nsh 1%")
    assert refused.exit_code == 3
    assert "--move:1:1: error[E401]: the plan has no assumption `pay_nsh`" in refused.stderr
    assert "did you mean `pay_nhs`?" in refused.stderr


def test_the_first_sentence_names_the_driver_the_move_the_money_and_the_year():
    first = " ".join(run("--table", "each", "--year", "2028/29").stdout.split("\n\n")[0].split())
    assert first.startswith(
        "Moved alone, uplift of the NHS board's payment changes the gap in 2028/29 most: 1 point less"
    )
    assert "adds £893,000" in first


def test_the_order_of_the_document_and_the_table_for_specialists():
    found = Planner(SHETLAND).sensitivity(of="funding", draws=2_000)
    tables = [table.name for table in found.document().tables()]
    assert [name for name in tables if name in OF_DRIVERS] == list(BY_DEFAULT)
    assert [name for name in tables if name not in OF_DRIVERS] == ["each_tornado", "alone_tornado"]
    assert [table.name for table in found.document(*found.table_names).tables() if table.name in OF_DRIVERS] == [
        *OF_DRIVERS
    ]


def test_a_row_can_be_typed_as_a_scenario():
    rows = [row for row in rows_of("--table", "each") if row["table"] == "each" and row["year"] == "2030/31"]
    planner = Planner(SHETLAND)
    gap = planner.project()["gap"]["2030/31"]
    for row in (row for row in rows if row["row"].startswith(("pay_", "cpi "))):
        assert planner.project(row["row"])["gap"]["2030/31"] - gap == pytest.approx(float(row["value"]))


def test_a_scenario_is_named_in_rows_and_titles():
    assert {row["scenario"] for row in rows_of(*FEW, "-s", "step-down")} == {"step-down"}
    assert "largest in 2030/31 first: Step down" in run("-s", "step-down", "--table", "each").stdout


def test_a_plan_in_which_nothing_is_uncertain_has_no_tables_of_draws():
    shown = run(plan=CERTAIN)
    assert "Nothing in the plan is uncertain, so all draws are the central case." in shown.stdout
    assert {row["table"] for row in rows_of(plan=CERTAIN)} == {"each_tornado", "each"}


def test_a_figure_that_nothing_moves_is_one_sentence_and_a_table_without_rows():
    shown = run(*FEW, "--of", "unmet")
    assert shown.stdout.startswith("No driver of the plan moves the unfunded gap in any year.")
    assert "tornado" not in shown.stdout


def test_json_states_the_draws_only_if_there_are_any():
    of_draws, central = (
        json.loads(run(*words, "--format", "json").stdout)["manifest"]
        for words in ((*FEW, "--table", "certain"), ("--table", "each"))
    )
    assert (of_draws["draws"], of_draws["seed"]) == (100, 1)
    assert "draws" not in central


def test_progress_is_shown_on_a_terminal():
    assert "projections" in on_a_terminal(["sensitivity", SHETLAND, *FEW, "--table", "certain"])
