"""Results of a simulation: figures of every draw by scenario and year, and counts of draws in which events happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from mtfp.engine import Projection
from mtfp.findings.arguments import one_named
from mtfp.findings.short import Short, counted
from mtfp.findings.suggest import Unknown
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.checks import Verdict
from mtfp.results.renamed import renamed
from mtfp.simulation.draw_store import DrawStore
from mtfp.simulation.drawn_bars import DrawnBars
from mtfp.simulation.layout import Layout, Task, rows_of
from mtfp.simulation.record import Block, Counts, record_block, recorded_figures


@dataclass(frozen=True, repr=False)
class Central(Short):
    """Results of one scenario in the central case."""

    figures: Mapping[str, Array]
    """Recorded figures of the central case by identifier, shape (year,), in the units of the figures."""
    verdicts: tuple[Verdict, ...]
    """Verdict on each check of the plan in the central case."""
    held: float | None
    """Opening balance above its floor of the first reserve that closing steps use, in the plan's money unit.

    None if no step uses reserves.
    """


@dataclass(repr=False)
class Simulation(Short):
    """Results of `simulate`: the recorded figures of every draw under every scenario.

    Draw i has the same random numbers in every scenario, so figures of two scenarios may be subtracted draw by draw. A
    figure in one year is an array of shape (draw,), in the figure's unit; money is in the plan's money unit. A positive
    gap is a shortfall. A year is a label, such as `2027/28`, or a position: 0 for the base year, 1 for the first
    projected year. The page docs/reference/results.md lists the recorded figures. Section 14 of the model.

    Methods raise Unknown (a KeyError, and thus a LookupError), with the nearest name, for a scenario, figure, flag or
    year that the run lacks, and TypeError for a value that is neither a name nor a year.

    >>> import mtfp
    >>> pay = {"unit": "rate", "central": "3%", "source": "illustrative", "spread": {"interval": ["1%", "5%"]}}
    >>> home = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"pay": pay}, "lines": {"home": home}, "funding": {}})
    >>> run = mtfp.simulate({"base": plan}, mtfp.Sampling(seed=1), draws=1_000)
    >>> gaps = run.values("base", "gap", "2026/27")
    >>> gaps.shape, bool(102 < gaps.mean() < 104)
    ((1000,), True)
    >>> run.values("base", "gpa", "2026/27")
    Traceback (most recent call last):
    mtfp.findings.suggest.Unknown: no figure is called `gpa`: did you mean `gap`?
    """

    plans: Mapping[str, Plan]
    """Plan under each scenario, by the scenario's name. The plan as it stands comes first."""
    layout: Layout
    """Layout of the draws in replicates and blocks."""
    central: Mapping[str, Central]
    """Results of each scenario in the central case, by the scenario's name."""
    store: DrawStore
    """Store of the recorded figures of every draw."""
    done: int = 0
    """Number of draws that each replicate has so far."""
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    """Number of draws in which a flag of `event_flags` is True, by scenario and flag, shape (replicate, year)."""
    clipped: dict[tuple[str, str], Counts] = field(default_factory=dict)
    """Number of draws in which a floor or cap changed an assumption's value, by scenario and assumption.

    Shape (replicate, year).
    """

    levers: Mapping[str, DrawnBars] = field(default_factory=dict)
    """Bars of the levers of each scenario, for the table `levers`; empty unless `simulate_with_levers` made the run."""

    def in_short(self) -> str:
        plan, scenarios = self.plan, counted(len(self.plans), "scenario")
        return f"{plan.name}, {counted(self.draws, 'draw')} of {scenarios}, {plan.base_year} to {plan.timeline.last}"

    def __post_init__(self) -> None:
        self._rows, self._lock = rows_of(self.plans), Lock()

    @property
    def draws(self) -> int:
        """Number of draws that each scenario has so far."""
        return self.done * self.layout.replicates

    @property
    def base(self) -> str:
        """Name of the first scenario, which is the plan as it stands."""
        return next(iter(self.plans))

    @property
    def plan(self) -> Plan:
        """Plan as it stands, without the levers of a scenario."""
        return self.plans[self.base]

    @property
    def years(self) -> tuple[int, ...]:
        """Positions of the projected years, from 1 for the first."""
        return tuple(range(1, self.plan.years + 1))

    def has(self, scenario: str, figure: str) -> bool:
        """Return True if a figure is recorded for a scenario. Scenarios may have figures of different reserves.

        Raises Unknown for a scenario that the run lacks.
        """
        return (self._scenario(scenario), figure) in self._rows

    def values(self, scenario: str, figure: str, year: str | int) -> Array:
        """Return a figure of one year in every draw, shape (draw,), in the order of the replicates.

        year : label of the year, or its position, 0 for the base year
        """
        parts = [self.part(scenario, figure, year, each, 0, self.done) for each in range(self.layout.replicates)]
        return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def part(self, scenario: str, figure: str, year: str | int, replicate: int, start: int, stop: int) -> Array:
        """Return a figure of one year in some draws of a replicate: from `start` up to, but not including, `stop`.

        Shape (draw,). Raises Unknown for a replicate or for draws that the run lacks.
        """
        row = self._row(scenario, figure) + self.plans[scenario].timeline.position(year)
        if not 0 <= replicate < self.layout.replicates:
            raise Unknown(f"the run has no replicate {replicate}", f"use 0 to {self.layout.replicates - 1}")
        if not 0 <= start <= stop <= self.done:
            fix = f"each replicate has {self.done:,} draws, numbered from 0"
            raise Unknown(f"there are no draws from {start} up to {stop}", fix)
        first = replicate * self.layout.longest
        return self.store.read(row, first + start, first + stop)

    def _row(self, scenario: str, figure: str) -> int:
        """Return the row of a figure's base year in the store."""
        recorded = recorded_figures(self.plans[self._scenario(scenario)])
        return self._rows[scenario, one_named(figure, recorded, "figure", renamed(figure))]

    def _scenario(self, name: str) -> str:
        return one_named(name, self.plans, "scenario")

    def total(self, scenario: str, figure: str) -> Array:
        """Return the sum of a figure over all projected years in every draw, shape (draw,)."""
        total = self.values(scenario, figure, self.years[0])
        for year in self.years[1:]:
            total += self.values(scenario, figure, year)
        return total

    def shares(self, scenario: str, flag: str) -> Array:
        """Return the share of draws in which a flag of `event_flags` is True by each year, shape (replicate, year).

        A flag is `below_floor.<reserve>`, `exhausted.<reserve>`, or `broken.<number>` for a check of the plan.
        """
        flags = [name for of, name in self.counts if of == self._scenario(scenario)]
        return self.counts[scenario, one_named(flag, flags, "flag")] / self.done

    def record(self, task: Task, scenario: str, projection: Projection) -> None:
        """Record the results of one block of draws from its projection under a scenario."""
        self.place(task, scenario, record_block(projection))

    def place(self, task: Task, scenario: str, block: Block) -> None:
        """Store the figures of a block of draws, and add its counts to those of the run.

        Counts are whole numbers, so threads may add them in any order.
        """
        first = self._row(scenario, recorded_figures(self.plans[scenario])[0])
        self.store.write(first, task.start, block.rows)
        with self._lock:
            for flag, by_year in block.counts.items():
                self._add(self.counts, scenario, flag, task.replicate, by_year)
            for name, by_year in block.clipped.items():
                self._add(self.clipped, scenario, name, task.replicate, by_year)

    def _add(
        self, into: dict[tuple[str, str], Counts], scenario: str, name: str, replicate: int, by_year: Counts
    ) -> None:
        none = np.zeros((self.layout.replicates, len(by_year)), np.int64)
        into.setdefault((scenario, name), none)[replicate] += by_year
