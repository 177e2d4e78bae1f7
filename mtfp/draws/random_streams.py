"""Draw streams of random numbers, one for each uncertain part of a plan. Section 14 of the model.

The numbers of a stream depend on the name of its part. Adding, renaming, reordering or removing a part therefore
changes no other stream. Yearly numbers also depend on their financial year, and on no other year of the plan. The
blocks of a run can be drawn in any order, by any number of threads or machines.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.uncertainty.national import FIRST_YEAR

BLOCK = 4096
"""Number of draws in a block. Changing it changes the draws of every seed, so it needs a new model version."""
_WORDS = 4
"""Number of 32-bit words in the hash of a name: 128 bits, so that no two names share a hash in practice."""


@dataclass(frozen=True, repr=False)
class RandomStream(Short):
    """Stream of random numbers for one uncertain part of a plan, such as an assumption or a risk event."""

    kind: str
    """Kind of the uncertain part, one of `KIND_ORDER` in `sobol`."""
    name: str
    """Name of the uncertain part, unique among the parts of its kind."""
    rows: int
    """Number of random numbers that one draw needs, such as one for each year."""
    first_year: int | None = None
    """Calendar year of the first row, if each row belongs to a financial year; None for all other streams."""
    before: int = 0
    """Number of rows for years before the first projected year of the plan."""
    even: bool = False
    """True for uniform numbers between 0 and 1, False for standard normal numbers."""
    national: bool = False
    """True if the stream gives the same numbers in every plan."""
    memory: float = 0.0
    """Persistence from one year to the next, from 0 to 1. Sobol points use it to cover large movements most evenly."""

    def in_short(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Key of the stream, unique in a plan: kind and name. An assumption and an event may have the same name."""
        return f"{self.kind} {self.name}"


Shocks = Mapping[RandomStream, Array]
"""Random numbers of each stream, shape (row, draw)."""


def random_shocks(streams: Iterable[RandomStream], plan: str, seed: int, block: int, blocks: int = 1) -> Shocks:
    """Return independent random numbers for each stream, shape (row, draw), for some blocks from number `block`.

    `plan` is the plan's name.

    >>> cpi = RandomStream("assumption", "cpi", rows=2, national=True)
    >>> here, there = (random_shocks([cpi], plan, seed=1, block=0)[cpi] for plan in ("Orkney", "Fife"))
    >>> here.shape, bool((here == there).all())
    ((2, 4096), True)
    """
    return {stream: _numbers(stream, plan, seed, range(block, block + blocks)) for stream in streams}


def _numbers(stream: RandomStream, plan: str, seed: int, blocks: range) -> Array:
    """Return a stream's numbers. Those of years since `FIRST_YEAR` follow each other, so each belongs to its year.

    A single shock has another key than yearly ones, because a plan may need both for one national assumption.
    """
    words = (seed, *hash_words(stream.key), *(() if stream.national else hash_words(plan)))
    found = np.empty((stream.rows, len(blocks) * BLOCK))
    for number, block in enumerate(blocks):
        columns = found[:, number * BLOCK : (number + 1) * BLOCK]
        if stream.first_year is None:
            _fill(columns, words, block, even=stream.even)
            continue
        earlier = max(0, FIRST_YEAR - stream.first_year)
        for row in range(earlier):
            _fill(columns[row : row + 1], (*words, stream.first_year + row), block)
        _fill(columns[earlier:], (*words, FIRST_YEAR), block)
    return found


def _fill(rows: Array, words: tuple[int, ...], block: int, *, even: bool = False) -> None:
    """Write the numbers of one generator into rows of a block, one row after the other."""
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(words, spawn_key=(block,))))
    draw = generator.random if even else generator.standard_normal
    for row in rows:
        draw(out=row)


@lru_cache(maxsize=1024)
def hash_words(text: str) -> tuple[int, ...]:
    """Return the hash of a text as four whole numbers, which are the same on every machine and in every run.

    >>> hash_words("assumption cpi")
    (337956530, 2644358656, 2860375374, 772528179)
    """
    digest = hashlib.sha256(text.encode()).digest()
    return tuple(int.from_bytes(digest[4 * word : 4 * word + 4], "little") for word in range(_WORDS))
