"""Write every draw of every recorded figure to a file for other programs: .npz, or .parquet if pyarrow is installed.

Files are written part by part, so that memory does not grow with the number of draws. They have no time stamp, so that
the same run gives the same bytes.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import IO, Any

import numpy as np

from mtfp.reports.files.out import not_theirs as refuse_theirs
from mtfp.reports.files.replace import replacing
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.simulation import Simulation

MANIFEST = "manifest"
"""Name of the run's manifest (JSON) in a file: an array in .npz, metadata in Parquet."""
CHUNK = 65_536
"""Maximum number of draws written to a Parquet file at a time."""
EXTRA = "pyarrow isn't installed: install mtfp[parquet], or name a .npz file"


def write_draws(path: Path, run: Simulation, manifest: Mapping[str, Any], *, force: bool = False) -> None:
    """Write every draw to a file in the format of its suffix. An error leaves the file unchanged.

    An existing file is replaced if mtfp wrote it or `force` is True; otherwise FileExistsError is raised.
    """
    not_theirs(path, force=force)
    write, _ = WRITERS[path.suffix.lower()]
    with replacing(Path(os.path.realpath(path))) as file:
        write(file, run, json.dumps(manifest, sort_keys=True))


def not_theirs(path: Path, *, force: bool) -> None:
    """Raise FileExistsError for an existing file that is not a file of draws by mtfp, unless `force`."""
    refuse_theirs(path, force=force, is_ours=WRITERS[path.suffix.lower()][1])


def _npz(file: IO[bytes], run: Simulation, manifest: str) -> None:
    """Write the manifest, an array `years`, and for each figure an array `<scenario>/<figure>`, shape (year, draw)."""
    with zipfile.ZipFile(file, "w") as archive:
        _array(archive, MANIFEST, np.array(manifest))
        _array(archive, "years", np.array(run.plan.timeline.labels))
        for scenario, plan in run.plans.items():
            for figure in recorded_figures(plan):
                shape = (len(plan.timeline), run.draws)
                with archive.open(zipfile.ZipInfo(f"{scenario}/{figure}.npy"), "w", force_zip64=True) as member:
                    header = {"descr": "<f8", "fortran_order": False, "shape": shape}
                    np.lib.format.write_array_header_1_0(member, header)
                    for year in range(shape[0]):
                        member.write(run.values(scenario, figure, year).astype("<f8").tobytes())


def _array(archive: zipfile.ZipFile, name: str, array: "np.ndarray[Any, Any]") -> None:
    with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as member:
        np.lib.format.write_array(member, array, allow_pickle=False)


def _is_our_npz(path: Path) -> bool:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return MANIFEST in arrays
    except (ValueError, OSError, zipfile.BadZipFile):
        return False


def _parquet(file: IO[bytes], run: Simulation, manifest: str) -> None:
    """Write one row per scenario, year and draw, and one column per figure, empty where a scenario lacks the figure."""
    import pyarrow
    from pyarrow import parquet

    figures = list(dict.fromkeys(figure for plan in run.plans.values() for figure in recorded_figures(plan)))
    keys = [("scenario", pyarrow.string()), ("year", pyarrow.string()), ("draw", pyarrow.int64())]
    schema = pyarrow.schema([*keys, *((figure, pyarrow.float64()) for figure in figures)], {MANIFEST: manifest})
    with parquet.ParquetWriter(file, schema) as writer:
        for scenario, year, replicate, start in _chunks(run):
            stop = min(start + CHUNK, run.done)
            numbers = np.arange(start, stop) + replicate * run.done
            columns = [_column(run, scenario, figure, year, replicate, start, stop) for figure in figures]
            texts = [[text] * len(numbers) for text in (scenario, run.plan.timeline.labels[year])]
            writer.write_table(pyarrow.table([*texts, numbers, *columns], schema=schema))


def _chunks(run: Simulation) -> Iterator[tuple[str, int, int, int]]:
    """Return scenario, year, replicate and first draw of each part of a Parquet file."""
    starts = range(0, run.done, CHUNK)
    return product(run.plans, range(len(run.plan.timeline)), range(run.layout.replicates), starts)


def _column(run: Simulation, scenario: str, figure: str, year: int, replicate: int, start: int, stop: int) -> Any:
    """Return the draws of a figure from `start` to `stop`, with nulls where the figure has no value."""
    import pyarrow

    if not run.has(scenario, figure):
        return pyarrow.nulls(stop - start, pyarrow.float64())
    values = run.part(scenario, figure, year, replicate, start, stop)
    return pyarrow.array(values, mask=np.isnan(values))


def is_our_parquet(path: Path) -> bool:
    """Return True if mtfp wrote the Parquet file."""
    import pyarrow
    from pyarrow import parquet

    try:
        return MANIFEST.encode() in (parquet.read_schema(path).metadata or {})
    except (pyarrow.ArrowException, OSError):
        return False


Writer = Callable[[IO[bytes], Simulation, str], None]
WRITERS: Mapping[str, tuple[Writer, Callable[[Path], bool]]] = {
    ".npz": (_npz, _is_our_npz),
    ".parquet": (_parquet, is_our_parquet),
}
"""Functions for each suffix: the first writes a file, the second returns True if mtfp wrote a file."""


def missing_for(path: Path) -> str:
    """Return the reason why a file of draws can't be written, and how to correct it; empty if it can."""
    if path.suffix.lower() not in WRITERS:
        ending = f"with the ending {path.suffix}" if path.suffix else "without an ending"
        return f"mtfp can't write draws to a file {ending}; name a .npz or .parquet file"
    if path.suffix.lower() == ".parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            return EXTRA
    return ""
