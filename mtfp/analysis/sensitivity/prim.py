"""Patient rule induction (PRIM): the conditions, a few at most, under which most of the draws of interest lie.

Knows numbers in draws; must not know plans. Draws are peeled off one side of one column at a time, then pasted back
while that helps. A box is judged by a harmonic mean of its coverage and its density, so it needs both.

Sources: Friedman and Fisher, Statistics and Computing 9 (1999); for coverage and density, Bryant and Lempert,
Technological Forecasting and Social Change 77 (2010).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

import numpy as np

from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, Flags

PEEL = 0.05
"""Share of the draws of a box that a step peels off or pastes on; equal values stay together, so it may be more."""
SMALLEST = 0.02
"""Smallest share of all draws that a box may have."""
COVERAGE = 2.0
"""Weight of coverage against density. With equal weights, another sample more often gives another box."""
WORTH = 0.02
"""Smallest rise of the score for which a box gets one more condition."""


@dataclass(frozen=True)
class Condition:
    """Condition on one column: a value over `low` and under `high`."""

    column: int
    low: float = -inf
    high: float = inf

    def holds(self, values: Array) -> Flags:
        """Return True for each draw that meets the condition; `values` has shape (column, draw)."""
        return (values[self.column] > self.low) & (values[self.column] < self.high)


@dataclass(frozen=True, repr=False)
class Box(Short):
    """Box: draws that meet some conditions together."""

    conditions: tuple[Condition, ...]

    def in_short(self) -> str:
        return counted(len(self.conditions), "condition")

    def holds(self, values: Array) -> Flags:
        """Return True for each draw inside the box; `values` has shape (column, draw)."""
        inside = np.ones(values.shape[1], dtype=bool)
        for condition in self.conditions:
            inside &= condition.holds(values)
        return inside


def found_box(values: Array, interest: Flags, most: int = 3) -> Box:
    """Return the box of few conditions that best separates the draws of interest; without conditions if none does.

    values : shape (column, draw)
    interest : True for a draw of interest, shape (draw,)
    most : largest number of columns with a condition

    By hand: the draws of interest have a first number under 0.3; the second number tells nothing.

    >>> values = np.random.default_rng(1).random((2, 2_000))
    >>> (only,) = found_box(values, values[0] < 0.3).conditions
    >>> only.column, round(only.high, 2)
    (0, 0.3)
    """
    box = _fitted(values, interest, range(len(values)))
    while len(box.conditions) > most:
        box = _fitted(values, interest, _columns(_without_weakest(box, values, interest)))
    while box.conditions:
        fewer = max(
            (_fitted(values, interest, _columns(each)) for each in _one_fewer(box)),
            key=lambda each: score(each.holds(values), interest),
        )
        if score(fewer.holds(values), interest) < score(box.holds(values), interest) - WORTH:
            break
        box = fewer
    return box


def coverage(inside: Flags, interest: Flags) -> float:
    """Return the share of the draws of interest that are inside a box; NaN if there are none."""
    return float(inside[interest].mean()) if interest.any() else np.nan


def density(inside: Flags, interest: Flags) -> float:
    """Return the share of the draws inside a box that are of interest; NaN for an empty box."""
    return float(interest[inside].mean()) if inside.any() else np.nan


def score(inside: Flags, interest: Flags) -> float:
    """Return the weighted harmonic mean of coverage (weight 2) and density (weight 1).

    It is 3·hits / (2·draws of interest + draws inside).
    """
    both = COVERAGE * np.count_nonzero(interest) + np.count_nonzero(inside)
    return float((1 + COVERAGE) * np.count_nonzero(inside & interest) / both) if both else 0.0


def _fitted(values: Array, interest: Flags, columns: Iterable[int]) -> Box:
    return _pasted(_peeled(values, interest, columns), values, interest)


def _peeled(values: Array, interest: Flags, columns: Iterable[int]) -> Box:
    """Return the best box on the way of peeling, which ends when the smallest is reached or no side helps."""
    columns = tuple(columns)
    box, inside = Box(()), np.ones(values.shape[1], dtype=bool)
    best, best_score = box, score(inside, interest)
    while peel := _best_peel(values, interest, inside, columns):
        box, inside = _narrowed(box, peel), inside & peel.holds(values)
        if (now := score(inside, interest)) > best_score:
            best, best_score = box, now
    return best


def _best_peel(values: Array, interest: Flags, inside: Flags, columns: Iterable[int]) -> Condition | None:
    """Return the condition that raises the density most for each draw that it takes away; None if none does."""
    draws, smallest = values[:, inside], SMALLEST * inside.size
    wanted, size = interest[inside], int(np.count_nonzero(inside))
    best, best_gain = None, 0.0
    for peel in (peel for column in columns for peel in _peels(column, draws[column])):
        left = peel.holds(draws)
        number = int(np.count_nonzero(left))
        if number < max(smallest, 1) or number == size:
            continue
        gain = (np.count_nonzero(wanted & left) / number - np.count_nonzero(wanted) / size) / (size - number)
        if gain > best_gain:
            best, best_gain = peel, gain
    return best


def _peels(column: int, values: Array) -> Iterator[Condition]:
    """Yield a condition for each side of a column: it takes off a twentieth of the draws, and all that equal them."""
    ordered = np.sort(values)
    number = max(1, round(PEEL * ordered.size))
    lowest, highest = ordered[number - 1], ordered[-number]
    above, below = ordered[ordered > lowest], ordered[ordered < highest]
    if above.size:
        yield Condition(column, low=float(lowest + above[0]) / 2)
        yield Condition(column, high=float(highest + below[-1]) / 2)


def _narrowed(box: Box, peel: Condition) -> Box:
    """Return a box with one more condition; conditions on the same column become one."""
    same = next((each for each in box.conditions if each.column == peel.column), Condition(peel.column))
    joined = Condition(peel.column, max(same.low, peel.low), min(same.high, peel.high))
    return Box((*(each for each in box.conditions if each.column != peel.column), joined))


def _pasted(box: Box, values: Array, interest: Flags) -> Box:
    """Return a box with its sides moved out, as long as this raises the score. A column without sides drops out."""
    while wider := _best(_wider(box, values), box, values, interest):
        box = wider
    return Box(tuple(each for each in box.conditions if (each.low, each.high) != (-inf, inf)))


def _wider(box: Box, values: Array) -> Iterator[Box]:
    for at, condition in enumerate(box.conditions):
        others = Box((*box.conditions[:at], *box.conditions[at + 1 :]))
        column = values[condition.column, others.holds(values)]
        number = max(1, round(PEEL * np.count_nonzero(box.holds(values))))
        for moved in _moved_out(condition, np.unique(column), np.sort(column), number):
            yield Box((*box.conditions[:at], moved, *box.conditions[at + 1 :]))


def _moved_out(condition: Condition, levels: Array, ordered: Array, number: int) -> Iterator[Condition]:
    """Yield a condition with its lower, then its upper side moved out past some draws and all that equal the last."""
    under, over = ordered[ordered < condition.low], ordered[ordered > condition.high]
    if under.size:
        reached = under[-min(number, under.size)]
        beyond = levels[levels < reached]
        low = float(reached + beyond[-1]) / 2 if beyond.size else -inf
        yield Condition(condition.column, low, condition.high)
    if over.size:
        reached = over[min(number, over.size) - 1]
        beyond = levels[levels > reached]
        high = float(reached + beyond[0]) / 2 if beyond.size else inf
        yield Condition(condition.column, condition.low, high)


def _one_fewer(box: Box) -> list[Box]:
    return [Box((*box.conditions[:at], *box.conditions[at + 1 :])) for at in range(len(box.conditions))]


def _columns(box: Box) -> list[int]:
    return [each.column for each in box.conditions]


def _without_weakest(box: Box, values: Array, interest: Flags) -> Box:
    """Return a box without the condition whose loss lowers the score least."""
    return max(_one_fewer(box), key=lambda each: score(each.holds(values), interest))


def _best(boxes: Iterable[Box], now: Box, values: Array, interest: Flags) -> Box | None:
    """Return the box with the highest score, or None if none is better than the present one."""
    best, best_score = None, score(now.holds(values), interest)
    for box in boxes:
        if (found := score(box.holds(values), interest)) > best_score:
            best, best_score = box, found
    return best
