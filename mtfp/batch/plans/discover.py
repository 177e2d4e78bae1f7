"""Which plans there are: in files that are named, and in folders, in an order that is the same everywhere.

Looks only at what a file calls itself; must not know whether a plan is sound.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Place
from mtfp.reading.plan import plan_file
from mtfp.text.yaml import read_yaml

ENDINGS = (".yaml", ".yml")
OTHERS = {"scenario", "levers", "policy"}
"""Keys of scenarios and of policies, which stand beside plans and aren't any."""
OF_PLANS = {"mtfp", "base_year", "lines", "funding"}
"""Keys of which every plan has some; a file in a folder that has none of them is somebody else's."""
UNMISTAKABLE = {"lines", "funding"}
"""Keys that only a plan has both of, whatever else it has by mistake."""


@dataclass(frozen=True)
class PlanFile:
    """A file that holds a plan, or should; its name as far as that can be told, and where it is given."""

    path: Path
    name: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Discovery:
    """The plans that were found, in order, and what is wrong with where they were looked for."""

    files: tuple[PlanFile, ...]
    findings: tuple[Finding, ...]


def discover(paths: Sequence[Path]) -> Discovery:
    """The plans of some files and folders, each once: in the order given, and by path within a folder.

    Of a folder, every YAML file in it and below counts that is no scenario, no policy and not somebody else's; one
    that can't be read counts too, so that it is missed by nobody, and so does a folder. What begins with a dot is
    passed by.
    """
    files: dict[Path, PlanFile] = {}
    findings: list[Finding] = []
    for path in paths:
        closed: list[OSError] = []
        found = list(_plans_in(path, closed)) if path.is_dir() else [_named(path)]
        files |= {Path(error.filename): PlanFile(Path(error.filename)) for error in closed}
        if not found and not closed:
            fix = "name a plan, or a folder with a plan.yaml in it or below"
            findings.append(Finding("E501", "there is no plan in this folder", Place(path.as_posix()), fix))
        for file in found:
            files.setdefault(file.path.resolve(), file)
    return Discovery(tuple(files.values()), tuple(findings))


def same_names(files: Sequence[PlanFile], taken: Sequence[str] = ()) -> dict[Path, Finding]:
    """Of plans that share a name, or have one that is taken: what is wrong with each, by its path."""
    by_name: dict[str, list[PlanFile]] = {name: [] for name in taken}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    return {
        file.path: _shared(file, [other.path.as_posix() for other in alike if other is not file])
        for name, alike in by_name.items()
        for file in alike
        if name and (len(alike) > 1 or name in taken)
    }


def _shared(file: PlanFile, others: Sequence[str]) -> Finding:
    """Results go by names, and so do random numbers: two plans of one name would be taken for one."""
    whose = f"also the name of {others[0]}" if others else "the name of what is added up"
    place = file.place or Place(file.path.as_posix())
    return Finding("E502", f"`{file.name}` is {whose}", place, "give each plan a `name:` of its own")


def _plans_in(folder: Path, closed: list[OSError]) -> Iterator[PlanFile]:
    """The plans of a folder; folders in it that can't be looked into are added to `closed`."""
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                path = Path(here) / name
                if path.exists() and not path.is_file():  # a pipe would be waited for
                    continue
                document = _read(path)
                if document is None or name == plan_file(Path(here)).name or _says_plan(document):
                    yield _plan_of(path, document)


def _named(path: Path) -> PlanFile:
    """A file that is named for a plan is one, whatever it says of itself."""
    return _plan_of(path, _read(path))


def _read(path: Path) -> Document | None:
    """What a file says; none if it can't be read, which whoever reads the plan will say."""
    try:
        return read_yaml(path)
    except (Refused, OSError):
        return None


def _says_plan(document: Document) -> bool:
    keys = document.value.keys() if isinstance(document.value, dict) else set()
    return bool(keys & OF_PLANS) and not (keys & OTHERS and not keys >= UNMISTAKABLE)


def _plan_of(path: Path, document: Document | None) -> PlanFile:
    said = document.value if document else None
    name = said.get("name") if isinstance(said, dict) else None
    return PlanFile(path, name, document.place(("name",))) if document and isinstance(name, str) else PlanFile(path)
