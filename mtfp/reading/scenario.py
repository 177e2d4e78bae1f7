"""Reading of scenarios from files, and their application to plans. Every finding has the place of its lever."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any, TypeAlias

from pydantic import ValidationError

from mtfp.findings.arguments import in_short
from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.short import Short, counted
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.consistency.questions.one_question import is_settled
from mtfp.model.governance.texts import BY_NAME, KEYS
from mtfp.model.plan import Plan
from mtfp.reading.in_part import asked_for, at_share, on_ladder
from mtfp.reading.in_python import SCENARIO_KEYS, PlanLike, plan_of, scenario_document_of
from mtfp.reading.in_words.document import scenario_document
from mtfp.reading.in_words.pieces import Piece, pieces_of
from mtfp.reading.plan import OF_A_SOUND_PLAN, ReadPlan
from mtfp.reading.shape import findings_of
from mtfp.scenarios.below_zero import below_zero
from mtfp.scenarios.ladder import rungs
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import AppliedChange, At, Objection, Scenario, apply_all
from mtfp.scenarios.shipped import find_shipped, shipped
from mtfp.text.comments import comments_by_path
from mtfp.text.source import is_standard_input
from mtfp.text.yaml import read_yaml

IN_WORDS = "-s"
"""Name that findings give to a scenario in words, in place of a file's."""
NOT_OF_CHANGED = ("W502", "W503", "W504", "W613", "W593", "W594", "W595", "W596", "W597", "W598", "W592", "W650",
                  "E683", "W655", "W707")  # fmt: skip
"""Findings about reviews, use and agreement of assumptions, which levers cause, and about the words of entries.

Words of a plan are right for the plan before a lever changes it; words of levers are checked with the lever. So are
the savings and reserves of its actions.
"""


@dataclass(frozen=True, repr=False)
class ReadScenario(Short):
    """Scenario without errors, with the places of its values."""

    scenario: Scenario
    document: Document
    in_words: bool = False
    """True if the scenario was typed as changes in words, and isn't in a file."""
    file: File | None = None
    """File of a scenario that doesn't come with mtfp; None for any other."""
    share: float | None = None
    """Share of its full strength at which the scenario of the file applies, if a name gave one."""

    @property
    def levers_as_written(self) -> list[Any]:
        """Return the levers as their file or their words have them, with keys and values as typed."""
        value = self.document.value
        return list(value.get("levers") or ()) if isinstance(value, dict) else []

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


ScenarioLike: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Lever | Scenario | ReadScenario | ScenarioPlan
"""Scenario as Python may give it: a name, a path, words, the keys of a file, or an object."""
Scenarios: TypeAlias = ScenarioLike | Sequence["Scenarios"]
"""One scenario, or several that are applied together."""


def scenario_file(name: str) -> File:
    """Return the file of a scenario: a shipped one by name, any other by path. Raises Refused if there is none."""
    file = find_shipped(name) or File(name)
    if file.is_file() or is_standard_input(file):
        return file
    names = [path.stem for path in shipped()]
    fix = did_you_mean(name, names) or f"name a file, or a shipped scenario: {one_of(names, most=12)}"
    raise Refused([Finding("E411", f"there is no scenario `{name}`", Place(name), fix)])


def read_scenario(name: str) -> ReadScenario:
    """Read a scenario: a shipped one by name, or any other by the path of its file; in part as `step-down@50%`.

    `-` is standard input.

    Raises Refused with every finding about the scenario, and OSError if the file can't be read.

    >>> read_scenario("step-down").scenario.scenario, read_scenario("ladder@-1.5").scenario.levers[0].change.level
    ('step-down', 0.775)
    """
    asked = asked_for(name)
    if asked.position is not None:
        near, far = ((each.scenario, each.document) if each else None for each in map(_rung, rungs(asked.position)))
        return scenario_of(on_ladder(asked.position, near, far))
    whole = _read_file(asked.name)
    return whole if asked.share is None else in_part(whole, asked.share)


def in_part(whole: ReadScenario, share: float) -> ReadScenario:
    """Return a scenario at a share of its full strength."""
    return replace(scenario_of(at_share(whole.scenario, whole.document, share)), file=whole.file, share=share)


def _rung(name: str | None) -> ReadScenario | None:
    return _read_file(name) if name else None


def _read_file(name: str) -> ReadScenario:
    """Read a scenario from its file."""
    file = scenario_file(name)
    if find_shipped(name):
        return scenario_of(read_yaml(file, file.name))
    return replace(scenario_of(read_yaml(file)), file=None if is_standard_input(file) else file)


def read_scenarios(text: str, plan: Plan | None = None) -> tuple[ReadScenario, ...]:
    """Read the scenarios that a text joins by `+`: names, files, and changes in words.

    text : such as `step-down`, `own.yaml+flat-cash`, `pay_nhs +1% from 2027/28` or `saving: {name: locums, delay: 1}`
    plan : the plan whose names the words use; without a plan, a name is taken for an assumption's

    Raises Refused with the findings about all of them, and OSError if a file can't be read.

    >>> [each.scenario.scenario for each in read_scenarios("step-down + cpi +1%")]
    ['step-down', 'cpi +1%']
    """
    read, findings = list[ReadScenario](), list[Finding]()
    for piece in pieces_of(text):
        try:
            read.append(read_scenario(piece.text) if piece.is_name else _in_words(piece, plan))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return tuple(read)


def joined_name(read: Sequence[ReadScenario]) -> str:
    """Return the name of scenarios that are applied together."""
    between = " + " if any(each.in_words for each in read) else "+"
    return between.join(each.scenario.scenario for each in read)


def _in_words(piece: Piece, plan: Plan | None) -> ReadScenario:
    return replace(scenario_of(scenario_document(piece, plan, IN_WORDS)), in_words=True)


def scenario_of(document: Document) -> ReadScenario:
    """Return the scenario of a document. Raises Refused with every finding about it."""
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


def scenarios_of(given: Scenarios, plan: Plan | None = None) -> tuple[ReadScenario, ...]:
    """Return scenarios from a name, a path, words, the keys of a file, or objects; or from a list of these.

    plan : the plan whose names the words use

    Raises Refused with the findings about all of them, OSError if a file can't be read, and TypeError for anything
    else.

    >>> [each.scenario.scenario for each in scenarios_of(["step-down", {"shift": {"assumption": "cpi", "by": "1%"}}])]
    ['step-down', 'shift: {assumption: cpi, by: 1%}']
    """
    read, findings = list[ReadScenario](), list[Finding]()
    for each in given if isinstance(given, list | tuple) else (given,):
        try:
            read += scenarios_of(each, plan) if isinstance(each, list | tuple) else _given(each, plan)
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return tuple(read)


def _given(given: object, plan: Plan | None) -> tuple[ReadScenario, ...]:
    """Return the scenarios of one name, path or text, or of one object."""
    match given:
        case ScenarioPlan():
            return given.scenarios
        case ReadScenario():
            return (given,)
        case Scenario():
            return (ReadScenario(given, scenario_document_of(given)),)
        case Mapping() | Lever():
            one = not isinstance(given, Mapping) or SCENARIO_KEYS.isdisjoint(given)
            return (replace(scenario_of(scenario_document_of(given)), in_words=one),)
        case str() | os.PathLike():
            return read_scenarios(os.fspath(given), plan)
    raise TypeError(f"a scenario must be a name, a path, words, a dict, a Lever or a Scenario, not {in_short(given)}")


def apply_scenarios(plan: PlanLike, scenarios: Scenarios) -> ScenarioPlan:
    """Apply one scenario, or several together, to a plan.

    plan : the plan, what `read_plan` returned, or the path of its file; it isn't changed
    scenarios : the name of a shipped scenario or of a file, such as `step-down` or `own.yaml`, or changes in words,
        such as `pay_nhs +1% from 2027/28`; in part as `step-down@50%`, or as a position on the ladder from -2 to 2,
        such as `ladder@-1.5`; several are joined by a plus sign and applied in order, such as
        `step-down + pay_nhs +1%`. Or a dict with the keys of a scenario's file or of one lever, a `Lever`, a
        `Scenario`, or a list of any of these, which are applied together

    Money in levers is in the plan's unit; positive funding lowers the gap. Section 13 of the model has the equations.
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
    read = plan_of(plan)
    return with_scenarios(read, scenarios_of(scenarios, read.plan))


def with_scenarios(plan: ReadPlan, read: tuple[ReadScenario, ...]) -> ScenarioPlan:
    """Apply scenarios that were read, in order. Raises Refused with every finding about them or the changed plan."""
    remarks = [comments_by_path(each.document) for each in read]
    outcome = apply_all(plan.plan, [each.scenario for each in read], remarks)
    findings = [_objection(objection, read) for objection in outcome.objections]
    if not outcome.refused:
        asked = [(_place(each.at, read), each.complaint.code) for each in outcome.objections]
        findings += _of_result(plan, outcome.plan, outcome.changes, read, asked)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(finding for finding in findings if not finding.code.startswith(OF_A_SOUND_PLAN))
    return ScenarioPlan(joined_name(read), read, outcome.plan, outcome.changes, in_order(findings))


def _objection(objection: Objection, read: Sequence[ReadScenario]) -> Finding:
    complaint = objection.complaint
    place = read[objection.at.scenario].document.place(complaint.path, of_key=complaint.of_key)
    against = _place(objection.against, read) if objection.against else None
    return Finding(complaint.code, complaint.message, place, complaint.fix, via=against)


def _place(at: At, read: Sequence[ReadScenario]) -> Place:
    return read[at.scenario].document.place(at.path)


def _of_result(
    before: ReadPlan,
    after: Plan,
    changes: Sequence[AppliedChange],
    read: Sequence[ReadScenario],
    asked: Sequence[tuple[Place, str]],
) -> list[Finding]:
    """Return findings about the changed plan that the original plan doesn't have, each with the lever behind it.

    `asked`: the places of levers with the codes of what is asked about them, which may settle a finding.
    """
    old = before.without_levers
    found_after = complaints(after, of_words=False)
    unlike = [c for c in found_after if (c.code, c.message) not in old and c.code not in NOT_OF_CHANGED]
    new = [c for c in unlike if not _ended_by_lever(c, changes, read)]
    found: list[tuple[Complaint, Collection[Path]]] = [(complaint, (complaint.path[:2],)) for complaint in new]
    if not any(complaint.code.startswith("E") for complaint in new):
        found += [(each.complaint, each.about) for each in below_zero(after)]
    behind = [(c, _lever_behind(about, changes, read)) for c, about in found]
    return [
        _of_changed(before, c, lever, read)
        for c, lever in behind
        if not is_settled(c.code, {code for place, code in asked if place == lever})
    ]


def _of_changed(before: ReadPlan, complaint: Complaint, lever: Place | None, read: Sequence[ReadScenario]) -> Finding:
    """Return a finding about the changed plan. What a lever adds has no place in the plan, and is placed at the lever.

    So is a rate, whose place in the plan has the right figure.
    """
    entry = complaint.path[:2]
    added = len(entry) > 1 and entry not in before.document.values and entry not in before.document.keys
    if lever and (added or complaint.code == "W506"):
        return Finding(complaint.code, complaint.message, lever, complaint.fix)
    place = place_in(complaint.path, before, read, of_key=complaint.of_key)
    return Finding(complaint.code, complaint.message, place, complaint.fix, lever)


def _ended_by_lever(complaint: Complaint, changes: Sequence[AppliedChange], read: Sequence[ReadScenario]) -> bool:
    """Return True for money after an end that a lever has set or kept on purpose, without stating the money itself."""
    if complaint.code != "W586" or complaint.path[2] == "one_off":
        return False
    levers = [read[made.at.scenario].scenario.levers[made.at.lever] for made in changes
              if made.change.path[:2] == complaint.path[:2]]  # fmt: skip
    return any(lever.funding and not lever.funding.replace for lever in levers)


def place_in(path: Path, plan: ReadPlan, read: Sequence[ReadScenario], *, of_key: bool = False) -> Place:
    """Return the place of a path: in the last scenario that states this part of a board paper, or else in the plan."""
    documents = [plan.document]
    if path[:1] and path[0] in KEYS:
        documents += [each.document for each in read if _states(each.document.value, path)]
    return documents[-1].place(path, of_key=of_key)


def _states(document: Any, path: Path) -> bool:
    """Return True if a document states the named entry of a path, or the path's key if it has no named entries."""
    section = document.get(path[0]) if isinstance(document, dict) else None
    return isinstance(section, dict) and (path[0] not in BY_NAME or path[1] in section)


def _lever_behind(
    items: Collection[Path], changes: Sequence[AppliedChange], read: Sequence[ReadScenario]
) -> Place | None:
    """Return the place of the last lever that changed one of the items; None if no lever changed any of them."""
    for made in reversed(changes):
        if made.change.path[:2] in items:
            return _place(made.at, read)
    return None
