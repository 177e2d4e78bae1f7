"""Topics of the page, in its order."""

from collections.abc import Callable, Iterator

from tests.benchmarks.arrays import arrays
from tests.benchmarks.batches import batches
from tests.benchmarks.commands import over_imports
from tests.benchmarks.effort import Effort
from tests.benchmarks.growth import growth
from tests.benchmarks.measured import Table
from tests.benchmarks.memory import memory
from tests.benchmarks.over_normals import over_normals
from tests.benchmarks.parts import parts
from tests.benchmarks.peers.table import peers

TOPICS: tuple[Callable[[Effort], Table], ...] = (
    over_normals,
    parts,
    arrays,
    peers,
    growth,
    over_imports,
    batches,
    memory,
)
"""Functions that measure a topic each."""


def measured(effort: Effort) -> Iterator[Table]:
    """Measure one topic after another."""
    for topic in TOPICS:
        yield topic(effort)
