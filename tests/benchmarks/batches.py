"""How the time of a batch grows, and what its workers bring: whole commands, each over one of four plans."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.clock import commands_in_turns, most_memory
from tests.benchmarks.measured import Measured
from tests.benchmarks.sized import SIZES, document

PLANS = 4


def batches(rounds: int, draws: int, folder: Path) -> Iterator[Measured]:
    """Plans, scenarios and draws in turn doubled or more; then one worker; then memory."""
    few, many = (written(folder, count) for count in (PLANS, 2 * PLANS))
    as_it_is = command(few, draws)
    jobs: Mapping[str, Sequence[str]] = {
        "as it is": as_it_is,
        "twice the plans": command(many, draws),
        "three scenarios more": command(few, draws, "-s", "high-pay", "-s", "flat-cash", "-s", "step-down"),
        "four times the draws": command(few, 4 * draws),
        "one worker for two": (*as_it_is, "--workers", "1"),
    }
    taken = commands_in_turns(jobs, rounds, folder / "compiled")
    for name, seconds in taken.items():
        if name != "as it is":
            yield Measured(f"mtfp batch, {name}", seconds / taken["as it is"], f"of {PLANS} plans S, {draws:,} draws")
    alone = ("--workers", "1")  # the memory of processes below a command isn't seen
    small, large = (most_memory((*jobs[name], *alone)) for name in ("as it is", "twice the plans"))
    yield Measured("memory of mtfp batch, twice the plans", large / small, f"{large:.0f} MB over {small:.0f} MB")


def written(folder: Path, count: int) -> Path:
    """A folder of plans of size S, each with its name."""
    into = folder / f"plans{count}"
    into.mkdir()
    for number in range(count):
        plan = {**document(SIZES["S"]), "name": f"Plan {number}"}
        (into / f"plan{number}.yaml").write_text(json.dumps(plan), encoding="utf-8")  # JSON is YAML too
    return into


def command(plans: Path, draws: int, *more: str) -> tuple[str, ...]:
    """A batch that keeps nothing for next time."""
    words = ("batch", str(plans), "--draws", str(draws), "--workers", "2", "--no-progress", *more)
    return (sys.executable, "-m", "mtfp", *words)
