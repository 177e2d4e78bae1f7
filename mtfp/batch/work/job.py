"""Job of one plan in a batch: its units for the workers, and the blocks that come back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mtfp.batch.plans.batch_plan import BatchPlan
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

FEWEST_JOBS = 2
"""Minimum number of plans in progress: the next plan begins before the last is finished."""


@dataclass
class Job:
    """Plan in progress. `left`: tasks whose blocks are not yet part of the run. `placed`: draws that are part of it."""

    batch_plan: BatchPlan
    keys: "Keys"
    run: Simulation
    left: set[Task] = field(init=False)
    placed: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.left = set(self.tasks)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of all blocks."""
        return tuple(self.run.layout.tasks(0, self.run.layout.longest))

    def units(self, store: Store) -> Iterator[Unit]:
        """Yield the units to draw; blocks that are in the store already are added to the run at once."""
        layout = self.run.layout
        for task in self.tasks:
            blocks = store.blocks(self.keys.block(task))
            if blocks is not None and self._fits(blocks, task):
                self.place(task, blocks)
            else:
                source, sampling = self.batch_plan.source, layout.sampling_of(task.replicate)
                yield Unit(self.batch_plan.number, source, sampling, task, program())

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


def most_jobs(wanted: BatchRequest, workers: int) -> int:
    """Return the maximum number of plans in progress: enough to give every worker AHEAD units."""
    return max(FEWEST_JOBS, -(-AHEAD * workers // wanted.layout.blocks))


def begin(batch_plan: BatchPlan, keys: "Keys", wanted: BatchRequest, limits: Limits, workers: int) -> Job:
    """Return the job of a plan. Raises TooBig if it needs more memory or disk than the limits."""
    plans = batch_plan.plans
    needed = effort_within(limits, plans, wanted.draws, workers)
    in_memory = needed.working + most_jobs(wanted, workers) * needed.stored <= limits.usable_memory
    return Job(batch_plan, keys, empty_run(plans, wanted.layout, in_memory=in_memory))


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
