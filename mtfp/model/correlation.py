"""Correlations: the correlated pairs of a plan as matrices to draw from.

A pair correlates the latent normal shocks of a year (a Gaussian copula). Groups that no pair joins are calculated
separately, so that a change in one group moves no draw of another. Draws use neither BLAS nor LAPACK, unless the
stated pairs contradict each other, so that they are the same to the bit on every machine. Section 4 of the model.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.plan import Plan

STRENGTHS = {"strong": 0.8, "moderate": 0.5, "weak": 0.3, "none": 0.0}
"""Correlations that a plan may write as words."""
MAX_PROJECTIONS = 10_000
"""Maximum rounds of Higham's method, which converges linearly; matrices of this size need far fewer."""
SMALLEST_SHOWN = 0.0005
"""Smallest change of a correlation that shows in three decimals."""

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Group:
    """Group of assumptions joined by pairs, directly or through others, and their correlations; zero if not stated."""

    names: tuple[str, ...]
    stated: Rows

    @property
    def used(self) -> Array:
        """Correlations used by the draws: those stated, or the nearest that don't contradict each other."""
        return possible(self.stated)

    @property
    def adjusted(self) -> "tuple[AdjustedPair, ...]":
        """Pairs whose correlation had to change because the stated correlations contradict each other."""
        used = self.used
        return tuple(
            AdjustedPair(one, other, self.stated[i][j], float(used[i, j]))
            for i, one in enumerate(self.names)
            for j, other in enumerate(self.names[:i])
            if abs(used[i, j] - self.stated[i][j]) >= SMALLEST_SHOWN
        )

    def factor(self, names: Iterable[str]) -> Array:
        """Return the triangle L with L · Lᵀ the correlations of some of its assumptions."""
        return _factor(self.stated, tuple(self.names.index(name) for name in names))


@dataclass(frozen=True)
class AdjustedPair:
    """Pair of assumptions whose stated correlation (zero if none) isn't the one used by the draws."""

    one: str
    other: str
    stated: float
    used: float

    def __str__(self) -> str:
        return f"`{self.other}` with `{self.one}` {self.used:.3f} instead of {self.stated:g}"


def groups(plan: Plan) -> tuple[Group, ...]:
    """Return the uncertain assumptions joined by pairs, group by group.

    The order within a group matters, since an assumption's draws depend only on those before it. National assumptions
    come first, so that a plan's own entries don't change what plans share. Those that savings are delivered by come
    last, because each partner draws their shocks separately. Otherwise the order is by name.
    """
    pairs = {frozenset(pair): strength for pair, strength in stated_pairs(plan)}
    delivery = {saving.delivery for saving in plan.all_savings.values()}

    def order(name: str) -> tuple[bool, bool, str]:
        return name in delivery, plan.assumptions[name].scope != "national", name

    joined = [sorted(names, key=order) for names in _components(sorted(tuple(sorted(pair)) for pair in pairs))]
    return tuple(
        Group(
            tuple(names),
            tuple(tuple(1.0 if a == b else pairs.get(frozenset((a, b)), 0.0) for b in names) for a in names),
        )
        for names in joined
    )


def mixing(plan: Plan, name: str) -> str:
    """Describe in words which shocks are mixed for an uncertain assumption, and its memory.

    Two plans draw the same values for a national assumption if this text is the same in both.
    """
    memory = {other: assumption.memory for other, assumption in plan.assumptions.items()}
    group = next((group for group in groups(plan) if name in group.names), None)
    if group is None:
        return f"remembers {memory[name]:g}"
    weights = group.factor(group.names)[group.names.index(name)]
    mixed_of = [
        f"{weight:.9g} {other}{' drawn once' if memory[other] == 1 else ''}"
        for other, weight in zip(group.names, weights, strict=True)
        if weight
    ]
    return f"{' + '.join(mixed_of)}, remembers {memory[name]:g}"


def stated_pairs(plan: Plan) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield the pairs of uncertain assumptions with a correlation other than zero; other pairs have no effect."""
    uncertain = {name for name, assumption in plan.assumptions.items() if assumption.spread}
    for one, other, strength in plan.correlations:
        number = STRENGTHS[strength] if isinstance(strength, str) else strength
        if number and {one, other} <= uncertain:
            yield (one, other), number


def _components(pairs: Iterable[tuple[str, ...]]) -> list[set[str]]:
    """Group the names that pairs join, directly or through others.

    >>> [sorted(names) for names in _components([("a", "b"), ("c", "d"), ("b", "e")])]
    [['c', 'd'], ['a', 'b', 'e']]
    """
    found: list[set[str]] = []
    for pair in pairs:
        touched = [names for names in found if names & set(pair)]
        found = [names for names in found if names not in touched] + [set(pair).union(*touched)]
    return found


@lru_cache(maxsize=64)
def _factor(stated: Rows, positions: tuple[int, ...]) -> Array:
    return triangle(possible(stated)[np.ix_(positions, positions)])


def triangle(correlations: Array) -> Array:
    """Return the lower triangle L with L · Lᵀ = C (Cholesky), also if some rows depend entirely on others.

    >>> triangle(np.array([[1.0, 1.0, 0.6], [1.0, 1.0, 0.6], [0.6, 0.6, 1.0]])).round(12).tolist()
    [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.6, 0.0, 0.8]]
    """
    lower = np.zeros_like(correlations)
    for j in range(len(correlations)):
        left = correlations[j:, j] - (lower[j:, :j] * lower[j, :j]).sum(axis=1)
        if left[0] > NOISE:
            lower[j:, j] = left / np.sqrt(left[0])
    return lower


@lru_cache(maxsize=64)
def possible(stated: Rows) -> Array:
    """Return the stated correlations if random numbers can have them, or else the nearest that they can have."""
    matrix = np.array(stated)
    if np.linalg.eigvalsh(matrix)[0] < -NOISE:
        matrix = nearest(matrix)
    matrix.setflags(write=False)
    return matrix


def nearest(matrix: Array) -> Array:
    """Return the correlation matrix nearest to a symmetric one, by the sum of squared differences.

    Project in turn onto the positive semi-definite matrices, with Dykstra's correction, and onto those with a unit
    diagonal. Source: N. J. Higham, Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22
    (2002), algorithm 3.3.
    """
    projected, correction = matrix, np.zeros_like(matrix)
    for _ in range(MAX_PROJECTIONS):
        corrected = projected - correction
        semidefinite = _without_negative(corrected)
        correction = semidefinite - corrected
        projected = semidefinite.copy()
        np.fill_diagonal(projected, 1.0)
        if np.abs(projected - semidefinite).max() <= NOISE / len(matrix):
            return projected
    raise ArithmeticError("no nearest correlation matrix was found")


def _without_negative(matrix: Array) -> Array:
    """Return the nearest positive semi-definite matrix: negative eigenvalues become zero."""
    roots, vectors = np.linalg.eigh(matrix)
    semidefinite = (vectors * np.maximum(roots, 0)) @ vectors.T
    return (semidefinite + semidefinite.T) / 2


def implied(shocks: float, persistence: tuple[float, float], years: int) -> Array:
    """Return the correlation of two latent values in each year, given that of their yearly shocks, shape (year,).

        c[1] = r,   c[t] = a · b · c[t-1] + sqrt(1 - a²) · sqrt(1 - b²) · r

    for persistences a and b. It stays at r if they are equal, and falls towards
    r · sqrt((1 - a²)(1 - b²)) / (1 - a · b) if they aren't. An assumption drawn once has a persistence of 1.

    >>> implied(0.8, (0.0, 0.9), 3).round(4).tolist()
    [0.8, 0.3487, 0.3487]
    """
    a, b = persistence
    shared = np.sqrt((1 - a * a) * (1 - b * b)) * shocks
    values = [shocks]
    for _ in range(years - 1):
        values.append(a * b * values[-1] + shared)
    return np.array(values)


def mixed(weights: Array, shocks: Sequence[Array]) -> Array:
    """Return one row of L · ε, summed in the order of the names, so that its bits depend on nothing else.

    >>> mixed(np.array([0.6, 0.8]), [np.array([1.0]), np.array([2.0])]).tolist()
    [2.2]
    """
    total = np.zeros_like(shocks[0])
    for weight, shock in zip(weights, shocks, strict=True):
        if weight:
            total += weight * shock
    return total
