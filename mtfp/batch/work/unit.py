"""Unit of work: one block of draws of one plan under all its scenarios. Scenarios share the block's random numbers.

A unit contains everything that it depends on, so that it can be done anywhere, in any order, and more than once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mtfp.batch.plans.plan_source import plans_and_rows_of
from mtfp.batch.work.program import program
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine import project
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.simulation.freed_memory import keep_freed_memory
from mtfp.simulation.layout import Task
from mtfp.simulation.record import Block, record_block

Blocks = Mapping[str, Block]
"""Recorded figures of a block, by scenario."""


class Unit(NamedTuple):
    """A block to draw: number of the plan in the batch, its source, sampling, task, and fingerprint of the program."""

    plan: int
    source: str
    sampling: Sampling
    task: Task
    program: str


class OtherProgram(OSError):
    """Raised when a worker's program differs from the batch's program: figures might differ too."""


def draw(unit: Unit) -> dict[str, Block]:
    """Draw a unit and return its blocks by scenario. Raises OtherProgram if the fingerprint of the program differs."""
    if unit.program != program():
        raise OtherProgram(
            "a worker has another version of mtfp, of its data or of NumPy: install the same versions everywhere"
        )
    plans, rows = plans_and_rows_of(unit.source)
    keep_freed_memory()
    return draw_block(plans, rows, unit.sampling, unit.task)


def draw_block(plans: Mapping[str, Plan], rows: Mapping[str, Rows], sampling: Sampling, task: Task) -> dict[str, Block]:
    """Draw one block of every scenario, with the same bits as `simulate`."""
    return {
        scenario: record_block(project(plans[scenario], draws, rows[scenario]))
        for scenario, draws in draws_by_scenario(plans, sampling, task.block, task.size)
    }
