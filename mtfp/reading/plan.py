"""A plan from its file: every complaint, of shape and of meaning, found in one go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any, TypeVar

from pydantic import ValidationError

from mtfp.model.consistency import complaints
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.population import Supplied
from mtfp.population.people import people_from_csv
from mtfp.population.profiles import Profile, profile_from_csv
from mtfp.reading.beside import beside
from mtfp.reading.lines import with_csv_lines
from mtfp.reading.shape import findings_of, known_path
from mtfp.text.finding import Finding, Refused, Severity, in_order
from mtfp.text.place import Document
from mtfp.text.table import read_csv
from mtfp.text.yaml import read_yaml

Read = TypeVar("Read")

_STAND_IN = {"mtfp": 1, "name": "", "unit": "£", "base_year": "2000/01", "years": 3, "lines": {}, "funding": {}}
"""What takes the place of a required key that is missing or faulty, so that the rest can be checked."""
_NEED_THE_YEARS = ("E303", "E306", "E314", "W5")
"""Findings that mean nothing while the plan's years are faulty."""


@dataclass(frozen=True)
class ReadPlan:
    """A sound plan, where everything in it stands, and what is worth knowing about it."""

    plan: Plan
    document: Document
    warnings: tuple[Finding, ...]


def plan_file(path: File) -> File:
    """The plan in a folder, or the file itself."""
    return path / "plan.yaml" if path.is_dir() else path


def read_plan(path: File) -> ReadPlan:
    """Read a plan from its file, or from the `plan.yaml` of a folder.

    Raises Refused with everything that is wrong, in the plan and in the files that it names, and OSError if the plan
    can't be read.
    """
    file = plan_file(path)
    document = read_yaml(file)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1`; `mtfp init` writes a first plan"
        raise Refused([Finding("E203", "a plan is a group of keys", document.place(()), fix)])
    document, findings = _with_lines(document, file.parent)
    plan, shape_findings = _shaped(document)
    findings += shape_findings
    if plan is not None:
        plan, supplied_findings = _with_supplied(plan, document, file.parent)
        findings += supplied_findings
        findings += _without_years(plan, document, meaning_findings(plan, document))
    if plan is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)
    return ReadPlan(plan, document, in_order(findings))


def meaning_findings(plan: Plan, document: Document) -> list[Finding]:
    """What is wrong with a plan's meaning, or worth knowing, with places in its document."""
    said: Any = document.value
    declared = {name: tuple(section) for name in SECTIONS if isinstance(section := said.get(name), dict)}
    return [
        Finding(c.code, c.message, document.place(c.path, of_key=c.of_key), c.fix) for c in complaints(plan, declared)
    ]


def _without_years(plan: Plan, document: Document, findings: list[Finding]) -> list[Finding]:
    """The findings that hold whatever the plan's years are, if those are faulty."""
    said = document.value
    assert isinstance(said, dict)
    sound = plan.base_year == said.get("base_year") and plan.years == said.get("years")
    return [f for f in findings if sound or not f.code.startswith(_NEED_THE_YEARS)]


def _with_lines(document: Document, folder: File) -> tuple[Document, list[Finding]]:
    assert isinstance(document.value, dict)
    name = document.value.get("lines")
    if not isinstance(name, str):
        return document, []
    table, findings = _read_beside(folder, name, ("lines",), document, read_csv)
    if table is None:
        return replace(document, value={**document.value, "lines": {}}), findings
    with_lines, of_table = with_csv_lines(document, table)
    return with_lines, findings + of_table


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


def _shaped(document: Document) -> tuple[Plan | None, list[Finding]]:
    """The plan, or as much of it as is well shaped, so that the rest can be checked for meaning in the same go."""
    try:
        return Plan.model_validate(document.value), []
    except ValidationError as error:
        findings = findings_of(error, document, Plan)
        try:
            return Plan.model_validate(_without_faults(document, error)), findings
        except ValidationError:  # pragma: no cover - a stand-in for every required key leaves nothing to miss
            return None, findings


def _without_faults(document: Document, error: ValidationError) -> Mapping[str, Any]:
    """What the file says, without the items and keys that have a fault."""
    assert isinstance(document.value, dict)
    said: dict[str, Any] = {key: dict(v) if isinstance(v, dict) else v for key, v in document.value.items()}
    for details in error.errors(include_url=False):
        path, _ = known_path(document, details["loc"])
        section = said.get(str(path[0])) if path else None
        if len(path) > 1 and path[0] in SECTIONS and isinstance(section, dict):
            section.pop(path[1], None)
        elif path:
            said.pop(str(path[0]), None)
    return {**_STAND_IN, **said}


def _with_supplied(plan: Plan, document: Document, folder: File) -> tuple[Plan, list[Finding]]:
    findings: list[Finding] = []
    people = None
    if plan.population and plan.population.file:
        people, of_people = _read_beside(folder, plan.population.file, ("population", "file"), document, people_from_csv)
        findings += of_people
    profiles: dict[str, Profile] = {}
    for name, line in plan.lines.items():
        asked = line.demand.profile
        if asked and asked.endswith(".csv") and asked not in profiles:
            path = ("lines", name, "demand", "profile")
            profile, of_profile = _read_beside(folder, asked, path, document, profile_from_csv)
            findings += of_profile
            if profile is not None:
                profiles[asked] = profile
    return plan.with_supplied(Supplied(people, profiles)), findings
