"""Time of a run over the time of the same normals, by size of the plan."""

from collections.abc import Mapping

import numpy as np

from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.model.plan import Plan
from mtfp.simulation.simulate import simulate
from tests.benchmarks.clock import Job, rounds_of
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Aim, Ratio, Table, over, ratios
from tests.benchmarks.sized import SIZES, Size, plan

AIMS: Mapping[str, Aim] = {"S": Aim(8), "M": Aim(5), "XL": Aim(4.5)}
"""Largest ratio of a run to its normals that the project aims at, by size."""
ABOUT = """
A run in one thread (draws, projections, identities, recorded figures) over the time to draw one standard normal with
SFC64 for each uncertain assumption and projected year. A run draws more numbers, since yearly ones start in 2015/16.
"""


def normals(draws: int, each: int) -> None:
    """Draw so many standard normals for each draw, in the blocks of a run, and nothing else."""
    random, block = np.random.Generator(np.random.SFC64(1)), np.empty((each, BLOCK))
    for start in range(0, draws, BLOCK):
        random.standard_normal(out=block[:, : min(BLOCK, draws - start)].reshape(-1))


def run_of(size: Size, draws: int) -> Job:
    """Return a whole run in one thread."""
    ready = plan(size)
    return lambda: simulate({"base": ready}, Sampling(1), draws, threads=1)


def normals_of(size: Size, draws: int) -> Job:
    """Return the draw of as many normals as a run of that size has."""
    return lambda: normals(draws, size.normals)


def drawing_of(ready: Plan, draws: int) -> Job:
    """Return the draws of a run, from which nothing is projected."""
    blocks = -(-draws // BLOCK)
    return lambda: [sampled_draws(ready, Sampling(1), block, min(BLOCK, draws)).size for block in range(blocks)]


def over_normals(effort: Effort) -> Table:
    """Measure a run, and its draws alone, over the same normals."""
    rows = []
    for name, size in SIZES.items():
        draws = effort.of(name)
        jobs = {
            "run": run_of(size, draws),
            "drawing": drawing_of(plan(size), draws),
            "normals": normals_of(size, draws),
        }
        taken = rounds_of(jobs, effort.rounds)
        note = f"{size.years} years, {size.lines} lines, {size.drivers} uncertain; {draws:,} draws"
        rows.append(Ratio(f"run, {name}", over(taken["run"], taken["normals"]), AIMS[name], note))
        rows.append(Ratio(f"of it drawing, {name}", over(taken["drawing"], taken["normals"]), note="every value"))
    return ratios("A run over its normals", ABOUT, rows)
