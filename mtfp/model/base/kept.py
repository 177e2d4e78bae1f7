"""Keep the last few results of a piece of work with what they depend on, for versions of a plan that share them."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from mtfp.model.base.arrays import Array

Result = TypeVar("Result")
KEPT = 4
"""Number of results that are kept: those of the central case, and of a few blocks of draws."""


class Needs(NamedTuple):
    """Basis of a result: objects, compared by identity, words and numbers, and arrays, compared by their numbers."""

    objects: tuple[object, ...]
    words: tuple[object, ...]
    arrays: tuple[Array, ...]

    def are(self, other: "Needs") -> bool:
        return (
            self.words == other.words
            and (len(self.objects), len(self.arrays)) == (len(other.objects), len(other.arrays))
            and all(one is another for one, another in zip(self.objects, other.objects, strict=True))
            and all(map(_equal, self.arrays, other.arrays))
        )


class Kept(Generic[Result]):
    """The last few results with what they depend on."""

    def __init__(self) -> None:
        self._known: tuple[tuple[Needs, Result], ...] = ()

    def of(self, needs: Needs, work_out: Callable[[], Result]) -> Result:
        """Return a result that is known for equal needs, or work it out and keep it."""
        for known, result in self._known:
            if known.are(needs):
                return result
        result = work_out()
        self._known = ((needs, result), *self._known)[:KEPT]
        return result


def _equal(one: Array, other: Array) -> bool:
    """Return True if arrays have equal numbers; the base year, which comes first, may be unknown in both."""
    if one is other:
        return True
    return one.shape == other.shape and bool(
        np.array_equal(one[1:], other[1:]) and np.array_equal(one[:1], other[:1], equal_nan=True)
    )
