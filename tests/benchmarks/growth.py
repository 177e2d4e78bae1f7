"""Growth of a run's time: with draws, lines, years, and uncertain assumptions; and the central case alone."""

from dataclasses import replace

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from tests.benchmarks.clock import rounds_of
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Ratio, Table, over, ratios
from tests.benchmarks.over_normals import run_of
from tests.benchmarks.sized import SIZES, plan

ABOUT = """
Runs of size M with 50 lines, in one thread; one thing is doubled or more at a time. Growth in plans is in the table of
batches.
"""


def growth(effort: Effort) -> Table:
    """Measure a run against runs of more draws, lines, years and uncertain assumptions."""
    size, draws = replace(SIZES["M"], lines=50), max(effort.draws // 4, 1)
    ready = plan(size)
    jobs = {
        "run": run_of(size, draws),
        "draws": run_of(size, 4 * draws),
        "lines": run_of(replace(size, lines=200), draws),
        "years": run_of(replace(size, years=5), draws),
        "drivers": run_of(replace(size, drivers=30), draws),
        "central": lambda: project(ready, central_draws(ready)),
    }
    taken = rounds_of(jobs, effort.rounds)
    rows = [
        Ratio("4 times the draws", over(taken["draws"], taken["run"]), note=f"{4 * draws:,} draws over {draws:,}"),
        Ratio("4 times the lines", over(taken["lines"], taken["run"]), note="200 lines over 50"),
        Ratio("twice the years", over(taken["run"], taken["years"]), note="10 years over 5"),
        Ratio("twice the uncertain assumptions", over(taken["drivers"], taken["run"]), note="30 over 15"),
        Ratio("central case, in draws", over(taken["central"], taken["run"], per=draws), note=f"of {draws:,} draws"),
    ]
    return ratios("Growth of a run", ABOUT, rows)
