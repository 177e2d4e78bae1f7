"""Memory of commands, over bare imports and as draws and plans grow; and the bytes that they write."""

from collections.abc import Mapping, Sequence

from tests.benchmarks.batches import PLANS, batch, written
from tests.benchmarks.commands import BARE
from tests.benchmarks.commands import written as written_plan
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, once
from tests.benchmarks.processes import mtfp, run

IMPORTS = "bare imports"
ABOUT = """
Commands on plan S, once each. Memory is the most of the process, or of all processes of a batch at once (shared memory
counts once, looked at every tenth of a second). Bytes are those passed to files, pipes and other processes.
"""


def memory(effort: Effort) -> Table:
    """Measure the memory of commands, and the bytes that batches write."""
    return table_of(effort, commands_of(effort), batches_of(effort))


Named = Mapping[str, Sequence[str]]


def table_of(effort: Effort, alone: Named, batches: Named) -> Table:
    """Measure commands of one process, of which one is BARE, and batches with all their processes."""
    rows: list[tuple[Cell, ...]] = []
    held = {name: run(effort.tree(), command, effort.folder).memory for name, command in alone.items()}
    bare = held[IMPORTS]
    for name, most in held.items():
        rows.append((name, once(most / 1e6, "MB"), once(most / bare), None))
    for name, command in batches.items():
        ran = run(effort.tree(), command, effort.folder, look=True)
        rows.append((name, once(ran.of_all / 1e6, "MB"), once(ran.of_all / bare), once(ran.passed / 1e6, "MB")))
    columns = ("command", "memory", "over bare imports", "bytes passed")
    return Table("Memory and bytes written", ABOUT, columns, tuple(rows))


def commands_of(effort: Effort) -> dict[str, Sequence[str]]:
    """Return commands of one process, by name."""
    draws, plan = effort.of("S"), written_plan(effort.folder)
    simulate = mtfp("simulate", plan, "--no-progress", "--draws")
    return {
        IMPORTS: BARE,
        "mtfp project": mtfp("project", plan),
        f"mtfp simulate, {draws:,} draws": (*simulate, str(draws)),
        f"mtfp simulate, {4 * draws:,} draws": (*simulate, str(4 * draws)),
    }


def batches_of(effort: Effort, plans: int = PLANS) -> dict[str, Sequence[str]]:
    """Return batches that store their results, by name."""
    found = {}
    for count, workers in ((plans, 1), (2 * plans, 1), (2 * plans, 2)):
        out = effort.folder / f"out-{count}-{workers}"
        name = f"mtfp batch -o, {count} plans, {workers} worker{'s' * (workers > 1)}"
        found[name] = batch(written(effort.folder, count), effort.of("S"), ("-o", out), workers=workers)
    return found
