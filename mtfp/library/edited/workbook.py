"""Edited workbook: its changes against the plan and the scenarios from which it was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.findings.suggest import quoted
from mtfp.library.runs import Run, run_of, run_under
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import scenarios_of, with_scenarios
from mtfp.reading.workbooks.live.book import LiveBook
from mtfp.reading.workbooks.live.cells import STATEMENT
from mtfp.reading.workbooks.live.edits import Edit, edits_in_words, edits_of, other_plan
from mtfp.reading.workbooks.live.limits import Limits, limits_at
from mtfp.reading.workbooks.live.numbers import number_at, tidied, with_number
from mtfp.text.xlsx import CellKind
from mtfp.workbook.engine import central_figures
from mtfp.workbook.united import united

SAME = 1e-9
"""Largest difference between figures that count as the same, relative to the largest figure."""
SHOWN = 1e-6
"""Largest such difference between a figure that a workbook stores and that of mtfp."""
POPULATION = "population"
DAMAGED = "E699"
"""Code of findings about sheets, rows and columns that are missing, without which no cell can be judged."""


@dataclass(frozen=True)
class EditedWorkbook(Short):
    """Edited workbook with the plan from which it was written, its scenarios, and its edits."""

    book: LiveBook
    base: Run
    runs: tuple[Run, ...]
    edits: tuple[Edit, ...]
    warnings: tuple[Finding, ...]

    def in_short(self) -> str:
        return f"{self.book.file}, {len(self.edits)} edits"

    @property
    def scenarios(self) -> list[int]:
        """Numbers of the scenarios with edits of their own; 0 is the plan."""
        return sorted({edit.scenario for edit in self.edits})

    def of(self, scenario: int) -> list[Edit]:
        """Return the edits of a scenario, or of the plan for 0."""
        return [edit for edit in self.edits if edit.scenario == scenario]

    def shared(self, run: Run) -> list[Edit]:
        """Return the edits on the sheet Inputs that a scenario's plan shares."""
        plan = run.projection.plan
        return [edit for edit in self.edits if edit.of_all and number_at(plan, edit.key, edit.year) is not None]

    def run(self, scenario: int) -> Run:
        return (self.base, *self.runs)[scenario]

    def in_words(self) -> list[str]:
        """Return every edit for people, in the order of the sheets."""
        return edits_in_words(self.edits, self.base.plan.unit)

    @cached_property
    def plans(self) -> list[Plan]:
        """Plans with their edits: the plan as it stands, then the plan under each scenario."""
        return [with_edits(self.run(at).projection.plan, self.of(at)) for at in range(len(self.runs) + 1)]


def with_edits(plan: Plan, edits: Sequence[Edit]) -> Plan:
    """Return a plan with the values of edits."""
    changed = plan
    for edit in edits:
        changed = with_number(changed, edit.key, edit.year, edit.new, plan.timeline.labels)
    tidy: Plan = tidied(changed, plan, plan.timeline.last)
    return tidy


def edited_workbook(book: LiveBook, read: ReadPlan) -> EditedWorkbook:
    """Return the edits of a workbook against its plan. Raises Refused with every finding about cells and sheets."""
    base = run_of(read)
    damaged = [each for each in book.findings if each.code == DAMAGED]
    if read.plan.digest() != book.digest:
        raise Refused([*damaged, *other_plan(book, read.plan, lambda at, key, year: _own(base, key, year))])
    if damaged := [*damaged, *book.without_columns(read.plan.timeline.labels)]:
        raise Refused(damaged)
    runs, findings = _runs(book, base)
    expected = Numbers(base, runs)
    edits, wrong = edits_of(book, expected.expected, expected.allowed)
    findings += [*book.findings, *wrong, *(_not_in_plan(edit) for edit in edits if not expected.is_own(edit))]
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)
    found = EditedWorkbook(book, base, tuple(runs), tuple(edits), tuple(findings))
    return replace(found, warnings=(*found.warnings, *_of_figures(found)))


def _own(run: Run, key: Path, year: str | None) -> float | None:
    """Return the number of a plan; the effect of ageing is one of its projection."""
    if key[0] != POPULATION:
        return number_at(run.projection.plan, key, year)
    name = ".".join(map(str, key[2:]))
    if year is None or name not in run.projection.ageing:
        return None
    ageing = run.projection.ageing[name]
    values = ageing.ageing if key[1] == "ageing" else ageing.healthier
    return float(np.asarray(values)[run.plan.timeline.at(year), 0])


class Numbers:
    """Numbers of the plan and its scenarios: with one structure, as in the workbook, and each in its own."""

    def __init__(self, base: Run, runs: Sequence[Run]) -> None:
        self.runs = (base, *runs)
        plans = [run.projection.plan for run in self.runs]
        self._united = united(plans) if runs else plans

    def expected(self, scenario: int, key: Path, year: str | None) -> float | None:
        """Return a number of a scenario, as the workbook has it."""
        if key[0] == POPULATION:
            return _own(self.runs[scenario], key, year)
        return number_at(self._united[scenario], key, year)

    def allowed(self, scenario: int, key: Path) -> Limits:
        """Return the lowest and highest percentage that may stand in a row of a scenario."""
        return limits_at(self._united[scenario], key)

    def is_own(self, edit: Edit) -> bool:
        """Return True if the plan, or the plan under the scenario, has the number that was edited at the same place."""
        run = self.runs[edit.scenario]
        return edit.key[0] != POPULATION and number_at(run.projection.plan, edit.key, edit.year) == edit.old


def _not_in_plan(edit: Edit) -> Finding:
    cell = quoted(edit.place.cell)
    if edit.key[0] == POPULATION:
        fix = "put the cell back, and change the plan: `population`, or the `demand` of lines"
        return Finding(
            "E698", f"{cell} is worked out from the population, and not a number of the plan", edit.place, fix
        )
    fix = "put the cell back, and change the levers of that scenario"
    return Finding("E697", f"{cell} is a number that only a scenario's levers add", edit.place, fix)


def _runs(book: LiveBook, base: Run) -> tuple[list[Run], list[Finding]]:
    """Return the runs of the workbook's scenarios, and findings about those that aren't what they were."""
    runs, findings = list[Run](), list[Finding]()
    for listed in book.listed[1:]:
        try:
            run = run_under(base, scenarios_of(listed.request, base.plan))
        except Refused as refused:
            findings += [Finding(each.code, each.message, listed.place, each.fix) for each in refused.findings]
            continue
        except OSError:
            message = f"the scenario {quoted(listed.request)} can't be read"
            findings.append(Finding("E694", message, listed.place, "run the command in the folder of its file"))
            continue
        if run.projection.plan.digest() != listed.digest:
            message = f"the scenario {quoted(listed.label)} has changed since the workbook was written"
            fix = "write the workbook again with `mtfp workbook`, or take the scenario back to what it was"
            findings.append(Finding("E694", message, listed.place, fix))
        runs.append(run)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused([*book.findings, *findings])
    return runs, findings


def of_scenarios(edited: EditedWorkbook) -> Iterator[Finding]:
    """Yield a warning for each scenario whose levers make other figures of the edited plan than the workbook has.

    It matters only if the edits are to be made in the plan: a scenario leaves the plan as it is.
    """
    edits = edited.of(0)
    for run, listed in zip(edited.runs, edited.book.listed[1:], strict=True) if edits else ():
        assert run.changed is not None
        in_workbook = with_edits(run.projection.plan, edited.shared(run))
        try:
            changed = with_scenarios(replace(edited.base.read, plan=edited.plans[0]), run.changed.scenarios).plan
        except Refused as refused:
            yield from (replace(each, place=listed.place) for each in refused.findings)
            continue
        if not same_figures(in_workbook, changed):
            levers = f"the levers of {quoted(listed.label)} work on the edited numbers"
            message = f"{levers}, so its figures will not be those of the workbook"
            fix = "compare the plan with the scenario again after the import: `mtfp compare PLAN -s SCENARIO`"
            yield Finding("W729", message, listed.place, fix)


def same_figures(one: Plan, other: Plan) -> bool:
    """Return True if two plans have the same figures, as far as both have them.

    An item that is dropped and added again has figures under another name.
    """
    first, second = central_figures(one), central_figures(other)
    largest = max(float(np.abs(np.nan_to_num(values)).max()) for values in first.values())
    return all(
        np.allclose(first[id], second[id], rtol=0, atol=SAME * max(1.0, largest), equal_nan=True)
        for id in first.keys() & second.keys()
    )


def _of_figures(edited: EditedWorkbook) -> Iterator[Finding]:
    """Yield a warning if the statement that the workbook shows is not that of the plan with its edits."""
    labels = [listed.label for listed in edited.book.listed]
    number = labels.index(edited.book.in_use) if edited.book.in_use in labels else 0
    run = edited.run(number)
    edits = [*edited.shared(run), *edited.of(number)] if number else edited.of(0)
    figures = central_figures(with_edits(run.projection.plan, edits))
    largest = max(float(np.abs(np.nan_to_num(values)).max()) for values in figures.values())
    for row in edited.book.rows[STATEMENT]:
        for year, cell in row.cells.items():
            if row.name not in figures or cell.kind is not CellKind.NUMBER or cell.formula is None:
                continue
            known = float(figures[row.name][edited.base.plan.timeline.at(year)])
            shown = float(cell.text.removesuffix("%")) / (100 if cell.text.endswith("%") else 1)
            if known == known and abs(shown - known) > SHOWN * max(1.0, largest):
                message = (
                    f"the workbook shows {shown:,.6g} for {row.label} in {year}, the plan with its edits {known:,.6g}"
                )
                fix = "save the workbook in Excel, which works it out; if this stays, a fixed number was overwritten"
                yield Finding("W727", message, cell.place, fix)
                return
