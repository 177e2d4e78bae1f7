"""Form of a store's entries: the marker file that records it, and the finding about entries in another form."""

import json
from pathlib import Path

from mtfp import __version__
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.reports.files.replace import replacing

MARKER = "store.json"
FORM = 2
"""Current form of entries. Stores of form 1, written by mtfp 0.1.0 and 0.2.0, have no marker."""
ENTRIES = ("??/*.json", "??/*.npz")


def begin_store(folder: Path) -> tuple[Finding, ...]:
    """Mark a new store with its form. If it has entries of another form, keep them and return a finding.

    The entries are listed before the marker is read: a run at the same time writes its marker before its entries.
    """
    has_entries, marker = _has_entries(folder), _marker(folder)
    if marker.get("schema_version") == FORM:
        return ()
    if has_entries:
        return (_other_form(folder, marker),)
    mark(folder)
    return ()


def mark(folder: Path) -> None:
    """Write the marker if the store has no marker yet. The file is written whole or not at all.

    A store with entries of another form is marked only at the end of a complete run, so that a run that was killed
    before reports these entries again.
    """
    if _marker(folder).get("schema_version") == FORM:
        return
    folder.mkdir(parents=True, exist_ok=True)
    marker = {"program": "mtfp", "version": __version__, "schema_version": FORM}
    with replacing(folder / MARKER) as file:
        file.write(json.dumps(marker, indent=2).encode() + b"\n")


def _marker(folder: Path) -> dict[str, object]:
    """Return the marker's content; empty if there is no readable marker."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def _has_entries(folder: Path) -> bool:
    return any(True for pattern in ENTRIES for _ in folder.glob(pattern))


def _other_form(folder: Path, marker: dict[str, object]) -> Finding:
    release = f"mtfp {marker['version']}" if "version" in marker else "mtfp 0.2.0 or earlier"
    message = f"{release} wrote entries of this store that mtfp {__version__} can't use; all draws are made again"
    return Finding("W611", message, Place(folder.as_posix()), "delete this folder, or name another folder with --store")
