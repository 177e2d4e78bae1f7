"""Ageing and healthier ageing: worked by hand, and by law on random populations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mtfp.population.ageing import ageing, healthier, rates_on
from mtfp.population.ages import FIVE_YEARS, SINGLE_YEARS, AgeBands
from mtfp.population.areas import find_area
from mtfp.population.people import bundled_people
from mtfp.population.profiles import Profile, find_profile, profiles

AGES, YEARS = 6, 4
populations = arrays(float, (AGES, YEARS), elements=st.floats(1, 1e5))
curves = arrays(float, AGES, elements=st.floats(0.01, 100))
shifts = arrays(float, (YEARS, 3), elements=st.floats(-5, 10))
BANDS = AgeBands((0, 18, 65, 75, 80, 85))


def profile_of(rates, ages=BANDS):
    return Profile.of("p", "p", ages, tuple(float(rate) for rate in rates))


@given(populations, curves, st.floats(0.001, 1000))
def test_only_the_shape_of_a_profile_matters(people, rates, k):
    np.testing.assert_allclose(ageing(people, k * rates), ageing(people, rates), rtol=1e-9)


@given(populations, curves, st.floats(0.001, 1000))
def test_only_growth_of_people_matters(people, rates, k):
    np.testing.assert_allclose(ageing(k * people, rates), ageing(people, rates), rtol=1e-9)


@given(populations, curves, st.permutations(range(AGES)))
def test_the_order_of_ages_doesnt_matter(people, rates, order):
    np.testing.assert_allclose(ageing(people[order], rates[order]), ageing(people, rates), rtol=1e-9)


@given(populations, curves, st.integers(0, AGES - 1), st.floats(0, 1))
def test_splitting_a_band_doesnt_matter(people, rates, band, part):
    split = np.insert(people, band, people[band] * part, axis=0)
    split[band + 1] *= 1 - part
    np.testing.assert_allclose(ageing(split, np.insert(rates, band, rates[band])), ageing(people, rates), rtol=1e-9)


@given(populations, curves)
def test_it_begins_at_one_and_stays_between_the_bands_growth(people, rates):
    moved, growth = ageing(people, rates), people / people[:, :1]
    assert moved[0] == 1
    assert (moved <= growth.max(axis=0) * (1 + 1e-12)).all()
    assert (moved >= growth.min(axis=0) * (1 - 1e-12)).all()


def test_a_flat_profile_is_the_growth_of_all_people():
    people = bundled_people(find_area("Fife"))
    rates = rates_on(find_profile("all_ages"), SINGLE_YEARS)
    np.testing.assert_allclose(ageing(people.count, rates), people.total() / people.total()[0], rtol=1e-12)


def test_total_population_gets_the_sign_wrong_in_shetland():
    people = bundled_people(find_area("Shetland Islands")).over(tuple(range(2025, 2036)))
    hours = ageing(people.count, rates_on(find_profile("care_at_home_hours"), SINGLE_YEARS))
    assert people.total()[-1] < people.total()[0]
    assert hours[-1] == pytest.approx(1.132, abs=0.001)


def test_a_service_without_users_is_refused():
    with pytest.raises(ValueError, match="no people"):
        ageing(np.array([[5.0, 5.0], [0.0, 1.0]]), np.array([0.0, 1.0]))


def test_each_band_takes_the_rate_of_the_one_that_contains_it():
    profile = profile_of((1, 2, 3), AgeBands((0, 18, 85)))
    assert rates_on(profile, SINGLE_YEARS)[[0, 17, 18, 84, 85, 90]].tolist() == [1, 1, 2, 2, 3, 3]
    assert rates_on(profile, profile.ages).tolist() == [1, 2, 3]


def test_a_band_across_two_of_a_profile_is_refused_by_name():
    with pytest.raises(ValueError, match=r"band 15-19 lies across 0-17 and 18-64 of the profile care_at_home_hours"):
        rates_on(find_profile("care_at_home_hours"), FIVE_YEARS)
    with pytest.raises(ValueError, match=r"band 85\+ lies across 80-89 and 90\+ of the profile emergency_bed_days"):
        rates_on(find_profile("emergency_bed_days"), AgeBands((*range(0, 81, 10), 85)))


@given(populations, curves)
def test_no_one_younger_is_exactly_no_change(people, rates):
    assert (healthier(people, profile_of(rates), BANDS, np.zeros((YEARS, 3))) == 1).all()


@given(populations, st.floats(0.01, 0.2), shifts)
def test_a_profile_that_grows_steadily_falls_by_that_growth_each_year_younger(people, growth, shift):
    # r(a) = exp(g·a) on every middle: the ratio is exp(−g·s) at every age over 65.
    rates = np.exp(growth * BANDS.midpoints)
    weight = rates[:, None] * people
    old = weight[2:].sum(axis=0) / weight.sum(axis=0)
    expected = 1 + old[:, None] * np.expm1(-growth * shift)
    np.testing.assert_allclose(healthier(people, profile_of(rates), BANDS, shift), expected, rtol=1e-6)


@given(populations, curves, shifts)
def test_only_use_from_65_on_moves(people, rates, shift):
    people[2:] = 0
    assert (healthier(people, profile_of(rates), BANDS, shift) == 1).all()


@given(populations, curves, shifts, st.floats(0.1, 10))
def test_the_level_of_a_profile_doesnt_matter_to_health(people, rates, shift, k):
    one, other = (healthier(people, profile_of(r), BANDS, shift) for r in (rates, k * rates))
    np.testing.assert_allclose(one, other, rtol=1e-6)


def use_by_curve(people, profile, ages, shift):
    """H of one year, age by age: use where the curve through the middles is read a shift further down."""
    at = [middle for middle, rate in zip(profile.ages.midpoints, profile.rates, strict=True) if rate]
    logs = [math.log(rate) for rate in profile.rates if rate]

    def log_use(age):
        left = max(k for k in range(len(at) - 1) if at[k] <= age or k == 0)
        return logs[left] + (logs[left + 1] - logs[left]) * (age - at[left]) / (at[left + 1] - at[left])

    rates = rates_on(profile, ages)
    with_shift = without = 0.0
    for age, heads, rate in zip(ages.midpoints, people, rates, strict=True):
        ratio = math.exp(log_use(age - shift) - log_use(age)) if age >= 65 else 1.0
        with_shift += heads * rate * ratio
        without += heads * rate
    return with_shift / without


@given(populations, curves, shifts)
def test_it_is_the_curve_read_further_down_age_by_age(people, rates, shift):
    profile = profile_of(rates)
    expected = [[use_by_curve(people[:, t], profile, BANDS, s) for s in row] for t, row in enumerate(shift)]
    np.testing.assert_allclose(healthier(people, profile, BANDS, shift), expected, rtol=1e-9)


def test_each_draw_has_its_own_population():
    people = np.array([bundled_people(find_area(name)).count[:, :4] for name in ("Fife", "Shetland Islands")])
    shift = np.array([[0.0] * 3, [0.1, 0.4, -0.3], [0.2, 0.5, -0.6], [0.3, 0.6, -2.0]])
    for profile in (find_profile("care_at_home_hours"), find_profile("emergency_bed_days")):
        apart = [healthier(each, profile, SINGLE_YEARS, shift) for each in people]
        mixed = healthier(people, profile, SINGLE_YEARS, shift, np.array([1, 0, 1]))
        assert (mixed == np.choose([1, 0, 1], apart)).all()


def test_by_hand_between_middles_and_beyond_them():
    # Middles 70, 80, 90 (open: 85 + 5); use doubles from 70 to 80 and quadruples from 80 to 90.
    profile = profile_of((1, 1, 2, 8), AgeBands((0, 65, 75, 85)))
    ages = AgeBands((0, *range(65, 91)))
    oldest, at_82 = np.zeros((len(ages), 1)), np.zeros((len(ages), 1))
    oldest[-1], at_82[ages.starts.index(82)] = 1, 1
    five = np.array([[5.0]])
    assert healthier(oldest, profile, ages, five).item() == pytest.approx(4 ** (-5 / 10))
    # A person of 82 stands at 82.5: 2.5 years on the steeper slope, 2.5 on the other.
    assert healthier(at_82, profile, ages, five).item() == pytest.approx(4 ** (-2.5 / 10) * 2 ** (-2.5 / 10))
    # The last slope is carried on above 90.
    assert healthier(oldest, profile, ages, -five).item() == pytest.approx(4 ** (5 / 10))


def test_ages_without_use_are_left_out_of_the_curve_and_stay_without():
    profile = profile_of((0, 0, 1, math.e), AgeBands((0, 65, 75, 85)))
    ages = AgeBands((0, 65, 75, 85))
    people = np.array([[9.0], [9.0], [1.0], [0.0]])
    assert healthier(people, profile, ages, np.array([[10.0]])).item() == pytest.approx(math.exp(-1))


@pytest.mark.parametrize("name", ["all_ages", "aged_65_plus", "aged_75_plus", "children"])
def test_a_flat_profile_has_no_health_in_it(name):
    people = bundled_people(find_area("Fife")).count
    assert (healthier(people, find_profile(name), SINGLE_YEARS, np.full((21, 2), 3.0)) == 1).all()


def test_each_draw_has_its_own_shift_and_more_health_is_less_use():
    people = bundled_people(find_area("Fife")).count
    shift = np.linspace(0, 2, 21)[:, None] * np.array([0.0, 0.5, 1.0])
    for profile in profiles():
        moved = np.broadcast_to(healthier(people, profile, SINGLE_YEARS, shift), shift.shape)
        assert (np.diff(moved, axis=1) <= 0).all() or profile.name == "adults_under_65"
        assert (moved[:, 0] == 1).all()
