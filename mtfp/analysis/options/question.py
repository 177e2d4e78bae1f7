"""Question about options: the plan, the options, the target, the confidence, and options that are in or out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from mtfp.analysis.target.chance import chance_of
from mtfp.analysis.target.target import Target
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.reading.options import ReadOptions
from mtfp.reading.plan import ReadPlan
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.options.together import exclude_each_other, with_needs
from mtfp.simulation.sample import Sample, central_figures

Package = frozenset[str]
"""Options that are chosen together, by name."""
Progress = Callable[[int, int], None]
"""Function that takes the number of draws projected so far, and the number expected in all."""
KEPT = 1 << 28
"""Most bytes of figures that are kept. Those of the plan itself are always kept; others are worked out again."""


@dataclass(frozen=True, repr=False)
class Question(Short):
    """Question about the options of a plan, and the projections that answer it."""

    read: ReadPlan
    """Plan to which the options are added."""
    options: ReadOptions
    target: Target
    at: float
    """Share of draws in which the target must hold."""
    must: Package
    """Options that every package has, with those that they need."""
    without: Package
    """Options that no package has."""
    search: Sample
    """Draws in which packages are searched for; the draws in which they are tried are `fresh`."""
    progress: Progress | None = None
    _values: dict[tuple[Package, int], dict[str, Array]] = field(default_factory=dict)
    _done: list[int] = field(default_factory=lambda: [0, 0])

    def in_short(self) -> str:
        return f"{counted(len(self.names), 'option')} for {self.target.in_words}"

    @property
    def plan(self) -> Plan:
        return self.read.plan

    @property
    def names(self) -> tuple[str, ...]:
        return self.options.names

    @cached_property
    def fresh(self) -> Sample:
        """Draws in which a package is tried: other draws than those of the search."""
        return self.search.fresh()

    def expect(self, projections: int) -> None:
        """Add to the number of projections that are expected."""
        self._done[1] += projections * self.search.draws

    def plan_of(self, package: Iterable[str]) -> Plan:
        """Return the plan under the levers of a package, in the order of the options' file."""
        chosen, plan = frozenset(package), self.plan
        for name in self.names:
            if name in chosen:
                for lever in self._levers[name]:
                    plan = lever.apply(plan)
        return plan

    def values(self, package: Package, sample: Sample) -> dict[str, Array]:
        """Return the target's figures and the gap under a package in every draw of a sample, shape (year, draw)."""
        key = (package, sample.seed)
        if key not in self._values:
            figures = sample.figures(self.plan_of(package), {*self.target.figures, "gap"})
            self._make_room(sum(figure.nbytes for figure in figures.values()))
            self._values[key] = figures
            self._done[0] += sample.draws
            if self.progress:
                self.progress(self._done[0], max(self._done))
        return self._values[key]

    def _make_room(self, new: int) -> None:
        """Drop the oldest figures of packages until there is room for as many bytes as the new ones have."""
        for key in [key for key in self._values if key[0]][: max(0, len(self._values) - KEPT // new + 1)]:
            del self._values[key]

    def central(self, package: Package) -> dict[str, Array]:
        """Return the target's figures and the gap under a package in the plan's own case, shape (year, 1)."""
        return central_figures(self.plan_of(package), {*self.target.figures, "gap"})

    def excess(self, package: Package, sample: Sample) -> Array:
        """Return by how much a package misses the target, shape (condition, draw); positive is a miss."""
        return self.target.excess(self.values(package, sample))

    def chance(self, excess: Array) -> float:
        """Return the share of draws that meet the target: all conditions in one draw, or the worst of each year."""
        return chance_of(excess, each=self.target.each).value

    def can_join(self, package: Package) -> bool:
        """Return True if no two options of a package exclude each other."""
        options = self.options.options.options
        chosen = sorted(package)
        return not any(exclude_each_other(options, a, b) for at, a in enumerate(chosen) for b in chosen[:at])

    def closed(self, *names: str) -> Package:
        """Return options with everything that they need."""
        return with_needs(self.options.options.options, *names)

    @cached_property
    def _levers(self) -> dict[str, tuple[Lever, ...]]:
        return {name: self.options.scenario([name]).scenario.levers for name in self.names}
