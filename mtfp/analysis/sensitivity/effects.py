"""Parts of the variance of a model's output that its inputs explain: Shapley effects, and Sobol indices.

Knows values in draws; must not know plans. A coalition S of inputs explains v(S) = Var(E[Y | X_S]), which is the
covariance of Y and of a copy Y_S that agrees with Y in S and is otherwise independent of it, given S (pick-freeze).

Sources: Sobol', Mathematics and Computers in Simulation 55 (2001); for the estimate, Janon and others, ESAIM: P&S 18
(2014); for Shapley effects, Owen, SIAM/ASA Journal on Uncertainty Quantification 2 (2014), and Song,
Nelson and Staum, in the same journal 4 (2016).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from mtfp.analysis.shapley import split
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, Flags
from mtfp.simulation.statistics import Estimate

Kept = Callable[[int], Array]
"""Function that returns the output in the copy that keeps a coalition of inputs, shape (draw,).

The coalition is a number whose bit i is set if input i keeps its values. The copy that keeps all is the draws
themselves.
"""
BATCHES = 20
"""Number of batches of draws, of which each is left out in turn for the standard error (jackknife)."""
FEWEST_DRAWS = 2 * BATCHES
"""Fewest draws from which parts of a variance are estimated."""


@dataclass(frozen=True, repr=False)
class Effects(Short):
    """Parts of the variance that inputs explain, each with its standard error; shapes (input,)."""

    variance: float
    """Variance of the output."""
    shapley: Array
    """Shapley effect of each input, a part of the variance; they add up to 1. NaN if the output doesn't vary."""
    shapley_error: Array
    first: Array
    """First-order index: part of the variance that an input explains alone, v(i) / v(all)."""
    first_error: Array
    total: Array
    """Total index: part of the variance left if all other inputs are known, 1 - v(all but i) / v(all)."""
    total_error: Array

    def in_short(self) -> str:
        return counted(len(self.shapley), "input")


def effects(kept: Kept, inputs: int) -> Effects:
    """Return Shapley effects and Sobol indices of inputs, exact over all their coalitions.

    kept : function that returns the output in the copy that keeps a coalition of inputs
    inputs : number of inputs

    Shapley effect of input i: Σ over coalitions S without i of |S|! (n - |S| - 1)! / n! · (v(S + i) - v(S)) / v(all).

    By hand: Y = 2·X1 + X2 with independent X of variance 1; X1 explains 4 / 5 of the variance.

    >>> x, copy = np.random.default_rng(1).standard_normal((2, 2, 50_000))
    >>> def kept(coalition):
    ...     first, second = (np.where(coalition >> i & 1, x[i], copy[i]) for i in (0, 1))
    ...     return 2 * first + second
    >>> effects(kept, 2).shapley.round(2).tolist()
    [0.8, 0.2]
    """
    everyone = 2**inputs - 1
    outputs = [np.asarray(kept(coalition)) for coalition in range(everyone + 1)]
    usable = np.isfinite(outputs).all(axis=0)
    own, copy = outputs[everyone][usable], outputs[0][usable]
    left_out = _batches(own.size)

    @cache
    def explained(coalition: int) -> Array:
        """Return v(S) / v(all), shape (1 + batch,): in all draws, and without each batch of draws."""
        if coalition in (0, everyone):
            return np.full(1 + len(left_out), float(coalition == everyone))
        return _explained(own, outputs[coalition][usable], copy, left_out)

    if inputs == 0 or _certain(own):
        blank = np.full(inputs, np.nan)
        return Effects(0.0 if own.size else np.nan, *(blank for _ in range(6)))
    shares = split(explained, inputs, exact=inputs).shares(explained)
    first = np.stack([explained(1 << each) for each in range(inputs)])
    total = 1 - np.stack([explained(everyone - (1 << each)) for each in range(inputs)])
    return Effects(float(own.var(ddof=1)), *_with_error(shares), *_with_error(first), *_with_error(total))


def of_one(own: Array, other: Array, replaced: Array) -> tuple[Estimate, Estimate]:
    """Return the first-order and the total index of one independent input.

    own, other : output in two independent copies, shape (draw,)
    replaced : output in the first copy with this input as in the second, shape (draw,)

    One output gives both indices: it agrees with `own` in all inputs but one, and with `other` in this one (Saltelli,
    Computer Physics Communications 145, 2002).
    """
    usable = np.isfinite([own, other, replaced]).all(axis=0)
    own, other, replaced = own[usable], other[usable], replaced[usable]
    if _certain(own):
        return Estimate(np.nan, None), Estimate(np.nan, None)
    left_out = _batches(own.size)
    every = np.stack([_explained(other, replaced, own, left_out), 1 - _explained(own, replaced, other, left_out)])
    first, total = (Estimate(float(value), float(error)) for value, error in zip(*_with_error(every), strict=True))
    return first, total


def _certain(values: Array) -> bool:
    return values.size < FEWEST_DRAWS or float(np.ptp(values)) <= 1e-9 * float(np.abs(values).max())


def _explained(own: Array, agreeing: Array, copy: Array, left_out: Sequence[Flags]) -> Array:
    """Return v(S) / v(all) in all draws, and without each batch, shape (1 + batch,).

    The correlation ρ(Y, Y_S) with a copy that agrees in S estimates it. The correlation with the fully independent copy
    is zero except by chance, and the same chance is in both: so 1 - ρ times it is taken off.
    """
    found = []
    for flags in (np.ones(own.size, dtype=bool), *left_out):
        part = _correlation(own[flags], agreeing[flags])
        found.append(part - (1 - part) * _correlation(own[flags], copy[flags]))
    return np.array(found)


def _correlation(one: Array, other: Array) -> float:
    """Return the covariance of two copies over their common variance, about their common mean."""
    mean = (one.mean() + other.mean()) / 2
    both = float(np.mean(np.square(one - mean) + np.square(other - mean))) / 2
    return float(np.mean((one - mean) * (other - mean))) / both if both else 1.0


def _batches(draws: int) -> list[Flags]:
    """Return, for each batch of draws, True for the draws outside it."""
    number = np.arange(draws) % BATCHES
    return [number != batch for batch in range(BATCHES)]


def _with_error(values: Array) -> tuple[Array, Array]:
    """Return values and their jackknife standard errors, from values of shape (..., 1 + batch)."""
    without = values[..., 1:]
    spread = np.square(without - without.mean(axis=-1, keepdims=True)).sum(axis=-1)
    return values[..., 0], np.sqrt(spread * (BATCHES - 1) / BATCHES)
