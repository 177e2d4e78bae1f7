"""What is measured, in one form."""

from typing import NamedTuple


class Measured(NamedTuple):
    """A ratio, what it is of, and how it came about."""

    what: str
    ratio: float
    how: str
