"""`mtfp check -s` says what changed in a scenario's own file since the version in git, or next to a named plan."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp import Planner
from mtfp.cli.app import app
from mtfp.reading.scenario import read_scenarios
from tests.reading.test_versions import commit, edit, git

DRAFT = Path(__file__).parents[2] / "examples" / "three-versions" / "draft.yaml"
WINTER = """\
mtfp: 1
scenario: winter
label: Hard winter
levers:
  - shift: {assumption: pay, by: 1.5%, from: 2027/28}
  - service_level: {lines: care_at_home, level: 105%, from: year 1}
"""
HEADING = "Changed in the scenario “Hard winter” since the version of 28 November 2026 ("
SLIP = (
    "Lever 1, shift (Pay awards), by: 1.5% → 0.15% (winter.yaml:5), a tenth of what it was (was the point moved?):"
    " lowers the gap by up to £1.26 million (in 2028/29)."
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A repository with a committed plan and scenario, in whose file a point was then moved."""
    top = tmp_path_factory.mktemp("repository")
    shutil.copy(DRAFT, top / "plan.yaml")
    (top / "winter.yaml").write_text(WINTER, encoding="utf-8")
    git(top, "init", "-q")
    commit(top, "2026-11-28")
    edit(top / "winter.yaml", "1.5%", "0.15%")
    return top


@pytest.fixture(autouse=True)
def folder(made, tmp_path, monkeypatch):
    copy = shutil.copytree(made, tmp_path / "copy")
    monkeypatch.chdir(copy)
    return copy


def check(*words, code=0):
    result = CliRunner().invoke(app, ["check", "plan.yaml", "-s", *words])
    assert result.exit_code == code, result.output
    return " ".join(result.stdout.split())


def test_the_last_commit_is_the_version(folder):
    shown = check("winter.yaml", "--strict")
    assert HEADING in shown
    assert SLIP in shown
    assert shown.index(SLIP) < shown.index("Read by: ____")
    commit(folder, "2026-11-30")
    assert "Changed in" not in check("winter.yaml")
    assert SLIP in check("winter.yaml", "--since", "HEAD~1")
    assert "Changed in" not in check("winter.yaml", "--since", "HEAD")


def test_a_comment_is_no_change(folder):
    (folder / "winter.yaml").write_text(f"# Agreed in August\n{WINTER}", encoding="utf-8")
    assert "since the version" not in check("winter.yaml")


def test_none_leaves_the_comparison_out():
    assert "since" not in check("winter.yaml", "--since", "none")


def test_the_plan_as_it_is_now_carries_the_levers(folder):
    edit(folder / "plan.yaml", "budget: 24_000", "budget: 48_000")
    shown = check("winter.yaml")
    assert shown.index("Care at home, budget: £24 million → £48 million") < shown.index(HEADING)
    assert "(was the point moved?): lowers the gap by up to £1.84 million" in shown


def test_a_share_of_the_scenario_is_compared_with_the_same_share():
    assert "by: 1.5% → 0.15% (winter.yaml:5)" in check("winter.yaml@50%")
    assert "lowers the gap by up to £619,000" in check("winter.yaml@50%")


def test_each_of_several_scenarios_is_compared_with_the_others_as_they_are(folder):
    (folder / "cold.yaml").write_text(WINTER.replace("pay", "prices").replace("winter", "cold"), encoding="utf-8")
    shown = check("winter.yaml + cold.yaml + uplift +1%")
    assert SLIP.replace("1.26", "1.29") in shown
    assert "The scenario “Hard cold” (cold.yaml:1) is new since the version of 28 November 2026 (" in shown


@pytest.mark.parametrize("scenario", ["step-down", "pay +1%"])
def test_a_shipped_scenario_and_words_have_no_earlier_version(scenario):
    assert "since the version" not in check(scenario)
    assert [each.file for each in read_scenarios(scenario)] == [None]


def test_a_plan_in_another_folder_is_compared_by_the_scenario_next_to_it(folder, tmp_path):
    last = tmp_path / "last"
    (last / "cases").mkdir(parents=True)
    shutil.copy(DRAFT, last / "plan.yaml")
    assert "Changed in" not in check("winter.yaml", "--since", "../last")
    (last / "winter.yaml").write_text(WINTER, encoding="utf-8")
    assert "Changed in the scenario “Hard winter” since ../last/winter.yaml: is each meant?" in check(
        "winter.yaml", "--since", "../last"
    )
    (folder / "cases").mkdir()
    shutil.move("winter.yaml", folder / "cases" / "winter.yaml")
    (last / "cases" / "winter.yaml").write_text(WINTER.replace("1.5%", "0.2%"), encoding="utf-8")
    assert "by: 0.2% → 0.15%" in check("cases/winter.yaml", "--since", "../last/plan.yaml")


def test_a_version_with_errors_is_a_line(folder):
    (folder / "winter.yaml").write_text("levers: [", encoding="utf-8")
    commit(folder, "2026-11-29")
    (folder / "winter.yaml").write_text(WINTER, encoding="utf-8")
    shown = check("winter.yaml")
    assert "Changes in the scenario “Hard winter” since the version of 29 November 2026 (" in shown
    assert "aren't listed: HEAD:winter.yaml:1:" in shown


def test_levers_that_do_not_fit_the_plan_are_listed_without_what_they_move(folder):
    edit(folder / "plan.yaml", "\n  care_at_home:", "\n  home_care:")
    edit(folder / "plan.yaml", "line: care_at_home", "line: home_care")
    edit(folder / "winter.yaml", "care_at_home", "home_care")
    shown = check("winter.yaml")
    assert "It isn't known what each moves: the old levers don't fit the plan as it is:" in shown
    assert "by: 1.5% → 0.15% (winter.yaml:5), a tenth of what it was (was the point moved?)." in shown


def test_levers_that_need_one_another_are_listed_with_what_all_move(folder):
    for name, planned in (("less", 400), ("fewer", 500)):
        added = f"  - saving: {{name: {name}, add: {{line: care_homes, planned: {{2026/27: {planned}}}}}}}\n"
        delayed = f"  - saving: {{name: {name}, delay: 1}}\n"
        (folder / "winter.yaml").write_text(WINTER + added + delayed, encoding="utf-8")
        if name == "less":
            commit(folder, "2026-11-29")
    shown = check("winter.yaml")
    assert "moves: old and new levers don't mix: the plan has no saving `" in shown
    assert "Together they lower the gap by £100,000 in every year from 2027/28 on." in shown


def test_a_dropped_lever_has_the_line_of_the_earlier_version(folder):
    edit(folder / "winter.yaml", "  - shift: {assumption: pay, by: 0.15%, from: 2027/28}\n", "")
    assert "by: 1.5% (was winter.yaml:5): lowers the gap" in check("winter.yaml")


def test_programs_read_the_changes_by_scenario():
    result = CliRunner().invoke(app, ["check", "plan.yaml", "-s", "winter.yaml", "--format", "json"])
    records = [each for each in json.loads(result.stdout)["result"] if each["table"] == "changed"]
    assert [(each["scenario"], each["row"], each["year"]) for each in records] == [
        ("winter", "levers.1", year) for year in ("2026/27", "2027/28", "2028/29")
    ]
    assert records[0]["values"]["central"] == 0


def test_from_python():
    (changed,) = Planner("plan.yaml").check("winter.yaml").changed_scenarios
    assert [entry.id for entry in changed.entries] == ["levers.1"]
    short = "<ScenarioChangesSince: Hard winter, 1 change since the version of 28 November 2026"
    assert repr(changed).startswith(short)
    assert Planner("plan.yaml").check("winter.yaml", since="none").changed_scenarios == ()
    assert Planner("plan.yaml").check().changed_scenarios == ()
