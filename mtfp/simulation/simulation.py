"""What a run has found: every kept figure of every draw, by future, figure and year, and what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from mtfp.engine import Projection
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.checks import Verdict
from mtfp.simulation.draw_store import DrawStore
from mtfp.simulation.layout import Layout, Task, rows_of
from mtfp.simulation.record import Block, Counts, block_of, recorded_figures


@dataclass(frozen=True)
class Central:
    """The central case of one future: its figures, shape (year,), its verdicts, what its reserves hold above floors."""

    figures: Mapping[str, Array]
    verdicts: tuple[Verdict, ...]
    held: float


@dataclass
class Simulation:
    """A run's results. `plans` are its futures by name, the plan as it stands first.

    All futures have the same draws: what chance decides in draw i of one, it decides in draw i of the others.
    """

    plans: Mapping[str, Plan]
    layout: Layout
    central: Mapping[str, Central]
    spool: DrawStore
    done: int = 0
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    clipped: dict[tuple[str, str], Counts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows, self._alone = rows_of(self.plans), Lock()

    @property
    def draws(self) -> int:
        """How many draws there are of each future."""
        return self.done * self.layout.replicates

    @property
    def base(self) -> str:
        """The name of the first future, the plan as it stands."""
        return next(iter(self.plans))

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.plans[self.base]

    @property
    def years(self) -> tuple[int, ...]:
        """The projected years, as positions: 1 is the first."""
        return tuple(range(1, self.plan.years + 1))

    def has(self, scenario: str, figure: str) -> bool:
        """Whether a figure is kept of a future: another's reserve isn't."""
        return (scenario, figure) in self._rows

    def values(self, scenario: str, figure: str, year: int) -> Array:
        """A figure in every draw, shape (draw,), replicate by replicate; year 0 is the base year."""
        parts = [self.part(scenario, figure, year, each, 0, self.done) for each in range(self.layout.replicates)]
        return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def part(self, scenario: str, figure: str, year: int, replicate: int, start: int, stop: int) -> Array:
        """A figure in some draws of a replicate, shape (draw,)."""
        first = replicate * self.layout.longest
        return self.spool.read(self._rows[scenario, figure] + year, first + start, first + stop)

    def total(self, scenario: str, figure: str) -> Array:
        """A figure of all projected years together in every draw, shape (draw,)."""
        whole = self.values(scenario, figure, self.years[0])
        for year in self.years[1:]:
            whole += self.values(scenario, figure, year)
        return whole

    def shares(self, scenario: str, what: str) -> Array:
        """In what share of draws something has come to pass by each year, shape (replicate, year)."""
        return self.counts[scenario, what] / self.done

    def keep(self, task: Task, scenario: str, projection: Projection) -> None:
        """Put what a block's projection shows in its places."""
        self.place(task, scenario, block_of(projection))

    def place(self, task: Task, scenario: str, block: Block) -> None:
        """Put a block's figures in their places, and count. Threads may do so in any order: only integers add up."""
        self.spool.write(self._rows[scenario, recorded_figures(self.plans[scenario])[0]], task.start, block.rows)
        with self._alone:
            for what, by_year in block.counts.items():
                self._add(self.counts, scenario, what, task.replicate, by_year)
            for name, by_year in block.clipped.items():
                self._add(self.clipped, scenario, name, task.replicate, by_year)

    def _add(
        self, into: dict[tuple[str, str], Counts], scenario: str, what: str, replicate: int, by_year: Counts
    ) -> None:
        nil = np.zeros((self.layout.replicates, len(by_year)), np.int64)
        into.setdefault((scenario, what), nil)[replicate] += by_year
