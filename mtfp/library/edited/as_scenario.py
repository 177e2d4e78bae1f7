"""Edits of a workbook as levers of a scenario, which give the same figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path, Place
from mtfp.library.edited.workbook import EditedWorkbook, same_figures, with_edits
from mtfp.library.runs import Run
from mtfp.model.base.values import scalar
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ReadScenario, scenarios_of, with_scenarios
from mtfp.reading.shape import findings_of
from mtfp.reading.workbooks.live.edits import Edit, edits_in_words
from mtfp.reading.workbooks.live.levers import groups, levers_of, plain_number
from mtfp.reading.workbooks.live.numbers import number_at
from mtfp.scenarios.scenario import Scenario
from mtfp.text.write_yaml import yaml_text

WORDS = "# The narrative is that of the scenario before the edits: check that it still says what the levers do.\n"


@dataclass(frozen=True, repr=False)
class OfEdits(Document):
    """Document of a scenario whose levers come from cells of a workbook. `cells`: the first cell of each lever."""

    cells: tuple[Place, ...] = ()

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return the cell of a lever, or the workbook."""
        at = path[1] if len(path) > 1 and path[0] == "levers" else None
        return self.cells[at] if isinstance(at, int) and at < len(self.cells) else Place(self.file)


@dataclass(frozen=True)
class NewScenario:
    """Scenario made of edits: the values of its file, the cells of each of its new levers, and its warnings."""

    values: dict[str, Any]
    remarks: tuple[tuple[str, ...], ...]
    """Words on each lever: the edits that it makes; none for levers that a scenario had before."""
    warnings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """Return the text of the scenario's file, with the edits in comments above their levers."""
        parts = [WORDS] if "narrative" in self.values else []
        parts += [yaml_text({key: value}) for key, value in self.values.items() if key not in ("levers", "source")]
        parts.append("levers:\n")
        for lever, remark in zip(self.values["levers"], self.remarks, strict=True):
            parts += [f"# {line}\n" for line in remark]
            parts.append(yaml_text({"levers": [lever]}).partition("\n")[2])
        return "".join((*parts, yaml_text({"source": self.values["source"]})))


def new_scenario(edited: EditedWorkbook, scenario: int, name: str, label: str) -> NewScenario:
    """Return the scenario that makes the edits of a scenario, or of the plan for 0.

    Raises Refused with a finding for every edit that no lever makes, and for all that is wrong with the levers.
    """
    run, after = edited.run(scenario), edited.plans[scenario]
    unit, findings = run.plan.unit, list[Finding]()
    levers = _Levers.of(run)
    for group in groups(edited.of(scenario)):
        words = tuple(edits_in_words(group[1], unit))
        if found := levers_of(group, run.projection.plan, after):
            levers.add(found, words, group[1][0].place)
        elif not levers.change(group[1], words, run):
            findings += [_no_lever(edit, unit) for edit in group[1]]
    if findings:
        raise Refused(findings)
    old = run.changed.scenarios if run.changed else ()
    narrative = {"narrative": old[0].scenario.narrative} if len(old) == 1 and old[0].scenario.narrative else {}
    source = {"source": f"workbook {File(edited.book.file).name}"}
    values = {"mtfp": 1, "scenario": name, "label": label, **narrative, "levers": levers.values, **source}
    document = OfEdits(edited.book.file, (), values, {}, levers.spots, cells=tuple(levers.cells))
    changed = with_scenarios(run.read, (ReadScenario(_scenario(values, document), document),))
    _require_same(edited, scenario, changed.plan)
    known = {(each.code, each.message) for each in run.warnings}
    warnings = tuple(each for each in changed.warnings if (each.code, each.message) not in known)
    return NewScenario(values, tuple(levers.remarks), warnings)


def _scenario(values: dict[str, Any], document: Document) -> Scenario:
    """Return a scenario from its values. Raises Refused for a number that no scenario may have, at its cell."""
    try:
        return Scenario.model_validate(values)
    except ValidationError as error:
        raise Refused(findings_of(error, document, Scenario)) from None


@dataclass
class _Levers:
    """Levers of a scenario as its file has them, each with words on the edits that it makes, and a cell."""

    values: list[Any]
    remarks: list[tuple[str, ...]]
    cells: list[Place]
    made: list[Edit] = field(default_factory=list)
    """Edits that levers of the scenario make."""

    @classmethod
    def of(cls, run: Run) -> "_Levers":
        old = run.changed.scenarios if run.changed else ()
        values = [lever for each in old for lever in each.levers_as_written]
        places = [each.document.place(("levers", at)) for each in old for at in range(len(each.levers_as_written))]
        return cls(values, [()] * len(values), places)

    @property
    def spots(self) -> dict[Path, tuple[int, int, int]]:
        """Paths of the levers, which a document must have to name them."""
        return dict.fromkeys([("levers",), *(("levers", at) for at in range(len(self.values)))], (0, 0, 1))

    def add(self, levers: Sequence[Any], words: tuple[str, ...], cell: Place) -> None:
        """Add levers at the end, whose first one has the words."""
        self.values += levers
        self.remarks += [words, *[()] * (len(levers) - 1)]
        self.cells += [cell] * len(levers)

    def change(self, edits: Sequence[Edit], words: tuple[str, ...], run: Run) -> bool:
        """Change the one number of a lever that makes these edits, if there is such a number, found by trial."""
        pairs = {(edit.old, edit.new) for edit in edits}
        if run.changed is None or len(pairs) > 1:
            return False
        ((old, new),) = pairs
        wanted = with_edits(run.projection.plan, [*self.made, *edits])
        for number, lever in enumerate(self.values):
            for other in _with_number(lever, old, new):
                levers = [*self.values[:number], other, *self.values[number + 1 :]]
                if _makes(levers, wanted, edits, run):
                    self.values = levers
                    self.remarks[number] = (*self.remarks[number], *words)
                    self.made += edits
                    return True
        return False


def _makes(levers: Sequence[Any], wanted: Plan, edits: Sequence[Edit], run: Run) -> bool:
    """Return True if levers give the plan these numbers, and the figures that it is to have."""
    values = {"mtfp": 1, "scenario": "trial", "levers": levers}
    try:
        plan = with_scenarios(run.read, scenarios_of(values)).plan
    except Refused:
        return False
    has_numbers = all(number_at(plan, edit.key, edit.year) == edit.new for edit in edits)
    return has_numbers and same_figures(wanted, plan)


def _with_number(value: Any, old: float, new: float) -> Iterator[Any]:
    """Yield a lever once for each number in it that equals the old one, with the new one in its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: other} for other in _with_number(inner, old, new))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in _with_number(inner, old, new))
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and _number(value) == old:
        yield plain_number(new)


def _number(value: str | int | float) -> float | None:
    try:
        return scalar(value)
    except ValueError:
        return None


def _no_lever(edit: Edit, unit: str) -> Finding:
    fix = "put the cell back, or write the changes into the plan with `--as plan`"
    if edit.scenario:
        fix = "put the cell back; change the levers of the scenario, or the plan"
    return Finding("E697", f"no lever of a scenario makes this change: {edit.in_words(unit)}", edit.place, fix)


def _require_same(edited: EditedWorkbook, scenario: int, plan: Plan) -> None:
    """Raise Refused unless a plan has the figures of the plan with the edits."""
    if same_figures(edited.plans[scenario], plan):
        return
    fix = "write the changes into the plan with `--as plan`"
    message = "levers can't make these changes with the same figures: " + "; ".join(
        edits_in_words(edited.of(scenario), edited.base.plan.unit)
    )
    raise Refused([Finding("E697", message, edited.of(scenario)[0].place, fix)])
