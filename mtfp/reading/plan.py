"""A plan from its file: every complaint, of shape and of meaning, found in one go."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any, TypeVar

from pydantic import ValidationError

from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.place import Document, Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import SECTIONS, Plan
from mtfp.population.people import people_from_csv
from mtfp.population.profiles import Profile, profile_from_csv
from mtfp.reading.companions import beside
from mtfp.reading.hints import COMMA
from mtfp.reading.lines import WithCsvLines, with_csv_lines
from mtfp.reading.rename import renamed
from mtfp.reading.shape import Fault, faults_of, mended, names_in
from mtfp.text.csv_table import read_csv
from mtfp.text.yaml import read_yaml

Read = TypeVar("Read")

_STAND_IN = {"mtfp": 1, "name": "", "unit": "£", "base_year": "2000/01", "years": 3, "lines": {}, "funding": {}}
"""What takes the place of a required key that is missing or faulty, so that the rest can be checked."""
_NEED_THE_YEARS = ("E303", "E306", "E314", "W5")
"""Findings that mean nothing while the plan's years are faulty."""
_OF_A_SOUND_PLAN = ("W508", "W509", "W523")
"""Warnings that mean nothing while there are errors: mending those may mend these."""
_NEED = {"E311": "population", "E312": "lines", "E305": "source"}
"""Findings that mean nothing while something in a section can't be read."""
_MAY_USE = {"E301", "E307", "E311"}
"""Findings of names that, once mended, may use what nothing seems to use."""
_MOST_ROUNDS = 64
"""Far more than keys are nested: each round of mending keys looks one level deeper."""


@dataclass(frozen=True)
class ReadPlan:
    """A sound plan, where everything in it stands, and what is worth knowing about it."""

    plan: Plan
    document: Document
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Shaped:
    """As much of a plan as is well shaped, the document it was read from, its faults, and what had to be left out."""

    plan: Plan | None
    document: Document
    faults: tuple[Fault, ...]
    left_out: frozenset[Path]

    def without(self, section: str) -> bool:
        """Whether something of a section was left out."""
        return any(path[0] == section for path in self.left_out)


def plan_file(path: File) -> File:
    """The plan in a folder, or the file itself."""
    return path / "plan.yaml" if path.is_dir() else path


def read_plan(path: str | os.PathLike[str]) -> ReadPlan:
    """Read a plan from its file, or from the `plan.yaml` of a folder.

    Raises Refused with everything that is wrong, in the plan and in the files that it names, and OSError if the plan
    can't be read.
    """
    file = plan_file(File(path))
    document = read_yaml(file)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1`; `mtfp init` writes a first plan"
        raise Refused([Finding("E203", "a plan is a group of keys", document.place(()), fix)])
    if {"scenario", "levers"} <= document.value.keys():
        fix = "name a plan first, and the scenario after -s"
        raise Refused([Finding("E203", "this is a scenario, not a plan", document.place(()), fix)])
    document, findings = _with_lines(document, file.parent)
    said: Any = document.value
    shaped = _shaped(document, unread=bool(findings) and not said["lines"])
    findings += [fault.finding for fault in shaped.faults]
    plan = shaped.plan
    if plan is not None:
        plan, supplied_findings = _with_supplied(plan, shaped.document, file.parent)
        findings += supplied_findings + _meaning(plan, shaped)
    if plan is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(finding for finding in findings if finding.code not in _OF_A_SOUND_PLAN)
    return ReadPlan(plan, shaped.document, in_order(findings))


def meaning_findings(plan: Plan, document: Document) -> list[Finding]:
    """What is wrong with a plan's meaning, or worth knowing, with places in its document."""
    return [_placed(complaint, document) for complaint in complaints(plan, _declared(document))]


def _meaning(plan: Plan, shaped: _Shaped) -> list[Finding]:
    """The same, but only what holds whatever the parts that were left out would have said."""
    declared: dict[str, Any] = dict(_declared(shaped.document))
    declared.update({section: None for section in SECTIONS if (section,) in shaped.left_out})
    said = [complaint for complaint in complaints(plan, declared) if _holds(complaint, shaped)]
    if any(complaint.path == ("base_year",) for complaint in said):
        said = [complaint for complaint in said if not complaint.code.startswith(_NEED_THE_YEARS)]
    if shaped.left_out or _MAY_USE & {complaint.code for complaint in said}:
        said = [complaint for complaint in said if complaint.code != "W504"]
    return [_placed(complaint, shaped.document) for complaint in said]


def _holds(complaint: Complaint, shaped: _Shaped) -> bool:
    """Whether a complaint isn't only about what had to be left out."""
    code, path = complaint.code, complaint.path
    if code.startswith(_NEED_THE_YEARS) and (shaped.without("base_year") or shaped.without("years")):
        return False
    if "localities" in path and shaped.without("localities"):
        return False
    return not (code in _NEED and shaped.without(_NEED[code]))


def _declared(document: Document) -> Mapping[str, tuple[str, ...]]:
    said: Any = document.value
    return {name: names_in(said.get(name)) for name in SECTIONS if isinstance(said.get(name), dict)}


def _placed(complaint: Complaint, document: Document) -> Finding:
    place = document.place(complaint.path, of_key=complaint.of_key)
    return Finding(complaint.code, complaint.message, place, complaint.fix)


def _with_lines(document: Document, folder: File) -> tuple[Document, list[Finding]]:
    said: Any = document.value
    name = said.get("lines")
    if not isinstance(name, str):
        return document, []
    table, findings = _read_beside(folder, name, ("lines",), document, read_csv)
    if table is None:
        return replace(document, value={**said, "lines": {}}), findings
    return with_csv_lines(document, table)


def _read_beside(
    folder: File, name: str, path: tuple[str, ...], document: Document, read: Callable[[File, str], Read]
) -> tuple[Read | None, list[Finding]]:
    found = beside(folder, name, document.place(path))
    if isinstance(found, Finding):
        return None, [found]
    try:
        return read(found, found.as_posix()), []
    except Refused as refused:
        return None, list(refused.findings)


def _shaped(document: Document, *, unread: bool) -> _Shaped:
    """The plan, or as much of it as is well shaped, so that the rest can be checked for meaning in the same go.

    Keys that were plainly meant to be others are read as those; `unread` tells that the lines couldn't all be read.
    """
    left_out: set[Path] = {("lines",)} if unread else set()
    said: list[Fault] = []
    faults: list[Fault] = []
    for _ in range(_MOST_ROUNDS):
        try:
            plan = Plan.model_validate(document.value)
            return _Shaped(plan, document, tuple(said), frozenset(left_out))
        except ValidationError as error:
            faults = faults_of(error, document, Plan)
            keys = {path: name for path, name in mended(document, faults).items() if not _in_csv(document, path)}
            said += [fault for fault in faults if fault.path in keys or not keys]
            if not keys:
                break
            document = renamed(document, keys)
    value = document.value
    for _ in range(_MOST_ROUNDS):
        value, left_out = _without(value, faults, left_out)
        try:
            return _Shaped(Plan.model_validate(value), document, tuple(said), frozenset(left_out))
        except ValidationError as error:
            faults = faults_of(error, document, Plan)
    return _Shaped(None, document, tuple(said), frozenset(left_out))  # pragma: no cover - nothing is left to miss


def _in_csv(document: Document, path: Path) -> bool:
    return isinstance(document, WithCsvLines) and path[0] == "lines"


def _without(value: Any, faults: list[Fault], left_out: set[Path]) -> tuple[Mapping[str, Any], set[Path]]:
    """What a file says, without the items and keys that have a fault, and with stand-ins for what must be there."""
    said: dict[str, Any] = {key: dict(v) if isinstance(v, dict) else v for key, v in value.items()}
    out = set(left_out)
    for fault in faults:
        section = said.get(str(fault.path[0])) if fault.path else None
        if fault.finding.code == "E202" and fault.path and fault.finding.fix != COMMA:
            said = _without_key(said, fault.path)
        elif len(fault.path) > 1 and fault.path[0] in SECTIONS and isinstance(section, dict):
            section.pop(str(fault.path[1]), None)
            out.add(fault.path[:2])
        elif fault.path:
            said.pop(str(fault.path[0]), None)
            out.add(fault.path[:1])
        elif fault.missing:
            out.add((fault.missing,))
    return {**_STAND_IN, **said}, out


def _without_key(value: Any, path: Path) -> Any:
    step, *inner = path
    if isinstance(value, list):
        return [_without_key(item, tuple(inner)) if at == step else item for at, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if not inner:
        return {key: item for key, item in value.items() if key != step}
    return {key: _without_key(item, tuple(inner)) if key == step else item for key, item in value.items()}


def _with_supplied(plan: Plan, document: Document, folder: File) -> tuple[Plan, list[Finding]]:
    findings: list[Finding] = []
    people = None
    if plan.population and plan.population.file:
        at = ("population", "file")
        people, of_people = _read_beside(folder, plan.population.file, at, document, people_from_csv)
        findings += of_people
    profiles: dict[str, Profile | None] = {}
    for name, line in plan.lines.items():
        asked = line.demand.profile
        if asked and asked.endswith(".csv") and asked not in profiles:
            path = ("lines", name, "demand", "profile")
            profiles[asked], of_profile = _read_beside(folder, asked, path, document, profile_from_csv)
            findings += of_profile
    return plan.with_supplied(
        SuppliedFigures(people, {name: p for name, p in profiles.items() if p is not None})
    ), findings
