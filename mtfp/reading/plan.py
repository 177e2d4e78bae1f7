"""Reading of a plan from its file. One pass finds every mistake, both in the form of entries and in their meaning."""

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as File
from typing import Any, NamedTuple

from pydantic import ValidationError

from mtfp.findings.arguments import instance_of
from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.limit import has_more
from mtfp.findings.place import Document, Path
from mtfp.findings.short import Short, counted
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.uncertainty.national import BUNDLED, National
from mtfp.population.people import people_from_csv
from mtfp.population.profiles import Profile, profile_from_csv
from mtfp.reading.companions import read_companion, shared_file
from mtfp.reading.hints import COMMA
from mtfp.reading.national import is_national_file, read_national
from mtfp.reading.rename import renamed
from mtfp.reading.shape import Fault, faults_of, mended, names_in
from mtfp.reading.sheets.with_sheets import WithSheets, names_a_sheet, without_sheets
from mtfp.scenarios.below_zero import below_zero
from mtfp.text.comments import comments_by_path
from mtfp.text.source import path_text
from mtfp.text.yaml import read_yaml

_STAND_IN = {"mtfp": 1, "name": "-", "unit": "£", "base_year": "2000/01", "years": 3, "lines": {}, "funding": {}}
"""Temporary values for required keys that are missing or faulty, so that the rest of the plan can be checked."""
_NEED_THE_YEARS = ("E303", "E306", "E314", "W5")
"""Codes of findings (or their beginnings) that aren't reported while the plan's years are faulty."""
OF_A_SOUND_PLAN = (
    "W508",
    "W509",
    "W523",
    "W53",
    "W54",
    "W56",
    "W57",
    "W583",
    "W584",
    "W585",
    "W586",
    "W587",
    "W588",
    "W59",
    "W650",
    "W651",
    "W66",
)
"""Warnings (or beginnings of their codes) that aren't reported while there are errors: mending may remove them."""
_NEED = {
    "E311": "population", "E312": "lines", "E305": "source", "W512": "assumptions",
    "W521": "national", "W527": "national", "W528": "national", "E683": "savings",
}  # fmt: skip
"""Findings that aren't reported while part of a section, or the national file, can't be read: code → key."""
_MAY_USE = {"E301", "E307", "E311"}
"""Findings about wrong names. The right name may refer to an assumption that now seems unused."""
_MOST_ROUNDS = 64
"""Most rounds in which misspelt keys are corrected. Each round goes one level deeper, and no plan is nested so deep."""


@dataclass(frozen=True, repr=False)
class ReadPlan(Short):
    """Plan without errors, with the place of each value, and with the plan's warnings."""

    plan: Plan
    document: Document
    warnings: tuple[Finding, ...]

    def in_short(self) -> str:
        return f"{self.plan.in_short()}; {counted(len(self.warnings), 'warning')}"

    @cached_property
    def without_levers(self) -> frozenset[tuple[str, str]]:
        """Codes and messages of complaints about the plan before any lever, worked out once for all scenarios."""
        return frozenset((each.code, each.message) for each in complaints(self.plan, of_words=False))


class _Shaped(NamedTuple):
    """Valid part of a plan, with its document, the faults found, and the paths of the faulty parts left out."""

    plan: Plan | None
    document: Document
    faults: tuple[Fault, ...]
    left_out: frozenset[Path]

    def without(self, section: str) -> bool:
        """Return True if part of a section was left out."""
        return any(path[0] == section for path in self.left_out)

    def but_without(self, section: str) -> "_Shaped":
        """Return the same with a whole section left out."""
        return self._replace(left_out=self.left_out | {(section,)})


def plan_file(path: File) -> File:
    """Return the file of a plan: the `plan.yaml` in a folder, or the file itself."""
    return path / "plan.yaml" if path.is_dir() else path


def read_plan(path: str | os.PathLike[str], national: National | None = None) -> ReadPlan:
    """Read a plan from its file, or from the `plan.yaml` of a folder.

    path : the file or the folder
    national : correlations of national assumptions, in place of the plan's national file or the bundled ones

    Returns the plan, the places of its values, and its warnings. Raises Refused with every finding about the plan and
    the files that it names, OSError if the plan's file can't be read, and TypeError for arguments of other kinds. An
    empty path is no file.

    >>> read_plan("no-such-folder/plan.yaml")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-folder/plan.yaml'
    """
    if national is not None:
        instance_of(
            national, National, "the national correlations", "give what read_national returned, with `.national`"
        )
    if not os.fspath(path):
        raise FileNotFoundError(errno.ENOENT, "the path of the plan is empty", "")
    file = plan_file(File(path))
    document = read_yaml(file)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1`; `mtfp init` writes a first plan"
        raise Refused([Finding("E203", "this is not a plan: a plan is a group of keys", document.place(()), fix)])
    if {"scenario", "levers"} <= document.value.keys():
        fix = "name the file of a plan first, and the scenario after -s"
        raise Refused([Finding("E203", "this is a scenario, not a plan", document.place(()), fix)])
    if {"scale", "options"} <= document.value.keys():
        fix = "name the file of a plan first, and the options after it: `mtfp options PLAN FILE`"
        raise Refused([Finding("E203", "this is a file of options, not a plan", document.place(()), fix)])
    if is_national_file(document.value):
        fix = "name the file of a plan; a plan names its national file with the key `national`"
        raise Refused([Finding("E203", "this is a national file, not a plan", document.place(()), fix)])
    if not names_a_sheet(document.value):
        return plan_in(without_sheets(document), (), (), folder=file.parent, national=national)
    from mtfp.reading.sheets.document import with_sheets

    return plan_in(*with_sheets(document, file.parent), folder=file.parent, national=national)


def plan_in(
    document: WithSheets,
    findings: Iterable[Finding],
    unread: Iterable[str],
    *,
    folder: File,
    national: National | None = None,
) -> ReadPlan:
    """Return the plan in a document. Raises Refused with every finding, those already found among them.

    `unread` are the sections of which some items couldn't be read, and `folder` has the files that the plan names.
    """
    shaped = _shaped(document, unread)
    findings = [*findings, *(document.named(fault.finding, fault.path, of_key=fault.of_key) for fault in shaped.faults)]
    plan = shaped.plan
    if plan is not None:
        plan, supplied_findings = _with_supplied(plan, shaped.document, folder)
        stated, national_findings = (national, []) if national else _national(plan, shaped.document, folder)
        plan = plan.with_national(stated or BUNDLED)
        findings += supplied_findings + national_findings
        findings += _meaning(plan, shaped if stated else shaped.but_without("national"), folder)
        findings += _unknown_options(plan, shaped.document, folder)
        if not _has_errors(findings):
            findings += [_placed(each.complaint, shaped.document) for each in below_zero(plan)]
    if plan is None or _has_errors(findings):
        raise Refused(finding for finding in findings if not finding.code.startswith(OF_A_SOUND_PLAN))
    return ReadPlan(plan, shaped.document, in_order(findings))


def _unknown_options(plan: Plan, document: Document, folder: File) -> list[Finding]:
    if not plan.decisions:
        return []
    from mtfp.reading.decisions import unknown_options

    return [_placed(complaint, document) for complaint in unknown_options(plan, folder)]


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def meaning_findings(plan: Plan, document: Document) -> list[Finding]:
    """Return findings about the meaning of a plan's entries, with their places in its document."""
    remarks = comments_by_path(document)
    return [_placed(complaint, document) for complaint in complaints(plan, _declared(document), remarks=remarks)]


def _meaning(plan: Plan, shaped: _Shaped, folder: File) -> list[Finding]:
    """Return findings about the meaning of the valid part, except those that may vanish once the faults are mended."""
    declared: dict[str, Any] = dict(_declared(shaped.document))
    declared.update({section: None for section in SECTIONS if (section,) in shaped.left_out})
    remarks = comments_by_path(shaped.document)
    found = [complaint for complaint in complaints(plan, declared, remarks=remarks) if _holds(complaint, shaped)]
    if any(complaint.path == ("base_year",) for complaint in found):
        found = [complaint for complaint in found if not complaint.code.startswith(_NEED_THE_YEARS)]
    if shaped.left_out or _MAY_USE & {complaint.code for complaint in found}:
        found = [complaint for complaint in found if complaint.code != "W504"]
    return [_in_people(complaint, plan, folder) or _placed(complaint, shaped.document) for complaint in found]


def _in_people(complaint: Complaint, plan: Plan, folder: File) -> Finding | None:
    """Return a finding about people of an age in a year at their place in the plan's own file; None for any other."""
    if complaint.code not in ("W589", "W710") or not plan.population or not plan.population.file:
        return None
    from mtfp.population.own_people import place_in

    file = folder / plan.population.file
    place = place_in(file, path_text(file), int(complaint.path[2]), str(complaint.path[3]))
    return Finding(complaint.code, complaint.message, place, "correct the figure") if place else None


def _holds(complaint: Complaint, shaped: _Shaped) -> bool:
    """Return True if a complaint is right no matter what the left-out parts contain."""
    code, path = complaint.code, complaint.path
    if code.startswith(_NEED_THE_YEARS) and (shaped.without("base_year") or shaped.without("years")):
        return False
    if "localities" in path and shaped.without("localities"):
        return False
    return not (code in _NEED and shaped.without(_NEED[code]))


def _declared(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return the names in each section of the document, including the names of faulty items that were left out."""
    value: Any = document.value
    return {name: names_in(value.get(name)) for name in SECTIONS if isinstance(value.get(name), dict)}


def _placed(complaint: Complaint, document: Document) -> Finding:
    path, of_key = complaint.path, complaint.of_key
    finding = Finding(complaint.code, complaint.message, document.place(path, of_key=of_key), complaint.fix)
    return document.named(finding, path, of_key=of_key) if isinstance(document, WithSheets) else finding


def _shaped(document: WithSheets, unread: Iterable[str]) -> _Shaped:
    """Return the plan, or its valid part, so that the meaning of entries can be checked in the same pass.

    A misspelt key is read as the key that was probably meant. `unread` are the sections of which some items couldn't
    be read from a file.
    """
    left_out: set[Path] = {(section,) for section in unread}
    reported: list[Fault] = []
    faults: list[Fault] = []
    for _ in range(_MOST_ROUNDS):
        try:
            plan = Plan.model_validate(document.value)
            return _Shaped(plan, document, tuple(reported), frozenset(left_out))
        except ValidationError as error:
            faults = faults_of(error, document, Plan)
            limited = has_more([fault.finding for fault in faults])
            misspelt = {} if limited else mended(document, faults)
            keys = {path: name for path, name in misspelt.items() if not document.has(path)}
            reported += [fault for fault in faults if fault.path in keys or not keys]
            if not keys:
                break
            document = renamed(document, keys)
    value = document.value
    for _ in range(_MOST_ROUNDS):
        value, left_out = _without(value, faults, left_out)
        try:
            return _Shaped(Plan.model_validate(value), document, tuple(reported), frozenset(left_out))
        except ValidationError as error:
            faults = faults_of(error, document, Plan)
    return _Shaped(None, document, tuple(reported), frozenset(left_out))  # pragma: no cover - stand-ins always fit


def _without(value: Any, faults: list[Fault], left_out: set[Path]) -> tuple[Mapping[str, Any], set[Path]]:
    """Return a file's values without faulty ones, with temporary values for required keys, and the paths left out."""
    rest: dict[str, Any] = {key: dict(v) if isinstance(v, dict) else v for key, v in value.items()}
    out = set(left_out)
    for fault in faults:
        section = rest.get(str(fault.path[0])) if fault.path else None
        if fault.finding.code == "E202" and fault.path and fault.finding.fix != COMMA:
            rest = _without_key(rest, fault.path)
        elif len(fault.path) > 1 and fault.path[0] in SECTIONS and isinstance(section, dict):
            section.pop(str(fault.path[1]), None)
            out.add(fault.path[:2])
        elif fault.path:
            rest.pop(str(fault.path[0]), None)
            out.add(fault.path[:1])
        elif fault.missing:
            out.add((fault.missing,))
    return {**_STAND_IN, **rest}, out


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
    """Return the plan with the figures from its population and profile files, and findings about those files."""
    findings: list[Finding] = []
    people = None
    if plan.population and plan.population.file:
        at = ("population", "file")
        people, about_people = read_companion(folder, plan.population.file, at, document, people_from_csv)
        findings += about_people
    profiles: dict[str, Profile | None] = {}
    for name, line in plan.lines.items():
        profile = line.demand.profile
        if profile and profile.endswith(".csv") and profile not in profiles:
            path = ("lines", name, "demand", "profile")
            profiles[profile], about_profile = read_companion(folder, profile, path, document, profile_from_csv)
            findings += about_profile
    return plan.with_supplied(
        SuppliedFigures(people, {name: p for name, p in profiles.items() if p is not None})
    ), findings


def _national(plan: Plan, document: Document, folder: File) -> tuple[National | None, list[Finding]]:
    """Return the correlations of the national file that a plan names, and findings about the file.

    They are the bundled ones if the plan names no file, and None if its file can't be read.
    """
    if plan.national_file is None:
        return BUNDLED, []
    file = shared_file(folder, plan.national_file, document.place(("national",)))
    if isinstance(file, Finding):
        return None, [file]
    try:
        read = read_national(file)
    except Refused as refused:
        return None, list(refused.findings)
    return read.national, list(read.warnings)
