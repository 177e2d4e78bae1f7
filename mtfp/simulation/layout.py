"""Assign each draw and figure of a run a place in the store. Threads and the order of work don't change the place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling
from mtfp.findings.arguments import instance_of, integer
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.simulation.record import recorded_figures

SCRAMBLES = 8
"""Number of replicates in a run of Sobol points, each scrambled separately.

Standard errors come from the differences between the replicates.
"""


class Task(NamedTuple):
    """Block of draws to project, or several blocks that are projected together."""

    replicate: int
    """Number of the blocks' replicate, from 0."""
    block: int
    """Number of the first block in its replicate, from 0."""
    size: int
    """Number of draws in the blocks together."""
    start: int
    """Position of the first draw in the rows of the store."""


@dataclass(frozen=True, repr=False)
class Layout(Short):
    """Layout of a run's draws in replicates: groups of equal size, one after the other.

    Random numbers need one replicate, Sobol points eight. The last block of a replicate is drawn whole and then
    cut, so a shorter run has the first draws of a longer run. Raises ValueError if there are no draws or if they can't
    be divided equally, and TypeError unless their number is a whole number.
    """

    sampling: Sampling
    """Seed and sampler of the run."""
    capacity: int
    """Maximum number of draws in all replicates together."""

    def __post_init__(self) -> None:
        instance_of(self.sampling, Sampling, "the sampling", "write mtfp.Sampling(seed=1)")
        integer(self.capacity, "the number of draws")
        if self.capacity < 1 or self.capacity % self.replicates:
            more = max(1, -(-self.capacity // self.replicates)) * self.replicates
            if self.capacity < 1:
                raise ValueError(f"{self.capacity} draws are too few; use at least {more}")
            raise ValueError(
                f"{self.capacity} draws can't be divided equally among {self.replicates} scrambles of Sobol points; "
                f"use {more}"
            )

    @property
    def replicates(self) -> int:
        """Number of replicates in the run."""
        return SCRAMBLES if self.sampling.sampler == "sobol" else 1

    @property
    def longest(self) -> int:
        """Maximum number of draws of one replicate."""
        return self.capacity // self.replicates

    @property
    def blocks(self) -> int:
        """Number of blocks in all replicates together. Known at once, however many draws the run has."""
        return -(-self.longest // BLOCK) * self.replicates

    def sampling_of(self, replicate: int) -> Sampling:
        """Return the seed and sampler of a replicate. With Sobol points, a run with seed s uses seeds 8s to 8s + 7.

        >>> [Layout(Sampling(seed, "sobol"), 80).sampling_of(7).seed for seed in (0, 1)]
        [7, 15]
        """
        return Sampling(self.sampling.seed * self.replicates + replicate, self.sampling.sampler)

    def tasks(self, done: int, upto: int, at_once: int = 1) -> Iterator[Task]:
        """Yield the blocks that extend every replicate from `done` to `upto` draws. `done` fills whole blocks.

        `at_once` is the number of blocks in a task. It changes no result.
        """
        most = at_once * BLOCK
        for first in range(done, upto, most):
            for replicate in range(self.replicates):
                start = replicate * self.longest + first
                yield Task(replicate, first // BLOCK, min(most, upto - first), start)


def rows_of(plans: Mapping[str, Plan]) -> dict[tuple[str, str], int]:
    """Return the first row of each figure in the store, by scenario and figure. A figure has one row for each year."""
    rows, row = {}, 0
    for scenario, plan in plans.items():
        for figure in recorded_figures(plan):
            rows[scenario, figure] = row
            row += plan.years + 1
    return rows
