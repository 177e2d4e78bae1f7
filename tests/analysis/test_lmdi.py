"""Decompose the change of a product: by hand, at the limits, and by law."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfp.analysis.lmdi import decompose, decompose_yearly, log_mean

sizes = st.floats(1e-3, 1e3)
factors = st.one_of(sizes, sizes.map(lambda x: -x), st.just(0.0))


def effects(before, after):
    """Return the effects of scalar factors; every floating-point warning is an error."""
    with np.errstate(all="raise"):
        return [float(e) for e in decompose([np.array(x) for x in before], [np.array(x) for x in after])]


def pairs(of, least=1, most=5):
    """Return factors before and after, in one list of pairs."""
    return st.lists(st.tuples(of, of), min_size=least, max_size=most)


def close(found, expected, scale):
    """Return True if equal to 1e-9 of the product's size."""
    return np.allclose(found, expected, rtol=1e-9, atol=1e-9 * scale)


def scale_of(changes):
    """Return the larger of the products before and after."""
    return max(abs(np.prod([x0 for x0, _ in changes])), abs(np.prod([x1 for _, x1 in changes])))


# By hand


def test_logarithmic_mean_by_hand():
    # (8 - 2) / (ln 8 - ln 2) = 6 / ln 4 = 6 / 1.386294 = 4.328085
    assert float(log_mean(np.array(8.0), np.array(2.0))) == pytest.approx(4.328085, abs=1e-6)


def test_doubled_price_and_doubled_volume_share_the_change_equally():
    # From 10 x 1 x 1 to 10 x 2 x 2: 40 - 10 = 30; both logs are ln 2, so 15 each, and nothing for the budget.
    assert effects([10, 1, 1], [10, 2, 2]) == pytest.approx([0, 15, 15])


def test_pay_up_and_volume_down_by_hand():
    # Pay 100% to 110%, volume 100% to 90% of 1000: 1000 to 990, a change of -10.
    # L = -10 / ln 0.99 = 994.991625; pay 994.991625 x ln 1.1 = 94.832831; volume 994.991625 x ln 0.9 = -104.832831.
    found = effects([1000, 1, 1], [1000, 1.1, 0.9])
    assert found == pytest.approx([0, 94.832831, -104.832831], abs=1e-6)
    assert found[1] == pytest.approx(-10 / log(0.99) * log(1.1), rel=1e-12)


def test_one_changing_factor_has_the_whole_effect():
    assert effects([100, 1.5, 2], [100, 1.8, 2]) == pytest.approx([0, 60, 0])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([4, 1], [0, 3], [-4, 0]),  # a service closed while its price triples: closing takes all of the 4
        ([0, 1], [4, 3], [12, 0]),  # reopened at four times, at three times the price: all of the 12
        ([2, 3], [0, 0], [-3, -3]),  # both to zero: half of the 6 each
        ([2, 3, 5], [0, 0, 7], [-15, -15, 0]),
        ([0, 2], [5, 0], [0, 0]),  # one from zero, the other to it: nothing before, nothing after
        ([0, 2], [0, 3], [0, 0]),  # zero in both years
        ([0, 0], [0, 0], [0, 0]),
        ([-4, 1], [-4, 2], [0, -4]),  # a base below zero: the price doubles it
        ([-1, -2], [-1, -4], [0, 2]),
        ([1, 2], [-3, 2], [-8, 0]),  # a factor that changes sign went through zero
        ([1, 1], [-2, -3], [2.5, 2.5]),
    ],
)
def test_zeros_and_signs(before, after, expected):
    assert effects(before, after) == pytest.approx(expected)


def test_zero_is_the_limit_of_small_numbers():
    small = effects([4, 1], [1e-300, 3])
    assert small == pytest.approx(effects([4, 1], [0, 3]), abs=0.02)


def test_nearly_equal_products_are_stable():
    nudged = np.nextafter(1.0, 2.0)
    assert float(log_mean(np.array(nudged), np.array(1.0))) == pytest.approx(1.0, rel=1e-15)
    up, down = effects([1, 1], [1.5, 1 / 1.5])
    assert up == pytest.approx(log(1.5), rel=1e-12)
    assert down == pytest.approx(-log(1.5), rel=1e-12)


def test_shapes_broadcast():
    budget, price = np.full((1, 3), 10.0), np.array([[1.0], [2.0]])
    first, second = decompose([budget, np.ones((2, 1))], [budget, price])
    assert first.shape == second.shape == (2, 3)
    assert second.tolist() == [[0, 0, 0], pytest.approx([10, 10, 10])]
    stacked = decompose(np.stack([np.ones((2, 3)), np.ones((2, 3))]), np.stack([np.full((2, 3), 2.0), np.ones((2, 3))]))
    assert stacked[0].tolist() == [pytest.approx([1, 1, 1])] * 2


def test_as_many_factors_after_as_before():
    with pytest.raises(ValueError, match="zip"):
        decompose([np.array(1.0)], [np.array(1.0), np.array(2.0)])


# By law


@given(factors, factors)
def test_logarithmic_mean_lies_between(a, b):
    mean, back = float(log_mean(np.array(a), np.array(b))), float(log_mean(np.array(b), np.array(a)))
    assert mean == back
    if a * b > 0:
        low, high = sorted((abs(a), abs(b)))
        assert low * (1 - 1e-12) <= abs(mean) <= high * (1 + 1e-12)
        assert np.sign(mean) == np.sign(a)
        assert abs(mean) >= np.sqrt(low * high) * (1 - 1e-9)
    else:
        assert mean == 0


@given(pairs(factors))
def test_effects_sum_to_the_change(changes):
    before, after = zip(*changes, strict=True)
    found = effects(before, after)
    assert close(sum(found), np.prod(after) - np.prod(before), scale_of(changes))
    assert np.isfinite(found).all()


@given(st.data(), pairs(factors, least=2))
def test_order_changes_nothing(data, changes):
    order = data.draw(st.permutations(range(len(changes))))
    found = effects(*zip(*changes, strict=True))
    turned = effects(*zip(*[changes[i] for i in order], strict=True))
    assert close(turned, [found[i] for i in order], scale_of(changes))


@given(pairs(factors))
def test_backwards_undoes_forwards(changes):
    before, after = zip(*changes, strict=True)
    there, back = effects(before, after), effects(after, before)
    assert close(there, [-e for e in back], scale_of(changes))


@given(pairs(factors), sizes, sizes)
def test_a_factor_split_in_two_keeps_its_effect(changes, part0, part1):
    (x0, x1), *rest = changes
    whole = effects(*zip(*changes, strict=True))
    split = effects(*zip((part0, part1), (x0 / part0, x1 / part1), *rest, strict=True))
    assert close([split[0] + split[1], *split[2:]], whole, scale_of(changes))


@given(pairs(factors), factors)
def test_a_constant_outside_the_product_scales_every_effect(changes, constant):
    inside = effects(*zip((constant, constant), *changes, strict=True))
    outside = effects(*zip(*changes, strict=True))
    assert close(inside[1:], [constant * e for e in outside], scale_of(changes) * max(1.0, abs(constant)))
    assert inside[0] == 0


# From year to year


@given(st.lists(st.lists(factors, min_size=4, max_size=4), min_size=1, max_size=4))
def test_yearly_effects_are_those_of_each_pair_of_years(columns):
    arrays = [np.array(column) for column in columns]
    pairs = decompose([x[:-1] for x in arrays], [x[1:] for x in arrays])
    for one, other in zip(decompose_yearly(arrays), pairs, strict=True):
        assert one.tobytes() == other.tobytes() or np.array_equal(one, other)
