"""Sample: figures of many versions of a plan in the same draws, for questions that project a plan again and again.

It computes only the figures that a question needs. A version is the plan under a scenario, or with another number in
it. All versions have the same chance events in draw i, so their figures may be subtracted draw by draw.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from mtfp.draws.chance import Chance, central_chance, drawn_chance
from mtfp.draws.of_plan import Values, draws_of, values_of
from mtfp.draws.random_streams import BLOCK, RandomStream, random_shocks
from mtfp.draws.uncertain import random_streams
from mtfp.engine import project
from mtfp.engine.aggregate import line_by_line
from mtfp.engine.shared_costs import SharedCosts
from mtfp.findings.arguments import whole_number
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.base.kept import Kept, Needs
from mtfp.model.plan import Plan
from mtfp.results.figures import figures
from mtfp.simulation.defaults import SAMPLED, SEED
from mtfp.simulation.record import rows_for

SHARED = SharedCosts()
VALUES = Kept[Values]()
"""Costs and values of assumptions of the versions seen last, most of which have the same lines and assumptions."""
OfChance = Callable[[Chance], Chance]
"""Function that returns the random numbers of draws with some of them changed, such as all but one at the centre."""


def central_figures(plan: Plan, names: Iterable[str]) -> dict[str, Array]:
    """Return figures of the central case by identifier, shape (year, 1), the base year first."""
    return figures_of(plan, [central_chance(plan)], names)


def figures_of(plan: Plan, chances: Iterable[Chance], names: Iterable[str]) -> dict[str, Array]:
    """Return figures of a plan by identifier in the draws of `chances`, block by block, shape (year, draw)."""
    names = tuple(names)
    parts = [_figures(plan, chance, names) for chance in chances]
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in names}


@dataclass(frozen=True, repr=False)
class Sample(Short):
    """Draws of a seed, the same for every version of a plan. They are those of `simulate` with the same seed.

    >>> from mtfp import Planner
    >>> plan = Planner("examples/shetland").plan
    >>> Sample(draws=50).figures(plan, ["gap"])["gap"].shape  # years with the base year, and draws
    (6, 50)
    """

    draws: int = SAMPLED
    """Number of draws."""
    seed: int = SEED
    """Seed of the random numbers."""
    _held: dict[tuple[str, int], dict[RandomStream, Array]] = field(default_factory=dict, compare=False)
    """Random numbers drawn so far, by plan's name and block."""

    def __post_init__(self) -> None:
        whole_number(self.draws, "the number of draws", least=1)
        whole_number(self.seed, "the seed")

    def in_short(self) -> str:
        return f"{counted(self.draws, 'draw')} of seed {self.seed}"

    def fresh(self) -> "Sample":
        """Return other draws, equally many: those of the next seed."""
        return replace(self, seed=self.seed + 1, _held={})

    def figures(self, plan: Plan, names: Iterable[str], change: OfChance | None = None) -> dict[str, Array]:
        """Return figures of a plan in every draw by identifier, shape (year, draw), the base year first.

        change : function that changes the random numbers of the draws first
        """
        chances = self.chances(plan)
        return figures_of(plan, map(change, chances) if change else chances, names)

    def chances(self, plan: Plan) -> Iterator[Chance]:
        """Yield the random numbers and events of a plan, block by block."""
        for block in range(-(-self.draws // BLOCK)):
            yield drawn_chance(plan, self._shocks(plan, block), self._size(block))

    def _size(self, block: int) -> int:
        return min(BLOCK, self.draws - block * BLOCK)

    def _shocks(self, plan: Plan, block: int) -> Mapping[RandomStream, Array]:
        """Return the random numbers of a plan's streams. Versions of a plan share most of them, so they are kept."""
        held = self._held.setdefault((plan.name, block), {})
        streams = random_streams(plan)
        missing = [stream for stream in streams if stream not in held]
        size = self._size(block)
        # copied, because a view would hold the whole block in memory
        held |= {s: a[:, :size].copy() for s, a in random_shocks(missing, plan.name, self.seed, block).items()}
        return {stream: held[stream] for stream in streams}


def _figures(plan: Plan, chance: Chance, names: tuple[str, ...]) -> dict[str, Array]:
    of_lines = any(name.startswith("lines.") for name in names)
    draws = draws_of(plan, chance, VALUES.of(_for_values(plan, chance), lambda: values_of(plan, chance)))
    rows = line_by_line(plan) if of_lines else rows_for(plan, names)
    every = figures(project(plan, draws, rows, SHARED.of(plan, draws, rows)))
    return {name: np.broadcast_to(every[name], (plan.years + 1, chance.size)) for name in names}


def _for_values(plan: Plan, chance: Chance) -> Needs:
    return Needs(
        (*plan.assumptions.values(), *plan.risk_events.values()),
        (*plan.assumptions, *plan.risk_events, plan.timeline, chance.size, *chance.latent),
        (*chance.latent.values(), *chance.happens.values()),
    )
