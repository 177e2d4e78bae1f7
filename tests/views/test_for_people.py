"""Tables for people alone are the tables without the rows that only programs read."""

from functools import cache
from pathlib import Path

import pytest

import mtfp
from mtfp.views.simulated.tables import SIMULATED

SHETLAND = Path(__file__).parents[2] / "examples" / "shetland"


@cache
def run():
    return mtfp.Planner(SHETLAND).simulate("step-down", draws=40, by_lever=True).run


@pytest.mark.parametrize("name", SIMULATED)
def test_rows_for_people_are_the_same_without_those_for_programs(name):
    every, people = (SIMULATED[name](run(), mtfp.ReportOptions(for_programs=wanted)) for wanted in (True, False))
    rows = [tuple(row for row in table.rows if not row.for_machines) for table in (every, people)]
    assert rows[0] == rows[1]
    assert (people.title, people.notes, people.columns) == (every.title, every.notes, every.columns)


@pytest.mark.parametrize("name", ["distribution", "levers"])
def test_most_rows_are_for_programs(name):
    every, people = (SIMULATED[name](run(), mtfp.ReportOptions(for_programs=wanted)) for wanted in (True, False))
    assert len(every.rows) > 2 * len(people.rows)
