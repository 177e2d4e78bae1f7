"""Figures of charts are those of the tables: the same amounts, and parts that add up."""

import numpy as np
import pytest

from mtfp import Planner
from mtfp.documents.charts.charts_of_closing import closing, reserves, who_pays
from mtfp.documents.charts.charts_of_cost import causes, cost_and_funding
from mtfp.documents.charts.charts_of_people import balance_of_care, population
from mtfp.documents.charts.charts_of_scenarios import levers
from mtfp.views.plan.tables import TABLES

PLANS = ("examples/shetland", "examples/gateshead-2025", "tests/golden")


@pytest.fixture(scope="module", params=PLANS)
def projection(request):
    return Planner(request.param).project()


def row(projection, table: str, id: str) -> list[float]:
    found = next(row for row in TABLES[table](projection, "base").rows if row.id == id)
    return [np.nan if value is None else value for value in found.values]


def values(series) -> list[float]:
    return [np.nan if value is None else value for value in series.values]


def test_causes_are_those_of_the_statement_added_up(projection):
    chart = causes(projection)
    assert sum(change.value for change in chart.changes) == pytest.approx(chart.closing.value)
    for change in chart.changes:
        if change.id != "other":
            assert change.value == pytest.approx(np.nansum(row(projection, "statement", change.id)))
    expenditure = row(projection, "statement", "expenditure")
    assert chart.closing.value == pytest.approx(expenditure[-1] - expenditure[0])


def test_lines_are_rows_of_the_statement(projection):
    cost, funding = cost_and_funding(projection).lines
    assert values(cost) == pytest.approx(row(projection, "statement", "expenditure"), nan_ok=True)
    assert values(funding) == pytest.approx(row(projection, "statement", "funding"), nan_ok=True)


def test_ways_add_up_to_the_gap_before_savings(projection):
    chart = closing(projection)
    assert chart.totals == pytest.approx(row(projection, "statement", "gap_before_savings")[1:])
    assert all((value or 0) >= -1e-9 for part in chart.parts if part.id != "surplus" for value in part.values)
    surplus = [value for part in chart.parts if part.id == "surplus" for value in part.values]
    assert all(value <= 1e-9 for value in surplus)


def test_who_pays_is_the_total_of_the_table_of_partners(projection):
    for part in who_pays(projection).parts:
        assert values(part) == pytest.approx(row(projection, "partners", f"{part.id}.pays"), nan_ok=True)


def test_reserves_are_the_sum_of_the_table(projection):
    chart = reserves(projection)
    balances = [row(projection, "reserves", f"reserves.{name}") for name in projection.plan.all_reserves]
    assert values(chart.lines[0]) == pytest.approx(np.sum(balances, axis=0))


def test_the_balance_of_care_is_that_of_the_table_of_settings(projection):
    chart = balance_of_care(projection)
    if chart:
        assert values(chart.lines[0]) == pytest.approx(row(projection, "settings", "community_share"), nan_ok=True)


def test_people_by_hand():
    """Shetland has 606 people aged 85 and over in mid-2025 and 735 in mid-2030, as its note says."""
    chart = population(Planner("examples/shetland").project())
    oldest = chart.bars[-1]
    assert (oldest.label, oldest.note) == ("Aged 85+", "606 → 735 people")
    assert oldest.value == pytest.approx(735 / 606 - 1, abs=0.002)
    assert chart.title == "The number of people aged 85+ rises by 21% between 2025 and 2030"


@pytest.mark.parametrize("scenario", ["step-down", "no-further-action", "high-pay"])
def test_levers_lead_from_the_plans_gap_to_the_scenarios(scenario):
    compared = Planner("examples/shetland").compare(scenario)
    base, run = compared.scenario_runs
    chart = levers(run)
    assert chart.opening.value == pytest.approx(base.figures["gap"][-1, 0])
    assert chart.closing.value == pytest.approx(run.figures["gap"][-1, 0])
    moved = chart.opening.value + sum(change.value for change in chart.changes)
    assert moved == pytest.approx(chart.closing.value)
    assert len(chart.changes) <= 10


def test_beyond_ten_levers_the_small_ones_share_a_bar():
    planner = Planner("examples/shetland")
    names = [name for name, each in planner.plan.assumptions.items() if each.unit == "rate"][:14]
    levers_of = [{"shift": {"assumption": name, "by": "1%"}} for name in names]
    [_, run] = planner.compare({"mtfp": 1, "scenario": "dearer", "levers": levers_of}).scenario_runs
    assert len(run.levers.players) > 10
    chart = levers(run)
    assert len(chart.changes) == 10
    assert chart.changes[-1].label == f"{len(run.levers.players) - 9} other levers"
    shown = [abs(change.value) for change in chart.changes[:-1]]
    assert shown == sorted(shown, reverse=True)
    moved = chart.opening.value + sum(change.value for change in chart.changes)
    assert moved == pytest.approx(chart.closing.value)
