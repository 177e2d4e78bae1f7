"""Modules that a command loads before it does anything: help and completion must not wait for what they don't use."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from mtfp.cli.app import app

SCIENCE = ("numpy", "pandas", "scipy")
HEAVY = (*SCIENCE, "pydantic", "rich", "yaml")
EXAMPLE = Path(__file__).parents[2] / "examples" / "shetland"
NORMAL = EXAMPLE.with_name("gateshead-2025")
"""A plan in one file."""
SCENARIOS = ("mtfp.scenarios.levers", "mtfp.reading.scenario", "mtfp.analysis.by_lever")
"""Modules that only a scenario needs."""
CSV_FILES = ("mtfp.reading.sheets.items", "mtfp.population.own_people", "mtfp.population.own_profile")
"""Modules that only a plan's CSV files need."""
DRAWS = ("mtfp.simulation.simulation", "mtfp.simulation.statistics")
"""Modules that only draws need."""
RARE = ("numpy.ma", "wcwidth")
"""Parts of libraries that no ordinary figure or text needs."""
CHARTS = ("mtfp.documents.charts.kinds", "mtfp.documents.charts.bars", "mtfp.reports.terminal.charts")
"""Modules that only charts need."""
OTHERS = ("mtfp.cli.commands.batch", "mtfp.cli.commands.check", "mtfp.cli.options.of_batches")
"""Modules of other commands than those that run here."""

# Code and arguments for a fresh interpreter, and what it must not have loaded by the time it ends. A command line is
# the code "from mtfp.cli import main; main()" with the command's words as arguments.
MAIN = "import sys; sys.argv[0] = 'mtfp'; from mtfp.cli import main; main()"
UNLOADED = [
    (("import mtfp",), (*HEAVY, "typer")),
    (("import mtfp.text",), (*SCIENCE, "typer")),
    ((MAIN, "--version"), (*HEAVY, *OTHERS)),
    ((MAIN,), HEAVY),
    ((MAIN, "--show-completion"), HEAVY),
    ((MAIN, "explain", "E302"), (*SCIENCE, "rich", "yaml")),
    ((MAIN, "project", str(EXAMPLE)), ("pandas", "scipy", "rich", *RARE, *CHARTS, *SCENARIOS)),
    ((MAIN, "project", str(NORMAL)), ("pandas", "scipy", "rich", *CHARTS, *SCENARIOS, *CSV_FILES, *DRAWS, *OTHERS)),
    ((MAIN, "compare", str(EXAMPLE), "-s", "step-down"), ("pandas", "scipy", "rich")),
    ((MAIN, "chart", str(EXAMPLE), "causes", "-o", "/dev/null"), ("pandas", "scipy", "rich", "resvg_py")),
    ((MAIN, "check", str(EXAMPLE)), ("pandas", "scipy", "rich", *RARE, *CHARTS)),
    ((MAIN, "simulate", str(EXAMPLE), "--draws", "100"), ("pandas", "scipy", "rich", "pyarrow", *RARE, *SCENARIOS)),
    ((MAIN, "simulate", str(NORMAL), "--draws", "100"), ("pandas", "scipy", "rich", "pyarrow", *SCENARIOS)),
    ((MAIN, "batch", str(NORMAL), "--draws", "100"), ("pandas", "scipy", "rich", "pyarrow", "distributed", "dask")),
]


@pytest.mark.parametrize(("run", "unloaded"), UNLOADED, ids=[" ".join(run[1:3]) or run[0] for run, _ in UNLOADED])
def test_loads_no_more_than_it_needs(run, unloaded):
    assert loaded(*run) & set(unloaded) == set()


def paths(command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, those of groups among them."""
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from paths(inner, (*path, name))


PATHS = list(paths(typer.main.get_command(app)))


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_loads_nothing_heavy(path, flag):
    assert loaded(MAIN, *path, flag) & set(HEAVY) == set()


WORDS = [
    *(" ".join(("mtfp", *path, word)) for path in PATHS for word in ("", "--")),
    "mtfp compare plan.yaml -s ste",
    "mtfp project --format csv --table st",
    "mtfp simulate plan.yaml --draws 50 --sampler s",
    "mtfp batch plans --rank-by ",
    "mtfp population --variant ",
    "mtfp explain E",
]


@pytest.mark.parametrize("typed", WORDS)
def test_completion_loads_nothing_heavy(typed):
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    assert loaded(MAIN, _MTFP_COMPLETE="complete_bash", **words) & set(HEAVY) == set()


def test_completion_loads_only_the_command_that_is_completed():
    words = {"COMP_WORDS": "mtfp project --table st", "COMP_CWORD": "3"}
    assert loaded(MAIN, _MTFP_COMPLETE="complete_bash", **words) & set(OTHERS) == set()


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_completion_in_other_shells_loads_at_most_rich(shell):
    """Typer loads rich there to set the descriptions of options."""
    words = {"_TYPER_COMPLETE_ARGS": "mtfp project --ta", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "--ta"}
    found = loaded(MAIN, _MTFP_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_FISH_ACTION="get-args", **words)
    assert found & set(HEAVY) <= {"rich"}


PLUGIN = """import colorsys

def new_schema_validator(*about, **more):
    return None, None, None
"""
"""Plugin that shows itself by a module that no other code loads: Python lists no module that is loaded by its name."""


@pytest.mark.parametrize(("chosen", "looks"), [({}, False), ({"PYDANTIC_DISABLE_PLUGINS": ""}, True)])
def test_looks_for_plugins_of_pydantic_only_if_the_user_says_so(tmp_path, chosen, looks):
    """The search reads the folder of every installed package; a value of the user's own stays."""
    (tmp_path / "for_all_models.py").write_text(PLUGIN, encoding="utf-8")
    about = tmp_path / "for_all_models-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: for-all-models\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nall = for_all_models\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    assert ("colorsys" in loaded(MAIN, "project", str(NORMAL), PYTHONPATH=path, **chosen)) == looks


def test_sees_what_is_loaded():
    assert {"json", "json.decoder"} <= loaded("import json")
    assert "numpy" in loaded(MAIN, "project", str(EXAMPLE))


def loaded(*run: str, **environment: str) -> set[str]:
    """The modules that Python says it loaded, in its own listing of import times."""
    command = [sys.executable, "-X", "importtime", "-c", *run]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0 or run[-1] == "--show-completion", done.stderr
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
