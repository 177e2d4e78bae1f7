"""The bundled population: known totals, rebasing, variants, adding up."""

import subprocess
import sys

import numpy as np
import pytest

from mtfp.population import bundled
from mtfp.population.ages import SINGLE_YEARS, AgeBands
from mtfp.population.areas import areas, find_area
from mtfp.population.people import VARIANTS, People, bundled_people

SCOTLAND, SHETLAND = find_area("Scotland"), find_area("Shetland Islands")


def of_kind(kind):
    return [area for area in areas() if area.kind == kind]


def estimate(area):
    """The published estimate of mid-2023 by single year of age."""
    held = bundled.figures()
    return held.estimate[held.positions(area.councils)].sum(axis=0, dtype=int)


@pytest.mark.parametrize(("area", "people"), [("Scotland", 5_490_100), ("Shetland Islands", 23_000)])
def test_published_estimates(area, people):
    assert estimate(find_area(area)).sum() == people


@pytest.mark.parametrize(
    ("area", "year", "people"),
    [
        ("Scotland", 2018, 5_438_100),
        ("Scotland", 2025, 5_513_731),
        ("Scotland", 2043, 5_574_819),
        ("Shetland Islands", 2018, 22_990),
        ("Shetland Islands", 2043, 21_579),
    ],
)
def test_published_projections_before_rebasing(area, year, people):
    held = bundled.figures()
    at = held.positions(find_area(area).councils)
    assert held.projection[at, :, year - held.first_projection].sum(dtype=int) == people


@pytest.mark.parametrize("variant", VARIANTS)
def test_in_its_first_year_every_band_of_every_area_is_the_estimate(variant):
    for area in areas():
        five_years = range(0, 91, 5)
        people, estimated = (
            np.add.reduceat(by_age, five_years) for by_age in (bundled_people(area, variant).at(2023), estimate(area))
        )
        np.testing.assert_allclose(people, estimated, rtol=1e-12)


def test_within_a_band_growth_is_the_projections():
    held, people = bundled.figures(), bundled_people(SHETLAND)
    projection = held.projection[held.positions(SHETLAND.councils)[0]].astype(float)
    grown = people.at(2033)[80] / people.at(2023)[80]
    assert grown == pytest.approx(projection[80, 15] / projection[80, 5])


def test_no_step_from_the_estimate_to_the_projection():
    people = bundled_people(SCOTLAND).between(85, None)
    assert people[0] == pytest.approx(estimate(SCOTLAND)[85:].sum())
    assert abs(people[1] / people[0] - 1) < 0.03


def test_shetlands_total_falls_while_its_oldest_grow():
    people = bundled_people(SHETLAND)
    total, over_75, over_85 = people.total(), people.between(75, None), people.between(85, None)
    assert total[-1] / total[0] == pytest.approx(0.941, abs=0.001)
    assert over_75[-1] / over_75[0] == pytest.approx(1.453, abs=0.001)
    assert over_85[-1] / over_85[0] == pytest.approx(1.832, abs=0.001)


def test_low_migration_is_fewer_people_and_high_migration_more_in_every_area():
    # The publisher's workbook has the two tables swapped.
    for area in areas():
        low, principal, high = (
            bundled_people(area, v).total()[-1] for v in ("low_migration", "principal", "high_migration")
        )
        assert low < principal < high, area.name


def test_scotlands_variants_are_near_the_published_totals():
    published = {"high_migration": 5_697_907, "low_migration": 5_454_163}
    principal = bundled_people(SCOTLAND).total()[-1]
    for variant, people in published.items():
        ratio = bundled_people(SCOTLAND, variant).total()[-1] / principal
        assert ratio == pytest.approx(people / 5_574_819, abs=0.005)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", ["partnership", "council", "health_board"])
def test_areas_add_up_to_scotland_at_every_age(kind, variant):
    total = sum(bundled_people(area, variant).count for area in of_kind(kind))
    np.testing.assert_allclose(total, bundled_people(SCOTLAND, variant).count, rtol=1e-12)


def test_clackmannanshire_and_stirling_add_up_to_their_partnership():
    parts = [bundled_people(find_area(name)).count for name in ("Clackmannanshire", "Stirling")]
    np.testing.assert_array_equal(sum(parts), bundled_people(find_area("S37000005")).count)


def test_an_empty_band_stays_empty():
    people = bundled.rebased(np.array([[[0, 5]]]), np.array([[9]]), AgeBands((0,)), AgeBands((0,)))
    assert people.tolist() == [[[0, 0]]]


def test_an_unknown_variant_is_refused():
    with pytest.raises(LookupError, match="choose one of principal, high_migration, low_migration"):
        bundled_people(SHETLAND, "high")


def test_people_are_values_that_cant_be_changed():
    one, same = bundled_people(SHETLAND), bundled_people(SHETLAND)
    assert one == same
    assert hash(one) == hash(same)
    assert one != bundled_people(SHETLAND, "low_migration")
    assert one != "people"
    with pytest.raises(ValueError, match="read-only"):
        one.count[0, 0] = 1


def test_people_by_year_and_age():
    people = bundled_people(SHETLAND)
    assert people.over((2025, 2026)).years == (2025, 2026)
    assert people.at(2025).sum() == pytest.approx(people.total()[2])
    np.testing.assert_allclose(people.between(18, 64) + people.between(65, None), people.between(18, None))
    with pytest.raises(LookupError, match="2023 to 2043, not 2044"):
        people.over((2043, 2044))
    with pytest.raises(ValueError, match="cut across the bands"):
        People("x", "principal", AgeBands((0, 65)), (2025,), np.ones((2, 1)), "x").between(18, None)
    with pytest.raises(ValueError, match="shape"):
        People("x", "principal", SINGLE_YEARS, (2025,), np.zeros((3, 1)), "x")


def test_loading_takes_numpy_alone():
    code = (
        "import sys; from mtfp.population.people import bundled_people; from mtfp.population.areas import find_area;"
        "from mtfp.population import ageing, profiles; bundled_people(find_area('Fife')); profiles.profiles();"
        "sys.exit(bool({'pandas', 'scipy', 'pydantic', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
