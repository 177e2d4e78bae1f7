"""Arrays and bytes that a run makes for each draw, by size of the plan."""

import tracemalloc

from mtfp.draws.random_streams import BLOCK
from mtfp.model.plan import Plan
from tests.benchmarks.allocations import Made, counted
from tests.benchmarks.effort import Effort
from tests.benchmarks.measured import Cell, Table, once
from tests.benchmarks.parts import run_here
from tests.benchmarks.sized import SIZES, plan

ABOUT = """
A run of one block of {draws:,} draws in one thread. An array counts if it has at least one number for each draw. Bytes
made are those of all such arrays, most of which live for a moment; bytes held are the most that Python and NumPy hold
at once, with the recorded figures of the run.
"""


def arrays(effort: Effort) -> Table:
    """Count the arrays of a block, and the bytes that they take."""
    draws = min(BLOCK, effort.draws)
    rows: list[tuple[Cell, ...]] = []
    for name, size in SIZES.items():
        ready = plan(size)
        run_here(ready, draws)  # what is worked out once, such as the weights of lines
        made = _of_a_block(ready, draws)
        bytes_a_draw = made.bytes / draws
        row = once(made.arrays), once(bytes_a_draw / 1000, "kB"), once(bytes_a_draw / 8 / size.normals)
        rows.append((name, *row, once(_held(ready, draws) / draws / 1000, "kB")))
    columns = ("size", "arrays a block", "made, a draw", "numbers made per normal", "most held, a draw")
    return Table("Arrays and bytes", ABOUT.format(draws=draws), columns, tuple(rows))


def _of_a_block(ready: Plan, draws: int) -> Made:
    """Return what a run of one block makes; arrays of the central case have one draw and are too small to count."""
    with counted(least=8 * draws) as made:
        run_here(ready, draws)
    return made


def _held(ready: Plan, draws: int) -> int:
    """Return the most bytes that Python and NumPy held at once in a run of one block, beyond those before it."""
    tracemalloc.start()
    try:
        run_here(ready, draws)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
