"""Draw Sobol points instead of random numbers: they are spread more evenly, so fewer draws give the same precision.

Points depend on the plan's whole list of streams. Unlike random numbers, all of them move when something uncertain is
added, renamed or removed, and no two plans share any.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from mtfp.draws.random_streams import BLOCK, RandomStream, Shocks, hash_words
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import mixed

KIND_ORDER = ("assumption", "partner", "variant", "saving", "impact", "event", "recovery")
"""Kinds of streams, first those that move most money in most plans: they take the first and most even dimensions."""
_BITS = 32
"""Binary digits of a point. Half a step of the last digit is added: at 0 the normal would be infinite."""


def sobol_shocks(streams: Iterable[RandomStream], plan: str, seed: int, block: int) -> Shocks:
    """Return scrambled Sobol points for each stream, shape (row, BLOCK), continuing after the block before.

    `plan` is the plan's name. The scramble (SciPy's: a random lower-triangular matrix and a digital shift) is keyed by
    the seed and that name.
    """
    # SciPy takes long to import: runs with random numbers do without it.
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
    numbers = dict(zip(order, points.random(BLOCK).T + 0.5 ** (_BITS + 1), strict=True))
    by_stream = {stream: np.array([numbers[stream, row] for row in range(stream.rows)]) for stream in every}
    return {stream: even if stream.even else _yearly_shocks(stream, ndtri(even)) for stream, even in by_stream.items()}


def dimensions(streams: Iterable[RandomStream]) -> list[tuple[RandomStream, int]]:
    """Return the stream and row of each dimension: the first row of every stream, then the second, and so on."""
    every = [(stream, row) for stream in streams for row in range(stream.rows)]
    return sorted(every, key=lambda each: (each[1], KIND_ORDER.index(each[0].kind), each[0].name))


def _yearly_shocks(stream: RandomStream, components: Array) -> Array:
    """Return shocks by year from independent normals, the first of which moves the whole path most."""
    if stream.rows == 1:
        return components
    return np.array([mixed(weights, list(components)) for weights in directions(stream.memory, stream.rows)])


@lru_cache(maxsize=64)
def directions(memory: float, years: int) -> Array:
    """Return the rotation from principal components of an AR(1)'s running total to its yearly shocks.

    Shape (year, component). The running total is used because rates build up: the first component lifts prices over
    the whole plan. The rotation holds the right singular vectors of the matrix that turns shocks into the total.
    Rotated independent normals are again independent normals.

    >>> directions(0.5, 2).round(3).tolist()
    [[0.92, -0.392], [0.392, 0.92]]
    """
    lag = np.subtract.outer(np.arange(years), np.arange(years))
    path = np.where(lag >= 0, memory ** np.abs(lag), 0.0) * np.where(np.arange(years) > 0, np.sqrt(1 - memory**2), 1.0)
    vectors = np.linalg.svd(np.cumsum(path, axis=0))[2].T
    # Signs of singular vectors depend on the machine: make each vector's largest entry positive.
    rotation = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), np.arange(years)] < 0, -1.0, 1.0)
    rotation.setflags(write=False)
    return rotation
