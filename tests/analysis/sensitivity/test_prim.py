"""PRIM: a planted box is found, with ties too, and noise gives none that holds in other draws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp.analysis.sensitivity.prim import Box, Condition, _pasted, _wider, coverage, density, found_box, score


def planted(seed: int, draws: int = 2_000):
    """Return ten uniform numbers by draw, and the draws with the second under 0.3 and the fifth over 0.6."""
    values = np.random.default_rng(seed).random((10, draws))
    return values, (values[1] < 0.3) & (values[4] > 0.6)


def test_a_planted_box_is_found_to_its_edges():
    values, interest = planted(1)
    box = found_box(values, interest)
    assert {each.column for each in box.conditions} == {1, 4}
    by_column = {each.column: each for each in box.conditions}
    assert (by_column[1].low, by_column[4].high) == (-np.inf, np.inf)
    assert by_column[1].high == pytest.approx(0.3, abs=0.03)
    assert by_column[4].low == pytest.approx(0.6, abs=0.03)
    fresh, wanted = planted(2)
    assert coverage(box.holds(fresh), wanted) > 0.9
    assert density(box.holds(fresh), wanted) > 0.9


def test_a_planted_box_is_found_in_noise():
    """Three of ten draws inside the box are of no interest, and 3% of those outside are."""
    values, inside = planted(3)
    rng = np.random.default_rng(4)
    interest = np.where(inside, rng.random(2_000) < 0.7, rng.random(2_000) < 0.03)
    box = found_box(values, interest)
    assert {1, 4} <= {each.column for each in box.conditions}
    fresh, wanted = planted(5)
    assert coverage(box.holds(fresh), wanted) > 0.75


def test_a_box_that_is_too_narrow_is_widened_to_the_edges():
    values, interest = planted(1)
    box = _pasted(Box((Condition(1, high=0.2), Condition(4, low=0.75), Condition(7, high=0.9))), values, interest)
    first, second = box.conditions
    assert (first.column, second.column) == (1, 4)
    assert (first.high, second.low) == (pytest.approx(0.3, abs=0.02), pytest.approx(0.6, abs=0.02))


def test_events_that_happen_or_not():
    """The draws of interest are those in which two events happen; every value is tied with others."""
    values = (np.random.default_rng(6).random((5, 2_000)) < 0.3).astype(float)
    interest = (values[0] > 0) & (values[3] > 0)
    box = found_box(values, interest)
    assert {(each.column, each.low, each.high) for each in box.conditions} == {(0, 0.5, np.inf), (3, 0.5, np.inf)}
    assert (box.holds(values) == interest).all()


def test_a_rare_event_that_helps_a_little_does_not_take_the_place_of_the_box():
    """The event is a fifth of the cause; a step to it would leave a tenth of the draws of interest."""
    values, inside = planted(11)
    rng = np.random.default_rng(12)
    values = np.concatenate([values, (rng.random((1, 2_000)) < 0.1).astype(float)])
    interest = inside & ((values[10] > 0) | (rng.random(2_000) < 0.8))
    box = found_box(values, interest)
    assert {each.column for each in box.conditions} == {1, 4}


def test_at_most_three_conditions_are_left():
    values = np.random.default_rng(7).random((8, 3_000))
    interest = (values[:5] < 0.6).all(axis=0)
    assert len(found_box(values, interest).conditions) == 3
    assert len(found_box(values, interest, most=5).conditions) == 5


def test_no_condition_if_every_draw_or_none_is_of_interest():
    values = np.random.default_rng(8).random((3, 500))
    assert found_box(values, np.ones(500, dtype=bool)).conditions == ()
    assert found_box(values, np.zeros(500, dtype=bool)).conditions == ()
    assert found_box(np.ones((3, 500)), np.arange(500) < 50).conditions == ()


def test_coverage_density_and_score_by_hand():
    """Four draws inside and five of interest share three: coverage 3 / 5, density 3 / 4, score 9 / 14."""
    inside, interest = np.arange(10) < 4, (np.arange(10) > 0) & (np.arange(10) < 6)
    assert coverage(inside, interest) == pytest.approx(3 / 5)
    assert density(inside, interest) == pytest.approx(3 / 4)
    assert score(inside, interest) == pytest.approx(9 / 14)
    assert np.isnan(density(np.zeros(10, dtype=bool), interest))


def test_a_condition_lies_between_values():
    assert Condition(0, low=1.5).holds(np.array([[1.0, 2.0]])).tolist() == [False, True]
    assert Box(()).holds(np.zeros((1, 3))).all()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), min_size=1, max_size=60),
    st.integers(1, 3),
)
def test_a_box_is_never_worse_than_all_draws(rows, most):
    values, interest = np.array([row[:2] for row in rows], dtype=float).T, np.array([row[2] for row in rows])
    box = found_box(values, interest, most)
    assert len(box.conditions) <= most
    assert len({each.column for each in box.conditions}) == len(box.conditions)
    assert score(box.holds(values), interest) >= score(Box(()).holds(values), interest) - 0.06
    assert not any(
        score(wider.holds(values), interest) > score(box.holds(values), interest) for wider in _wider(box, values)
    )
