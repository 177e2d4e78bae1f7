"""This checkout against another one, such as the commit before a change, in turns."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.clock import Spent
from tests.benchmarks.commands import commands_of, written
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Ratio, Table, over, ratios, seconds
from tests.benchmarks.processes import ROOT, Tree, commands_in_turns, python, run
from tests.benchmarks.sized import SIZES, document

ONE_RUN = ROOT / "tests" / "benchmarks" / "one_run.py"
COMMANDS = ("--version", "--help", "check", "project", "compare", "sensitivity", "simulate", "report", "batch")
"""Commands of `commands_of` that both checkouts are likely to have."""
ABOUT = """
Processor time of this checkout over that of {other}, in turns, each in a process of its own. Below 1 this checkout is
quicker. Runs are of one thread, without the start of Python; their notes give the time over the normals of the same
process, this checkout first.
"""


def against(effort: Effort, other: Path) -> Table:
    """Measure runs and commands of this checkout against those of another one."""
    trees = {"this": effort.tree(), "other": effort.tree(other.resolve())}
    rows = [*_runs(effort, trees), *_commands(effort, trees)]
    return ratios("This checkout against another", ABOUT.format(other=f"`{other}`"), rows)


def _runs(effort: Effort, trees: dict[str, Tree]) -> Iterator[Ratio]:
    for name, size in SIZES.items():
        draws = effort.of(name)
        file = effort.folder / f"size-{name}.json"
        file.write_text(json.dumps(document(size)), encoding="utf-8")
        command = python(str(ONE_RUN), str(file), str(draws), str(size.normals))
        spent: dict[str, list[tuple[Spent, Spent]]] = {each: [] for each in trees}
        for number in range(effort.rounds + 1):
            for each, tree in trees.items():
                mine, normals = map(float, run(tree, command, effort.folder).output.split())
                if number or not effort.rounds:
                    spent[each].append((Spent(mine, mine), Spent(normals, normals)))
        runs = {each: [one for one, _ in rounds] for each, rounds in spent.items()}
        floors = [over(runs[each], [normals for _, normals in spent[each]]).median for each in trees]
        note = f"{draws:,} draws; {floors[0]:.2f} and {floors[1]:.2f} times the normals"
        yield Ratio(f"run, {name}", over(runs["this"], runs["other"]), note=note)


def _commands(effort: Effort, trees: dict[str, Tree]) -> Iterator[Ratio]:
    every = commands_of(written(effort.folder), effort.of("S"))
    commands = {f"{name} {each}": (tree, every[name]) for name in COMMANDS for each, tree in trees.items()}
    taken = commands_in_turns(commands, effort.rounds, effort.folder)
    for name in COMMANDS:
        this, other = taken[f"{name} this"], taken[f"{name} other"]
        note = f"{1000 * seconds(this).median:,.0f} ms over {1000 * seconds(other).median:,.0f} ms here"
        yield Ratio(f"mtfp {name}", over(this, other), note=note)
