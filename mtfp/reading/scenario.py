"""Scenarios from files, and plans changed by them: every complaint with the place of the lever behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as File

from pydantic import ValidationError

from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.place import Document, Place
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.shape import findings_of
from mtfp.scenarios.scenario import AppliedChange, At, Objection, Scenario, apply_all
from mtfp.scenarios.shipped import find_shipped, shipped
from mtfp.text.yaml import read_yaml

OF_THE_PLAN_ITSELF = ("W502", "W503", "W504")
"""How well assumptions are kept: no news where a lever has added one, or replaced what used it."""


@dataclass(frozen=True)
class ReadScenario:
    """A scenario and where everything in it stands."""

    scenario: Scenario
    document: Document


@dataclass(frozen=True)
class ScenarioPlan:
    """A plan as some scenarios have changed it: what they changed, and what is worth knowing."""

    name: str
    scenarios: tuple[ReadScenario, ...]
    plan: Plan
    changes: tuple[AppliedChange, ...]
    warnings: tuple[Finding, ...]

    @property
    def label(self) -> str:
        """What people call it."""
        return " + ".join(each.scenario.title for each in self.scenarios)


def scenario_file(name: str) -> File:
    """The file of a shipped scenario, by name, or the file itself. Raises Refused if there is neither."""
    file = find_shipped(name) or File(name)
    if file.is_file():
        return file
    known = [path.stem for path in shipped()]
    fix = did_you_mean(name, known) or f"name a file, or a shipped scenario: {one_of(known, most=12)}"
    raise Refused([Finding("E411", f"there is no scenario `{name}`", Place(name), fix)])


def read_scenario(name: str) -> ReadScenario:
    """Read a scenario by shipped name or file. Raises Refused with all that is wrong in it, or OSError."""
    file = scenario_file(name)
    document = read_yaml(file, file.name if find_shipped(name) else None)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1` and `scenario: a-name`"
        raise Refused([Finding("E203", "a scenario is a group of keys", document.place(()), fix)])
    if {"lines", "funding"} <= document.value.keys():
        raise Refused(
            [Finding("E203", "this is a plan, not a scenario", document.place(()), "name a scenario after -s")]
        )
    try:
        return ReadScenario(Scenario.model_validate(document.value), document)
    except ValidationError as error:
        raise Refused(findings_of(error, document, Scenario)) from None


def apply_scenarios(plan: ReadPlan, name: str) -> ScenarioPlan:
    """The plan as one or several scenarios, joined by `+`, make it.

    Raises Refused with everything that is wrong in the scenarios, or with the plan that they would make.
    """
    read, findings = _read_all(name.split("+"))
    if findings:
        raise Refused(findings)
    outcome = apply_all(plan.plan, [each.scenario for each in read])
    findings = [_objection(objection, read) for objection in outcome.objections]
    if not outcome.refused:
        findings += _of_result(plan, outcome.plan, outcome.changes, read)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)
    called = "+".join(each.scenario.scenario for each in read)
    return ScenarioPlan(called, read, outcome.plan, outcome.changes, in_order(findings))


def _read_all(names: Sequence[str]) -> tuple[tuple[ReadScenario, ...], list[Finding]]:
    read: list[ReadScenario] = []
    findings: list[Finding] = []
    for name in names:
        try:
            read.append(read_scenario(name))
        except Refused as refused:
            findings += refused.findings
    return tuple(read), findings


def _objection(objection: Objection, read: Sequence[ReadScenario]) -> Finding:
    complaint = objection.complaint
    place = read[objection.at.scenario].document.place(complaint.path, of_key=complaint.of_key)
    against = _place(objection.against, read) if objection.against else None
    return Finding(complaint.code, complaint.message, place, complaint.fix, via=against)


def _place(at: At, read: Sequence[ReadScenario]) -> Place:
    return read[at.scenario].document.place(at.path)


def _of_result(
    before: ReadPlan, after: Plan, changes: Sequence[AppliedChange], read: Sequence[ReadScenario]
) -> list[Finding]:
    """What is wrong with the changed plan that wasn't with the plan itself, by way of the lever that did it."""
    known = {(complaint.code, complaint.message) for complaint in complaints(before.plan)}
    return [
        Finding(
            c.code, c.message, before.document.place(c.path, of_key=c.of_key), c.fix, _lever_behind(c, changes, read)
        )
        for c in complaints(after)
        if (c.code, c.message) not in known and c.code not in OF_THE_PLAN_ITSELF
    ]


def _lever_behind(complaint: Complaint, changes: Sequence[AppliedChange], read: Sequence[ReadScenario]) -> Place | None:
    """The last lever that changed the item complained about, if any did."""
    for made in reversed(changes):
        if made.change.path[:2] == complaint.path[:2]:
            return _place(made.at, read)
    return None
