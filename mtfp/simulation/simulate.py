"""Many futures of a plan and its scenarios: every draw projected, what is asked for kept, the rest forgotten."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

from mtfp.draws.of_plan import central_draws
from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine import project
from mtfp.engine.aggregate import group_lines
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.results.checks import verdicts
from mtfp.results.contingency import held_above_floors
from mtfp.results.figures import figures
from mtfp.simulation.defaults import DRAWS, SEED
from mtfp.simulation.draw_store import InMemory, OnDisk
from mtfp.simulation.effort import Limits, affordable
from mtfp.simulation.freed_memory import keep_freed_memory
from mtfp.simulation.layout import Layout, Task
from mtfp.simulation.record import kept, recorded_figures
from mtfp.simulation.simulation import Central, Simulation

MOST_AT_ONCE = 4
"""Where a run goes on until it knows enough, no stage makes it longer than so many times."""
Progress = Callable[[int, int], None]
"""Estimate after each block how many draws are done, and of how many."""
Enough = Callable[[Simulation], int]
"""How many draws are needed, as far as can be told from those that there are."""


def simulate(
    plans: Mapping[str, Plan],
    sampling: Sampling | None = None,
    draws: int = DRAWS,
    *,
    threads: int | None = None,
    limits: Limits | None = None,
    enough: Enough | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Project each of some plans in as many draws, block by block, shared out among threads.

    `plans` are futures of one plan by name, the plan as it stands first; all have the same draws. The same plans,
    sampling and draws give the same bits whatever the threads. Figures stay in memory if the run is small, else they go
    to a temporary file. With `enough` the run ends as soon as it has the draws that are needed, `draws` being the most.
    Raises TooBig, before any work, if it would take more than the limits, and ValueError for draws that can't be cut.

    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "lines": {}, "funding": {}})
    >>> simulate({"base": plan}, draws=10).values("base", "gap", year=3).shape
    (10,)
    """
    layout = Layout(sampling or Sampling(SEED), draws)
    limits, busy = limits or Limits(), min(threads or usual_threads(), len(list(layout.tasks(0, layout.longest))))
    in_memory = affordable(plans, draws, busy, limits).fits_in_memory(limits)
    run = empty_run(plans, layout, in_memory=in_memory)
    for upto in _stages(run, enough):
        work_off(run, layout.tasks(run.done, upto), busy, progress)
        run.done = upto
    return run


def empty_run(plans: Mapping[str, Plan], layout: Layout, *, in_memory: bool) -> Simulation:
    """A run of which the central cases are known, and no draw yet."""
    rows = sum(len(recorded_figures(plan)) * (plan.years + 1) for plan in plans.values())
    spool = InMemory(rows, layout.capacity) if in_memory else OnDisk(layout.capacity)
    return Simulation(plans, layout, {name: _central(plan) for name, plan in plans.items()}, spool)


def usual_threads() -> int:
    """As many as there are processors for this program."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_off(run: Simulation, tasks: Iterable[Task], threads: int, progress: Progress | None = None) -> None:
    """Project blocks in any order. Once one fails or somebody interrupts, no more is begun."""
    keep_freed_memory()
    stop, pool = Event(), ThreadPoolExecutor(threads)
    added_up = {scenario: group_lines(plan) for scenario, plan in run.plans.items()}
    ahead = {pool.submit(_project_block, run, task, added_up, stop): task for task in tasks}
    done = run.draws
    of = done + sum(task.size for task in ahead.values())
    try:
        for finished in as_completed(ahead):
            finished.result()
            done += ahead[finished].size
            if progress:
                progress(done, of)
    except BaseException:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _project_block(run: Simulation, task: Task, added_up: Mapping[str, Rows], stop: Event) -> None:
    """One block of every future, one after the other, so that they share its random numbers."""
    sampling = run.layout.sampling_of(task.replicate)
    for scenario, draws in draws_by_scenario(run.plans, sampling, task.block, task.size):
        if stop.is_set():
            return
        run.keep(task, scenario, project(run.plans[scenario], draws, added_up[scenario]))


def _stages(run: Simulation, enough: Enough | None) -> Iterator[int]:
    """How many draws of a replicate there are to be after each stage: whole blocks, but for the last."""
    most, scrambles = run.layout.longest, run.layout.replicates
    if enough is None:
        yield most
        return
    yield min(BLOCK, most)
    while run.done < most and (needed := -(-enough(run) // scrambles)) > run.done:
        blocks = -(-min(needed, MOST_AT_ONCE * run.done) // BLOCK)
        yield min(blocks * BLOCK, most)


def _central(plan: Plan) -> Central:
    projection = project(plan, central_draws(plan))
    by_year = dict(zip(recorded_figures(plan), kept(projection, figures(projection))[:, :, 0], strict=True))
    return Central(by_year, verdicts(projection), float(held_above_floors(projection)[0]))
