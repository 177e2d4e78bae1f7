"""What the tables of assumptions, risks and commitments say in words, in every format, and under a scenario."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear
from mtfp.reading import read_plan
from mtfp.views.plan.registers.spread_in_words import spread_in_words
from mtfp.views.plan.tables import TABLES
from tests.completeness import registers_by_hand

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def projection(tmp_path_factory):
    file = tmp_path_factory.mktemp("registers") / "plan.yaml"
    file.write_text(registers_by_hand.PLAN, encoding="utf-8")
    plan = read_plan(file).plan
    return project(plan, central_draws(plan))


def about(projection, table):
    return {row.id: row.about for row in TABLES[table](projection, "base").rows if row.about}


def test_commitments_in_words(projection):
    table, found = TABLES["commitments"](projection, "base"), about(projection, "commitments")
    assert [row.label for row in table.rows if row.about] == [
        "Rota",
        "Pensions (to be confirmed)",
        "Hoist (set-aside)",
    ]
    assert found["commitments.rota"] == (
        "Rota. Falls on Home, Ward. Recurring, and grows with Wages. Source: worked by hand. No owner."
    )
    assert found["commitments.hoist"] == "Hoist (set-aside). Falls on Ward. One-off. Source: worked by hand. No owner."
    assert "To be confirmed: the amount from 2027/28, counted as zero." in found["commitments.pensions"]
    assert table.notes == ("Counted as zero until the amount is confirmed: Pensions.",)


def test_risks_in_words(projection):
    found = about(projection, "risks")
    assert found["fire.chance"] == (
        "Fire. Probability: 10% in each year until it happens. Best estimate of its cost: £100,000. Spread: from "
        "£50,000 to £150,000, all values equally likely. Falls on Ward. Once it happens, it stays in all later years. "
        "Status: open. No source or owner."
    )
    assert (
        "20% of happening once, between 2026/27 and 2027/28. Adds 10.0% to the assumption Food."
        in (found["dear_food.chance"])
    )


def test_assumptions_in_words(projection):
    found = about(projection, "assumptions")
    assert found["assumptions.wages"] == (
        "Wages. Follows Prices, a year later, plus 1.0%. Spread: none, taken as certain. Source: worked by hand. No "
        "owner. No date of review or grade."
    )
    assert found["assumptions.delivery_amber"].startswith(
        "Delivery of amber savings (illustrative). Built into this program, because the plan states no value. "
        "Spread: from 45.0% to 90.0% in 8 draws out of 10, in half of all draws below 70.0%. Source: Illustrative"
    )


@pytest.mark.parametrize(
    ("spread", "words"),
    [
        ({"triangular": [80, 100, 150]}, "from 80 to 150, most likely 100 (triangular)"),
        (
            {"pert": ["-1%", "0%", "3%"], "around": "central"},
            "from −1.0% to +3.0% around the central value, ",
        ),
        ({"lognormal": {"mean": 10, "sd": 2}}, "lognormal distribution, mean 10, standard deviation 2"),
        ({"discrete": {"0%": "20%", "100%": "80%"}}, "0.0% with a chance of 20.0%, 100.0% with a chance of 80.0%"),
        ({"interval": ["0%", "0%"], "around": "central"}, "none"),
        ({"uniform": [3, 3]}, "none, always 3"),
    ],
)
def test_spreads_in_words(spread, words):
    assert spread_in_words(Spread.model_validate(spread)).startswith(words)


def test_a_spread_by_year_in_words():
    spread = {"2026/27": {"uniform": [1, 2]}, "then": {"uniform": [1, 3]}}
    assert spread_in_words(SpreadByYear.model_validate(spread)) == (
        "in 2026/27 from 1 to 2, all values equally likely; then from 1 to 3, all values equally likely"
    )


def run(*words):
    result = CliRunner().invoke(app, ["project", str(ROOT / "examples" / "shetland"), "-q", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_scenario_shows_old_and_new_values():
    lines = run("--table", "assumptions", "-s", "high-pay").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  Council pay award"))
    assert lines[at].split()[-2:] == ["3.75%", "3.75%"]
    assert lines[at + 1].split()[:3] + lines[at + 1].split()[-1:] == ["before", "the", "scenario", "2.75%"]
    records = json.loads(run("--table", "assumptions", "-s", "high-pay", "--format", "json"))["result"]
    found = {(each["scenario"], each["year"]): each for each in records if each["row"] == "assumptions.pay_council"}
    assert found["base", "2026/27"]["values"] == {"central": 0.035}
    assert found["high-pay", "2026/27"]["values"]["central"] == pytest.approx(0.045)


@pytest.mark.parametrize("words", ["table", "plain", "markdown", "html", "sheet", "json"])
@pytest.mark.parametrize(("table", "owner"), [("assumptions", "Head of estates"), ("commitments", "Head of digital")])
def test_every_format_for_people_and_json_name_the_owner(words, table, owner):
    assert owner in run("--table", table, "--format", words)
    assert owner in run("--table", table, "--layout", "list")


def test_a_chosen_row_keeps_its_words():
    shown = " ".join(run("--table", "assumptions", "--row", "Consumer prices").split())
    assert "Reviewed: 10 March 2026." in shown
    assert "Head of estates" not in shown
