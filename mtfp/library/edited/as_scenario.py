"""Edits of a workbook as levers of a scenario, which give the same figures."""

from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path, Place
from mtfp.library.edited.workbook import EditedWorkbook, same_figures
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ReadScenario, with_scenarios
from mtfp.reading.workbooks.live.edits import Edit, edits_in_words
from mtfp.reading.workbooks.live.levers import groups, levers_of
from mtfp.scenarios.scenario import Scenario
from mtfp.text.write_yaml import yaml_text


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
        parts = [yaml_text({key: value}) for key, value in self.values.items() if key not in ("levers", "source")]
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
    old = run.changed.scenarios if run.changed else ()
    levers, cells, remarks, findings = list[Any](), list[Place](), list[tuple[str, ...]](), list[Finding]()
    for group in groups(edited.of(scenario)):
        found = levers_of(group, run.projection.plan, after)
        levers += found
        cells += [group[1][0].place] * len(found)
        words = edits_in_words(group[1], run.plan.unit)
        remarks += [tuple(words) if at == 0 else () for at in range(len(found))]
        findings += [] if found else [_no_lever(edit, run.plan.unit) for edit in group[1]]
    if findings:
        raise Refused(findings)
    values = {"mtfp": 1, "scenario": name, "label": label, "levers": levers}
    document = OfEdits(edited.book.file, (), values, {}, {}, cells=tuple(cells))
    changed = with_scenarios(run.read, (*old, ReadScenario(Scenario.model_validate(values), document)))
    _require_same(edited, scenario, changed.plan)
    as_written = [lever for each in old for lever in each.levers_as_written]
    source = f"workbook {File(edited.book.file).name}"
    whole = {**values, "levers": [*as_written, *levers], "source": source}
    known = {(each.code, each.message) for each in run.warnings}
    warnings = tuple(each for each in changed.warnings if (each.code, each.message) not in known)
    return NewScenario(whole, (*[()] * len(as_written), *remarks), warnings)


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
