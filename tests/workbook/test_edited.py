"""Round trip: plan → workbook → edited → scenario and plan, with the figures of the workbook's formulas."""

import random

import openpyxl

from mtfp.results.table import SHARE
from mtfp.traced import Node
from mtfp.workbook.formulas.agree import require_agreement
from mtfp.workbook.formulas.terms import letters
from mtfp.workbook.of_plan import central_figures
from mtfp.workbook.rows import Sheet

EXAMPLES = (
    "examples/gateshead-2025",
    "examples/levers/angus",
    "examples/schemes/caps-and-repayments.yaml",
    "examples/schemes/highland.yaml",
    "examples/schemes/west-lothian-2023.yaml",
    "examples/three-versions/budget.yaml",
    "tests/golden/plan.yaml",
)
LEVERS = ("assumptions", "funding", "savings", "commitments", "reserves")


def cells_of(model, sections=None):
    """Returns the cells of the plan's inputs, and of assumptions those that refer to the year before.

    Shares that must add up to 100% are left out.
    """
    return [
        (row, column)
        for row in model.book.sheets[Sheet.INPUTS]
        if row.is_input and not row.place.startswith("population") and not row.part_of and "shares" not in row.place
        if sections is None or row.place.split(".")[0] in sections
        for column in row.cells
        if column not in row.zeros and (column not in row.formulas or row.place.startswith("assumptions"))
    ]


def edit(model, content, count, seed, to, sections=None):
    """Saves a workbook with random edits, and returns the values by row and column."""
    chance = random.Random(seed)  # noqa: S311
    cells = cells_of(model, sections)
    book = openpyxl.load_workbook(content)
    values = {}
    for row, column in chance.sample(cells, min(count, len(cells))):
        value = row.cells[column].value * chance.choice([0.9, 0.97, 0.8]) or chance.choice([0.0, 0.2])
        value = round(value, 4 if row.unit == SHARE else 2)
        values[row, column] = value
        book["Inputs"][f"{letters(column)}{row.number + 1}"] = value
    book.save(to)
    return values


def require_figures(model, values, plan):
    """Asserts that formulas with these values in their cells have the figures of a plan."""
    kept = [(row, dict(row.cells), dict(row.formulas)) for row, _ in values]
    try:
        for (row, column), value in values.items():
            row.cells[column] = Node(None, (), value)
            row.formulas.pop(column, None)
        require_agreement(model.book, [central_figures(plan)])
    finally:
        for row, cells, formulas in reversed(kept):
            row.cells, row.formulas = cells, formulas
