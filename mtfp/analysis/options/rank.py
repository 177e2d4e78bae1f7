"""Rank of packages: least impact first, then fewest people, then most money.

A criterion is a matrix of numbers by option. A package's value is the largest of its rows' sums over the package's
options, and less is better. Criteria are compared in order: the first that differs decides.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mtfp.model.base.arrays import Array, Flags
from mtfp.scenarios.options.file import Options

DIGITS = 9
"""Digits after the point in which two values must differ: 1.1 and 2.2 are as much as 3.3."""


def criteria(options: Options, money: Sequence[float]) -> tuple[Array, ...]:
    """Return the criteria in order, each of shape (row, option).

    1. The sum of the impacts, only if the file's scale adds.
    2. The number of options with the highest impact, then with the next lower one, and so on to the lowest.
    3. People: those of the largest group affected, then of all groups together.
    4. Money: what each option alone takes off the gap in all years.
    """
    return tuple(np.atleast_2d(np.array(each, dtype=float)) for each in _criteria(options, money))


def _criteria(options: Options, money: Sequence[float]) -> Iterator[Sequence[float] | Sequence[Sequence[float]]]:
    every = list(options.options.values())
    impacts = [option.impact for option in every]
    if options.scale.adds:
        yield impacts
    for level in sorted(set(impacts), reverse=True):
        yield [float(impact == level) for impact in impacts]
    groups = dict.fromkeys(affected.who for option in every for affected in option.people)
    by_group = [
        [sum(each.number for each in option.people if each.who == group) for option in every] for group in groups
    ]
    if groups:
        yield by_group
        yield [sum(numbers) for numbers in zip(*by_group, strict=True)]
    yield [-each for each in money]


def value(criterion: Array, chosen: Flags) -> Array:
    """Return the value of each package by one criterion, for a matrix of packages by options."""
    found: Array = (chosen @ criterion.T).max(axis=1)
    return found.round(DIGITS)


def best_first(every: Sequence[Array], chosen: Flags) -> NDArray[np.intp]:
    """Return the order of packages, the best first. Equal packages keep the order in which they are given."""
    return np.lexsort([value(criterion, chosen) for criterion in reversed(every)])
