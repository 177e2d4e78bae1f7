"""The environment that make sets up: once, again when it must be, and not with a Python that is too old.

A small shell script stands in for Python, and writes down what it is asked; the Makefile is ours.
"""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and its shell are not Windows's")

PYTHON = """#!/bin/sh
echo "$*" >> asked
case "$*" in
    --version) echo Python 3.10.13;;
    "-c import sys"*) echo {new_enough};;
    "-m venv "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
    "-m pip "*) {pip};;
esac
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with what make reads, and a Python that always obliges."""
    folder = tmp_path / "a tree"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    stand_in(folder)
    return folder


def stand_in(folder: Path, *, new_enough: bool = True, pip: str = "true") -> None:
    script = folder / "python"
    script.write_text(PYTHON.format(new_enough=new_enough, pip=pip))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


def make(folder: Path, target: str = "setup") -> subprocess.CompletedProcess[str]:
    (folder / "asked").unlink(missing_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", target, "PYTHON=./python"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def installs(folder: Path) -> bool:
    asked = folder / "asked"
    return asked.exists() and "-m pip install" in asked.read_text()


def newer(path: Path) -> None:
    seconds = path.stat().st_mtime + 60
    os.utime(path, (seconds, seconds))


def test_sets_up_once(tree):
    assert make(tree).returncode == 0
    assert installs(tree)
    assert make(tree).returncode == 0
    assert not installs(tree)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_sets_up_again_when_what_it_was_made_from_is_newer(tree, name):
    make(tree)
    newer(tree / name)
    make(tree)
    assert installs(tree)


def test_sets_up_again_when_the_last_time_failed(tree):
    stand_in(tree, pip="exit 1")
    assert make(tree).returncode != 0
    (tree / ".venv" / "left over").touch()
    stand_in(tree)
    assert make(tree).returncode == 0
    assert installs(tree)
    assert not (tree / ".venv" / "left over").exists()


def test_sets_up_again_when_its_folder_moved(tree):
    make(tree)
    moved = tree.rename(tree.with_name("elsewhere"))
    make(moved)
    assert installs(moved)


def test_sets_up_again_when_its_python_is_gone(tree):
    make(tree)
    (tree / ".venv" / "bin" / "python").unlink()
    make(tree)
    assert installs(tree)


@pytest.mark.parametrize("target", ["setup", "demo", "test", "pins"])
def test_refuses_an_older_python_in_one_line(tree, target):
    stand_in(tree, new_enough=False)
    refused = make(tree, target)
    assert refused.returncode != 0
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert "mtfp needs Python 3.11 or newer" in line
    assert "Python 3.10.13" in line
    assert not (tree / ".venv").exists()


def test_says_what_there_is_to_make(tree):
    help_text = make(tree, "help").stdout
    assert all(
        f"make {target} " in help_text for target in ("demo", "test", "format", "lint", "types", "clean", "pins")
    )
    assert not installs(tree)
