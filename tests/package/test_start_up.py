"""What a command loads before it does anything: help and checks must not wait for what they don't use."""

import subprocess
import sys
from pathlib import Path

import pytest

SCIENCE = ("numpy", "pandas", "scipy")
EXAMPLE = Path(__file__).parents[2] / "examples" / "shetland"
NORMAL = EXAMPLE.with_name("gateshead-2025")
"""A plan without the spreads that take special functions."""

# Code and arguments for a fresh interpreter, and what it must not have loaded by the time it ends. A command line is
# the code "from mtfp.cli import main; main()" with the command's words as arguments.
MAIN = "from mtfp.cli import main; main()"
UNLOADED = [
    (("import mtfp",), (*SCIENCE, "pydantic", "rich", "typer", "yaml")),
    (("import mtfp.text",), (*SCIENCE, "typer")),
    ((MAIN, "--help"), (*SCIENCE, "pydantic", "rich", "yaml")),
    ((MAIN, "--version"), (*SCIENCE, "rich", "yaml")),
    ((MAIN, "project", "--help"), (*SCIENCE, "rich", "yaml")),
    ((MAIN, "explain", "E302"), (*SCIENCE, "rich", "yaml")),
    ((MAIN, "project", str(EXAMPLE)), ("pandas", "scipy", "rich")),
    ((MAIN, "compare", str(EXAMPLE), "-s", "step-down"), ("pandas", "scipy", "rich")),
    ((MAIN, "check", str(EXAMPLE)), ("pandas", "scipy", "rich")),
    ((MAIN, "simulate", "--help"), (*SCIENCE, "rich", "yaml")),
    ((MAIN, "simulate", str(EXAMPLE), "--draws", "100"), ("pandas", "scipy.stats", "rich", "pyarrow")),
    ((MAIN, "simulate", str(NORMAL), "--draws", "100"), ("pandas", "scipy", "rich", "pyarrow")),
    ((MAIN, "batch", "--help"), (*SCIENCE, "rich", "yaml", "distributed")),
    ((MAIN, "batch", str(NORMAL), "--draws", "100"), ("pandas", "scipy", "rich", "pyarrow", "distributed", "dask")),
]


@pytest.mark.parametrize(("run", "unloaded"), UNLOADED, ids=[" ".join(run[:2]) for run, _ in UNLOADED])
def test_loads_no_more_than_it_needs(run, unloaded):
    assert loaded(*run) & set(unloaded) == set()


def test_sees_what_is_loaded():
    assert {"json", "json.decoder"} <= loaded("import json")


def loaded(*run: str) -> set[str]:
    """The modules that Python says it loaded, in its own listing of import times."""
    command = [sys.executable, "-X", "importtime", "-c", *run]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return {line.rpartition("|")[2].strip() for line in listing.splitlines() if line.startswith("import time:")}
