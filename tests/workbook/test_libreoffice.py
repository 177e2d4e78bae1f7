"""LibreOffice gives every figure to the penny: as written, at each position of the switch, after edits."""

import io
import random

import openpyxl
import pytest

from mtfp import apply_scenarios, read_plan
from mtfp.results.table import MONEY, SHARE
from mtfp.traced.plan import with_numbers
from mtfp.workbook.engine import central_figures
from mtfp.workbook.formulas.terms import letters
from mtfp.workbook.of_plan import workbook_model
from mtfp.workbook.rows import SWITCH, Sheet
from mtfp.workbook.sheets.checks import EDITED, FAIL, HOLD
from mtfp.workbook.sheets.why import IS_ZERO
from tests.workbook.conftest import ROOT, SCENARIOS, plan_of, written
from tests.workbook.libreoffice import SOFFICE, recalculated, without_values
from tests.workbook.places import cell

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
PENNY = {"£": 0.005, "£k": 0.000005, "£m": 0.000000005}
FILES = (
    "examples/gateshead-2025",
    "examples/levers/angus",
    "examples/schemes/caps-and-repayments.yaml",
    "examples/schemes/highland.yaml",
    "examples/schemes/moray-2017.yaml",
    "examples/schemes/west-lothian-2023.yaml",
    "examples/three-versions/budget.yaml",
    "tests/golden/plan.yaml",
)


def assert_figures(book, model, figures, *, as_written):
    """Asserts the figures of the statement to the penny, and that no cell has an error."""
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and value.startswith("#")], sheet.title
    for row in model.book.sheets[Sheet.STATEMENT]:
        for column in row.cells if row.id in figures else ():
            known = figures[row.id][column]
            found = book["Statement"][f"{letters(column)}{row.number + 1}"].value
            if known == known:
                slack = PENNY[model.plan.unit] if row.unit == MONEY else 1e-9
                assert found == pytest.approx(known, abs=slack), (row.label, column)
    for row in model.book.sheets[Sheet.WHY]:
        if row.label == IS_ZERO:  # also after edits: the causes explain the whole gap
            found = [book[Sheet.WHY.title][f"{letters(column)}{row.number + 1}"].value for column in row.cells]
            assert found == pytest.approx([0] * len(found), abs=PENNY[model.plan.unit])
    assert (book["Cover"]["B5"].value == HOLD) == as_written


def assert_cells(book, model):
    """Asserts the engine's value in every cell with a formula: scheme, reserves and all workings."""
    for row in model.book.rows():
        for column in row.formulas:
            value = row.cells[column].value
            found = book[row.sheet.title][f"{letters(column)}{row.number + 1}"].value
            if value == value:
                assert float(found) == pytest.approx(float(value), rel=1e-9, abs=1e-6), (row.sheet, row.label, column)


def edits_of(model, count, seed):
    """Returns random edits of input cells, and the plan that has these inputs."""
    chance = random.Random(seed)  # noqa: S311
    cells = [
        (row, column, node.path)
        for row in model.book.sheets[Sheet.INPUTS]
        if row.is_input and row.unit in (MONEY, SHARE)
        for column, node in row.cells.items()
        if node.path and node.path[0] != "population" and column not in row.formulas and node.value
    ]
    changes, inputs = {}, {}
    for row, column, path in chance.sample(cells, min(count, len(cells))):
        value = row.cells[column].value * chance.choice([0.9, 0.97, 1.02, 1.04])
        changes["Inputs", f"{letters(column)}{row.number + 1}"] = value
        inputs[path] = value
    return changes, with_numbers(model.plan, lambda path, value: type(value)(inputs.get(path, value)))


def test_shetland_at_each_position_of_the_switch_and_after_fifty_edits(shetland, plain, tmp_path):
    content = written(shetland)
    files = []
    for number, label in enumerate(shetland.scenarios):
        files.append(tmp_path / f"{number}.xlsx")
        without_values(io.BytesIO(content), files[-1], {("Scenarios", f"C{SWITCH}"): label})
    changes, other = edits_of(plain, 50, 1)
    files.append(tmp_path / "edited.xlsx")
    without_values(io.BytesIO(written(plain)), files[-1], changes)
    *positions, edited = recalculated(files, tmp_path)
    read = read_plan(ROOT / "examples/shetland")
    plans = [read.plan, *(apply_scenarios(read, name).plan for name in SCENARIOS)]
    for book, plan in zip(positions, plans, strict=True):
        assert_figures(book, shetland, central_figures(plan), as_written=True)
    assert_cells(positions[0], shetland)
    assert_figures(edited, plain, central_figures(other), as_written=False)
    assert edited["Cover"]["B5"].value == FAIL  # some shares of a line's cost were edited: they aren't 100% any more


def test_other_examples(tmp_path):
    models = [workbook_model(plan_of(name), []) for name in FILES]
    files, figures = [], []
    for number, model in enumerate(models):
        for kind, (changes, plan) in {"as": ({}, model.plan), "edited": edits_of(model, 6, number)}.items():
            files.append(tmp_path / f"{number}-{kind}.xlsx")
            without_values(io.BytesIO(written(model)), files[-1], changes)
            figures.append((model, central_figures(plan), kind == "as"))
    for book, (model, known, as_written) in zip(recalculated(files, tmp_path), figures, strict=True):
        assert_figures(book, model, known, as_written=as_written)
        if as_written:
            assert_cells(book, model)


def test_the_result_of_the_checks_follows_what_was_typed(tmp_path):
    """Two inputs that change places are an edit. A text, a blank or an error in an input fails a check of its sheet."""
    model = workbook_model(plan_of("tests/golden/plan.yaml"), [])
    content = written(model)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Inputs"]
    pay, budget = (
        cell(sheet.parent, "assumptions.pay_nhs.central", "2027/28"),
        cell(sheet.parent, "lines.prescribing.budget"),
    )
    one, other = (f"{budget.column_letter}{row}" for row in neighbours(sheet, budget))
    changes = {
        "as-written": ({}, HOLD),
        "edit": ({pay.coordinate: 0.04}, EDITED),
        "swap": ({one: sheet[other].value, other: sheet[one].value}, EDITED),
        "text": ({pay.coordinate: "3.75%"}, FAIL),
        "blank": ({budget.coordinate: None}, FAIL),
        "without its percent sign": ({pay.coordinate: 3.75}, FAIL),
    }
    files = []
    for name, (typed, _) in changes.items():
        files.append(tmp_path / f"{name}.xlsx")
        without_values(io.BytesIO(content), files[-1], {("Inputs", at): value for at, value in typed.items()})
    files.append(tmp_path / "error.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Inputs"][pay.coordinate] = "=1/0"
    book.save(files[-1])
    (count,) = [row.number + 1 for row in model.book.sheets[Sheet.CHECKS] if row.label == "Inputs: cells with a number"]
    results = [*(each for _, each in changes.values()), FAIL]
    for name, book, expected in zip([*changes, "error"], recalculated(files, tmp_path), results, strict=True):
        shown = book["Checks"]
        assert [book["Cover"]["B5"].value, shown["D2"].value] == [expected] * 2
        is_number = name not in ("text", "blank", "error")
        assert (shown["D6"].value, shown[f"D{count}"].value) == (int(expected != FAIL), int(is_number))


def neighbours(sheet, cell):
    """The rows of two budgets with different amounts."""
    names = {row[-2].value: row[0].row for row in sheet.iter_rows(min_row=5) if row[-2].value}
    amounts = {at: sheet.cell(at, cell.column).value for name, at in names.items() if name.endswith(".budget")}
    return next((one, other) for one in amounts for other in amounts if amounts[one] != amounts[other])
