"""Keep freed memory for the next block instead of returning it to the system."""

from functools import cache

import numpy as np

LARGEST_LEARNT = 31 * 2**20
"""Bytes, just under 32 MiB: the GNU C library ignores larger pieces when it sets its thresholds."""


@cache
def keep_freed_memory() -> None:
    """Make the C library keep freed memory, which otherwise goes back to the system after every array.

    The GNU library sets its thresholds by the largest piece ever freed. With other libraries this has no effect. See
    docs/decisions/simulation-speed.md.
    """
    # Allocated and freed at once; memory that is never written to takes no space.
    np.empty(LARGEST_LEARNT, np.uint8)
