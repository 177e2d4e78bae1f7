"""`mtfp workbook` as a user types it: what it writes, what it refuses, and what it leaves out of the switch."""

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mtfp
from mtfp.cli.app import app

PLAN = str(Path(__file__).parents[2] / "examples/three-versions/budget.yaml")


def workbook(*words):
    return CliRunner().invoke(app, ["workbook", PLAN, *words])


def test_a_workbook_is_written_and_replaced(tmp_path):
    file = tmp_path / "plan.xlsx"
    assert workbook("-o", str(file)).exit_code == 0
    first = file.read_bytes()
    again = workbook("-s", "pay +1%", "-o", str(file))
    assert again.exit_code == 0, again.stderr
    assert "for the plan and 1 scenario" in again.stderr
    assert file.read_bytes() != first
    assert zipfile.ZipFile(file).testzip() is None


def test_a_file_of_somebody_else_is_kept(tmp_path):
    file = tmp_path / "mine.xlsx"
    file.write_text("mine", encoding="utf-8")
    refused = workbook("-o", str(file))
    assert (refused.exit_code, file.read_text(encoding="utf-8")) == (4, "mine")
    with pytest.raises(FileExistsError):
        mtfp.Planner(PLAN).write_workbook(file)
    mtfp.Planner(PLAN).write_workbook(file, force=True)
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize("words", [(), ("-o", "plan.csv"), ("-o", "-")])
def test_a_place_that_is_no_workbook_is_refused(words):
    refused = workbook(*words)
    assert refused.exit_code == 2
    assert "write -o plan.xlsx" in refused.stderr


def test_a_path_without_the_suffix_is_refused_in_python():
    with pytest.raises(ValueError, match=r"write plan\.xlsx"):
        mtfp.Planner(PLAN).write_workbook("plan.csv")


def test_a_scenario_that_is_left_out_is_named(tmp_path):
    made = workbook("-s", "flat-cash", "-s", "pay +1%", "-o", str(tmp_path / "plan.xlsx"))
    assert made.exit_code == 0
    assert "Flat cash is not part of the switch" in made.stderr
    assert "for the plan and 1 scenario" in made.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--simulate", "--draws", "0"), "--draws"),
        (("--simulate", "--seed", "-1"), "--seed"),
        (("--simulate", "--sampler", "dice"), "--sampler dice: use `random` or `sobol`"),
        (("--simulate", "--sampler", "sobol", "--draws", "7"), "use 8"),
        (("--simulate", "--confidence", "120%"), "--confidence"),
        (("--seed", "5"), "options of draws need --simulate"),
    ],
)
def test_draws_are_refused_as_in_simulate(words, message, tmp_path):
    refused = workbook(*words, "-o", str(tmp_path / "plan.xlsx"))
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert not (tmp_path / "plan.xlsx").exists()


def test_a_template_has_no_draws(tmp_path):
    words = ["workbook", "--template", "--simulate", "-o", str(tmp_path / "template.xlsx")]
    refused = CliRunner().invoke(app, words)
    assert refused.exit_code == 2
    assert "leave out --simulate" in refused.stderr
