"""Where each draw and each figure of a run has its place, whatever the threads and the order of work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling
from mtfp.model.plan import Plan
from mtfp.simulation.record import recorded_figures

SCRAMBLES = 8
"""A run of Sobol points is so many runs of their own, of equal size: how they differ is the error of their mean."""


class Task(NamedTuple):
    """One block to be drawn: of which replicate, its number there, its draws, and where they are put."""

    replicate: int
    block: int
    size: int
    start: int


@dataclass(frozen=True)
class Layout:
    """A run's draws: `capacity` at most, in replicates of equal size that stand one after the other.

    Random draws are one replicate. Its last block is drawn whole and cut, so that a shorter run is the beginning of a
    longer one. Raises ValueError for draws that can't be shared out.
    """

    sampling: Sampling
    capacity: int

    def __post_init__(self) -> None:
        if self.capacity < 1 or self.capacity % self.replicates:
            enough = max(1, -(-self.capacity // self.replicates)) * self.replicates
            raise ValueError(f"{self.capacity} can't be shared out among {self.replicates} scrambles: use {enough}")

    @property
    def replicates(self) -> int:
        return SCRAMBLES if self.sampling.sampler == "sobol" else 1

    @property
    def longest(self) -> int:
        """The most draws of one replicate."""
        return self.capacity // self.replicates

    def sampling_of(self, replicate: int) -> Sampling:
        """How a replicate is drawn: Sobol points by a seed of its own, that no other seed's replicates have.

        >>> [Layout(Sampling(seed, "sobol"), 80).sampling_of(7).seed for seed in (0, 1)]
        [7, 15]
        """
        return Sampling(self.sampling.seed * self.replicates + replicate, self.sampling.sampler)

    def tasks(self, done: int, upto: int) -> Iterator[Task]:
        """The blocks that take every replicate from so many draws, whole blocks of them, to so many."""
        for first in range(done, upto, BLOCK):
            for replicate in range(self.replicates):
                start = replicate * self.longest + first
                yield Task(replicate, first // BLOCK, min(BLOCK, upto - first), start)


def rows_of(plans: Mapping[str, Plan]) -> dict[tuple[str, str], int]:
    """The first row of each future's figure: one row for each year follows on another."""
    rows, row = {}, 0
    for scenario, plan in plans.items():
        for figure in recorded_figures(plan):
            rows[scenario, figure] = row
            row += plan.years + 1
    return rows
