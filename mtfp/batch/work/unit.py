"""Units of work for the workers of a batch, and the unit of one block of draws.

A unit contains everything that it depends on, so that it can be done anywhere, in any order, and more than once.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mtfp.batch.plans.plan_source import plans_and_rows_of
from mtfp.batch.work.program import program
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine import project
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.simulation.freed_memory import keep_freed_memory
from mtfp.simulation.layout import Layout, Task
from mtfp.simulation.record import Block, record_block


@dataclass(frozen=True, eq=False)
class Unit(ABC):
    """Work on one plan: number of the plan in the batch, its source, and fingerprint of the batch's program."""

    plan: int
    source: str
    program: str

    def do(self) -> Any:
        """Do the work and return its result. Raises OtherProgram if this process has another program."""
        if self.program != program():
            raise OtherProgram(
                "a worker has another version of mtfp, of its data or of NumPy: install the same versions everywhere"
            )
        plans, rows = plans_and_rows_of(self.source)
        keep_freed_memory()
        return self.result(plans, rows)

    @abstractmethod
    def result(self, plans: Mapping[str, Plan], rows: Mapping[str, Rows]) -> Any:
        """Return the result from the plan under each scenario, and from the lines of each in groups."""


@dataclass(frozen=True, eq=False)
class BlockUnit(Unit):
    """One block of draws of a plan; the result is the block of each scenario, by name."""

    sampling: Sampling
    task: Task

    def result(self, plans: Mapping[str, Plan], rows: Mapping[str, Rows]) -> dict[str, Block]:
        return draw_block(plans, rows, self.sampling, self.task)


class OtherProgram(OSError):
    """Raised when a worker's program differs from the batch's program: figures might differ too."""


def draw_block(plans: Mapping[str, Plan], rows: Mapping[str, Rows], sampling: Sampling, task: Task) -> dict[str, Block]:
    """Draw one block of every scenario, with the same bits as `simulate`. Scenarios share its random numbers."""
    return {
        scenario: record_block(project(plans[scenario], draws, rows[scenario]))
        for scenario, draws in draws_by_scenario(plans, sampling, task.block, task.size)
    }


def draw_all(
    plans: Mapping[str, Plan], rows: Mapping[str, Rows], layout: Layout, at_once: int
) -> Iterator[tuple[Task, dict[str, Block]]]:
    """Draw every block of a layout, one or several at once, and yield their results with their task."""
    for task in layout.tasks(0, layout.longest, at_once):
        yield task, draw_block(plans, rows, layout.sampling_of(task.replicate), task)
