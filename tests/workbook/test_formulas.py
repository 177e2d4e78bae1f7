"""Formulas follow every input as the engine does, at each position of the switch, and are the same along each row."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from mtfp import apply_scenarios, read_plan
from mtfp.traced.plan import with_numbers
from mtfp.workbook.build import values_of
from mtfp.workbook.engine import central_figures
from mtfp.workbook.formulas import fit
from mtfp.workbook.formulas.agree import Disagreement, require_agreement
from mtfp.workbook.formulas.evaluate import Circle, Evaluated
from mtfp.workbook.formulas.terms import Ref, formula
from mtfp.workbook.of_plan import Named, workbook_model
from mtfp.workbook.rows import Book, Row, Sheet
from mtfp.workbook.united import Different, united
from mtfp.workbook.write import label as shown_label
from tests.traced.test_traced import edited
from tests.workbook.conftest import ROOT, plan_of

PLANS = (
    "examples/gateshead-2025",
    "examples/schemes/caps-and-repayments.yaml",
    "examples/schemes/west-lothian-2023.yaml",
    "tests/golden/plan.yaml",
)
LONGEST_LABEL, LONGEST_FORMULA = 120, 250
UNEVEN = {
    "tests/golden/plan.yaml": 8,
    "examples/gateshead-2025": 0,
    "examples/levers/angus": 1,
    "examples/levers/south-lanarkshire": 1,
    "examples/schemes/caps-and-repayments.yaml": 2,
    "examples/schemes/fife-2017.yaml": 1,
    "examples/schemes/highland.yaml": 1,
    "examples/schemes/moray-2017.yaml": 1,
    "examples/schemes/outturn-2017.yaml": 3,
    "examples/schemes/perth-and-kinross-2025.yaml": 1,
    "examples/schemes/shetland-2024.yaml": 1,
    "examples/schemes/west-lothian-2023.yaml": 1,
    "examples/shetland-2019": 1,
    "examples/three-versions/budget.yaml": 2,
    "examples/scotland/plans/glasgow-city.yaml": 1,
}
"""Number of rows with two formulas in the workbook of each shipped plan, which may not grow. One or two, where no
reserve has planned use: the requirement and what is not identified begin at zero, so those of the first year are the
gap, not its change."""
STRUCTURE = {
    "Agenda for Change pay award": "a guarantee holds in the years that the plan names",
    "Primary care improvement, opening + primary care improvement, ring-fenced money left over": "a clawback",
}
"""Rows with two formulas for projected years, and why: the whole list for Shetland's plan and its scenarios."""


@cache
def model_of_plan(name):
    return workbook_model(plan_of(name), [])


def test_every_formula_gives_the_engine_s_value(plain):
    cells = Evaluated(plain.book)
    for row in plain.book.rows():
        for column, node in row.cells.items():
            if column in row.formulas and node.value == node.value:
                assert cells.value(row, column) == pytest.approx(node.value, rel=1e-9, abs=1e-6), row


def edited_inputs(model, seed, much):
    """Returns the plan after random edits of inputs that the workbook has: not those behind the ageing of a profile."""
    rows = model.book.sheets[Sheet.INPUTS]
    there = {node.path for row in rows for node in row.cells.values()}
    values = values_of(edited(model.plan, seed, much))
    return with_numbers(model.plan, lambda path, value: type(value)(values[path]) if path in there else value)


@pytest.mark.parametrize("seed", range(6))
def test_figures_follow_random_edits(plain, seed):
    """Compares the statement after edits of inputs with a fresh run of the engine on a plan with these inputs."""
    other = edited_inputs(plain, seed, (0.02, 0.2, 0.6)[seed % 3])
    require_agreement(plain.book, [central_figures(other)], values_of(other))


@pytest.mark.parametrize("name", PLANS)
def test_figures_of_other_examples_follow_edits(name):
    model = model_of_plan(name)
    for seed in range(4):
        other = edited_inputs(model, seed, 0.3)
        require_agreement(model.book, [central_figures(other)], values_of(other))


def test_the_switch_gives_each_scenario(shetland):
    read = read_plan(ROOT / "examples/shetland")
    plans = [read.plan, *(apply_scenarios(read, name).plan for name in ("step-down", "high-pay", "maximum"))]
    require_agreement(shetland.book, [central_figures(plan) for plan in plans])
    assert len({central_figures(plan)["gap"][-1] for plan in plans}) == len(plans)


def test_a_wrong_formula_is_refused(plain):
    row = plain.book.row_of("gap", Sheet.STATEMENT)
    right = row.formulas[2]
    row.formulas[2] = Ref(plain.book.row_of("funding", Sheet.STATEMENT), 0)
    try:
        with pytest.raises(Disagreement, match="Gap"):
            require_agreement(plain.book, [central_figures(plain.plan)])
    finally:
        row.formulas[2] = right


def test_a_circle_is_found(plain):
    row = Row(Sheet.WORKINGS, "itself", cells=dict(plain.book.row_of("gap", Sheet.STATEMENT).cells))
    row.formulas[1] = Ref(row, 0)
    book = Book()
    book.add(row)
    with pytest.raises(Circle, match="itself"):
        Evaluated(book).value(row, 1)


@pytest.mark.parametrize("name", PLANS)
def test_formulas_are_those_that_a_look_at_every_year_gives(name, monkeypatch):
    """Compares formulas made from two years that stand for others with those for which no year stands for another."""
    texts = formulas_of(model_of_plan(name))
    monkeypatch.setattr(fit, "alike", lambda nodes, row, cells: None)
    assert formulas_of(workbook_model(plan_of(name), [])) == texts


def formulas_of(model):
    """Returns the formulas of a book's cells by their addresses."""
    return {
        (row.sheet, row.number, column): formula(term, column, row.sheet)
        for row in model.book.rows()
        for column, term in row.formulas.items()
    }


def uneven(model):
    """Returns the labels of rows with two formulas, or a formula and a number, in projected years."""
    found = set()
    for row in model.book.rows():
        years = [column for column in row.cells if column > 0]
        texts = {formula(row.formulas[c], 9, row.sheet) if c in row.formulas else None for c in years}
        if row.formulas and len(texts) > 1 and row.sheet > Sheet.INPUTS:
            found.add(row.label)
    return found


def test_every_row_has_one_formula_along_its_years(plain):
    assert uneven(plain) == set(STRUCTURE)


def test_every_row_has_one_formula_along_its_years_with_scenarios(shetland):
    assert uneven(shetland) == set(STRUCTURE)


@pytest.mark.parametrize("name", UNEVEN)
def test_workbooks_of_shipped_plans_are_even_and_short(name):
    model = model_of_plan(name) if name in PLANS else workbook_model(plan_of(name), [])
    assert len(uneven(model)) == UNEVEN[name]
    labels = [label for _, heading, labels in labels_by_heading(model.book) for label in (heading, *labels)]
    assert max(labels, key=len)[LONGEST_LABEL:] == ""
    written = [formula(term, c, row.sheet) for row in model.book.rows() for c, term in row.formulas.items()]
    assert max(map(len, written)) <= LONGEST_FORMULA


def labels_by_heading(book):
    """Yields the labels under each heading of each sheet, as they are written."""
    for sheet, rows in book.sheets.items():
        heading, labels = "", []
        for row in rows:
            if row.is_heading:
                yield sheet, heading, labels
                heading, labels = row.label, []
            else:
                labels.append(shown_label(row, heading))
        yield sheet, heading, labels


def assert_labels(book):
    """Asserts that every label is in words, and says about what its row is: no other row of its block has it."""
    for sheet, heading, labels in labels_by_heading(book):
        twice = [label for label, count in Counter(labels).items() if count > 1]
        assert not twice, (sheet, heading)
        for label in (heading, *labels):
            assert label or not heading
            assert not re.search(r"\.py|_|part \d+$", label), label


@pytest.mark.parametrize("name", PLANS)
def test_labels_of_other_examples(name):
    assert_labels(model_of_plan(name).book)


def test_labels_with_scenarios(shetland):
    assert_labels(shetland.book)
    lines = [row.label for row in shetland.book.sheets[Sheet.LINES]]
    assert "Residential care, service level, no. 2: activity, changed in 2027/28 to 2030/31" in lines


def test_labels_are_short(shetland):
    labels = [label for _, heading, labels in labels_by_heading(shetland.book) for label in (heading, *labels)]
    assert max(labels, key=len)[LONGEST_LABEL:] == ""


def test_inputs_that_move_nothing_are_left_out(plain):
    labels = [row.label for row in plain.book.sheets[Sheet.INPUTS]]
    assert "GDP deflator" not in labels
    assert "Consumer prices" in labels


def test_scenarios_of_one_structure_keep_their_figures():
    read = read_plan(ROOT / "examples/shetland")
    plans = [read.plan, *(apply_scenarios(read, name).plan for name in ("step-up", "minimum", "pessimistic"))]
    for before, after in zip(plans, united(plans), strict=True):
        one, other = central_figures(before), central_figures(after)
        for id, values in one.items():
            np.testing.assert_allclose(other[id], values, rtol=1e-12, atol=1e-9, err_msg=id)


def test_a_scenario_that_changes_rules_is_named_and_left_out():
    read = read_plan(ROOT / "examples/shetland")
    flat = apply_scenarios(read, "flat-cash")
    with pytest.raises(Different, match="uplift"):
        united([read.plan, flat.plan])
    model = workbook_model(read.plan, [Named(flat.label, flat.plan)])
    assert not model.has_switch
    assert "Flat cash" in model.left_out[0]


def test_size_of_a_workbook(shetland):
    """Asserts sizes by numbers of formulas, not by time."""
    formulas = sum(len(row.formulas) + len(row.texts) for row in shetland.book.rows())
    assert 2_000 < formulas < 6_000


def test_a_minimum_does_not_read_an_empty_cell():
    """The golden plan states its primary care fund up to 2029/30; a spreadsheet's MIN passes over an empty 2030/31."""
    model = model_of_plan("tests/golden/plan.yaml")
    (row,) = (row for row in model.book.sheets[Sheet.INPUTS] if row.label == "Primary care fund, stated")
    assert row.zeros == {5}
    assert row.cells[5].value == 0


def labels_on(model, sheet):
    return [row.label for row in model.book.sheets[sheet]]


def test_inputs_with_one_value_that_counts_in_some_years_name_them(shetland):
    labels = labels_on(shetland, Sheet.INPUTS)
    assert "Agenda for Change pay award, at least, addition, in 2026/27" in labels
    assert "Residential care, service level, no. 1, level, from 2026/27 to 2029/30" in labels
    assert "Consumer prices" in labels
    moves = [row for row in shetland.book.sheets[Sheet.INPUTS] if re.match(r"moves\..*\.activity", row.place)]
    assert moves
    assert all(", from 20" in row.label for row in moves)


def test_a_funding_source_has_no_rows_that_only_repeat_another(shetland):
    """Rows of one source differ; what is left out is named at the row that has its numbers."""
    seen = Counter()
    for row in shetland.book.sheets[Sheet.FUNDING]:
        if row.id:
            seen[frozenset((column, id(node)) for column, node in row.cells.items() if not node.is_constant)] += 1
    assert max(seen.values()) == 1
    notes = {row.id: row.note for row in shetland.book.sheets[Sheet.FUNDING]}
    assert notes["recurring.council_payment"] == "The same as: total, usable amount"
    assert notes["recurring.primary_care_fund"] == "The same as: total"
    assert "usable.primary_care_fund" in notes


def test_checks_name_scenarios(shetland, plain):
    labels = labels_on(shetland, Sheet.CHECKS)
    assert not [label for label in labels if "scenario 1" in label]
    assert {"Gap, mtfp: The plan as it stands", "Gap, mtfp: Step down", "Inputs: sum, as written: High pay"} <= {
        *labels
    }
    assert "Gap, mtfp" in labels_on(plain, Sheet.CHECKS)
