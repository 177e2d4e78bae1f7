"""The build script, on a small extract of the original files and on files with something wrong."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTRACT = Path(__file__).parent / "extract"
VARIANTS = "private_household_population_2018based_variants_council_age_sex_2018_2043.csv"
ESTIMATE = "population_estimate_council_sya_sex_1981_2023.csv"
WRITTEN = ("areas.json", "population.npz", "profiles.json", "sources.json")


def build(folder, into):
    into.mkdir()
    command = [sys.executable, "tools/build_population.py", str(folder), "--into", str(into)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    into = tmp_path_factory.mktemp("built") / "out"
    assert build(EXTRACT, into).returncode == 0
    return into


def test_the_same_originals_give_the_same_bytes(built, tmp_path):
    assert build(EXTRACT, tmp_path / "again").returncode == 0
    assert sorted(file.name for file in built.iterdir()) == list(WRITTEN)
    for name in WRITTEN:
        assert (built / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    with zipfile.ZipFile(built / "population.npz") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_arrays_are_the_originals(built):
    with np.load(built / "population.npz") as held:
        assert held["councils"].tolist() == ["S12000005", "S12000013", "S12000027", "S12000030"]
        assert held["estimate"].shape == (4, 91)
        assert held["estimate_year"] == 2023
        assert held["projection"].shape == (4, 91, 8)
        assert held["estimate"][2].sum(dtype=int) == 23_000
        assert held["projection"][2, :, 0].sum(dtype=int) == 22_990


def test_the_bundled_files_hold_the_same_figures_for_the_same_councils(built):
    bundled = ROOT / "mtfp" / "population" / "population.npz"
    with np.load(built / "population.npz") as cut, np.load(bundled) as whole:
        at = [whole["councils"].tolist().index(code) for code in cut["councils"]]
        years = cut["projection"].shape[2]
        np.testing.assert_array_equal(cut["projection"], whole["projection"][at, :, :years])
        np.testing.assert_array_equal(cut["estimate"], whole["estimate"][at])
        for variant in ("high_migration", "low_migration"):
            np.testing.assert_array_equal(cut[variant], whole[variant][at, :, :years])


def test_areas_are_made_of_councils(built):
    areas = {area["name"]: area for area in json.loads((built / "areas.json").read_text(encoding="utf-8"))}
    assert areas["Clackmannanshire and Stirling"]["councils"] == ["S12000005", "S12000030"]
    assert len(areas["Scotland"]["councils"]) == 4


def over_85(council, year):
    """People aged 85 and over in the extract's estimate."""
    with (EXTRACT / ESTIMATE).open(encoding="utf-8", newline="") as text:
        row = next(r for r in csv.DictReader(text) if (r["CA"], r["Year"], r["Sex"]) == (council, str(year), "All"))
    return sum(int(row[f"Age{age}"]) for age in (85, 86, 87, 88, 89, "90plus"))


def test_profiles_divide_by_the_people_of_the_right_year_and_place(built):
    # The extract's Scotland is four councils, the activity the whole country's: rates are that much too high.
    profiles = {
        profile["name"]: profile for profile in json.loads((built / "profiles.json").read_text(encoding="utf-8"))
    }
    everybody = over_85("S92000003", 2023)
    assert profiles["care_at_home_people"]["rates"][-1] == pytest.approx(28_740 / everybody, rel=0.2)
    without = over_85("S92000003", 2020) - over_85("S12000013", 2020)
    assert profiles["care_home_residents"]["rates"][-1] == pytest.approx(16_315 / without, rel=1e-6)


def broken(tmp_path, name, change):
    folder = tmp_path / "originals"
    shutil.copytree(EXTRACT, folder)
    (folder / name).write_text(change((folder / name).read_text(encoding="utf-8")), encoding="utf-8")
    return build(folder, tmp_path / "out")


def swapped(text):
    return (
        text.replace("low migration,T", "x,T")
        .replace("high migration,T", "low migration,T")
        .replace("x,T", "high migration,T")
    )


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (VARIANTS, swapped, "not low < principal < high"),
        (
            ESTIMATE,
            lambda text: text.replace("2023,S12000027,,All,d,23000,", "2023,S12000027,,All,d,23001,"),
            "add up to AllAges",
        ),
        (
            ESTIMATE,
            lambda text: "".join(line for line in text.splitlines(True) if "2023,S12000027" not in line),
            "KeyError",
        ),
    ],
)
def test_a_broken_original_stops_the_build(tmp_path, name, change, says):
    run = broken(tmp_path, name, change)
    assert run.returncode != 0
    assert says in run.stderr
