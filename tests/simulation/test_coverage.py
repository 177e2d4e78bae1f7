"""Intervals of 95% hold the true value in 95% of samples, or no error is stated: nine statistics, three plans."""

import pytest

from tests.evidence import size
from tests.simulation.coverage import CASES, coverage

SEEDS = size(ordinary=200, long=2_000)
SIGMAS = size(ordinary=5, long=3)
"""Standard errors of the share of samples: 1.5 points for 2,000 seeds. Ordinary evidence finds gross faults only."""
WITHIN = SIGMAS * (0.95 * 0.05 / SEEDS) ** 0.5
RARELY = 0.01
"""Share of samples so small that errors stated in them don't count: nearly always, none is stated."""


@pytest.mark.parametrize("draws", [1_000, 10_000] if SEEDS > 200 else [1_000])
@pytest.mark.parametrize("case", CASES)
def test_intervals_hold_the_true_value_19_times_in_20(case, draws):
    found = coverage(case, draws, SEEDS)
    assert {n: each for n, each in found.items() if each.stated > RARELY and abs(each.held - 0.95) > WITHIN} == {}
    assert all(each.stated > 0.9 for each in found.values())


@pytest.mark.parametrize("case", ["rare", "small"])
def test_intervals_of_sobol_points_do_too(case):
    """Check fewer seeds, as each is a run of eight blocks; intervals of Student's distribution may be too wide."""
    seeds = size(ordinary=50, long=500)
    found = coverage(case, 4_096, seeds, "sobol")
    least = 0.95 - SIGMAS * (0.95 * 0.05 / seeds) ** 0.5
    assert {n: each for n, each in found.items() if each.stated > RARELY and each.held < least} == {}
