"""Effort of a run of the benchmarks: rounds, draws, and a folder to work in."""

from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import ROOT, Tree
from tests.benchmarks.sized import SIZES


@dataclass(frozen=True)
class Effort:
    """Effort of a run of the benchmarks."""

    rounds: int
    """Number of rounds of each measurement; with none, each job runs once, without a round that isn't counted."""
    draws: int
    """Largest number of draws of a run."""
    folder: Path
    """Folder for plans and results, which is removed afterwards."""

    def of(self, size: str) -> int:
        """Return the number of draws of a run of a size: the usual number, unless it is more than the largest."""
        return min(SIZES[size].draws, self.draws)

    def tree(self, root: Path = ROOT) -> Tree:
        """Return a checkout whose modules are compiled apart, unless each job runs once only."""
        name = "compiled" if root == ROOT else "compiled-other"
        return Tree(root, self.folder / name if self.rounds else None)
