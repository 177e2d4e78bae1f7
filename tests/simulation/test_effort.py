"""A run's size is estimated before it starts; a run over its limits is refused, with the arithmetic and a repair."""

import shutil
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest

from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.work.job import most_jobs
from mtfp.draws.sampling import Sampling
from mtfp.findings.too_big import TooBig
from mtfp.reading import read_plan
from mtfp.simulation import effort
from mtfp.simulation.draw_store import OnDisk
from mtfp.simulation.effort import Limits, blocks_at_once, effort_within, estimated_effort
from mtfp.simulation.layout import Layout
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.simulate import simulate
from mtfp.simulation.sizes import bytes_of, size
from tests.simulation.sampled import plan, run

ROOT = Path(__file__).parents[2]
PLANS = {
    "small": plan(),
    **{name: read_plan(ROOT / name).plan for name in ("examples/shetland", "examples/gateshead-2025", "tests/golden")},
}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize(("draws", "threads"), [(4_096, 1), (16_384, 2)])
def test_the_estimate_is_a_little_above_the_memory_used(name, draws, threads):
    made = {"base": PLANS[name]}
    run(made, 10)  # imports and caches are no part of the run
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        run(made, draws, threads=threads)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    at_once = blocks_at_once(Limits(), made, draws, threads, draws // (4_096 * threads))
    expected = estimated_effort(made, draws, threads, at_once)
    assert peak <= 1.05 * (expected.working + expected.stored) <= 2.5 * threads * peak  # threads may work in turn


def test_memory_stays_the_same_whatever_the_draws():
    """Check that with six times the draws in a file, memory grows by no more than a few rows of draws."""
    made = {"base": plan()}
    peaks = []
    for blocks in (4, 24):
        limits = Limits(memory=estimated_effort(made, blocks * 4_096, 1).working)
        tracemalloc.start()
        try:
            found = run(made, blocks * 4_096, threads=1, limits=limits)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert isinstance(found.store, OnDisk)
    assert peaks[1] < 1.1 * peaks[0] + 4 * 8 * 24 * 4_096


def test_the_arithmetic_is_in_the_message():
    """Check by hand: every recorded figure, in 4 years and a million draws, takes 8 bytes."""
    made = {"base": plan(), "twin": plan()}
    figures = len(recorded_figures(plan()))
    needed = size(2 * figures * 4 * 1_000_000 * 8)
    with pytest.raises(TooBig) as refused:
        effort_within(Limits(memory=100_000_000, disk=1_000_000), made, 1_000_000, 1)
    arithmetic = f"({figures} + {figures}) figures x 4 years x 1,000,000 draws x 8 bytes = {needed}"
    assert arithmetic in str(refused.value)
    assert f"--disk {size(2 * figures * 4 * 1_000_000 * 8, up=True)}" in str(refused.value)


def test_the_memory_that_it_names_is_enough():
    made = {"base": PLANS["examples/shetland"]}
    with pytest.raises(TooBig) as refused:
        effort_within(Limits(memory=50_000_000), made, 100_000, 2)
    named = str(refused.value).partition("allow --memory ")[2].partition(",")[0]
    assert effort_within(Limits(memory=bytes_of(named)), made, 100_000, 2)


def test_a_disk_without_space_is_reported_before_the_work(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1_000_000))
    memory = estimated_effort({"base": plan()}, 100_000, 1).working
    with pytest.raises(TooBig, match="the folder for temporary files has only 1MB free"):
        effort_within(Limits(memory=memory, disk=10**18), {"base": plan()}, 100_000, 1)


def test_a_run_never_gets_more_memory_than_the_machine_has(monkeypatch):
    """Refuse a run that its own limit allows, without the advice to raise the limit."""
    made = {"base": plan()}
    needed = estimated_effort(made, 100_000, 1)
    plenty = Limits(memory=10**24, disk=10**24)
    monkeypatch.setattr(effort, "machine_memory", lambda: needed.working - 1)
    with pytest.raises(TooBig, match=f"more than the {size(needed.working - 1)} of this machine") as refused:
        effort_within(plenty, made, 100_000, 1)
    assert "--memory" not in str(refused.value)
    monkeypatch.setattr(effort, "machine_memory", lambda: needed.working)
    assert not effort_within(plenty, made, 100_000, 1).fits_in_memory(plenty)
    monkeypatch.setattr(effort, "machine_memory", lambda: 0)  # the system doesn't report it
    assert effort_within(plenty, made, 100_000, 1).fits_in_memory(plenty)


@pytest.mark.parametrize("draws", [10**12, 99_999_999_999_999_999_999, 10**400])
def test_a_run_is_refused_in_the_same_time_for_any_number_of_draws(draws, monkeypatch):
    """Refuse before the blocks are listed: the time for a list grows with the draws."""
    monkeypatch.setattr(Layout, "tasks", lambda *_: pytest.fail("lists blocks before the limit is tested"))
    with pytest.raises(TooBig, match=f"statistics over {draws:,} draws"):
        simulate({"base": plan()}, draws=draws)
    assert most_jobs(BatchRequest(draws=draws), workers=8) == 2


@pytest.mark.parametrize("sampler", ["random", "sobol"])
@pytest.mark.parametrize("draws", [8, 4_096, 4_104, 8 * 4_096, 8 * 4_096 + 8, 100_000])
def test_the_number_of_blocks_is_that_of_their_list(sampler, draws):
    layout = Layout(Sampling(1, sampler), draws)
    assert layout.blocks == len(list(layout.tasks(0, layout.longest)))


def test_a_size_of_any_length_is_read_and_written():
    assert bytes_of("9" * 400 + "TB") > 10**400
    assert (size(1_949), size(1_951), size(1_951, up=True), size(2 * 10**18)) == ("1.9kB", "2kB", "2kB", "2EB")


@pytest.mark.parametrize("text", ["1", "GB", "-1GB", "1 GiB", "1,5GB"])
def test_text_that_is_no_size_is_refused(text):
    with pytest.raises(ValueError, match="write it like 1GB"):
        bytes_of(text)
