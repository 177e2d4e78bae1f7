"""One plan on its way through a batch: its blocks handed out and put in their places, then forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mtfp.batch.plans.prepared import PreparedPlan
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.work.engines import AHEAD
from mtfp.batch.work.program import program
from mtfp.batch.work.store import Store, key_of
from mtfp.batch.work.unit import Unit
from mtfp.draws.random_streams import BLOCK
from mtfp.simulation.effort import Limits, effort_within
from mtfp.simulation.layout import Layout, Task
from mtfp.simulation.record import Block, recorded_figures
from mtfp.simulation.simulate import empty_run
from mtfp.simulation.simulation import Simulation

AT_ONCE = 2
"""Plans whose draws are held at once, at least: one is finished while the next begins."""


@dataclass
class Job:
    """A plan that is being drawn. `left` are blocks that are not in their places yet."""

    prepared: PreparedPlan
    keys: "Keys"
    run: Simulation
    left: set[Task] = field(init=False)

    def __post_init__(self) -> None:
        self.left = set(self.tasks)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All its blocks."""
        return tuple(self.run.layout.tasks(0, self.run.layout.longest))

    @property
    def placed(self) -> int:
        """How many draws are in their places."""
        return sum(task.size for task in self.tasks if task not in self.left)

    def units(self, store: Store) -> Iterator[Unit]:
        """The blocks that have to be drawn; those in the store go to their places at once."""
        layout = self.run.layout
        for task in self.tasks:
            blocks = store.blocks(self.keys.block(task))
            if blocks is not None and self._fits(blocks, task):
                self.place(task, blocks)
            else:
                source, sampling = self.prepared.source, layout.sampling_of(task.replicate)
                yield Unit(self.prepared.number, source, sampling, task, program())

    def place(self, task: Task, blocks: Mapping[str, Block]) -> None:
        """Put a block of every future in its place."""
        for scenario, block in blocks.items():
            self.run.place(task, scenario, block)
        self.left.remove(task)

    def finished(self) -> Simulation:
        """The run, once all blocks are in their places."""
        self.run.done = self.run.layout.longest
        return self.run

    def _fits(self, blocks: Mapping[str, Block], task: Task) -> bool:
        rows = {scenario: len(recorded_figures(plan)) * (plan.years + 1) for scenario, plan in self.run.plans.items()}
        shapes = {scenario: block.rows.shape for scenario, block in blocks.items()}
        return shapes == {scenario: (rows[scenario], task.size) for scenario in self.run.plans}


def at_once(wanted: BatchRequest, workers: int) -> int:
    """How many plans' draws are held at once: as many as it takes to give every worker two blocks."""
    blocks = len(list(wanted.layout.tasks(0, wanted.layout.longest)))
    return max(AT_ONCE, -(-AHEAD * workers // blocks))


def begin(prepared: PreparedPlan, keys: "Keys", wanted: BatchRequest, limits: Limits, workers: int) -> Job:
    """A plan to be drawn. Raises TooBig if that takes more than it may."""
    plans = prepared.plans
    needed = effort_within(limits, plans, wanted.draws, workers)
    in_memory = needed.working + at_once(wanted, workers) * needed.stored <= limits.memory
    return Job(prepared, keys, empty_run(plans, wanted.layout, in_memory=in_memory))


@dataclass(frozen=True)
class Keys:
    """What a plan's results and blocks are kept under: fingerprints of all they depend on, and of nothing else."""

    depends_on: Mapping[str, Any]
    asked: Mapping[str, Any]
    layout: Layout

    @property
    def summary(self) -> str:
        return key_of(what="summary", draws=self.layout.capacity, **self.depends_on, **self.asked)

    @property
    def additive(self) -> str:
        return key_of(what="additive", draws=self.layout.capacity, **self.depends_on)

    def block(self, task: Task) -> str:
        """A block is the same in a longer run, so that it doesn't depend on how many draws there are."""
        sampling = self.layout.sampling_of(task.replicate)
        return key_of(what="block", of=sampling.seed, number=task.block, size=task.size, **self.depends_on)


def keys_of(prepared: PreparedPlan, wanted: BatchRequest) -> Keys:
    """What a plan's work is kept under: its futures, data included, the program, and which draws."""
    sampling = wanted.sampling
    depends_on = {
        "name": prepared.own.plan.name,
        # Beside the digests: they tell neither 50% from 0.5, nor in which order reserves and lines are written.
        "source": prepared.source,
        "scenarios": {name: plan.digest() for name, plan in prepared.plans.items()},
        "program": program(),
        "seed": sampling.seed,
        "sampler": sampling.sampler,
        "block_size": BLOCK,
    }
    return Keys(depends_on, {"confidences": prepared.asked.confidences, "over": prepared.asked.over}, wanted.layout)
