"""Read a baseline, the folder of results of an earlier batch: its manifest, its inputs, and its figures plan by plan.

Only CSV and JSON are read. A folder that is incomplete, or that has changed since it was written, is refused before
any work.
"""

import csv
import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from mtfp import __version__
from mtfp.batch.outcome.result_files import CSV, INPUTS, LAST
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.data.tidy import as_written
from mtfp.results.table import Cell

DECIDE_DRAWS = {"version": "version", "seed": "seed", "sampler": "sampler", "draws": "number of draws"}
"""Settings on which the draws depend: key in the manifest, and name in words."""
FIX = "name a complete folder of results that `mtfp batch -o` wrote and that has not changed since"


class Key(NamedTuple):
    """Key of one figure of a plan: identifiers of its table, row and so on."""

    scenario: str
    table: str
    row: str
    year: str
    statistic: str


class Figure(NamedTuple):
    """One figure and its unit."""

    value: float
    unit: str


Figures = dict[Key, Figure]


@dataclass(frozen=True)
class Baseline:
    """Results of an earlier batch: folder, manifest, and the inputs of each plan by the plan's name."""

    folder: Path
    manifest: Mapping[str, Any]
    inputs: Mapping[str, Any]

    @property
    def plans(self) -> list[str]:
        """Return the names of the plans with results."""
        return list(self.inputs)

    @property
    def failed(self) -> frozenset[tuple[str, str, str]]:
        """Return the checks that failed in the baseline, each as plan, scenario and name."""
        return frozenset(
            (plan["plan"], check["scenario"], check["name"])
            for plan in self.manifest["plans"]
            for check in plan["checks"]
            if not check["holds"]
        )

    def by_plan(self) -> Iterator[tuple[str, Figures]]:
        """Yield each plan's name as written in CSV, and its figures. Raises Refused if the file has changed."""
        _require_unchanged(self.folder, CSV, self.manifest)
        with (self.folder / CSV).open(encoding="utf-8", newline="") as file:
            for plan, rows in groupby(csv.DictReader(file), key=lambda row: row["plan"]):
                yield plan, {Key(*(row[name] for name in Key._fields)): _figure(row) for row in rows}

    def different_settings(self, now: Mapping[str, Any]) -> list[str]:
        """Return the settings of the draws that differ between the two runs, in words such as `seed 1, now 2`."""
        return [
            f"{words} {_as_text(self.manifest.get(key))}, now {_as_text(now[key])}"
            for key, words in DECIDE_DRAWS.items()
            if self.manifest.get(key) != now[key]
        ]


def read_baseline(folder: Path) -> Baseline:
    """Read the results in a folder. Raises Refused if they are incomplete, and OSError if they can't be read."""
    record = _read_json(folder / LAST)
    manifest = record.get("manifest")
    if not isinstance(manifest, dict) or manifest.get("case") != "batch":
        raise _refused(folder / LAST, "this is not the manifest of a batch")
    if record.get("schema_version") != SCHEMA_VERSION:
        raise Refused([other_form(folder, manifest)])
    for name in (CSV, INPUTS):
        _require_unchanged(folder, name, manifest)
    return Baseline(folder, manifest, _read_json(folder / INPUTS)["inputs"])


def other_form(folder: Path, manifest: Mapping[str, Any]) -> Finding:
    """Return the finding about a baseline of another schema version, with the command that makes the baseline again."""
    command = manifest.get("command") or ["mtfp", "batch", "PATHS"]
    release = f"mtfp {manifest['version']}" if "version" in manifest else "another release of mtfp"
    message = f"{release} wrote this baseline in a form that mtfp {__version__} can't compare with"
    repeat = shlex.join([*(str(word) for word in command), "-o", folder.as_posix()])
    fix = f"make the baseline again: run this command on the plans of that time, with mtfp {__version__}: {repeat}"
    return Finding("E512", message, Place((folder / LAST).as_posix()), fix)


def _require_unchanged(folder: Path, name: str, manifest: Mapping[str, Any]) -> None:
    if _digest(folder / name) != manifest.get("files", {}).get(name):
        raise _refused(folder / name, f"this file has changed since {LAST} was written")


def figures_now(cells: Iterator[Cell]) -> Figures:
    """Return the figures of the present run, under the same keys as in the baseline."""
    return {
        Key(*(as_written(getattr(cell, name)) for name in Key._fields)): Figure(cell.value or 0.0, cell.unit)
        for cell in cells
    }


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(float(row["value"]), row["unit"])


def _read_json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise _refused(file, "this is not a JSON file that mtfp wrote")
    return value


def _digest(file: Path) -> str:
    """Return the fingerprint of a file after restoring its original line ends, which Git may change on Windows."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _refused(file: Path, message: str) -> Refused:
    return Refused([Finding("E511", message, Place(file.as_posix()), FIX)])


def _as_text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value}"
