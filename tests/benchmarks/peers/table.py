"""Time of a draw in other tools, over the time of a draw in the engine, on plan S."""

from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.simulation.record import recorded_figures, rows_for
from tests.benchmarks.clock import Job, rounds_of
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, over
from tests.benchmarks.over_normals import run_of
from tests.benchmarks.peers.numpy_lines import numpy_gap
from tests.benchmarks.peers.pandas_frames import pandas_gap
from tests.benchmarks.peers.samplers import SAMPLERS, installed
from tests.benchmarks.peers.values import plain_draw, values_of
from tests.benchmarks.sized import SIZES, plan
from tests.laws import slow

FEW, MANY = 20, 500
"""Number of draws of a slow tool, and of one with a start that many draws share."""
WHOLE, GAP = "the whole projection", "cost, funding and gap; no reserves, closing, savings or identities"
ABOUT = """
Time of one draw in another tool over the time of one draw in the engine, plan S, {draws:,} draws of the engine in one
thread. Tools in the first rows take the engine's values and are compared with its projection of given draws; the others
draw values themselves, uniform and independent, and are compared with a whole run. The engine always does the whole
projection with identities, so a tool that leaves parts out looks better than it is. Tests hold the results of the
first to the engine's.
"""


def peers(effort: Effort) -> Table:
    """Measure each tool against the engine."""
    ready, draws = plan(SIZES["S"]), effort.of("S")
    given = sampled_draws(ready, Sampling(1), 0, min(4096, draws))
    few, many = min(FEW, given.size), min(MANY, effort.draws)
    rows_of_run = rows_for(ready, recorded_figures(ready))
    taking = {
        "plain Python loop": (WHOLE, [plain_draw(given, i) for i in range(few)], lambda one: slow.project(ready, one)),
        "NumPy, draw by draw": (GAP, [values_of(given, i) for i in range(few)], numpy_gap(ready)),
        "pandas, draw by draw": (GAP, [values_of(given, i) for i in range(few)], pandas_gap(ready)),
    }
    jobs: dict[str, Job] = {
        "projection": lambda: project(ready, given, rows_of_run),
        "run": run_of(SIZES["S"], draws),
    }
    jobs |= {name: lambda o=ones, f=of: [f(one) for one in o] for name, (_, ones, of) in taking.items()}  # type: ignore[misc]
    present = {name: of for name, (module, of) in SAMPLERS.items() if installed(module)}
    jobs |= {name: lambda of=of: of(ready, many) for name, of in present.items()}  # type: ignore[misc]
    taken = rounds_of(jobs, effort.rounds)
    rows: list[tuple[Cell, ...]] = []
    for name, (work, _, _) in taking.items():
        ratio = over(taken[name], taken["projection"], per=given.size / few)
        rows.append((name, ratio, ratio.spread, "projection of given draws", work))
    for name, (module, _) in SAMPLERS.items():
        if name in present:
            ratio = over(taken[name], taken["run"], per=draws / many)
            rows.append((name, ratio, ratio.spread, "whole run", GAP + "; calls the NumPy function"))
        else:
            rows.append((name, None, "", "", f"left out: {module} is not installed"))
    columns = ("tool", "ratio", "lowest to highest", "over the engine's", "work of the tool")
    return Table("Other tools, by draw", ABOUT.format(draws=draws), columns, tuple(rows))
