"""Conditional copies: they agree where they must, and are distributed as the plan's draws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp import Planner
from mtfp.analysis.sensitivity.conditional import Copies, conditional, linked
from mtfp.analysis.sensitivity.drivers import drivers_of
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample
from tests.analysis.sensitivity.linear import linear_plan, question_of


@pytest.fixture(scope="module")
def shetland() -> Plan:
    return Planner("examples/shetland").plan


def copies_of(plan: Plan, draws: int) -> Copies:
    sample = Sample(draws=draws)
    return Copies(plan, drivers_of(plan), list(sample.chances(plan)), list(sample.fresh().chances(plan)))


def test_covariance_is_that_of_the_draws(shetland: Plan):
    """Of 4,000 draws, correlations of latents differ from A·Aᵀ by no more than five standard errors."""
    chances = list(Sample(draws=4_000).chances(shetland))
    groups = linked(shetland, drivers_of(shetland))
    assert len(groups) == 3
    for group in groups:
        drawn = np.corrcoef(group.values(chances[0]))
        assert np.diag(group.covariance) == pytest.approx(1.0)
        assert np.abs(drawn - group.covariance).max() < 5 / np.sqrt(4_000)


def test_copies_keep_drivers_exactly_and_the_rest_as_the_plan_states(shetland: Plan):
    copies = copies_of(shetland, 4_000)
    kept = [driver for driver in copies.drivers if driver.group in ("pay", "events", "savings")]
    (found,) = copies.keeping(kept)
    own, other = copies.own[0], copies.other[0]
    for name in ("pay_nhs", "living_wage", "delivery_amber"):
        assert (found.latent[name] == own.latent[name]).all()
    assert (found.scheme["locums"] == own.scheme["locums"]).all()
    assert (found.happens["trust_withdraws"] == own.happens["trust_withdraws"]).all()
    assert (found.money["trust_withdraws"] == own.money["trust_withdraws"]).all()
    assert (found.latent["complexity"] == other.latent["complexity"]).all()
    assert (found.variant == other.variant).all()
    (group,) = (each for each in copies.linked if "assumptions.cpi" in {driver.id for driver in each.drivers})
    assert np.abs(np.corrcoef(group.values(found)) - group.covariance).max() < 5 / np.sqrt(4_000)


def test_what_is_not_kept_is_independent_given_what_is(shetland: Plan):
    """With pay kept, what pay doesn't explain of prices is uncorrelated between the draws and the copy."""
    copies = copies_of(shetland, 4_000)
    (group,) = (each for each in copies.linked if "assumptions.cpi" in {driver.id for driver in each.drivers})
    pay = [driver for driver in copies.drivers if driver.group == "pay"]
    (found,) = copies.keeping(pay)
    flags = group.kept(frozenset(driver.id for driver in pay))
    inverse = np.linalg.inv(group.covariance[np.ix_(flags, flags)])
    weights = group.covariance[np.ix_(~flags, flags)] @ inverse
    rest, again = (group.values(each)[~flags] - weights @ group.values(each)[flags] for each in (copies.own[0], found))
    for one, other in zip(rest, again, strict=True):
        assert abs(np.corrcoef(one, other)[0, 1]) < 5 / np.sqrt(4_000)


def test_keeping_everything_or_nothing_gives_the_two_copies():
    question = question_of(linear_plan({"pay": 100, "energy": 50}, 120, [["pay", "energy", 0.5]]), draws=5_000)
    assert question.values.shape == (5_000,)
    assert (question.keeping(question.drivers) == question.values).all()
    assert (question.of(question.copies.keeping(question.drivers)) == question.values).all()
    assert (question.of(question.copies.keeping(())) == question.other_values).all()


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10_000), st.integers(2, 5), st.data())
def test_matrices_without_an_inverse_are_fine(seed: int, size: int, data: st.DataObject):
    """Numbers that are sums of fewer others have a singular covariance; what is kept then decides the rest."""
    rng = np.random.default_rng(seed)
    factor = rng.standard_normal((size, size - 1))
    own, other = factor @ rng.standard_normal((2, size - 1, 20))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    found = conditional(own, other, factor @ factor.T, kept)
    assert (found[kept] == own[kept]).all()
    if kept.sum() == size - 1:
        assert found == pytest.approx(own, abs=1e-5)
