"""The large batch: all plans of an example under several scenarios, by workers, each once."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.batches import batch
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, once
from tests.benchmarks.processes import ROOT, run

PLANS = ROOT / "examples" / "scotland" / "plans"
SCENARIOS = ("minimum", "step-down", "step-up", "maximum", "high-pay", "flat-cash")
DRAWS = 10_000
WORKERS = (1, 2)
ABOUT = """
`mtfp batch examples/scotland/plans` with {scenarios} scenarios and the plan itself, {draws:,} draws, all results into a
folder that was empty; {plans} plans, once for each number of workers, one after another. Memory is the most of all
processes at once (shared memory counts once, looked at every tenth of a second). Bytes are those sent to the disk,
those passed to files, pipes and other processes, and those of the files at the end.
"""


def national(effort: Effort, draws: int = DRAWS, plans: Path = PLANS, by: Sequence[int] = WORKERS) -> Table:
    """Measure the large batch by workers."""
    rows: list[tuple[Cell, ...]] = []
    scenarios = [word for name in SCENARIOS for word in ("-s", name)]
    for workers in by:
        out = effort.folder / f"national-{workers}"
        command = batch(plans, draws, (*scenarios, "-o", out), workers=workers)
        ran = run(effort.tree(), command, effort.folder, look=True)
        bytes_ = (ran.of_all, ran.to_disk, ran.passed, _size(out))
        spent = once(ran.spent.cpu, "s"), once(ran.spent.wall, "s")
        rows.append((str(workers), *spent, *(once(each / 1e6, "MB") for each in bytes_)))
    about = ABOUT.format(scenarios=len(SCENARIOS), draws=draws, plans=len([*plans.glob("*.yaml")]))
    columns = ("workers", "processor time", "elapsed", "memory", "to the disk", "passed", "files")
    return Table("All of Scotland", about, columns, tuple(rows))


def _size(folder: Path) -> int:
    return sum(os.path.getsize(file) for file in folder.rglob("*") if file.is_file())
