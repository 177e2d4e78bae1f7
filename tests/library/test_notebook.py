"""The first calls of a notebook work, in any form in which a plan and a scenario are natural."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import mtfp
from mtfp.views.plan.tables import TABLES
from tests.library.made import SHETLAND, planner, projection, read, stepped_down

PLAN, PATH = read().plan, str(SHETLAND)
YEARS = list(PLAN.timeline.projected)
DEARER = {"shift": {"assumption": "pay_nhs", "by": "1%"}}
SCENARIO = {"mtfp": 1, "scenario": "dearer", "label": "Dearer pay", "levers": [DEARER]}
THREE = {
    "mtfp": 1,
    "scale": {"name": "harm"},
    "options": {
        "teams": {"saving": {"line": "general_practice", "planned": {"2027/28": 400}}, "impact": 2},
        "nights": {"saving": {"line": "learning_disability", "planned": {"2027/28": 500}}, "impact": 4},
    },
}
FILE = Path(__file__).parents[2] / "scenarios" / "step-down.yaml"

CALLS = {
    "a plan without draws": lambda: mtfp.project(PLAN),
    "a path": lambda: mtfp.project(PATH),
    "what was read": lambda: mtfp.project(read(), "step-down"),
    "a path to simulate": lambda: mtfp.simulate(PATH, draws=50),
    "a plan to simulate": lambda: mtfp.simulate(PLAN, "step-down", draws=50, seed=2),
    "named plans of any form": lambda: mtfp.simulate({"base": read(), "other": PATH}, draws=50),
    "a comparison": lambda: mtfp.compare(PATH, "step-down"),
    "a comparison in a year": lambda: mtfp.compare(PLAN, "step-down", "pay_nhs +1%", year="2027/28"),
    "figures of a path": lambda: mtfp.figures(PATH)["gap", "2030/31"],
    "a figure by year label": lambda: mtfp.project(PATH)["gap"]["2030/31"],
    "a scenario as a dict": lambda: mtfp.project(PATH, SCENARIO),
    "a lever as a dict": lambda: mtfp.project(PATH, DEARER),
    "a lever object": lambda: mtfp.project(PATH, mtfp.Lever(**DEARER)),
    "a scenario object": lambda: mtfp.project(PATH, mtfp.Scenario(**SCENARIO)),
    "a list that applies together": lambda: mtfp.project(PATH, ["step-down", DEARER, "cpi +1%"]),
    "a file of a scenario": lambda: mtfp.apply_scenarios(PATH, FILE),
    "a trace under a lever": lambda: mtfp.trace(PLAN, "gap", "2028/29", scenario=DEARER),
    "central draws of a path": lambda: mtfp.central_draws(PATH),
    "a difference": lambda: mtfp.Planner(PATH).diff(PLAN),
    "a sensitivity": lambda: mtfp.Planner(PATH).sensitivity("step-down", of="Unfunded", year="2027-28", draws=100),
    "values of a driver": lambda: mtfp.Planner(PATH).sensitivity(moves="pay_nhs 1%, 2%").tables,
    "bars": lambda: mtfp.Planner(PATH).levers("step-down", [DEARER, "step-down"]),
    "options": lambda: mtfp.Planner(PATH).options(THREE, "gap <= 2_000 in 2028/29", at=0.3, draws=30),
    "a number that is sought": lambda: mtfp.Planner(PATH).solve("nhs_uplift +?", "gap <= 0", draws=20),
    "a pair of numbers": lambda: mtfp.Planner(PATH).solve(["nhs_uplift +?", "pay +?"], "gap <= 0", draws=20, at=[0.8]),
    "checks": lambda: mtfp.Planner(PLAN).check("step-down"),
}


@pytest.mark.parametrize("name", CALLS)
def test_natural_call_works(name):
    assert CALLS[name]() is not None


@pytest.fixture(scope="module")
def results():
    """Yield a result of each kind."""
    mine = planner()
    return {
        "projection": mine.project("step-down"),
        "comparison": mine.compare("step-down", DEARER),
        "bars": mine.levers("step-down"),
        "simulation": mine.simulate("step-down", draws=50),
        "trace": mine.trace("gap", "2028/29", scenario="step-down"),
        "difference": mine.diff(stepped_down().plan),
        "sensitivity": mine.sensitivity(draws=100),
        "solution": mine.solve("nhs_uplift +?", "gap <= 0", draws=20),
        "check": mine.check(),
        "options": mine.options(THREE, "gap <= 2_000 in 2028/29", at=0.3, draws=30),
    }


KINDS = (
    "projection",
    "comparison",
    "bars",
    "simulation",
    "trace",
    "difference",
    "sensitivity",
    "solution",
    "check",
    "options",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_result_has_a_short_form_html_and_frames(results, kind):
    found = results[kind]
    assert len(repr(found)) <= 96
    html = found._repr_html_()
    assert "<table" in html
    assert "<html" not in html
    assert len(found.to_frame())
    if kind not in ("trace", "check"):
        assert {"label", "order"} <= set(found.to_frame().columns)
        assert len(found.to_wide())


@pytest.mark.parametrize("kind", ["projection", "comparison", "bars", "simulation"])
def test_frames_of_every_table_agree_with_the_table(results, kind):
    found = results[kind]
    for name in found.table_names:
        cells = [cell for table in found.table(name).tables for cell in table.cells()]
        frame, wide = found.to_frame(name), found.to_wide(name)
        assert frame["value"].tolist() == [cell.value for cell in cells]
        rows = [row for table in found.table(name).tables for row in table.rows if not row.for_machines]
        assert np.isclose(np.nansum(wide.to_numpy()), sum(value or 0.0 for row in rows for value in row.values))


def test_a_wide_frame_has_rows_in_the_order_of_the_table_and_years_as_columns():
    wide = mtfp.project(PLAN).to_wide("statement")
    table = TABLES["statement"](projection(), "base")
    labels = [row.label for row in table.rows if any(value is not None for value in row.values)]
    assert list(wide.columns) == [PLAN.base_year, *YEARS]
    assert [label.rpartition(", ")[2] for label in wide.index] == [label.rpartition(", ")[2] for label in labels]
    assert wide.loc["Gap", "2030/31"] == mtfp.figures(PLAN)["gap", "2030/31"][0]


def test_draws_are_rows_and_years_are_columns():
    found = planner().simulate("step-down", draws=50)
    frame = found.draws("gap", scenario="step-down")
    assert frame.shape == (50, len(YEARS))
    assert list(frame.columns) == YEARS
    run = mtfp.simulate({"base": PLAN, "step-down": stepped_down().plan}, mtfp.Sampling(1), 50)
    by_hand = {year: run.values("step-down", "gap", year) for year in YEARS}
    assert_frame_equal(frame, pd.DataFrame(by_hand).rename_axis(index="draw"))
    assert (found.values("gap", "2030/31") == run.values("base", "gap", "2030/31")).all()


def test_a_projection_of_the_library_is_the_engine_s():
    found = mtfp.project(PLAN, "step-down")
    assert isinstance(found, mtfp.Projection)
    by_hand = mtfp.project(stepped_down().plan, mtfp.central_draws(stepped_down().plan))
    assert (found.gap.gap == by_hand.gap.gap).all()
    assert mtfp.TABLES["statement"](found, "a").rows == mtfp.TABLES["statement"](by_hand, "a").rows


def test_bars_add_up_to_the_difference():
    frame = planner().levers("step-down").to_frame()
    parts = frame[frame["row"].str.fullmatch(r"lever_\d+\.gap")].groupby("year")["value"].sum()
    whole = frame[frame["row"] == "gap"].groupby("year")["value"].sum()
    assert np.allclose(parts, whole)


def test_the_defaults_are_those_of_the_command_line():
    assert [table.name for table in mtfp.project(PLAN).tables] == ["statement"]
    assert mtfp.compare(PLAN, "step-down").to_frame()["year"].isin(["2030/31", "all", PLAN.base_year, *YEARS]).all()
    assert mtfp.simulate(PLAN, draws=20).run.layout.sampling == mtfp.Sampling(1)


def test_plots_draw_a_line_for_each_scenario():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    axes = planner().compare("step-down", DEARER).plot("gap")
    assert [line.get_label() for line in axes.get_lines()[:3]] == [
        "The plan as it stands", *(run.label for run in planner().compare("step-down", DEARER).runs[1:])
    ]  # fmt: skip
    drawn = planner().simulate("step-down", draws=20)
    ranges = drawn.plot("gap")
    middle = np.quantile(drawn.draws("gap").to_numpy(), 0.5, axis=0)
    assert np.allclose(ranges.get_lines()[0].get_ydata(), middle)
    assert planner().project().plot("gap", ax=axes) is axes
    pyplot.close("all")
