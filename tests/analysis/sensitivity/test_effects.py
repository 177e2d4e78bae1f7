"""Shapley effects and Sobol indices against closed forms."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp.analysis.sensitivity.conditional import conditional
from mtfp.analysis.sensitivity.effects import Kept, effects, of_one
from mtfp.model.base.arrays import Array

DRAWS = 40_000
MARGIN = 4.0
"""Number of standard errors by which an estimate may miss the true value."""


def independent(model, x: Array, copy: Array) -> Kept:
    """Return the model in copies of independent inputs."""

    def kept(coalition: int) -> Array:
        flags = np.array([bool(coalition >> each & 1) for each in range(len(x))])
        return model(np.where(flags[:, None], x, copy))

    return kept


def ishigami(x: Array) -> Array:
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def close(found: Array, errors: Array, true: list[float]) -> bool:
    return bool((np.abs(found - true) <= MARGIN * errors + 1e-12).all())


def test_ishigami():
    """Ishigami: first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437. The third acts only with the first."""
    x, copy = np.random.default_rng(5).uniform(-np.pi, np.pi, (2, 3, DRAWS))
    found = effects(independent(ishigami, x, copy), 3)
    assert found.variance == pytest.approx(13.845, rel=0.02)
    assert close(found.first, found.first_error, [0.3139, 0.4424, 0.0])
    assert close(found.total, found.total_error, [0.5576, 0.4424, 0.2437])
    assert close(found.shapley, found.shapley_error, [0.4357, 0.4424, 0.1218])
    assert max(found.shapley_error.max(), found.first_error.max(), found.total_error.max()) < 0.02
    assert found.shapley.sum() == pytest.approx(1, abs=1e-12)


def test_one_input_of_ishigami_from_a_single_further_output():
    x, copy = np.random.default_rng(6).uniform(-np.pi, np.pi, (2, 3, DRAWS))
    for each, (first, total) in enumerate([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]):
        replaced = np.where(np.arange(3)[:, None] == each, copy, x)
        found = of_one(ishigami(x), ishigami(copy), ishigami(replaced))
        for estimate, true in zip(found, (first, total), strict=True):
            assert abs(estimate.value - true) <= MARGIN * estimate.error
            assert estimate.error < 0.02


def explained(weights: Array, covariance: Array, coalition: tuple[int, ...]) -> float:
    """Return Var(E[Y | X_S]) of a weighted sum of normal numbers, w'·Σ[:,S]·Σ[S,S]⁻¹·Σ[S,:]·w."""
    kept = list(coalition)
    if not kept:
        return 0.0
    across = covariance[:, kept].T @ weights
    return float(across @ np.linalg.solve(covariance[np.ix_(kept, kept)], across))


def shapley_by_orders(weights: Array, covariance: Array) -> Array:
    """Return the Shapley effects of a weighted sum by going through every order of the inputs."""
    inputs = range(len(weights))
    found, orders = np.zeros(len(weights)), list(permutations(inputs))
    for order in orders:
        for at, each in enumerate(order):
            step = explained(weights, covariance, order[: at + 1]) - explained(weights, covariance, order[:at])
            found[each] += step / len(orders)
    return found / explained(weights, covariance, tuple(inputs))


def correlated_sum(weights: Array, covariance: Array, seed: int, draws: int = DRAWS) -> Kept:
    """Return a weighted sum of correlated normal numbers in their conditional copies."""
    shape = (2, len(weights), draws)
    x, copy = np.linalg.cholesky(covariance) @ np.random.default_rng(seed).standard_normal(shape)

    def kept(coalition: int) -> Array:
        flags = np.array([bool(coalition >> each & 1) for each in range(len(weights))])
        return weights @ (conditional(x, copy, covariance, flags) if flags.any() else copy)

    return kept


def test_two_correlated_inputs():
    """Y = 2·X1 + X2, variances 1, correlation 0.5: v(1) = 6.25, v(2) = 4, v(12) = 7; X1 has (6.25 + 3) / 2 of 7."""
    covariance = np.array([[1.0, 0.5], [0.5, 1.0]])
    found = effects(correlated_sum(np.array([2.0, 1.0]), covariance, 7), 2)
    assert close(found.shapley, found.shapley_error, [4.625 / 7, 2.375 / 7])
    assert close(found.first, found.first_error, [6.25 / 7, 4 / 7])
    assert close(found.total, found.total_error, [3 / 7, 0.75 / 7])


def test_four_correlated_inputs_by_every_order():
    weights = np.array([1.0, -0.5, 2.0, 0.7])
    covariance = np.array([[1, 0.6, 0, 0.2], [0.6, 2, 0, -0.3], [0, 0, 0.5, 0], [0.2, -0.3, 0, 1.0]])
    found = effects(correlated_sum(weights, covariance, 8), 4)
    true = shapley_by_orders(weights, covariance)
    assert close(found.shapley, found.shapley_error, true.tolist())
    assert found.shapley_error.max() < 0.01


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(-3, 3), min_size=1, max_size=4).filter(lambda each: any(abs(w) > 0.1 for w in each)))
def test_shapley_effects_add_up_to_one(weights):
    found = effects(correlated_sum(np.array(weights), np.eye(len(weights)), 3, draws=400), len(weights))
    assert found.shapley.sum() == pytest.approx(1, abs=1e-9)


def test_standard_errors_are_those_of_other_samples():
    """The spread of 60 samples is the standard error stated by one of them, within 40%."""
    weights, covariance = np.array([2.0, 1.0, 0.5]), np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1.0]])
    every = [effects(correlated_sum(weights, covariance, seed, draws=1_000), 3) for seed in range(60)]
    for values, errors in (("shapley", "shapley_error"), ("first", "first_error"), ("total", "total_error")):
        spread = np.std([getattr(each, values) for each in every], axis=0, ddof=1)
        stated = np.mean([getattr(each, errors) for each in every], axis=0)
        assert (np.abs(stated / spread - 1) < 0.4).all()


def test_an_input_that_hardly_matters_is_known_closely():
    """The chance that all copies share is taken off; without that, the error would be 1 / sqrt(2,000) = 2.2%."""
    x, copy = np.random.default_rng(10).standard_normal((2, 2, 2_000))
    found = effects(independent(lambda x: x[0] + 0.1 * x[1], x, copy), 2)
    assert close(found.first, found.first_error, [1 / 1.01, 0.01 / 1.01])
    assert found.first_error.max() < 0.008


def test_a_certain_output_has_no_parts():
    found = effects(lambda coalition: np.full(100, 3.0), 2)
    assert found.variance == 0
    assert np.isnan(found.shapley).all()
    assert np.isnan(of_one(np.ones(50), np.ones(50), np.ones(50))[0].value)


def test_draws_without_a_value_are_left_out():
    x, copy = np.random.default_rng(9).standard_normal((2, 2, 2_000))
    whole = effects(independent(lambda x: 2 * x[0] + x[1], x, copy), 2)
    blank = np.arange(2_000) < 100

    def kept(coalition: int) -> Array:
        return np.where(blank, np.nan, independent(lambda x: 2 * x[0] + x[1], x, copy)(coalition))

    found = effects(kept, 2)
    assert np.isfinite(found.shapley).all()
    assert found.shapley == pytest.approx(whole.shapley, abs=0.05)
