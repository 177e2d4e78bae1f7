"""A command reads each file once, so that all of its results come from one state of the files."""

import os
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from tests.batch.folders import named
from tests.simulation.sampled import SMALL

LINES = "name,partner,setting,budget,components.pay\nhome,council,community,1000,100%\nward,nhs,hospital,500,100%\n"
SCENARIO = "mtfp: 1\nscenario: {}\nlevers:\n  - shift: {{assumption: {}, by: 1%}}\n"
NATIONAL = "mtfp: 1\nnational: ours\nsource: illustrative\ncorrelations: [[cpi, pay_nhs, 0.5]]\n"
POLICY = "mtfp: 1\npolicy: ours\nchecks:\n  - {name: gap, of: gap, at_most: 1000}\n"
opened: Counter[str] = Counter()
"""How often each file of the test's folder was opened for reading."""
_watched: list[str] = []


def _count(event: str, words: tuple[object, ...]) -> None:
    if event == "open" and _watched and isinstance(words[0], str | bytes | os.PathLike) and words[1] in ("r", "rb"):
        path = os.path.realpath(os.fsdecode(words[0]))
        if path.startswith(_watched[0] + os.sep):
            opened[os.path.relpath(path, _watched[0])] += 1


sys.addaudithook(_count)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Iterator[None]:
    """Three plans that share their lines and a national file, two scenarios and a policy."""
    inside = SMALL[SMALL.index("lines:") : SMALL.index("funding:")]
    for number in range(3):
        text = named(f"Plan {number}").replace(
            inside.replace("1000", "1006"), "lines: lines.csv\nnational: national.yaml\n"
        )
        assert "lines.csv" in text
        (tmp_path / f"plan-{number}.yaml").write_text(text, encoding="utf-8")
    files = {
        "lines.csv": LINES,
        "national.yaml": NATIONAL,
        "policy.yaml": POLICY,
        "dear.yaml": SCENARIO.format("dear", "pay"),
        "poor.yaml": SCENARIO.format("poor", "uplift"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    opened.clear()
    _watched[:] = [os.path.realpath(tmp_path)]
    yield
    _watched.clear()


@pytest.mark.parametrize(
    "command",
    [
        "check plan-0.yaml -s dear.yaml",
        "check plan-0.yaml plan-1.yaml plan-2.yaml -s dear.yaml -s poor.yaml",
        "check plan-0.yaml plan-1.yaml --national national.yaml",
        "project plan-0.yaml -s dear.yaml",
        "compare plan-0.yaml -s dear.yaml -s dear.yaml+poor.yaml",
        "simulate plan-0.yaml -s dear.yaml -s dear.yaml+poor.yaml --draws 20",
        "batch . -s dear.yaml -s dear.yaml+poor.yaml --policy policy.yaml --draws 20",
    ],
)
def test_no_file_is_read_twice(command):
    result = CliRunner().invoke(app, command.split())
    assert result.exit_code in (0, 1), result.stderr
    assert {"lines.csv", "national.yaml", "plan-0.yaml"} <= set(opened)
    read = {name: times for name, times in opened.items() if name.endswith((".yaml", ".csv"))}
    assert set(read.values()) == {1}, read


def test_another_command_reads_again():
    """The files may have changed in between."""
    for _ in range(2):
        CliRunner().invoke(app, ["check", "plan-0.yaml"])
    assert opened["plan-0.yaml"] == 2
