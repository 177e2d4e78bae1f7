"""Time taken in turns, so that other work of the machine falls on all jobs alike."""

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from mtfp.library.workbook import without_collection

Job = Callable[[], object]
Of = Callable[[Sequence[float]], float]


class Spent(NamedTuple):
    """Seconds of one round of one job."""

    cpu: float
    """Processor time, of all threads or processes of the job."""
    wall: float
    """Elapsed time, which other work of the machine lengthens."""


Rounds = dict[str, list[Spent]]
"""Seconds of each job by name, one entry a round; entries of one position belong to the same round."""


def rounds_of(jobs: Mapping[str, Job], rounds: int) -> Rounds:
    """Run every job once in each round, after a round that isn't counted, and return its seconds.

    The first round imports modules and fills caches. With no rounds, each job runs once and that counts.
    """
    if rounds:
        _rounds(jobs, 1)
    return _rounds(jobs, max(rounds, 1))


def in_turns(jobs: Mapping[str, Job], rounds: int, of: Of = median) -> dict[str, float]:
    """Return the processor seconds of each job: the median of its rounds, or with `of=min` its quickest round.

    Every round counts, the first too. A loud machine disturbs the quickest round least.
    """
    return {name: of([each.cpu for each in spent]) for name, spent in _rounds(jobs, rounds).items()}


def _rounds(jobs: Mapping[str, Job], rounds: int) -> Rounds:
    taken: Rounds = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            taken[name].append(_spent(job))
    return taken


def _spent(job: Job) -> Spent:
    with without_collection():  # its time depends on what else is in memory
        cpu, wall = time.process_time(), time.perf_counter()
        job()
        return Spent(time.process_time() - cpu, time.perf_counter() - wall)
