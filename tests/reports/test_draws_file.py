"""Every draw in a file: it reads back as written, is whole or absent, and never replaces a file of another program."""

import json
import sys

import numpy as np
import pytest

from mtfp.reports.files import draws_file
from mtfp.reports.files.draws_file import EXTRA, missing_for, write_draws
from tests.simulation.sampled import figures_of, plan, run

MANIFEST = {"program": "mtfp", "seed": 1}


def two(sampler="random"):
    """Two scenarios, one of which has a reserve that the other has not."""
    reserve = {"class": "contingency", "opening": 9, "floor": {"money": 5}}
    other = plan(reserves={"general": reserve, "spare": {"class": "legacy", "opening": 5}})
    return run({"base": plan(), "other": other}, 200, sampler=sampler)


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_npz_is_read_back(sampler, tmp_path):
    found, file = two(sampler), tmp_path / "draws.npz"
    write_draws(file, found, MANIFEST)
    with np.load(file, allow_pickle=False) as arrays:
        assert json.loads(str(arrays["manifest"])) == MANIFEST
        assert arrays["years"].tolist() == ["2025/26", "2026/27", "2027/28", "2028/29"]
        assert set(arrays) == {"manifest", "years", *(f"{scenario}/{figure}" for scenario, figure in figures_of(found))}
        for scenario, figure in figures_of(found):
            expected = [found.values(scenario, figure, year) for year in range(4)]
            assert np.array_equal(arrays[f"{scenario}/{figure}"], expected, equal_nan=True)


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_parquet_is_read_back(sampler, tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: mtfp[parquet]")
    monkeypatch.setattr(draws_file, "CHUNK", 90)  # so that a replicate is written in several parts
    found, file = two(sampler), tmp_path / "draws.parquet"
    write_draws(file, found, MANIFEST)
    assert json.loads(parquet.read_schema(file).metadata[b"manifest"]) == MANIFEST
    table = pandas.read_parquet(file)
    assert len(table) == 2 * 4 * 200
    for scenario, figure in figures_of(found):
        for year, label in enumerate(found.plan.timeline.labels):
            rows = table[(table["scenario"] == scenario) & (table["year"] == label)].sort_values("draw")
            assert np.array_equal(rows[figure], found.values(scenario, figure, year), equal_nan=True)
    assert table.loc[table["scenario"] == "base", "reserves.spare"].isna().all()


@pytest.mark.parametrize("name", ["draws.npz", "draws.parquet"])
def test_the_same_run_gives_the_same_bytes_and_replaces_its_own(name, tmp_path):
    if missing_for(tmp_path / name):
        pytest.skip("pyarrow is an extra: mtfp[parquet]")
    for file in (tmp_path / name, tmp_path / f"again-{name}"):
        write_draws(file, two(), MANIFEST)
        write_draws(file, two(), MANIFEST)
    assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()


@pytest.mark.parametrize("name", ["mine.npz", "mine.parquet"])
def test_a_file_that_mtfp_did_not_write_stays(name, tmp_path):
    if missing_for(tmp_path / name):
        pytest.skip("pyarrow is an extra: mtfp[parquet]")
    file = tmp_path / name
    file.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_draws(file, two(), MANIFEST)
    assert file.read_bytes() == b"mine"
    write_draws(file, two(), MANIFEST, force=True)
    assert file.read_bytes() != b"mine"


def test_a_file_that_cannot_be_written_is_refused_before_any_work(tmp_path, monkeypatch):
    assert missing_for(tmp_path / "draws.npz") == ""
    assert "with the ending .csv; name a .npz or .parquet file" in missing_for(tmp_path / "draws.csv")
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where it isn't installed
    assert missing_for(tmp_path / "draws.parquet") == EXTRA
