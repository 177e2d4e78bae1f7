"""Rebuild the bundled population figures and age profiles from a folder of the original open data files.

    python tools/build_population.py FOLDER [--into mtfp/population]

The same originals always give the same bytes (with the same version of zlib). The page on population says where the
originals are published; `sources.json` names each with its SHA-256.
"""

import argparse
import io
import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import population_figures  # noqa: E402
import population_profiles  # noqa: E402
import population_sources  # noqa: E402

NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest that a zip file can say."""

READABLE = 0o644 << 16


def write_arrays(file: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Arrays as a compressed `.npz`, without the time of day that `numpy.savez` puts in."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.array(array, order="C"), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=NO_DATE)
            entry.external_attr, entry.create_system = READABLE, 3
            archive.writestr(entry, content.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)


def write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Read the originals, check them, and write the four files that the package carries."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the original files")
    parser.add_argument("--into", type=Path, default=ROOT / "mtfp" / "population", help="folder to write to")
    options = parser.parse_args()
    write_json(options.into / "areas.json", population_figures.areas(population_figures.lookup(options.folder)))
    write_arrays(options.into / "population.npz", population_figures.figures(options.folder))
    write_json(options.into / "profiles.json", population_profiles.profiles(options.folder))
    write_json(options.into / "sources.json", population_sources.described(options.folder))


if __name__ == "__main__":
    main()
