"""Scenarios: named sets of levers with a narrative, applied to a plan in order.

The outcome is a changed plan with the list of its changes. The engine calculates that plan like any other.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mtfp.findings.place import Path
from mtfp.findings.short import Short, counted
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part, listed
from mtfp.model.base.values import Called, Name, Text
from mtfp.model.consistency.questions.answered import ASKS, answers
from mtfp.model.consistency.questions.one_question import is_settled
from mtfp.model.consistency.words.texts import NO_REMARKS, Remarks
from mtfp.model.governance.action import Action
from mtfp.model.governance.assurance import Assurance
from mtfp.model.governance.decision import Decision
from mtfp.model.governance.status import PlanStatus
from mtfp.model.plan import Plan
from mtfp.scenarios.changes import Change, Difference, describe, differences
from mtfp.scenarios.claims import Claim, claims, lowered, overdrawn
from mtfp.scenarios.in_words import about_lever
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.rates_under import about_rates


class Scenario(Part):
    """Scenario: a set of levers that change a plan, with a narrative in plain words.

    It has the keys of a file (`docs/reference/scenario-file.md`), so that one built in memory equals its file.
    Money is in the plan's unit, and a positive amount of funding lowers the gap. Section 13 of the model. Raises
    `pydantic.ValidationError` for a wrong key or value; a dict in place of the scenario raises `mtfp.Refused`, with the
    repair.

    >>> dearer = {"shift": {"assumption": "pay", "by": "1%"}}
    >>> Scenario(mtfp=1, scenario="dear", label="Dearer pay", levers=[dearer])
    <Scenario: dear, 1 lever>
    """

    mtfp: Literal[1]
    """Version of the file format: 1."""
    scenario: Called
    """Name of the scenario, such as `step-down`."""
    label: Text = ""
    """Title shown in reports; the name if left out."""
    narrative: Text = ""
    """Description of the scenario in plain words: the decisions and events that it assumes in any plan."""
    levers: tuple[Lever, ...] = ()
    """Changes to the plan, in order."""
    decisions: dict[Name, Decision] = {}
    """Decisions that the board is asked to make, by name; one of a name in the plan replaces it."""
    actions: dict[Name, Action] = {}
    """Actions that the board has agreed, by name; one of a name in the plan replaces it."""
    status: PlanStatus | None = None
    """Status of the plan: draft, recommended or approved, in place of the plan's."""
    assurance: Assurance | None = None
    """Chief finance officer's statement on estimates and reserves, and the log of checks, in place of the plan's."""
    source: Text = ""
    """Source of the scenario's figures."""
    notes: Text = ""
    """Notes for readers."""

    def in_short(self) -> str:
        """Return the scenario's name and the number of its levers."""
        return f"{self.scenario}, {counted(len(self.levers), 'lever')}"

    @property
    def title(self) -> str:
        """Return the label, or the name if there is none."""
        return self.label or self.scenario

    def narrative_with(self, levers: Collection[int]) -> str:
        """Return the narrative followed by the words of some levers, which are given by their numbers from 0.

        >>> pay = {"narrative": "Pay rises faster.", "shift": {"assumption": "pay", "by": "1%"}}
        >>> dear = Scenario.model_validate({"mtfp": 1, "scenario": "dear", "narrative": "A.", "levers": [pay]})
        >>> dear.narrative_with([0]), dear.narrative_with([])
        ('A. Pay rises faster.', 'A.')
        """
        spoken = [lever for number, lever in enumerate(self.levers) if number in levers and lever.narrative]
        words = [self.narrative]
        for at, alike in groupby(spoken, key=lambda lever: lever.at):
            words += [
                *([] if at == 1 else [f"At full strength (here {in_percent(at)}):"]),
                *(e.narrative for e in alike),
            ]
        return " ".join(" ".join(words).split())


@dataclass(frozen=True, order=True)
class At:
    """Position of a lever: the number of its scenario, and the lever's number in that scenario, both from 0."""

    scenario: int
    lever: int

    @property
    def path(self) -> Path:
        """Return the lever's path in its scenario's document."""
        return ("levers", self.lever)


@dataclass(frozen=True, repr=False)
class AppliedChange(Short):
    """Change in words, with the position of the lever that made it."""

    at: At
    change: Change

    def in_short(self) -> str:
        return f"lever {self.at.lever + 1} of scenario {self.at.scenario + 1}, {self.change}"


@dataclass(frozen=True, repr=False)
class Objection(Short):
    """Complaint about a lever: an error or a warning. `against` is the earlier lever with which this one conflicts."""

    at: At
    complaint: Complaint
    against: At | None = None


@dataclass(frozen=True, repr=False)
class Outcome(Short):
    """Outcome of applying scenarios: the changed plan, the changes that each lever made, and errors and warnings."""

    plan: Plan
    changes: tuple[AppliedChange, ...]
    objections: tuple[Objection, ...]

    @property
    def refused(self) -> bool:
        """Return True if there is an error, so that the plan must not be used."""
        return any(objection.complaint.code.startswith("E") for objection in self.objections)


def apply_scenario(plan: Plan, scenario: Scenario) -> Outcome:
    """Apply one scenario to a plan.

    >>> head = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    >>> plan = Plan.model_validate({**head, "assumptions": {"cpi": {"unit": "rate", "central": "2%", "source": "i"}}})
    >>> dearer = {"shift": {"assumption": "cpi", "by": "1%", "from": "year 2"}}
    >>> outcome = apply_scenario(plan, Scenario.model_validate({"mtfp": 1, "scenario": "dear", "levers": [dearer]}))
    >>> [str(made.change) for made in outcome.changes]
    ['CPI, 2027/28 to 2028/29: 2.0% → 3.0%']
    """
    return apply_all(plan, (scenario,))


def apply_all(plan: Plan, scenarios: Sequence[Scenario], remarks: Sequence[Remarks] = ()) -> Outcome:
    """Apply several scenarios to a plan, in the order given.

    `remarks` are the words of the comments in the file of each scenario, by the path of their key.

    Two levers of the same kind that change the same value are a conflict, which is an error. A lever with an error is
    skipped, so that one run finds every error. The changed plan must then not be used (`Outcome.refused`).
    """
    made: list[AppliedChange] = []
    objections: list[Objection] = []
    changed_by: dict[tuple[str, Path], At] = {}
    claimed: list[tuple[At | None, Claim]] = [(None, claim) for claim in claims(plan, None, of_units=False)]
    lower: list[tuple[At, Lever, frozenset[str]]] = []
    for at, lever in in_order(scenarios):
        told = f"{lever.narrative} {scenarios[at.scenario].narrative}"
        complaints = [
            each for each in lever.complaints(plan) if not (ASKS.search(each.fix) and answers(each, told, [each]))
        ]
        if any(complaint.code.startswith("E") for complaint in complaints):
            objections += [Objection(at, _in_document(complaint, at)) for complaint in complaints]
            continue
        asked = list(_of_words(at, scenarios[at.scenario], plan, remarks)) if lever.at == 1 else []
        said = {each.path for each in asked}
        complaints = [each for each in complaints if each.path not in said]
        after = lever.apply(plan)
        rates = () if complaints or asked else about_rates(lever, plan, after)
        about = [*complaints, *asked, *(each for each in rates if not answers(each, told, [each]))]
        objections += [Objection(at, _in_document(each, at)) for each in about
                       if not is_settled(each.code, {other.code for other in about})]  # fmt: skip
        found = differences(plan, after)
        if not found and not complaints and not lever.optional and lever.at:
            objections.append(Objection(at, _without_effect(lever, at)))
        objections += _conflicts(at, lever, found, changed_by, scenarios)
        changed_by.update({(lever.chosen, difference.path): at for difference in found})
        new = list(claims(after, plan, of_units=lever.capacity is not None))
        objections += _claimed_twice(at, lever, new, claimed, scenarios)
        claimed += [(at, claim) for claim in new]
        lower.append((at, lever, lowered(after, plan)))
        made += [AppliedChange(at, change) for change in describe(found, plan, after)]
        plan = after
    objections += _released_beyond_cost(plan, lower, scenarios)
    return Outcome(_with_paper(plan, scenarios), tuple(made), tuple(objections))


def _with_paper(plan: Plan, scenarios: Sequence[Scenario]) -> Plan:
    """Return the plan with what the scenarios put into a board paper, which replaces the plan's own of the same name.

    These keys change no figure, so they are no changes of the scenario.
    """
    for each in scenarios:
        if each.decisions or each.actions or each.status or each.assurance:
            plan = plan.with_fields(
                decisions={**plan.decisions, **each.decisions},
                actions={**plan.actions, **each.actions},
                status=each.status or plan.status,
                assurance=each.assurance or plan.assurance,
            )
    return plan


def _of_words(at: At, own: Scenario, plan: Plan, remarks: Sequence[Remarks]) -> Iterator[Complaint]:
    """Yield the questions about the words of a lever, which take the place of others about the same value."""
    comments = remarks[at.scenario] if at.scenario < len(remarks) else NO_REMARKS
    return about_lever(at.lever, own.levers, own.label, own.narrative, plan, comments)


def in_order(scenarios: Sequence[Scenario]) -> Iterator[tuple[At, Lever]]:
    for position, scenario in enumerate(scenarios):
        for number, lever in enumerate(scenario.levers):
            yield At(position, number), lever


def _in_document(complaint: Complaint, at: At) -> Complaint:
    return Complaint(complaint.code, (*at.path, *complaint.path), complaint.message, complaint.fix, complaint.of_key)


def _without_effect(lever: Lever, at: At) -> Complaint:
    fix = "check the entries that the lever selects and its first year, or leave the lever out"
    return Complaint(
        "W551", (*at.path, lever.chosen), f"this lever (`{lever.chosen}`) changes nothing in the plan", fix
    )


def _conflicts(
    at: At,
    lever: Lever,
    found: Sequence[Difference],
    changed_by: dict[tuple[str, Path], At],
    scenarios: Sequence[Scenario],
) -> Iterator[Objection]:
    """Yield a complaint for each earlier lever of the same kind that changed a value which this lever changes too."""
    earlier: dict[At, Path] = {}
    for difference in found:
        other = changed_by.get((lever.chosen, difference.path))
        if other is not None:
            earlier.setdefault(other, difference.path)
    for other, path in earlier.items():
        where = ".".join(str(step) for step in path)
        first, second = (_called(one, scenarios) for one in (other, at))
        message = f"`{where}` is changed twice: by {first}, and here by {second}"
        fix = "keep one of the two levers, or put both changes into one lever"
        yield Objection(at, Complaint("E405", (*at.path, lever.chosen), message, fix), against=other)


def _claimed_twice(
    at: At,
    lever: Lever,
    new: Sequence[Claim],
    earlier: Sequence[tuple[At | None, Claim]],
    scenarios: Sequence[Scenario],
) -> Iterator[Objection]:
    """Yield a complaint for each earlier claim on set-aside money that this lever claims too, as another amount."""
    for claim in new:
        for other, held in earlier:
            if lines := claim.shared_with(held):
                kind = held.section.removesuffix("s")
                first = f"the plan's {kind} `{held.name}`" if other is None else _called(other, scenarios)
                message = (
                    f"the money of {listed(lines)} is released twice: by {first}, and here by {_called(at, scenarios)}"
                )
                fix = "keep one of the two, or write `other_units: true` in the transfer if it is for other beds"
                yield Objection(at, Complaint("E405", (*at.path, lever.chosen), message, fix), against=other)


def _released_beyond_cost(
    plan: Plan, lower: Sequence[tuple[At, Lever, frozenset[str]]], scenarios: Sequence[Scenario]
) -> Iterator[Objection]:
    """Yield a warning for each lever that closes units of lines whose cost then falls below zero, all levers applied.

    The warning names the last other lever that lowers the cost of these lines, if any.
    """
    for at, lever, names in lower:
        if lever.capacity is None or not lever.capacity.close:
            continue
        lines = frozenset(lever.capacity.lines.of(plan.lines)) & names
        others = [each for each, _, held in lower if each != at and held & lines]
        other = others[-1] if others else None
        why = f" and {_called(other, scenarios)}" if other else ""
        for complaint in overdrawn(plan, lines, why):
            path = ("levers", at.lever, "capacity", "release")
            yield Objection(at, Complaint(complaint.code, path, complaint.message, complaint.fix), against=other)


def _called(at: At, scenarios: Sequence[Scenario]) -> str:
    return f"lever {at.lever + 1} of `{scenarios[at.scenario].scenario}`"
