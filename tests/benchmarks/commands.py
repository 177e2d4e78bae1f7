"""Start-up by command: whole processes on plan S, over an interpreter that imports what they stand on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Aim, Ratio, Table, over, ratios, seconds
from tests.benchmarks.processes import commands_in_turns, mtfp, python, run
from tests.benchmarks.sized import SIZES, document

BARE = python("-c", "import numpy, typer, yaml")
FULL = python("-c", "import numpy, pandas, typer, rich, yaml")
AIMS = {"project": Aim(1.0), "simulate": Aim(4.0)}
"""Largest ratios that the project aims at: `project` over all imports, `simulate` over bare ones."""
ABOUT = """
Processor time of a whole process on plan S over a Python that runs `import numpy, typer, yaml`; `simulate`, `report`
and `batch` make {draws:,} draws. The first row is over `import numpy, pandas, typer, rich, yaml`, all that `project`
may need.
"""
COMPLETE = """
import os, sys
os.environ.update(_MTFP_COMPLETE="complete_bash", COMP_WORDS="mtfp project --ta", COMP_CWORD="2")
sys.argv = ["mtfp"]
from mtfp.cli import main
main()
"""
"""Program that a shell starts as `mtfp` when a user presses Tab after `mtfp project --ta`."""
LAST = "2030/31"


def written(folder: Path) -> Path:
    """Write plan S into a folder and return its file."""
    file = folder / "plan.yaml"
    file.write_text(json.dumps(document(SIZES["S"])), encoding="utf-8")  # JSON is YAML too
    return file


def commands_of(plan: Path, draws: int) -> Mapping[str, Sequence[str]]:
    """Return the commands by name: from those that read no plan to those that draw or write."""
    drawn = ("--draws", str(draws), "--no-progress")
    options, target = plan.parent / "options.yaml", f"gap <= 0 in {LAST}"
    return {
        "--version": mtfp("--version"),
        "--help": mtfp("--help"),
        "project --help": mtfp("project", "--help"),
        "completion of an option": python("-c", COMPLETE),
        "explain": mtfp("explain", "E302"),
        "scenarios": mtfp("scenarios"),
        "schema": mtfp("schema", "plan"),
        "check": mtfp("check", plan),
        "project": mtfp("project", plan),
        "compare": mtfp("compare", plan, "-s", "flat-cash", "-s", "high-pay"),
        "diff": mtfp("diff", plan, plan),
        "chart": mtfp("chart", plan, "gap"),
        "trace": mtfp("trace", plan, f"gap {LAST}"),
        "sensitivity": mtfp("sensitivity", plan),
        "solve": mtfp("solve", plan, "--find", "uplift_council +?", "--so-that", target),
        "options": mtfp("options", plan, options, "--balance", target),
        "simulate": mtfp("simulate", plan, *drawn),
        "report": mtfp("report", plan, "--force", "-o", plan.parent / "paper.html", "--draws", draws),
        "workbook": mtfp("workbook", plan, "--force", "-o", plan.parent / "plan.xlsx"),
        "batch": mtfp("batch", plan, "--workers", 1, *drawn),
    }


def over_imports(effort: Effort) -> Table:
    """Measure every command over bare imports."""
    draws, plan = effort.of("S"), written(effort.folder)
    run(effort.tree(), mtfp("options", plan, plan.parent / "options.yaml", "--new"), effort.folder)
    return ratios(
        "Commands over imports", ABOUT.format(draws=draws), measured(effort, commands_of(plan, draws)), "mtfp"
    )


def measured(effort: Effort, commands: Mapping[str, Sequence[str]]) -> list[Ratio]:
    """Measure commands, of which one is `project`, over bare imports."""
    every = {"bare": BARE, "full": FULL, **commands}
    taken = commands_in_turns({n: (effort.tree(), c) for n, c in every.items()}, effort.rounds, effort.folder)
    rows = [Ratio("project, over all imports", over(taken["project"], taken["full"]), AIMS["project"])]
    for name in commands:
        aim, here = AIMS["simulate"] if name == "simulate" else None, 1000 * seconds(taken[name]).median
        rows.append(Ratio(name, over(taken[name], taken["bare"]), aim, f"{here:,.0f} ms here"))
    return rows
