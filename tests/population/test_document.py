"""What `docs/reference/population.md` says: its files can be read, its names exist, its figures are right."""

import re
from pathlib import Path

import pytest

from mtfp.population.areas import find_area
from mtfp.population.people import bundled_people, people_from_csv
from mtfp.population.profiles import FLAT, profile_from_csv, profiles
from mtfp.population.sources import attribution

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "population.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_file_is_read(text, tmp_path):
    (tmp_path / "own.csv").write_text(text, encoding="utf-8")
    read = profile_from_csv if text.startswith("age,rate") else people_from_csv
    assert read(tmp_path / "own.csv").ages.starts[0] == 0


def test_the_table_lists_the_published_profiles_in_order():
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|", DOCUMENT, re.MULTILINE)
    published = [profile for profile in profiles() if profile not in FLAT]
    assert [name for name, _ in rows] == [profile.name for profile in published]
    for (name, year), profile in zip(rows, published, strict=True):
        assert year == (profile.year if name != "care_home_residents" else "January to March 2021")


def test_the_flat_profiles_are_all_named():
    assert all(f"`{profile.name}`" in DOCUMENT for profile in FLAT)


def test_the_attribution_is_the_one_that_is_bundled():
    assert attribution() in " ".join(DOCUMENT.replace("\n>", "").split())


def test_shetlands_figures():
    people = bundled_people(find_area("Shetland Islands"))
    change = [round(100 * (by_year[-1] / by_year[0] - 1)) for by_year in map(people.between, (0, 75, 85), (None,) * 3)]
    fewer, over_75, over_85 = re.findall(
        r"(\d+)% (?:fewer|more)", re.search(r"For example in Shetland.*?\n", DOCUMENT)[0]
    )
    assert change == [-int(fewer), int(over_75), int(over_85)]


def test_years_that_are_bundled():
    people = bundled_people(find_area("Fife"))
    assert f"projection for {people.years[0]} to {people.years[-1]}" in DOCUMENT
