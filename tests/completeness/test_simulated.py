"""Each table of a run holds the figures that were worked by hand, and says what it finds."""

from dataclasses import replace

import numpy as np
import pytest
from checks_by_hand import PLAN
from simulated_by_hand import ABOVE, BY_HAND, CHECK, CLIPPED, COUNTS, FIGURES, NAMES, SENTENCES

from mtfp.analysis.by_lever.drawn import LeversOnDraws
from mtfp.analysis.shapley import split
from mtfp.draws.sampling import Sampling
from mtfp.model.plan import Plan
from mtfp.reports.shown import for_people
from mtfp.simulation.draw_store import InMemory
from mtfp.simulation.layout import Layout, rows_of
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.tables import SIMULATED

ASKED = ReportOptions(over=(ABOVE,), labels={"base": "The plan", "down": "Down"})


@pytest.fixture(scope="module")
def run():
    # an uncertain figure that nothing uses, since a run in which nothing is uncertain has no chances to state
    free = {"unit": "rate", "central": "0%", "spread": {"interval": ["-1%", "1%"]}, "source": "worked by hand"}
    assumptions = {**PLAN["assumptions"], "free": free}
    plan = Plan.model_validate({**PLAN, "assumptions": assumptions, "checks": [CHECK]})
    plans = dict.fromkeys(NAMES, plan)
    rows, years = rows_of(plans), len(plan.timeline)
    spool = InMemory(len(rows) * years, 5)
    spool.write(0, 0, np.zeros((len(rows) * years, 5)))
    for key, by_year in FIGURES.items():
        spool.write(rows[key], 0, np.array(by_year))
    counted = {key: np.array([by_year]) for key, by_year in COUNTS.items()}
    of_plan = {what: np.zeros((1, years), int) for _, what in COUNTS}
    counts = {(name, what): nil for name in NAMES for what, nil in of_plan.items()} | counted
    clipped = {key: np.array([by_year]) for key, by_year in CLIPPED.items()}
    central = simulate(plans, draws=1).central
    made = Simulation(plans, Layout(Sampling(1), 5), central, spool, done=5, counts=counts, clipped=clipped)
    one = split(lambda levers: np.zeros(1), 1)
    return replace(made, levers={"down": LeversOnDraws(("Fewer beds",), one, dict(enumerate(NAMES)), made)})


@pytest.mark.parametrize("name", SIMULATED)
def test_table(name, run):
    cells = {(c.scenario, c.row, c.year, c.statistic): c.value for c in SIMULATED[name](run, ASKED).cells()}
    assert {key: cells.get(key) for key in BY_HAND[name]} == pytest.approx(BY_HAND[name])


@pytest.mark.parametrize("name", SIMULATED)
def test_its_title_says_what_it_finds(name, run):
    assert SIMULATED[name](run, ASKED).title == SENTENCES[name]


def test_machines_see_every_kept_figure(run):
    cells = list(SIMULATED["distribution"](run, ASKED).cells())
    assert {cell.row for cell in cells} == set(recorded_figures(run.plan))
    assert all(cell.value is not None for cell in cells)


def test_people_see_no_errors(run):
    for name in SIMULATED:
        table = for_people(SIMULATED[name](run, ASKED))
        statistics = {row.statistic or column.statistic for row in table.rows for column in table.columns}
        assert not [statistic for statistic in statistics if statistic.startswith("se_")]
