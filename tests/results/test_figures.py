"""Every figure is one record: what tables, runs and sums over plans say of it is what its record says."""

from pathlib import Path

import numpy as np
import pytest

from mtfp.batch.outcome.additive import ROLLED
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.check import Check
from mtfp.reading import read_plan
from mtfp.results.checks import verdicts
from mtfp.results.figures import figure_named, figures, figures_of
from mtfp.simulation.record import recorded_figures
from mtfp.views.plan.tables import TABLES

ROOT = Path(__file__).parents[2]
OF_ITS_OWN = {
    ("partners", "other_income"): "receipts, before any is kept",
    ("savings", "undelivered"): "with savings in the set-aside",
    ("vacancies", "funding"): "a difference",
    ("vacancies", "set_aside_funding"): "a difference",
    ("gap_bridge", "funding"): "a change since the base year",
    ("gap_bridge", "savings_recurring"): "taken off",
    ("gap_bridge", "savings_non_recurring"): "taken off",
}
"""Rows under a figure's identifier that hold another amount, each with what it holds."""


@pytest.fixture(scope="module")
def projection():
    plan = read_plan(ROOT / "tests" / "golden").plan
    return project(plan, central_draws(plan))


def test_every_record_is_found_under_its_identifier(projection):
    for id, record in figures_of(projection.plan).items():
        found = figure_named(id)
        assert (record.id, found.unit, found.worse, found.sums) == (id, record.unit, record.worse, record.sums)


def test_labels_and_phrases_are_filled_and_begin_as_they_should(projection):
    for record in figures_of(projection.plan).values():
        assert record.label[0].isupper()
        assert record.in_sentence[0].islower()


def of_figures(projection):
    """The cells by year of every row under a figure's identifier, with its table's name."""
    known, labels = figures(projection), projection.plan.timeline.labels
    for name, of in TABLES.items():
        table = of(projection, "base")
        steps = projection.closing.steps if name == "scheme" else ()  # Single steps, under names of their own.
        for row in (row for row in table.rows if row.id.split(".")[0] not in steps):
            for column, value in zip(table.columns, row.values, strict=True):
                if row.id in known and (name, row.id) not in OF_ITS_OWN and column.year in labels and value is not None:
                    yield name, row, column.year, value


def test_rows_of_tables_have_the_units_and_values_of_their_figures(projection):
    known, seen = figures(projection), set()
    labels = projection.plan.timeline.labels
    for name, row, year, value in of_figures(projection):
        expected = known[row.id][labels.index(year), 0]
        assert row.unit == known.records[row.id].unit, (name, row.id)
        assert value == pytest.approx(expected, rel=1e-12), (name, row.id, year)
        seen.add(row.id)
    assert len(seen) > 40


def test_figures_that_begin_later_are_blank_in_the_base_year_and_only_they(projection):
    known = figures(projection)
    blank = {id for id, values in known.items() if np.isnan(values[0]).all()}
    assert blank == {id for id, record in known.records.items() if record.begins == "projected"}


def test_what_is_added_up_over_plans_adds_up():
    assert [figure for figure in ROLLED if not figure_named(figure).adds] == []


def test_what_a_run_keeps_are_figures(projection):
    assert [figure for figure in recorded_figures(projection.plan) if figure not in figures(projection)] == []


def test_a_check_may_name_the_cost_of_a_line(projection):
    """Care at home costs what its row says; the check asks for a pound less."""
    cost = float(figures(projection)["lines.care_at_home"][1, 0])
    check = Check.model_validate({"name": "c", "of": "lines.care_at_home", "at_most": cost - 1, "in": "2026/27"})
    (verdict,) = verdicts(project(projection.plan.but(checks=(check,)), projection.draws))
    assert not verdict.holds
    assert verdict.value == cost
