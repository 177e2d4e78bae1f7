"""The unit of work: one block of draws of one plan, in all its futures, which so share the block's random numbers.

A unit depends on nothing but what it says, so that it may be done anywhere, in any order, and more than once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mtfp.batch.plans.canonical import ready
from mtfp.batch.work.program import program
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine import project
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.simulation.freed_memory import keep_freed_memory
from mtfp.simulation.layout import Task
from mtfp.simulation.record import Block, record_block

Blocks = Mapping[str, Block]
"""What is kept of a block, by future."""


class Unit(NamedTuple):
    """A block to be drawn: of the plan of that number in the batch, from its source, by which program."""

    plan: int
    source: str
    sampling: Sampling
    task: Task
    program: str


class OtherProgram(Exception):
    """A worker runs other code than whoever gave it the work, so that its figures may be others."""


def draw(unit: Unit) -> dict[str, Block]:
    """What is kept of a unit's block, by future. Raises OtherProgram where this isn't the program that is meant."""
    if unit.program != program():
        raise OtherProgram("a worker has another version of mtfp, of its data or of NumPy: install the same everywhere")
    plans, added_up = ready(unit.source)
    keep_freed_memory()
    return drawn(plans, added_up, unit.sampling, unit.task)


def drawn(plans: Mapping[str, Plan], added_up: Mapping[str, Rows], sampling: Sampling, task: Task) -> dict[str, Block]:
    """One block of every future, exactly as `simulate` draws it."""
    return {
        scenario: record_block(project(plans[scenario], draws, added_up[scenario]))
        for scenario, draws in draws_by_scenario(plans, sampling, task.block, task.size)
    }
