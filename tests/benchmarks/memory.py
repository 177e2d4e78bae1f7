"""Memory of commands, over bare imports and as draws and plans grow; and the bytes that they write."""

from collections.abc import Sequence

from tests.benchmarks.batches import PLANS, batch, written
from tests.benchmarks.commands import BARE
from tests.benchmarks.commands import written as written_plan
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, once
from tests.benchmarks.processes import mtfp, run

ABOUT = """
Commands on plan S, once each. Memory is the most of the process, or of all processes of a batch at once (shared memory
counts once, looked at every tenth of a second). Bytes are those passed to files, pipes and other processes.
"""


def memory(effort: Effort, plans: int = PLANS) -> Table:
    """Measure the memory of commands, and the bytes that batches write."""
    rows: list[tuple[Cell, ...]] = []
    alone = {name: run(effort.tree(), command, effort.folder).memory for name, command in _alone(effort).items()}
    batches = {
        name: run(effort.tree(), command, effort.folder, look=True) for name, command in _batches(effort, plans).items()
    }
    bare = alone["bare imports"]
    for name, held in alone.items():
        rows.append((name, once(held / 1e6, "MB"), once(held / bare), None))
    for name, ran in batches.items():
        rows.append((name, once(ran.of_all / 1e6, "MB"), once(ran.of_all / bare), once(ran.passed / 1e6, "MB")))
    columns = ("command", "memory", "over bare imports", "bytes passed")
    return Table("Memory and bytes written", ABOUT, columns, tuple(rows))


def _alone(effort: Effort) -> dict[str, Sequence[str]]:
    draws, plan = effort.of("S"), written_plan(effort.folder)
    simulate = mtfp("simulate", plan, "--no-progress", "--draws")
    return {
        "bare imports": BARE,
        "mtfp project": mtfp("project", plan),
        f"mtfp simulate, {draws:,} draws": (*simulate, str(draws)),
        f"mtfp simulate, {4 * draws:,} draws": (*simulate, str(4 * draws)),
    }


def _batches(effort: Effort, plans: int) -> dict[str, Sequence[str]]:
    found = {}
    for count, workers in ((plans, 1), (2 * plans, 1), (2 * plans, 2)):
        out = effort.folder / f"out-{count}-{workers}"
        name = f"mtfp batch -o, {count} plans, {workers} worker{'s' * (workers > 1)}"
        found[name] = batch(written(effort.folder, count), effort.of("S"), ("-o", out), workers=workers)
    return found
