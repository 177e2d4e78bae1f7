"""Sizes of tests that draw cases: ordinary for every change, long with `MTFP_EVIDENCE=long` in the environment.

Long evidence is the same tests with a size, so that it can't rot.
"""

import os

from hypothesis import settings

SIZES = ("ordinary", "long")


def size(*, ordinary: int, long: int) -> int:
    """Return the number that the environment asks for; unset and empty ask for the ordinary one."""
    asked = os.environ.get("MTFP_EVIDENCE") or "ordinary"
    if asked not in SIZES:
        raise ValueError(f"MTFP_EVIDENCE={asked}: write one of {', '.join(SIZES)}")
    return {"ordinary": ordinary, "long": long}[asked]


def examples(*, ordinary: int, long: int) -> settings:
    """Return hypothesis's settings for a number of examples, without a deadline: machines may be busy."""
    return settings(max_examples=size(ordinary=ordinary, long=long), deadline=None)
