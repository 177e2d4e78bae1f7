"""Keep memory that is free again for the next block of draws, instead of returning it to the operating system."""

from functools import cache

import numpy as np

LARGEST_LEARNT = 31 * 2**20
"""Size just under 32 MiB, in bytes. The GNU C library ignores larger pieces when it adapts its thresholds."""


@cache
def keep_freed_memory() -> None:
    """Make the C library keep freed memory, which would otherwise go back to the operating system after every array.

    The GNU C library sets its thresholds by the largest piece of memory ever freed. With any other library this
    function has no effect. See docs/decisions/simulation-speed.md.
    """
    # The array is freed at once, and memory that is never written to takes no space.
    np.empty(LARGEST_LEARNT, np.uint8)
