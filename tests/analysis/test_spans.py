"""Spans in which a target holds, against functions whose zeros are known."""

import numpy as np
import pytest

from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.spans import Span, spans
from mtfp.analysis.solve.trials import within

GRID = tuple(float(each) for each in range(-10, 11, 2))


def test_rising_and_falling_functions_have_one_span():
    rises, falls = spans(lambda x: x - 3, GRID, 0.1), spans(lambda x: 3 - x, GRID, 0.1)
    assert (rises[0].starts, rises[0].ends, falls[0].starts, falls[0].ends) == (False, True, True, False)
    assert rises[0].last == pytest.approx(3, abs=1e-4)
    assert falls[0].first == pytest.approx(3, abs=1e-4)


def test_several_crossings_are_all_found():
    found = spans(lambda x: (x + 7) * (x + 3) * (x - 5), GRID, 0.1)
    assert [(each.starts, each.ends) for each in found] == [(False, True), (True, True)]
    assert [round(end, 3) for each in found for end in (each.first, each.last)] == [-10, -7, -3, 5]


def test_no_span_and_the_whole_search():
    assert spans(lambda x: 1.0, GRID, 0.1) == []
    assert spans(lambda x: -1.0, GRID, 0.1) == [Span(-10, 10, starts=False, ends=False)]


@pytest.mark.parametrize("crossing", [0.5, 3.2, 7.0, 9.9])
def test_whole_numbers_end_at_the_last_that_holds(crossing):
    grid = (0.0, 4.0, 8.0, 10.0)
    assert spans(lambda x: x - crossing, grid, 1, whole=True)[0].last == np.floor(crossing)
    assert spans(lambda x: crossing - x, grid, 1, whole=True)[0].first == np.ceil(crossing)


def test_jump_is_found_where_whole_units_make_steps():
    found = spans(lambda x: 1.0 if x < 0.37 else -1.0, (0.0, 0.5, 1.0), 0.01)
    assert found[0].first == pytest.approx(0.37, abs=1e-4)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.8, 0.95, 1.0])
def test_amount_that_a_share_stays_within_is_the_least(share):
    amounts = np.random.default_rng(1).normal(size=137)
    found = within(amounts, share)
    assert (amounts <= found).mean() >= share
    assert (amounts < found).mean() < share


def test_rounding_goes_towards_the_target_and_stays_between_the_ends():
    number = Number(kind="points", low=-10, high=10, step=0.1, own=0)
    assert number.rounded(1.21, up=True) == 1.3
    assert number.rounded(1.29, up=False) == 1.2
    assert number.rounded(1.3 + 1e-12, up=True) == 1.3
    assert number.rounded(12.0, up=True) == 10


@pytest.mark.parametrize(("low", "high", "own"), [(0, 20, 0), (1, 20, 0), (0, 3, 2), (2, 19, 7)])
def test_grid_of_whole_numbers_has_whole_numbers_between_the_ends_and_the_plans_own(low, high, own):
    grid = Number(kind="whole", low=low, high=high, step=1, own=own).grid
    assert all(value == round(value) and min(low, own) <= value <= high for value in grid)
    assert {float(low), float(high)} <= set(grid)
