"""The page on results lists what the program gives: figures, tables and their rows, columns, exit codes, warnings."""

import re
from dataclasses import replace

import numpy as np
import pytest
from documents import ROOT, quoted, tables

from mtfp import Planner
from mtfp.analysis.by_lever.drawn import LeversOnDraws
from mtfp.analysis.by_lever.lever_bridge import lever_bridge
from mtfp.analysis.shapley import split
from mtfp.cli.exits import Exit
from mtfp.documents.charts.charts_of_closing import WAYS as WAYS_TO_CLOSE
from mtfp.documents.charts.names import CHARTS, OF_DRAWS
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.costs.saving import Saving
from mtfp.population.areas import find_area
from mtfp.population.people import bundled_people
from mtfp.population.profiles import find_profile
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.reports.formats import FORMATS
from mtfp.results.figures import figure_named, figures
from mtfp.results.table import Cell
from mtfp.scenarios.scenario import Scenario
from mtfp.simulation.report_options import ReportOptions
from mtfp.views.area import demand_index, people_by_age, use_by_age
from mtfp.views.compared.breaks import breaks
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED
from tests.simulation.sampled import plan as small_plan
from tests.simulation.sampled import run as small_run

DOCUMENT = ROOT / "docs" / "reference" / "results.md"
LISTED = tables(DOCUMENT, "rows")
CAUSES = "the statement's causes"
NO_CAUSES = ("expenditure", "brought_forward", "expected_events", "set_aside_expected_events")


@pytest.fixture(scope="module")
def projection():
    plan = read_plan(ROOT / "examples" / "shetland").plan
    return project(plan, central_draws(plan))


@pytest.fixture(scope="module")
def other():
    """A partnership that has what Shetland lacks: hosted services, lines without a category, care bought elsewhere."""
    plan = apply_scenarios(read_plan(ROOT / "tests" / "golden"), "step-down").plan
    to_find = Saving.model_validate({"planned": {plan.timeline.last: 10}, "status": "unidentified"})
    plan = plan.but(savings={**plan.savings, "to_find": to_find})
    return project(plan, central_draws(plan))


@pytest.fixture(scope="module")
def overspent(other):
    """The same partnership, whose plan uses more of a reserve than it holds."""
    name, reserve = next((name, each) for name, each in other.plan.all_reserves.items() if each.floor)
    used = reserve.but(planned_use={other.plan.timeline.last: 10 * reserve.opening})
    plan = other.plan.but(reserves={**other.plan.all_reserves, name: used})
    return project(plan, central_draws(plan))


WAYS = [f"gap_before_savings.{way}" for way in WAYS_TO_CLOSE]


def listed(name: str, column: int = 0) -> list[str]:
    return [quoted(row[column])[0] for row in LISTED[name]]


def rows_of(name: str, table: str) -> list[str]:
    """The rows that a table's line in the document names; `<line>` stands for a name."""
    return next(quoted(rows) for cell, rows in LISTED[name] if quoted(cell)[0] == table)


def fits(row: str, patterns: list[str]) -> bool:
    wanted = (re.sub(r"<\w+>", r"[^.]+(\.saves|\.csv)?", re.escape(pattern)) for pattern in patterns)
    return any(re.fullmatch(pattern.replace(r"\<", "<"), row) for pattern in wanted)


def rows_in(table) -> set[str]:
    return {row.id for row in table.rows if row.id}


def test_figures_are_those_of_the_code(projection):
    families = {"reserves": "reserves.<reserve>", "lines": "lines.<line>", "funding": "funding.<stream>"}
    known = {families.get(name.split(".")[0], name) if "." in name else name for name in figures(projection)}
    assert sorted(listed("figures")) == sorted(known)


def test_sections_are_those_of_the_records():
    told = {
        quoted(row)[0]: int(found[1])
        for row, meaning, _ in LISTED["figures"]
        if (found := re.search(r"§(\d+)", meaning))
    }
    assert told == {row: figure_named(row.replace("<", "").replace(">", "")).section for row in told}
    assert len(told) > 5


def test_signs_are_right(projection):
    never_negative = [quoted(row)[0] for row, _, sign in LISTED["figures"] if sign == "—"]
    known = figures(projection)
    assert [row for row in never_negative if row in known and (known[row] < -1e-9).any()] == []


def test_tables_are_those_of_the_code():
    assert listed("tables") == list(TABLES)


def test_charts_are_those_of_the_code(projection):
    """Each chart has its row in the page on charts; a new table of a chart has its rows in that on results."""
    assert [quoted(row[0])[0] for row in tables(ROOT / "docs" / "how-to" / "charts.md", "rows")["charts"]] == list(
        CHARTS
    )
    planner = Planner(projection.plan)
    found = {name: planner.chart(name, "step-down", draws=100).tables[0] for name in CHARTS}
    for name, table in found.items():
        if name not in OF_DRAWS and name != "one-percent":
            told = rows_of("charts", table.name)
            causes = [f"expenditure.{row}" for row in rows_of("tables", "statement")]
            assert [row for row in rows_in(table) if not fits(row, [*told, *causes, *WAYS])] == []
    drawn = {table.name for name, table in found.items() if name not in OF_DRAWS and name != "one-percent"}
    assert set(listed("charts")) == drawn


def test_rows_of_the_statement(projection):
    told = rows_of("tables", "statement") + listed("figures")
    assert [row for row in rows_in(TABLES["statement"](projection, "base")) if not fits(row, told)] == []


@pytest.mark.parametrize("name", [name for name in TABLES if name != "statement"])
def test_rows_of_a_table(name, projection, other, overspent):
    told = rows_of("tables", name)
    causes = [row for row in rows_of("tables", "statement") if row not in NO_CAUSES]
    text = next(rows for cell, rows in LISTED["tables"] if quoted(cell)[0] == name)
    told += causes if CAUSES in text else []
    found = {row for each in (projection, other, overspent) for row in rows_in(TABLES[name](each, "base"))}
    assert [row for row in found if not fits(row, told)] == []
    assert [pattern for pattern in told if not any(fits(row, [pattern]) for row in found)] == []


@pytest.fixture(scope="module")
def compared(projection):
    plan = ScenarioRun("base", "The plan", projection)
    dearer = {"mtfp": 1, "scenario": "dearer", "levers": [{"shift": {"assumption": "cpi", "by": "1%"}}]}
    bars = lever_bridge(projection.plan, [Scenario.model_validate(dearer)])
    other = ScenarioRun("other", "The other", projection, levers=bars)
    return {table.name: table for table in (*compare(plan, [other]), breaks([plan, other]))}


def test_tables_of_compare(compared):
    assert listed("compare") == list(compared)
    for name, table in compared.items():
        told = rows_of("compare", "difference" if name == "levels" else name)
        assert [row for row in rows_in(table) if not fits(row, told)] == []


def test_rows_over_all_years(compared):
    """The rows of the last year, and those of all years together, are each told as they are, in order."""
    text = next(rows for cell, rows in LISTED["compare"] if quoted(cell)[0] == "difference")
    of_last_year, of_all_years = text.split("with `all` for the year:")
    cells = list(compared["difference"].cells())
    last = max(cell.year for cell in cells if cell.year != "all")
    assert list(dict.fromkeys(cell.row for cell in cells if cell.year == last)) == quoted(of_last_year)
    assert list(dict.fromkeys(cell.row for cell in cells if cell.year == "all")) == quoted(of_all_years)


@pytest.fixture(scope="module")
def of_area():
    people = bundled_people(find_area("Fife")).over((2025, 2026))
    profile = find_profile("care_at_home_hours")
    return [people_by_age(people), demand_index(people, [profile]), use_by_age(profile)]


def test_tables_of_population(of_area):
    assert listed("population") == [table.name for table in of_area]
    for table in of_area:
        assert [row for row in rows_in(table) if not fits(row, rows_of("population", table.name))] == []


@pytest.fixture(scope="module")
def drawn():
    """A run of two plans in which something is held back, beside a reserve that the other hasn't."""
    plans = {"base": read_plan(ROOT / "examples" / "shetland").plan, "other": small_plan()}
    runs = [small_run({"base": plan, "other": plan}, 100) for plan in plans.values()]
    one = split(lambda levers: np.zeros(1), 1)
    runs = [replace(run, levers={"other": LeversOnDraws(("L",), one, {0: "base", 1: "other"}, run)}) for run in runs]
    asked = ReportOptions(over=(2_000.0,))
    return {name: [table(run, asked) for run in runs] for name, table in SIMULATED.items()}


def test_tables_of_simulate(drawn):
    assert listed("simulate") == list(drawn)
    for name, made in drawn.items():
        told = rows_of("simulate", name)
        found = {row for table in made for row in rows_in(table)}
        checked = {"unidentified_share", "community_share"} if name == "distribution" else set()  # what checks name
        assert [row for row in found - checked if not fits(row, told)] == []
        assert [
            pattern for pattern in told if pattern not in NO_ROWS and not any(fits(r, [pattern]) for r in found)
        ] == []


NO_ROWS = ("all", "--gap-over", "--confidence")
"""What the rows of a run are told with, and are not."""


def test_statistics_of_simulate(drawn):
    found = {cell.statistic.removeprefix("se_") for made in drawn.values() for table in made for cell in table.cells()}
    told = {name for row in LISTED["statistics"] for name in quoted(row[0])} - {"se_"}
    assert found - {"p80"} == told


def test_years_and_statistics_are_as_told(projection, compared, of_area):
    told = {quoted(column)[0]: quoted(what) for column, what in LISTED["columns"]}
    cells = [cell for table in (*compared.values(), *of_area) for cell in table.cells()]
    cells += [cell for name in TABLES for cell in TABLES[name](projection, "base").cells()]
    years = {cell.year for cell in cells} - set(projection.plan.timeline.labels) - {"2025", "2026", ""}
    assert {year for year in years if "/" not in year} == {year for year in told["year"] if "/" not in year}
    assert {cell.statistic for cell in cells} == set(told["statistic"])


def test_columns_are_those_of_the_machine_formats():
    assert listed("columns") == list(Cell._fields)


def test_every_format_is_there():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| `{each.name}` |" in text for each in FORMATS)


def test_exit_codes_are_those_of_the_code():
    assert [int(code) for code, _ in LISTED["exits"]] == [int(code) for code in Exit]


def test_warnings_are_those_of_the_code():
    files = [
        file
        for part in ("model", "reading", "scenarios", "results", "views", "batch", "analysis", "library")
        for file in (ROOT / "mtfp" / part).rglob("*.py")
    ]
    sources = [file.read_text(encoding="utf-8") for file in files]
    given = {code for source in sources for code in re.findall(r'"(W[567][0-9]{2})"', source)}
    assert [code for code, _ in LISTED["warnings"]] == sorted(given)
