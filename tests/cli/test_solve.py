"""`mtfp solve` as it is typed: the first line answers, programs get every number, and mistakes have their repair."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app

DRAFT = "examples/three-versions/draft.yaml"


def run(*words):
    return CliRunner().invoke(app, ["solve", DRAFT, *words, "--draws", "20"])


def test_first_line_answers_the_question():
    shown = run("--find", "pay +?", "--so-that", "gap <= 0 in 2028/29").stdout
    assert " ".join(shown.split("\n\n")[0].split()) == (
        "Pay awards would have to be no more than 0.7% a year instead of 3% (−2.3 points) for the gap to be at most £0 "
        "in 2028/29: central case; the same in 50, 80 and 95 of 100 draws."
    )
    assert '-s "pay -2.3%"' in shown


def test_programs_get_every_number_and_how_to_repeat_it():
    found = run("--find", "pay +?", "--so-that", "gap <= 0", "--at", "80%", "--seed", "3", "--format", "json")
    manifest = json.loads(found.stdout)["manifest"]
    assert (manifest["case"], manifest["draws"], manifest["seed"]) == ("solved", 20, 3)
    rows = csv.DictReader(io.StringIO(run("--find", "pay +?", "--so-that", "gap <= 0", "--format", "csv").stdout))
    numbers = {row["statistic"]: float(row["value"]) for row in rows if row["row"] == "number"}
    assert numbers == dict.fromkeys(("central", "p50", "p80", "p95"), -2.3)


@pytest.mark.parametrize(
    ("find", "so_that", "code", "message"),
    [
        (["pay +1%"], "gap <= 0", 2, "put one `?` in place of a number"),
        (["pay +?"] * 3, "gap <= 0", 2, "seek one number, or two"),
        (["pay +?"], "gpa <= 0", 2, "did you mean `gap`"),
        (["pay +?"], "gap <= 0 in 2040/41", 2, "is not a projected year"),
        (["pya +?"], "gap <= 0", 3, "did you mean `pay`"),
        (["council_payment +?%"], "gap <= 0", 3, "council_payment +£50k"),
    ],
)
def test_mistakes_have_their_repair(find, so_that, code, message):
    done = run(*[word for each in find for word in ("--find", each)], "--so-that", so_that)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr


def test_share_outside_its_bounds_is_refused():
    done = run("--find", "pay +?", "--so-that", "gap <= 0", "--at", "100%")
    assert (done.exit_code, done.stderr) == (
        2,
        "--at: '100%' is not a percentage between 0% and 100%; write it like 80%\n",
    )
