"""Keep freed memory for the next block of draws, instead of returning it to the operating system."""

import ctypes
from contextlib import suppress
from functools import cache

import numpy as np

LARGEST_LEARNT = 31 * 2**20
"""Size just under 32 MiB, in bytes. The GNU C library adapts its thresholds only to pieces up to this size."""
TOP_PAD = -2
"""Number of the option `M_TOP_PAD` of the GNU C library: how much free memory it keeps at the end of a heap."""
KEPT = 256 * 2**20
"""Free memory that a thread keeps, in bytes: more than the arrays of two blocks take in usual plans."""


@cache
def keep_freed_memory() -> None:
    """Make the C library keep freed memory. By default, the memory of every array goes back to the operating system.

    The GNU C library sets its thresholds by the largest piece of memory ever freed. A thread's memory comes in heaps of
    64 MiB, and an empty heap goes back too, unless `M_TOP_PAD` is larger. With any other library this function has no
    effect. See docs/decisions/drawing.md.
    """
    # The array is freed at once. It takes no space, since nothing is written to it.
    np.empty(LARGEST_LEARNT, np.uint8)
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(TOP_PAD, KEPT)
