"""Question about one figure in one year: its drivers, and the figure in draws in which some of them are changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.analysis.sensitivity.chances import centred
from mtfp.analysis.sensitivity.conditional import Copies
from mtfp.analysis.sensitivity.drivers import Driver, Group, by_group, drivers_of
from mtfp.draws.chance import Chance
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.figures import Figure
from mtfp.simulation.sample import Sample, central_figures, figures_of


def nothing() -> None:
    """Do nothing: the progress of a question that no one follows."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Question(Short):
    """One figure of a plan in one projected year, in the draws of a sample.

    Values are in the figure's unit: money in the plan's unit, or a share.
    """

    plan: Plan
    figure: Figure
    year: str
    """Label of a projected year."""
    sample: Sample
    projected: Callable[[], None] = nothing
    """Function called after each projection of all draws, for progress."""

    def in_short(self) -> str:
        return f"{self.figure.id} in {self.year}, {self.sample.in_short()}"

    @cached_property
    def drivers(self) -> tuple[Driver, ...]:
        """Drivers of the plan, by group."""
        return drivers_of(self.plan)

    @cached_property
    def groups(self) -> dict[Group, tuple[Driver, ...]]:
        """Drivers of each group that has some."""
        return by_group(self.drivers)

    @cached_property
    def copies(self) -> Copies:
        """Draws of the sample, and independent ones."""
        fresh = self.sample.fresh()
        return Copies(self.plan, self.drivers, list(self.sample.chances(self.plan)), list(fresh.chances(self.plan)))

    @cached_property
    def centre(self) -> float:
        """Value of the figure in the central case; NaN if the figure has none."""
        return float(central_figures(self.plan, [self.figure.id])[self.figure.id][self._position, 0])

    @cached_property
    def values(self) -> Array:
        """Values of the figure with everything uncertain, shape (draw,)."""
        return self.of(self.copies.own)

    @cached_property
    def other_values(self) -> Array:
        """Values of the figure in the independent draws, shape (draw,)."""
        return self.of(self.copies.other)

    @cached_property
    def third_values(self) -> Array:
        """Values of the figure in a third set of independent draws, shape (draw,)."""
        return self.of(self.sets[2])

    @cached_property
    def sets(self) -> tuple[Sequence[Chance], ...]:
        """Three independent sets of draws, block by block."""
        third = self.sample.fresh().fresh()
        return self.copies.own, self.copies.other, list(third.chances(self.plan))

    def only(self, drivers: Iterable[Driver]) -> Array:
        """Return the figure with only some drivers uncertain and all others as in the central case, shape (draw,)."""
        uncertain = set(drivers)
        return self.without(driver for driver in self.drivers if driver not in uncertain)

    def without(self, drivers: Iterable[Driver]) -> Array:
        """Return the figure with some drivers as in the central case and all others uncertain, shape (draw,)."""
        drivers = tuple(drivers)
        return self.of(centred(self.plan, chance, drivers) for chance in self.copies.own)

    def keeping(self, kept: Iterable[Driver]) -> Array:
        """Return the figure in a copy that agrees with the draws in some drivers, shape (draw,)."""
        kept = tuple(kept)
        if len(kept) in (0, len(self.drivers)):
            return self.values if kept else self.other_values
        return self.of(self.copies.keeping(kept))

    def of(self, chances: Iterable[Chance]) -> Array:
        """Return the figure in some draws, shape (draw,)."""
        found = figures_of(self.plan, chances, [self.figure.id])[self.figure.id][self._position]
        self.projected()
        return np.asarray(found)

    @property
    def projections(self) -> int:
        """Number of projections of all draws that the answers need together, for progress."""
        alone = sum(map(self.copies.independent, self.drivers))
        return len(self.drivers) + 2 * len(self.groups) + 2 ** len(self.groups) + alone + 1

    @property
    def _position(self) -> int:
        return self.plan.timeline.position(self.year)
