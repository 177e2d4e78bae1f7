"""The workflow that partnerships copy: its commands are taken out of it and run on plans as it lays them out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mtfp.text.yaml import read_yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "examples" / "ci" / "mtfp.yml"
SAID: Any = read_yaml(WORKFLOW).value
STEPS = SAID["jobs"]["plans"]["steps"]
COMMANDS = [step["run"] for step in STEPS if step.get("run", "").startswith("mtfp ")]
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="steps are run by bash")


def test_the_workflow_is_one():
    assert SAID["on"] == "pull_request"
    assert [set(step) & {"uses", "run"} for step in STEPS].count(set()) == 0
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert all(action.partition("@")[2].removeprefix("v").isdigit() for action in used)
    assert len(COMMANDS) == 2


def run(folder: Path) -> list[subprocess.CompletedProcess[str]]:
    """Each command as GitHub runs it, in a repository's top folder, with few draws."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    there = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(folder / "step.md")}
    few = [command.replace("--draws 2000", "--draws 100") for command in COMMANDS]
    assert few != COMMANDS
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
    return [
        subprocess.run([*bash, command], cwd=folder, env=there, capture_output=True, text=True, check=False)
        for command in few
    ]


def change(folder: Path, old: str, new: str) -> None:
    plan = folder / "plans" / "shetland" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def repository(tmp_path) -> Path:
    for place in ("plans", ".before/plans"):
        shutil.copytree(ROOT / "examples" / "shetland", tmp_path / place / "shetland")
    return tmp_path


@needs_bash
def test_a_change_is_told_with_what_it_moves(repository):
    change(repository, "opening: 1_560", "opening: 1_580")
    before, now = run(repository)
    assert before.returncode == 0, before.stderr
    assert now.returncode in (0, 1), now.stderr
    summary = (repository / "summary.md").read_text(encoding="utf-8")
    assert "reserves.contingency.opening 1_560 → 1_580 (plans/shetland/plan.yaml:" in summary
    assert "plans/shetland/plan.yaml" in (repository / "step.md").read_text(encoding="utf-8")
    assert (repository / "results" / "moved.csv").stat().st_size > 1000
    assert "Shetland" in (repository / "junit.xml").read_text(encoding="utf-8")


@needs_bash
def test_a_change_that_breaks_a_plan_fails_the_job_beside_its_line(repository):
    change(repository, "opening: 1_560", "openning: 1_560")
    before, now = run(repository)
    assert (before.returncode, now.returncode) == (0, 3)
    lines = (repository / "plans" / "shetland" / "plan.yaml").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if "openning: 1_560" in text)
    assert f"::error file=plans/shetland/plan.yaml,line={line}," in now.stderr
    assert "| error | " in (repository / "step.md").read_text(encoding="utf-8")
