"""Edits of a live workbook: inputs whose value is not that of the plan, and cells that can't be read as one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import isclose

from mtfp.findings.finding import Finding
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Path, Place, column_letters
from mtfp.findings.suggest import quoted
from mtfp.model.base.values import Percent, scalar
from mtfp.model.plan import Plan
from mtfp.reading.workbooks.live.book import LiveBook
from mtfp.reading.workbooks.live.cells import INPUTS, SCENARIOS, Cell, LiveRow
from mtfp.reading.workbooks.live.limits import NO_LIMIT, Limits
from mtfp.reading.workbooks.live.notation import CONSTANT, FORMULAS
from mtfp.scenarios.words import ALL_DIGITS, exact_money, number_in_words
from mtfp.text.xlsx import CellKind, no_result

CLOSE = 1e-12
"""Largest relative difference between a number of the plan and the same number as a workbook stores it."""
SLIP = 2.0
"""Percentage, as a number, above which a percent sign may have been left out: 350% for 3.5%."""
FEW_DIGITS = 4
"""Digits of a percentage that is shown, unless more are needed to tell the old from the new."""
MOST_SHOWN = 8
"""Largest number of differences that are listed if the plan has changed."""
Expected = Callable[[int, Path, str | None], float | None]
"""Number of the plan in a cell, by the number of the scenario, 0 for none, the row's place and the year."""
Allowed = Callable[[int, Path], Limits]
"""Lowest and highest percentage of a row, by the number of the scenario and the row's place."""


@dataclass(frozen=True)
class Edit:
    """Input that was edited: the number of its scenario, 0 for none, its place in the plan, year, and values."""

    scenario: int
    key: Path
    year: str | None
    old: float
    new: float
    label: str
    is_money: bool
    place: Place
    of_all: bool = True
    """True for an input that scenarios share, on the sheet Inputs; False for one in the row of a scenario."""

    def in_words(self, unit: str) -> str:
        """Return the edit for people: what changed, old → new, and the cell."""
        return edits_in_words([self], unit)[0]

    def goes_on(self, other: "Edit") -> bool:
        """Return True if another edit makes the same change in the next cell of the row."""
        next_cell = replace(self.place, column=self.place.column + 1) == other.place
        return next_cell and (self.old, self.new, self.key) == (other.old, other.new, other.key)

    def values(self, unit: str) -> str:
        """Return the old and the new value in words."""
        if self.is_money:
            return f"{exact_money(self.old, unit)} → {exact_money(self.new, unit)}"
        old, new = (number_in_words(value, digits=FEW_DIGITS) for value in (self.old, self.new))
        if old == new:
            old, new = (number_in_words(value, digits=ALL_DIGITS) for value in (self.old, self.new))
        return f"{old} → {new}"


def edits_in_words(edits: Iterable[Edit], unit: str) -> list[str]:
    """Return edits for people; the same change in several years of a row is one line."""
    runs: list[list[Edit]] = []
    for edit in edits:
        if runs and runs[-1][-1].goes_on(edit):
            runs[-1].append(edit)
        else:
            runs.append([edit])
    return [_run_in_words(run, unit) for run in runs]


def _run_in_words(run: list[Edit], unit: str) -> str:
    first, last = run[0], run[-1]
    when = " to ".join(dict.fromkeys(each.year for each in (first, last) if each.year))
    cells = first.place.cell + (f":{last.place.cell.rpartition('!')[2]}" if last is not first else "")
    return f"{first.label}{', ' if when else ''}{when}: {first.values(unit)} ({cells})"


def edits_of(book: LiveBook, expected: Expected, allowed: Allowed) -> tuple[list[Edit], list[Finding]]:
    """Return the edits of a workbook, and findings about cells that hold no number or no longer their formula."""
    edits: list[Edit] = []
    findings: list[Finding] = []
    numbers = {listed.label: number for number, listed in enumerate(book.listed)}
    chosen = {row.name for row in book.rows.get(SCENARIOS, ())}
    for title in (SCENARIOS, INPUTS):
        for row in book.rows.get(title, ()):
            if not row.name:
                continue
            if title == SCENARIOS and row.scenario not in numbers:
                findings.append(_of_no_scenario(row))
                continue
            if title == INPUTS and row.name in chosen:
                findings += _of_chosen(row)
                continue
            for found in _in_row(row, numbers.get(row.scenario, 0), expected, allowed):
                (edits if isinstance(found, Edit) else findings).append(found)  # type: ignore[arg-type]
    return edits, first_errors(findings)


def _of_no_scenario(row: LiveRow) -> Finding:
    message = f"the row of {row.label} has the name {quoted(row.scenario)}, which is no scenario of the list above"
    fix = "put the name of its scenario back, as the list of scenarios has it"
    return Finding("E699", message, next(iter(row.cells.values())).place, fix)


def _of_chosen(row: LiveRow) -> Iterator[Finding]:
    """Yield findings about cells that read the scenario in use, and were overwritten."""
    for cell in row.cells.values():
        if cell.is_meant == FORMULAS and cell.formula is None:
            message = f"{quoted(cell.place.cell)} took {row.label} from the scenario in use; its formula is gone"
            fix = "undo the change, and change the value on the sheet Scenarios, in the row of its scenario"
            yield Finding("E695", message, cell.place, fix)


def _in_row(row: LiveRow, scenario: int, expected: Expected, allowed: Allowed) -> Iterator[Edit | Finding]:
    """Yield the edits of a row. A cell that refers to the one before it has that one's value."""
    before: Cell | None = None
    found: float | Finding | None = None
    for heading, cell in row.cells.items():
        if not cell.is_meant and cell.kind is not CellKind.NUMBER:
            continue  # somebody's own note
        year = None if heading == CONSTANT else heading
        old = expected(scenario, row.key, year) if cell.is_meant or cell.text else None
        follows = cell.formula is not None and before is not None and _refers(cell, before)
        found = found if follows else _number(cell, old, lambda: allowed(scenario, row.key))
        before = cell
        if isinstance(found, Finding):
            if not follows:
                yield found
        elif cell.is_meant in ("", "fixed") or old is None:
            if found is not None and not isclose(found, old or 0.0, abs_tol=CLOSE):
                yield _unstated(row, cell, year)
        elif found is not None and not isclose(found, old, rel_tol=CLOSE, abs_tol=CLOSE):
            new = Percent(found) if isinstance(old, Percent) else float(found)
            label = f"{row.label} ({row.scenario})" if row.scenario else row.label
            yield Edit(scenario, row.key, year, old, new, label, row.is_money, cell.place, not row.scenario)


def _refers(cell: Cell, before: Cell) -> bool:
    """Return True if a cell's formula is the reference to the cell before it, as mtfp writes it."""
    return (cell.formula or "").replace("$", "") == f"{column_letters(before.place.column - 1)}{before.place.line}"


def _number(cell: Cell, old: float | None, limits: Callable[[], Limits]) -> float | Finding | None:
    """Return the number in a cell; None for an empty cell that may be empty; a finding for anything else.

    The number that the cell was written with is always allowed.
    """
    if cell.kind is None:
        if cell.formula is not None:
            return no_result(cell.place)
        return _not_a_number(cell, "it is empty", "type 0 if there is nothing") if cell.is_meant else None
    kinds = {CellKind.ERROR: f"the error {cell.text}", CellKind.TRUTH: f"{cell.text}, which is no number"}
    kinds |= {CellKind.DATE: f"the date {cell.text}", CellKind.TEXT: f"the text {quoted(cell.text)}"}
    if cell.kind in kinds:
        return _not_a_number(cell, f"it holds {kinds[cell.kind]}", _fix(cell))
    try:
        value = float(scalar(cell.text))
    except ValueError:
        return _not_a_number(cell, f"it holds {quoted(cell.text)}", "type a number")
    if isinstance(old, Percent) and not isclose(value, old, rel_tol=CLOSE, abs_tol=CLOSE):
        low, high = limits()
        if not low <= value <= high:
            return _not_a_number(cell, f"it holds {number_in_words(Percent(value))}", _within(value, low, high))
    return value


def _within(value: float, low: float, high: float) -> str:
    """Return the fix for a percentage outside its limits: a hundredth of it, if the percent sign was left out."""
    lowest, highest = number_in_words(Percent(low)), number_in_words(Percent(high))
    meant = value / 100
    if value > max(SLIP, high) and low <= meant <= high:
        return f"type a percentage from {lowest} to {highest}; did you mean {number_in_words(Percent(meant))}?"
    return f"type a percentage from {lowest} to {highest}"


def _fix(cell: Cell) -> str:
    digits = cell.text.strip().lstrip("£").removesuffix("%").replace(",", "")
    if cell.kind is CellKind.TEXT and digits.lstrip("-").replace(".", "", 1).isdigit():
        return "give the cell a number format, and type the number again: text counts as nothing in formulas"
    if cell.kind is CellKind.ERROR:
        return "undo the change that the cell's formula refers to, or type the number"
    return "type a number; 0 if there is nothing"


def _not_a_number(cell: Cell, found: str, fix: str) -> Finding:
    return Finding("E696", f"the input {quoted(cell.place.cell)} needs a number, but {found}", cell.place, fix)


def _unstated(row: LiveRow, cell: Cell, year: str | None) -> Finding:
    when = f" in {year}" if year else ""
    message = f"{quoted(cell.place.cell)} is not an input: the plan has no number for {row.label or row.name}{when}"
    fix = "put the cell back, add the number to the plan, and write the workbook again"
    return Finding("E695", message, cell.place, fix)


def other_plan(book: LiveBook, plan: Plan, expected: Expected) -> list[Finding]:
    """Return the finding that the plan is not the one behind the workbook, and where their numbers differ."""
    message = "the plan has changed since the workbook was written, or it is another plan"
    fix = "write the workbook again with `mtfp workbook`, or name the plan as it was with --plan"
    edits, _ = edits_of(book, expected, lambda scenario, key: NO_LIMIT)
    if edits:
        shown = edits_in_words(edits, plan.unit)
        more = f"; and {len(shown) - MOST_SHOWN} more" if len(shown) > MOST_SHOWN else ""
        message += f". From the plan as it is now to the workbook: {'; '.join(shown[:MOST_SHOWN])}{more}"
    return [Finding("E694", message, book.digest_place, fix)]
