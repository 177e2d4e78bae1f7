"""Sizes of tests: small for every change, and large where MTFP_EVIDENCE=long asks for more evidence."""

import os

LONG = os.environ.get("MTFP_EVIDENCE") == "long"


def size(usual: int, *, long: int) -> int:
    """Return how many there are to be: of examples, draws, kills."""
    return long if LONG else usual
