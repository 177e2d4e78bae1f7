"""Commands as processes of their own: time in turns, memory, and the bytes that they write."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.clock import Rounds, Spent
from tests.benchmarks.memory_of_all import memory_below

ROOT = Path(__file__).parents[2]
WATCHED = ROOT / "tests" / "benchmarks" / "watched.py"
ENDINGS = (0, 1)
"""Exit codes of a command that did its work: 1 means that a check of the plan failed."""


@dataclass(frozen=True)
class Tree:
    """A checkout, whose `mtfp` the commands run."""

    root: Path
    compiled: Path | None = None
    """Folder of compiled modules, which makes all commands start alike; None for those of this environment."""

    def environment(self) -> dict[str, str]:
        """Return the environment of a command."""
        found = {**os.environ, "PYTHONPATH": str(self.root)}
        if self.compiled:
            found.pop("PYTHONDONTWRITEBYTECODE", None)
            found["PYTHONPYCACHEPREFIX"] = str(self.compiled)
        return found


HERE = Tree(ROOT)
"""Checkout that this file is part of."""


def python(*words: str) -> tuple[str, ...]:
    """Return a command of this Python."""
    return (sys.executable, *words)


def mtfp(*words: str | Path) -> tuple[str, ...]:
    """Return a command of mtfp."""
    return python("-m", "mtfp", *map(str, words))


@dataclass(frozen=True)
class Ran:
    """Output and cost of a command, with all processes that it started."""

    output: str
    spent: Spent
    memory: int
    """Most bytes that the command's first process held at once."""
    to_disk: int
    """Bytes sent to the disk, which leave out what is removed before it gets there; 0 where nobody counts them."""
    passed: int
    """Bytes passed to files, pipes and other processes; 0 where nobody counts them."""
    of_all: int = 0
    """Most bytes of all processes at once, shared memory counted once; 0 unless they were looked at."""


def run(tree: Tree, command: Sequence[str], folder: Path, *, look: bool = False) -> Ran:
    """Run a command in a folder, where it finds no other modules, and look at the memory of all its processes if asked.

    Raises CalledProcessError if the command didn't do its work.
    """
    into = folder / "cost.json"
    watched = python(str(WATCHED), str(into), *command)
    pipe, environment = subprocess.PIPE, tree.environment()
    with (
        subprocess.Popen(watched, stdout=pipe, stderr=pipe, text=True, env=environment, cwd=folder) as process,
        memory_below(process.pid) if look else nullcontext([0]) as seen,
    ):
        output, complaint = process.communicate()
    if process.returncode not in ENDINGS:
        raise subprocess.CalledProcessError(process.returncode, command, output, complaint)
    cost = json.loads(into.read_text(encoding="utf-8"))
    spent = Spent(cost["cpu"], cost["wall"])
    return Ran(output, spent, cost["memory"], cost["to_disk"], cost["passed"], max(seen, default=0))


Commands = Mapping[str, tuple[Tree, Sequence[str]]]


def commands_in_turns(commands: Commands, rounds: int, folder: Path) -> Rounds:
    """Run every command once in each round, after a round that isn't counted, and return its seconds.

    The first round compiles modules and fills the file cache. With no rounds, each command runs once and that counts.
    """
    taken: Rounds = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (tree, command) in commands.items():
            spent = run(tree, command, folder).spent
            if number or not rounds:
                taken[name].append(spent)
    return taken
