"""Charts by name: each is made of a plan, one that can't be made says what is missing, and titles name the scenario."""

import pytest

from mtfp import Planner
from mtfp.documents.charts.names import CHARTS, NEEDS, OF_DRAWS, UNDER_SCENARIOS
from mtfp.findings.suggest import Unknown
from mtfp.library.chart import MAKERS, NoChart
from mtfp.reports.deliver import text_of

SHETLAND = Planner("examples/shetland")
CERTAIN = Planner("examples/gateshead-2025")


def test_every_name_has_a_maker():
    assert list(MAKERS) == list(CHARTS)
    assert set(NEEDS) <= set(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_made_and_drawn(name):
    found = SHETLAND.chart(name, *(["step-down"] if name in UNDER_SCENARIOS else []), draws=100)
    assert found.chart.illustrative
    assert found.chart.title in text_of(found.document(), "markdown")
    assert ">Illustrative: " in found.svg()
    assert found.tables[0].rows
    assert (found.document().manifest().get("draws") == 100) is (name in OF_DRAWS)


def test_names_of_tables_are_all_different():
    tables = [SHETLAND.chart(name, "step-down", draws=100).chart.name for name in CHARTS]
    assert len(set(tables)) == len(tables)


@pytest.mark.parametrize("name", [name for name in NEEDS if name not in ("reserves", "who-pays", "one-percent")])
def test_a_chart_that_cannot_be_made_says_what_is_missing(name):
    scenarios = ["step-down"] if name in UNDER_SCENARIOS else []
    with pytest.raises(NoChart, match=NEEDS[name].split(";")[0].replace("(", r"\\(")):
        CERTAIN.chart(name, *scenarios, draws=100)


@pytest.mark.parametrize("name", UNDER_SCENARIOS)
def test_a_chart_of_scenarios_needs_one(name):
    with pytest.raises(NoChart, match="needs a scenario"):
        SHETLAND.chart(name)


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(Unknown, match="did you mean `causes`"):
        SHETLAND.chart("cuases")


def test_scenarios_apply_together_but_have_a_band_each_in_the_ladder():
    both = SHETLAND.chart("cost-and-funding", "step-down", "high-pay")
    joined = SHETLAND.project(["step-down", "high-pay"])
    assert both.chart.title.startswith(f"{joined.run.label}: ")
    assert both.chart.lines[0].values == tuple(joined["expenditure"])
    ladder = SHETLAND.chart("ladder", "step-down", "high-pay", draws=100)
    assert [band.scenario for band in ladder.chart.bands] == ["base", "step-down", "high-pay"]
