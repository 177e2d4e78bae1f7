"""A run gives the same bits in any order of work, each draw is its own projection, and the laws hold in draws."""

import os
import subprocess
import sys
from pathlib import Path
from threading import get_ident

import numpy as np
import pytest

from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.reports.shown import for_people
from mtfp.results.figures import figures
from mtfp.simulation.draw_store import InMemory, OnDisk
from mtfp.simulation.effort import Limits, estimated_effort
from mtfp.simulation.layout import SCRAMBLES, Layout
from mtfp.simulation.record import recorded, recorded_figures
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import project_blocks, simulate
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.tables import SIMULATED
from tests.laws.plans import one_of, times
from tests.simulation.sampled import cells, digest, document, figures_of, plan, run

ROOT = Path(__file__).parents[2]
DRAWS = 9_000
"""Two whole blocks and a part of a third."""
SCARCE = Limits(memory=35_000_000)
"""Enough memory for one block of the small plan at a time, and too little for the figures of all draws as well."""


def two():
    """Return the small plan, and a scenario with another cost and one more risk event."""
    small = document()
    ward = {**small["lines"]["ward"], "budget": 520}
    extra = {"quake": {"probability": "1%", "each": "year", "impact": 100, "partner": "nhs"}}
    dearer = plan(lines={**small["lines"], "ward": ward}, risk_events={**small["risk_events"], **extra})
    return {"base": plan(), "dearer": dearer}


@pytest.fixture(scope="module")
def usual():
    return run(two(), DRAWS, threads=1)


@pytest.mark.parametrize("threads", [2, 3])
def test_any_number_of_threads_gives_the_same_bits(usual, threads):
    assert digest(run(two(), DRAWS, threads=threads)) == digest(usual)


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_any_order_and_division_of_the_work_gives_the_same_bits(sampler):
    whole = run(two(), DRAWS, sampler=sampler)
    tasks = list(whole.layout.tasks(0, whole.layout.longest))
    again = Simulation(whole.plans, whole.layout, whole.central, OnDisk(DRAWS))
    order = np.random.default_rng(1).permutation(len(tasks))
    for part in (order[:1], order[1:]):
        project_blocks(again, [tasks[number] for number in part], threads=2)
    again.done = whole.done
    assert digest(again) == digest(whole)


def test_a_file_gives_the_same_bits_as_memory(usual):
    on_disk = run(two(), DRAWS, limits=SCARCE, threads=1)
    assert isinstance(usual.store, InMemory)
    assert isinstance(on_disk.store, OnDisk)
    assert digest(on_disk) == digest(usual)


def test_a_fresh_process_gives_the_same_bits_whatever_its_hashes(usual):
    code = (
        "from tests.simulation.sampled import digest, run; from tests.simulation.test_simulate import two, DRAWS; "
        "print(digest(run(two(), DRAWS, threads=2)))"
    )
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True)
        assert done.stdout.strip() == digest(usual), done.stderr


def test_another_seed_and_another_sampler_give_other_draws(usual):
    assert digest(run(two(), DRAWS, seed=2)) != digest(usual)
    assert digest(run(two(), DRAWS, sampler="sobol")) != digest(usual)


def test_a_longer_run_begins_with_the_draws_of_a_shorter_one(usual):
    short = run(two(), 5_000)
    for scenario, figure in figures_of(short):
        longer = usual.values(scenario, figure, 3)[:5_000]
        assert np.allclose(short.values(scenario, figure, 3), longer, rtol=1e-9, atol=1e-6, equal_nan=True)


def test_each_draw_is_the_projection_of_that_draw_alone(usual):
    """Check the first draws of blocks, draws within them, and the last draw of the run."""
    for scenario, made in usual.plans.items():
        for draw in (0, 4_095, 4_096, 5_000, DRAWS - 1):
            block, position = divmod(draw, 4_096)
            alone = project(made, one_of(sampled_draws(made, Sampling(1), block), position))
            for figure, expected in zip(recorded_figures(made), recorded(alone, figures(alone)), strict=True):
                found = [usual.values(scenario, figure, year)[draw] for year in (0, *usual.years)]
                assert np.allclose(found, expected[:, 0], rtol=1e-9, atol=1e-6, equal_nan=True), (draw, figure)


def test_sobol_draws_are_eight_scrambles_with_different_seeds():
    found = run(plan(), 80, seed=3, sampler="sobol")
    made = found.plan
    for replicate in range(SCRAMBLES):
        draws = sampled_draws(made, Sampling(3 * SCRAMBLES + replicate, "sobol"), 0, 10)
        expected = figures(project(made, draws))["gap"][-1]
        assert np.allclose(found.values("base", "gap", 3)[10 * replicate : 10 * replicate + 10], expected)


def test_scenarios_share_their_draws(usual):
    """Check that savings are the same to the bit: delivery is drawn once for both, though one has an event more."""
    for year in usual.years:
        assert np.array_equal(usual.values("base", "savings", year), usual.values("dearer", "savings", year))
    sobol = run(two(), 800, sampler="sobol")
    assert np.array_equal(sobol.values("base", "savings", 3), sobol.values("dearer", "savings", 3))


def test_without_width_every_draw_is_the_central_case():
    small = document()
    no_width = {"interval": ["0%", "0%"], "around": "central"}
    rates = {name: {**each, "spread": no_width} for name, each in small["assumptions"].items()}
    fall = {**small["risk_events"]["fall"], "probability": "0%"}
    still = run(plan(assumptions=rates, risk_events={"fall": fall}), 50)
    for _, figure in figures_of(still):
        central = still.central["base"].figures[figure]
        for year in (0, *still.years):
            assert np.allclose(still.values("base", figure, year), central[year], rtol=1e-12, atol=1e-9, equal_nan=True)
    assert cells(still, "probability")["base", "gap_below_plan", "2028/29", "probability"] == 0


def test_what_never_varies_is_counted_in_every_draw():
    """Check by hand: with pay of 10% the first gap is 150, which takes all of the reserve of 60, and breaks a check."""
    flat = {"unit": "rate", "source": "i"}
    sections = {
        "assumptions": {"pay": {**flat, "central": "10%"}, "uplift": {**flat, "central": "0%"}},
        "correlations": [], "savings": {}, "risk_events": {},
        "reserves": {"general": {"class": "contingency", "opening": 60}},
        "checks": [{"name": "some", "of": "reserves.general", "at_least": 1}],
    }  # fmt: skip
    certain = run(plan(**sections), 30)
    for flag in ("exhausted.general", "broken.1"):
        assert certain.shares("base", flag).tolist() == [[0.0, 1.0, 1.0, 1.0]]
    assert (certain.values("base", "reserves_needed", 1) == pytest.approx(150.0)) is True


@pytest.mark.parametrize("factor", [1000.0, 0.01])
def test_money_times_k_leaves_every_probability(factor):
    found, grown = run(plan()), run(plan(**times(document(), factor)))
    for table in ("probability", "clipped", "checks"):
        assert cells(grown, table) == pytest.approx(cells(found, table)), table
    for key, value in cells(found, "contingency").items():
        assert cells(grown, "contingency")[key] == pytest.approx(value * factor, rel=1e-6, abs=1e-6 * factor)


def test_a_scenario_differs_from_itself_by_zero():
    twins = run({"base": plan(), "twin": plan()}, 500)
    differences = cells(twins, "difference")
    assert {value for (_, row, _, _), value in differences.items() if row == "gap"} == {0.0}
    assert differences["twin", "smaller_than.base", "2028/29", "probability"] == 0.0


def test_paired_draws_give_a_smaller_error_than_two_runs():
    """Compare scenarios in the same draws with two runs of different seeds."""
    paired = cells(run(two(), 4_000), "difference")["dearer", "gap", "2028/29", "se_mean"]
    separate = [run(made, 4_000, seed=seed) for seed, made in enumerate(two().values(), 1)]
    unpaired = sum(each.values("base", "gap", 3).var(ddof=1) / 4_000 for each in separate) ** 0.5
    assert paired < unpaired / 3


def test_the_better_scenario_is_counted_draw_by_draw():
    found = run(two(), 500)
    gaps = [found.values(scenario, "gap", 3) for scenario in found.plans]
    table = cells(found, "difference", ReportOptions())
    assert table["dearer", "smaller_than.base", "2028/29", "probability"] == np.mean(gaps[1] < gaps[0])
    assert table["dearer", "gap", "2028/29", "mean"] == pytest.approx(np.mean(gaps[1] - gaps[0]))
    assert table["dearer", "gap", "2028/29", "p90"] == pytest.approx(np.quantile(gaps[1] - gaps[0], 0.9))
    totals = [sum(found.values(scenario, "gap", year) for year in found.years) for scenario in found.plans]
    assert table["dearer", "gap", "all", "mean"] == pytest.approx(np.mean(totals[1] - totals[0]))


def test_clipped_draws_are_added_up(usual):
    """Check by hand: delivery is uniform from 40% to 160% with a cap of 100%, so half of the draws in each year."""
    shares = cells(usual, "clipped")
    for year in ("2026/27", "2027/28", "2028/29"):
        assert shares["base", "delivery", year, "probability"] == pytest.approx(0.5, abs=5 * 0.5 / DRAWS**0.5)


@pytest.mark.parametrize(("threads", "times"), [(1, 2), (2, 2), (3, 3)])
def test_progress_is_reported_after_each_block_or_after_two(threads, times):
    """Give each of three threads a block; a thread that has more of them projects two together."""
    calls = []
    run(plan(), DRAWS, threads=threads, progress=lambda done, planned: calls.append((done, planned)))
    assert len(calls) == times
    assert calls[-1] == (DRAWS, DRAWS)


def test_blocks_are_projected_alone_if_two_need_too_much_memory():
    calls = []
    least = estimated_effort({"base": plan()}, DRAWS, 1)
    limits = Limits(memory=least.working + least.stored)
    alone = run(plan(), DRAWS, threads=1, limits=limits, progress=lambda done, planned: calls.append(done))
    assert isinstance(alone.store, InMemory)
    assert len(calls) == 3
    assert digest(alone) == digest(run(plan(), DRAWS, threads=1))


def test_a_failure_in_a_thread_is_raised_and_no_block_is_started_after_it():
    started = []

    def fails(done, of):
        started.append(get_ident())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(plan(), 40 * 4_096, threads=1, progress=fails, limits=Limits(memory=400_000_000))
    assert len(started) == 1


def test_draws_that_cannot_be_divided_among_scrambles_are_refused():
    with pytest.raises(ValueError, match="use 16"):
        simulate({"base": plan()}, Sampling(1, "sobol"), 12)
    with pytest.raises(ValueError, match="use at least 1"):
        simulate({"base": plan()}, draws=0)
    assert Layout(Sampling(1, "sobol"), 16).longest == 2


def test_every_part_of_a_table_says_whose_it_is():
    """A heading right above another is left out for people, so each heading of a part names the scenario."""
    sampled = run(two(), 50)
    for name in ("probability", "contingency"):
        heads = [row.label for row in for_people(SIMULATED[name](sampled, ReportOptions())).rows if row.is_heading]
        assert len(heads) == len(set(heads)) > 1, name
