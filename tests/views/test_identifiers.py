"""No two figures of a table have one identifier, whatever authors call what they write."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.results.figures import figure_named
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.text.yaml import parse_yaml
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"[a-z][a-z0-9_]*")
PLANS = [ROOT / "tests" / "golden", *sorted((ROOT / "examples").rglob("*.yaml"))]
PLANS = [path for path in PLANS if path.is_dir() or "\nlines:" in path.read_text(encoding="utf-8")]

NAMES = [f"name_{letter}" for letter in "abvlmnpqr"]
NAMED_PLAN = (Path(__file__).parent / "named.yaml").read_text(encoding="utf-8")


def twice(tables):
    """The identifiers that several figures of one table have."""
    seen = Counter(cell[:6] for table in tables for cell in table.cells())
    return [identifier for identifier, times in seen.items() if times > 1]


def tables_of(plan):
    projection = project(plan, central_draws(plan))
    return [table(projection, "base") for table in TABLES.values()]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_example_has_unique_identifiers(path):
    assert twice(tables_of(read_plan(path).plan)) == []


def test_many_draws_and_comparisons_have_unique_identifiers():
    plan = read_plan(ROOT / "tests" / "golden").plan
    plans = {"base": plan, "other": plan.but(scheme=type(plan.scheme)())}
    run, asked = simulate(plans, Sampling(1), 200), ReportOptions(over=(1_000.0, 2_000.0))
    assert twice([table(run, asked) for table in SIMULATED.values()]) == []
    scenarios = [ScenarioRun(name, name, project(each, central_draws(each))) for name, each in plans.items()]
    assert twice(compare(scenarios[0], scenarios[1:])) == []


def test_every_figure_of_a_distribution_is_under_its_own_label():
    """Also those that people don't see: a label of programs' rows is not that of the rows above them."""
    plan = read_plan(ROOT / "tests" / "golden").plan
    table = SIMULATED["distribution"](simulate({"base": plan}, Sampling(1), 50), ReportOptions())
    cells = list(table.cells())
    assert {cell.row for cell in cells} > {"savings", "gap"}
    assert {cell.label for cell in cells} == {
        f"{figure_named(cell.row).label}, {'All years' if cell.year == 'all' else cell.year}" for cell in cells
    }


def named(*words):
    """The plan with the first of its names replaced by these words."""
    text = NAMED_PLAN
    for name, word in zip(NAMES, words, strict=False):
        text = re.sub(rf"\b{name}\b", word, text)
    return Plan.model_validate(parse_yaml(text, "plan.yaml").value)


@cache
def words():
    """The words of which rows' own identifiers are made."""
    found = {word for table in tables_of(named()) for row in table.rows for word in row.id.split(".")}
    return sorted(word for word in found if NAMED.fullmatch(word) and word not in NAMES)


@settings(max_examples=60)
@given(st.data())
def test_names_that_are_rows_own_words_stay_unique(data):
    chosen = data.draw(st.lists(st.sampled_from(words()), min_size=9, max_size=9, unique=True))
    assert twice(tables_of(named(*chosen))) == []


@pytest.mark.parametrize(
    "reserves",
    [("council", "nhs", "council_share"), ("reserves", "floor", "share"), ("general", "reserves", "uncommitted")],
)
def test_reserves_called_like_rows_stay_unique(reserves):
    assert twice(tables_of(named(*NAMES[:6], *reserves))) == []
