"""Time taken in turns, so that what else the machine does falls on all alike; and memory of a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from mtfp.library.workbook import without_collection

Of = Callable[[Sequence[float]], float]


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int, of: Of = median) -> dict[str, float]:
    """Processor seconds of each job: the median of rounds, of one at least, in each of which every job runs once.

    No garbage is collected meanwhile: its time depends on what else is in memory. `of=min` takes the quickest round,
    which a loud machine disturbs least.
    """
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(max(rounds, 1)):
        for name, job in jobs.items():
            with without_collection():
                began = time.process_time()
                job()
                taken[name].append(time.process_time() - began)
    return {name: of(each) for name, each in taken.items()}


def commands_in_turns(commands: Mapping[str, Sequence[str]], rounds: int, compiled: Path) -> dict[str, float]:
    """Seconds on the wall of whole processes, by name: the median of rounds after one that isn't counted.

    That one leaves its compiled modules in a folder, as an ordinary Python does and not every one that runs checks.
    No rounds: each runs once and that counts, which is enough to see that everything runs.
    """
    as_usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**as_usual, "PYTHONPYCACHEPREFIX": str(compiled)} if rounds else {**os.environ}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            if number or not rounds:
                taken[name].append(time.perf_counter() - began)
    return {name: median(each) for name, each in taken.items()}


WATCH = """
import os, sys
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process that starts another: a process is counted as large as the one that it was started from."""


def most_memory(command: Sequence[str]) -> float:
    """The most megabytes that a command's process held at once, where the system tells."""
    ran = subprocess.run((sys.executable, "-c", WATCH, *command), check=True, capture_output=True, text=True)
    return int(ran.stdout.splitlines()[-1]) * (1 if sys.platform == "darwin" else 1024) / 1e6
