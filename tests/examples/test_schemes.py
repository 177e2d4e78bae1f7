"""The examples of integration schemes: each is sound, says what is published and what is made up, and fits a screen."""

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.scheme.closing_steps import Step
from mtfp.reading.plan import read_plan
from mtfp.results.figures import figures

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMES = sorted((EXAMPLES / "schemes").iterdir())
PAYERS = {"by_contribution", "own_arm", "nested", "stated"}


@pytest.fixture(params=SCHEMES, ids=lambda file: file.stem)
def file(request):
    return request.param


def said(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_between_them_they_show_every_step_and_most_rules():
    plans = [said(file) for file in SCHEMES]
    steps = [step for plan in plans for step in plan["scheme"].get("steps", ())]
    assert {key for step in steps for key in step} >= set(Step.choices) - {"offset"}
    assert {step["additional_payments"]["who"] for step in steps if "additional_payments" in step} >= PAYERS
    assert {plan["scheme"].get("lead_agency") for plan in plans} == {"nhs", None}
    assert "none" in [plan.get("reserves") for plan in plans]


def test_it_checks_without_a_warning(file):
    result = CliRunner().invoke(app, ["check", str(file), "--strict"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_it_says_what_is_published_and_what_is_illustrative(file):
    notes = said(file)["notes"]
    assert re.search(r"^Published: ", notes)
    assert re.search(r"\nIllustrative: ", notes)
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_its_name_is_its_own(file):
    names = [said(other).get("name") for other in EXAMPLES.glob("*/*.yaml")]
    assert names.count(said(file)["name"]) == 1


def test_it_can_be_read_in_a_window(file):
    text = file.read_text(encoding="utf-8")
    assert max(len(line) for line in text.splitlines()) <= 130
    assert not re.search(r"\.\./|(?:^|[\s:=\"'])/\w+/|https?://", text)


@pytest.mark.parametrize("table", ["scheme", "partners", "statement"])
def test_its_tables_fit_a_screen(file, table, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, ["project", str(file), "--table", table])
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_it_begins_in_balance(file):
    plan = read_plan(file).plan
    known = figures(project(plan, central_draws(plan)))
    assert known["gap_with_set_aside"][0, 0] == 0


BY_HAND = {
    "caps-and-repayments": {
        "to_close": (2500, -50, -810, 60),
        "recovery_plan": (1000, 0, 0, 24),
        "reserves_used": (450, 0, 0, 36),
        "additional_payments.council": (300, 0, 0, 0),
        "additional_payments.nhs": (630, 0, 0, 0),
        "deficit": (120, 70, 0, 0),
        "surplus_into_reserves": (0, 0, 502.5, 0),
        "returned.council": (0, 0, 95, 0),
        "returned.nhs": (0, 0, 142.5, 0),
        "repayments.council": (0, 150, 90, 60),
        "owed.council": (300, 150, 60, 0),
        "reserves.contingency": (2050, 2050, 2552.5, 2516.5),
        "unmet": (0, 0, 0, 0),
    },
    "highland": {
        "additional_payments.nhs": (8, 11, 11),
        "additional_payments.council": (0, 0, 0),
        "unmet": (0, 0, 0),
    },
    "moray-2017": {"reserves_used": (1.9, 0.6, 0), "unmet": (0, 1.3, 1.9)},
    "perth-and-kinross-2025": {"recovery_plan": (0.95, 0, 0), "unmet": (4.608, 5.722, 5.722)},
    "west-lothian-2023": {"reserves.general": (4.415, 3.83, 3.245)},
}
"""What comes of the illustrative figures, from the first projected year on.

Caps and repayments. 2026/27: 41,000 + 61,500 − 100,000 = 2,500 over; 40% is recovered, 1,000; the reserve gives 2,500
less 2% of 102,500 = 450; of 1,050 the council's 40% is 420, capped at 300, the NHS board's 630; 120 is carried.
2027/28: the council's arm is 40,400 − (40,500 − 150 repaid) = 50 over, the NHS arm 100 under; 50 is spare and clears
50 of the 120. 2028/29: 210 and 600 under; 70 clears the deficit; the reserve has room up to 2.5% of 102,100 =
2,552.5, so 502.5; of the other 237.5 the council gets 41,200/103,000 = 40%. 2029/30: the last repayment, 60, puts the
council's arm over: 40% is recovered, 24, and the reserve gives 36.

Highland: 158 + 254 − 404 = 8, then 161 + 254 − 404 = 11. West Lothian: 5 less 0.585 a year.
"""


@pytest.mark.parametrize("name", BY_HAND)
def test_what_comes_of_its_own_figures(name):
    plan = read_plan(EXAMPLES / "schemes" / f"{name}.yaml").plan
    known = figures(project(plan, central_draws(plan)))
    found = {row: tuple(known[row][1:, 0].tolist()) for row in BY_HAND[name]}
    assert found == {row: pytest.approx(values, abs=1e-9) for row, values in BY_HAND[name].items()}
