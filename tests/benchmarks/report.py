"""What is measured, each a ratio within one run: over the same normals drawn, over a plain loop, over bare imports."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.simulation.simulate import simulate
from tests.benchmarks.batches import batches
from tests.benchmarks.clock import commands_in_turns, in_turns, most_memory
from tests.benchmarks.measured import Measured
from tests.benchmarks.sized import SIZES, Size, document, plan
from tests.laws import slow

BARE = (sys.executable, "-c", "import numpy, typer, yaml")
FULL = (sys.executable, "-c", "import numpy, pandas, typer, rich, yaml")


def normals(draws: int, each: int) -> None:
    """Draw as many standard normals as a run needs, in its blocks, and nothing else."""
    random, block = np.random.Generator(np.random.SFC64(1)), np.empty((each, BLOCK))
    for start in range(0, draws, BLOCK):
        random.standard_normal(out=block[:, : min(BLOCK, draws - start)].reshape(-1))


def run_of(size: Size, draws: int) -> Callable[[], object]:
    """A whole run in one thread: draws, projections, figures kept."""
    ready = plan(size)
    return lambda: simulate({"base": ready}, Sampling(1), draws, threads=1)


def draws_of(size: Size, draws: int) -> Callable[[], object]:
    """The draws of a run, and nothing made of them."""
    ready = plan(size)
    blocks = -(-draws // BLOCK)
    return lambda: [sampled_draws(ready, Sampling(1), block, min(BLOCK, draws)).size for block in range(blocks)]


def over_normals(rounds: int, draws: int) -> Iterator[Measured]:
    """A run over the same normals, by size."""
    for name, size in SIZES.items():
        many = min(size.draws, draws)
        jobs = {
            "run": run_of(size, many),
            "draws": draws_of(size, many),
            "normals": lambda s=size, n=many: normals(n, s.normals),  # type: ignore[misc]
        }
        taken = in_turns(jobs, rounds)
        yield Measured(f"run over its normals, {name}", taken["run"] / taken["normals"], f"{many:,} draws, 1 thread")
        yield Measured(f"drawing alone over its normals, {name}", taken["draws"] / taken["normals"], "every value")


def over_a_loop(rounds: int, draws: int) -> Iterator[Measured]:
    """A plain loop over draws, years and lines, over the engine, by draw: size S."""
    size = SIZES["S"]
    ready, many = plan(size), min(size.draws, draws)
    scenario = slow.central(ready)
    taken = in_turns({"run": run_of(size, many), "loop": lambda: slow.project(ready, scenario)}, rounds)
    yield Measured("plain loop over a run, by draw, S", taken["loop"] / (taken["run"] / many), "the loop draws nothing")


def growth(rounds: int, draws: int) -> Iterator[Measured]:
    """How time grows: four times the draws, four times the lines, twice the years, by draw."""
    size = replace(SIZES["M"], lines=50)
    jobs = {
        "as it is": run_of(size, draws),
        "draws": run_of(size, 4 * draws),
        "lines": run_of(replace(size, lines=200), draws),
        "years": run_of(replace(size, years=5), draws),
    }
    taken = in_turns(jobs, rounds)
    yield Measured("by draw, four times the draws", taken["draws"] / 4 / taken["as it is"], f"{4 * draws:,} draws, M")
    yield Measured("four times the lines", taken["lines"] / taken["as it is"], "200 lines over 50")
    yield Measured("twice the years", taken["as it is"] / taken["years"], "10 years over 5")


def one_future(rounds: int, draws: int) -> Iterator[Measured]:
    """The central case alone, over a draw of many."""
    size = SIZES["M"]
    ready = plan(size)
    jobs = {"central": lambda: project(ready, central_draws(ready)), "run": run_of(size, draws)}
    taken = in_turns(jobs, rounds)
    yield Measured("central case, in draws of a run, M", taken["central"] / (taken["run"] / draws), f"{draws:,} draws")


def whole_commands(rounds: int, draws: int, folder: Path) -> Iterator[Measured]:
    """Commands as processes, over an interpreter that imports what they stand on; and their memory."""
    file = folder / "plan.yaml"
    file.write_text(json.dumps(document(SIZES["S"])), encoding="utf-8")  # JSON is YAML too
    mtfp = (sys.executable, "-m", "mtfp")
    drawn = (*mtfp, "simulate", str(file), "--no-progress", "--draws")
    commands = {"bare": BARE, "full": FULL, "project": (*mtfp, "project", str(file)), "simulate": (*drawn, str(draws))}
    taken = commands_in_turns(commands, rounds, folder / "compiled")
    for name in ("project", "simulate"):
        how = f"numpy, typer, yaml{f'; {draws:,} draws' if name == 'simulate' else ''}"
        yield Measured(f"mtfp {name}, S, over bare imports", taken[name] / taken["bare"], how)
    how = "numpy, pandas, typer, rich, yaml"
    yield Measured("mtfp project, S, over the imports of all it needs", taken["project"] / taken["full"], how)
    bare, one, four = (most_memory(each) for each in (BARE, (*drawn, str(draws)), (*drawn, str(4 * draws))))
    yield Measured("memory of mtfp simulate, S, over bare imports", one / bare, f"{one:.0f} MB over {bare:.0f} MB")
    yield Measured("memory, four times the draws", four / one, f"{four:.0f} MB over {one:.0f} MB")


def measured(rounds: int, draws: int, folder: Path) -> Iterator[Measured]:
    """Everything, with at most so many draws."""
    for part in (over_normals, over_a_loop, growth, one_future):
        yield from part(rounds, draws)
    yield from whole_commands(rounds, draws, folder)
    yield from batches(rounds, draws, folder)
