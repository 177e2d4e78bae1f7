"""Split of a run by part: samples of the function at work, taken by the system's clock of processor time.

A profiler that watches every call makes functions of many small calls look dear. Here the run is as fast as ever: a
signal comes after each interval of processor time, and its handler looks at the functions on the stack.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from mtfp.draws.latents import latents, scheme_latents
from mtfp.draws.of_plan import draws_of
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.sampling import Sampling, draws_by_scenario
from mtfp.engine.allocation import place
from mtfp.engine.arms import budget_by_arm
from mtfp.engine.closing import close_years
from mtfp.engine.identities import check_identities
from mtfp.engine.project import project
from mtfp.engine.ring_fenced import usable_funding
from mtfp.engine.transfers import receipts_after_transfers
from mtfp.model.costs.cost import costs
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed.alone import carrying
from mtfp.simulation.layout import Layout
from mtfp.simulation.record import event_flags, record_block, recorded, recorded_figures, rows_for
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import empty_run
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.tables import SIMULATED
from tests.benchmarks.clock import rounds_of
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, once, over
from tests.benchmarks.over_normals import normals_of
from tests.benchmarks.sized import SIZES, plan

INTERVAL = 0.001
"""Seconds of processor time between two samples; systems may take a few times as long."""


@dataclass(frozen=True)
class Part:
    """Part of a run, by the functions of mtfp that do it. Functions that they call belong to it too."""

    name: str
    functions: tuple[Callable[..., Any], ...]


def summaries(run: Simulation) -> None:
    """Work out the tables that `mtfp simulate` shows by default."""
    for table in SIMULATED.values():
        table(run, ReportOptions())


PARTS = (
    Part("reserves needed, in figures", (carrying,)),
    Part("random numbers", (random_shocks,)),
    Part("correlation and memory", (latents, scheme_latents)),
    Part("values of assumptions, indices", (draws_of,)),
    Part("drawing, the rest", (draws_by_scenario,)),
    Part("identities", (check_identities,)),
    Part("cost of lines", (costs,)),
    Part("funding", (usable_funding, receipts_after_transfers, Stream.receipt)),
    Part("savings and spending on lines", (place,)),
    Part("budget by arm", (budget_by_arm,)),
    Part("closing the years", (close_years,)),
    Part("projection, the rest", (project,)),
    Part("figures of each draw", (recorded,)),
    Part("flags and counts", (event_flags,)),
    Part("storing figures, the rest", (record_block, Simulation.place)),
    Part("tables after the run", (summaries,)),
)
"""Parts of a run. A sample belongs to the first part that has a function on the stack."""
REST = "between the parts"
ABOUT = """
Processor time of each part over the normals of the run, from {samples:,} samples of the functions at work. The tables
that `mtfp simulate` shows after the run are a part here, and no part of the run in the table above.
"""


def parts(effort: Effort) -> Table:
    """Split the time of a run by part, for each size."""
    found = {}
    for name, size in SIZES.items():
        draws = effort.of(name)
        run = _run_of(plan(size), draws)
        taken = rounds_of({"normals": normals_of(size, draws), "run": run}, effort.rounds)
        with sampled() as counts:
            rounds_of({"run": run}, effort.rounds)
        found[name] = over(taken["run"], taken["normals"]), counts
    rows: list[tuple[Cell, ...]] = [("run and tables", *(ratio for ratio, _ in found.values()))]
    for part in (*(part.name for part in PARTS), REST):
        rows.append((part, *(once(_share(part, counts) * ratio.median) for ratio, counts in found.values())))
    samples = sum(counts.total() for _, counts in found.values())
    return Table("Parts of a run", ABOUT.format(samples=samples), ("part", *found), tuple(rows))


def _share(part: str, counts: Counter[str]) -> float:
    return counts[part] / max(counts.total(), 1)


def _run_of(ready: Plan, draws: int) -> Callable[[], None]:
    """Return a run in the current thread, block by block, and its tables."""
    return lambda: summaries(run_here(ready, draws))


def run_here(ready: Plan, draws: int) -> Simulation:
    """Run a plan as `simulate` does in its threads, but in the current thread, where signals arrive."""
    layout = Layout(Sampling(1), draws)
    run = empty_run({"base": ready}, layout, in_memory=True)
    rows = rows_for(ready, recorded_figures(ready))
    for task in layout.tasks(0, layout.longest):
        for scenario, drawn in draws_by_scenario(run.plans, Sampling(1), task.block, task.size):
            run.record(task, scenario, project(ready, drawn, rows))
    run.done = layout.longest
    return run


@contextmanager
def sampled() -> Iterator[Counter[str]]:
    """Count, as long as the context lasts, the samples of each part. Works in the main thread only."""
    rank = {_code(function): number for number, part in enumerate(PARTS) for function in part.functions}
    counts: Counter[str] = Counter()

    def look(_signal: int, frame: FrameType | None) -> None:
        first = len(PARTS)
        while frame is not None:
            first = min(first, rank.get(frame.f_code, first))
            frame = frame.f_back
        counts[PARTS[first].name if first < len(PARTS) else REST] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        yield counts
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _code(function: Callable[..., Any]) -> CodeType:
    return function.__code__
