"""Values and notes on the live statement: those of the commands, in the scenario in use, marked as written."""

import re
from types import SimpleNamespace

import openpyxl
import pytest

from mtfp import Planner
from mtfp.views.plan.statement import EXPECTED, statement
from mtfp.workbook.values.values import AS_WRITTEN, STALE
from tests.workbook.libreoffice import SOFFICE, recalculated, without_values
from tests.workbook.places import cell
from tests.workbook.uncertain import PLAN

EVENTS = """
risk_events:
  fire: {label: Fire, partner: council, probability: 10%, impact: 400}
"""
PENDING = "\n  pensions: {label: Pension contributions, partner: council, recurring: true, amount: {2027/28: tbc}}"
DRAWS, SEED, SCENARIO = 200, 3, "pay +1%"
CHANCE, MEDIAN = f"Chance of a gap, as run: {DRAWS} draws", f"Median gap, as run: {DRAWS} draws"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A planner and two workbooks: with a switch and a simulation, and of the plan alone."""
    folder = tmp_path_factory.mktemp("as_written")
    text = PLAN.replace("amount: {2026/27: 100}}", "amount: {2026/27: 100}}" + PENDING)
    (folder / "plan.yaml").write_text(text + EVENTS, encoding="utf-8")
    planner = Planner(folder / "plan.yaml")
    planner.write_workbook(folder / "switch.xlsx", SCENARIO, simulate=True, draws=DRAWS, seed=SEED)
    planner.write_workbook(folder / "alone.xlsx")
    return SimpleNamespace(planner=planner, folder=folder, run=planner.simulate(SCENARIO, draws=DRAWS, seed=SEED))


def rows_of(sheet):
    """Returns the numbers of each row after the column of constants, by its label, and the labels in order."""
    rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=5)]
    return {row[0]: row[4:8] for row in rows if row[0]}, [row[0] for row in rows]


def shown(file):
    return rows_of(openpyxl.load_workbook(file, data_only=True)["Statement"])


def test_risk_events_outside_the_figures_stand_below_the_gap(made):
    rows, labels = shown(made.folder / "alone.xlsx")
    assert rows[EXPECTED] == [None, 40, 40, 40]
    assert labels[labels.index("Gap") + 1] == EXPECTED
    assert CHANCE not in rows


def test_amounts_to_be_confirmed_are_in_the_notes_below_the_statement(made):
    _, labels = shown(made.folder / "alone.xlsx")
    notes = " ".join(filter(None, labels[labels.index(None) :]))
    assert "Amounts still to be confirmed count as zero: Pension contributions (2027/28)." in notes
    for note in statement(made.planner.project()).notes:
        assert note in notes


def test_chance_and_median_of_the_run_stand_next_to_the_gap(made):
    rows, labels = shown(made.folder / "switch.xlsx")
    at = labels.index("Gap")
    assert labels[at + 1 : at + 4] == [EXPECTED, CHANCE, MEDIAN]
    run = made.run.run
    for t, (chance, median) in enumerate(zip(rows[CHANCE][1:], rows[MEDIAN][1:], strict=True), 1):
        values = run.values(run.base, "gap", t)
        assert chance == (values > 0).mean()
        assert median == pytest.approx(sorted(values)[DRAWS // 2], rel=0.05)


def test_values_as_written_are_marked(made):
    book = openpyxl.load_workbook(made.folder / "switch.xlsx")
    sheet = book["Statement"]
    marked = {row[0].value: row for row in sheet.iter_rows(min_row=5) if AS_WRITTEN in str(row[2].value)}
    assert {EXPECTED, CHANCE, MEDIAN, "Median gap: pay +1%"} <= marked.keys()
    assert "Gap" not in marked
    assert all(row[0].font.italic and row[5].font.italic for row in marked.values())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_switch_chooses_the_values_and_an_edit_marks_them(made, tmp_path):
    book = openpyxl.load_workbook(made.folder / "switch.xlsx")
    budget = cell(book, "lines.home.budget")
    changes = {"other": {("Scenarios", "C3"): SCENARIO}, "edited": {("Inputs", budget.coordinate): 51_000}}
    files = [tmp_path / f"{name}.xlsx" for name in changes]
    for file, change in zip(files, changes.values(), strict=True):
        without_values(made.folder / "switch.xlsx", file, change)
    other, edited = (each["Statement"] for each in recalculated(files, tmp_path))
    run = made.run.run
    name = [*run.plans][1]
    chances = [(run.values(name, "gap", t) > 0).mean() for t in run.years]
    assert rows_of(other)[0][CHANCE][1:] == pytest.approx(chances)
    assert rows_of(other)[0][CHANCE] != rows_of(edited)[0][CHANCE]
    notes = [{str(row[2].value) for row in sheet.iter_rows(min_row=5)} for sheet in (other, edited)]
    assert (AS_WRITTEN in notes[0], STALE in notes[0]) == (True, False)
    assert (AS_WRITTEN in notes[1], STALE in notes[1]) == (False, True)


def test_a_plan_with_nothing_uncertain_has_no_chances(tmp_path):
    (tmp_path / "plan.yaml").write_text(re.sub(r", spread: \{[^}]*\}", "", PLAN), encoding="utf-8")
    Planner(tmp_path / "plan.yaml").write_workbook(tmp_path / "plan.xlsx", simulate=True, draws=DRAWS)
    rows, _ = shown(tmp_path / "plan.xlsx")
    assert not [label for label in rows if "as run" in label]
