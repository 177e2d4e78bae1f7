"""Movement of money, or of another figure, that leaves the gap as it is."""

from dataclasses import dataclass

import numpy as np

from mtfp.findings.short import Short, in_list
from mtfp.model.base.arrays import Array

NOISE = 1e-9
ALIKE = 0.05
"""Part of the money by which two transfers between the same parts may differ and still be one to a reader."""


@dataclass(frozen=True, repr=False)
class Transfer(Short):
    """Money of a year that moves from some parts of a whole to others, in the plan's unit; above zero."""

    of: str
    """Whole, in words, such as `cost`; empty for a single figure."""
    sources: tuple[str, ...]
    """Parts that lose the money, the one that loses most first; none if a single figure rises."""
    targets: tuple[str, ...]
    """Parts that gain the money, the one that gains most first; none if a single figure falls."""
    amount: float
    year: str
    unit: str = ""
    """Unit of the amount, such as `hours`; empty for money."""

    @property
    def money(self) -> float:
        """Amount of money; zero for another unit."""
        return 0.0 if self.unit else self.amount

    def is_like(self, other: "Transfer") -> bool:
        """Return True if about the same money moves between the same parts, in either direction."""
        same = {*self.sources, *self.targets} == {*other.sources, *other.targets}
        return same and abs(self.amount - other.amount) <= ALIKE * other.amount

    def in_short(self) -> str:
        return f"{self.amount:,.3f} of {self.of} in {self.year}, {in_list(self.sources)} → {in_list(self.targets)}"


def peak(values: Array) -> int:
    """Return the position of the first of the largest values, but for rounding.

    >>> peak(np.array([1.0, 3.0, 3.0000000000001]))
    1
    """
    largest = values.max()
    return int(np.flatnonzero(values >= largest - NOISE * abs(largest))[0])
