"""Simulate a plan and its scenarios: project many draws, block by block, and record the main figures of each draw."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

from mtfp.draws.of_plan import central_draws
from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine import project
from mtfp.findings.arguments import in_short, instance_of, whole_number
from mtfp.findings.suggest import quoted
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan, a_plan
from mtfp.results.checks import verdicts
from mtfp.results.figures import figures
from mtfp.results.reserves_needed import held_at_start, reserve_that_carries
from mtfp.simulation.defaults import DRAWS, SEED
from mtfp.simulation.draw_store import InMemory, OnDisk
from mtfp.simulation.effort import Limits, blocks_at_once, effort_within
from mtfp.simulation.freed_memory import keep_freed_memory
from mtfp.simulation.layout import Layout, Task
from mtfp.simulation.record import recorded, recorded_figures, rows_of_run
from mtfp.simulation.simulation import Central, Simulation

MAX_GROWTH = 4
"""Maximum growth of the number of draws in one stage of a run with a stopping rule, as a factor.

The factor is limited because early estimates of the error are rough.
"""
Progress = Callable[[int, int], None]
"""Function called during a run with two numbers: the draws done, and the draws planned so far."""
Enough = Callable[[Simulation], int]
"""Function that estimates the number of draws that a run needs, from the draws that it already has."""


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
    """Simulate a plan and its scenarios in the same draws.

    plans : the plan under each scenario, by the scenario's name. The plan as it stands comes first. All have the same
        years and unit.
    sampling : seed and sampler; by default seed 1 and random numbers.
    draws : number of draws per scenario, 10,000 by default; the maximum number if `enough` is given. For Sobol points
        the number must be a multiple of 8.
    threads : number of threads; by default one for each processor. The results don't depend on this number.
    limits : maximum memory and disk space in bytes; by default 1 GB and 10 GB. If the recorded figures don't fit in
        memory, they go to a temporary file.
    enough : function that returns the number of draws needed, given the run so far, such as `StoppingRule.enough`. The
        run ends as soon as it has this number of draws.
    progress : function called after each block, or after two, with the draws done and the draws planned.

    The same plans, sampling and draws give exactly the same results on one kind of machine. Section 14 of the model.

    Raises, before any work, TooBig (in `mtfp.findings.too_big`) if the run would exceed its limits; ValueError if there
    is no plan, if plans differ in their years or unit, if `threads` or `draws` is below 1, or if `draws` can't be
    divided equally among the scrambles of Sobol points; and TypeError for arguments of other kinds.

    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "lines": {}, "funding": {}})
    >>> simulate({"base": plan}, draws=10).values("base", "gap", "2028/29").shape
    (10,)
    """
    _check_plans(plans)
    layout = Layout(Sampling(SEED) if sampling is None else sampling, draws)
    limits = Limits() if limits is None else instance_of(limits, Limits, "the limits")
    threads = usual_threads() if threads is None else whole_number(threads, "the number of threads", least=1)
    for function, what in ((enough, "`enough`"), (progress, "`progress`")):
        if function is not None and not callable(function):
            raise TypeError(f"{what} must be a function, not {in_short(function)}")
    workers = min(threads, layout.blocks)
    in_memory = effort_within(limits, plans, draws, workers).fits_in_memory(limits)
    at_once = blocks_at_once(limits, plans, draws, workers, -(-layout.blocks // workers))
    run = empty_run(plans, layout, in_memory=in_memory)
    for upto in _stages(run, enough):
        project_blocks(run, layout.tasks(run.done, upto, at_once), workers, progress)
        run.done = upto
    return run


def _check_plans(plans: Mapping[str, Plan]) -> None:
    if not isinstance(plans, Mapping):
        raise TypeError(f'the plans must be by name, such as {{"base": plan}}, not {in_short(plans)}')
    if not plans:
        raise ValueError('there is no plan to simulate: write {"base": plan}')
    for name in plans:
        if not isinstance(name, str):
            raise TypeError(f"the name of a scenario must be text, not {in_short(name)}")
    first, *others = (a_plan(plan) for plan in plans.values())
    for name, plan in zip(list(plans)[1:], others, strict=True):
        if (plan.timeline, plan.unit) != (first.timeline, first.unit):
            mine, theirs = (f"{each.base_year} to {each.timeline.last} in {each.unit}" for each in (first, plan))
            raise ValueError(f"scenario {quoted(name)} has {theirs}, the plan {mine}: give all the same years and unit")


def empty_run(plans: Mapping[str, Plan], layout: Layout, *, in_memory: bool) -> Simulation:
    """Return a run that has the central case of each scenario, before any draw."""
    rows = sum(len(recorded_figures(plan)) * (plan.years + 1) for plan in plans.values())
    store = InMemory(rows, layout.capacity) if in_memory else OnDisk(layout.capacity)
    return Simulation(plans, layout, {name: _central(plan) for name, plan in plans.items()}, store)


def usual_threads() -> int:
    """Return the number of processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def project_blocks(run: Simulation, tasks: Iterable[Task], threads: int, progress: Progress | None = None) -> None:
    """Project tasks of blocks in any order, and record their results in `run`.

    A failure or an interruption stops the start of further blocks.
    """
    keep_freed_memory()
    stop, pool = Event(), ThreadPoolExecutor(threads)
    rows = {scenario: rows_of_run(plan) for scenario, plan in run.plans.items()}
    submitted = {pool.submit(_project_task, run, task, rows, stop): task for task in tasks}
    done = run.draws
    planned = done + sum(task.size for task in submitted.values())
    try:
        for finished in as_completed(submitted):
            finished.result()
            done += submitted[finished].size
            if progress:
                progress(done, planned)
    except BaseException:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _project_task(run: Simulation, task: Task, rows: Mapping[str, Rows], stop: Event) -> None:
    """Project the draws of a task under each scenario in turn. All scenarios share the random numbers of a block."""
    sampling = run.layout.sampling_of(task.replicate)
    for scenario, draws in draws_by_scenario(run.plans, sampling, task.block, task.size):
        if stop.is_set():
            return
        run.record(task, scenario, project(run.plans[scenario], draws, rows[scenario]))


def _stages(run: Simulation, enough: Enough | None) -> Iterator[int]:
    """Yield, for each stage of the run, the number of draws that every replicate must have at its end.

    A stage ends with whole blocks, except the last stage.
    """
    most, scrambles = run.layout.longest, run.layout.replicates
    if enough is None:
        yield most
        return
    yield min(BLOCK, most)
    while run.done < most and (needed := -(-enough(run) // scrambles)) > run.done:
        blocks = -(-min(needed, MAX_GROWTH * run.done) // BLOCK)
        yield min(blocks * BLOCK, most)


def _central(plan: Plan) -> Central:
    projection = project(plan, central_draws(plan), rows_of_run(plan))
    by_year = dict(zip(recorded_figures(plan), recorded(projection, figures(projection))[:, :, 0], strict=True))
    first = reserve_that_carries(plan)
    return Central(by_year, verdicts(projection), float(held_at_start(projection, first)[0]) if first else None)
