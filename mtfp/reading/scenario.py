"""Reading of scenarios from files, and their application to plans. Every finding has the place of its lever."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path as File

from pydantic import ValidationError

from mtfp.findings.arguments import instance_of
from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.short import Short, counted
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from mtfp.reading.plan import OF_A_SOUND_PLAN, ReadPlan
from mtfp.reading.shape import findings_of
from mtfp.scenarios.below_zero import below_zero
from mtfp.scenarios.scenario import AppliedChange, At, Objection, Scenario, apply_all
from mtfp.scenarios.shipped import find_shipped, shipped
from mtfp.text.yaml import read_yaml

NOT_OF_CHANGED = ("W502", "W503", "W504", "W613", "W593", "W594", "W595", "W596", "W597", "W598", "W592", "W650")
"""Warnings about reviews, use and agreement of assumptions, which levers cause, and about the words of entries.

Words of a plan are right for the plan before a lever changes it; words of levers are checked with the lever.
"""


@dataclass(frozen=True, repr=False)
class ReadScenario(Short):
    """Scenario without errors, with the places of its values."""

    scenario: Scenario
    document: Document

    def in_short(self) -> str:
        return self.scenario.in_short()


@dataclass(frozen=True, repr=False)
class ScenarioPlan(Short):
    """Plan after one or several scenarios, with every change and every warning."""

    name: str
    scenarios: tuple[ReadScenario, ...]
    plan: Plan
    changes: tuple[AppliedChange, ...]
    warnings: tuple[Finding, ...]

    def in_short(self) -> str:
        return f"{self.name}, {counted(len(self.changes), 'change')}, {counted(len(self.warnings), 'warning')}"

    @property
    def label(self) -> str:
        """Return the titles of the applied scenarios, joined by a plus sign."""
        return " + ".join(each.scenario.title for each in self.scenarios)

    @property
    def narrative(self) -> str:
        """Return the narratives of the applied scenarios, with the words of the levers that change this plan."""
        return " ".join(text for number in range(len(self.scenarios)) if (text := self.narrative_of(number)))

    def narrative_of(self, number: int) -> str:
        """Return the narrative of one of the scenarios, with the words of its levers that change this plan."""
        effective = {made.at.lever for made in self.changes if made.at.scenario == number}
        return self.scenarios[number].scenario.narrative_with(effective)


def parts_of(name: str) -> list[str]:
    """Return the scenarios that a name joins by `+`. A part of a path may contain a `+` if there is such a file."""
    parts, rest = list[str](), name.split("+")
    while rest:
        whole = next((n for n in range(len(rest), 1, -1) if File("+".join(rest[:n])).is_file()), 1)
        parts.append("+".join(rest[:whole]))
        del rest[:whole]
    return parts


def scenario_file(name: str) -> File:
    """Return the file of a scenario: a shipped one by name, any other by path. Raises Refused if there is none."""
    file = find_shipped(name) or File(name)
    if file.is_file():
        return file
    names = [path.stem for path in shipped()]
    fix = did_you_mean(name, names) or f"name a file, or a shipped scenario: {one_of(names, most=12)}"
    raise Refused([Finding("E411", f"there is no scenario `{name}`", Place(name), fix)])


def read_scenario(name: str) -> ReadScenario:
    """Read a scenario: a shipped one by name, or any other by the path of its file.

    Raises Refused with every finding about the scenario, and OSError if the file can't be read.

    >>> read_scenario("step-down").scenario.scenario
    'step-down'
    """
    file = scenario_file(name)
    document = read_yaml(file, file.name if find_shipped(name) else None)
    if not isinstance(document.value, dict):
        fix = "begin with `mtfp: 1` and `scenario: a-name`"
        raise Refused(
            [Finding("E203", "this is not a scenario: a scenario is a group of keys", document.place(()), fix)]
        )
    if {"lines", "funding"} <= document.value.keys():
        raise Refused(
            [Finding("E203", "this is a plan, not a scenario", document.place(()), "name a scenario after -s")]
        )
    try:
        return ReadScenario(Scenario.model_validate(document.value), document)
    except ValidationError as error:
        raise Refused(findings_of(error, document, Scenario)) from None


def apply_scenarios(plan: ReadPlan, name: str | os.PathLike[str]) -> ScenarioPlan:
    """Apply one scenario, or several joined by `+`, to a plan.

    plan : the plan that `read_plan` returned; it isn't changed
    name : the name of a shipped scenario or of a file, such as `step-down` or `own.yaml`; several are joined by a plus
        sign and applied in order, such as `step-down+own.yaml`

    Returns the changed plan, with every change and every warning. Raises Refused with every finding about the
    scenarios or the changed plan, such as the nearest name for a scenario that there isn't, OSError if a file can't be
    read, and TypeError for arguments of other kinds.

    >>> from mtfp.text.yaml import parse_yaml
    >>> document = parse_yaml('''
    ... {mtfp: 1, name: A, base_year: 2025/26, years: 3, unit: £k, funding: {},
    ...  assumptions: {cpi: {unit: rate, central: 2%, source: illustrative}},
    ...  lines: {meals: {partner: council, setting: community, budget: 100, components: {cpi: 100%}, source: a}}}
    ... ''', "plan.yaml")
    >>> read = ReadPlan(Plan.model_validate(document.value), document, ())
    >>> [str(made.change) for made in apply_scenarios(read, "pessimistic").changes]
    ['CPI, 2026/27 to 2028/29: 2.0% → 2.75%']
    """
    instance_of(plan, ReadPlan, "the plan", "give what read_plan returned, without `.plan`")
    read, findings = _read_all(parts_of(os.fspath(name)))
    if findings:
        raise Refused(findings)
    outcome = apply_all(plan.plan, [each.scenario for each in read])
    findings = [_objection(objection, read) for objection in outcome.objections]
    if not outcome.refused:
        findings += _of_result(plan, outcome.plan, outcome.changes, read)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(finding for finding in findings if not finding.code.startswith(OF_A_SOUND_PLAN))
    joined = "+".join(each.scenario.scenario for each in read)
    return ScenarioPlan(joined, read, outcome.plan, outcome.changes, in_order(findings))


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
    """Return findings about the changed plan that the original plan doesn't have, each with the lever behind it."""
    old = {(complaint.code, complaint.message) for complaint in complaints(before.plan)}
    unlike = [c for c in complaints(after) if (c.code, c.message) not in old and c.code not in NOT_OF_CHANGED]
    new = [c for c in unlike if not _ended_by_lever(c, changes, read)]
    found: list[tuple[Complaint, Collection[Path]]] = [(complaint, (complaint.path[:2],)) for complaint in new]
    if not any(complaint.code.startswith("E") for complaint in new):
        found += [(each.complaint, each.about) for each in below_zero(after)]
    return [
        Finding(c.code, c.message, _place_in(before, c), c.fix, _lever_behind(about, changes, read))
        for c, about in found
    ]


def _ended_by_lever(complaint: Complaint, changes: Sequence[AppliedChange], read: Sequence[ReadScenario]) -> bool:
    """Return True for money after an end that a lever has set or kept on purpose, without stating the money itself."""
    if complaint.code != "W586" or complaint.path[2] == "one_off":
        return False
    levers = [read[made.at.scenario].scenario.levers[made.at.lever] for made in changes
              if made.change.path[:2] == complaint.path[:2]]  # fmt: skip
    return any(lever.funding and not lever.funding.replace for lever in levers)


def _place_in(plan: ReadPlan, complaint: Complaint) -> Place:
    return plan.document.place(complaint.path, of_key=complaint.of_key)


def _lever_behind(
    items: Collection[Path], changes: Sequence[AppliedChange], read: Sequence[ReadScenario]
) -> Place | None:
    """Return the place of the last lever that changed one of the items; None if no lever changed any of them."""
    for made in reversed(changes):
        if made.change.path[:2] in items:
            return _place(made.at, read)
    return None
