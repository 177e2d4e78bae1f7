"""Cover of a workbook: its subject, how to use it, the key to its cells, and the result of its checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtfp import __version__
from mtfp.reading.workbooks.live.notation import FINGERPRINT
from mtfp.reports.excel.book import Listed
from mtfp.workbook.build import Model
from mtfp.workbook.rows import Sheet
from mtfp.workbook.sheets.checks import HOLD, master_text

USE = (
    "Change a bordered cell on the sheet Inputs, and every figure of the workbook follows.",
    "On the sheet Scenarios, choose the scenario in use. What each scenario changes is there side by side.",
    "Follow a figure back with Trace Precedents: the statement refers to the sheets behind it, and each sheet to those "
    "before it.",
    "To take your changes back to the plan: mtfp import FILE.xlsx --plan PLAN",
    "It tells each change, old → new, and with -o edited.yaml makes a scenario of them; with --as plan, a new plan.",
)
CONTENTS = {
    Sheet.STATEMENT: "The medium-term financial plan by year. It refers to other sheets; values as written are marked.",
    Sheet.WHY: "The gap of each year by cause, from the gap of the year before and from that of the base year.",
    Sheet.SCENARIOS: "The switch, and the inputs that scenarios change.",
    Sheet.INPUTS: "All assumptions and amounts of the plan that move a figure.",
    Sheet.DEMAND: "Assumptions as used, within their limits, and price indices.",
    Sheet.LINES: "Each budget line: base × price × volume. Then commitments, investments, risk events and transfers.",
    Sheet.SAVINGS: "Each saving: planned, achieved, full-year effect.",
    Sheet.FUNDING: "Each funding source, and ring-fenced reserves.",
    Sheet.YEAR_END: "Both sides of the budget, and the steps of the integration scheme in order.",
    Sheet.RESERVES: "Each reserve: opening balance, money in, money out, closing balance.",
    Sheet.WORKINGS: "Figures of the statement that no other sheet works out.",
    Sheet.CAUSES: "Pressures by cause: the change in the cost of each line, split between pay, prices and volumes.",
    Sheet.CHECKS: "Identities that must hold, and the difference from the figures of mtfp while no input differs.",
}

NOTES = (
    "The plan fixed these when the file was written: which risk events happen, which recovery plans hold, the order "
    "of the steps, the years in which something begins or ends. Change them in the plan and write a new workbook.",
    "A row to which no formula refers is for the reader, such as the demand of a line or the full-year effect of a "
    "saving.",
    "Ageing is a row of inputs for each profile; the population behind it is not in the workbook.",
)


@dataclass(frozen=True)
class Line:
    """Line of the cover: a label, and a text or a formula with its value."""

    label: str
    text: str = ""
    formula: str = ""
    title: bool = False
    is_input: bool = False


def cover_lines(model: Model, values: Sequence[Listed] = ()) -> list[Line]:
    """Return the lines of the cover; `values` are the sheets of values with their titles."""
    return [*_lines(model, values)]


def _lines(model: Model, values: Sequence[Listed]) -> Iterator[Line]:
    plan = model.plan
    yield Line(plan.title or plan.name, title=True)
    yield Line("Partnership", plan.name)
    yield Line("Years", f"{plan.base_year} (base year), then {plan.timeline.span}. Money in {plan.unit}.")
    yield Line("Case", "The central case, as live formulas. Chance is not part of them.")
    yield Line("Checks", HOLD, master_text(model.book))
    yield Line("")
    for at, text in enumerate(USE):
        yield Line("How to use it" if at == 0 else "", text)
    yield Line("")
    yield Line("Key to cells", "Border and pale yellow: an input, which may be changed.", is_input=True)
    yield Line("", "No border: a formula or a fixed number. The sheets are protected without a password.")
    yield Line("", "Bold with a line above: a total. A dash: zero. Italics: a value as written, which is not live.")
    yield Line("")
    for at, (sheet, text) in enumerate(CONTENTS.items()):
        yield Line("Sheets" if at == 0 else "", f"{sheet.title}: {text}")
    for at, listed in enumerate(values):
        label = "Sheets of values, which don't follow an edit" if at == 0 else ""
        yield Line(label, f"{listed.sheet}: {listed.title}")
    yield Line("")
    for at, text in enumerate((*NOTES, *model.left_out)):
        yield Line("Notes" if at == 0 else "", text)
    yield Line(FINGERPRINT, plan.digest())
    yield Line("Made with", f"mtfp {__version__}")
