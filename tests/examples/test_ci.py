"""The workflow that partnerships copy: its commands are taken out of it and run on plans as GitHub checks them out."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mtfp.text.yaml import read_yaml
from tests.batch.forged import forge_store

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "examples" / "ci" / "mtfp.yml"
SAID: Any = read_yaml(WORKFLOW).value
STEPS = SAID["jobs"]["plans"]["steps"]
COMMANDS = [step["run"] for step in STEPS if "run" in step and "pip install" not in step["run"]]
pytestmark = pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="needs bash and git")
OURS = re.compile(r"::(stop-commands::[0-9a-f]{32}$|[0-9a-f]{32}::$|(error|warning|notice) file=plans/)")
"""Orders to the runner that mtfp gives."""
CHECK = "checks:\n  - {name: gap small, of: gap, at_most: -100_000}\n"


class Job(NamedTuple):
    """What the steps that run mtfp ended with, and where they wrote."""

    steps: list["subprocess.CompletedProcess[str]"]
    temp: Path

    @property
    def codes(self) -> list[int]:
        return [step.returncode for step in self.steps]


class Repository:
    """A repository of plans with a branch, and a change that somebody proposes."""

    def __init__(self, folder: Path) -> None:
        self.top, self._temp = folder / "checkout", folder / "temp"
        self._temp.mkdir()
        shutil.copytree(ROOT / "examples" / "shetland", self.top / "plans" / "shetland")
        (self.top / "policy.yaml").write_text("mtfp: 1\npolicy: ours\n" + CHECK, encoding="utf-8")
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *words: str) -> None:
        said = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *said, *words], cwd=self.top, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all", "--force")
        self.git("commit", "-q", "-m", "Plans")

    def change(self, old: str, new: str, file: str = "plans/shetland/plan.yaml") -> None:
        text = (self.top / file).read_text(encoding="utf-8")
        assert old in text
        (self.top / file).write_text(text.replace(old, new), encoding="utf-8")

    def propose(self, commands: list[str] | None = None) -> Job:
        """Merge the change as GitHub does, and run each command of the workflow in the checkout until one fails."""
        self.git("switch", "-q", "-c", "change")
        self.commit()
        self.git("switch", "-q", "main")
        self.git("merge", "-q", "--no-ff", "change")
        steps = []
        for command in commands or COMMANDS:
            steps.append(self.run(command.replace("--draws 2000", "--draws 100")))
            if steps[-1].returncode:
                break
        return Job(steps, self._temp)

    def run(self, command: str) -> "subprocess.CompletedProcess[str]":
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        of_job = {"CI": "true", "RUNNER_TEMP": f"{self._temp}", "GITHUB_STEP_SUMMARY": f"{self._temp / 'step.md'}"}
        there = {**os.environ, "PATH": path, **SAID["env"], **of_job}
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        return subprocess.run(bash, cwd=self.top, env=there, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path) -> Repository:
    return Repository(tmp_path)


def test_the_workflow_is_one():
    assert SAID["on"] == "pull_request"
    assert [set(step) & {"uses", "run"} for step in STEPS].count(set()) == 0
    used = [step["uses"].split(" ")[0] for step in STEPS if "uses" in step]
    assert all(re.fullmatch(r"[a-z/-]+@[0-9a-f]{40}", action) for action in used), used
    assert [command.split()[0] for command in COMMANDS] == ["git", "mtfp", "mtfp"]


def test_a_change_is_told_with_what_it_moves(repository):
    repository.change("opening: 1_560", "opening: 1_580")
    job = repository.propose()
    assert job.codes[:2] == [0, 0], job.steps[-1].stderr
    assert job.codes[2] in (0, 1), job.steps[-1].stderr
    summary = (job.temp / "summary.md").read_text(encoding="utf-8")
    assert "reserves.contingency.opening 1_560 → 1_580 (plans/shetland/plan.yaml:" in summary
    assert "plans/shetland/plan.yaml" in (job.temp / "step.md").read_text(encoding="utf-8")
    assert (job.temp / "now" / "moved.csv").stat().st_size > 1000
    assert "Shetland" in (job.temp / "junit.xml").read_text(encoding="utf-8")


def test_a_change_that_breaks_a_plan_fails_the_job_beside_its_line(repository):
    repository.change("opening: 1_560", "openning: 1_560")
    job = repository.propose()
    assert job.codes == [0, 0, 3]
    assert re.search(r"::error file=plans/shetland/plan.yaml,line=\d+,", job.steps[2].stderr)
    assert "| error | " in (job.temp / "step.md").read_text(encoding="utf-8")


def test_plans_that_could_not_be_run_before_fail_the_job(repository):
    repository.git("rm", "-q", "-r", "plans")
    repository.commit()
    repository.top.joinpath("plans").mkdir()
    shutil.copytree(ROOT / "examples" / "shetland", repository.top / "plans" / "shetland")
    assert [bool(code) for code in repository.propose().codes] == [False, True], "the job must end before the change"


def test_a_policy_weakened_in_the_same_change_decides_nothing(repository):
    repository.change("at_most: -100_000", "at_most: 5_000_000", "policy.yaml")
    job = repository.propose()
    assert job.codes == [0, 0, 1]
    assert "gap small" in job.steps[2].stderr


def test_results_in_the_change_decide_nothing(repository):
    """A store with other figures and checks that hold, and a baseline in which nothing moved."""
    honest = repository.run("mtfp batch plans --policy policy.yaml --draws 100 -o results -q")
    assert honest.returncode == 1
    forge_store(repository.top / "results" / "store")
    shutil.copytree(repository.top / "results", repository.top / "before")
    shutil.copytree(repository.top / "results", repository.top / "now")
    assert repository.propose().codes == [0, 0, 1]
    again = "mtfp batch plans --policy policy.yaml --draws 100 -o results -q"
    refused = repository.run(again)
    assert (refused.returncode, "E520" in refused.stderr) == (3, True)
    assert "E520" in repository.run(f"{again.replace('results', 'else')} --baseline before").stderr
    assert repository.run(f"{again} --trust-results").returncode == 0, "the store would have decided the checks"
    assert repository.run(f"{again} --fresh").returncode == 1


def test_a_plan_that_names_a_file_outside_is_refused(repository):
    (repository.top.parent / "national.yaml").write_text("mtfp: 1\n", encoding="utf-8")
    repository.change("years: 5", "years: 5\nnational: ../../../national.yaml")
    assert repository.propose().codes == [0, 0, 3]


def test_a_label_can_not_give_orders(repository):
    """Nor end an annotation, nor begin another: every line that the runner would obey is one of mtfp's."""
    repository.change("title: ", 'title: "::error file=README.md,line=1::spoofed" # ')
    repository.change("name: Shetland", 'name: "##[error]spoofed" # Shetland')
    repository.change("checks:", '"a%0A::error::b": 1\n"\u00a0::error::c\\n::error::d": 2\nchecks:')
    said = repository.propose().steps[2]
    assert said.returncode == 3
    for line in (said.stdout + said.stderr).splitlines():
        assert "##[" not in line
        if line.lstrip().startswith("::"):
            assert OURS.match(line), line


ACTION: Any = read_yaml(ROOT / "action.yml").value


def test_the_action_checks_plans_and_passes_nothing_on_to_a_shell(repository):
    """Inputs reach the command as values of variables, so that no input is ever read as a command."""
    step = ACTION["runs"]["steps"][1]
    shutil.copytree(repository.top / "plans" / "shetland", repository.top / "plans" / "second")
    repository.change("name: ", "name: Second ", "plans/second/plan.yaml")
    given = {"plans": "plans/shetland\nplans/second\n", "policy": "policy.yaml", "scenario": "high-pay", "draws": "100"}
    inputs = {name: given.get(name, of.get("default", "")) for name, of in ACTION["inputs"].items()}
    inputs["results"] = f"{repository.top.parent / 'results'}"
    env = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda f: inputs[f[1]], text) for name, text in step["env"].items()
    }
    assert "${{" not in step["run"]
    said = " ".join(f"{name}={shlex.quote(text)}" for name, text in env.items())
    ended = repository.run(f"export {said}\n{step['run']}")
    assert ended.returncode == 1, ended.stderr  # the policy of this repository fails for Shetland
    assert "::error" in ended.stderr
    assert "2 of 2 plans" in Path(f"{inputs['results']}-summary.md").read_text(encoding="utf-8")
    harmless = {**env, "SCENARIO": "high-pay; touch hurt"}
    said = " ".join(f"{name}={shlex.quote(text)}" for name, text in harmless.items())
    assert repository.run(f"export {said}\n{step['run']}").returncode == 3
    assert not (repository.top / "hurt").exists()
