"""Turn the correlations between a plan's assumptions into matrices for making draws.

A latent shock is the standard normal random number behind an assumption's value. A correlation applies to the latent
shocks of two assumptions in the same year (a Gaussian copula). Assumptions that no correlation joins are in different
groups, each with its own matrix, so that a change in one group changes no draws in another. Draws are identical to
the bit on every machine, because the arithmetic avoids BLAS and LAPACK. The exception: correlations that contradict
each other are repaired with LAPACK. See docs/model.md, section 4.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.plan import Plan

STRENGTHS = {"strong": 0.8, "moderate": 0.5, "weak": 0.3, "none": 0.0}
"""Correlation for each word that a plan may write instead of a number."""
MAX_PROJECTIONS = 10_000
"""Maximum number of rounds of Higham's method in `nearest`; the matrix of a plan needs far fewer."""
SMALLEST_SHOWN = 0.0005
"""Smallest change of a correlation that is reported, because it shows in three decimals."""

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Group:
    """Group of assumptions that correlations join, directly or through others.

    `stated` is their correlation matrix, in the order of `names`; a correlation that the plan doesn't state is zero.
    """

    names: tuple[str, ...]
    stated: Rows

    @property
    def used(self) -> Array:
        """Correlations that the draws use: the stated ones or, if contradictory, the nearest consistent ones."""
        return possible(self.stated)

    @property
    def adjusted(self) -> "tuple[AdjustedPair, ...]":
        """Pairs of assumptions whose correlation had to change because stated correlations contradict each other."""
        used = self.used
        return tuple(
            AdjustedPair(one, other, self.stated[i][j], float(used[i, j]))
            for i, one in enumerate(self.names)
            for j, other in enumerate(self.names[:i])
            if abs(used[i, j] - self.stated[i][j]) >= SMALLEST_SHOWN
        )

    def factor(self, names: Iterable[str]) -> Array:
        """Return the lower triangle L such that L · Lᵀ is the correlation matrix of the named assumptions."""
        return _factor(self.stated, tuple(self.names.index(name) for name in names))


@dataclass(frozen=True)
class AdjustedPair:
    """Pair of assumptions whose correlation in the draws differs from the stated one (zero if none is stated)."""

    one: str
    other: str
    stated: float
    used: float

    def __str__(self) -> str:
        return f"{self.used:.3f} instead of {self.stated:g} for `{self.other}` and `{self.one}`"


def groups(plan: Plan) -> tuple[Group, ...]:
    """Return the groups of uncertain assumptions that correlations join.

    The order within a group matters, because an assumption's draws depend only on the assumptions before it. National
    assumptions come first, so that a plan's local assumptions don't change draws that plans have in common.
    Assumptions for the delivery of savings come last, because each partner has its own shocks for them. Otherwise the
    order is by name.
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
    """Describe how the draws of an uncertain assumption are made: the weight of each shock, and the memory.

    Memory is the correlation of one year's latent value with the next year's. Two plans draw the same values for a
    national assumption if this description is the same for both.
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
    """Yield each pair of uncertain assumptions with its correlation; leave out zero, which has no effect."""
    uncertain = {name for name, assumption in plan.assumptions.items() if assumption.spread}
    for one, other, strength in plan.correlations:
        number = STRENGTHS[strength] if isinstance(strength, str) else strength
        if number and {one, other} <= uncertain:
            yield (one, other), number


def _components(pairs: Iterable[tuple[str, ...]]) -> list[set[str]]:
    """Group names so that the two names of every pair are in the same group.

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
    """Return the lower triangle L with L · Lᵀ = C, where C is `correlations` (Cholesky).

    C may be singular: a row may depend entirely on other rows.

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
    """Return the stated correlations; if these contradict each other, return the nearest consistent correlations."""
    matrix = np.array(stated)
    if np.linalg.eigvalsh(matrix)[0] < -NOISE:
        matrix = nearest(matrix)
    matrix.setflags(write=False)
    return matrix


def nearest(matrix: Array) -> Array:
    """Return the correlation matrix nearest to a symmetric matrix, by the sum of squared differences.

    The method projects in turn onto the positive semi-definite matrices, with Dykstra's correction, and onto the
    matrices with a unit diagonal. Source: N. J. Higham, Computing the nearest correlation matrix, IMA Journal of
    Numerical Analysis 22 (2002), algorithm 3.3.
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
    """Return the nearest positive semi-definite matrix, by setting negative eigenvalues to zero."""
    roots, vectors = np.linalg.eigh(matrix)
    semidefinite = (vectors * np.maximum(roots, 0)) @ vectors.T
    return (semidefinite + semidefinite.T) / 2


def implied(shocks: float, persistence: tuple[float, float], years: int) -> Array:
    """Return the correlation of two assumptions' latent values in each year, shape (year,).

        c[1] = r,   c[t] = a · b · c[t-1] + sqrt(1 - a²) · sqrt(1 - b²) · r

    Here r is the correlation of the yearly shocks, and a and b are the assumptions' persistences. The correlation
    stays at r if the persistences are equal. Otherwise it falls towards r · sqrt((1 - a²)(1 - b²)) / (1 - a · b).
    An assumption with `drawn: once` has a persistence of 1.

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
    """Return the correlated shocks of one assumption: the weighted sum of independent shocks.

    `weights` is one row of the triangle L. The sum runs in the order of the shocks, so the rounding is always the same.

    >>> mixed(np.array([0.6, 0.8]), [np.array([1.0]), np.array([2.0])]).tolist()
    [2.2]
    """
    total = np.zeros_like(shocks[0])
    for weight, shock in zip(weights, shocks, strict=True):
        if weight:
            total += weight * shock
    return total
