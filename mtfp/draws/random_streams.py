"""Where chance comes from: one stream of random numbers for each thing that is uncertain, keyed by its name.

What is added, renamed, reordered or taken out of a plan so moves no other stream, and the blocks of a run can be drawn
in any order, by any number of threads or machines. Section 14 of the model.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mtfp.model.base.arrays import Array

BLOCK = 4096
"""Draws of one block. It belongs to the model's version: with another, the same seed gives other draws."""
_WORDS = 4
"""Words of 32 bits that stand for a name, so that two names have the same ones never, for all we can count."""


@dataclass(frozen=True)
class RandomStream:
    """One thing that is uncertain: what kind it is, its name among those, and how many numbers a draw needs.

    `even`: numbers even between 0 and 1, and not standard normal ones. `national`: the same in every plan. `memory`:
    how much of one row is there in the next, for samplers that take the rows that matter most first.
    """

    kind: str
    name: str
    rows: int
    even: bool = False
    national: bool = False
    memory: float = 0.0

    @property
    def key(self) -> str:
        """What no other stream of a plan is called: an assumption and an event may share a name."""
        return f"{self.kind} {self.name}"


Shocks = Mapping[RandomStream, Array]
"""The numbers of each stream, shape (row, draw)."""


def random_shocks(streams: Iterable[RandomStream], plan: str, seed: int, block: int) -> Shocks:
    """Independent random numbers for each stream of the plan of that name, BLOCK draws of them.

    >>> cpi = RandomStream("assumption", "cpi", rows=2, national=True)
    >>> here, there = (random_shocks([cpi], plan, seed=1, block=0)[cpi] for plan in ("Orkney", "Fife"))
    >>> here.shape, bool((here == there).all())
    ((2, 4096), True)
    """
    return {stream: _numbers(stream, _generator(stream, plan, seed, block)) for stream in streams}


def _numbers(stream: RandomStream, generator: np.random.Generator) -> Array:
    shape = (stream.rows, BLOCK)
    return generator.random(shape) if stream.even else generator.standard_normal(shape)


def _generator(stream: RandomStream, plan: str, seed: int, block: int) -> np.random.Generator:
    whose = () if stream.national else words(plan)
    key = np.random.SeedSequence((seed, *words(stream.key), *whose), spawn_key=(block,))
    return np.random.Generator(np.random.SFC64(key))


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[int, ...]:
    """A text as numbers that are the same on every machine and in every run, as Python's own hash is not.

    >>> words("assumption cpi")
    (337956530, 2644358656, 2860375374, 772528179)
    """
    digest = hashlib.sha256(text.encode()).digest()
    return tuple(int.from_bytes(digest[4 * word : 4 * word + 4], "little") for word in range(_WORDS))
