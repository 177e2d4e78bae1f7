"""`mtfp import` of an edited workbook: what is written where, and what is said about it."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from mtfp import read_plan
from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.library.planner import Planner
from mtfp.reading.scenario import read_scenario
from tests.workbook.places import cell

PLAN = Path(__file__).parents[2] / "examples/three-versions/budget.yaml"
BASE, PAY, UPLIFT = "The plan as it stands", "assumptions.pay.central", "assumptions.uplift.central"


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> bytes:
    """Workbook of the plan with two scenarios in words, in which nothing was edited."""
    file = tmp_path_factory.mktemp("written") / "plan.xlsx"
    Planner(PLAN).write_workbook(file, "pay +1%", "prices +1%")
    return file.read_bytes()


@pytest.fixture
def edited(written, tmp_path, monkeypatch):
    """Saves the workbook with values of cells by place, year and scenario, and runs the import."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(PLAN, "plan.yaml")

    def run(words: str, *edits: tuple[str, str, str, object], in_use: str = BASE, plan: str = "plan.yaml"):
        Path("edited.xlsx").write_bytes(written)
        book = load_workbook("edited.xlsx")
        for place, year, scenario, value in edits:
            cell(book, place, year, scenario).value = value
        book["Scenarios"]["C3"] = in_use
        book.save("edited.xlsx")
        return CliRunner().invoke(app, ["import", "edited.xlsx", "--plan", plan, *words.split()])

    return run


def test_edits_of_the_plan_are_a_scenario_on_standard_output(edited):
    result = edited("", (UPLIFT, "Constant", "", 0.02))
    assert result.exit_code == Exit.DONE
    assert "# Uplift of payments: 1.0% → 2.0% (Inputs!D8)" in result.stdout
    assert "Uplift of payments: 1.0% → 2.0% (Inputs!D8)" in result.stderr
    assert result.stderr.splitlines()[-1] == "1 edit written to standard output"
    Path("edited.yaml").write_text(result.stdout, encoding="utf-8")
    assert read_scenario("edited.yaml").scenario.scenario == "edited-edited"


def test_nothing_edited_writes_nothing(edited):
    result = edited("-o new.yaml", in_use="pay +1%")
    assert result.exit_code == Exit.DONE
    assert result.stderr.splitlines() == [
        "the switch is at pay +1%, which changes nothing in the plan",
        "nothing changed, so nothing is written",
    ]
    assert not Path("new.yaml").exists()


def test_edits_of_several_scenarios_need_a_folder(edited):
    edits = (UPLIFT, "Constant", "", 0.02), (PAY, "2027/28", "pay +1%", 0.05)
    result = edited("-o new.yaml", *edits)
    assert result.exit_code == Exit.WRONG_COMMAND
    assert "the plan, pay +1% were edited: name a folder that exists with -o" in result.stderr
    Path("out").mkdir()
    result = edited("-o out", *edits)
    assert result.exit_code == Exit.DONE
    assert sorted(file.name for file in Path("out").iterdir()) == ["edited-edited.yaml", "pay-1-edited.yaml"]
    assert len(read_scenario("out/pay-1-edited.yaml").scenario.levers) == 2


def test_levers_matter_only_to_edits_of_the_plan(edited):
    pay = PAY, "2027/28", BASE, 0.05
    assert "W729" not in edited("-o new.yaml", pay).stderr
    assert "W729" in edited("--as plan -o other.yaml", pay).stderr


@pytest.mark.parametrize("words", ["-o new.yaml", "--as plan -o new.yaml"])
def test_a_number_that_no_plan_takes_is_refused_at_its_cell(words, edited):
    result = edited(words, ("savings.rotas.planned", "2026/27", "", -250))
    assert result.exit_code == Exit.REFUSED
    errors = [line for line in result.stderr.splitlines() if "error[" in line]
    assert len(errors) == 1
    assert errors[0].startswith("edited.xlsx:Inputs!F")
    assert "error[E212]: must be zero or more, found -250" in errors[0]


def test_edits_of_scenarios_are_no_part_of_a_plan(edited):
    edits = (UPLIFT, "Constant", "", 0.02), (PAY, "2027/28", "pay +1%", 0.05)
    result = edited("--as plan -o new.yaml", *edits)
    assert result.exit_code == Exit.DONE
    assert "not written: 1 edit of scenarios; leave out --as plan to write them" in result.stderr
    changed = read_plan("new.yaml").plan.assumptions["uplift"].central
    assert changed.then == 0.02
    old, new = (Path(name).read_text(encoding="utf-8").splitlines() for name in ("plan.yaml", "new.yaml"))
    assert len([line for line in old if line not in new]) == 1
    result = edited("--as plan -o other.yaml", edits[1])
    assert result.exit_code == Exit.WRONG_COMMAND


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--as letter", "--as letter is not a kind of file"),
        ("--as plan --name later", "--name and --label are those of a scenario"),
        ("--mapping mapping.yaml", "--plan is for a workbook of `mtfp workbook`"),
    ],
)
def test_options_that_do_not_fit_are_refused(words, said, edited):
    result = edited(words, (UPLIFT, "Constant", "", 0.02))
    assert result.exit_code == Exit.WRONG_COMMAND
    assert said in result.stderr


def test_a_workbook_without_its_plan_is_named(edited):
    edited("")
    result = CliRunner().invoke(app, ["import", "edited.xlsx"])
    assert result.exit_code == Exit.REFUSED
    assert "name the plan from which it was written, with --plan" in result.stderr
    result = CliRunner().invoke(app, ["import", "edited.xlsx", "--as", "plan"])
    assert result.exit_code == Exit.WRONG_COMMAND


def test_a_number_in_a_csv_file_is_named_with_its_place(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = PLAN.read_text(encoding="utf-8")
    before, rest = text.split("funding:\n", 1)
    Path("funding.csv").write_text(
        "name,label,partner,type,base,uplift\n"
        "council_payment,Council payment,council,payment,54000,uplift\nnhs_payment,NHS,nhs,payment,16000,uplift\n",
        encoding="utf-8",
    )
    after = rest[rest.index("\n", rest.index("day_centre_grant")) + 1 :]
    Path("plan.yaml").write_text(f"{before}funding: funding.csv\n{after}", encoding="utf-8")
    Planner("plan.yaml").write_workbook("edited.xlsx")
    book = load_workbook("edited.xlsx")
    cell(book, "funding.nhs_payment.base").value = 16_500
    book.save("edited.xlsx")
    result = CliRunner().invoke(app, ["import", "edited.xlsx", "--plan", "plan.yaml", "--as", "plan", "-o", "new.yaml"])
    assert result.exit_code == Exit.REFUSED
    assert "NHS, base: £16,000k → £16,500k" in result.stderr
    assert "change it by hand in funding.csv:3:" in result.stderr
    assert not Path("new.yaml").exists()
