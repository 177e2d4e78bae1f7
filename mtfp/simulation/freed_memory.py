"""What is done with memory that a block no longer needs."""

from functools import cache

import numpy as np

LARGEST_LEARNT = 31 * 2**20
"""Bytes just under the largest piece that the GNU C library learns from, 32 MiB."""


@cache
def keep_freed_memory() -> None:
    """Have the C library keep what is freed for the next array, where it would hand it back and ask again each time.

    The GNU library sets its thresholds by the largest piece ever freed; elsewhere it does nothing. One that isn't
    written to takes no memory. See docs/decisions/simulation-speed.md.
    """
    np.empty(LARGEST_LEARNT, np.uint8)
