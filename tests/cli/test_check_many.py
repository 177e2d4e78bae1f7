"""`mtfp check` of several plans: one document in every format, and the exit code of the worst plan."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import validate
from typer.testing import CliRunner, Result

from mtfp.cli.app import app
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.reports.formats import Kind, names_of
from tests.batch.folders import BROKEN, named

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Two sound plans, one whose check fails, one with an error, and no plan called `missing.yaml`."""
    sound = named("Sound").replace("opening: 60", "opening: 600").replace("at_most: 50%", "at_most: 90%")
    (tmp_path / "sound.yaml").write_text(sound, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(sound.replace("name: Sound", "name: Other"), encoding="utf-8")
    (tmp_path / "fails.yaml").write_text(sound.replace("opening: 600", "opening: 1"), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(sound, encoding="utf-8")
    BROKEN["E301"](tmp_path / "wrong.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def check(*words: str) -> Result:
    return CliRunner().invoke(app, ["check", *words])


@pytest.mark.parametrize(
    ("plans", "code"),
    [
        ("sound other", 0),
        ("sound fails", 1),
        ("fails wrong", 3),
        ("wrong fails sound", 3),
        ("missing wrong fails", 4),
        ("sound sound", 0),
    ],
)
@pytest.mark.parametrize("format", names_of(Kind.CHECKS, to_file=False))
def test_the_exit_code_is_that_of_the_worst_plan(plans, code, format):
    result = check(*(f"{name}.yaml" for name in plans.split()), "--format", format)
    assert result.exit_code == code, result.stderr


@pytest.mark.parametrize("format", sorted({*names_of(Kind.CHECKS, to_file=False)} - {"csv", "github"}))
def test_every_plan_is_in_the_document(format):
    shown = check("sound.yaml", "fails.yaml", "wrong.yaml", "missing.yaml", "--format", format).stdout
    for plan in ("Sound (sound.yaml)", "Sound (fails.yaml)", "wrong.yaml", "missing.yaml"):
        assert plan.split(" (")[0] in shown
        assert plan.rpartition("(")[2].rstrip(")").partition(".")[0] in shown


def test_the_screen_shows_a_count_first_and_all_messages_on_standard_error():
    result = check("sound.yaml", "fails.yaml", "wrong.yaml", "missing.yaml")
    first, *_ = result.stdout.splitlines()
    assert first == "2 of 4 plans can be read; 3 of 4 checks hold in the central case."
    assert "FAILS  floor" in result.stdout
    assert "wrong.yaml:14:" in result.stderr
    assert "did you mean `pay`?" in result.stderr
    assert "can't read or write missing.yaml: No such file" in result.stderr
    assert "warning[W" in result.stderr


def test_quiet_shows_errors_only():
    result = check("sound.yaml", "wrong.yaml", "-q")
    assert "error[E301]" in result.stderr
    assert "warning[" not in result.stderr


def test_one_plan_is_shown_as_before():
    alone, repeated = check("sound.yaml"), check("sound.yaml", "sound.yaml")
    assert alone.stdout == repeated.stdout
    assert alone.stdout.startswith("sound.yaml can be read: no errors.")


def test_json_has_the_checks_findings_and_amounts_of_all_plans():
    parsed = json.loads(check("sound.yaml", "fails.yaml", "wrong.yaml", "missing.yaml", "--format", "json").stdout)
    validate(parsed, RESULT_SCHEMA)
    outcomes = {(each["plan"], each["name"]): each["outcome"] for each in parsed["checks"]}
    assert outcomes == {
        ("Sound (sound.yaml)", "can be read"): "passed",
        ("Sound (sound.yaml)", "floor"): "passed",
        ("Sound (sound.yaml)", "half"): "passed",
        ("Sound (fails.yaml)", "can be read"): "passed",
        ("Sound (fails.yaml)", "floor"): "failed",
        ("Sound (fails.yaml)", "half"): "passed",
        ("wrong.yaml", "can be read"): "error",
        ("missing.yaml", "can be read"): "error",
    }
    assert {each["plan"] for each in parsed["result"]} == {"Sound (sound.yaml)", "Sound (fails.yaml)"}
    assert {"E301", "not read"} <= {each["code"] for each in parsed["findings"]}
    assert {each["file"] for each in parsed["findings"]} >= {"sound.yaml", "fails.yaml", "wrong.yaml", "missing.yaml"}


def test_plans_of_different_names_keep_their_names():
    parsed = json.loads(check("sound.yaml", "other.yaml", "--format", "json").stdout)
    assert {each["plan"] for each in parsed["checks"]} == {"Sound", "Other"}


def test_junit_has_a_suite_for_each_plan():
    written = check("sound.yaml", "wrong.yaml", "fails.yaml", "--format", "junit").stdout
    suites = re.findall(r'<testsuite name="([^"]*)" tests="(\d)" failures="(\d)" errors="(\d)"', written)
    assert suites == [
        ("Sound (sound.yaml)", "3", "0", "0"),
        ("wrong.yaml", "1", "0", "1"),
        ("Sound (fails.yaml)", "3", "1", "0"),
    ]


def test_a_scenario_is_applied_to_every_plan(folder):
    (folder / "dear.yaml").write_text(
        "mtfp: 1\nscenario: dear\nlevers:\n  - shift: {assumption: pay, by: 1%}\n", encoding="utf-8"
    )
    assert check("sound.yaml", "other.yaml", "-s", "dear.yaml").exit_code in (0, 1)
    assert check("sound.yaml", "other.yaml", "-s", "nowhere.yaml").exit_code == 3


def test_an_empty_name_among_others_is_refused():
    assert check("sound.yaml", "").exit_code == 2


def test_strict_counts_the_warnings_of_every_plan():
    assert check("sound.yaml", "other.yaml").exit_code == 0
    assert check("sound.yaml", "other.yaml", "--strict").exit_code == 1


def test_the_hook_runs_a_command_that_there_is_on_the_plans_of_a_repository():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *command = hook["entry"].split()
    assert program == "mtfp"
    plans = ["examples/shetland/plan.yaml", "examples/gateshead-2025/plan.yaml"]
    assert all(re.search(hook["files"], name) for name in plans)
    assert not re.search(hook["files"], "scenarios/high-pay.yaml")
    result = CliRunner().invoke(app, [*command, *(str(ROOT / name) for name in plans)])
    assert result.exit_code == 0, result.stderr
