"""Draw Sobol points, which are spread more evenly than random numbers, so that fewer draws give the same precision.

Sobol points depend on all streams of a plan together. Unlike random numbers, all points change when an uncertain part
of the plan is added, renamed or removed, and no two plans share points.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from mtfp.draws.random_streams import BLOCK, RandomStream, Shocks, hash_words
from mtfp.model.base.arrays import Array
from mtfp.model.uncertainty.matrices import mixed

KIND_ORDER = ("assumption", "partner", "variant", "saving", "impact", "event", "recovery")
"""Kinds of streams, from the kind that usually moves most money to the kind that moves least.

Sobol points are spread most evenly in their first dimensions, so these go to the first kinds.
"""
_BITS = 32
"""Number of binary digits of a point. Half of the last digit is added to avoid 0, which would give minus infinity."""
SMALL_WEIGHT = 1e-3
"""Weight of the shocks of years before the first projected one in the order of components."""


def sobol_shocks(streams: Iterable[RandomStream], plan: str, seed: int, block: int, blocks: int = 1) -> Shocks:
    """Return scrambled Sobol points for each stream, shape (row, draw), for some blocks from number `block`.

    Each block continues the block before it. `plan` is the plan's name. The seed and this name determine the scramble,
    which SciPy makes from a random lower-triangular matrix and a digital shift.
    """
    # SciPy takes long to import, so runs with random numbers don't import it.
    from scipy.special import ndtri
    from scipy.stats import qmc

    every = tuple(streams)
    order = dimensions(every)
    if not order:
        return {}
    key = np.random.SeedSequence((seed, *hash_words("sobol"), *hash_words(plan)))
    points = qmc.Sobol(len(order), bits=_BITS, rng=np.random.Generator(np.random.SFC64(key)))
    if block:
        points.fast_forward(block * BLOCK)
    numbers = dict(zip(order, points.random(blocks * BLOCK).T + 0.5 ** (_BITS + 1), strict=True))
    by_stream = {stream: np.array([numbers[stream, row] for row in range(stream.rows)]) for stream in every}
    return {stream: even if stream.even else _yearly_shocks(stream, ndtri(even)) for stream, even in by_stream.items()}


def dimensions(streams: Iterable[RandomStream]) -> list[tuple[RandomStream, int]]:
    """Return the stream and row for each dimension of the points, in order.

    The order begins with the first row of every stream, continues with the second row of every stream, and so on.
    """
    every = [(stream, row) for stream in streams for row in range(stream.rows)]
    return sorted(every, key=lambda each: (each[1], KIND_ORDER.index(each[0].kind), each[0].name))


def _yearly_shocks(stream: RandomStream, components: Array) -> Array:
    """Return yearly shocks from independent normals (`components`). The first component moves the whole path most."""
    if stream.rows == 1:
        return components
    rotation = directions(stream.memory, stream.rows, stream.before)
    return np.array([mixed(weights, list(components)) for weights in rotation])


@lru_cache(maxsize=64)
def directions(memory: float, years: int, before: int = 0) -> Array:
    """Return the rotation from principal components to yearly shocks, shape (year, component).

    The components are those of the running total of an AR(1) with persistence `memory`, counted from row `before`, the
    first projected year. Rates build up over the years, so the first component lifts prices over the whole plan. The
    columns of the rotation are the right singular vectors of the matrix that turns yearly shocks into the running
    total. Rotated independent normals are again independent normals.

    >>> directions(0.5, 2).round(3).tolist()
    [[0.92, -0.392], [0.392, 0.92]]
    """
    lag = np.subtract.outer(np.arange(years), np.arange(years))
    path = np.where(lag >= 0, memory ** np.abs(lag), 0.0) * np.where(np.arange(years) > 0, np.sqrt(1 - memory**2), 1.0)
    # Small weights on the earlier shocks settle the order of the components that hardly move the projected years.
    earlier = SMALL_WEIGHT * np.diag(np.arange(1, years + 1))[:before]
    vectors = np.linalg.svd(np.concatenate([np.cumsum(path[before:], axis=0), earlier]))[2].T
    # The sign of a singular vector depends on the machine, so make the largest entry of each vector positive.
    rotation = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), np.arange(years)] < 0, -1.0, 1.0)
    rotation.setflags(write=False)
    return rotation
