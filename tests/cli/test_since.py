"""`mtfp check` says what changed since the version in git, or since one that is named."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp import Planner
from mtfp.cli.app import app
from tests.reading.test_versions import commit, edit, git

EXAMPLES = Path(__file__).parents[2] / "examples" / "three-versions"
DRAFT = str(EXAMPLES / "draft.yaml")
SLIP = (
    "Care at home, budget: £24 million → £42 million (plan.yaml:18), the same digits in another order: raises the gap"
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A repository with a committed plan, in whose file two digits were then swapped."""
    shutil.copy(DRAFT, tmp_path / "plan.yaml")
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2026-11-28")
    edit(tmp_path / "plan.yaml", "24_000", "42_000")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*words, code=0):
    result = CliRunner().invoke(app, ["check", "plan.yaml", *words])
    assert result.exit_code == code, result.output
    return in_one_line(result.stdout)


def in_one_line(text):
    return " ".join(text.split())


def test_the_last_commit_is_the_version_and_the_signature_comes_last(folder):
    shown = check()
    assert "Changed since the version of 28 November 2026 (" in shown
    assert SLIP in shown
    assert shown.index("Changed since") < shown.index("Read by: ____")
    commit(folder, "2026-11-30")
    assert "since" not in check().partition("Funding gap before closing steps")[2]


def test_a_change_is_no_finding(folder):
    shutil.copy(DRAFT, folder / "plan.yaml")
    edit(folder / "plan.yaml", "opening: 1_500", "opening: 1_600")
    assert "Changed since" in check("--strict")


def test_none_leaves_the_comparison_out():
    assert "Changed since" not in check("--since", "none")


def test_a_named_file():
    shown = check("--since", DRAFT)
    assert f"Changed since {DRAFT}: is each meant?" in shown
    assert SLIP in shown


def test_an_earlier_commit(folder):
    commit(folder, "2026-11-30")
    assert SLIP in check("--since", "HEAD~1")
    assert "No input changed since the version of 30 November 2026 (" in check("--since", "HEAD")


def test_the_place_of_a_dropped_item_is_that_of_the_earlier_version(folder):
    edit(folder / "plan.yaml", "\n  rotas: {label", "\n  posts: {label")
    edit(folder / "plan.yaml", "2026/27: 300", "2026/27: 310")
    shown = check()
    assert "Better rotas (dropped)" in shown
    assert "(was plan.yaml:36)" in shown


def test_a_named_version_that_is_not_there_is_an_error():
    result = CliRunner().invoke(app, ["check", "plan.yaml", "--since", "HEAD~9"])
    assert result.exit_code == 3
    assert "HEAD~9: error[E685]: git has no revision `HEAD~9`" in result.stderr


def test_named_plans_in_other_units_are_an_error_and_others_a_line(folder):
    edit(folder / "plan.yaml", "unit: £k", "unit: £")
    result = CliRunner().invoke(app, ["check", "plan.yaml", "--since", "HEAD"])
    assert (result.exit_code, "E686" in result.stderr) == (3, True)
    result = CliRunner().invoke(app, ["check", "plan.yaml"])
    assert "aren't listed: the old plan is in £k, the new one in £." in in_one_line(result.stdout)


def test_programs_read_the_changes():
    records = json.loads(CliRunner().invoke(app, ["check", "plan.yaml", "--format", "json"]).stdout)["result"]
    changed = [each for each in records if each["table"] == "changed"]
    assert [(each["row"], each["year"]) for each in changed] == [
        ("lines.care_at_home", year) for year in ("2026/27", "2027/28", "2028/29")
    ]
    assert changed[0]["values"]["central"] == pytest.approx(18_000 * 1.028)  # 80% at 3%, 20% at 2%


def test_each_of_several_plans_has_its_own_changes(folder):
    shutil.copy(DRAFT, folder / "other.yaml")
    result = CliRunner().invoke(app, ["check", "plan.yaml", "other.yaml"])
    assert result.stdout.count("Changed since") == 1


def test_from_python():
    changed = Planner("plan.yaml").check().changed
    assert [entry.id for entry in changed.entries] == ["lines.care_at_home"]
    assert changed.entries[0].gap.tolist()[0] == pytest.approx(18_000 * 1.028)
    assert Planner("plan.yaml").check(since="none").changed is None
    assert repr(changed).startswith("<ChangesSince: 1 changed item since the version of 28 November 2026 (")
