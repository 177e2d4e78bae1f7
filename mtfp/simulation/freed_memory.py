"""Keep freed memory for the next block of draws, instead of returning it to the operating system."""

from functools import cache

import numpy as np

LARGEST_LEARNT = 31 * 2**20
"""Size just under 32 MiB, in bytes. The GNU C library adapts its thresholds only to pieces up to this size."""


@cache
def keep_freed_memory() -> None:
    """Make the C library keep freed memory. By default, the memory of every array goes back to the operating system.

    The GNU C library sets its thresholds by the largest piece of memory ever freed. With any other library this
    function has no effect. See docs/decisions/drawing.md.
    """
    # The array is freed at once. It takes no space, since nothing is written to it.
    np.empty(LARGEST_LEARNT, np.uint8)
