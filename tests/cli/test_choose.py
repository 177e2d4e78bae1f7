"""`mtfp options` as a user types it: the answer first, a scenario to go on with, a first file, and mistakes."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.cli.exits import Exit
from mtfp.library.planner import Planner

ROOT = Path(__file__).parents[2]
SHETLAND = str(ROOT / "examples" / "shetland")
OPTIONS = """
mtfp: 1
scale: {name: harm, by: Planning group}
options:
  teams: {saving: {line: general_practice, planned: {2027/28: 900}}, impact: 2, people: {who: patients, number: 40}}
  nights: {saving: {line: learning_disability, planned: {2027/28: 900}}, impact: 4}
  managers: {saving: {line: nhs_support, planned: {2027/28: 300}}, impact: 3, impact_assessment: {status: draft}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("options.yaml").write_text(OPTIONS, encoding="utf-8")


def typed(*words, code=Exit.DONE):
    found = CliRunner().invoke(app, ["options", SHETLAND, "options.yaml", "--draws", "60", *words])
    assert found.exit_code == code, found.output
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_first_sentence_answers_and_the_next_say_what_it_means():
    said = one_line(typed("--balance", "gap <= 2_500 in 2028/29", "--at", "70%").stdout)
    assert said.startswith("1 of the 3 options is enough for the gap to be at most £2.5 million in 2028/29 in ")
    assert re.search(r"draws \(± [\d.]+\): Teams. The highest impact is 2 of 10 \(1 option\); no package that is", said)
    assert "In the plan's own case, the gap with this option is £1.08 million in 2026/27" in said
    assert "The largest group affected is 40 patients." in said
    assert "The impact assessment is missing for Teams." in said


def test_no_package_says_how_near_the_surest_is_and_what_would_help():
    found = typed("--balance", "gap <= 0 in 2028/29", "--at", "99%", "--without", "teams", "--scenario-out", "p.yaml",
                  code=Exit.CHECK_FAILED)  # fmt: skip
    said = one_line(found.stdout)
    assert said.startswith("No package of these options is enough for the gap to be at most £0 in 2028/29 at 99%.")
    assert "The surest package has 2 of the 3 options and meets it in " in said
    assert " more would be needed in 2028/29 alone." in said
    assert "no package meets the target" in found.stderr
    assert not Path("p.yaml").exists()


def test_the_scenario_of_the_first_package_gives_the_figures_of_the_answer():
    found = typed("--must", "nights", "--balance", "gap <= 2m", "--at", "40%", "--scenario-out", "p.yaml")
    assert "wrote p.yaml and p.schema.json; next: mtfp project" in found.stderr
    assert "# Changes in Shetland Islands Integration Joint Board:" in Path("p.yaml").read_text(encoding="utf-8")
    planner = Planner(SHETLAND)
    chosen = planner.options("options.yaml", "gap <= 2m", at=0.4, must="nights", draws=60)
    assert "nights" in chosen.packages[0].package
    assert (planner.project("p.yaml")["gap"] == planner.project(chosen.scenario())["gap"]).all()
    assert "with --force" in typed("--scenario-out", "p.yaml", code=Exit.NOT_READ_OR_WRITTEN).stderr


def test_many_options_are_listed_with_their_names_and_what_a_package_leaves_out():
    found = CliRunner().invoke(app, ["options", SHETLAND, f"{SHETLAND}/options.yaml", "--draws", "60", "--at", "60%"])
    said = one_line(found.stdout)
    assert "The package leaves out " in said
    assert "Reablement before any care at home (reablement_for_all): impact 1; 140 older people at home" in said
    assert re.search(r"the gap with these options is £\S+ million \(£\S+ more than without them\) in 2026/27", said)
    assert re.search(r"There is a gap in (over 99 of 100|all) draws in 2026/27, ", said)


@pytest.mark.parametrize(
    ("words", "asked"), [(["--must", "teams"], "for Teams"), (["--without", "nights"], "to leave out Nights")]
)
def test_a_request_that_changes_nothing_is_named(words, asked):
    target = ["--balance", "gap <= 2_500 in 2028/29", "--at", "70%"]
    unchanged = f"The request {asked} changes nothing"
    assert unchanged in one_line(typed(*target, *words).stdout)
    assert "changes nothing" not in one_line(typed(*target, "--must", "nights").stdout)


def test_a_year_outside_the_plan_is_reported_in_the_options_file():
    Path("options.yaml").write_text(OPTIONS.replace("{2027/28: 300}", "{2040/41: 300}"), encoding="utf-8")
    assert re.match(r"options\.yaml:7:\d+: error\[E306\]: 2040/41 is not a projected", typed(code=Exit.REFUSED).stderr)


def test_an_earliest_year_after_the_plan_is_reported_in_the_options_file():
    Path("options.yaml").write_text(OPTIONS.replace("impact: 3,", "impact: 3, earliest: 2040/41,"), encoding="utf-8")
    found = typed(code=Exit.REFUSED).stderr
    assert re.match(r"options\.yaml:7:\d+: error\[E705\]: `managers` changes the gap of 2027/28, before its", found)


def test_a_first_file_can_be_used_at_once():
    Path("options.yaml").unlink()
    assert "wrote options.yaml and options.schema.json" in typed("--new").stderr
    first = Path("options.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=options.schema.json"
    assert one_line(typed().stdout).startswith("No package of these options is enough")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--must", "team"], "no option is called `team`: did you mean `teams`?"),
        (["--must", "teams,nights", "--without", "nights"], "`nights` is needed, but left out"),
        (["--balance", "gap is fine"], "is not a target"),
        (["--balance", "gpa <= 0 in 2028/29"], "did you mean `gap`?"),
        (["--at", "80"], "--at: '80' is not a percentage"),
    ],
)
def test_mistakes_on_the_command_line_are_named_with_their_repair(words, message):
    assert message in typed(*words, code=Exit.WRONG_COMMAND).stderr


def test_a_plan_in_place_of_options_is_refused():
    found = CliRunner().invoke(app, ["options", SHETLAND, f"{SHETLAND}/plan.yaml"])
    assert found.exit_code == Exit.REFUSED
    assert "this is not a file of options" in found.stderr


def test_options_come_on_top_of_scenarios():
    alone, under = (typed("--format", "json", *words).stdout for words in ([], ["-s", "high-pay"]))
    assert '"high-pay"' in under
    assert '"high-pay"' not in alone


def test_options_in_place_of_a_plan_are_refused():
    found = CliRunner().invoke(app, ["check", f"{SHETLAND}/options.yaml"])
    assert found.exit_code == Exit.REFUSED
    assert "this is a file of options, not a plan" in found.stderr
