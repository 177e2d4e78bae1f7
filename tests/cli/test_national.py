"""National files on the command line: every command reads the file that a plan names; the option takes precedence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from tests.simulation.sampled import SMALL

NATIONAL = "mtfp: 1\nnational: NAME\nsource: i\ncorrelations: [[fuel, pay, NUMBER]]\n"
FUEL = "fuel: {unit: rate, scope: national, central: 3%, spread: {normal: {mean: 3%, sd: 1%}}, source: i}"
PLAN = SMALL.replace("pay: {unit: rate,", f"{FUEL}\n  pay: {{unit: rate, scope: national,")
COMMANDS = (
    "check plans/plan.yaml",
    "project plans/plan.yaml",
    "compare plans/plan.yaml -s high-pay",
    "simulate plans/plan.yaml --draws 64",
    "batch plans --draws 64",
    "scenarios show high-pay plans/plan.yaml",
)


def run(words: str):
    return CliRunner().invoke(app, words.split())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, number in {"near": "0.9", "far": "-0.9"}.items():
        text = NATIONAL.replace("NAME", name).replace("NUMBER", number)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def write(folder: Path, named: str | None) -> None:
    (folder / "plans").mkdir(exist_ok=True)
    key = f"national: {named}\n" if named else ""
    (folder / "plans" / "plan.yaml").write_text(f"{PLAN.strip()}\n{key}", encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_missing_is_refused_with_the_repair(command, folder):
    write(folder, "national.yaml")
    result = run(command)
    assert result.exit_code == 3
    assert "E317" in result.stderr
    assert "there is no file `national.yaml`, from the plan's folder" in " ".join(result.stderr.split())
    assert "such as `../national.yaml`" in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_there_is_read(command, folder):
    write(folder, "../near.yaml")
    assert run(command).exit_code in (0, 1), run(command).stderr


def test_the_option_takes_precedence_over_the_key(folder):
    command = "simulate plans/plan.yaml --draws 64 --format csv"

    def drawn(named: str | None, option: str = "") -> str:
        write(folder, named)
        return run(f"{command} {option}").stdout

    near, far = drawn("../near.yaml"), drawn("../far.yaml")
    assert len({near, far, drawn(None)}) == 3
    assert drawn("../near.yaml", "--national far.yaml") == drawn(None, "--national far.yaml") == far
    assert drawn("missing.yaml", "--national near.yaml") == near
