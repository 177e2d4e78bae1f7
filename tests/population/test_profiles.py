"""The bundled profiles: published rates reproduced, sources stated, names found."""

import numpy as np
import pytest

from mtfp.population.ages import SINGLE_YEARS, AgeBands
from mtfp.population.profiles import FLAT, Profile, find_profile, profiles
from mtfp.population.sources import attribution, sources

PUBLISHED = [profile for profile in profiles() if profile not in FLAT]


PEOPLE = {
    2018: (566_493, 578_965, 695_060, 688_283, 694_765, 799_599, 643_373, 463_334, 220_514, 41_714),
    2019: (1_020_026, 3_343_609, 582_828, 338_571, 126_166),
    2021: (1_006_249, 3_326_994, 602_526, 347_170, 129_961),
    2023: (1_013_530, 3_360_209, 603_648, 379_883, 132_830),
}
"""Scotland's mid-year estimates as published, rebased on the 2022 census: in 2018 by ten years of age up to 90+, later
aged 0-17, 18-64, 65-74, 75-84 and 85+."""


def use(name, year):
    """Scotland's use that a profile's rates stand for."""
    return float(np.array(find_profile(name).rates) @ PEOPLE[year])


def test_the_published_rates_of_people_with_care_at_home():
    profile = find_profile("care_at_home_people")
    by_age = dict(zip(profile.ages.labels, (round(1000 * rate, 1) for rate in profile.rates), strict=True))
    assert by_age["85+"] == 249.6
    assert by_age == {"0-17": 0.1, "18-64": 5.5, "65-74": 25.0, "75-84": 81.1, "85+": 249.6}


@pytest.mark.parametrize(
    ("name", "year", "total", "unknown"),
    [
        # The total published for all ages (each rounded to 5), and the part of unknown age, which no rate holds.
        ("care_at_home_people", 2023, 97_585, 20),
        ("care_at_home_hours", 2023, 40_915_720, 1_025),
        ("people_supported", 2021, 222_515, 900),
        ("social_work", 2021, 134_385, 45),
        ("telecare", 2021, 108_950, 705),
        ("meals", 2021, 5_625, 0),
        ("day_care", 2019, 9_775, 5),
        ("housing_support", 2019, 11_950, 5),
        ("emergency_stays", 2018, 502_141, 0),
        ("emergency_bed_days", 2018, 3_758_633, 0),
    ],
)
def test_rates_times_people_are_the_published_totals(name, year, total, unknown):
    assert use(name, year) == pytest.approx(total - unknown, abs=15)


def test_care_home_rates_are_per_head_of_population_not_of_clients():
    profile = find_profile("care_home_residents")
    # Published: 127.2 per 1,000 people aged 85 and over, on the estimates before they were rebased on the census.
    assert 1000 * profile.rates[-1] == pytest.approx(127.2, rel=0.02)


@pytest.mark.parametrize("profile", PUBLISHED, ids=[profile.name for profile in PUBLISHED])
def test_every_published_profile_states_where_it_comes_from(profile):
    assert profile.geography == "Scotland"
    assert profile.unit
    assert "Public Health Scotland" in profile.source
    assert "estimate" in profile.source
    assert "Open Government Licence" in profile.licence or "no licence line was seen" in profile.licence
    assert profile.note.endswith(".")


@pytest.mark.parametrize("profile", profiles(), ids=[profile.name for profile in profiles()])
def test_every_profile_suits_the_bundled_population(profile):
    assert len(SINGLE_YEARS.within(profile.ages)) == 91
    assert find_profile(profile.name) is profile


def test_flat_profiles_say_that_they_are_assumptions():
    for profile in FLAT:
        assert profile.source.startswith("Assumption")
        assert set(profile.rates) <= {0, 1}


def test_nothing_is_made_from_files_that_may_not_be_passed_on():
    assert "Open Government Licence" in attribution()
    assert len(sources()) == 10
    for source in sources():
        assert "england" not in source.file
        assert "GPL" not in source.licence
        assert len(source.sha256) == 64


@pytest.mark.parametrize(
    ("name", "hint"),
    [("care_at_home_hour", "did you mean `care_at_home_hours`"), ("zebra", "choose `care_at_home_hours`, .*CSV file")],
)
def test_an_unknown_profile_is_refused_with_the_repair(name, hint):
    with pytest.raises(LookupError, match=hint):
        find_profile(name)


@pytest.mark.parametrize("rates", [(1.0,), (-1.0, 1.0), (0.0, 0.0), (1.0, float("nan"))])
def test_a_profile_holds_a_rate_for_each_band(rates):
    with pytest.raises(ValueError, match="one rate for each age band"):
        Profile.of("p", "p", AgeBands((0, 65)), rates)
