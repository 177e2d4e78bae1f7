"""Growth of a batch's time with plans, scenarios and draws, and its time with two workers."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.clock import Rounds
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Ratio, Table, over, ratios, wall
from tests.benchmarks.processes import commands_in_turns, mtfp
from tests.benchmarks.sized import SIZES, document

PLANS = 4
SCENARIOS = ("high-pay", "flat-cash", "step-down")
ABOUT = """
`mtfp batch` of {plans} plans S and more, {draws:,} draws, nothing stored for another run, one worker unless stated.
Processor time of all processes unless the row is of elapsed time, which other work of the machine lengthens.
"""


def batches(effort: Effort) -> Table:
    """Measure a batch against larger ones, and one worker against two."""
    commands = {name: (effort.tree(), command) for name, command in commands_of(effort).items()}
    taken = commands_in_turns(commands, effort.rounds, effort.folder)
    return table_of(taken, effort.of("S"))


def commands_of(effort: Effort) -> dict[str, Sequence[str]]:
    """Return the batches that are compared, by name."""
    draws = effort.of("S")
    few, many = (written(effort.folder, count) for count in (PLANS, 2 * PLANS))
    scenarios = [word for name in SCENARIOS for word in ("-s", name)]
    return {
        "batch": batch(few, draws),
        "plans": batch(many, draws),
        "two workers": batch(many, draws, workers=2),
        "scenarios": batch(few, draws, scenarios),
        "draws": batch(few, 4 * draws),
    }


def table_of(taken: Rounds, draws: int) -> Table:
    """Return the table of the batches of `commands_of`."""
    one, more, two = taken["batch"], taken["plans"], taken["two workers"]
    rows = [
        Ratio("two workers over one", over(two, more), note=f"processor time, {2 * PLANS} plans"),
        Ratio("two workers over one, elapsed", over(two, more, wall), note="0.5 would be perfect"),
        Ratio("twice the plans", over(more, one), note=f"{2 * PLANS} plans over {PLANS}"),
        Ratio("scenarios", over(taken["scenarios"], one), note=f"the plan and {len(SCENARIOS)}, over the plan"),
        Ratio("4 times the draws", over(taken["draws"], one), note=f"{4 * draws:,} draws over {draws:,}"),
    ]
    return ratios("Batches", ABOUT.format(plans=PLANS, draws=draws), rows)


def written(folder: Path, count: int) -> Path:
    """Write plans of size S into a folder, each with its name, and return the folder."""
    into = folder / f"plans{count}"
    into.mkdir(exist_ok=True)
    for number in range(count):
        plan = {**document(SIZES["S"]), "name": f"Plan {number}"}
        (into / f"plan{number}.yaml").write_text(json.dumps(plan), encoding="utf-8")  # JSON is YAML too
    return into


def batch(plans: Path, draws: int, more: Sequence[str | Path] = (), *, workers: int = 1) -> tuple[str, ...]:
    """Return the command of a batch."""
    return mtfp("batch", plans, "--draws", str(draws), "--workers", str(workers), "--no-progress", *more)
