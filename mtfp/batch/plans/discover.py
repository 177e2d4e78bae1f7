"""Find the plans in files and folders, in an order that is the same on every machine.

The keys in a file decide if it counts as a plan. Errors are found later, when the plan is read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Place
from mtfp.reading.national import is_national_file
from mtfp.reading.plan import plan_file
from mtfp.text.source import path_text
from mtfp.text.yaml import read_yaml

SUFFIXES = (".yaml", ".yml")
NOT_PLANS = {"scenario", "levers", "policy", "options"}
"""Keys of scenarios, policies and options files, which may be in the same folder as plans."""
OF_PLANS = {"mtfp", "base_year", "lines", "funding"}
"""Keys of plans: a file in a folder counts as a plan only if it has one of these keys."""
ONLY_PLANS = {"lines", "funding"}
"""Pair of keys that only plans have: a file with both is a plan, even if it has a key of another kind of file."""


@dataclass(frozen=True)
class PlanFile:
    """A file that counts as a plan. If the plan has a name, the name and its place in the file are included."""

    path: Path
    name: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Discovery:
    """Files of plans in order, and findings about paths without a plan."""

    files: tuple[PlanFile, ...]
    findings: tuple[Finding, ...]


def discover(paths: Sequence[Path]) -> Discovery:
    """Return the plans in files and folders, in the order given, and by path within a folder. No plan is repeated.

    Every YAML file in a folder and its subfolders counts, unless it is a scenario, a policy, a national file, an
    options file or a file of another program. A file or subfolder that can't be read counts too, so that the batch
    reports it. Names that begin with a dot are skipped.
    """
    files: dict[Path, PlanFile] = {}
    findings: list[Finding] = []
    for path in paths:
        closed: list[OSError] = []
        found = list(_plans_in(path, closed)) if path.is_dir() else [_named(path)]
        files |= {Path(error.filename): PlanFile(Path(error.filename)) for error in closed}
        if not found and not closed:
            fix = "name a plan, or a folder that contains plans"
            findings.append(Finding("E501", "there is no plan in this folder", Place(path_text(path)), fix))
        for file in found:
            files.setdefault(file.path.resolve(), file)
    return Discovery(tuple(files.values()), tuple(findings))


def same_names(files: Sequence[PlanFile], taken: Sequence[str] = ()) -> dict[Path, Finding]:
    """Return, by path, a finding for each plan whose name is in `taken` or is shared with another plan."""
    by_name: dict[str, list[PlanFile]] = {name: [] for name in taken}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    return {
        file.path: _same_name(file, [path_text(other.path) for other in same if other is not file])
        for name, same in by_name.items()
        for file in same
        if name and (len(same) > 1 or name in taken)
    }


def _same_name(file: PlanFile, others: Sequence[str]) -> Finding:
    """Return the finding about a name that two plans, or a plan and the sum of all plans, share. Names must differ."""
    use = f"also the name of the plan in {others[0]}" if others else "the name of the sum of all plans"
    place = file.place or Place(path_text(file.path))
    return Finding("E502", f"`{file.name}` is {use}", place, "give each plan a different `name:`")


def _plans_in(folder: Path, closed: list[OSError]) -> Iterator[PlanFile]:
    """Yield the plans of a folder; errors about subfolders that can't be read are added to `closed`."""
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                path = Path(here) / name
                if path.exists() and not path.is_file():  # reading a pipe would wait for its writer
                    continue
                document = _read(path)
                if document is None or name == plan_file(Path(here)).name or _is_plan(document):
                    yield _plan_of(path, document)


def _named(path: Path) -> PlanFile:
    """Return the plan of a file that the user names, whatever its keys are."""
    return _plan_of(path, _read(path))


def _read(path: Path) -> Document | None:
    """Return a file's content, or None if the file can't be read: that error is reported when the plan is read."""
    try:
        return read_yaml(path)
    except (Refused, OSError):
        return None


def _is_plan(document: Document) -> bool:
    keys = document.value.keys() if isinstance(document.value, dict) else set()
    of_another_kind = is_national_file(keys) or (keys & NOT_PLANS and not keys >= ONLY_PLANS)
    return bool(keys & OF_PLANS) and not of_another_kind


def _plan_of(path: Path, document: Document | None) -> PlanFile:
    content = document.value if document else None
    name = content.get("name") if isinstance(content, dict) else None
    return PlanFile(path, name, document.place(("name",))) if document and isinstance(name, str) else PlanFile(path)
