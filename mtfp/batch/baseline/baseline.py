"""An earlier folder of results to compare with: who made it and how, its figures plan by plan, and its inputs.

Only plain CSV and JSON are read back. What isn't whole, or was changed by hand since, is refused before any work.
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

SHAPED_BY = {"version": "version", "seed": "seed", "sampler": "sampler", "draws": "number of draws"}
"""What decides which futures are drawn, in words, by its key in a manifest."""
FIX = "name a folder that `mtfp batch -o` wrote, whole and as it was written"


class Key(NamedTuple):
    """Which figure of a plan."""

    scenario: str
    table: str
    row: str
    year: str
    statistic: str


class Figure(NamedTuple):
    """A figure and its unit."""

    value: float
    unit: str


Figures = dict[Key, Figure]


@dataclass(frozen=True)
class Baseline:
    """A folder of results as its manifest tells of it; `inputs` are what each plan and its scenarios said."""

    folder: Path
    manifest: Mapping[str, Any]
    inputs: Mapping[str, Any]

    @property
    def plans(self) -> list[str]:
        """The names of the plans that it has results of."""
        return list(self.inputs)

    @property
    def failed(self) -> frozenset[tuple[str, str, str]]:
        """The checks that failed already, each by its plan, future and name."""
        return frozenset(
            (plan["plan"], check["scenario"], check["name"])
            for plan in self.manifest["plans"]
            for check in plan["checks"]
            if not check["holds"]
        )

    def by_plan(self) -> Iterator[tuple[str, Figures]]:
        """The figures of one plan after the other, under its name as CSV has it. Raises Refused if they changed."""
        _as_told(self.folder, CSV, self.manifest)
        with (self.folder / CSV).open(encoding="utf-8", newline="") as file:
            for plan, rows in groupby(csv.DictReader(file), key=lambda row: row["plan"]):
                yield plan, {Key(*(row[name] for name in Key._fields)): _figure(row) for row in rows}

    def differs(self, now: Mapping[str, Any]) -> list[str]:
        """What of all that decides which futures are drawn isn't as it is now, in words."""
        return [
            f"{words} {_said(self.manifest.get(key))}, now {_said(now[key])}"
            for key, words in SHAPED_BY.items()
            if self.manifest.get(key) != now[key]
        ]


def read_baseline(folder: Path) -> Baseline:
    """The results in a folder. Raises Refused if they aren't whole, and OSError if they can't be read."""
    whole = _told(folder / LAST)
    manifest = whole.get("manifest")
    if not isinstance(manifest, dict) or manifest.get("case") != "batch":
        raise _refused(folder / LAST, "this doesn't tell of a batch's results")
    if whole.get("schema_version") != SCHEMA_VERSION:
        raise Refused([other_form(folder, manifest)])
    for name in (CSV, INPUTS):
        _as_told(folder, name, manifest)
    return Baseline(folder, manifest, _told(folder / INPUTS)["inputs"])


def other_form(folder: Path, manifest: Mapping[str, Any]) -> Finding:
    """Return the finding about results whose identifiers are those of another release, with the command to repeat."""
    command = manifest.get("command") or ["mtfp", "batch", "PATHS"]
    message = f"mtfp {manifest.get('version', 'of another release')} wrote this baseline, in another form than today's"
    repeat = shlex.join([*(str(word) for word in command), "-o", folder.as_posix()])
    fix = f"make the baseline again from the plans as they were, with mtfp {__version__}: {repeat}"
    return Finding("E512", message, Place((folder / LAST).as_posix()), fix)


def _as_told(folder: Path, name: str, manifest: Mapping[str, Any]) -> None:
    if _digest(folder / name) != manifest.get("files", {}).get(name):
        raise _refused(folder / name, f"this isn't the {name} that {LAST} beside it tells of")


def figures_now(cells: Iterator[Cell]) -> Figures:
    """Figures that were just made, by the same keys as those that were read."""
    return {
        Key(*(as_written(getattr(cell, name)) for name in Key._fields)): Figure(cell.value or 0.0, cell.unit)
        for cell in cells
    }


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(float(row["value"]), row["unit"])


def _told(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise _refused(file, "this isn't JSON that mtfp wrote")
    return told


def _digest(file: Path) -> str:
    """The fingerprint of a file as it was written: Git may have given it Windows's ends of lines since."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _refused(file: Path, message: str) -> Refused:
    return Refused([Finding("E511", message, Place(file.as_posix()), FIX)])


def _said(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value}"
