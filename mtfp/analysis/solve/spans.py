"""Spans of a sought number in which a target holds: tried on a grid, and their ends found exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Miss = Callable[[float], float]
"""Function of the sought number: by how much the target is missed; zero or less is no miss."""
EXACT, NEARLY = 1e-4, 0.02
"""Precision of an end of a span, as a share of a step: in the central case, and in draws, whose error is larger."""


@dataclass(frozen=True)
class Span:
    """Span in which a target holds. `starts` and `ends` are False at an end of the search, where it may go on."""

    first: float
    last: float
    starts: bool
    ends: bool

    def has(self, value: float) -> bool:
        """Return True if a value is in the span."""
        return self.first <= value <= self.last


def spans(miss: Miss, grid: Sequence[float], step: float, exact: float = EXACT, *, whole: bool = False) -> list[Span]:
    """Return the spans in which a target holds, in order. A span between two values of the grid can be overlooked.

    >>> [span] = spans(lambda x: (x - 1) * (x - 3), [0, 2, 4], 0.1)
    >>> round(span.first, 3), round(span.last, 3)
    (1.0, 3.0)
    >>> spans(lambda x: 2.5 - x, [0, 4], 1, whole=True)
    [Span(first=3, last=4, starts=True, ends=False)]
    """
    held = [miss(value) <= 0 for value in grid]
    found = list[Span]()
    first, starts = grid[0], False
    for (low, high), (before, after) in zip(pairwise(grid), pairwise(held), strict=True):
        if before == after:
            continue
        end = _whole_end(miss, low, high) if whole else end_of_span(miss, low, high, exact * step)
        if after:
            first, starts = end, True
        else:
            found.append(Span(first, end, starts, ends=True))
    if held[-1]:
        found.append(Span(first, grid[-1], starts, ends=False))
    return found


def end_of_span(miss: Miss, low: float, high: float, exact: float) -> float:
    """Return the crossing between two values: the target holds at one of them only."""
    from scipy.optimize import brentq

    at_low, at_high = miss(low), miss(high)
    if at_low == 0 or at_high == 0:
        return low if at_low == 0 else high
    return float(brentq(miss, low, high, xtol=exact, rtol=1e-12))


def _whole_end(miss: Miss, low: float, high: float) -> float:
    """Return the whole number between two others that is the nearest to the crossing of those where it holds."""
    rises = miss(low) > 0
    while high - low > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if (miss(middle) > 0) == rises else (low, middle)
    return high if rises else low
