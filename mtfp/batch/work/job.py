"""Work on one plan of a batch. A large plan is divided into blocks, which workers draw and send back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mtfp.batch.plans.batch_plan import BatchPlan
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.work.engines import AHEAD
from mtfp.batch.work.program import program
from mtfp.batch.work.store import Store, key_of
from mtfp.batch.work.unit import BlockUnit
from mtfp.draws.random_streams import BLOCK
from mtfp.simulation.effort import Limits, effort_within
from mtfp.simulation.layout import Layout, Task
from mtfp.simulation.record import Block, recorded_figures
from mtfp.simulation.simulate import empty_run
from mtfp.simulation.simulation import Simulation

FEWEST_JOBS = 2
"""Minimum number of plans in progress: the next plan begins before the last is finished."""
MOST_BLOCKS = 3
"""Maximum size of a plan that is one unit of work, in blocks of draws. A larger plan is divided into its blocks."""


@dataclass
class Job:
    """Plan in progress. `placed`: draws that are finished."""

    batch_plan: BatchPlan
    keys: "Keys"
    placed: int = field(default=0, init=False)


@dataclass
class BlockJob(Job):
    """Plan in progress that is divided into blocks. `left`: tasks whose blocks are not yet part of the run."""

    run: Simulation
    left: set[Task] = field(init=False)

    def __post_init__(self) -> None:
        self.left = set(self.tasks)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of all blocks."""
        return tuple(self.run.layout.tasks(0, self.run.layout.longest))

    def units(self, store: Store) -> Iterator[BlockUnit]:
        """Yield the units to draw; blocks that are in the store already are added to the run at once."""
        layout = self.run.layout
        for task in self.tasks:
            blocks = store.blocks(self.keys.block(task))
            if blocks is not None and self._fits(blocks, task):
                self.place(task, blocks)
            else:
                source, sampling = self.batch_plan.source, layout.sampling_of(task.replicate)
                yield BlockUnit(self.batch_plan.number, source, program(), sampling, task)

    def place(self, task: Task, blocks: Mapping[str, Block]) -> None:
        """Add the block of each scenario to the run."""
        for scenario, block in blocks.items():
            self.run.place(task, scenario, block)
        self.left.remove(task)
        self.placed += task.size

    def finished(self) -> Simulation:
        """Return the run, once all blocks are part of it."""
        self.run.done = self.run.layout.longest
        return self.run

    def _fits(self, blocks: Mapping[str, Block], task: Task) -> bool:
        rows = {scenario: len(recorded_figures(plan)) * (plan.years + 1) for scenario, plan in self.run.plans.items()}
        shapes = {scenario: block.rows.shape for scenario, block in blocks.items()}
        return shapes == {scenario: (rows[scenario], task.size) for scenario in self.run.plans}


def is_one_unit(wanted: BatchRequest) -> bool:
    """Return True if each plan of a batch is one unit of work."""
    return wanted.draws <= MOST_BLOCKS * BLOCK


def units_of_plan(wanted: BatchRequest) -> int:
    """Return the number of units of work of each plan of a batch."""
    return 1 if is_one_unit(wanted) else wanted.layout.blocks


def most_jobs(wanted: BatchRequest, workers: int) -> int:
    """Return the maximum number of plans in progress: enough to give every worker AHEAD units."""
    return max(FEWEST_JOBS, -(-AHEAD * workers // units_of_plan(wanted)))


def is_in_memory(batch_plan: BatchPlan, wanted: BatchRequest, limits: Limits, workers: int) -> bool:
    """Return True if the draws of the plans in progress fit in memory; otherwise they go to temporary files.

    A plan that is one unit has draws only while a worker does it. Raises TooBig if the plan needs more memory or disk
    than the limits.
    """
    needed = effort_within(limits, batch_plan.plans, wanted.draws, workers)
    at_once = workers if is_one_unit(wanted) else most_jobs(wanted, workers)
    return needed.working + at_once * needed.stored <= limits.usable_memory


def begin(batch_plan: BatchPlan, keys: "Keys", wanted: BatchRequest, limits: Limits, workers: int) -> BlockJob:
    """Return the job of a plan that is divided into blocks."""
    in_memory = is_in_memory(batch_plan, wanted, limits, workers)
    return BlockJob(batch_plan, keys, empty_run(batch_plan.plans, wanted.layout, in_memory=in_memory))


@dataclass(frozen=True)
class Keys:
    """Keys of a plan's entries in the store: fingerprints of everything that the entries depend on.

    `depends_on`: everything that the draws depend on. `statistics`: options that only the summary depends on.
    """

    depends_on: Mapping[str, Any]
    statistics: Mapping[str, Any]
    layout: Layout

    @property
    def summary(self) -> str:
        """Return the key of the summary."""
        return key_of(what="summary", draws=self.layout.capacity, **self.depends_on, **self.statistics)

    @property
    def additive(self) -> str:
        """Return the key of the figures that are added up over all plans."""
        return key_of(what="additive", draws=self.layout.capacity, **self.depends_on)

    def block(self, task: Task) -> str:
        """Return the key of a block. It is the same for any number of draws, so a longer run uses the block again."""
        sampling = self.layout.sampling_of(task.replicate)
        return key_of(what="block", of=sampling.seed, number=task.block, size=task.size, **self.depends_on)


def keys_of(batch_plan: BatchPlan, wanted: BatchRequest) -> Keys:
    """Return the keys of a plan's entries in the store."""
    sampling = wanted.sampling
    depends_on = {
        "name": batch_plan.own.plan.name,
        # Digests of plans don't differ between 50% and 0.5, or by the order of reserves and lines; the source does.
        "source": batch_plan.source,
        "scenarios": {name: plan.digest() for name, plan in batch_plan.plans.items()},
        "program": program(),
        "seed": sampling.seed,
        "sampler": sampling.sampler,
        "block_size": BLOCK,
    }
    statistics = {"confidences": batch_plan.options.confidences, "over": batch_plan.options.over}
    return Keys(depends_on, statistics, wanted.layout)
