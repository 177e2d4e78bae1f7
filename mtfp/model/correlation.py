"""Which assumptions move together: the pairs of a plan as matrices that can be drawn from.

A pair correlates the latent normal shocks of a year (a Gaussian copula). Groups that no pair joins are worked out
apart, so that what happens in one moves no draw of another. No BLAS and no LAPACK on the way to a draw, unless the
stated pairs contradict each other: the same bits on every machine. Section 4 of the model.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.plan import Plan

STRENGTHS = {"strong": 0.8, "moderate": 0.5, "weak": 0.3, "none": 0.0}
"""What the words stand for."""
MOST_PROJECTIONS = 10_000
"""Higham's method converges linearly: far more rounds than matrices of this size need."""
TELLING = 0.0005
"""A correlation that has moved by less shows as the same to three decimals."""

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Group:
    """Assumptions that pairs join, directly or by way of others, and their stated correlations; unstated ones nil."""

    names: tuple[str, ...]
    stated: Rows

    @property
    def used(self) -> Array:
        """The correlations that are drawn: as stated, or the nearest that are possible."""
        return possible(self.stated)

    @property
    def adjusted(self) -> "tuple[AdjustedPair, ...]":
        """Every pair whose correlation isn't drawn as stated, for what was stated can't all be true."""
        used = self.used
        return tuple(
            AdjustedPair(one, other, self.stated[i][j], float(used[i, j]))
            for i, one in enumerate(self.names)
            for j, other in enumerate(self.names[:i])
            if abs(used[i, j] - self.stated[i][j]) >= TELLING
        )

    def factor(self, names: Iterable[str]) -> Array:
        """The triangle L with L · Lᵀ the correlations of some of its assumptions."""
        return _factor(self.stated, tuple(self.names.index(name) for name in names))


@dataclass(frozen=True)
class AdjustedPair:
    """A pair, the correlation that was stated (nil if none was), and the one that is drawn."""

    one: str
    other: str
    stated: float
    used: float

    def __str__(self) -> str:
        return f"`{self.other}` with `{self.one}` {self.used:.3f} and not {self.stated:g}"


def groups(plan: Plan) -> tuple[Group, ...]:
    """The uncertain assumptions that pairs join, group by group.

    Within a group the national ones come first, so that no plan's own entries move what plans share, and those that
    savings are delivered by last, whose shocks each partner draws for itself; then by name.
    """
    pairs = {frozenset(pair): strength for pair, strength in stated_pairs(plan)}
    delivery = {saving.delivery for saving in plan.all_savings.values()}

    def place(name: str) -> tuple[bool, bool, str]:
        return name in delivery, plan.assumptions[name].scope != "national", name

    joined = [sorted(names, key=place) for names in _components(sorted(tuple(sorted(pair)) for pair in pairs))]
    return tuple(
        Group(
            tuple(names),
            tuple(tuple(1.0 if a == b else pairs.get(frozenset((a, b)), 0.0) for b in names) for a in names),
        )
        for names in joined
    )


def mixing(plan: Plan, name: str) -> str:
    """What an uncertain assumption's shocks are mixed of, and what they remember, in words.

    A national assumption is the same in two plans, draw by draw, where they say the same of it here.
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
    """The pairs of uncertain assumptions that go together, with their correlation; other pairs move nothing."""
    uncertain = {name for name, assumption in plan.assumptions.items() if assumption.spread}
    for one, other, strength in plan.correlations:
        number = STRENGTHS[strength] if isinstance(strength, str) else strength
        if number and {one, other} <= uncertain:
            yield (one, other), number


def _components(pairs: Iterable[tuple[str, ...]]) -> list[set[str]]:
    """The names that pairs join, directly or by way of others.

    >>> [sorted(names) for names in _components([("a", "b"), ("c", "d"), ("b", "e")])]
    [['c', 'd'], ['a', 'b', 'e']]
    """
    found: list[set[str]] = []
    for pair in pairs:
        touched = [names for names in found if names & set(pair)]
        found = [names for names in found if names not in touched] + [set(pair).union(*touched)]
    return found


@lru_cache(maxsize=64)
def _factor(stated: Rows, kept: tuple[int, ...]) -> Array:
    return triangle(possible(stated)[np.ix_(kept, kept)])


def triangle(correlations: Array) -> Array:
    """The lower triangle L with L · Lᵀ = C (Cholesky), its rows for those that are wholly given by others too.

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
    """Stated correlations, or the nearest matrix that random numbers can have."""
    matrix = np.array(stated)
    if np.linalg.eigvalsh(matrix)[0] < -NOISE:
        matrix = nearest(matrix)
    matrix.setflags(write=False)
    return matrix


def nearest(matrix: Array) -> Array:
    """The correlation matrix nearest to a symmetric one, in the sum of squared differences.

    Projections in turn on the positive semi-definite matrices, with Dykstra's correction, and on those with a unit
    diagonal: N. J. Higham, Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22 (2002),
    algorithm 3.3.
    """
    projected, correction = matrix, np.zeros_like(matrix)
    for _ in range(MOST_PROJECTIONS):
        corrected = projected - correction
        semidefinite = _without_negative(corrected)
        correction = semidefinite - corrected
        projected = semidefinite.copy()
        np.fill_diagonal(projected, 1.0)
        if np.abs(projected - semidefinite).max() <= NOISE / len(matrix):
            return projected
    raise ArithmeticError("no nearest correlation matrix was found")


def _without_negative(matrix: Array) -> Array:
    """The nearest positive semi-definite matrix: negative eigenvalues become nil."""
    roots, vectors = np.linalg.eigh(matrix)
    semidefinite = (vectors * np.maximum(roots, 0)) @ vectors.T
    return (semidefinite + semidefinite.T) / 2


def implied(shocks: float, persistence: tuple[float, float], years: int) -> Array:
    """The correlation of two latent values in each of some years whose yearly shocks are correlated, shape (year,).

        c[1] = r,   c[t] = a · b · c[t-1] + sqrt(1 - a²) · sqrt(1 - b²) · r

    for persistences a and b. It stays r where they are alike, and falls towards
    r · sqrt((1 - a²)(1 - b²)) / (1 - a · b) where they aren't. One drawn once has a persistence of 1.

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
    """One row of L · ε, added up in the order of the names, so that its bits depend on nothing else.

    >>> mixed(np.array([0.6, 0.8]), [np.array([1.0]), np.array([2.0])]).tolist()
    [2.2]
    """
    total = np.zeros_like(shocks[0])
    for weight, shock in zip(weights, shocks, strict=True):
        if weight:
            total += weight * shock
    return total
