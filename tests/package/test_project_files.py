"""What the project's own files promise: pins for everything, and a change log that leads with figures."""

import re
import tomllib
from pathlib import Path

import yaml

import mtfp

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]


def name(requirement: str) -> str:
    """A requirement's name as registries compare it."""
    return re.sub("[-_.]+", "-", re.match("[A-Za-z0-9._-]+", requirement)[0]).lower()


def test_pins_are_versions_and_nothing_else():
    assert [pin for pin in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []


def test_pins_stand_in_the_order_of_their_names():
    names = [name(pin) for pin in PINS]
    assert names == sorted(set(names))


def test_everything_asked_for_is_pinned():
    asked = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
    assert {name(requirement) for requirement in asked} - {name(pin) for pin in PINS} == {PROJECT["name"]}


def test_each_release_tells_first_which_figures_move():
    releases = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1:]
    assert releases
    for release in releases:
        assert re.search(r"^### (.*)", release, flags=re.MULTILINE)[1] == "Figures", release


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    (first, day) = re.search(r"^## ([0-9.]+) - ([0-9-]+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).groups()
    assert (citation["version"], citation["date-released"]) == (first, day) == (mtfp.__version__, day)


def test_issue_forms_ask_for_what_they_need():
    forms = [yaml.safe_load(file.read_text()) for file in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))]
    asked = {form["name"]: [part for part in form["body"] if "id" in part] for form in forms if "body" in form}
    assert len(asked) == 3
    for parts in asked.values():
        assert len({part["id"] for part in parts}) == len(parts)
        assert all(part["attributes"]["label"] for part in parts)
        assert any(part.get("validations", {}).get("required") for part in parts)
    wanted = {"plan", "command", "found", "expected", "source", "version"}
    assert {part["id"] for part in asked["A figure looks wrong"]} == wanted


def test_the_workflow_runs_what_the_readme_tells_people_to_run():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text())
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"[a-z/-]+@[0-9a-f]{40}", action) for action in used)


def test_hooks_of_our_own_are_the_checks_of_make():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    made = (ROOT / "Makefile").read_text()
    for hook in hooks:
        program = Path(hook["entry"].split()[0]).name
        assert f"$(BIN)/{program}" in made, hook["id"]


def test_text_files_are_as_the_editor_file_says():
    """Lines end as `.editorconfig` says; Markdown and code have no spaces at the ends of lines."""
    wrong = []
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "mtfp").rglob("*.py")]:
        text = file.read_bytes()
        if b"\r" in text or not text.endswith(b"\n") or re.search(rb"[ \t]\n", text):
            wrong.append(str(file.relative_to(ROOT)))
    assert wrong == []
