"""An import against the layers fails `make layers`, and the report names it."""

import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
LAYERS = [layer.strip("()") for layer in CONTRACTS["layers"]["layers"]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts, to spoil."""
    shutil.copytree(ROOT / "mtfp", tmp_path / "mtfp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_are_those_of_the_design():
    assert [
        *(
            "__main__",
            "cli",
            "library",
            "batch",
            "workbook",
            "reports",
            "documents",
            "views",
            "analysis",
            "simulation",
            "results",
            "traced",
            "engine",
            "reading",
            "scenarios",
            "draws",
            "model",
            "budgets",
            "population",
            "text",
            "findings",
        ),
    ] == LAYERS


def test_the_package_keeps_them(tree):
    assert lint(tree).returncode == 0


def test_each_layer_is_refused_the_one_above(tree):
    rising = list(pairwise(reversed(LAYERS[1:])))
    for lower, higher in rising:
        add(tree, f"{higher}/__init__.py", "")
        add(tree, f"{lower}/rising.py", f"import mtfp.{higher}\n")
    report = lint(tree)
    assert report.returncode == 1
    for lower, higher in rising:
        assert f"mtfp.{lower}.rising -> mtfp.{higher} (l.1)" in report.stdout


@pytest.mark.parametrize(
    ("module", "code", "named"),
    [
        (
            "text/spoilt.py",
            "def late():\n    import mtfp.engine\n",
            "mtfp.text.spoilt -> mtfp.engine (l.2)",
        ),
        ("engine/spoilt.py", "import click\n", "mtfp.engine.spoilt -> click (l.1)"),
        ("engine/spoilt.py", "import yaml\n", "mtfp.engine.spoilt -> yaml (l.1)"),
        ("helpers.py", "", "mtfp.helpers"),
        ("model/spare/__init__.py", "", "mtfp.model.spare"),
        (
            "batch/plans/spoilt.py",
            "import mtfp.batch.work.job\n",
            "mtfp.batch.plans.spoilt -> mtfp.batch.work.job (l.1)",
        ),
        (
            "cli/shared/spoilt.py",
            "import mtfp.cli.runs.explain\n",
            "mtfp.cli.shared.spoilt -> mtfp.cli.runs.explain (l.1)",
        ),
        (
            "reports/terminal/spoilt.py",
            "import mtfp.reports.ci.github\n",
            "mtfp.reports.terminal.spoilt -> mtfp.reports.ci.github (l.1)",
        ),
        (
            "results/figures/spoilt.py",
            "import mtfp.results.checks\n",
            "No cycles are allowed in mtfp.results.",
        ),
    ],
    ids=[
        "inside a function",
        "click",
        "yaml outside text",
        "in no layer",
        "in no room",
        "against the rooms of batch",
        "against the rooms of the command line",
        "against the rooms of reports",
        "a circle",
    ],
)
def test_what_else_is_refused(tree, module, code, named):
    add(tree, "engine/__init__.py", "")
    add(tree, module, code)
    report = lint(tree)
    assert report.returncode == 1
    assert named in report.stdout


def add(tree: Path, module: str, code: str) -> None:
    """Write a module that isn't there yet, as a file or as a package."""
    path = tree / "mtfp" / module
    if not path.exists() and not path.parent.with_suffix(".py").exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(code)


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """What `make layers` runs, there; the report on one long line, since it wraps where it likes."""
    lint_imports = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert lint_imports
    done = subprocess.run(
        [lint_imports, "--no-logo", "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    done.stdout = re.sub(r"\s+", " ", done.stdout)
    return done
