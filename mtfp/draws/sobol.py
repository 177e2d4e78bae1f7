"""Sobol points instead of random numbers: they fill the space more evenly, so that fewer draws tell as much.

A plan's points are those of its whole list of streams: they move when anything uncertain is added, renamed or taken
out, and no two plans share any. For random streams none of that holds.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from mtfp.draws.random_streams import BLOCK, RandomStream, Shocks, words
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import mixed

IN_TURN = ("assumption", "partner", "variant", "saving", "impact", "event", "recovery")
"""Which kinds of streams take the first and most even dimensions: those that move most money in most plans."""
_BITS = 32
"""Binary digits of a point: half a step of the last keeps every one off 0, whose normal would be infinite."""


def sobol_shocks(streams: Iterable[RandomStream], plan: str, seed: int, block: int) -> Shocks:
    """Scrambled Sobol points for the streams of the plan of that name, the BLOCK points that follow the last block's.

    The scramble (SciPy's: a random lower-triangular matrix and a digital shift) is keyed by the seed and the plan's
    name. SciPy is loaded here and not before.
    """
    from scipy.special import ndtri
    from scipy.stats import qmc

    every = tuple(streams)
    order = dimensions(every)
    if not order:
        return {}
    key = np.random.SeedSequence((seed, *words("sobol"), *words(plan)))
    points = qmc.Sobol(len(order), bits=_BITS, rng=np.random.Generator(np.random.SFC64(key)))
    if block:
        points.fast_forward(block * BLOCK)
    numbers = dict(zip(order, points.random(BLOCK).T + 0.5 ** (_BITS + 1), strict=True))
    by_stream = {stream: np.array([numbers[stream, row] for row in range(stream.rows)]) for stream in every}
    return {stream: even if stream.even else _in_years(stream, ndtri(even)) for stream, even in by_stream.items()}


def dimensions(streams: Iterable[RandomStream]) -> list[tuple[RandomStream, int]]:
    """Which number of which stream each dimension gives: the first of each stream, then the second of each, ..."""
    every = [(stream, row) for stream in streams for row in range(stream.rows)]
    return sorted(every, key=lambda each: (each[1], IN_TURN.index(each[0].kind), each[0].name))


def _in_years(stream: RandomStream, components: Array) -> Array:
    """Shocks by year from independent normals of which the first moves the whole path most."""
    if stream.rows == 1:
        return components
    return np.array([mixed(weights, list(components)) for weights in directions(stream.memory, stream.rows)])


@lru_cache(maxsize=64)
def directions(memory: float, years: int) -> Array:
    """The rotation from principal components of an AR(1)'s running total to its yearly shocks, shape (year, component).

    The running total, since rates build up: the first component is what lifts prices over the whole plan. The right
    singular vectors of the matrix that makes the total from the shocks; rotated normals are independent normals.

    >>> directions(0.5, 2).round(3).tolist()
    [[0.92, -0.392], [0.392, 0.92]]
    """
    lag = np.subtract.outer(np.arange(years), np.arange(years))
    path = np.where(lag >= 0, memory ** np.abs(lag), 0.0) * np.where(np.arange(years) > 0, np.sqrt(1 - memory**2), 1.0)
    vectors = np.linalg.svd(np.cumsum(path, axis=0))[2].T
    turned = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), np.arange(years)] < 0, -1.0, 1.0)
    turned.setflags(write=False)
    return turned
