"""Correlation matrices: their triangle, the nearest valid matrix, and the common factor that makes one valid.

Draws are identical to the bit on every machine, because `triangle` and `mixed` avoid BLAS and LAPACK. The exception:
correlations that contradict each other are repaired with LAPACK. See docs/understanding/model.md, section 4.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mtfp.model.base.arrays import NOISE, Array

STRENGTHS = {"strong": 0.8, "moderate": 0.5, "weak": 0.3, "none": 0.0}
"""Correlation for each word that a file may write instead of a number."""
MAX_PROJECTIONS = 10_000
"""Maximum number of rounds of Higham's method in `nearest`; the matrix of a plan needs far fewer."""
HALVINGS = 50
"""Number of times that `shrunk` halves the range of the common factor: to the last digits of a number."""
SMALLEST_SHOWN = 0.0005
"""Smallest change of a correlation that is reported, because it shows in three decimals."""

Rows = tuple[tuple[float, ...], ...]


class AdjustedPair(NamedTuple):
    """Pair of assumptions whose correlation in the draws differs from the stated one (zero if none is stated)."""

    one: str
    other: str
    stated: float
    used: float

    def __str__(self) -> str:
        return f"{self.used:.3f} instead of {self.stated:g} for `{self.other}` and `{self.one}`"


def adjusted_pairs(names: Sequence[str], stated: Rows, used: Array) -> tuple[AdjustedPair, ...]:
    """Return the pairs whose correlation in `used` differs visibly from the stated one, in the order of the names."""
    return tuple(
        AdjustedPair(one, other, stated[i][j], float(used[i, j]))
        for i, one in enumerate(names)
        for j, other in enumerate(names[:i])
        if abs(used[i, j] - stated[i][j]) >= SMALLEST_SHOWN
    )


def strength(stated: float | str) -> float:
    """Return a stated correlation as a number.

    >>> strength("strong"), strength(0.9)
    (0.8, 0.9)
    """
    return STRENGTHS[stated] if isinstance(stated, str) else stated


def triangle(correlations: Array) -> Array:
    """Return the lower triangle L with L · Lᵀ = C, where C is `correlations` (Cholesky).

    C may be singular: a row may depend entirely on other rows. The rows of a part at the beginning of C are the same to
    the bit whatever follows, and columns of zeros change nothing.

    >>> triangle(np.array([[1.0, 1.0, 0.6], [1.0, 1.0, 0.6], [0.6, 0.6, 1.0]])).round(12).tolist()
    [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.6, 0.0, 0.8]]
    """
    lower = np.zeros_like(correlations)
    for j in range(len(correlations)):
        left = correlations[j:, j].copy()
        for k in np.flatnonzero(lower[j, :j]):
            left -= lower[j:, k] * lower[j, k]
        if left[0] > NOISE:
            lower[j:, j] = left / np.sqrt(left[0])
    return lower


def mixed(weights: Array, shocks: Sequence[Array]) -> Array:
    """Return the correlated shocks of one assumption: the weighted sum of independent shocks.

    `weights` is one row of the triangle L. The sum runs in the order of the shocks, so the rounding is always the same.

    >>> mixed(np.array([0.6, 0.8]), [np.array([1.0]), np.array([2.0])]).tolist()
    [2.2]
    """
    first, *others = [(weight, shock) for weight, shock in zip(weights, shocks, strict=True) if weight]
    total, product = first[0] * first[1], np.empty_like(first[1])
    for weight, shock in others:
        total += np.multiply(weight, shock, out=product)
    return total


def is_valid(matrix: Array) -> bool:
    """Return True if numbers with these correlations exist: no eigenvalue is below zero.

    A matrix without such eigenvalues, but for rounding, is the product of a triangle and its transpose (Cholesky).
    """
    try:
        np.linalg.cholesky(matrix + NOISE * np.eye(len(matrix)))
    except np.linalg.LinAlgError:
        return False
    return True


@lru_cache(maxsize=64)
def consistent(stated: Rows, fixed: int, national: int) -> Array:
    """Return the stated correlations, with those that contradict others shrunk; the result is read-only.

    The first `fixed` rows are national assumptions with given correlations, which must be valid and never change. If
    the further national assumptions, up to row `national`, don't fit them, all pairs with one of these shrink by one
    factor. Then all pairs with a local assumption do the same. Both factors are the largest that give a valid matrix.
    """
    matrix = np.array(stated)
    for first, last in ((fixed, national), (national, len(matrix))):
        matrix[:last, :last] = shrunk(matrix[:last, :last], first)
    matrix.setflags(write=False)
    return matrix


@lru_cache(maxsize=64)
def completed(stated: Rows, absent: tuple[int, ...], fixed: int, national: int) -> Array:
    """Return the consistent correlations, of which some rows are national assumptions that the plan doesn't have.

    Absent rows don't limit the plan's own correlations. An absent assumption is correlated with the others only through
    the known national ones that are present: given these, it is independent of them. The result is read-only.

    By hand: x has 0.5 with cpi, and cpi 0.8 with the absent pay, so x has 0.5 · 0.8 with pay.

    >>> completed(((1.0, 0.8, 0.5), (0.8, 1.0, 0.0), (0.5, 0.0, 1.0)), (1,), fixed=2, national=2).tolist()
    [[1.0, 0.8, 0.5], [0.8, 1.0, 0.4], [0.5, 0.4, 1.0]]
    """
    present = tuple(row for row in range(len(stated)) if row not in absent)
    known, others = (tuple(row for row in present if (row < fixed) == first) for first in (True, False))
    matrix = np.array(stated)
    own = tuple(tuple(stated[row][column] for column in present) for row in present)
    matrix[np.ix_(present, present)] = consistent(own, len(known), national - len(absent))
    own_rows, absent_rows = (
        triangle(matrix[np.ix_((*known, *rows), (*known, *rows))])[len(known) :, : len(known)]
        for rows in (others, absent)
    )
    between = (own_rows[:, None] * absent_rows).sum(axis=2)
    matrix[np.ix_(others, absent)], matrix[np.ix_(absent, others)] = between, between.T
    matrix.setflags(write=False)
    return matrix


def shrunk(matrix: Array, kept: int) -> Array:
    """Return a matrix whose pairs after the first `kept` rows are multiplied by one factor, at most 1, to be valid.

    By hand: with correlations of r, r and -r between three assumptions, the smallest eigenvalue is 1 - 2r, so that
    0.8 shrinks to 0.5.

    >>> shrunk(np.array([[1, 0.8, 0.8], [0.8, 1, -0.8], [0.8, -0.8, 1]]), kept=1).round(6).tolist()
    [[1.0, 0.5, 0.5], [0.5, 1.0, -0.5], [0.5, -0.5, 1.0]]
    """
    if not len(matrix) or is_valid(matrix):
        return matrix
    without = np.eye(len(matrix))
    without[:kept, :kept] = matrix[:kept, :kept]
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_valid(without + middle * (matrix - without)) else (low, middle)
    return without + low * (matrix - without)


@lru_cache(maxsize=64)
def possible(stated: Rows) -> Array:
    """Return the stated correlations; if these contradict each other, return the nearest consistent correlations."""
    matrix = np.array(stated)
    if len(matrix) and not is_valid(matrix):
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
