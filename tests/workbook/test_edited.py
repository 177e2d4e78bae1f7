"""Round trip: plan → workbook → edited → scenario and plan, with the figures of the workbook's formulas."""

import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from mtfp import apply_scenarios, read_plan
from mtfp.findings.finding import Refused
from mtfp.library.edited.as_plan import plan_text
from mtfp.library.edited.as_scenario import new_scenario
from mtfp.library.edited.workbook import edited_workbook
from mtfp.library.planner import Planner
from mtfp.reading.plan import plan_file
from mtfp.reading.workbooks.live.book import live_book
from mtfp.reading.workbooks.live.numbers import with_number
from mtfp.results.table import SHARE
from mtfp.scenarios.shipped import shipped
from mtfp.text.xlsx import read_workbook
from mtfp.traced import Node
from mtfp.workbook.engine import central_figures
from mtfp.workbook.formulas.agree import require_agreement
from mtfp.workbook.formulas.terms import letters
from mtfp.workbook.of_plan import workbook_model
from mtfp.workbook.rows import Sheet
from tests.workbook.conftest import ROOT, written
from tests.workbook.libreoffice import SOFFICE, recalculated
from tests.workbook.places import CONSTANT, cell, formula_cell

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

    Left out are shares that must add up to 100%, and what no lever changes of an assumption.
    """
    return [
        (row, column)
        for row in model.book.sheets[Sheet.INPUTS]
        if row.is_input and not row.place.startswith("population") and not row.part_of
        if not {"shares", "schedule", "at_least", "weight"} & {*row.place.split(".")}
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


def imported(file, read):
    """Returns the edits of a workbook against its plan."""
    return edited_workbook(live_book(read_workbook(file)), read)


@pytest.fixture(scope="module")
def workbooks():
    """Plan, model and written workbook of each example, made once."""
    made = {}

    def of(name):
        if name not in made:
            read = read_plan(ROOT / name)
            model = workbook_model(read.plan, [])
            made[name] = read, model, written(model)
        return made[name]

    return of


def plan_of_edits(found, name):
    """Returns the plan in the edited text, and asserts that only lines of edits differ."""
    file = plan_file(ROOT / name)
    text, again = plan_text(found, file, file.parent)
    old, new = file.read_text(encoding="utf-8").splitlines(), text.splitlines()
    assert len(new) - len(old) <= len(found.edits)
    assert len([line for line in old if line not in new]) <= len(found.edits)
    return again.plan


def scenario_plan(found, read, folder):
    """Returns the plan under the scenario that edits become, read from its file."""
    (folder / "edited.yaml").write_text(new_scenario(found, 0, "edited", "Edited").text, encoding="utf-8")
    return apply_scenarios(read, folder / "edited.yaml").plan


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_with_the_edits_has_the_figures_of_the_workbook(name, workbooks, tmp_path):
    read, model, content = workbooks(name)
    for seed in range(3):
        values = edit(model, io.BytesIO(content), 5, seed, tmp_path / "edited.xlsx")
        found = imported(tmp_path / "edited.xlsx", read)
        require_figures(model, values, plan_of_edits(found, name))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_scenario_of_the_edits_has_the_figures_of_the_workbook(name, workbooks, tmp_path):
    read, model, content = workbooks(name)
    for seed in range(3):
        values = edit(model, io.BytesIO(content), 5, seed, tmp_path / "edited.xlsx", LEVERS)
        found = imported(tmp_path / "edited.xlsx", read)
        require_figures(model, values, scenario_plan(found, read, tmp_path))


def test_nothing_edited_is_no_edit(workbooks, tmp_path):
    for name in EXAMPLES:
        read, _, content = workbooks(name)
        (tmp_path / "plan.xlsx").write_bytes(content)
        found = imported(tmp_path / "plan.xlsx", read)
        assert not found.edits
        assert not found.warnings


def changed(workbooks, to, change, name="tests/golden/plan.yaml"):
    """Returns the plan, and the edits of its workbook after a change with openpyxl."""
    read, _, content = workbooks(name)
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    book.save(to)
    return imported(to, read)


CPI, MEALS = "assumptions.cpi.central", "lines.care_at_home.budget"


@pytest.mark.parametrize(
    ("place", "year", "value", "code", "words"),
    [
        (MEALS, CONSTANT, None, "E696", "it is empty"),
        (CPI, "2026/27", "3.5%", "E696", "it holds the text `3.5%`"),
        (CPI, "2026/27", "n/a", "E696", "it holds the text `n/a`"),
        (CPI, "2026/27", 3.5, "E696", "it holds 350.0%"),
        (CPI, "2026/27", date(2026, 4, 1), "E696", "it holds the date 2026-04-01"),
        (CPI, "2026/27", True, "E696", "it holds TRUE"),
        (CPI, "2026/27", "=0.03+0.01", "E119", "has no stored result"),
        (CPI, CONSTANT, 0.03, "E695", "is not an input"),
        (MEALS, "2027/28", 5, "E695", "is not an input"),
    ],
)
def test_a_cell_without_a_number_is_named(place, year, value, code, words, workbooks, tmp_path):
    cells = []

    def change(book):
        cells.append(cell(book, place, year))
        cells[0].value = value

    with pytest.raises(Refused) as refused:
        changed(workbooks, tmp_path / "edited.xlsx", change)
    (finding,) = refused.value.findings
    assert (finding.code, finding.place.cell) == (code, f"Inputs!{cells[0].coordinate}")
    assert words in finding.message


def test_all_findings_are_shown_together(workbooks, tmp_path):
    def change(book):
        cell(book, MEALS).value = "n/a"
        formula_cell(book["Lines"]).value = 1
        formula_cell(book["Statement"]).value = None

    with pytest.raises(Refused) as refused:
        changed(workbooks, tmp_path / "edited.xlsx", change)
    assert sorted(f.place.sheet for f in refused.value.findings) == ["Inputs", "Lines", "Statement"]


@pytest.mark.parametrize("change", ["delete_rows", "delete_cols"])
def test_rows_and_columns_that_are_gone_are_named(change, workbooks, tmp_path):
    with pytest.raises(Refused) as refused:
        changed(workbooks, tmp_path / "edited.xlsx", lambda book: getattr(book["Inputs"], change)(8))
    assert {finding.code for finding in refused.value.findings} == {"E699"}


def test_a_sheet_that_is_gone_is_named(workbooks, tmp_path):
    with pytest.raises(Refused, match="the workbook lacks `Inputs`"):
        changed(workbooks, tmp_path / "edited.xlsx", lambda book: book.remove(book["Inputs"]))


def in_the_next_column(found):
    """The reference to a cell or range of the sheet Inputs, one column further to the right, under its new name."""
    cells = re.sub(r"[A-Z]", lambda letter: chr(ord(letter[0]) + 1), found[1])
    return f"'Our inputs'!{cells}"


def first_run(book, sheet):
    """The first two formulas next to each other on a sheet, with the same arithmetic."""
    first = next(
        each
        for row in book[sheet].iter_rows(min_row=5)
        for each, after in pairwise(row)
        if str(after.value).startswith("=")
        and Translator(str(each.value), each.coordinate).translate_formula(after.coordinate) == after.value
    )
    return first, first.offset(0, 1)


@pytest.mark.parametrize("sheet", ["Lines", "Statement", "Checks"])
@pytest.mark.parametrize("typed", ["={}*1.1", "={}+0", 77, "=77"])
def test_a_formula_that_was_changed_is_named_next_to_edits(sheet, typed, workbooks, tmp_path):
    def change(book):
        cell(book, MEALS).value = 12_345.5
        _, second = first_run(book, sheet)
        places.append(f"{sheet}!{second.coordinate}")
        second.value = typed.format(second.value[1:]) if isinstance(typed, str) else typed

    places = []
    with pytest.raises(Refused) as refused:
        changed(workbooks, tmp_path / "edited.xlsx", change)
    assert [(finding.code, finding.place.cell) for finding in refused.value.findings] == [("E695", *places)]


def test_a_formula_that_reads_the_next_cell_is_named(workbooks, tmp_path):
    def change(book):
        first, second = first_run(book, "Lines")
        second.value = first.value

    with pytest.raises(Refused, match="was changed: it is now"):
        changed(workbooks, tmp_path / "edited.xlsx", change)


def test_formulas_that_a_spreadsheet_program_shares_between_cells_are_the_same(workbooks, tmp_path):
    """Excel may write a formula once for several cells; the others then only name its number."""
    read, _, content = workbooks("tests/golden/plan.yaml")
    book = openpyxl.load_workbook(io.BytesIO(content))
    first, second = first_run(book, "Lines")
    name = f"xl/worksheets/sheet{book.sheetnames.index('Lines') + 1}.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    text = parts[name].decode()
    for at, by in ((first, r'<f t="shared" si="0" ref="A1">\2</f>'), (second, '<f t="shared" si="0"/>')):
        text, count = re.subn(rf'(<c r="{at.coordinate}"[^>]*>)<f>([^<]*)</f>', rf"\1{by}", text)
        assert count == 1
    with zipfile.ZipFile(tmp_path / "shared.xlsx", "w") as archive:
        for each, held in (parts | {name: text.encode()}).items():
            archive.writestr(each, held)
    assert not imported(tmp_path / "shared.xlsx", read).edits


def test_other_names_of_sheets_and_more_columns_and_rows_do_not_matter(workbooks, tmp_path):
    """Adds them as openpyxl does, which leaves formulas as they are; so they are moved here, as Excel does."""

    def change(book):
        cell(book, CPI, "2026/27").value = 0.03
        sheet = book["Inputs"]
        sheet.title = "Our inputs"
        sheet.cell(1, 20, "checked by us")
        for row in sheet.iter_rows():
            for each in row:
                if str(each.value).startswith("="):
                    each.value = f"={chr(ord(each.column_letter))}{each.row}"  # one column further to the right
        sheet.insert_cols(2)
        for row in (row for each in book if each is not sheet for row in each.iter_rows()):
            for each in row:
                if str(each.value).startswith("="):
                    each.value = re.sub(r"Inputs!([$A-Z0-9]+(:[$A-Z0-9]+)?)", in_the_next_column, each.value)

    found = changed(workbooks, tmp_path / "edited.xlsx", change)
    assert [edit.key for edit in found.edits] == [("assumptions", "cpi", "central")]


def test_a_change_of_the_plan_is_told_with_the_differences(workbooks, tmp_path):
    read, _, content = workbooks("tests/golden/plan.yaml")
    (tmp_path / "plan.xlsx").write_bytes(content)
    other = replace(read, plan=with_number(read.plan, ("lines", "prescribing", "budget"), None, 16_000.0, ()))
    with pytest.raises(Refused, match=r"Prescribing, budget: £16,000k → £16,200k \(Inputs!D\d+\)"):
        imported(tmp_path / "plan.xlsx", other)


def test_edits_are_told_with_old_and_new(workbooks, tmp_path):
    def change(book):
        cell(book, "assumptions.pay_nhs.central", "2027/28").value = 0.04
        cell(book, MEALS).value = 12_345.5

    found = changed(workbooks, tmp_path / "edited.xlsx", change)
    cells = [re.sub(r"\d+", "#", words.rpartition("(")[2]) for words in found.in_words()]
    assert cells == ["Inputs!G#:J#)", "Inputs!D#)"]
    assert [words.partition(" (")[0] for words in found.in_words()] == [
        "Pay NHS, 2027/28 to 2030/31: 2.5% → 4.0%",
        "Care at home, budget: £21,400k → £12,345.5k",
    ]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_saved_has_the_same_edits(workbooks, tmp_path):
    """LibreOffice works the formulas out, so that formulas in inputs have results and the statement can be compared."""

    def change(book):
        cell(book, CPI, "2026/27").value = "=0.03+0.001"
        cell(book, "assumptions.pay_nhs.central", "2027/28").value = 0.04
        cell(book, MEALS).value = 12_345.5

    read, _, content = workbooks("tests/golden/plan.yaml")
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    book.save(tmp_path / "edited.xlsx")
    recalculated([tmp_path / "edited.xlsx"], tmp_path)
    found = imported(tmp_path / "out/edited.xlsx", read)
    assert {(edit.key[1], edit.new) for edit in found.edits} == {
        ("cpi", 0.031),
        ("pay_nhs", 0.04),
        ("care_at_home", 12_345.5),
    }
    assert not found.warnings


@pytest.fixture(scope="module")
def switched(tmp_path_factory):
    """Workbook of Shetland's plan with two scenarios, one of them in words."""
    file = tmp_path_factory.mktemp("switched") / "plan.xlsx"
    Planner(ROOT / "examples/shetland").write_workbook(file, "step-down", "pay_council +1%")
    return file.read_bytes()


def edited_scenario(switched, folder, name, **cells):
    """Returns the edits of a scenario's rows, and the figures of the scenario that its file gives."""
    book = openpyxl.load_workbook(io.BytesIO(switched))
    for place, (year, value) in cells.items():
        cell(book, place.replace("__", "."), year, name).value = value
    book.save(folder / "edited.xlsx")
    found = imported(folder / "edited.xlsx", read_plan(ROOT / "examples/shetland"))
    (number,) = found.scenarios
    made = new_scenario(found, number, "edited", "Edited")
    (folder / "edited.yaml").write_text(made.text, encoding="utf-8")
    return found, central_figures(apply_scenarios(found.base.read, folder / "edited.yaml").plan)


def test_an_edit_in_the_row_of_a_scenario_changes_the_number_of_its_lever(switched, tmp_path):
    level = "lines__residential_care__service_level__0__level"
    found, figures = edited_scenario(switched, tmp_path, "Step down", **{level: (CONSTANT, 0.8)})
    assert "level: 80%" in (tmp_path / "edited.yaml").read_text(encoding="utf-8")
    known = central_figures(found.plans[1])
    assert all(figures[id] == pytest.approx(values, rel=1e-9, abs=1e-6, nan_ok=True) for id, values in known.items())


def test_an_edit_of_a_value_that_a_lever_shifted_is_set_after_it(switched, tmp_path):
    found, figures = edited_scenario(
        switched, tmp_path, "pay_council +1%", assumptions__pay_council__central=("2027/28", 0.06)
    )
    text = (tmp_path / "edited.yaml").read_text(encoding="utf-8")
    assert text.index("shift:") < text.index("set:")
    known = central_figures(found.plans[2])
    assert all(figures[id] == pytest.approx(values, rel=1e-9, abs=1e-6, nan_ok=True) for id, values in known.items())


@pytest.fixture(scope="module")
def every_shipped(tmp_path_factory):
    """Workbook of Shetland's plan with every scenario that mtfp comes with."""
    file = tmp_path_factory.mktemp("shipped") / "plan.xlsx"
    Planner(ROOT / "examples/shetland").write_workbook(file, *(path.stem for path in shipped()))
    return file.read_bytes()


def with_level(every_shipped, folder, level):
    """The edits and findings of the workbook with another service level under the scenario step-up."""
    book = openpyxl.load_workbook(io.BytesIO(every_shipped))
    cell(book, "lines.residential_care.service_level.0.level", scenario="Step up").value = level
    book.save(folder / "edited.xlsx")
    return imported(folder / "edited.xlsx", read_plan(ROOT / "examples/shetland"))


def test_an_untouched_workbook_of_shipped_scenarios_has_no_edits(every_shipped, tmp_path):
    (tmp_path / "plan.xlsx").write_bytes(every_shipped)
    found = imported(tmp_path / "plan.xlsx", read_plan(ROOT / "examples/shetland"))
    assert len(found.runs) > 4
    assert not found.edits
    assert not found.warnings


def test_every_number_of_a_workbook_lies_within_the_limits_of_its_cell(every_shipped):
    book = openpyxl.load_workbook(io.BytesIO(every_shipped))
    levels = set()
    for name in ("Inputs", "Scenarios"):
        for rule in book[name].data_validations.dataValidation:
            for each in str(rule.sqref).split() if rule.type == "decimal" else ():
                found = book[name][each]
                assert float(rule.formula1) <= found.value <= float(rule.formula2), each
                if str(book[name].cell(found.row, book[name].max_column - 1).value).endswith(".level"):
                    levels.add(float(rule.formula2))
    assert levels == {10.0}


def test_a_service_level_may_be_above_100_percent(every_shipped, tmp_path):
    found = with_level(every_shipped, tmp_path, 1.2)
    assert [(edit.key[-1], edit.new) for edit in found.edits] == [("level", 1.2)]


@pytest.mark.parametrize(("level", "fix"), [(85, "did you mean 85.0%?"), (-0.1, "from 0.0% to 1,000.0%")])
def test_a_service_level_beyond_its_limits_is_named_with_them(level, fix, every_shipped, tmp_path):
    with pytest.raises(Refused) as refused:
        with_level(every_shipped, tmp_path, level)
    (finding,) = refused.value.findings
    assert finding.code == "E696"
    assert finding.fix.endswith(fix)
