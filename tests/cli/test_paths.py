"""Names of files as they come: empty, with a plus sign, not in UTF-8, and names of pipes and devices."""

import json
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mtfp.cli.app import app
from tests.simulation.sampled import SMALL


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def mtfp(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("project", ""),
        ("batch", "plan.yaml", ""),
        ("batch", "plan.yaml", "-o", ""),
        ("batch", "plan.yaml", "--store", ""),
        ("batch", "plan.yaml", "--baseline="),
        ("project", "plan.yaml", "-o", ""),
    ],
)
def test_an_empty_name_is_refused(words, folder):
    """A script's variable that is not set must not mean the current folder."""
    refused = mtfp(*words)
    assert (refused.exit_code, "the name is empty" in refused.stderr) == (2, True)
    assert [file.name for file in folder.iterdir()] == ["plan.yaml"]


def test_a_path_may_contain_a_plus(folder):
    (folder / "a+b").mkdir()
    levers = "levers:\n  - shift: {assumption: uplift, by: -1%, from: 2026/27}\n"
    (folder / "a+b" / "low+slow.yaml").write_text(f"mtfp: 1\nscenario: low\n{levers}", encoding="utf-8")
    for names in ("a+b/low+slow.yaml", "a+b/low+slow.yaml+high-pay", "high-pay+a+b/low+slow.yaml"):
        for command in ("project", "batch"):
            draws = ("--draws", "100") if command == "batch" else ()
            done = mtfp(command, "plan.yaml", "-s", names, *draws)
            assert done.exit_code in (0, 1), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_that_is_not_utf_8_stops_no_other_plan(folder):
    os.mkdir("plans")
    for name, plan in ((b"plans/caf\xe9.yaml", "One"), (b"plans/sound.yaml", "Two"), (b"plans/t\xe9.yaml", "")):
        Path(os.fsdecode(name)).write_text(SMALL.replace("name: Sampled", f"name: {plan}"), encoding="utf-8")
    done = mtfp("batch", "plans", "--draws", "100", "-o", "out", "--junit", "j.xml", "--summary", "s.md", "--github")
    assert done.exit_code == 3, "the third plan has no name"
    named = {
        plan["path"]: plan["plan"] for plan in json.loads(Path("out/manifest.json").read_bytes())["manifest"]["plans"]
    }
    assert named == {"plans/caf\\xe9.yaml": "One", "plans/sound.yaml": "Two", "plans/t\\xe9.yaml": ""}
    assert "t\\xe9.yaml" in Path("j.xml").read_text(encoding="utf-8")
    assert mtfp("check", os.fsdecode(b"plans/caf\xe9.yaml"), "--format", "json").exit_code in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_pipes_and_devices_are_refused_at_once(folder):
    os.mkfifo("pipe.yaml")
    for words in (("check", "pipe.yaml"), ("batch", "pipe.yaml", "--draws", "100"), ("check", "/dev/zero")):
        refused = mtfp(*words)
        assert (refused.exit_code, "is a pipe or a device" in refused.stderr) == (4, True)
