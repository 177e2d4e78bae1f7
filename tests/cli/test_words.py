"""Changes in words on the command line: shown before the results, read from standard input, written as a file."""

import csv
import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.exits import Exit

SHETLAND = str(Path(__file__).parents[2] / "examples" / "shetland")


def run(words: str, given: str | None = None):
    return CliRunner().invoke(app, [each.replace("PLAN", SHETLAND) for each in shlex.split(words)], input=given)


@pytest.mark.parametrize(
    "command",
    ["project PLAN --table statement", "compare PLAN -s step-down", "simulate PLAN --draws 50 --table probability"],
)
def test_what_was_understood_comes_before_the_results(command):
    shown = run(f"{command} -s 'cpi +1% in 2027/28'").stdout
    assert shown.startswith("cpi +1% in 2027/28 changes:")
    assert shown.splitlines()[2].strip() == "Consumer prices, 2027/28: 2.0% → 3.0%"
    assert command.startswith("compare") or shown.count("Consumer prices, 2027/28: 2.0%") == 1  # it names levers


def test_a_shipped_scenario_is_still_told_after_the_results():
    shown = run("project PLAN -s 'high-pay + cpi +1%'").stdout
    assert shown.startswith("cpi +1% changes:")
    assert shown.index("high-pay + cpi +1%: ") > shown.index("Gap")


def test_every_format_has_the_changes():
    document = json.loads(run("project PLAN -s 'cpi +1%' --format json").stdout)
    assert "cpi +1%" in json.dumps(document)


def test_a_scenario_from_standard_input():
    text = "mtfp: 1\nscenario: dearer\nlevers:\n- shift: {assumption: cpi, by: 1%}\n"
    piped, typed = (
        run("project PLAN -s - --row gap --format csv", text),
        run("project PLAN -s 'cpi +1%' --row gap --format csv"),
    )
    assert piped.exit_code == Exit.DONE, piped.stderr
    values = [[line.split(",")[-3] for line in each.stdout.splitlines()[1:]] for each in (piped, typed)]
    assert values[0] == values[1]


def test_an_error_on_standard_input_has_its_place():
    found = run("check PLAN -s -", "mtfp: 1\nscenario: s\nlevers:\n- shift: {assumption: cip, by: 1%}\n")
    assert found.exit_code == Exit.REFUSED
    assert found.stderr.startswith("standard input:4:23: error[E401]")


def test_the_command_that_shows_warnings_is_quoted():
    assert "-s 'pay +1%'`" in run("project PLAN -s 'pay +1%'").stderr


@pytest.mark.parametrize(
    "words", ["pay +1% from 2027/28", "step-down + locums x 80%", "funding: {name: nhs_payment, flat: true}"]
)
def test_a_written_scenario_gives_the_figures_of_the_words(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = run(f"scenarios new mine PLAN -s '{words}'")
    assert made.exit_code == Exit.DONE, made.stderr
    text = Path("mine.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=mine.schema.json\nmtfp: 1\nscenario: mine\n")
    assert "narrative: 'To fill in" in text
    assert "→" in text
    tables = [run(f"project PLAN -s '{name}' --row gap --format csv").stdout for name in (words, "mine.yaml")]
    typed, from_file = ([row["value"] for row in csv.DictReader(table.splitlines())] for table in tables)
    assert typed == from_file


def test_a_new_scenario_needs_a_change():
    assert run("scenarios new mine PLAN").exit_code == Exit.WRONG_COMMAND


def test_policy_and_batch_take_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run("batch PLAN -s 'pay +1%' -s 'step-down + cpi +1%' --draws 50 -o results")
    assert found.exit_code in (Exit.DONE, Exit.CHECK_FAILED), found.stderr
    text = Path("results/results.csv").read_text(encoding="utf-8")
    assert ",pay +1%," in text
    assert ",step-down + cpi +1%," in text
