"""How boards met their overspends, as it was printed, through the command that people type."""

import csv
import io

import pytest
import yaml
from typer.testing import CliRunner

from mtfp.cli.app import app
from tests.published.printed import EXAMPLES, published

FILES = {
    "Fife 2017/18": "fife-2017.yaml",
    "West Lothian 2023/24": "west-lothian-2023.yaml",
    "Shetland 2024/25": "shetland-2024.yaml",
    "Perth and Kinross 2025/26": "perth-and-kinross-2025.yaml",
    "Moray 2017/18": "moray-2017.yaml",
}
"""The example of each published case."""
EXACT = 1e-9
NHS_SHARE, COUNCIL_SHARE, DEFICIT = 0.72, 0.28, 8.8
LAST_DIGIT, POINT = 0.05, 0.005
"""Half of what Fife's money is printed to, £0.1m, and half a point of its shares."""
OF_FIFE = {
    "nhs": LAST_DIGIT * NHS_SHARE + DEFICIT * POINT + LAST_DIGIT * POINT + LAST_DIGIT,
    "council": LAST_DIGIT * COUNCIL_SHARE + DEFICIT * POINT + LAST_DIGIT * POINT + LAST_DIGIT,
}
"""How far a share of 8.8 may be from what was printed, 0.130 and 0.108.

Deficit d and share s may each be off by half a digit, so their product by (d + 0.05)(s + 0.005) - ds; and what was
printed is rounded itself.
"""


def figures(plan, year):
    """The central figures of one year from the command's CSV, by table and row."""
    tables = ("statement", "scheme", "partners", "reserves")
    words = ["project", str(plan), "--format", "csv", *(word for name in tables for word in ("--table", name))]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.stderr
    rows = csv.DictReader(io.StringIO(result.stdout))
    return {(row["table"], row["row"]): float(row["value"]) for row in rows if row["year"] == year}


def as_printed(found):
    """The columns of the closing cases from the command's figures; the set-aside's gap is part of what the NHS met."""
    statement = {row: value for (table, row), value in found.items() if table == "statement"}
    paid = found["partners", "nhs.pays.additional_payments"]
    nhs = found.get(("partners", "nhs.additional_payments_and_set_aside_gap"), paid)
    return {
        "deficit": statement.get("gap_with_set_aside", statement["gap"]),
        "reserves": statement["reserves_used"],
        "council": statement["additional_payments.council"],
        "nhs": nhs,
        "recovery": statement["recovery_plan"],
        "left": statement["unmet"],
    }


def test_every_published_case_has_an_example():
    assert [case["case"] for case in published("closing_cases.csv")] == list(FILES)


@pytest.mark.parametrize("case", published("closing_cases.csv"), ids=lambda case: case["case"])
def test_a_case_is_met_as_it_was(case):
    name = case["case"]
    found = as_printed(figures(EXAMPLES / "schemes" / FILES[name], name.split()[-1]))
    slack = OF_FIFE if name.startswith("Fife") else {}
    assert found == {row: pytest.approx(float(case[row]), rel=0, abs=slack.get(row, EXACT)) for row in found}


@pytest.mark.parametrize("file", FILES.values())
def test_no_case_types_in_what_the_rule_must_give(file):
    """Who pays comes from a rule: no money is stated, and no payment is beyond what was agreed for the base year."""
    plan = yaml.safe_load((EXAMPLES / "schemes" / file).read_text(encoding="utf-8"))
    rules = [rule for step in plan["scheme"]["steps"] for rule in step.values()]
    assert "stated" not in [rule.get("who") for rule in rules]
    assert all(stream["base"] == stream["stated"] for stream in plan["funding"].values())


def test_fife_would_not_pass_with_other_shares():
    """The slack is less than two points of the shares, so that 70/30 is told from 72/28."""
    for share, partner, printed in ((0.70, "nhs", 6.4), (0.30, "council", 2.5)):
        assert abs(DEFICIT * share - printed) > OF_FIFE[partner]


def outturn(row, folder):
    """Put one board's row into the template: position on the arms' costs, the deal, the reserve used."""
    plan = yaml.safe_load((EXAMPLES / "schemes" / "outturn-2017.yaml").read_text(encoding="utf-8"))
    for line in plan["lines"].values():
        line["cost"]["2017/18"] = 50 + float(row["position"]) / 2
    plan["reserves"]["general"]["opening"] = float(row["reserves_used"])
    (deal,) = (step["additional_payments"] for step in plan["scheme"]["steps"] if "additional_payments" in step)
    paid = {"council": float(row["council_additional"]), "nhs": float(row["nhs_additional"])}
    deal["amounts"] = {"2017/18": paid}
    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return file


OUTTURN = published("ijb_outturn_2017_18.csv")


@pytest.mark.parametrize("row", OUTTURN, ids=lambda row: row["ijb"])
def test_an_outturn_of_2017_18_comes_out(row, tmp_path):
    found = figures(outturn(row, tmp_path), "2017/18")
    assert found["statement", "to_close"] == pytest.approx(float(row["position"]), rel=0, abs=EXACT)
    assert found["statement", "reserves_used"] == pytest.approx(float(row["reserves_used"]), rel=0, abs=EXACT)
    for partner in ("council", "nhs"):
        paid = found["statement", f"additional_payments.{partner}"]
        assert paid == pytest.approx(float(row[f"{partner}_additional"]), rel=0, abs=EXACT)
    year_end = found["statement", "deficit"] - found["statement", "surplus"]
    slack = EXACT if holds_exactly(row) else 0.1 + EXACT
    assert year_end == pytest.approx(float(row["year_end"]), rel=0, abs=slack)
    assert found["statement", "unmet"] == 0


def holds_exactly(row):
    """Whether the printed row adds up: position = council + NHS + reserves + year-end deficit."""
    met = sum(float(row[part]) for part in ("council_additional", "nhs_additional", "reserves_used", "year_end"))
    return abs(float(row["position"]) - met) < EXACT


def test_thirty_rows_of_which_twenty_five_add_up():
    assert (len(OUTTURN), sum(map(holds_exactly, OUTTURN))) == (30, 25)


def test_the_template_holds_a_row_that_was_printed(tmp_path):
    """Falkirk's: reading the template as it stands and with the row put into it is the same."""
    (falkirk,) = (row for row in OUTTURN if row["ijb"] == "Falkirk")
    as_it_stands = figures(EXAMPLES / "schemes" / "outturn-2017.yaml", "2017/18")
    assert as_it_stands == pytest.approx(figures(outturn(falkirk, tmp_path), "2017/18"))
